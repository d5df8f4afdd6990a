/* SPDX-License-Identifier: EUPL-1.2 */
/* asm.c -- see asm.h. */
#include "asm.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/code.h"
#include "engine/quick.h"

static _Noreturn void stop(const char *what, const char *detail)
{
    fprintf(stderr, "asm: %s: %s\n", what, detail);
    abort();
}

struct assembly *asm_new(void)
{
    struct assembly *a = calloc(1, sizeof *a);
    if (a == NULL) {
        stop("no memory", "");
    }
    a->p.code[0] = OP_RET;
    a->p.codes = 1;
    a->p.rules = 1; /* the empty rule */
    for (int k = 0; k < ACTIONS_MAX / 64; k++) {
        a->s.action_allowed[k] = UINT64_MAX;
    }
    a->s.motion_allowed[0] = UINT64_MAX;
    return a;
}

/* ---- expressions ---- */

struct text {
    struct assembly *a;
    const char *at;
    int32_t words[4096];
    int count;
};

static void word(struct text *t, int32_t value)
{
    if (t->count == 4096) {
        stop("expression too long", t->at);
    }
    t->words[t->count++] = value;
}

static bool token(struct text *t, char *ret, size_t size)
{
    size_t n = 0;
    while (isspace((unsigned char)*t->at)) {
        t->at++;
    }
    while (*t->at != '\0' && !isspace((unsigned char)*t->at) && *t->at != '{' && *t->at != '}' &&
           n + 1 < size) {
        ret[n++] = *t->at++;
    }
    ret[n] = '\0';
    return n > 0;
}

static int32_t number(struct text *t)
{
    char buffer[32];
    char *end;
    if (!token(t, buffer, sizeof buffer)) {
        stop("a number was expected", t->at);
    }
    const long value = strtol(buffer, &end, 10);
    if (*end != '\0') {
        stop("not a number", buffer);
    }
    return (int32_t)value;
}

static void parse(struct text *t);

static void open_brace(struct text *t)
{
    while (isspace((unsigned char)*t->at)) {
        t->at++;
    }
    if (*t->at++ != '{') {
        stop("{ was expected", t->at - 1);
    }
}

static void close_brace(struct text *t)
{
    while (isspace((unsigned char)*t->at)) {
        t->at++;
    }
    if (*t->at++ != '}') {
        stop("} was expected", t->at - 1);
    }
}

static uint32_t braced_code(struct text *t)
{
    struct text *inner = calloc(1, sizeof *inner);
    uint32_t code = 0;
    inner->a = t->a;
    open_brace(t);
    inner->at = t->at;
    parse(inner);
    t->at = inner->at;
    close_brace(t);
    if (inner->count > 0) {
        word(inner, OP_RET);
        code = asm_words(t->a, inner->words, inner->count);
    }
    free(inner);
    return code;
}

/* Jumps are absolute, and where the expression will stand is known only at its end: minus what is
 * to be added. */
static void parse_if(struct text *t)
{
    open_brace(t);
    parse(t);
    close_brace(t);
    word(t, OP_JZ);
    const int otherwise = t->count;
    word(t, 0);
    open_brace(t);
    parse(t);
    close_brace(t);
    word(t, OP_JUMP);
    const int end = t->count;
    word(t, 0);
    t->words[otherwise] = t->count;
    open_brace(t);
    parse(t);
    close_brace(t);
    t->words[end] = t->count;
}

static bool aggregate(struct text *t, const char *name)
{
    static const char *const names[AGGREGATES] = {"sum", "count", "min_of", "max_of",
                                                  "any", "all",   "median"};
    for (int k = 0; k < AGGREGATES; k++) {
        if (strcmp(names[k], name) == 0) {
            const int32_t set = number(t);
            const int32_t slot = number(t);
            const int32_t where = (int32_t)braced_code(t);
            const int32_t body = (int32_t)braced_code(t);
            const int32_t words[] = {OP_AGG, k, set, slot, where, body};
            for (int i = 0; i < 6; i++) {
                word(t, words[i]);
            }
            return true;
        }
    }
    return false;
}

