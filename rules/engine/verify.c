/* SPDX-License-Identifier: EUPL-1.2 */
/* verify.c -- every table of a program: counts, indices, spans, slots. After it the engine never
 * reads outside a table, whatever the book says. */
#include "engine/verify.h"

#include <string.h>

#include "engine/engine.h"

#include "engine/integer_only.h"

enum { VALUE_MOST = 1000000000 }; /* so that the difference of two numbers fits */

#define THAT(right)       verify_that(v, (right), __LINE__)
#define CODE(code)        verify_want(v, (code), true, __LINE__)
#define CODE_OF(code)     verify_want(v, (code), false, __LINE__)
#define SPAN(part, whole) THAT((part).first + (part).count <= (whole))

static void counts(struct verify *v)
{
    const struct program *p = v->p;
    const struct {
        int32_t count, most;
    } table[] = {
        {p->sets, SETS_MAX},
        {p->actors, ACTOR_MAX},
        {p->members, p->actors},
        {p->variables, VARIABLES_MAX},
        {p->attributes, ATTRIBUTES_MAX},
        {p->formulas, FORMULAS_MAX},
        {p->terms, TERMS_MAX},
        {p->bindings, BINDINGS_MAX},
        {p->effects, EFFECTS_MAX},
        {p->rules, RULES_MAX},
        {p->params, PARAMS_MAX},
        {p->tables, PARAMS_MAX / 16},
        {p->rows, TABLE_ROWS_MAX},
        {p->needs, NEEDS_MAX},
        {p->costs, COSTS_MAX},
        {p->actions, ACTIONS_MAX},
        {p->motions, MOTION_KINDS_MAX},
        {p->templates, TEMPLATES_MAX},
        {p->policies, POLICIES_MAX},
        {p->cards, CARDS_MAX},
        {p->endings, ENDINGS_MAX},
        {(int32_t)p->codes, CODE_MAX},
        {p->slots, SLOT_MAX},
        {p->deriveds, p->variables},
    };
    for (size_t k = 0; k < sizeof table / sizeof table[0]; k++) {
        THAT(table[k].count <= table[k].most);
    }
    THAT(p->codes <= CODE_MAX && p->codes >= 1 && p->rules >= 1 && p->rule[0].effects.count == 0);
}

static void sets(struct verify *v)
{
    const struct program *p = v->p;
    const int32_t most[SET_KINDS] = {p->actors,    p->members, INT16_MAX,
                                     INCIDENT_MAX, MOTION_MAX, ORDER_MAX};
    for (int k = 0; k < p->sets; k++) {
        THAT(p->set[k].kind < SET_KINDS && p->set[k].count >= 0);
        THAT(p->set[k].kind >= SET_KINDS || p->set[k].count <= most[p->set[k].kind]);
    }
    for (int k = 0; k < p->actors; k++) {
        THAT(p->actor[k].kind < ACTOR_KINDS &&
             (p->actor[k].kind == ACTOR_MEMBER) == (k < p->members));
    }
    for (int k = 0; k < p->attributes; k++) {
        const struct attribute *a = &p->attribute[k];
        THAT(a->set_kind < SET_KINDS && a->set < p->sets);
        const int32_t of[SET_KINDS] = {
            p->actors,    p->members, p->set[a->set < SETS_MAX ? a->set : 0].count,
            p->templates, p->motions, p->actions};
        THAT(a->set_kind >= SET_KINDS || a->first + of[a->set_kind] <= ATTRIBUTES_MAX * 64);
    }
    for (int k = 0; k < p->tables; k++) {
        SPAN(p->table[k], p->rows);
    }
}

static void variables(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->variables && v->fault == 0; k++) {
        const struct variable *x = &p->variable[k];
        THAT(x->dims <= 2 && (x->scale == 1 || x->scale == 100) && x->life < LIVES);
        THAT(x->lo <= x->start && x->start <= x->hi && x->lo >= -VALUE_MOST && x->hi <= VALUE_MOST);
        int32_t extent = 1;
        for (int d = 0; d < x->dims; d++) {
            THAT(x->set[d] < p->sets && p->set[x->set[d]].count > 0);
            extent *= x->set[d] < p->sets ? p->set[x->set[d]].count : 1;
        }
        THAT(x->dims < 1 || x->stride == (x->dims == 1 ? 1 : p->set[x->set[1]].count));
        THAT(x->slot + extent <= p->slots);
        THAT(x->life != LIFE_DERIVED ||
             (x->formula < p->formulas && p->formula[x->formula].args == x->dims));
    }
    for (int k = 0; k < p->deriveds; k++) {
        THAT(p->derived[k] < p->variables && p->variable[p->derived[k]].life == LIFE_DERIVED);
    }
    for (int k = 0; k < p->formulas; k++) {
        THAT(p->formula[k].terms.count >= 1 && p->formula[k].args <= BIND_MAX &&
             p->formula[k].lo <= p->formula[k].hi);
        SPAN(p->formula[k].terms, p->terms);
    }
    for (int k = 0; k < p->terms; k++) {
        CODE_OF(p->term[k].code);
    }
}

