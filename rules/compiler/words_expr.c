/* SPDX-License-Identifier: EUPL-1.2 */
/* words_expr.c -- an expression of the program in plain Dutch or English. It reads the code that
 * the engine runs, so that what people read cannot differ from what happens. */
#include <string.h>

#include "compiler/words.h"

struct stack {
    struct piece piece[STACK_MAX];
    int count;
};

static struct piece pop(struct stack *stack)
{
    return stack->count > 0 ? stack->piece[--stack->count]
                            : (struct piece){.text = "?", .set = NONE};
}

static void push(struct stack *stack, const char *text, enum hold hold)
{
    if (stack->count < STACK_MAX)
        stack->piece[stack->count++] =
            (struct piece){.text = text, .hold = (uint8_t)hold, .set = NONE};
}

static void push_piece(struct stack *stack, struct piece piece)
{
    if (stack->count < STACK_MAX)
        stack->piece[stack->count++] = piece;
}

/* A piece in the place of a member of `set`: constants have names there. */
static const char *member_or(struct words *w, struct piece piece, int set)
{
    return piece.constant && set != NONE ? words_member(w, set, piece.value) : piece.text;
}

static const char *held(struct words *w, struct piece piece, int hold)
{
    return piece.hold > hold ? words_fill(w, "($1)", "($1)", piece.text, NULL, NULL) : piece.text;
}

/* One side of an operator; `other` says what a constant stands for. */
static const char *side(struct words *w, struct piece piece, struct piece other, int hold)
{
    if (piece.constant && other.answer)
        return words_answer(w, piece.value);
    if (piece.constant && other.set != NONE)
        return words_member(w, other.set, piece.value);
    return held(w, piece, hold);
}

/* "x is open = 1" is "x is open"; a flag holds or does not. False: a comparison like any other. */
static bool truth(struct words *w, struct stack *stack, int32_t op, struct piece x,
                  struct piece number)
{
    bool said = x.hold >= HOLD_COMPARE && x.hold <= HOLD_OR;
    if ((op != OP_EQ && op != OP_NE) || !number.constant || number.value < 0 || number.value > 1 ||
        (!said && !x.flag))
        return false;
    bool yes = (op == OP_EQ) == (number.value == 1);
    if (said && yes)
        push_piece(stack, x);
    else if (said)
        push(stack, words_fill(w, "niet ($1)", "not ($1)", x.text, NULL, NULL), HOLD_COMPARE);
    else
        push(stack,
             yes ? words_fill(w, "$1 geldt", "$1 holds", x.text, NULL, NULL)
                 : words_fill(w, "$1 geldt niet", "$1 does not hold", x.text, NULL, NULL),
             HOLD_COMPARE);
    return true;
}

static void operator2(struct words *w, struct stack *stack, int32_t op)
{
    static const struct {
        uint8_t op, hold;
        const char *nl, *en;
    } words[] = {
        {OP_ADD, HOLD_SUM, "$1 + $2", "$1 + $2"},
        {OP_SUB, HOLD_SUM, "$1 − $2", "$1 − $2"},
        {OP_MUL, HOLD_PRODUCT, "$1 × $2", "$1 × $2"},
        {OP_DIV, HOLD_PRODUCT, "$1 ÷ $2", "$1 ÷ $2"},
        {OP_MIN, HOLD_LOOSE, "de kleinste van $1 en $2", "the lesser of $1 and $2"},
        {OP_MAX, HOLD_LOOSE, "de grootste van $1 en $2", "the greater of $1 and $2"},
        {OP_EQ, HOLD_COMPARE, "$1 is $2", "$1 is $2"},
        {OP_NE, HOLD_COMPARE, "$1 is niet $2", "$1 is not $2"},
        {OP_LT, HOLD_COMPARE, "$1 is minder dan $2", "$1 is below $2"},
        {OP_LE, HOLD_COMPARE, "$1 is hoogstens $2", "$1 is at most $2"},
        {OP_GT, HOLD_COMPARE, "$1 is meer dan $2", "$1 is above $2"},
        {OP_GE, HOLD_COMPARE, "$1 is minstens $2", "$1 is at least $2"},
    };
    struct piece right = pop(stack), left = pop(stack);
    bool done = truth(w, stack, op, left, right) || truth(w, stack, op, right, left);
    for (size_t i = 0; !done && i < sizeof words / sizeof words[0]; i++) {
        if (words[i].op != op)
            continue;
        int hold =
            words[i].hold == HOLD_COMPARE || words[i].hold == HOLD_LOOSE ? HOLD_SUM : words[i].hold;
        bool minus = op == OP_SUB || op == OP_DIV; /* what follows binds tighter */
        const char *a = side(w, left, right, hold), *b = side(w, right, left, hold - minus);
        push(stack, words_fill(w, words[i].nl, words[i].en, a, b, NULL), (enum hold)words[i].hold);
    }
}

