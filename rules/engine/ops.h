/* SPDX-License-Identifier: EUPL-1.2 */
/* ops.h -- the one list of operations. Enum, names, disassembler, verifier and stack check are made
 * from it. OP(name, immediate words, pops, pushes). An expression is a run of words that ends with
 * RET and leaves one value. Entities are numbers (index in their set); NONE is -1. Reading a
 * variable or number field of NONE gives 0, an entity field of NONE gives NONE; writing to NONE
 * does nothing. A variable over members is 0 of any other actor. CLAMP with lo > hi gives hi. Jumps
 * go forward only. A fault (enum fault of world.h) makes the value of the whole expression 0 and is
 * counted in the world. */
#ifndef ENGINE_OPS_H
#define ENGINE_OPS_H

#define OP_LIST(OP)                                                                                \
    OP(RET, 0, 1, 0)                                                                               \
    OP(PUSH, 1, 0, 1)   /* value */                                                                \
    OP(PARAM, 1, 0, 1)  /* index of a parameter: its present value */                              \
    OP(BIND, 1, 0, 1)   /* slot of the frame: the bound entity */                                  \
    OP(GLOBAL, 1, 0, 1) /* enum global: day, turn, days, turns */                                  \
    OP(VAR0, 1, 0, 1)   /* variable, whole units (scaled variables are divided, toward zero) */    \
    OP(VAR1, 1, 1, 1)                                                                              \
    OP(VAR2, 1, 2, 1)                                                                              \
    OP(RAW0, 1, 0, 1) /* variable in its scale */                                                  \
    OP(RAW1, 1, 1, 1)                                                                              \
    OP(RAW2, 1, 2, 1)                                                                              \
    OP(FIELD, 1, 1, 1) /* enum field of an actor, incident, motion or order */                     \
    OP(ATTR, 1, 1, 1)  /* attribute of an entity, through its template, kind or action */          \
    OP(IS, 2, 1,                                                                                   \
       1) /* set kind (INCIDENT, MOTION, ORDER), index of template, motion kind, action */         \
    OP(HAS, 1, 1, 1)      /* motion has this option: word = bit */                                 \
    OP(POSITION, 0, 2, 1) /* actor, motion: enum answer, 0 when none */                            \
    OP(SLIP, 0, 2, 1)     /* actor, motion: 0..5, -1 when none */                                  \
    OP(FITS, 1, 1, 1)     /* actor may be the victim of template: word = template */               \
    OP(CALL, 2, 0, 1)     /* formula, argument count; pops the arguments */                        \
    OP(NEG, 0, 1, 1)                                                                               \
    OP(ABS, 0, 1, 1)                                                                               \
    OP(NOT, 0, 1, 1)                                                                               \
    OP(ADD, 0, 2, 1)                                                                               \
    OP(SUB, 0, 2, 1)                                                                               \
    OP(MUL, 0, 2, 1)                                                                               \
    OP(DIV, 0, 2, 1) /* toward zero; by zero is an error of the book, caught at run time */        \
    OP(MIN, 0, 2, 1)                                                                               \
    OP(MAX, 0, 2, 1)                                                                               \
    OP(CLAMP, 0, 3, 1) /* x, lo, hi */                                                             \
    OP(EQ, 0, 2, 1)                                                                                \
    OP(NE, 0, 2, 1)                                                                                \
    OP(LT, 0, 2, 1)                                                                                \
    OP(LE, 0, 2, 1)                                                                                \
    OP(GT, 0, 2, 1)                                                                                \
    OP(GE, 0, 2, 1)                                                                                \
    OP(JUMP, 1, 0, 0)  /* absolute word */                                                         \
    OP(JZ, 1, 1, 0)    /* jump when zero */                                                        \
    OP(TABLE, 1, 1, 1) /* step table: value of the last row whose bound is <= x; 0 below all */    \
    OP(AGG, 5, 0, 1)   /* enum aggregate, set, frame slot, where (0: all), body (0: counts) */

enum op {
#define OP_ENUM(name, imm, pops, pushes) OP_##name,
    OP_LIST(OP_ENUM)
#undef OP_ENUM
        OP_COUNT
};

enum aggregate { AGG_SUM, AGG_COUNT, AGG_MIN, AGG_MAX, AGG_ANY, AGG_ALL, AGG_MEDIAN, AGGREGATES };
/* Over nothing: ALL is 1, every other aggregate 0. Median of an even number: the mean of the middle
 * two, toward zero. A body of 0 stands for 1: COUNT and ANY then ask for `where` alone. */
enum global { GLOBAL_DAY, GLOBAL_TURN, GLOBAL_DAYS, GLOBAL_TURNS, GLOBALS };

/* FIELD(name, keyword, kind of the entity, set kind of the value or INT) */
#define FIELD_LIST(FIELD)                                                                          \
    FIELD(MEMBER, "member", ACTOR, INT)                                                            \
    FIELD(CHAIR, "chair", ACTOR, INT)                                                              \
    FIELD(COMMAND, "command", ACTOR, INT)                                                          \
    FIELD(UNION, "union", ACTOR, INT)                                                              \
    FIELD(RED, "red", ACTOR, INT)                                                                  \
    FIELD(VICTIM, "victim", INCIDENT, ACTOR)                                                       \
    FIELD(ORIGIN, "origin", INCIDENT, ACTOR)                                                       \
    FIELD(OPEN, "open", INCIDENT, INT)                                                             \
    FIELD(DAY, "day", INCIDENT, INT)                                                               \
    FIELD(TURN, "turn", INCIDENT, INT)                                                             \
    FIELD(NEW, "new", INCIDENT, INT) /* opened in this turn */                                     \
    FIELD(DOSE, "dose", INCIDENT, INT)                                                             \
    FIELD(INCIDENT, "incident", MOTION, INCIDENT)                                                  \
    FIELD(BY, "by", MOTION, ACTOR)                                                                 \
    FIELD(ROUND, "round", MOTION, INT)                                                             \
    FIELD(TABLED, "tabled", MOTION, INT)   /* turn in which it was tabled */                       \
    FIELD(PENDING, "pending", MOTION, INT) /* tabled or broken: still on the agenda */             \
    FIELD(ADOPTED, "adopted", MOTION, INT) /* adopted, whether or not it is in effect yet */       \
    FIELD(REFUSED, "refused", MOTION, INT)                                                         \
    FIELD(DROPPED, "dropped", MOTION, INT)                                                         \
    FIELD(EFFECTIVE, "effective", MOTION, INT)                                                     \
    FIELD(DECIDED, "decided", MOTION, INT) /* turn of the outcome, 0 while pending */              \
    FIELD(ACTOR, "actor", ORDER, ACTOR)                                                            \
    FIELD(ON, "on", ORDER, INCIDENT)      /* its incident target, NONE without */                  \
    FIELD(TARGET, "target", ORDER, ACTOR) /* its actor target, NONE without */                     \
    FIELD(LEVEL, "level", ORDER, INT)                                                              \
    FIELD(DONE, "done", ORDER, INT) /* took effect in this turn */                                 \
    FIELD(QUEUED, "queued", ORDER, INT)

enum field {
#define FIELD_ENUM(name, word, kind, type) FIELD_##name,
    FIELD_LIST(FIELD_ENUM)
#undef FIELD_ENUM
        FIELD_COUNT
};

#endif
