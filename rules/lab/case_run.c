/* SPDX-License-Identifier: EUPL-1.2 */
/* case_run.c -- runs one conformance case: given this world and these acts, this follows. A case
 * that pins a parameter writes into the bench's copy of the program and takes it back. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/bench.h"

enum { PINS_MAX = 64 };

void case_fault(struct bench *b, const char *format, ...)
{
    char text[COMPLAINT_MAX];
    va_list list;
    b->faults++;
    if (!b->say)
        return;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    (void)fprintf(b->say, "not ok %s: %s\n", b->id, text);
}

/* What was changed in the program for one case. */
struct pins {
    int count;
    int param[PINS_MAX];
    int32_t value[PINS_MAX];
};

static void pin(struct bench *b, struct pins *pins, const json_t *params)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)params, name, value)
    {
        int found = NONE;
        for (int i = 0; i < book_params(b->book) && found == NONE; i++)
            found = strcmp(book_param_name(b->book, i), name) == 0 ? i : NONE;
        int32_t lo = 0, hi = -1;
        if (found != NONE)
            book_param_range(b->book, found, &lo, &hi);
        json_int_t wanted = json_integer_value(value);
        if (found == NONE || wanted < lo || wanted > hi || pins->count == PINS_MAX) {
            case_fault(b, "the parameter %s cannot be %lld (%d..%d)", name, (long long)wanted, lo,
                       hi);
            continue;
        }
        pins->param[pins->count] = found;
        pins->value[pins->count++] = b->program->param[found];
        b->program->param[found] = (int32_t)wanted;
    }
}

static void unpin(struct bench *b, const struct pins *pins)
{
    for (int i = pins->count - 1; i >= 0; i--)
        b->program->param[pins->param[i]] = pins->value[i];
}

/* The names that a moment or a `do` list gives to its rule, in the order of the slots. */
struct names_given {
    int count;
    const char *name[BIND_MAX];
    int set[BIND_MAX];
};

static const char *word(const json_t *binding, char *buffer, size_t size)
{
    const char *text = json_string_value(binding);
    (void)snprintf(buffer, size, "%.*s", text ? (int)strcspn(text, " ") : 0, text ? text : "");
    return buffer;
}

static void give(struct names_given *names, const char *name, int set)
{
    if (names->count < BIND_MAX) {
        names->name[names->count] = name;
        names->set[names->count++] = set;
    }
}

static int set_of(const struct bench *b, int kind)
{
    for (int i = 0; i < b->program->sets; i++) {
        if (b->program->set[i].kind == kind)
            return i;
    }
    return 0;
}

/* Names of a moment: "m a". */
static void give_moment(const struct bench *b, struct names_given *names, int moment)
{
    static const char *const binds[MOMENT_COUNT] = {
#define BINDS(name, word, binds) binds,
        MOMENT_LIST(BINDS)
#undef BINDS
    };
    for (const char *at = binds[moment]; *at; at++) {
        if (*at == 'i')
            give(names, "i", set_of(b, SET_INCIDENT));
        else if (*at == 'm')
            give(names, "m", set_of(b, SET_MOTION));
        else if (*at == 'o')
            give(names, "o", set_of(b, SET_ORDER));
        else if (*at == 'a')
            give(names, "a", set_of(b, SET_ACTOR));
    }
}

static void give_action(struct bench *b, const char *id, struct names_given *names,
                        char buffer[BIND_MAX][64])
{
    int action = book_find(b->book, KIND_ACTION, id);
    const json_t *json = book_json(b->book, KIND_ACTION, action);
    if (action == NONE)
        return;
    struct span targets = b->program->action[action].targets;
    give(names, word(json_object_get(json, "by"), buffer[0], sizeof buffer[0]),
         set_of(b, SET_ACTOR));
    for (int i = 0; i < targets.count; i++) {
        int set = b->program->binding[targets.first + i].set;
        const json_t *text = json_array_get(json_object_get(json, "targets"), (size_t)i);
        give(names, word(text, buffer[i + 1], sizeof buffer[0]), set);
    }
    give(names, "o", set_of(b, SET_ORDER));
}

/* The rule that a case is about, by its own key or as the `do` list of something. */
static int rule_of(struct bench *b, const json_t *one, struct names_given *names)
{
    static char buffer[BIND_MAX][64];
    const char *rule = json_string_value(json_object_get(one, "rule")),
               *action = json_string_value(json_object_get(one, "action"));
    const char *motion = json_string_value(json_object_get(one, "motion")),
               *incident = json_string_value(json_object_get(one, "incident"));
    const char *list = json_string_value(json_object_get(one, "list"));
    char id[160] = "";
    if (rule)
        (void)snprintf(id, sizeof id, "%s", rule);
    else if (action)
        (void)snprintf(id, sizeof id, "action.%s", action);
    else if (motion)
        (void)snprintf(id, sizeof id, "motion.%s%s%s", motion,
                       list && strcmp(list, "do") != 0 ? "." : "",
                       list && strcmp(list, "do") != 0 ? list + strlen("on_") : "");
    else if (incident)
        (void)snprintf(id, sizeof id, "incident.%s", incident);
    int found = book_find(b->book, KIND_RULE, id);
    if (found == NONE) {
        case_fault(b, "there is no rule \"%s\"", id);
        return NONE;
    }
    if (rule)
        give_moment(b, names, b->program->rule[found].moment);
    else if (action)
        give_action(b, action, names, buffer);
    else
        give(names, motion ? "m" : "i", set_of(b, motion ? SET_MOTION : SET_INCIDENT));
    return found;
}