static void operation(struct text *t, const char *name)
{
    static const char *const names[OP_COUNT] = {
#define OP_NAME(name, imm, pops, pushes) #name,
        OP_LIST(OP_NAME)
#undef OP_NAME
    };
    if (strcmp(name, "var") == 0 || strcmp(name, "raw") == 0) {
        const int32_t variable = number(t);
        word(t, (name[0] == 'v' ? OP_VAR0 : OP_RAW0) + t->a->p.variable[variable].dims);
        word(t, variable);
        return;
    }
    for (int op = 0; op < OP_COUNT; op++) {
        size_t n = 0;
        while (names[op][n] != '\0' && tolower((unsigned char)names[op][n]) == name[n]) {
            n++;
        }
        if (names[op][n] == '\0' && name[n] == '\0') {
            word(t, op);
            for (int k = 0; k < op_words((enum op)op); k++) {
                word(t, number(t));
            }
            return;
        }
    }
    stop("no such operation", name);
}

static void parse(struct text *t)
{
    char name[32];
    while (token(t, name, sizeof name)) {
        if (strcmp(name, "if") == 0) {
            parse_if(t);
        } else if (!aggregate(t, name)) {
            operation(t, name);
        }
    }
}

uint32_t asm_words(struct assembly *a, const int32_t *words, int count)
{
    const uint32_t code = a->p.codes;
    if (code + (uint32_t)count > CODE_MAX) {
        stop("no room", "code");
    }
    for (int k = 0; k < count; k += 1 + op_words((enum op)words[k])) {
        for (int w = 0; w <= op_words((enum op)words[k]); w++) {
            a->p.code[code + (uint32_t)(k + w)] = words[k + w];
        }
        if (words[k] == OP_JUMP || words[k] == OP_JZ) {
            a->p.code[code + (uint32_t)k + 1] += (int32_t)code;
        }
    }
    a->p.codes += (uint32_t)count;
    if (a->p.linked) { /* a text that grows afterwards */
        quick_make(&a->p);
    }
    return code;
}

static uint32_t code_of(struct assembly *a, const char *source)
{
    if (source == NULL || *source == '\0') {
        return 0;
    }
    struct text *t = calloc(1, sizeof *t);
    t->a = a;
    t->at = source;
    parse(t);
    if (*t->at != '\0') {
        stop("left over", t->at);
    }
    word(t, OP_RET);
    const uint32_t code = asm_words(a, t->words, t->count);
    free(t);
    return code;
}

uint32_t asm_code(struct assembly *a, const char *format, ...)
{
    char buffer[4096];
    va_list list;
    va_start(list, format);
    const int size = vsnprintf(buffer, sizeof buffer, format, list);
    va_end(list);
    if (size < 0 || (size_t)size >= sizeof buffer) {
        stop("too long", format);
    }
    return code_of(a, buffer);
}

/* ---- tables ---- */

int asm_set(struct assembly *a, enum set_kind kind, int count)
{
    a->p.set[a->p.sets] = (struct set){(uint8_t)kind, (int16_t)count};
    return a->p.sets++;
}

void asm_actors(struct assembly *a, int kind, int count)
{
    if (a->p.sets == 0) {
        asm_set(a, SET_ACTOR, 0);
        asm_set(a, SET_MEMBER, 0);
    }
    for (int k = 0; k < count; k++) {
        a->p.actor[a->p.actors++].kind = (uint8_t)kind;
        a->p.members = (uint16_t)(a->p.members + (kind == ACTOR_MEMBER));
    }
    a->p.set[0].count = (int16_t)a->p.actors;
    a->p.set[1].count = (int16_t)a->p.members;
}

int asm_var_of(struct assembly *a, int set, int set2, int32_t lo, int32_t start, int32_t hi)
{
    struct variable *v = &a->p.variable[a->p.variables];
    const int32_t rows = set == NONE ? 1 : a->p.set[set].count;
    const int32_t columns = set2 == NONE ? 1 : a->p.set[set2].count;
    *v = (struct variable){.slot = a->p.slots,
                           .dims = (uint8_t)((set != NONE) + (set2 != NONE)),
                           .lo = lo,
                           .hi = hi,
                           .start = start,
                           .scale = 1,
                           .life = LIFE_GAME,
                           .see = SEE_ALL,
                           .stride = (int16_t)columns};
    v->set[0] = (uint8_t)(set == NONE ? 0 : set);
    v->set[1] = (uint8_t)(set2 == NONE ? 0 : set2);
    if (a->p.slots + rows * columns > SLOT_MAX) {
        stop("no room", "slots");
    }
    a->p.slots = (uint16_t)(a->p.slots + rows * columns);
    return a->p.variables++;
}

