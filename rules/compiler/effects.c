/* SPDX-License-Identifier: EUPL-1.2 */
/* effects.c -- the effects of rules and of `do` lists: what each verb needs, dice, delays, and who
 * comes to know. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static const struct verb {
    const char *word;
    uint8_t kind;
    const char *keys; /* beside those that every effect may have */
    const char *must;
} verbs[EFFECT_KINDS] = {
    {"add", EFFECT_ADD, "by raw", "by"},
    {"set", EFFECT_SET, "to raw", "to"},
    {"atleast", EFFECT_ATLEAST, "to raw", "to"},
    {"atmost", EFFECT_ATMOST, "to raw", "to"},
    {"draw", EFFECT_DRAW, "lo hi dice raw", "lo hi dice"},
    {"tell", EFFECT_TELL, "text", "text"},
    {"open", EFFECT_OPEN, "victim dose dice", ""},
    {"close", EFFECT_CLOSE, "", ""},
};
static const char common_keys[] = "when for chance after_days note";

static bool word_in(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; *at; at += *at == ' ') {
        size_t size = strcspn(at, " ");
        if (size == len && memcmp(at, word, len) == 0)
            return true;
        at += size;
    }
    return false;
}

static const struct verb *verb_of(struct compiler *c, const json_t *json)
{
    const struct verb *found = NULL;
    int count = 0;
    for (int i = 0; i < EFFECT_KINDS; i++) {
        if (json_object_get(json, verbs[i].word)) {
            found = &verbs[i];
            count++;
        }
    }
    if (count != 1) {
        complain(c, "an effect does one thing: one of add set atleast atmost draw tell open close");
        return NULL;
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)json, key, value)
    {
        if (strcmp(key, found->word) != 0 && !word_in(found->keys, key) &&
            !word_in(common_keys, key))
            complain(c, "\"%.40s\" does not belong to \"%s\"; allowed beside it: %s%s%s", key,
                     found->word, found->keys, *found->keys ? " " : "", common_keys);
    }
    static const char *const keys[] = {"by", "to", "lo", "hi", "dice", "text"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (word_in(found->must, keys[i]) && !json_object_get(json, keys[i]))
            complain(c, "\"%s\" needs \"%s\"", found->word, keys[i]);
    }
    return found;
}

uint16_t dice_take(struct compiler *c, const json_t *number)
{
    json_int_t dice = json_integer_value(number);
    char key[24];
    if (!json_is_integer(number) || dice < 1 || dice > DICE_MAX)
        return 0;
    (void)snprintf(key, sizeof key, "%lld", (long long)dice);
    const char *other = json_string_value(json_object_get(c->dice, key));
    if (other)
        complain(c, "the dice number %s is already used by %s; numbers are never used twice", key,
                 other);
    else
        (void)json_object_set_new(c->dice, key, json_string(c->owner_id ? c->owner_id : ""));
    return (uint16_t)dice;
}

uint32_t chance_compile(struct compiler *c, const json_t *chance, const struct scope *scope,
                        uint16_t *ret_dice)
{
    if (!chance)
        return 0;
    struct mark mark = at_key(c, "chance");
    *ret_dice = dice_take(c, json_object_get(chance, "dice"));
    struct expr percent =
        expr_compile(c, json_object_get(chance, "percent"), "percent", scope, type_int());
    if (percent.code && percent.hi <= 0)
        complain(c, "the chance is never above 0 percent");
    at_back(c, mark);
    return percent.code;
}

static void delay_compile(struct compiler *c, const json_t *json, const struct scope *scope,
                          struct effect *effect)
{
    const json_t *delay = json_object_get(json, "after_days");
    if (!json_is_object(delay)) {
        struct expr days = expr_compile(c, delay, "after_days", scope, type_int());
        if (days.code && days.lo < 0)
            complain(c, "\"after_days\" can be below 0");
        effect->after_days = days.code;
        return;
    }
    struct mark mark = at_key(c, "after_days");
    effect->after_days =
        expr_compile(c, json_object_get(delay, "lo"), "lo", scope, type_int()).code;
    effect->after_days2 =
        expr_compile(c, json_object_get(delay, "hi"), "hi", scope, type_int()).code;
    effect->delay_dice = dice_take(c, json_object_get(delay, "dice"));
    at_back(c, mark);
}

