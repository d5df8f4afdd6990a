/* SPDX-License-Identifier: EUPL-1.2 */
/* compile.h -- what the files of the compiler share while a book is read. Nothing outside
 * rules/compiler includes it. Every check complains and goes on: a reader of a book is told
 * everything at once. */
#ifndef COMPILER_COMPILE_H
#define COMPILER_COMPILE_H

#include "compiler/types.h"

/* ---- what is known of the book ---- */
struct item {
    const char *id;
    const json_t *json;
    const char *file;
    int place; /* in its file's list */
    bool bad;  /* has the wrong shape: not compiled any further */
    bool used, written;
    json_t *ground;
    struct names names;
};
struct items {
    struct item *item;
    int count;
    json_t *index; /* id -> place */
};
/* Parameters get their number in the program when they are first used: key order in a file does not
 * matter. */
struct param_info {
    char *name;
    int32_t value, lo, hi;
    const json_t *table; /* a step table instead of a number */
    int16_t number;      /* in program.param or program.table; NONE: not used */
    int16_t assumption;  /* NONE: an object's own */
};
struct params {
    json_t *names; /* full name -> place in info */
    int count;
    struct param_info info[PARAMS_MAX];
    int16_t at[PARAMS_MAX]; /* program's number -> place */
};
struct formula_info {
    uint8_t state;  /* 0 not yet, 1 being read, 2 read, 3 broken */
    uint8_t height; /* formulas below it, itself included */
    uint16_t stack; /* values it may need on the stack */
    int64_t lo, hi;
    struct scope scope; /* its arguments */
    struct facts facts;
};
struct rule_info {
    char *id;
    uint8_t kind; /* of its owner */
    int16_t owner;
    const json_t *json;
    json_t *ground;
    struct names names;
};
struct book {
    json_t *files;
    json_t *texts[LANGS];
    json_t *tells; /* keys of TELL effects, in order */
    json_t *dice;  /* number -> owner */
    json_t *empty_ground;
    json_t *words;       /* names that are bound somewhere */
    const json_t *names; /* of actors; NULL: none */
    const json_t *root;  /* the row of book.json */
    const char *root_file;
    struct items kind[KINDS];
    struct params params;
    uint32_t gauge_when[GAUGES_MAX], measure[GAUGES_MAX][MEASURES_MAX];
    struct formula_info formula[FORMULAS_MAX];
    struct rule_info rule[RULES_MAX];
    struct attribute_info {
        struct type type;
        int32_t lo, hi;
    } attribute[ATTRIBUTES_MAX];
    uint8_t victim_roles;         /* roles of the actors that templates can hit */
    struct start pin[PINNED_MAX]; /* start values that were set otherwise for one game */
    int pins;
    struct program program;
};

struct rule_record { /* before the rules are put in order */
    struct rule rule;
    uint8_t kind;
    int16_t owner;
    const char *suffix;
    const json_t *json;
    struct names names;
};

struct compiler {
    struct book *book;
    struct program *program; /* the book's, or the scenario's copy */
    struct params *params;   /* likewise */
    struct diags *diags;
    const json_t *set;
    json_t *tells;        /* the book's, or the scenario's longer list */
    json_t *const *texts; /* likewise; those of the book are a fall-back */
    json_t *dice;
    const char *file;
    char pointer[POINTER_MAX];
    size_t pointer_len;
    int faults;
    /* the object being read */
    uint8_t owner_kind;
    int owner;
    const char *owner_id;
    const json_t *own_params;
    bool in_scenario;
    bool whole; /* nothing is wrong so far: what seems unused is */
    const json_t *text_files;
    bool assumption_used[ITEMS_MAX];
    struct facts facts; /* reads of the object or effect being compiled */
    /* expression */
    const char *source;
    struct node node[NODES_MAX];
    int nodes;
    int formula_depth;
    uint32_t shared[16384]; /* hash table of expressions without jumps */
    struct rule_record record[RULES_MAX];
    int records;
};