int asm_var(struct assembly *a, int32_t lo, int32_t start, int32_t hi)
{
    return asm_var_of(a, NONE, NONE, lo, start, hi);
}

int asm_formula(struct assembly *a, int args, int terms, const char *const *codes)
{
    struct formula *f = &a->p.formula[a->p.formulas];
    *f = (struct formula){
        .args = (uint8_t)args, .terms = {a->p.terms, (uint16_t)terms}, .see = SEE_ALL};
    for (int k = 0; k < terms; k++) {
        a->p.term[a->p.terms].see = SEE_ALL;
        a->p.term[a->p.terms++].code = code_of(a, codes[k]);
    }
    return a->p.formulas++;
}

int asm_derived(struct assembly *a, int set, int32_t lo, int32_t hi, int formula)
{
    const int variable = asm_var_of(a, set, NONE, lo, lo, hi);
    a->p.variable[variable].life = LIFE_DERIVED;
    a->p.variable[variable].formula = (uint16_t)formula;
    a->p.derived[a->p.deriveds++] = (uint16_t)variable;
    return variable;
}

/* Does the expression look at no name but this one? */
static bool names_only(const struct assembly *a, uint32_t code, int slot)
{
    const int32_t *word = &a->p.code[code];
    for (; code != 0 && *word != OP_RET; word += 1 + op_words((enum op) * word)) {
        if (*word == OP_AGG || (*word == OP_BIND && word[1] != slot)) {
            return false;
        }
    }
    return code != 0;
}

struct binding asm_binding(struct assembly *a, int set, int slot, const char *where)
{
    const uint32_t code = code_of(a, where);
    return (struct binding){
        (uint8_t)set, (uint8_t)slot, code, names_only(a, code, slot) ? code : 0, 0, 0};
}

struct span asm_bind(struct assembly *a, int set, int slot, const char *where)
{
    a->p.binding[a->p.bindings] = asm_binding(a, set, slot, where);
    return (struct span){a->p.bindings++, 1};
}

struct span asm_needs(struct assembly *a, const char *code)
{
    a->p.need[a->p.needs].code = code_of(a, code);
    return (struct span){a->p.needs++, 1};
}

struct span asm_costs(struct assembly *a, int variable, const char *code)
{
    a->p.cost[a->p.costs] = (struct cost){(uint16_t)variable, code_of(a, code)};
    return (struct span){a->p.costs++, 1};
}

struct span asm_more(struct assembly *a, struct span span, int set, int slot, const char *where)
{
    const struct span one = asm_bind(a, set, slot, where);
    if (one.first != span.first + span.count) {
        stop("not side by side", "bindings");
    }
    return (struct span){span.first, (uint16_t)(span.count + 1)};
}

int asm_rule(struct assembly *a, enum moment moment, struct span bindings, const char *when)
{
    a->p.rule[a->p.rules] = (struct rule){.moment = (uint8_t)moment,
                                          .bindings = bindings,
                                          .when = code_of(a, when),
                                          .effects = {a->p.effects, 0},
                                          .reads = SEE_ALL};
    return a->p.rules++;
}

struct effect *asm_effect2(struct assembly *a, enum effect_kind kind, int variable, const char *x,
                           const char *y, const char *value)
{
    struct effect *e = &a->p.effect[a->p.effects++];
    *e = (struct effect){.kind = (uint8_t)kind, .variable = (int16_t)variable};
    e->dims = kind <= EFFECT_DRAW ? a->p.variable[variable].dims : 0;
    e->index[0] = code_of(a, x);
    e->index[1] = code_of(a, y);
    e->value = code_of(a, value);
    a->p.rule[a->p.rules - 1].effects.count++;
    return e;
}

