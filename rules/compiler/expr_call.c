/* SPDX-License-Identifier: EUPL-1.2 */
/* expr_call.c -- the types of NAME[…] and NAME(…), of `is` and `has`: variables with indices, the
 * functions of the language, formulas. A formula is read on the way when somebody first calls it.
 */
#include <string.h>

#include "compiler/compile.h"

struct call {
    struct compiler *c;
    struct node *node;
    struct scope *scope;
    int32_t arg[BIND_MAX];
    int args;
};

static bool is(const struct call *call, const char *word)
{
    return strlen(word) == call->node->len &&
           memcmp(call->c->source + call->node->at, word, call->node->len) == 0;
}

static bool counted(const struct call *call, int lo, int hi)
{
    if (call->args >= lo && call->args <= hi)
        return true;
    const char *text = call->c->source + call->node->at;
    if (lo == hi)
        fault_at(call->c, call->node, "%.*s takes %d argument%s; %d given", (int)call->node->len,
                 text, lo, lo == 1 ? "" : "s", call->args);
    else
        fault_at(call->c, call->node, "%.*s takes %d or more arguments; %d given",
                 (int)call->node->len, text, lo, call->args);
    return false;
}

static bool numbers(const struct call *call)
{
    bool good = true;
    for (int i = 0; i < call->args; i++)
        good &= want(call->c, call->arg[i], type_int(), "an argument");
    return good;
}

static void call_raw(struct call *call)
{
    struct compiler *c = call->c;
    struct node *child = &c->node[call->node->first];
    if (!counted(call, 1, 1))
        return;
    int variable = name_find(c->book, KIND_VARIABLE, c->source + child->at, child->len);
    if ((child->kind != NODE_NAME && child->kind != NODE_INDEX) || variable == NONE ||
        c->book->kind[KIND_VARIABLE].item[variable].bad) {
        fault_at(c, call->node, "raw(…) takes a variable, as in raw(X)");
        return;
    }
    call->node->first = child->first;
    type_variable(c, call->node, variable, call->scope, true);
}

static void call_if(struct call *call)
{
    struct compiler *c = call->c;
    struct node *node = call->node;
    if (!counted(call, 3, 3) || !want(c, call->arg[0], type_int(), "the condition"))
        return;
    const struct node *yes = &c->node[call->arg[1]], *no = &c->node[call->arg[2]];
    if (!want(c, call->arg[2], yes->type, "the other case"))
        return;
    node->kind = NODE_IF;
    node->type = yes->type.kind == TYPE_NONE ? no->type : yes->type;
    interval_of(c, node);
}

static void call_position(struct call *call, enum node_kind kind)
{
    struct node *node = call->node;
    if (!counted(call, 2, 2) ||
        !want(call->c, call->arg[0], (struct type){TYPE_ACTOR, 0}, "the first argument") ||
        !want(call->c, call->arg[1], (struct type){TYPE_MOTION, 0}, "the second argument"))
        return;
    node->kind = (uint8_t)kind;
    node->type.kind = kind == NODE_POSITION ? TYPE_ANSWER : TYPE_INT;
    node->lo = kind == NODE_POSITION ? 0 : -1;
    node->hi = kind == NODE_POSITION ? ANSWERS - 1 : 5;
}

static void call_fits(struct call *call)
{
    struct compiler *c = call->c;
    struct node *node = call->node;
    int found = name_find(c->book, KIND_INCIDENT, c->source + node->at2, node->len2);
    if (found == NONE) {
        struct hint hint =
            hint_of(nearest_item(c->book, 1u << KIND_INCIDENT, c->source + node->at2, node->len2));
        fault_at(c, node,
                 "fits(…) begins with the id of an incident; there is no incident \"%.*s\"%s",
                 (int)node->len2, c->source + node->at2, hint.text);
        return;
    }
    if (!counted(call, 1, 1) ||
        !want(c, call->arg[0], (struct type){TYPE_ACTOR, 0}, "the second argument"))
        return;
    c->book->kind[KIND_INCIDENT].item[found].used = true;
    node->kind = NODE_FITS;
    node->symbol = (int16_t)found;
    node->type = type_int();
    node->hi = 1;
}

