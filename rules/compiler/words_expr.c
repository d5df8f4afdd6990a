/* SPDX-License-Identifier: EUPL-1.2 */
/* words_expr.c -- an expression of the program in plain Dutch or English. It reads the code that
 * the engine runs, so that what people read cannot differ from what happens. */
#include "compiler/words.h"

struct stack {
    struct piece piece[STACK_MAX];
    int count;
};

static struct piece pop(struct stack *stack)
{
    return stack->count > 0 ? stack->piece[--stack->count] : words_plain("?", HOLD_ATOM);
}

static void push(struct stack *stack, struct piece piece)
{
    if (stack->count < STACK_MAX)
        stack->piece[stack->count++] = piece;
}

/* A piece in the place of a member of `set`: constants have names there. */
static const char *member_or(struct words *w, struct piece piece, int set)
{
    if (piece.constant && set != NONE)
        return words_member(w, set, piece.value);
    return piece.said ? words_value(w, piece).text : piece.text;
}

/* "12 if it holds, otherwise 0" */
static bool times_truth(struct words *w, struct piece number, struct piece truth,
                        struct piece *ret_piece)
{
    bool truth_said = truth.said || truth.flag, number_said = number.said || number.flag;
    if (!truth_said || number_said)
        return false;
    struct piece zero = words_plain(words_number(w, 0), HOLD_ATOM);
    zero.known = true;
    *ret_piece = words_plain(words_fill(w, "$1 als $2, anders $3", "$1 if $2, otherwise $3",
                                        words_held(w, number, HOLD_SUM), words_truth(w, truth).sub,
                                        zero.text),
                             HOLD_LOOSE);
    ret_piece->choice = true;
    return true;
}

static struct piece calculated(struct words *w, int32_t op, struct piece left, struct piece right)
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
    };
    struct piece made;
    if (op == OP_MUL && (times_truth(w, left, right, &made) || times_truth(w, right, left, &made)))
        return made;
    left = words_value(w, left);
    right = words_value(w, right);
    size_t i = 0;
    while (i + 1 < sizeof words / sizeof words[0] && words[i].op != op)
        i++;
    enum hold hold = words[i].hold == HOLD_LOOSE ? HOLD_SUM : (enum hold)words[i].hold;
    bool minus = op == OP_SUB || op == OP_DIV; /* what follows binds tighter */
    const char *a = words_held(w, left, hold);
    const char *b = words_held(w, right, minus ? (enum hold)(hold - 1) : hold);
    return words_plain(words_fill(w, words[i].nl, words[i].en, a, b, NULL),
                       (enum hold)words[i].hold);
}

static void variable(struct words *w, struct stack *stack, int index, int dims, bool raw)
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
    raw = raw && v->scale != 1;
    if (raw)
        what = words_fill(w, "$1 (in honderdsten)", "$1 (in hundredths)", what, NULL, NULL);
    struct piece piece = words_plain(what, HOLD_ATOM);
    piece.flag = v->scale == 1 && v->lo == 0 && v->hi == 1;
    piece.low = raw ? v->lo : v->lo / v->scale;
    push(stack, piece);
}

static void call(struct words *w, struct stack *stack, const int32_t *at)
{
    const struct formula_info *info = &w->book->formula[at[1]];
    const char *name = words_text(w, "formula", book_id(w->book, KIND_FORMULA, at[1]));
    const char *what = words_fill(w, "“$1”", "“$1”", name, NULL, NULL);
    const char *argument[BIND_MAX];
    const int count = at[2];
    for (int i = count - 1; i >= 0; i--)
        argument[i] = member_or(w, pop(stack), info->scope.name[i].set);
    for (int i = 0; i < count; i++) {
        static const char *const words[LANGS][3] = {{"van", "bij", "en"}, {"of", "for", "and"}};
        const char *link = words[w->lang][i < 2 ? i : 2];
        what = words_fill(w, "$1 $2 $3", "$1 $2 $3", what, link, argument[i]);
    }
    struct piece piece = words_plain(what, HOLD_ATOM);
    piece.flag = info->lo == 0 && info->hi == 1;
    piece.low = info->lo < INT32_MIN ? LOW_UNKNOWN : (int32_t)info->lo;
    push(stack, piece);
}

static struct piece attribute(struct words *w, const char *who, int index)
{
    const char *name = words_text(w, "attribute", book_id(w->book, KIND_ATTRIBUTE, index));
    const struct attribute_info *info = &w->book->attribute[index];
    struct piece piece =
        words_plain(words_fill(w, "“$1” van $2", "“$1” of $2", name, who, NULL), HOLD_ATOM);
    if (info->type.kind == TYPE_FIXED) {
        piece.set = (int8_t)info->type.set;
    } else {
        piece.flag = info->lo == 0 && info->hi == 1;
        piece.low = info->lo < 0 ? info->lo : 0; /* what nobody has is 0 */
    }
    return piece;
}

