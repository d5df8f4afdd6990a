/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c -- rules of moments, and the order of all rules in the program: moments as they come in a
 * turn, within a moment as in the book, at the end those that are run by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

static const struct {
    const char *word, *binds;
} moments[MOMENT_COUNT] = {
#define MOMENT_ROW(name, word, binds) {word, binds},
    MOMENT_LIST(MOMENT_ROW)
#undef MOMENT_ROW
};

void owner_begin(struct compiler *c, enum kind kind, int index)
{
    c->owner_kind = (uint8_t)kind;
    c->owner = index;
    c->owner_id = book_id_of(c->book, kind, index);
    c->facts.count = 0;
    memset(c->assumption_used, 0, sizeof c->assumption_used);
    if (c->formula_depth == 0)
        c->nodes = 0;
    at_item(c, kind, index);
}

json_t *ground_make(struct compiler *c, const json_t *ground)
{
    static const char *const keys[] = {"claims", "sources", "assumptions"};
    json_t *made = json_object();
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const json_t *list = json_object_get(ground, keys[k]);
        (void)json_object_set_new(made, keys[k],
                                  json_is_array(list) ? json_copy((json_t *)(uintptr_t)list)
                                                      : json_array());
    }
    json_t *list = json_object_get(made, "assumptions");
    size_t i;
    json_t *id;
    json_array_foreach(list, i, id)
    {
        int found =
            name_find(c->book, KIND_ASSUMPTION, json_string_value(id), json_string_length(id));
        if (found == NONE)
            continue;
        c->book->kind[KIND_ASSUMPTION].item[found].used = true;
        c->assumption_used[found] = false;
    }
    for (int k = 0; k < c->book->kind[KIND_ASSUMPTION].count; k++) {
        if (c->assumption_used[k])
            (void)json_array_append_new(list,
                                        json_string(c->book->kind[KIND_ASSUMPTION].item[k].id));
    }
    return made;
}

void owner_end(struct compiler *c)
{
    struct item *item = &c->book->kind[c->owner_kind].item[c->owner];
    const json_t *given = json_object_get(item->json, "ground");
    json_t *ground = ground_make(c, given);
    if (given && json_array_size(json_object_get(ground, "claims")) +
                         json_array_size(json_object_get(ground, "sources")) +
                         json_array_size(json_object_get(ground, "assumptions")) ==
                     0)
        complain(c, "the ground is empty: name a claim, a source or an assumption");
    json_decref(item->ground);
    item->ground = ground;
    c->owner_id = NULL;
}

int set_of_kind(const struct program *p, int kind)
{
    for (int i = 0; i < p->sets; i++) {
        if (p->set[i].kind == kind)
            return i;
    }
    return kind == SET_ACTOR ? set_of_kind(p, SET_MEMBER) : NONE;
}

/* The names that a moment binds by itself. */
static void give(struct compiler *c, struct scope *scope, const char *binds)
{
    for (; *binds; binds++) {
        if (*binds == ' ')
            continue;
        int kind = *binds == 'i'   ? SET_INCIDENT
                   : *binds == 'm' ? SET_MOTION
                   : *binds == 'o' ? SET_ORDER
                                   : SET_ACTOR;
        give_name(c, scope, (char[]){*binds, '\0'}, kind);
    }
}

bool give_name(struct compiler *c, struct scope *scope, const char *name, int kind)
{
    static const char *const words[SET_KINDS] = {"actor",    "member", "fixed",
                                                 "incident", "motion", "order"};
    int set = set_of_kind(c->program, kind);
    if (set == NONE) {
        complain(c, "this binds \"%s\", so the book needs a set of kind %s", name, words[kind]);
        return false;
    }
    return scope_add(c, scope, name, strlen(name), set);
}

struct names names_keep(struct compiler *c, const struct scope *scope)
{
    struct names names = {.count = (uint8_t)scope->count};
    for (int i = 0; i < scope->count; i++) {
        const char *id = scope->name[i].id;
        if (!json_object_get(c->book->words, id))
            (void)json_object_set_new(c->book->words, id, json_string(id));
        names.name[i] = json_string_value(json_object_get(c->book->words, id));
        names.set[i] = scope->name[i].set;
    }
    return names;
}