static void call_table(struct call *call)
{
    struct compiler *c = call->c;
    struct node *node = call->node;
    struct node *name = &c->node[node->first];
    bool table = false;
    int place =
        name->kind == NODE_PARAM ? param_find(c, c->source + name->at, name->len, &table) : NONE;
    if (!table) {
        fault_at(
            c, node,
            "table(…) begins with a parameter that is a step table, as in table(@MA-02.cas, x)");
        return;
    }
    int32_t x = name->next;
    if (!x || c->node[x].next) {
        fault_at(c, node, "table takes 2 arguments");
        return;
    }
    expr_type(c, x, call->scope);
    if (!want(c, x, type_int(), "the second argument"))
        return;
    node->kind = NODE_TABLE;
    node->first = x;
    node->symbol = (int16_t)param_need(c, place);
    node->type = type_int();
    node->lo = c->params->info[place].lo;
    node->hi = c->params->info[place].hi;
}

static void fold(struct call *call, enum node_kind kind, uint8_t op)
{
    if (!numbers(call))
        return;
    call->node->kind = (uint8_t)kind;
    call->node->op = op;
    call->node->type = type_int();
    interval_of(call->c, call->node);
}

static bool call_builtin(struct call *call)
{
    if (is(call, "if")) {
        call_if(call);
    } else if (is(call, "min") || is(call, "max")) {
        if (counted(call, 2, BIND_MAX))
            fold(call, NODE_BINARY, is(call, "min") ? OP_MIN : OP_MAX);
    } else if (is(call, "clamp")) {
        if (counted(call, 3, 3))
            fold(call, NODE_CLAMP, OP_CLAMP);
    } else if (is(call, "abs")) {
        if (counted(call, 1, 1))
            fold(call, NODE_ABS, OP_ABS);
    } else if (is(call, "position") || is(call, "slip")) {
        call_position(call, is(call, "slip") ? NODE_SLIP : NODE_POSITION);
    } else if (is(call, "fits")) {
        call_fits(call);
    } else {
        return false;
    }
    return true;
}

/* What the formula reads, with this call's arguments in the place of its names. */
static void join_reads(struct call *call, const struct formula_info *formula)
{
    for (int i = 0; i < formula->facts.count; i++) {
        const struct read *read = &formula->facts.read[i];
        struct subject subject = read->subject;
        if (subject.kind == SUBJECT_SLOT) {
            subject = subject_of(call->c, call->scope, call->arg[subject.slot]);
        } else if (subject.kind == SUBJECT_FIELD) {
            struct subject owner = subject_of(call->c, call->scope, call->arg[subject.slot]);
            subject.kind = owner.kind == SUBJECT_SLOT ? SUBJECT_FIELD : SUBJECT_OTHER;
            subject.slot = owner.slot;
        }
        facts_add(&call->c->facts, read->variable, read->see, subject);
    }
}

static void call_formula(struct call *call, int formula)
{
    struct compiler *c = call->c;
    struct node *node = call->node;
    if (!formula_need(c, formula))
        return;
    const struct formula_info *info = &c->book->formula[formula];
    c->book->kind[KIND_FORMULA].item[formula].used = true;
    if (!counted(call, info->scope.count, info->scope.count))
        return;
    for (int i = 0; i < call->args; i++) {
        if (!want(c, call->arg[i], info->scope.name[i].type, "an argument"))
            return;
    }
    join_reads(call, info);
    node->kind = NODE_FORMULA;
    node->symbol = (int16_t)formula;
    node->type = type_int();
    node->lo = info->lo;
    node->hi = info->hi;
}

static const char *function_name(const void *cls, int k)
{
    static const char *const words[] = {"raw",   "if",       "min",    "max",    "clamp", "abs",
                                        "table", "position", "slip",   "fits",   "sum",   "count",
                                        "any",   "all",      "min_of", "max_of", "median"};
    const int own = sizeof words / sizeof words[0];
    const struct items *formulas = cls;
    return k < own ? words[k] : k - own < formulas->count ? formulas->item[k - own].id : NULL;
}

static void unknown(struct call *call)
{
    struct compiler *c = call->c;
    const struct items *formulas = &c->book->kind[KIND_FORMULA];
    const char *text = c->source + call->node->at;
    int len = call->node->len > 60 ? 60 : call->node->len;
    if (name_find(c->book, KIND_VARIABLE, text, call->node->len) != NONE) {
        fault_at(c, call->node, "%.*s is a variable; its indices stand in square brackets", len,
                 text);
        return;
    }
    struct hint hint =
        hint_of(nearest(text, call->node->len, function_name, formulas, formulas->count + 17));
    fault_at(c, call->node, "there is no formula or function \"%.*s\"%s", len, text, hint.text);
}

