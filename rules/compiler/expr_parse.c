/* SPDX-License-Identifier: EUPL-1.2 */
/* expr_parse.c -- from words to a tree. After a fault it goes on behind the next comma or bracket,
 * so that every fault of an expression is told. Knows no names but those of sets (ALLY:PL) and of
 * the language. */
#include <string.h>

#include "compiler/lex.h"

struct parser {
    struct lexer lexer;
    int depth, nodes;
    bool full;
};

static int32_t parse_or(struct parser *p);

static struct node *make(struct parser *p, enum node_kind kind, int32_t *ret_index)
{
    struct compiler *c = p->lexer.c;
    if (++p->nodes > EXPR_NODES_MAX || c->nodes + 1 >= NODES_MAX) {
        if (!p->full)
            complain(c, "the expression is too long; give a part of it a name as a formula");
        p->full = true;
        *ret_index = 0;
        c->node[0] = (struct node){0};
        return &c->node[0];
    }
    *ret_index = ++c->nodes;
    struct node *node = &c->node[c->nodes];
    *node =
        (struct node){.kind = (uint8_t)kind, .at = p->lexer.token.at, .len = p->lexer.token.len};
    return node;
}

static bool is_symbol(const struct parser *p, char symbol)
{
    return p->lexer.token.kind == TOKEN_SYMBOL && p->lexer.token.symbol == (uint8_t)symbol;
}

static bool is_word(const struct parser *p, const char *word)
{
    const struct token *t = &p->lexer.token;
    return t->kind == TOKEN_WORD && strlen(word) == t->len &&
           memcmp(p->lexer.text + t->at, word, t->len) == 0;
}

static bool take(struct parser *p, char symbol)
{
    if (!is_symbol(p, symbol))
        return false;
    lex_next(&p->lexer);
    return true;
}

static bool take_word(struct parser *p, const char *word)
{
    if (!is_word(p, word))
        return false;
    lex_next(&p->lexer);
    return true;
}

/* Tells what was expected, then skips to the next comma, colon or closing bracket of this level. */
static int32_t fault(struct parser *p, const char *expected)
{
    int32_t index;
    struct node *node = make(p, NODE_ERROR, &index);
    if (p->full)
        return 0;
    const struct token *t = &p->lexer.token;
    if (t->kind == TOKEN_END)
        complain(p->lexer.c, "column %d: the expression ends too early; expected %s", t->at + 1,
                 expected);
    else
        complain(p->lexer.c, "column %d: \"%.*s\" cannot stand here; expected %s", t->at + 1,
                 t->len > 40 ? 40 : (int)t->len, p->lexer.text + t->at, expected);
    for (int level = 0; p->lexer.token.kind != TOKEN_END; lex_next(&p->lexer)) {
        if (is_symbol(p, '(') || is_symbol(p, '['))
            level++;
        bool close = is_symbol(p, ')') || is_symbol(p, ']');
        if (level == 0 && (close || is_symbol(p, ',') || is_symbol(p, ':')))
            break;
        level -= close;
    }
    node->type.kind = TYPE_ERROR;
    return index;
}

static void need(struct parser *p, char symbol, const char *expected)
{
    if (take(p, symbol))
        return;
    (void)fault(p, expected);
    (void)take(p, symbol);
}

/* The list up to `end`, which is taken. */
static int32_t parse_list(struct parser *p, char end, const char *expected)
{
    struct compiler *c = p->lexer.c;
    int32_t first = 0, last = 0;
    if (take(p, end))
        return 0;
    do {
        int32_t index = parse_or(p);
        if (last)
            c->node[last].next = index;
        else
            first = index;
        last = index;
    } while (!p->full && take(p, ','));
    need(p, end, expected);
    return first;
}

static int aggregate_of(const struct parser *p)
{
    static const char *const words[AGGREGATES] = {"sum", "count", "min_of", "max_of",
                                                  "any", "all",   "median"};
    for (int i = 0; i < AGGREGATES; i++) {
        if (is_word(p, words[i]))
            return i;
    }
    return NONE;
}

