/* SPDX-License-Identifier: EUPL-1.2 */
/* policies.c -- how automated seats choose. A seat's score may read only what that seat may know.
 */
#include <string.h>

#include "compiler/compile.h"

#include "engine/engine.h"

static const char *const kinds[POLICY_KINDS] = {"order", "table",   "answer", "slip",
                                                "card",  "consent", "chair"};

/* Which keys a kind takes beside id, kind, by, score, when, params, ground, declassifies. */
static const char *const keys_of[POLICY_KINDS] = {
    [POLICY_ORDER] = "action for least level",
    [POLICY_TABLE] = "motion for least options",
    [POLICY_ANSWER] = "motion answers",
    [POLICY_SLIP] = "motion level",
    [POLICY_CARD] = "card for value",
    [POLICY_CONSENT] = "motion about least",
    [POLICY_CHAIR] = "motion verb option least",
};

static bool takes(enum policy_kind kind, const char *key)
{
    size_t len = strlen(key);
    for (const char *at = keys_of[kind]; *at; at += *at == ' ') {
        size_t size = strcspn(at, " ");
        if (size == len && memcmp(at, key, len) == 0)
            return true;
        at += size;
    }
    return false;
}

static void check_keys(struct compiler *c, const json_t *json, enum policy_kind kind)
{
    static const char *const keys[] = {"action", "motion",  "card",   "for",     "least", "level",
                                       "value",  "options", "option", "answers", "verb",  "about"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (json_object_get(json, keys[i]) && !takes(kind, keys[i]))
            complain(c, "\"%s\" does not belong to a policy of kind %s; it takes: %s", keys[i],
                     kinds[kind], keys_of[kind]);
    }
    static const struct {
        uint8_t kind;
        const char *key;
    } must[] = {{POLICY_ORDER, "action"},   {POLICY_TABLE, "motion"}, {POLICY_ANSWER, "motion"},
                {POLICY_ANSWER, "answers"}, {POLICY_SLIP, "level"},   {POLICY_CARD, "card"},
                {POLICY_CARD, "value"},     {POLICY_CHAIR, "verb"}};
    for (size_t i = 0; i < sizeof must / sizeof must[0]; i++) {
        if (must[i].kind == kind && !json_object_get(json, must[i].key))
            complain(c, "a policy of kind %s needs \"%s\"", kinds[kind], must[i].key);
    }
}

/* Its action, card or motion; "*" and nothing mean every motion. */
static int16_t object_of(struct compiler *c, const json_t *json, enum policy_kind kind)
{
    const char *key = kind == POLICY_ORDER ? "action" : kind == POLICY_CARD ? "card" : "motion";
    enum kind of = kind == POLICY_ORDER  ? KIND_ACTION
                   : kind == POLICY_CARD ? KIND_CARD
                                         : KIND_MOTION;
    const char *id = json_string_value(json_object_get(json, key));
    if (!id || (of == KIND_MOTION && strcmp(id, "*") == 0))
        return NONE;
    int found = name_find(c->book, of, id, strlen(id));
    if (found == NONE) {
        struct hint hint = hint_of(nearest_item(c->book, 1u << of, id, strlen(id)));
        complain(c, "there is no %s \"%.60s\"%s", kind_word(of), id, hint.text);
    }
    if (kind == POLICY_TABLE && strcmp(id, "*") == 0)
        complain(c, "a policy that tables names one motion");
    return (int16_t)found;
}