static void variable(struct words *w, struct stack *stack, int index, int dims)
{
    const char *name = words_text(w, "variable", book_id(w->book, KIND_VARIABLE, index));
    const struct variable *v = &w->book->program.variable[index];
    const char *second = dims > 1 ? member_or(w, pop(stack), v->set[1]) : NULL;
    const char *first = dims > 0 ? member_or(w, pop(stack), v->set[0]) : NULL;
    const char *what = words_fill(w, "“$1”", "“$1”", name, NULL, NULL);
    if (dims == 1)
        what = words_fill(w, "$1 van $2", "$1 of $2", what, first, NULL);
    else if (dims == 2)
        what = words_fill(w, "$1 van $2 bij $3", "$1 of $2 for $3", what, first, second);
    push(stack, what, HOLD_ATOM);
    stack->piece[stack->count - 1].flag = v->lo == 0 && v->hi == 1;
}

static void call(struct words *w, struct stack *stack, const int32_t *at)
{
    const char *name = words_text(w, "formula", book_id(w->book, KIND_FORMULA, at[1]));
    const char *arguments = NULL;
    for (int i = 0; i < at[2]; i++) {
        struct piece argument = pop(stack);
        arguments = arguments ? words_fill(w, "$1, $2", "$1, $2", argument.text, arguments, NULL)
                              : argument.text;
    }
    const char *what = words_fill(w, "“$1”", "“$1”", name, NULL, NULL);
    push(stack, arguments ? words_fill(w, "$1 van $2", "$1 of $2", what, arguments, NULL) : what,
         HOLD_ATOM);
}

static void aggregate(struct words *w, struct stack *stack, const int32_t *at)
{
    static const struct {
        const char *nl, *en;
        uint8_t hold;
    } words[AGGREGATES] = {
        [AGG_SUM] = {"de som van $1 over elke $2", "the sum of $1 over each $2", HOLD_LOOSE},
        [AGG_COUNT] = {"hoe vaak er een $2 is", "how many there are of $2", HOLD_LOOSE},
        [AGG_MIN] = {"het laagste van $1 over elke $2", "the lowest of $1 over each $2",
                     HOLD_LOOSE},
        [AGG_MAX] = {"het hoogste van $1 over elke $2", "the highest of $1 over each $2",
                     HOLD_LOOSE},
        [AGG_ANY] = {"er is een $2", "there is a $2", HOLD_COMPARE},
        [AGG_ALL] = {"$1 voor elke $2", "$1 for each $2", HOLD_COMPARE},
        [AGG_MEDIAN] = {"het midden van $1 over elke $2", "the median of $1 over each $2",
                        HOLD_LOOSE},
    };
    const char *body = at[5] ? words_expr(w, (uint32_t)at[5], at[3], at[2]) : NULL;
    const char *who = words_each(w, at[3], at[2], (uint32_t)at[4]);
    push(stack, words_fill(w, words[at[1]].nl, words[at[1]].en, body, who, NULL),
         (enum hold)words[at[1]].hold);
}

static const char *option_name(struct words *w, int bit)
{
    for (int k = 0; k < book_count(w->book, KIND_MOTION); k++) {
        const char *id = book_option(w->book, k, bit);
        if (*id) {
            const char *prefix = words_fill(w, "motion.$1.option", "motion.$1.option",
                                            book_id(w->book, KIND_MOTION, k), NULL, NULL);
            return words_text(w, prefix, id);
        }
    }
    return "?";
}