/* Where an effect stands: what was read before it, and who may know. */
struct around {
    const struct scope *scope;
    struct facts facts;
    bool declassified;
};

static void on_variable(struct compiler *c, const json_t *json, const struct verb *verb,
                        const struct scope *scope, struct around *around, struct effect *effect)
{
    struct subject owner = {SUBJECT_NOBODY, 0, 0, 0};
    int variable = place_compile(c, json_object_get(json, verb->word), verb->word, scope,
                                 effect->index, &owner);
    struct expr other = {0};
    bool draw = verb->kind == EFFECT_DRAW;
    const char *key = draw ? "lo" : verb->kind == EFFECT_ADD ? "by" : "to";
    struct expr value = expr_compile(c, json_object_get(json, key), key, scope, type_int());
    if (draw)
        other = expr_compile(c, json_object_get(json, "hi"), "hi", scope, type_int());
    if (variable == NONE)
        return;
    const struct variable *v = &c->program->variable[variable];
    effect->variable = (int16_t)variable;
    effect->dims = v->dims;
    effect->value = value.code;
    effect->value2 = other.code;
    effect->raw = json_is_true(json_object_get(json, "raw"));
    if (v->life == LIFE_DERIVED)
        complain(c, "%s is derived: its formula gives it, no effect may write it",
                 book_id(c->book, KIND_VARIABLE, variable));
    int64_t scale = effect->raw ? 1 : v->scale;
    if ((value.lo * scale < INT32_MIN || value.hi * scale > INT32_MAX) && value.code)
        complain(c, "the value can leave 32 bits in hundredths");
    if (draw && value.code && other.code && value.lo > other.hi)
        complain(c, "\"lo\" is always above \"hi\"");
    if (!around->declassified)
        flow_check(c, &c->facts, v->see, owner, "this effect");
}

static void tell(struct compiler *c, const json_t *json, const struct scope *scope,
                 const struct around *around, struct effect *effect)
{
    static const struct {
        const char *word;
        uint8_t bit;
    } to[] = {{"public", SEE_PUBLIC}, {"allies", SEE_ALLIES},   {"red", SEE_RED},
              {"white", SEE_WHITE},   {"command", SEE_COMMAND}, {"chair", SEE_CHAIR}};
    const json_t *value = json_object_get(json, "tell");
    const char *key = json_string_value(json_object_get(json, "text"));
    uint8_t audience = SEE_OWN;
    struct subject owner = {SUBJECT_OTHER, (1u << ACTOR_KINDS) - 1, 0, 0};
    for (size_t i = 0; i < sizeof to / sizeof to[0]; i++) {
        if (strcmp(json_string_value(value), to[i].word) == 0)
            effect->audience_kind = to[i].bit;
    }
    if (effect->audience_kind == 0) {
        struct expr actor = expr_compile(c, value, "tell", scope, (struct type){TYPE_ACTOR, 0});
        effect->index[0] = actor.code;
        if (actor.node)
            owner = subject_of(c, scope, actor.node);
    } else {
        audience = effect->audience_kind;
    }
    size_t place;
    json_t *known;
    json_array_foreach(c->tells, place, known)
    {
        if (key && strcmp(json_string_value(known), key) == 0)
            break;
    }
    if (key && place == json_array_size(c->tells))
        (void)json_array_append_new(c->tells, json_string(key));
    effect->text = (uint16_t)place;
    if (key)
        text_need(c, c->texts, "%s", key);
    if (!around->declassified)
        flow_check(c, &c->facts, audience, owner, "this message");
}

