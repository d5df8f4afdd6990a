/* SPDX-License-Identifier: EUPL-1.2 */
/* kinds.h -- the closed lists of the language: what an actor, a life, a moment, a procedure, an
 * answer can be. Nothing of a book stands here, and nothing that is stored. */
#ifndef ENGINE_KINDS_H
#define ENGINE_KINDS_H

enum { NONE = -1 };

enum set_kind { SET_ACTOR, SET_MEMBER, SET_FIXED, SET_INCIDENT, SET_MOTION, SET_ORDER, SET_KINDS };
/* The role of an actor. Members come first in the book, so that an index of SET_MEMBER is one of
 * SET_ACTOR. */
enum actor_kind {
    ACTOR_MEMBER,
    ACTOR_CHAIR,
    ACTOR_COMMAND,
    ACTOR_UNION,
    ACTOR_RED,
    ACTOR_NEUTRAL,
    ACTOR_KINDS
};
enum life { LIFE_GAME, LIFE_TURN, LIFE_COUNTDOWN, LIFE_DERIVED, LIVES };

/* Who may see: a set of bits. PUBLIC is always written with all the others. OWN is the actor of the
 * first actor index. */
enum see {
    SEE_PUBLIC = 1,
    SEE_ALLIES = 2,
    SEE_OWN = 4,
    SEE_RED = 8,
    SEE_WHITE = 16,
    SEE_COMMAND = 32,
    SEE_CHAIR = 64,
    SEE_ALL = 127
};

/* MOMENT(name, keyword, names bound for the rule, kinds of the bound sets) in the order of a turn.
 */
#define MOMENT_LIST(M)                                                                             \
    M(NEVER, "never", "")        /* `do` of actions and the like, run by hand */                   \
    M(START, "start", "")        /* once, when the world is made */                                \
    M(TURN, "turn", "")          /* a turn opens, after lives were reset */                        \
    M(INCIDENT, "incident", "i") /* i was opened */                                                \
    M(EVIDENCE, "evidence", "")  /* after the incidents of the turn, and again at the end */       \
    M(LOCKED, "locked", "o a")   /* order o of actor a took effect (any moment) */                 \
    M(TABLED, "tabled", "m")                                                                       \
    M(BROKEN, "broken", "m a") /* a broke the silence on m */                                      \
    M(KEPT, "kept", "m")                                                                           \
    M(ADOPTED, "adopted", "m")                                                                     \
    M(REFUSED, "refused", "m")                                                                     \
    M(DROPPED, "dropped", "m") /* withdrawn, or too many rounds */                                 \
    M(LAPSED, "lapsed", "m")   /* a conditional motion that never became effective */              \
    M(EFFECTIVE, "effective", "m")                                                                 \
    M(RED, "red", "") /* adjudication: after red's orders */                                       \
    M(DUE, "due", "") /* delayed effects have landed */                                            \
    M(ANSWERS, "answers", "")                                                                      \
    M(AFTERMATH, "aftermath", "")                                                                  \
    M(DRIFT, "drift", "")                                                                          \
    M(DERIVED, "derived", "") /* derived variables are computed */                                 \
    M(LADDER, "ladder", "")                                                                        \
    M(ENDING, "ending", "")                                                                        \
    M(REVEAL, "reveal", "") /* once, when the truth is shown */

enum moment {
#define MOMENT_ENUM(name, word, binds) MOMENT_##name,
    MOMENT_LIST(MOMENT_ENUM)
#undef MOMENT_ENUM
        MOMENT_COUNT
};

enum effect_kind {
    EFFECT_ADD,
    EFFECT_SET,
    EFFECT_ATLEAST,
    EFFECT_ATMOST,
    EFFECT_DRAW,  /* on a variable */
    EFFECT_TELL,  /* a message: audience and text */
    EFFECT_OPEN,  /* an incident of a template: victim, dose */
    EFFECT_CLOSE, /* an incident */
    EFFECT_KINDS
};

/* The procedures. What they are is C; their numbers, councils and consequences are data. */
enum procedure {
    PROC_SILENCE,
    PROC_ROLL_CALL,
    PROC_RIGHT,
    PROC_DUTY,
    PROC_OPT_IN,
    PROC_K_OF,
    PROC_UNANIMITY,
    PROC_MAJORITY,
    PROCEDURES
};

/* Answers, as used by POSITION and by ACT_ANSWER. Silence: SILENT..BREAK; all others: YES..NO. */
#define ANSWER_LIST(A)                                                                             \
    A(NONE, "none")                                                                                \
    A(SILENT, "silent")                                                                            \
    A(STATEMENT, "statement")                                                                      \
    A(ASK, "ask")                                                                                  \
    A(BREAK, "break") A(YES, "yes") A(YES_IF, "yes_if") A(NOT_NOW, "not_now") A(NO, "no")

enum answer {
#define ANSWER_ENUM(name, word) ANSWER_##name,
    ANSWER_LIST(ANSWER_ENUM)
#undef ANSWER_ENUM
        ANSWERS
};

/* When a scripted line comes: `phase` of struct event. Those of INTEL come with ACT_TURN, the
 * others with ACT_EVENTS. */
enum event_phase {
    EVENT_INTEL,
    EVENT_ASSESS,
    EVENT_DELIBERATE,
    EVENT_COUNCIL,
    EVENT_ADJUDICATE,
    EVENT_OUTCOME,
    EVENT_PHASES
};

/* When an order takes effect. */
enum when_moment { WHEN_LOCK, WHEN_COUNCIL, WHEN_ADJUDICATE, WHENS };

#endif