static void entity(struct words *w, struct stack *stack, const int32_t *at)
{
    struct piece who = pop(stack);
    const char *name = "";
    if (at[0] == OP_FIELD) {
        push_piece(stack, words_field(w, at[1], who.text));
    } else if (at[0] == OP_ATTR) {
        name = words_text(w, "attribute", book_id(w->book, KIND_ATTRIBUTE, at[1]));
        push(stack, words_fill(w, "“$1” van $2", "“$1” of $2", name, who.text, NULL), HOLD_ATOM);
        if (w->book->attribute[at[1]].type.kind == TYPE_FIXED)
            stack->piece[stack->count - 1].set = (int8_t)w->book->attribute[at[1]].type.set;
        else
            stack->piece[stack->count - 1].flag =
                w->book->attribute[at[1]].lo == 0 && w->book->attribute[at[1]].hi == 1;
    } else if (at[0] == OP_FITS) {
        name = words_text(w, "incident", book_id(w->book, KIND_INCIDENT, at[1]));
        push(stack,
             words_fill(w, "$1 kan slachtoffer zijn van “$2”", "$1 can be a victim of “$2”",
                        who.text, name, NULL),
             HOLD_COMPARE);
    } else if (at[0] == OP_HAS) {
        push(stack,
             words_fill(w, "$1 heeft “$2”", "$1 has “$2”", who.text, option_name(w, at[1]), NULL),
             HOLD_COMPARE);
    } else {
        enum kind kind = at[1] == SET_INCIDENT ? KIND_INCIDENT
                         : at[1] == SET_MOTION ? KIND_MOTION
                                               : KIND_ACTION;
        name = words_text(w, kind_word(kind), book_id(w->book, kind, at[2]));
        push(stack, words_fill(w, "$1 is “$2”", "$1 is “$2”", who.text, name, NULL), HOLD_COMPARE);
    }
}

static void several(struct words *w, struct stack *stack, int32_t op)
{
    struct piece second = pop(stack), first = pop(stack);
    if (op == OP_CLAMP) {
        struct piece x = pop(stack);
        push(stack,
             words_fill(w, "$1, minstens $2 en hoogstens $3", "$1, at least $2 and at most $3",
                        x.text, first.text, second.text),
             HOLD_LOOSE);
        return;
    }
    bool position = op == OP_POSITION;
    push(stack,
         position ? words_fill(w, "het antwoord van $1 op $2", "the answer of $1 to $2", first.text,
                               second.text, NULL)
                  : words_fill(w, "de bijdrage van $1 aan $2", "the contribution of $1 to $2",
                               first.text, second.text, NULL),
         HOLD_ATOM);
    stack->piece[stack->count - 1].answer = position;
}

static void one(struct words *w, struct stack *stack, int32_t op)
{
    struct piece x = pop(stack);
    if (op == OP_NEG)
        push(stack, words_fill(w, "−$1", "−$1", held(w, x, HOLD_ATOM), NULL, NULL), HOLD_PRODUCT);
    else if (op == OP_NOT)
        push(stack, words_fill(w, "niet ($1)", "not ($1)", x.text, NULL, NULL), HOLD_COMPARE);
    else if (op == OP_ABS)
        push(
            stack,
            words_fill(w, "de grootte van $1", "the size of $1", held(w, x, HOLD_ATOM), NULL, NULL),
            HOLD_LOOSE);
    else
        push(stack,
             words_fill(w, "de trede bij $1", "the step for $1", held(w, x, HOLD_ATOM), NULL, NULL),
             HOLD_LOOSE);
}

static uint32_t run(struct words *w, struct stack *stack, uint32_t at, uint32_t end, int depth);

/* condition, JZ other, value, JUMP end, other: value, end. */
static uint32_t choice(struct words *w, struct stack *stack, uint32_t at, int depth)
{
    const int32_t *code = w->book->program.code;
    uint32_t other = (uint32_t)code[at + 1], end = (uint32_t)code[other - 1];
    struct piece condition = pop(stack);
    (void)run(w, stack, at + 2, other - 2, depth + 1);
    struct piece yes = pop(stack);
    (void)run(w, stack, other, end, depth + 1);
    struct piece no = pop(stack);
    bool truth = yes.hold >= HOLD_COMPARE && yes.hold <= HOLD_OR;
    if (no.constant && no.value == 0 && truth) {
        push(stack,
             words_fill(w, "$1 en $2", "$1 and $2", held(w, condition, HOLD_AND),
                        held(w, yes, HOLD_AND), NULL),
             HOLD_AND);
    } else if (yes.constant && yes.value == 1 && !(no.constant && no.value == 0)) {
        const char *a = held(w, condition, condition.hold == HOLD_AND ? HOLD_COMPARE : HOLD_OR);
        push(stack,
             words_fill(w, "$1 of $2", "$1 or $2", a,
                        held(w, no, no.hold == HOLD_AND ? HOLD_COMPARE : HOLD_OR), NULL),
             HOLD_OR);
    } else {
        push(stack,
             words_fill(w, "als $1, dan $2 en anders $3", "if $1, then $2 and otherwise $3",
                        condition.text, yes.text, no.text),
             HOLD_LOOSE);
    }
    return end;
}