/* diag.c */
struct mark {
    const char *file;
    size_t len;
};
struct mark at_key(struct compiler *c, const char *key);
struct mark at_index(struct compiler *c, int index);
void at_back(struct compiler *c, struct mark mark);
void at_item(struct compiler *c, enum kind kind, int index);
void complain(struct compiler *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The name among `count` that is nearest to `name`; NULL when none is near. `get` returns name k.
 */
typedef const char *(*name_getter)(const void *cls, int k);
const char *nearest(const char *name, size_t len, name_getter get, const void *cls, int count);
const char *nearest_item(const struct book *book, unsigned kinds, const char *name, size_t len);
/* "; did you mean X?" or nothing, in a static-size buffer. */
struct hint {
    char text[ID_MAX * 2 + 24];
};
struct hint hint_of(const char *suggestion);

/* names.c */
bool names_collect(struct compiler *c);
bool id_valid(const char *id, bool in_expressions);
int name_find(const struct book *book, enum kind kind, const char *id, size_t len);
const char *kind_word(enum kind kind);
const char *kind_article(enum kind kind);
const char *kind_key(enum kind kind);
bool word_reserved(const char *id, size_t len);

/* schema.c */
void schema_check(struct compiler *c, enum kind kind, int index);
bool schema_check_root(struct compiler *c);

/* expr.c: `value` is a JSON string or number; NULL gives code 0 without a word. */
struct type type_int(void);
struct type type_of_set(const struct program *p, int set);
const char *type_word(const struct compiler *c, struct type type, char *buffer, size_t size);
struct expr expr_compile(struct compiler *c, const json_t *value, const char *key,
                         const struct scope *scope, struct type want);
/* The variable in "PRS[a]" with the code of its indices. */
int place_compile(struct compiler *c, const json_t *value, const char *key,
                  const struct scope *scope, uint32_t ret_index[2], struct subject *ret_subject);
struct expr expr_number(struct compiler *c, int32_t value);
/* "a in ALLY where …": binds the name in `scope`; false after an error. */
bool bind_compile(struct compiler *c, const char *text, struct scope *scope,
                  struct binding *ret_binding, struct expr *ret_where);
bool scope_add(struct compiler *c, struct scope *scope, const char *id, size_t len, int set);
/* A list of bindings, appended to program->binding; `conditions` gathers the filters for never().
 */
struct conditions {
    int count;
    int32_t node[16];
};
struct span binds_compile(struct compiler *c, const json_t *list, const char *key,
                          struct scope *scope, struct conditions *conditions);
uint8_t role_mask(const struct compiler *c, int set, const struct expr *where, int slot);

/* expr_parse.c, expr_type.c, interval.c, expr_emit.c */
int32_t expr_parse(struct compiler *c, const char *text, size_t len);
int32_t bind_parse(struct compiler *c, const char *text, size_t len);
void expr_type(struct compiler *c, int32_t node, struct scope *scope);
bool type_is_entity(struct type type);
bool type_match(struct type a, struct type b); /* may they be compared or stand for one another? */
struct subject subject_of(const struct compiler *c, const struct scope *scope, int32_t node);
void type_call(struct compiler *c, struct node *node, struct scope *scope);
void type_is(struct compiler *c, struct node *node, struct scope *scope);
void type_has(struct compiler *c, struct node *node, struct scope *scope);
void type_variable(struct compiler *c, struct node *node, int variable, struct scope *scope,
                   bool raw);
bool want(struct compiler *c, int32_t index, struct type type, const char *what);
const char *field_word(int field);
/* Makes `node` the engine's field of this name of such an entity; which, or NONE. */
int field_meaning(struct type of, const char *text, size_t len, struct node *node);
void interval_of(struct compiler *c, struct node *node);
bool never_true(const struct compiler *c, const struct conditions *conditions);
uint32_t expr_emit(struct compiler *c, int32_t node);
int expr_stack(const struct compiler *c, int32_t node);
int expr_height(const struct compiler *c, int32_t node);
void fault_at(struct compiler *c, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* rules.c */
json_t *ground_make(struct compiler *c, const json_t *ground);
int set_of_kind(const struct program *p, int kind);
bool give_name(struct compiler *c, struct scope *scope, const char *name, int kind);
const char *book_id_of(const struct book *book, enum kind kind,
                       int index); /* of items, also rules in the book's order */

struct names names_keep(struct compiler *c, const struct scope *scope);

/* params.c */
void params_compile(struct compiler *c);
/* The place of "MA-14.base", or of the present object's own "base"; NONE when there is none. */
int param_find(const struct compiler *c, const char *name, size_t len, bool *ret_table);
/* Its number in the program. */
int param_need(struct compiler *c, int place);
void params_declare(struct compiler *c, const char *owner, const json_t *params, int assumption);
void params_unused(struct compiler *c);
void params_done(struct params *params);
void params_copy(struct params *to, const struct params *from);

/* one file each kind */
void sets_compile(struct compiler *c);
void actors_compile(struct compiler *c);
void attributes_compile(struct compiler *c);
void attrs_fill(struct compiler *c);
void starts_check(struct compiler *c);
void adjust_compile(struct compiler *c);
int member_place(const struct compiler *c, int set, const char *id);
void variables_compile(struct compiler *c);
void variables_order(struct compiler *c);
void formulas_declare(struct compiler *c);
void formulas_compile(struct compiler *c);
bool formula_need(struct compiler *c, int formula);
void rules_compile(struct compiler *c);
void rules_place(struct compiler *c);
void actions_compile(struct compiler *c);
void motions_compile(struct compiler *c);
void incidents_declare(struct compiler *c);
void incidents_compile(struct compiler *c);
void cards_compile(struct compiler *c);
void policies_compile(struct compiler *c);
void endings_compile(struct compiler *c);
void gauges_compile(struct compiler *c);
void assess_check(struct compiler *c);

/* effects.c */
struct span effects_compile(struct compiler *c, const json_t *list, const char *key,
                            const struct scope *scope, const struct facts *above,
                            bool declassified);
/* A `do` list as a rule of its own; returns its record, 0 when there is no list. */
int do_compile(struct compiler *c, const json_t *object, const char *key, const struct scope *scope,
               const char *suffix);
/* The same, when `above` has been read before. */
int do_after(struct compiler *c, const json_t *object, const char *key, const struct scope *scope,
             const char *suffix, const struct facts *above);
uint16_t dice_take(struct compiler *c, const json_t *number);
uint32_t chance_compile(struct compiler *c, const json_t *chance, const struct scope *scope,
                        uint16_t *ret_dice);
struct span needs_compile(struct compiler *c, const json_t *list, const char *key,
                          const struct scope *scope, bool is_declassified);
struct span costs_compile(struct compiler *c, const json_t *list, const struct scope *scope);
void owner_begin(struct compiler *c, enum kind kind, int index);
void owner_end(
    struct compiler *c); /* ground: what it names, and the assumptions its numbers come from */

/* flow.c */
uint8_t see_bits(const json_t *list);
void facts_add(struct facts *facts, int variable, uint8_t see, struct subject subject);
void facts_join(struct facts *facts, const struct facts *more);
uint8_t facts_see(const struct facts *facts);
/* May `audience` (bits of enum see) with this owner see all that was read? Complains with `what`
 * otherwise. */
void flow_check(struct compiler *c, const struct facts *facts, uint8_t audience,
                struct subject owner, const char *what);
bool declassified(struct compiler *c, const json_t *object);

/* usage.c, texts.c, texts_need.c */
void usage_check(struct compiler *c);
void texts_collect(struct compiler *c, const json_t *files, json_t *texts[LANGS]);
void texts_check(struct compiler *c);
void texts_pairs(struct compiler *c, json_t *const texts[LANGS]);
void texts_need(struct compiler *c, enum kind kind, int index);
void text_need(struct compiler *c, json_t *const texts[LANGS], const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
