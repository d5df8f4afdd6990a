/* SPDX-License-Identifier: EUPL-1.2 */
/* view_why.c -- explains a number: the terms it is made of, each with its ground, and the numbers
 * only to those who may see everything they were made of. Never writes a total or a remainder that
 * would tell a hidden number. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

enum {
    TERM_BINDS = 4,
    KEPT_MAX = 64 /* changes of one number in two turns */
};

void why_begin(struct why *why, const struct view *view)
{
    why->view = view;
    why->count = 0;
    why->open = true;
    why->scale = 1;
    why->before = 0;
}

/* Is every actor that the rule bound one of the viewer's? Bindings beyond those that are kept count
 * as others'. */
static bool binds_own(const struct view *view, const struct cause_term *term)
{
    bool any = false;
    for (int slot = 0; slot < BIND_MAX; slot++) {
        int set = NONE;
        if (scenario_bound(view->s->scenario, KIND_RULE, term->rule, slot, &set) == NULL ||
            set == NONE) {
            continue;
        }
        uint8_t kind = view->p->set[set].kind;
        if (kind != SET_ACTOR && kind != SET_MEMBER) {
            continue;
        }
        if (slot >= TERM_BINDS || !eyes_own(&view->eyes, term->bind[slot])) {
            return false;
        }
        any = true;
    }
    return any;
}

/* Is this the effect of a sealed order of somebody else, or of a scripted line that was told to
 * others only? */
static bool is_sealed(const struct view *view, const struct cause_term *term)
{
    int action = term->rule == NONE ? NONE : index_rule_action(view->s, term->rule);
    int event = term->rule == NONE ? NONE : index_rule_event(view->s, term->rule);
    if (view->eyes.all) {
        return false;
    }
    if (event != NONE) {
        const json_t *row = json_array_get(
            json_object_get(scenario_json(view->s->scenario), "events"), (size_t)event);
        const char *to = json_string_value(json_object_get(row, "to"));
        return to != NULL && !eyes_addressed(view, to);
    }
    return action != NONE && view->p->action[action].secret &&
           !eyes_own(&view->eyes, term->bind[0]);
}

static bool number_open(const struct view *view, const struct change *change,
                        const struct cause_term *term)
{
    const struct eyes *eyes = &view->eyes;
    if (eyes->all) {
        return true;
    }
    if (is_sealed(view, term)) {
        return false;
    }
    int owner = variable_owner(view->p, change->variable, change->index[0], change->index[1]);
    if (term->rule != NONE && term->effect != NONE) {
        uint8_t reads = view->p->rule[term->rule].reads;
        return eyes_may(eyes, reads & (SEE_ALL & ~SEE_OWN), NONE) ||
               ((reads & SEE_OWN) != 0 && binds_own(view, term));
    }
    if (term->rule == NONE && term->effect != NONE) {
        const struct formula *formula =
            &view->p->formula[view->p->variable[change->variable].formula];
        return eyes_may(eyes, view->p->term[formula->terms.first + term->effect].see, owner);
    }
    return true; /* the price somebody paid, and what is no rule: who sees the variable knows */
}

static bool is_overridden(const struct view *view, const struct change *change)
{
    for (int k = 0; k < view->s->overs; k++) {
        bool here = view->s->over[k].variable == (int)change->variable &&
                    view->s->over[k].index[0] == change->index[0] &&
                    view->s->over[k].index[1] == change->index[1];
        if (here && !view->s->over[k].undone) {
            return true;
        }
    }
    return false;
}

static struct ready formula_term_text(const struct view *view, int formula, int term,
                                      const int16_t *arguments)
{
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_FORMULA, formula);
    view_key(key, "formula", id, book_term(view->s->book, formula, term), NULL);
    if (!view_has(view, key)) {
        view_key(key, "formula", id, NULL, NULL);
    }
    return view_has(view, key) ? view_ready(view, key, KIND_FORMULA, formula, arguments)
                               : view_ready_word(WORD_TOTAL);
}

/* The text and the ground of one term. */
static void term_row(const struct view *view, const struct change *change,
                     const struct cause_term *term, struct why_row *ret)
{
    int16_t bind[BIND_MAX] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    *ret =
        (struct why_row){.text = view_ready_word(WORD_HIDDEN), .ground_kind = NONE, .ground = NONE};
    if (is_sealed(view, term)) {
        return;
    }
    if (term->rule == NONE && term->effect != NONE) {
        bind[0] = change->index[0];
        bind[1] = change->index[1];
        ret->ground_kind = KIND_FORMULA;
        ret->ground = (int16_t)view->p->variable[change->variable].formula;
        ret->text = formula_term_text(view, ret->ground, term->effect, bind);
        return;
    }
    if (term->rule == NONE) {
        bool turned = change->moment == MOMENT_TURN || change->moment == MOMENT_START;
        ret->text = view_ready_word(turned                        ? WORD_NEW_TURN
                                    : is_overridden(view, change) ? WORD_OVERRIDE
                                                                  : WORD_LIMIT);
        return;
    }
    const char *key = index_rule_key(view->s, term->rule);
    memcpy(bind, term->bind, sizeof term->bind);
    if (key != NULL) {
        ret->text = view_ready(view, key, KIND_RULE, term->rule, bind);
    }
    if (term->rule < book_program(view->s->book)->rules) {
        ret->ground_kind = KIND_RULE;
        ret->ground = term->rule;
    }
}