/* "a in ALLY where …" with the name in the second word and the set in the first. */
static struct node *parse_binding(struct parser *p, int32_t *ret_index)
{
    struct compiler *c = p->lexer.c;
    struct node *node = make(p, NODE_AGG, ret_index);
    int32_t index = *ret_index;
    node->at2 = p->lexer.token.at;
    node->len2 = p->lexer.token.len;
    bool name = p->lexer.token.kind == TOKEN_WORD;
    if (name)
        lex_next(&p->lexer);
    if (!name || !take_word(p, "in")) {
        (void)fault(p, "a name, as in \"a in ALLY where …\"");
        node->kind = NODE_ERROR;
        return node;
    }
    node->at = p->lexer.token.at;
    node->len = p->lexer.token.len;
    if (p->lexer.token.kind != TOKEN_WORD) {
        (void)fault(p, "a set");
        node->kind = NODE_ERROR;
        return node;
    }
    lex_next(&p->lexer);
    if (take_word(p, "where"))
        c->node[index].where_node = parse_or(p);
    return &c->node[index];
}

static int32_t parse_aggregate(struct parser *p, int aggregate)
{
    lex_next(&p->lexer);
    need(p, '(', "\"(\"");
    int32_t index;
    struct node *node = parse_binding(p, &index);
    node->op = (uint8_t)aggregate;
    bool counts = aggregate == AGG_COUNT || aggregate == AGG_ANY;
    if (is_symbol(p, ':') && counts) {
        complain(
            p->lexer.c,
            "column %d: count and any have a condition only, as in \"count(a in ALLY where a.eu)\"",
            p->lexer.token.at + 1);
        lex_next(&p->lexer);
        (void)parse_or(p);
    } else if (!counts && node->kind == NODE_AGG) {
        need(p, ':', "\":\" and what is taken of each");
        p->lexer.c->node[index].body_node = parse_or(p);
    }
    need(p, ')', "\")\"");
    return index;
}

/* NAME, NAME[…], NAME(…), SET:member. */
static int32_t parse_name(struct parser *p)
{
    struct compiler *c = p->lexer.c;
    int aggregate = aggregate_of(p);
    if (aggregate != NONE)
        return parse_aggregate(p, aggregate);
    int32_t index;
    struct node *node = make(p, NODE_NAME, &index);
    bool fits = is_word(p, "fits");
    lex_next(&p->lexer);
    if (take(p, '[')) {
        node->kind = NODE_INDEX;
        node->first = parse_list(p, ']', "\",\" or \"]\"");
    } else if (take(p, '(')) {
        node->kind = NODE_CALL;
        if (fits) {
            struct token id = lex_id(&p->lexer);
            node->at2 = id.at;
            node->len2 = id.kind == TOKEN_WORD ? id.len : 0;
            need(p, ',', "\",\"");
        }
        node->first = parse_list(p, ')', "\",\" or \")\"");
    } else if (is_symbol(p, ':') &&
               name_find(c->book, KIND_SET, p->lexer.text + node->at, node->len) != NONE) {
        lex_next(&p->lexer);
        struct token id = lex_id(&p->lexer);
        node->kind = NODE_MEMBER;
        node->at2 = id.at;
        node->len2 = id.kind == TOKEN_WORD ? id.len : 0;
    }
    return index;
}

static int32_t parse_primary(struct parser *p)
{
    int32_t index;
    struct node *node;
    if (p->lexer.token.kind == TOKEN_NUMBER) {
        node = make(p, NODE_NUMBER, &index);
        node->lo = node->hi = p->lexer.token.value;
        lex_next(&p->lexer);
        return index;
    }
    if (p->lexer.token.kind == TOKEN_PARAM) {
        (void)make(p, NODE_PARAM, &index);
        lex_next(&p->lexer);
        return index;
    }
    if (p->lexer.token.kind == TOKEN_WORD)
        return parse_name(p);
    if (take(p, '(')) {
        index = parse_or(p);
        need(p, ')', "\")\"");
        return index;
    }
    return fault(p, "a number, a name or \"(\"");
}

static int32_t parse_unary(struct parser *p)
{
    struct compiler *c = p->lexer.c;
    int32_t index;
    if (is_symbol(p, '-')) {
        if (++p->depth > EXPR_DEPTH_MAX)
            return fault(p, "fewer brackets inside brackets; at most 32");
        struct node *node = make(p, NODE_UNARY, &index);
        node->op = OP_NEG;
        lex_next(&p->lexer);
        int32_t child = parse_unary(p);
        c->node[index].first = child;
        p->depth--;
        return index;
    }
    index = parse_primary(p);
    while (!p->full && is_symbol(p, '.')) {
        lex_next(&p->lexer);
        if (p->lexer.token.kind != TOKEN_WORD)
            return fault(p, "an attribute or a field");
        int32_t child = index;
        struct node *node = make(p, NODE_DOT, &index);
        node->first = child;
        lex_next(&p->lexer);
    }
    return index;
}