void type_call(struct compiler *c, struct node *node, struct scope *scope)
{
    struct call call = {.c = c, .node = node, .scope = scope};
    if (node->kind == NODE_INDEX) {
        int variable = name_find(c->book, KIND_VARIABLE, c->source + node->at, node->len);
        if (variable != NONE && !c->book->kind[KIND_VARIABLE].item[variable].bad) {
            type_variable(c, node, variable, scope, false);
        } else if (variable == NONE) {
            struct hint hint = hint_of(
                nearest_item(c->book, 1u << KIND_VARIABLE, c->source + node->at, node->len));
            fault_at(c, node, "there is no variable \"%.*s\"%s",
                     node->len > 60 ? 60 : (int)node->len, c->source + node->at, hint.text);
        }
        return;
    }
    bool special = is(&call, "raw") || is(&call, "table");
    for (int32_t arg = node->first; arg; arg = c->node[arg].next) {
        if (!special)
            expr_type(c, arg, scope);
        if (call.args < BIND_MAX)
            call.arg[call.args] = arg;
        call.args++;
    }
    for (int i = 0; i < call.args && i < BIND_MAX && !special; i++) {
        if (c->node[call.arg[i]].type.kind == TYPE_ERROR)
            return; /* it has been told; whatever this is stays without a type */
    }
    if (call.args > BIND_MAX) {
        fault_at(c, node, "too many arguments; at most %d", BIND_MAX);
    } else if (is(&call, "raw")) {
        call_raw(&call);
    } else if (is(&call, "table")) {
        if (node->first)
            call_table(&call);
        else
            fault_at(c, node, "table takes 2 arguments");
    } else if (!call_builtin(&call)) {
        int formula = name_find(c->book, KIND_FORMULA, c->source + node->at, node->len);
        if (formula == NONE)
            unknown(&call);
        else
            call_formula(&call, formula);
    }
}

/* `i is I02`, `m is C07`, `o is N05`. */
void type_is(struct compiler *c, struct node *node, struct scope *scope)
{
    expr_type(c, node->first, scope);
    uint8_t kind = c->node[node->first].type.kind;
    enum kind of = kind == TYPE_INCIDENT ? KIND_INCIDENT
                   : kind == TYPE_MOTION ? KIND_MOTION
                                         : KIND_ACTION;
    node->type = type_int();
    node->hi = 1;
    if (kind == TYPE_ERROR)
        node->type.kind = TYPE_ERROR;
    if (kind == TYPE_ERROR || node->len2 == 0)
        return;
    if (kind != TYPE_INCIDENT && kind != TYPE_MOTION && kind != TYPE_ORDER) {
        fault_at(c, node,
                 "\"is\" asks for the template of an incident, the kind of a motion or the action "
                 "of an order");
        return;
    }
    const char *id = c->source + node->at2;
    int found = name_find(c->book, of, id, node->len2);
    if (found == NONE) {
        struct hint hint = hint_of(nearest_item(c->book, 1u << of, id, node->len2));
        fault_at(c, node, "there is no %s \"%.*s\"%s", kind_word(of), (int)node->len2, id,
                 hint.text);
        return;
    }
    c->book->kind[of].item[found].used = true;
    node->symbol = (int16_t)found;
}

void type_has(struct compiler *c, struct node *node, struct scope *scope)
{
    expr_type(c, node->first, scope);
    node->type = type_int();
    node->hi = 1;
    (void)want(c, node->first, (struct type){TYPE_MOTION, 0}, "what stands before \"has\"");
    const struct items *motions = &c->book->kind[KIND_MOTION];
    for (int k = 0; k < motions->count; k++) {
        size_t i;
        json_t *option;
        json_array_foreach(json_object_get(motions->item[k].json, "options"), i, option)
        {
            if (json_string_length(option) == node->len2 &&
                memcmp(json_string_value(option), c->source + node->at2, node->len2) == 0)
                return;
        }
    }
    fault_at(c, node, "no motion has the option \"%.*s\"", (int)node->len2, c->source + node->at2);
}