static void entity(struct words *w, struct stack *stack, const int32_t *at)
{
    static const struct clause is = {"$1 is “$2”",      "$1 “$2” is", "$1 is niet “$2”",
                                     "$1 niet “$2” is", "$1 is “$2”", "$1 is not “$2”"};
    static const struct clause fits = {"$1 kan slachtoffer zijn van “$2”",
                                       "$1 slachtoffer kan zijn van “$2”",
                                       "$1 kan geen slachtoffer zijn van “$2”",
                                       "$1 geen slachtoffer kan zijn van “$2”",
                                       "$1 can be a victim of “$2”",
                                       "$1 cannot be a victim of “$2”"};
    const char *who = pop(stack).text;
    if (at[0] == OP_FIELD) {
        push(stack, words_field(w, at[1], who));
    } else if (at[0] == OP_ATTR) {
        push(stack, attribute(w, who, at[1]));
    } else if (at[0] == OP_FITS) {
        const char *name = words_text(w, "incident", book_id(w->book, KIND_INCIDENT, at[1]));
        push(stack, words_clause(w, &fits, who, name));
    } else if (at[0] == OP_HAS) {
        push(stack, words_has(w, who, at[1]));
    } else if (at[1] == SET_MOTION) {
        push(stack, words_is_motion(w, who, at[2]));
    } else {
        enum kind kind = at[1] == SET_INCIDENT ? KIND_INCIDENT : KIND_ACTION;
        const char *name = words_text(w, kind_word(kind), book_id(w->book, kind, at[2]));
        push(stack, words_clause(w, &is, who, name));
    }
}

static void several(struct words *w, struct stack *stack, int32_t op)
{
    struct piece second = pop(stack), first = pop(stack);
    if (op == OP_CLAMP) {
        push(stack, words_plain(words_fill(w, "$1, maar minstens $2 en hoogstens $3",
                                           "$1, but at least $2 and at most $3",
                                           words_held(w, words_value(w, pop(stack)), HOLD_SUM),
                                           words_held(w, words_value(w, first), HOLD_SUM),
                                           words_held(w, words_value(w, second), HOLD_SUM)),
                                HOLD_LOOSE));
        return;
    }
    bool position = op == OP_POSITION;
    const char *who = member_or(w, first, set_of_kind(&w->book->program, SET_ACTOR));
    struct piece piece =
        words_plain(position ? words_fill(w, "het antwoord van $1 op $2", "the answer of $1 to $2",
                                          who, second.text, NULL)
                             : words_fill(w, "de bijdrage van $1 aan $2",
                                          "the contribution of $1 to $2", who, second.text, NULL),
                    HOLD_ATOM);
    piece.answer = position;
    piece.low = position ? 0 : NONE;
    push(stack, piece);
}

static struct piece table_of(struct words *w, struct piece x, const struct span rows)
{
    const int32_t(*row)[2] = &w->book->program.row[rows.first];
    int32_t value = 0;
    const char *list = NULL;
    for (int i = 0; i < rows.count; i++) {
        const char *one = words_fill(w, "vanaf $1: $2", "from $1: $2", words_number(w, row[i][0]),
                                     words_number(w, row[i][1]), NULL);
        list = list ? words_fill(w, "$1, $2", "$1, $2", list, one, NULL) : one;
        value = row[i][0] <= x.value ? row[i][1] : value;
    }
    if (x.known) {
        struct piece piece = words_plain(words_number(w, value), HOLD_ATOM);
        piece.known = true;
        piece.value = piece.low = value;
        return piece;
    }
    if (rows.count > 0 && x.low < row[0][0])
        list = words_fill(w, "$1, daaronder 0", "$1, below that 0", list, NULL, NULL);
    return words_plain(words_fill(w, "de tabelwaarde bij $1 ($2)", "the table’s value at $1 ($2)",
                                  words_held(w, words_value(w, x), HOLD_ATOM), list, NULL),
                       HOLD_PRODUCT);
}

static void one(struct words *w, struct stack *stack, const int32_t *at)
{
    struct piece x = pop(stack);
    if (at[0] == OP_NOT) {
        push(stack, words_deny(words_truth(w, x)));
    } else if (at[0] == OP_TABLE) {
        push(stack, table_of(w, x, w->book->program.table[at[1]]));
    } else if (at[0] == OP_ABS) {
        push(stack, words_plain(words_fill(w, "de grootte van $1", "the size of $1",
                                           words_held(w, words_value(w, x), HOLD_ATOM), NULL, NULL),
                                HOLD_LOOSE));
    } else {
        struct piece value = words_value(w, x);
        struct piece minus = words_plain(
            words_fill(w, "−$1", "−$1", words_held(w, value, HOLD_ATOM), NULL, NULL), HOLD_PRODUCT);
        minus.known = x.known && x.value > INT32_MIN;
        minus.value = minus.known ? -x.value : 0;
        push(stack, minus);
    }
}