static void probe_rule(struct bench *b, const json_t *one)
{
    struct names_given names = {0};
    struct probe probe = {.rule = (int16_t)rule_of(b, one, &names)};
    const char *chance = json_string_value(json_object_get(one, "chance")),
               *delayed = json_string_value(json_object_get(one, "delayed"));
    const json_t *bind = json_object_get(one, "bind"), *fires = json_object_get(one, "fires");
    if (probe.rule == NONE)
        return;
    for (int i = 0; i < BIND_MAX; i++) {
        probe.bind[i] = NONE;
        probe.kind[i] = SET_KINDS;
    }
    for (int i = 0; i < names.count; i++) {
        const json_t *value = json_object_get(bind, names.name[i]);
        probe.kind[i] = b->program->set[names.set[i]].kind;
        if (value)
            probe.bind[i] = (int16_t)case_member(b, names.set[i], value);
    }
    probe.chance = (int8_t)(!chance ? 0 : strcmp(chance, "hit") == 0 ? 1 : -1);
    probe.landed = delayed && strcmp(delayed, "landed") == 0;
    bool fired = engine_probe(b->program, b->world, &probe, b->report);
    case_note_fired(b, NULL);
    if (fires && fired != json_is_true(fires))
        case_fault(b, "the rule %s", fired ? "fired" : "did not fire");
    case_expect(b, json_object_get(one, "expect"), NULL);
}

/* A member of a set by "SET:MEMBER". */
static int member_of(const struct bench *b, const char *text, size_t set_size)
{
    for (int set = 0; set < b->program->sets; set++) {
        const char *id = book_id(b->book, KIND_SET, set);
        if (strlen(id) != set_size || strncmp(id, text, set_size) != 0)
            continue;
        for (int k = 0; k < b->program->set[set].count; k++) {
            if (strcmp(book_member(b->book, set, k), text + set_size + 1) == 0)
                return k;
        }
    }
    return NONE;
}

int case_argument(struct bench *b, const json_t *text)
{
    const char *id = json_string_value(text);
    const char *colon = id ? strchr(id, ':') : NULL;
    if (!colon)
        return case_find(b, KIND_ACTOR, text);
    int found =
        colon == id + 1 ? (int)strtol(id + 2, NULL, 10) : member_of(b, id, (size_t)(colon - id));
    if (found == NONE)
        case_fault(b, "there is no %s", id);
    return found;
}

static void probe_formula(struct bench *b, const json_t *one)
{
    int formula = case_find(b, KIND_FORMULA, json_object_get(one, "formula"));
    int16_t arguments[BIND_MAX] = {0};
    size_t i;
    json_t *text;
    if (formula == NONE)
        return;
    json_array_foreach(json_object_get(one, "args"), i, text)
    {
        if (i < BIND_MAX)
            arguments[i] = (int16_t)case_argument(b, text);
    }
    struct probe nothing = {.rule = 0}; /* the empty rule: derived values are brought up to date */
    (void)engine_probe(b->program, b->world, &nothing, NULL);
    int32_t value = 0;
    (void)engine_formula(b->program, b->world, formula, arguments, &value, NULL);
    const json_t *wanted = json_object_get(json_object_get(one, "expect"), "value");
    json_int_t lo = json_integer_value(json_is_array(wanted) ? json_array_get(wanted, 0) : wanted);
    json_int_t hi = json_integer_value(json_is_array(wanted) ? json_array_get(wanted, 1) : wanted);
    if (value < lo || value > hi)
        case_fault(b, "%s is %d, expected %lld..%lld", book_id(b->book, KIND_FORMULA, formula),
                   value, (long long)lo, (long long)hi);
}

static void check_claims(struct bench *b, const json_t *one)
{
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(one, "claims"), i, id)(void) case_find(b, KIND_CLAIM, id);
    json_array_foreach(json_object_get(one, "assumptions"), i, id)(void)
        case_find(b, KIND_ASSUMPTION, id);
}

bool bench_case(struct bench *b, const json_t *one)
{
    struct pins pins = {0};
    const char *id = json_string_value(json_object_get(one, "id"));
    b->id = id ? id : "?";
    b->faults = 0;
    check_claims(b, one);
    pin(b, &pins, json_object_get(one, "params"));
    case_world(b, json_object_get(one, "given"));
    if (json_object_get(one, "acts")) {
        json_t *fired = json_object();
        case_acts(b, json_object_get(one, "acts"), fired);
        case_expect(b, json_object_get(one, "expect"), fired);
        json_decref(fired);
    } else if (json_object_get(one, "formula")) {
        probe_formula(b, one);
    } else {
        probe_rule(b, one);
    }
    unpin(b, &pins);
    return b->faults == 0;
}

bool bench_init(struct bench *b, const struct book *book)
{
    *b = (struct bench){.book = book,
                        .program = malloc(sizeof *b->program),
                        .setup = calloc(1, sizeof *b->setup),
                        .world = malloc(sizeof *b->world),
                        .report = malloc(sizeof *b->report)};
    if (!b->program || !b->setup || !b->world || !b->report) {
        bench_done(b);
        return false;
    }
    *b->program = *book_program(book);
    memset(b->setup->action_allowed, 0xff, sizeof b->setup->action_allowed);
    memset(b->setup->motion_allowed, 0xff, sizeof b->setup->motion_allowed);
    b->setup->turns = TURNS_MAX;
    for (int i = 1; i <= TURNS_MAX; i++)
        b->setup->turn[i].days = 7;
    return true;
}

void bench_done(struct bench *b)
{
    free(b->program);
    free(b->setup);
    free(b->world);
    free(b->report);
    *b = (struct bench){0};
}