static void binding(struct verify *v, const struct binding *b)
{
    THAT(b->set < v->p->sets && b->slot < BIND_MAX);
    CODE(b->where);
    CODE(b->guard);
    CODE(b->rest);
}

static void actor_binding(struct verify *v, const struct binding *b)
{
    binding(v, b);
    const uint8_t kind = b->set < v->p->sets ? v->p->set[b->set].kind : SET_KINDS;
    THAT(b->slot == 0 && (kind == SET_ACTOR || kind == SET_MEMBER));
}

static void effects(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->effects; k++) {
        const struct effect *e = &p->effect[k];
        const uint32_t codes[] = {e->index[0], e->index[1], e->value,      e->value2,
                                  e->when,     e->percent,  e->after_days, e->after_days2};
        THAT(e->kind < EFFECT_KINDS && e->bindings.count <= BIND_MAX);
        SPAN(e->bindings, p->bindings);
        for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
            CODE(codes[c]);
        }
        if (e->kind <= EFFECT_DRAW) {
            THAT(e->variable >= 0 && e->variable < p->variables);
            const struct variable *x =
                &p->variable[e->variable >= 0 && e->variable < p->variables ? e->variable : 0];
            THAT(x->life != LIFE_DERIVED && e->dims == x->dims);
            THAT((x->dims < 1 || e->index[0] != 0) && (x->dims < 2 || e->index[1] != 0));
        }
        THAT(e->kind != EFFECT_OPEN || (e->variable >= 0 && e->variable < p->templates));
    }
}

static void rules(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->rules; k++) {
        const struct rule *r = &p->rule[k];
        THAT(r->moment < MOMENT_COUNT && r->bindings.count <= BIND_MAX);
        SPAN(r->bindings, p->bindings);
        SPAN(r->effects, p->effects);
        CODE(r->when);
        CODE(r->percent);
    }
    for (int m = 0; m < MOMENT_COUNT; m++) {
        SPAN(p->moment[m], p->rules);
        for (int k = p->moment[m].first;
             v->fault == 0 && k < p->moment[m].first + p->moment[m].count; k++) {
            THAT(p->rule[k].moment == m);
        }
    }
    for (int k = 0; k < p->bindings; k++) {
        binding(v, &p->binding[k]);
    }
    for (int k = 0; k < p->needs; k++) {
        CODE_OF(p->need[k].code);
    }
    for (int k = 0; k < p->costs; k++) {
        CODE_OF(p->cost[k].code);
        THAT(p->cost[k].variable < p->variables);
        const struct variable *x =
            &p->variable[p->cost[k].variable < p->variables ? p->cost[k].variable : 0];
        const uint8_t kind = x->dims == 0 ? SET_ACTOR : p->set[x->set[0]].kind;
        THAT(x->dims <= 1 && x->life != LIFE_DERIVED && (kind == SET_ACTOR || kind == SET_MEMBER));
    }
}

static void costs(struct verify *v, struct span span)
{
    SPAN(span, v->p->costs);
    THAT(span.count <= COSTS_EACH_MAX);
    for (int k = 0; v->fault == 0 && k < span.count; k++) {
        for (int other = 0; other < k; other++) {
            THAT(v->p->cost[span.first + k].variable != v->p->cost[span.first + other].variable);
        }
    }
}

static void actions(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->actions; k++) {
        const struct action *a = &p->action[k];
        actor_binding(v, &a->by);
        THAT(a->targets.count <= TARGET_MAX && a->when < WHENS && a->rule < p->rules &&
             a->level_lo <= a->level_hi);
        THAT(a->consent == NONE || (a->consent >= 1 && a->consent <= a->targets.count));
        SPAN(a->targets, p->bindings);
        SPAN(a->needs, p->needs);
        costs(v, a->costs);
        CODE(a->after_days);
        for (int t = 0; v->fault == 0 && t < a->targets.count; t++) {
            THAT(p->binding[a->targets.first + t].slot == t + 1);
        }
    }
}