/* The targets must be those that the action, motion or card has. */
static void check_targets(struct compiler *c, const struct scope *scope, enum policy_kind kind,
                          int object)
{
    struct program *p = c->program;
    struct span span = {0, 0};
    if (kind == POLICY_ORDER)
        span = p->action[object].targets;
    else if (kind == POLICY_TABLE)
        span = p->motion[object].targets;
    int wanted = kind == POLICY_CARD ? p->card[object].per_incident : span.count;
    bool fits = scope->count - 1 == wanted;
    for (int i = 0; fits && i < span.count; i++)
        fits = type_match(scope->name[i + 1].type, type_of_set(p, p->binding[span.first + i].set));
    if (kind == POLICY_CARD && fits && wanted)
        fits = scope->name[1].type.kind == TYPE_INCIDENT;
    if (!fits)
        complain(c, "\"for\" must bind the %d target%s of its %s, in the same order", wanted,
                 wanted == 1 ? "" : "s",
                 kind == POLICY_ORDER   ? "action"
                 : kind == POLICY_TABLE ? "motion"
                                        : "card");
}

static uint16_t score_of(struct compiler *c, const json_t *json, const struct scope *scope)
{
    const char *id = json_string_value(json_object_get(json, "score"));
    int formula = name_find(c->book, KIND_FORMULA, id, strlen(id));
    if (formula == NONE)
        return 0;
    c->book->kind[KIND_FORMULA].item[formula].used = true;
    if (!formula_need(c, formula))
        return (uint16_t)formula;
    const struct formula_info *info = &c->book->formula[formula];
    bool fits = info->scope.count <= scope->count;
    for (int i = 0; fits && i < info->scope.count; i++)
        fits = type_match(info->scope.name[i].type, scope->name[i].type);
    if (!fits)
        complain(c, "the arguments of %s must be the names that the policy binds, in their order",
                 id);
    else
        facts_join(&c->facts, &info->facts); /* arguments are the slots themselves */
    return (uint16_t)formula;
}

/* Option ids as a mask. */
static uint32_t mask_of(struct compiler *c, const json_t *ids, int motion)
{
    const json_t *options =
        motion == NONE ? NULL
                       : json_object_get(c->book->kind[KIND_MOTION].item[motion].json, "options");
    unsigned mask = 0;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        size_t k;
        for (k = 0; k < json_array_size(options) &&
                    !json_equal(json_array_get(options, k), json_array_get(ids, i));
             k++)
            continue;
        if (k == json_array_size(options))
            complain(c, "the motion has no option \"%.60s\"",
                     json_string_value(json_array_get(ids, i)));
        else
            mask |= 1u << k;
    }
    return mask ? expr_number(c, (int32_t)mask).code : 0;
}

static int32_t least_score(struct compiler *c, const json_t *value)
{
    const char *text = json_string_value(value);
    bool table = false;
    if (json_is_integer(value) && json_integer_value(value) > -1000000 &&
        json_integer_value(value) < 1000000)
        return (int32_t)json_integer_value(value);
    if (text && strcmp(text, "none") == 0)
        return INT32_MIN + 1;
    if (text && text[0] == '@') {
        int place = param_find(c, text + 1, strlen(text + 1), &table);
        if (place != NONE && !table) {
            (void)param_need(c, place);
            return c->params->info[place].value;
        }
    }
    if (text && strspn(text, "-0123456789") == strlen(text) && strlen(text) > 0 &&
        strlen(text) < 8) {
        int32_t number = 0;
        for (const char *at = text + (text[0] == '-'); *at; at++)
            number = number * 10 + (*at - '0');
        return text[0] == '-' ? -number : number;
    }
    complain(c, "the least score is a whole number, a parameter (\"@name\"), or \"none\"");
    return INT32_MIN;
}

static void answers_of(struct compiler *c, const json_t *json, struct policy *policy)
{
    static const char *const words[ANSWERS] = {
#define WORD(name, word) word,
        ANSWER_LIST(WORD)
#undef WORD
    };
    const json_t *answers = json_object_get(json, "answers");
    struct mark mark = at_key(c, "answers");
    size_t known = 0;
    for (int i = 0; i < ANSWERS; i++) {
        const json_t *value = json_object_get(answers, words[i]);
        policy->bound[i] = INT32_MIN;
        if (!value || i == ANSWER_NONE)
            continue;
        struct mark inner = at_key(c, words[i]);
        policy->bound[i] = least_score(c, value);
        at_back(c, inner);
        known++;
    }
    if (answers && known != json_object_size(answers))
        complain(c, "answers are: silent statement ask break yes yes_if not_now no");
    at_back(c, mark);
}

