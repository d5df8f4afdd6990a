/* SPDX-License-Identifier: EUPL-1.2 */
/* bounds.h -- every limit of the engine, with its reason. The compiler refuses a book that passes
 * one. */
#ifndef ENGINE_BOUNDS_H
#define ENGINE_BOUNDS_H

enum {
    ACTOR_MAX = 44, /* 32 allies, 4 EU neutrals, chair, command, union, red, room for four more */
    INCIDENT_MAX =
        48, /* the longest scenario has about 24 injects, each with up to three companions */
    MOTION_MAX = 48, /* motions of a whole game */
    ORDER_MAX =
        512, /* orders of one turn; those of earlier turns are kept as far as they are pending */
    PENDING_MAX = 512, /* effects on their way */
    SLOT_MAX = 12288,  /* numbers of the world: ally x incident variables are the largest */
    BIND_MAX = 8,      /* names bound at once in a rule */
    TARGET_MAX = 2,    /* targets of an order */
    OPTION_MAX = 8,    /* options of a motion: a bit mask */
    SETS_MAX = 16,
    VARIABLES_MAX = 256,
    ATTRIBUTES_MAX = 96,
    FORMULAS_MAX = 256,
    TERMS_MAX = 1024,
    RULES_MAX = 2048, /* including one for each `do` of an action, motion, incident and inject */
    EFFECTS_MAX = 8192,
    BINDINGS_MAX = 4096,
    PARAMS_MAX = 4096,
    TABLE_ROWS_MAX = 1024,
    ACTIONS_MAX = 256,
    MOTION_KINDS_MAX = 64,
    TEMPLATES_MAX = 128,
    POLICIES_MAX = 512,
    GUARDS_MAX = 256, /* different guards of bindings whose answers are kept; the others are asked
                         every time */
    NEEDS_MAX = 1024,
    COSTS_MAX = 512,
    COSTS_EACH_MAX = 4, /* costs of one action or motion */
    OVERRIDES_MAX = 64, /* corrections of one adjudication */
    CARDS_MAX = 16,
    ENDINGS_MAX = 32,
    EVENTS_MAX = 256,  /* scripted lines of one scenario */
    STARTS_MAX = 2048, /* start values of one scenario */
    PINNED_MAX = 64,   /* of them set by hand for one game: as many as one command carries */
    DRAWS_MAX = 8,     /* hidden truths of one scenario */
    DRAW_OPTIONS_MAX = 8,
    TURNS_MAX = 20,
    CODE_MAX = 131072,   /* words of program text */
    STACK_MAX = 64,      /* values on the stack of one evaluation */
    CALL_MAX = 16,       /* formulas inside formulas; the compiler refuses recursion */
    STEPS_MAX = 2000000, /* steps of one evaluation before it is an error: 44 x 48 x 48 with room */
    WRITES_MAX = 4096,   /* effects of one moment */
    CHANGES_MAX = 2048,  /* explained changes of one report */
    TERMS_REPORT_MAX = 4096,
    TELLS_MAX = 256,
    ROUNDS_MAX = 3, /* a text under silence is put to the council at most this often */
    EXTENDS_MAX = 8 /* a deadline is put off at most this often */
};

#endif
