/* SPDX-License-Identifier: EUPL-1.2 */
/* types.h -- limits of the compiler, and the values that its files hand to one another: types,
 * names, reads, nodes. */
#ifndef COMPILER_TYPES_H
#define COMPILER_TYPES_H

#include "compiler/book.h"

enum {
    ID_MAX = 48,         /* characters of an id */
    SOURCE_MAX = 2000,   /* characters of one expression */
    EXPR_DEPTH_MAX = 32, /* brackets inside brackets: the parser and the typer recurse this deep */
    EXPR_NODES_MAX = 1024,
    NODES_MAX = 49152, /* all expressions of one object, and formulas read on the way */
    READS_MAX = 128,   /* different variables of one rule or formula */
    ITEMS_MAX = 4096,  /* objects of one kind */
    DICE_MAX = 65535,
    DAYS_MAX = 400, /* length of one turn */
    TURN_TOP = TURNS_MAX,
    DAY_TOP = DAYS_MAX * TURNS_MAX,
    MEASURES_MAX = 8, /* of one dimension of the profile */
    POINTER_MAX = 200
};

/* ---- types ---- */
enum type_kind {
    TYPE_ERROR,
    TYPE_INT,
    TYPE_ANSWER,
    TYPE_NONE,
    TYPE_ACTOR,
    TYPE_FIXED,
    TYPE_INCIDENT,
    TYPE_MOTION,
    TYPE_ORDER
};
struct type {
    uint8_t kind;
    uint8_t set; /* of FIXED */
};

/* Whose "own" number is read or written: the path from a bound name to the actor. */
enum subject_kind { SUBJECT_NOBODY, SUBJECT_SLOT, SUBJECT_FIELD, SUBJECT_ACTOR, SUBJECT_OTHER };
struct subject {
    uint8_t kind;
    uint8_t roles;  /* bits of enum actor_kind that it can be */
    int16_t slot;   /* SLOT, FIELD */
    int16_t detail; /* FIELD: enum field; ACTOR: index */
};
struct read {
    int16_t variable; /* NONE: a field of the engine that not everybody may see */
    uint8_t see;
    struct subject subject;
};
struct facts {
    int count;
    struct read read[READS_MAX];
};

/* ---- names in scope ---- */
struct bound {
    char id[ID_MAX + 1];
    struct type type;
    uint8_t set;   /* index of the set */
    uint8_t roles; /* of actors */
};
struct scope {
    int count;
    struct bound name[BIND_MAX]; /* the place is the slot */
};

/* What is kept of a scope: for filling names into texts. */
struct names {
    uint8_t count;
    uint8_t set[BIND_MAX];
    const char *name[BIND_MAX];
};

/* ---- expressions ---- */
enum node_kind {
    NODE_ERROR,
    NODE_NUMBER,
    NODE_PARAM,
    NODE_NAME,
    NODE_MEMBER,
    NODE_INDEX,
    NODE_CALL,
    NODE_DOT,
    NODE_IS,
    NODE_HAS,
    NODE_UNARY,
    NODE_BINARY,
    NODE_AGG,
    /* what the typer makes of them */
    NODE_NONE,
    NODE_BIND,
    NODE_GLOBAL,
    NODE_VAR,
    NODE_RAW,
    NODE_FIELD,
    NODE_ATTR,
    NODE_ENTITY,
    NODE_ANSWER,
    NODE_POSITION,
    NODE_SLIP,
    NODE_FITS,
    NODE_FORMULA,
    NODE_IF,
    NODE_AND,
    NODE_OR,
    NODE_ABS,
    NODE_CLAMP,
    NODE_TABLE
};
struct node {
    uint8_t kind;
    uint8_t op; /* enum op of UNARY and BINARY; enum aggregate of AGG */
    struct type type;
    int16_t symbol;      /* variable, formula, field, attribute, slot, parameter, template ... */
    int16_t slot;        /* AGG */
    int32_t first, next; /* children: a list; 0 ends it */
    uint16_t at, len;    /* place in the source */
    uint16_t at2, len2;  /* second word: member, id after `is`, bound name of AGG */
    int32_t where_node, body_node; /* AGG; 0: absent */
    uint32_t where, body;          /* AGG: their code */
    int64_t lo, hi;                /* every value it can have */
};

struct expr {
    uint32_t code; /* 0 after an error */
    int32_t node;
    struct type type;
    int64_t lo, hi;
};

#endif