static void values_of(struct compiler *c, const json_t *json, enum policy_kind kind,
                      const struct scope *scope, struct policy *policy)
{
    policy->when = expr_compile(c, json_object_get(json, "when"), "when", scope, type_int()).code;
    policy->least =
        expr_compile(c, json_object_get(json, "least"), "least", scope, type_int()).code;
    const char *key = kind == POLICY_CARD ? "value" : "level";
    policy->level = expr_compile(c, json_object_get(json, key), key, scope, type_int()).code;
    if (kind == POLICY_TABLE)
        policy->level = mask_of(c, json_object_get(json, "options"), policy->object);
    if (kind == POLICY_CHAIR && json_object_get(json, "option")) {
        json_t *one = json_pack("[O]", json_object_get(json, "option"));
        policy->level = mask_of(c, one, policy->object);
        json_decref(one);
    }
}

static void policy_one(struct compiler *c, int index)
{
    static const struct {
        const char *word;
        uint8_t verb;
    } verbs[] = {{"amend", ACT_AMEND},
                 {"clarify", ACT_CLARIFY},
                 {"extend", ACT_EXTEND},
                 {"withdraw", ACT_WITHDRAW}};
    const json_t *json = c->book->kind[KIND_POLICY].item[index].json;
    struct policy *policy = &c->program->policy[index];
    struct scope scope = {0};
    enum policy_kind kind = POLICY_ORDER;
    for (int i = 0; i < POLICY_KINDS; i++) {
        if (strcmp(json_string_value(json_object_get(json, "kind")), kinds[i]) == 0)
            kind = (enum policy_kind)i;
    }
    policy->kind = (uint8_t)kind;
    check_keys(c, json, kind);
    policy->object = object_of(c, json, kind);
    struct mark mark = at_key(c, "by");
    bool bound =
        bind_compile(c, json_string_value(json_object_get(json, "by")), &scope, &policy->by, NULL);
    if (bound && scope.name[0].type.kind != TYPE_ACTOR)
        complain(c, "who chooses is an actor");
    at_back(c, mark);
    if (!bound)
        return;
    bool about_orders = kind == POLICY_CONSENT && json_object_get(json, "about");
    if (kind == POLICY_ORDER || kind == POLICY_TABLE || kind == POLICY_CARD) {
        policy->targets = binds_compile(c, json_object_get(json, "for"), "for", &scope, NULL);
        if (policy->object != NONE)
            check_targets(c, &scope, kind, policy->object);
    } else {
        (void)give_name(c, &scope, about_orders ? "o" : "m", about_orders ? SET_ORDER : SET_MOTION);
        policy->targets = (struct span){c->program->bindings, 0};
    }
    c->book->kind[KIND_POLICY].item[index].names = names_keep(c, &scope);
    policy->formula = score_of(c, json, &scope);
    values_of(c, json, kind, &scope, policy);
    answers_of(c, json, policy);
    policy->verb = about_orders ? ACT_CONSENT : 0;
    const char *verb = json_string_value(json_object_get(json, "verb"));
    for (size_t i = 0; verb && i < sizeof verbs / sizeof verbs[0]; i++)
        policy->verb = strcmp(verb, verbs[i].word) == 0 ? verbs[i].verb : policy->verb;
    if (!declassified(c, json))
        flow_check(c, &c->facts, SEE_OWN, (struct subject){SUBJECT_SLOT, scope.name[0].roles, 0, 0},
                   "this choice of an automated seat");
}

void policies_compile(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_POLICY];
    for (int i = 0; i < items->count; i++) {
        c->program->policy[i].object = NONE;
        c->program->policies++;
        if (items->item[i].bad)
            continue;
        owner_begin(c, KIND_POLICY, i);
        policy_one(c, i);
        owner_end(c);
    }
}