/* A row for a cause; the one that is there already when its text is the same. */
static struct why_row *row_for(struct why *why, const struct why_row *wanted)
{
    for (int k = 0; k < why->count; k++) {
        if (why->row[k].text.json == wanted->text.json && why->row[k].ground == wanted->ground &&
            why->row[k].ground_kind == wanted->ground_kind) {
            return &why->row[k];
        }
    }
    if (why->count == WHY_ROWS_MAX) { /* if its number was hidden, all of them stay hidden */
        memmove(&why->row[0], &why->row[1], sizeof why->row[0] * (WHY_ROWS_MAX - 1));
        why->count--;
    }
    why->row[why->count] = *wanted;
    return &why->row[why->count++];
}

void why_add(struct why *why, const struct change *change, const struct cause_term *terms,
             int count)
{
    why->scale = why->view->p->variable[change->variable].scale;
    why->before = why->count == 0 ? change->before : why->before;
    for (int k = 0; k < count; k++) {
        struct why_row wanted;
        term_row(why->view, change, &terms[k], &wanted);
        row_for(why, &wanted)->by += terms[k].by;
        why->open = why->open && number_open(why->view, change, &terms[k]);
    }
}

void why_add_kept(struct why *why, const struct change *number, int turn, enum phase phase)
{
    const struct session *s = why->view->s;
    int found[KEPT_MAX], count = 0;
    int k = index_last_change(s, number->variable, number->index[0], number->index[1]);
    for (; k != NONE && count < KEPT_MAX; k = index_earlier_change(s, k)) {
        const struct kept_change *kept = &s->change[k];
        if (kept->turn < turn || (kept->turn == turn && kept->phase <= phase)) {
            break;
        }
        found[count++] = k;
    }
    while (count > 0) {
        const struct kept_change *kept = &s->change[found[--count]];
        why_add(why, &kept->c, &s->term[kept->first_term], kept->terms);
    }
}

static void row_open(struct buf *out, const char *letter, int n)
{
    char id[16];
    (void)numbered(id, letter, n);
    put_object(out, id);
    put_int(out, "n", n);
    put_key(out, "text");
}

void why_write(const struct why *why)
{
    struct buf *out = why->view->out;
    int64_t sum = why->before;
    if (why->count == 0) {
        return;
    }
    put_object(out, "why");
    for (int k = 0; k < why->count; k++) {
        const struct why_row *row = &why->row[k];
        row_open(out, "w", k);
        put_ready(out, row->text);
        if (why->open) { /* rounded so that what is shown adds up too */
            put_int(out, "by", (sum + row->by) / why->scale - sum / why->scale);
            sum += row->by;
        }
        if (row->ground != NONE) {
            view_ground(why->view, (enum kind)row->ground_kind, row->ground);
        }
        put_end(out);
    }
    put_end(out);
}

static int formula_owner(const struct view *view, int formula, const int16_t *arguments)
{
    for (int slot = 0; slot < view->p->formula[formula].args; slot++) {
        int set = NONE;
        (void)scenario_bound(view->s->scenario, KIND_FORMULA, formula, slot, &set);
        if (set != NONE &&
            (view->p->set[set].kind == SET_ACTOR || view->p->set[set].kind == SET_MEMBER)) {
            return arguments[slot];
        }
    }
    return NONE;
}

static bool formula_open(const struct view *view, int formula, const int16_t *arguments)
{
    const struct formula *row = &view->p->formula[formula];
    int owner = formula_owner(view, formula, arguments);
    for (int t = 0; t < row->terms.count; t++) {
        if (!eyes_may(&view->eyes, view->p->term[row->terms.first + t].see, owner)) {
            return false;
        }
    }
    return true;
}

void why_formula(const struct view *view, int formula, const int16_t *arguments,
                 const struct world *was)
{
    struct score_term now[TERMS_MAX], before[TERMS_MAX];
    struct buf *out = view->out;
    int32_t value = 0, value_before = 0;
    int64_t sum = 0;
    const int count = engine_formula(view->p, view->w, formula, arguments, &value, now);
    const bool open = formula_open(view, formula, arguments);
    memset(before, 0, sizeof before[0] * (size_t)count);
    if (was != NULL) {
        (void)engine_formula(view->p, was, formula, arguments, &value_before, before);
    }
    put_object(out, "why");
    for (int t = 0; t < count; t++) {
        int32_t by = now[t].by - before[t].by;
        if (open && by == 0) {
            continue; /* who may not see the numbers is told every term, or none would tell what is
                         0 */
        }
        row_open(out, "w", t);
        put_ready(out, formula_term_text(view, formula, t, arguments));
        if (open) {
            put_int(out, "by", by);
            sum += by;
        }
        view_ground(view, KIND_FORMULA, formula);
        put_end(out);
    }
    if (open && sum != value - value_before) {
        row_open(out, "w", count);
        view_pair_word(view, WORD_LIMIT);
        put_int(out, "by", value - value_before - sum);
        put_end(out);
    }
    if (open && was == NULL) {
        row_open(out, "w", count + 1);
        view_pair_word(view, WORD_TOTAL);
        put_int(out, "total", value);
        put_end(out);
    }
    put_end(out);
}