static int32_t binary(struct parser *p, enum op op, int32_t left, int32_t (*right)(struct parser *))
{
    int32_t index;
    struct node *node = make(p, NODE_BINARY, &index);
    node->op = (uint8_t)op;
    node->first = left;
    lex_next(&p->lexer);
    int32_t other = right(p);
    if (!p->full)
        p->lexer.c->node[left].next = other;
    return index;
}

static int32_t parse_product(struct parser *p)
{
    int32_t index = parse_unary(p);
    while (!p->full && (is_symbol(p, '*') || is_symbol(p, '/')))
        index = binary(p, is_symbol(p, '*') ? OP_MUL : OP_DIV, index, parse_unary);
    return index;
}

static int32_t parse_sum(struct parser *p)
{
    int32_t index = parse_product(p);
    while (!p->full && (is_symbol(p, '+') || is_symbol(p, '-')))
        index = binary(p, is_symbol(p, '+') ? OP_ADD : OP_SUB, index, parse_product);
    return index;
}

static int32_t parse_compare(struct parser *p)
{
    static const struct {
        char symbol;
        uint8_t op;
    } compares[] = {
        {'=', OP_EQ}, {'n', OP_NE}, {'<', OP_LT}, {'l', OP_LE}, {'>', OP_GT}, {'g', OP_GE},
    };
    int32_t index = parse_sum(p);
    if (is_word(p, "is") || is_word(p, "has")) {
        int32_t child = index;
        struct node *node = make(p, is_word(p, "is") ? NODE_IS : NODE_HAS, &index);
        lex_next(&p->lexer);
        struct token id = lex_id(&p->lexer);
        if (id.kind != TOKEN_WORD)
            complain(p->lexer.c, "column %d: expected an id after \"is\" or \"has\"", id.at + 1);
        node->at2 = id.at;
        node->len2 = id.kind == TOKEN_WORD ? id.len : 0;
        node->first = child;
        return index;
    }
    for (size_t i = 0; i < sizeof compares / sizeof compares[0]; i++) {
        if (is_symbol(p, compares[i].symbol))
            return binary(p, (enum op)compares[i].op, index, parse_sum);
    }
    return index;
}

static int32_t parse_not(struct parser *p)
{
    if (!is_word(p, "not"))
        return parse_compare(p);
    if (++p->depth > EXPR_DEPTH_MAX)
        return fault(p, "fewer \"not\"; at most 32");
    int32_t index;
    struct node *node = make(p, NODE_UNARY, &index);
    node->op = OP_NOT;
    lex_next(&p->lexer);
    int32_t child = parse_not(p);
    p->lexer.c->node[index].first = child;
    p->depth--;
    return index;
}

static int32_t parse_and(struct parser *p)
{
    int32_t index = parse_not(p);
    while (!p->full && is_word(p, "and")) {
        index = binary(p, OP_COUNT, index, parse_not);
        p->lexer.c->node[index].kind = NODE_AND;
    }
    return index;
}

static int32_t parse_or(struct parser *p)
{
    if (p->full)
        return 0;
    if (++p->depth > EXPR_DEPTH_MAX) {
        int32_t index = fault(p, "fewer brackets inside brackets; at most 32");
        p->depth--;
        return index;
    }
    int32_t index = parse_and(p);
    while (!p->full && is_word(p, "or")) {
        index = binary(p, OP_COUNT, index, parse_and);
        p->lexer.c->node[index].kind = NODE_OR;
    }
    p->depth--;
    return index;
}

static int32_t finish(struct parser *p, int32_t index)
{
    if (!p->full && p->lexer.token.kind != TOKEN_END)
        (void)fault(p, "an operator or the end");
    return p->full ? 0 : index;
}

int32_t expr_parse(struct compiler *c, const char *text, size_t len)
{
    struct parser p = {0};
    lex_start(&p.lexer, c, text, len);
    return finish(&p, parse_or(&p));
}

int32_t bind_parse(struct compiler *c, const char *text, size_t len)
{
    struct parser p = {0};
    lex_start(&p.lexer, c, text, len);
    int32_t index;
    (void)parse_binding(&p, &index);
    return finish(&p, index);
}