static void on_incident(struct compiler *c, const json_t *json, const struct verb *verb,
                        const struct scope *scope, const struct around *around,
                        struct effect *effect)
{
    if (verb->kind == EFFECT_CLOSE) {
        effect->index[0] = expr_compile(c, json_object_get(json, "close"), "close", scope,
                                        (struct type){TYPE_INCIDENT, 0})
                               .code;
    } else {
        const char *id = json_string_value(json_object_get(json, "open"));
        int template = name_find(c->book, KIND_INCIDENT, id, strlen(id));
        effect->variable = (int16_t) template;
        if (template != NONE)
            c->book->kind[KIND_INCIDENT].item[template].used = true;
        effect->index[0] = expr_compile(c, json_object_get(json, "victim"), "victim", scope,
                                        (struct type){TYPE_ACTOR, 0})
                               .code;
        effect->value =
            expr_compile(c, json_object_get(json, "dose"), "dose", scope, type_int()).code;
        bool victim = json_object_get(json, "victim") != NULL,
             dice = json_object_get(json, "dice") != NULL;
        const json_t *victims =
            template == NONE
                ? NULL
                : json_object_get(c->book->kind[KIND_INCIDENT].item[template].json, "victims");
        if (victim == dice)
            complain(c, victim
                            ? "the victim is named, so there is nothing to draw: leave \"dice\" out"
                            : "without a \"victim\" one is drawn, and that needs \"dice\"");
        if (!victim && template != NONE && json_array_size(victims) == 0)
            complain(c, "%s lists no victims, so none can be drawn", id);
    }
    if (!around->declassified)
        flow_check(c, &c->facts, SEE_PUBLIC, (struct subject){0},
                   "this incident, which all can see,");
}

static void effect_one(struct compiler *c, const json_t *json, const struct around *above,
                       struct effect *effect)
{
    const struct verb *verb = verb_of(c, json);
    if (!verb)
        return;
    struct scope scope = *above->scope;
    struct around around = *above;
    struct conditions conditions = {0};
    effect->kind = verb->kind;
    effect->bindings = binds_compile(c, json_object_get(json, "for"), "for", &scope, &conditions);
    struct expr when = expr_compile(c, json_object_get(json, "when"), "when", &scope, type_int());
    effect->when = when.code;
    if (when.node && conditions.count < 16)
        conditions.node[conditions.count++] = when.node;
    if (never_true(c, &conditions))
        complain(c, "this effect can never come about: its conditions exclude one another");
    effect->percent =
        chance_compile(c, json_object_get(json, "chance"), &scope, &effect->chance_dice);
    delay_compile(c, json, &scope, effect);
    if (verb->kind <= EFFECT_DRAW)
        on_variable(c, json, verb, &scope, &around, effect);
    else if (verb->kind == EFFECT_TELL)
        tell(c, json, &scope, &around, effect);
    else
        on_incident(c, json, verb, &scope, &around, effect);
    if (verb->kind == EFFECT_DRAW || verb->kind == EFFECT_OPEN)
        effect->dice = dice_take(c, json_object_get(json, "dice"));
}

struct span effects_compile(struct compiler *c, const json_t *list, const char *key,
                            const struct scope *scope, const struct facts *above,
                            bool is_declassified)
{
    struct program *p = c->program;
    struct span span = {p->effects, 0};
    struct facts all = *above;
    struct mark mark = at_key(c, key);
    size_t i;
    json_t *json;
    json_array_foreach(list, i, json)
    {
        struct mark inner = at_index(c, (int)i);
        if (p->effects == EFFECTS_MAX) {
            complain(c, "too many effects in the book; at most %d", EFFECTS_MAX);
            break;
        }
        struct effect effect = {.variable = NONE};
        struct around around = {scope, *above, is_declassified};
        c->facts = *above;
        effect_one(c, json, &around, &effect);
        facts_join(&all, &c->facts);
        p->effect[p->effects++] = effect;
        span.count++;
        at_back(c, inner);
    }
    c->facts = all;
    at_back(c, mark);
    return span;
}

int do_compile(struct compiler *c, const json_t *object, const char *key, const struct scope *scope,
               const char *suffix)
{
    struct facts none = {0};
    return do_after(c, object, key, scope, suffix, &none);
}

int do_after(struct compiler *c, const json_t *object, const char *key, const struct scope *scope,
             const char *suffix, const struct facts *above)
{
    const json_t *list = json_object_get(object, key);
    if (json_array_size(list) == 0)
        return 0;
    if (c->records + 1 >= RULES_MAX) {
        complain(c, "too many rules in the book; at most %d", RULES_MAX);
        return 0;
    }
    struct rule_record *record = &c->record[++c->records];
    *record = (struct rule_record){
        .kind = c->owner_kind, .owner = (int16_t)c->owner, .suffix = suffix, .json = object};
    record->rule.moment = MOMENT_NEVER;
    record->rule.given = (uint8_t)scope->count;
    record->rule.effects = effects_compile(c, list, key, scope, above, declassified(c, object));
    record->rule.reads = facts_see(&c->facts);
    record->names = names_keep(c, scope);
    return c->records;
}