static void motions(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->motions; k++) {
        const struct motion_kind *m = &p->motion[k];
        actor_binding(v, &m->council);
        actor_binding(v, &m->table);
        const uint32_t codes[] = {m->consent, m->effective_when, m->effective_days,
                                  m->slip_lo, m->slip_hi,        m->slip_by};
        for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
            CODE(codes[c]);
        }
        THAT(m->procedure < PROCEDURES && m->targets.count <= 1 && m->options <= OPTION_MAX);
        THAT(m->soft_option <= m->options && m->conditional <= m->options &&
             m->condition_met.count == m->conditions);
        THAT(m->rule_effective < p->rules && m->rule_refused < p->rules &&
             m->rule_dropped < p->rules && m->rule_tabled < p->rules);
        SPAN(m->targets, p->bindings);
        SPAN(m->needs, p->needs);
        SPAN(m->condition_met, p->needs);
        costs(v, m->costs);
        if (v->fault == 0 && m->targets.count == 1) {
            const struct binding *b = &p->binding[m->targets.first];
            THAT(b->slot == 1 && p->set[b->set].kind == SET_INCIDENT);
        }
    }
}

static void policies(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->policies; k++) {
        const struct policy *x = &p->policy[k];
        const int32_t objects[POLICY_KINDS] = {p->actions, p->motions, p->motions, p->motions,
                                               p->cards,   p->motions, p->motions};
        THAT(x->kind < POLICY_KINDS && x->formula < p->formulas &&
             x->targets.count <= BIND_MAX - 2);
        THAT(x->object >= NONE && (x->kind >= POLICY_KINDS || x->object < objects[x->kind]));
        THAT(x->object != NONE ||
             (x->kind != POLICY_ORDER && x->kind != POLICY_TABLE && x->kind != POLICY_CARD));
        THAT(x->kind != POLICY_CHAIR || (x->verb >= ACT_AMEND && x->verb <= ACT_WITHDRAW));
        actor_binding(v, &x->by);
        SPAN(x->targets, p->bindings);
        CODE(x->when);
        CODE(x->least);
        CODE(x->level);
    }
}

static void others(struct verify *v)
{
    const struct program *p = v->p;
    for (int k = 0; k < p->templates; k++) {
        const struct template *t = &p->template[k];
        THAT(t->rule < p->rules && t->victims.first + t->victims.count <= TEMPLATES_MAX * 32);
        for (int n = 0; v->fault == 0 && n < t->victims.count; n++) {
            THAT(p->victim_list[t->victims.first + n] < p->actors);
        }
    }
    for (int k = 0; k < p->cards; k++) {
        const struct card *c = &p->card[k];
        actor_binding(v, &c->by);
        THAT(c->variable < p->variables && c->lo <= c->hi);
        const struct variable *x = &p->variable[c->variable < p->variables ? c->variable : 0];
        THAT(x->dims == (c->per_incident ? 2 : 1) && x->life != LIFE_DERIVED);
        THAT(c->lo >= -VALUE_MOST / 100 && c->hi <= VALUE_MOST / 100);
    }
    for (int k = 0; k < p->endings; k++) {
        CODE_OF(p->ending[k].when);
    }
}

static void setup(struct verify *v, const struct setup *s)
{
    const struct program *p = v->p;
    THAT(s->starts <= STARTS_MAX && s->pins <= PINNED_MAX && s->draws <= DRAWS_MAX &&
         s->events <= EVENTS_MAX && s->turns <= TURNS_MAX);
    for (int k = 0; v->fault == 0 && k < s->starts; k++) {
        THAT(s->start[k].variable < p->variables);
    }
    for (int k = 0; v->fault == 0 && k < s->pins; k++) {
        THAT(s->pin[k].variable < p->variables);
        THAT(p->variable[s->pin[k].variable].life == LIFE_GAME);
    }
    for (int k = 0; v->fault == 0 && k < s->draws; k++) {
        THAT(s->draw[k].variable < p->variables && s->draw[k].options >= 1 &&
             s->draw[k].options <= DRAW_OPTIONS_MAX);
        THAT(s->draw[k].variable < p->variables && p->variable[s->draw[k].variable].dims == 0);
    }
    for (int k = 0; v->fault == 0 && k < s->events; k++) {
        THAT(s->event[k].phase < EVENT_PHASES && s->event[k].rule < p->rules);
        CODE(s->event[k].when);
    }
}

int program_verify(const struct program *program, const struct setup *s)
{
    struct verify v;
    memset(&v, 0, sizeof v);
    v.p = program;
    void (*const part[])(struct verify *) = {counts,  sets,    variables, effects, rules,
                                             actions, motions, policies,  others};
    for (size_t k = 0; k < sizeof part / sizeof part[0] && v.fault == 0; k++) {
        part[k](&v);
    }
    if (s != NULL && v.fault == 0) {
        setup(&v, s);
    }
    if (v.fault == 0) {
        verify_code_all(&v);
    }
    if (v.fault == 0) {
        verify_depths(&v);
    }
    return v.fault;
}