static uint32_t run(struct words *w, struct stack *stack, uint32_t at, uint32_t end, int depth);

/* condition, JZ other, value, JUMP end, other: value, end. */
static uint32_t choice(struct words *w, struct stack *stack, uint32_t at, int depth)
{
    const int32_t *code = w->book->program.code;
    uint32_t other = (uint32_t)code[at + 1], end = (uint32_t)code[other - 1];
    struct piece condition = words_truth(w, pop(stack));
    int motion = w->motion;
    const char *who = w->motion_who;
    if (condition.motion != NONE) {
        w->motion = condition.motion;
        w->motion_who = condition.who;
    }
    (void)run(w, stack, at + 2, other - 2, depth + 1);
    w->motion = motion;
    w->motion_who = who;
    struct piece yes = pop(stack);
    (void)run(w, stack, other, end, depth + 1);
    struct piece no = pop(stack);
    push(stack, words_choice(w, condition, yes, no));
    return end;
}

static void leaf(struct words *w, struct stack *stack, const int32_t *at)
{
    struct piece piece = words_plain("?", HOLD_ATOM);
    if (at[0] == OP_PUSH || at[0] == OP_PARAM) {
        piece.value = at[0] == OP_PUSH ? at[1] : w->book->program.param[at[1]];
        piece.text = words_number(w, piece.value);
        piece.constant = at[0] == OP_PUSH;
        piece.known = true;
        piece.low = piece.value;
    } else if (at[0] == OP_BIND) {
        piece.text = words_bound(w, at[1]);
        piece.set = (int8_t)(at[1] < w->names.count ? w->names.set[at[1]] : NONE);
    } else if (at[0] == OP_GLOBAL) {
        piece.text = words_global(w, at[1]);
        piece.low = 0;
    }
    push(stack, piece);
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
        variable(w, stack, code[1], (op - OP_VAR0) % 3, op >= OP_RAW0);
    else if (op == OP_FIELD || op == OP_ATTR || op == OP_IS || op == OP_HAS || op == OP_FITS)
        entity(w, stack, code);
    else if (op == OP_CALL)
        call(w, stack, code);
    else if (op == OP_AGG)
        push(stack, words_aggregate(w, code));
    else if (op == OP_POSITION || op == OP_SLIP || op == OP_CLAMP)
        several(w, stack, op);
    else if (op == OP_NEG || op == OP_NOT || op == OP_ABS || op == OP_TABLE)
        one(w, stack, code);
    else if (op >= OP_ADD && op <= OP_GE) {
        struct piece right = pop(stack), left = pop(stack);
        push(stack,
             op >= OP_EQ ? words_compare(w, op, left, right) : calculated(w, op, left, right));
    } else
        leaf(w, stack, code);
    return at + 1 + immediates[op];
}

static uint32_t run(struct words *w, struct stack *stack, uint32_t at, uint32_t end, int depth)
{
    while (at < end && w->book->program.code[at] != OP_RET && depth < EXPR_NODES_MAX)
        at = step(w, stack, at, depth);
    return at;
}

struct piece words_read(struct words *w, uint32_t code)
{
    struct stack stack = {.count = 0};
    (void)run(w, &stack, code, w->book->program.codes, 0);
    return pop(&stack);
}

const char *words_expr(struct words *w, uint32_t code)
{
    return words_value(w, words_read(w, code)).text;
}

const char *words_when(struct words *w, uint32_t code, enum mood mood)
{
    return words_mood(words_truth(w, words_read(w, code)), mood);
}

const char *words_index(struct words *w, uint32_t code, int set)
{
    return member_or(w, words_read(w, code), set);
}

const char *words_days(struct words *w, uint32_t code)
{
    struct piece days = words_value(w, words_read(w, code));
    if (days.known && days.value == 1)
        return words_fill(w, "$1 dag", "$1 day", days.text, NULL, NULL);
    return words_fill(w, "$1 dagen", "$1 days",
                      words_held(w, days, days.known ? HOLD_PRODUCT : HOLD_ATOM), NULL, NULL);
}

const char *words_after(struct words *w, uint32_t code)
{
    struct piece days = words_read(w, code);
    if (days.known && days.value == 0)
        return w->lang == LANG_NL ? "meteen" : "at once";
    return words_fill(w, "na $1", "after $1", words_days(w, code), NULL, NULL);
}