struct effect *asm_effect(struct assembly *a, enum effect_kind kind, int variable, const char *x,
                          const char *value)
{
    return asm_effect2(a, kind, variable, x, NULL, value);
}

int asm_template(struct assembly *a, int rule, int victims, const uint8_t *victim)
{
    uint16_t first = 0;
    for (int k = 0; k < a->p.templates; k++) {
        first = (uint16_t)(first + a->p.template[k].victims.count);
    }
    for (int k = 0; k < victims; k++) {
        a->p.victim_list[first + k] = victim[k];
    }
    a->p.template[a->p.templates] = (struct template){{first, (uint16_t)victims}, (uint16_t)rule};
    return a->p.templates++;
}

struct action *asm_action(struct assembly *a, int by_set, enum when_moment when, int rule)
{
    struct action *action = &a->p.action[a->p.actions++];
    *action = (struct action){.by = asm_binding(a, by_set, 0, NULL),
                              .consent = NONE,
                              .when = (uint8_t)when,
                              .rule = (uint16_t)rule};
    return action;
}

struct motion_kind *asm_motion(struct assembly *a, enum procedure procedure)
{
    struct motion_kind *m = &a->p.motion[a->p.motions++];
    *m = (struct motion_kind){.procedure = (uint8_t)procedure,
                              .council = asm_binding(a, 1, 0, NULL),
                              .table = asm_binding(a, 0, 0, NULL)};
    return m;
}

struct policy *asm_policy(struct assembly *a, enum policy_kind kind, int by_set, int object,
                          int formula)
{
    struct policy *x = &a->p.policy[a->p.policies++];
    *x = (struct policy){.kind = (uint8_t)kind,
                         .by = asm_binding(a, by_set, 0, NULL),
                         .object = (int16_t)object,
                         .formula = (uint16_t)formula};
    for (int k = 0; k < ANSWERS; k++) {
        x->bound[k] = INT32_MIN;
    }
    return x;
}

/* ---- the end ---- */

static void mend(const uint16_t *now, uint16_t *rule)
{
    *rule = now[*rule];
}

void asm_finish(struct assembly *a)
{
    static struct rule old[RULES_MAX];
    static uint16_t now[RULES_MAX];
    struct program *p = &a->p;
    memcpy(old, p->rule, sizeof old);
    uint16_t next = 1;
    for (int step = 1; step <= MOMENT_COUNT; step++) {
        const int moment = step % MOMENT_COUNT; /* those run by hand come last */
        p->moment[moment].first = next;
        for (int k = 1; k < p->rules; k++) {
            if (old[k].moment == moment) {
                now[k] = next;
                p->rule[next++] = old[k];
            }
        }
        p->moment[moment].count = (uint16_t)(next - p->moment[moment].first);
    }
    for (int k = 0; k < p->actions; k++) {
        mend(now, &p->action[k].rule);
    }
    for (int k = 0; k < p->motions; k++) {
        mend(now, &p->motion[k].rule_effective);
        mend(now, &p->motion[k].rule_refused);
        mend(now, &p->motion[k].rule_dropped);
        mend(now, &p->motion[k].rule_tabled);
    }
    for (int k = 0; k < p->templates; k++) {
        mend(now, &p->template[k].rule);
    }
    for (int k = 0; k < a->s.events; k++) {
        mend(now, &a->s.event[k].rule);
    }
    program_link(p);
    const int fault = program_verify(p, &a->s);
    if (fault != 0) {
        char text[32];
        snprintf(text, sizeof text, "%d", fault);
        stop("the verifier refuses", text);
    }
    a->finished = true;
}

struct act act_of(enum act_verb verb, int actor, int object, int arg0, int arg1, int32_t value)
{
    return (struct act){
        (uint8_t)verb, (int16_t)actor, (int16_t)object, {(int16_t)arg0, (int16_t)arg1}, value};
}

bool asm_do(const struct assembly *a, struct world *w, struct act act)
{
    return engine_do(&a->p, &a->s, w, &act, NULL, NULL);
}

int asm_why(const struct assembly *a, struct world *w, struct act act)
{
    struct refusal refusal = {0};
    return engine_do(&a->p, &a->s, w, &act, NULL, &refusal) ? REFUSAL_NONE : refusal.code;
}