static void rule_one(struct compiler *c, int index)
{
    const json_t *json = c->book->kind[KIND_RULE].item[index].json;
    struct rule_record *record = &c->record[++c->records];
    struct scope scope = {0};
    struct conditions conditions = {0};
    const char *on = json_string_value(json_object_get(json, "on"));
    *record = (struct rule_record){.kind = KIND_RULE, .owner = (int16_t)index, .json = json};
    struct rule *rule = &record->rule;
    for (int i = 0; i < MOMENT_COUNT; i++) {
        if (strcmp(on, moments[i].word) == 0)
            rule->moment = (uint8_t)i;
    }
    if (rule->moment == MOMENT_NEVER)
        complain(c, "the moment \"never\" is for `do` lists; this rule would never fire");
    give(c, &scope, moments[rule->moment].binds);
    rule->given = (uint8_t)scope.count;
    rule->bindings = binds_compile(c, json_object_get(json, "for"), "for", &scope, &conditions);
    struct expr when = expr_compile(c, json_object_get(json, "when"), "when", &scope, type_int());
    if (when.node && conditions.count < 16)
        conditions.node[conditions.count++] = when.node;
    if (never_true(c, &conditions))
        complain(c, "this rule can never fire: its conditions exclude one another");
    rule->when = when.code;
    rule->percent = chance_compile(c, json_object_get(json, "chance"), &scope, &rule->dice);
    struct facts above = c->facts;
    rule->effects = effects_compile(c, json_object_get(json, "do"), "do", &scope, &above,
                                    declassified(c, json));
    rule->reads = facts_see(&c->facts);
    record->names = names_keep(c, &scope);
}

void rules_compile(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_RULE];
    for (int i = 0; i < items->count; i++) {
        if (items->item[i].bad)
            continue;
        if (c->records + 1 >= RULES_MAX) {
            at_item(c, KIND_RULE, i);
            complain(c, "too many rules in the book; at most %d", RULES_MAX);
            return;
        }
        owner_begin(c, KIND_RULE, i);
        rule_one(c, i);
        owner_end(c);
    }
}

/* ---- the order in the program ---- */

static char *rule_id(const struct compiler *c, const struct rule_record *record)
{
    static const char *const prefix[KINDS] = {
        [KIND_ACTION] = "action.", [KIND_MOTION] = "motion.", [KIND_INCIDENT] = "incident."};
    char id[2 * ID_MAX + 2];
    const char *before = prefix[record->kind] ? prefix[record->kind] : "";
    const char *after = record->suffix ? record->suffix : "";
    (void)snprintf(id, sizeof id, "%s%s%s%s", before,
                   book_id_of(c->book, (enum kind)record->kind, record->owner), *after ? "." : "",
                   after);
    return strdup(id);
}

static void place(struct compiler *c, const struct rule_record *record, uint16_t *map, int from)
{
    struct program *p = c->program;
    struct rule_info *info = &c->book->rule[p->rules];
    *info = (struct rule_info){rule_id(c, record), record->kind, record->owner,
                               record->json,       NULL,         record->names};
    info->ground = json_incref(c->book->kind[record->kind].item[record->owner].ground);
    map[from] = p->rules;
    p->rule[p->rules++] = record->rule;
}

void rules_place(struct compiler *c)
{
    struct program *p = c->program;
    uint16_t *map = calloc(RULES_MAX + 1, sizeof *map);
    if (!map)
        return;
    p->rules = 1; /* the empty rule */
    for (int order = MOMENT_NEVER + 1; order <= MOMENT_COUNT; order++) {
        int moment = order == MOMENT_COUNT ? MOMENT_NEVER : order;
        p->moment[moment].first = p->rules;
        for (int i = 1; i <= c->records; i++) {
            if (c->record[i].rule.moment == moment && p->rules < RULES_MAX)
                place(c, &c->record[i], map, i);
        }
        p->moment[moment].count = (uint16_t)(p->rules - p->moment[moment].first);
    }
    for (int i = 0; i < p->actions; i++)
        p->action[i].rule = map[p->action[i].rule];
    for (int i = 0; i < p->motions; i++) {
        struct motion_kind *m = &p->motion[i];
        m->rule_effective = map[m->rule_effective];
        m->rule_refused = map[m->rule_refused];
        m->rule_dropped = map[m->rule_dropped];
        m->rule_tabled = map[m->rule_tabled];
    }
    for (int i = 0; i < p->templates; i++)
        p->template[i].rule = map[p->template[i].rule];
    free(map);
}