static void push_bound(struct words *w, struct stack *stack, int slot)
{
    int set = slot < w->names.count ? w->names.set[slot] : slot == w->slot ? w->set : NONE;
    push_piece(stack, (struct piece){.text = words_bound(w, slot, set), .set = (int8_t)set});
}

static void leaf(struct words *w, struct stack *stack, const int32_t *at)
{
    if (at[0] == OP_PUSH)
        push_piece(stack, (struct piece){.text = words_number(w, at[1]),
                                         .constant = true,
                                         .set = NONE,
                                         .value = at[1]});
    else if (at[0] == OP_PARAM)
        push(stack, words_number(w, w->book->program.param[at[1]]), HOLD_ATOM);
    else if (at[0] == OP_BIND)
        push_bound(w, stack, at[1]);
    else if (at[0] == OP_GLOBAL)
        push(stack, words_global(w, at[1]), HOLD_ATOM);
}

static uint32_t step(struct words *w, struct stack *stack, uint32_t at, int depth)
{
    static const uint8_t immediates[OP_COUNT] = {
#define WORDS(name, imm, pops, pushes) imm,
        OP_LIST(WORDS)
#undef WORDS
    };
    const int32_t *code = &w->book->program.code[at];
    int32_t op = code[0];
    if (op == OP_JZ)
        return choice(w, stack, at, depth);
    if (op >= OP_VAR0 && op <= OP_RAW2)
        variable(w, stack, code[1], (op - OP_VAR0) % 3);
    else if (op == OP_FIELD || op == OP_ATTR || op == OP_IS || op == OP_HAS || op == OP_FITS)
        entity(w, stack, code);
    else if (op == OP_CALL)
        call(w, stack, code);
    else if (op == OP_AGG)
        aggregate(w, stack, code);
    else if (op == OP_POSITION || op == OP_SLIP || op == OP_CLAMP)
        several(w, stack, op);
    else if (op == OP_NEG || op == OP_NOT || op == OP_ABS || op == OP_TABLE)
        one(w, stack, op);
    else if (op >= OP_ADD && op <= OP_GE)
        operator2(w, stack, op);
    else
        leaf(w, stack, code);
    return at + 1 + immediates[op];
}

static uint32_t run(struct words *w, struct stack *stack, uint32_t at, uint32_t end, int depth)
{
    while (at < end && w->book->program.code[at] != OP_RET && depth < EXPR_NODES_MAX)
        at = step(w, stack, at, depth);
    return at;
}

static struct piece read(struct words *w, uint32_t code, int slot, int set)
{
    struct stack stack = {.count = 0};
    int old_slot = w->slot, old_set = w->set;
    if (slot != NONE) {
        w->slot = slot;
        w->set = set;
    }
    (void)run(w, &stack, code, w->book->program.codes, 0);
    w->slot = old_slot;
    w->set = old_set;
    return pop(&stack);
}

const char *words_expr(struct words *w, uint32_t code, int slot, int set)
{
    return read(w, code, slot, set).text;
}

const char *words_index(struct words *w, uint32_t code, int set)
{
    return member_or(w, read(w, code, NONE, NONE), set);
}

const char *words_each(struct words *w, int slot, int set, uint32_t where)
{
    const char *name = words_bound(w, slot, set);
    if (w->book->program.set[set].kind == SET_FIXED)
        name = words_fill(w, "$2 uit “$1”", "$2 of “$1”",
                          words_text(w, "set", book_id(w->book, KIND_SET, set)), name, NULL);
    return where ? words_fill(w, "$1 waarvoor $2", "$1 for which $2", name,
                              words_expr(w, where, slot, set), NULL)
                 : name;
}
