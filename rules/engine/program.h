/* SPDX-License-Identifier: EUPL-1.2 */
/* program.h -- a compiled rule book and a compiled scenario: flat tables of numbers, const,
 * borrowed by everything. No strings: names live in the compiler's struct book. `code` is an index
 * into program.code; 0 means "absent". */
#ifndef ENGINE_PROGRAM_H
#define ENGINE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/bounds.h"
#include "engine/kinds.h"
#include "engine/ops.h"

struct span {
    uint16_t first, count;
};

struct set {
    uint8_t kind;
    int16_t count; /* fixed sets and actors: members; others: capacity */
};
struct actor {
    uint8_t kind;
};

struct variable {
    uint16_t slot; /* first number; index (x, y) is slot + x * stride + y */
    uint8_t dims, set[2];
    int16_t stride;
    int32_t lo, hi, start; /* in the variable's scale */
    int16_t scale;         /* 1 or 100 */
    uint8_t life, see;
    uint16_t formula; /* of a derived variable; its arguments are the indices */
};

/* Attribute of actors, incidents (by template), motions (by kind) or orders (by action), or of a
 * fixed set. */
struct attribute {
    uint8_t set_kind, set;
    uint16_t first; /* attribute_value[first + index] */
    int16_t none;   /* what nobody has: 0, or NONE when the value is a member of a set */
};

struct formula {
    uint8_t args;
    struct span terms; /* at least one */
    bool clamped;
    int32_t lo, hi;
    uint8_t see; /* who may see every input: computed by the compiler */
};
struct term {
    uint32_t code;
    uint8_t see;
};

/* A name bound over a set with a filter. */
struct binding {
    uint8_t set, slot;
    uint32_t where;
    uint32_t guard; /* as much of `where` as looks at no other name, 0: nothing; whoever fails it
                       fails `where` */
    uint32_t rest;  /* what is left to ask of who passes the guard, 0: nothing */
    uint16_t
        kept; /* made by program_link(): 1 + number of the guard, 0: its answers are not kept */
};

struct effect {
    uint8_t kind;
    uint8_t audience_kind; /* TELL: enum see bit, or 0: actor in `index[0]` */
    uint8_t dims;
    bool raw;               /* ADD/SET in the variable's scale, not in whole units */
    int16_t variable;       /* or template of OPEN */
    uint32_t index[2];      /* variable's indices; OPEN: [0] victim (0: drawn), CLOSE: [0] incident;
                               TELL: [0] actor */
    uint32_t value, value2; /* ADD by, SET to, DRAW lo..hi, OPEN dose */
    uint32_t when;
    uint32_t percent;    /* chance of this effect, 0: always */
    uint32_t after_days; /* 0: now. With after_days2: drawn from lo..hi */
    uint32_t after_days2;
    uint16_t dice; /* DRAW, OPEN: number of the draw; unique in the book, as are the next two */
    uint16_t chance_dice; /* of `percent` */
    uint16_t delay_dice;  /* of after_days..after_days2 */
    uint16_t text;        /* TELL: index into the book's texts */
    struct span bindings; /* `for` of the effect itself, after those of its rule */
};

struct rule {
    uint8_t moment;
    uint8_t given;        /* names the moment binds, in slots 0.. */
    struct span bindings; /* `for` */
    uint32_t when, percent;
    uint16_t dice;
    struct span effects;
    uint8_t reads; /* who may see every variable it reads (and SEE_ALL if it reads none) */
};

struct need {
    uint32_t code;
}; /* an order's or motion's condition; its text stands in the book */
struct cost {
    uint16_t variable;
    uint32_t code;
}; /* paid by the actor; variable is of ACTOR or MEMBER */

struct action {
    struct binding by; /* slot 0: the actor */
    struct span
        targets; /* bindings in slots 1..; each is an ACTOR/MEMBER, INCIDENT, MOTION or fixed set */
    int16_t level_lo, level_hi; /* a number the player chooses; lo == hi: none */
    struct span needs, costs;   /* needs are evaluated with actor and targets bound */
    int8_t consent;             /* slot of the target actor who must agree; NONE */
    uint8_t when;               /* enum when_moment */
    uint32_t after_days;        /* shown as the first day of effect; the effects carry their own */
    uint16_t rule; /* its `do`; bindings: 0 actor, 1.. targets, last: the order itself */
    uint8_t limit_turn, limit_game; /* times an actor may, 0: no limit */
    bool secret;                    /* sealed: only the own team knows of it, also afterwards */
};

struct motion_kind {
    uint8_t procedure;
    struct binding council;   /* slot 0: who answers */
    struct binding table;     /* slot 0: who may table */
    struct span targets;      /* 0 or 1 binding over INCIDENT in slot 1 */
    struct span needs, costs; /* slot 0: who tables, slot 1: target */
    uint32_t
        consent; /* entity expression (slot 1 the incident): whose consent is needed; 0: nobody's */
    uint8_t options;         /* how many */
    uint8_t soft_option;     /* 1 + the option that a clarification or amendment adds; 0: none */
    uint8_t conditional;     /* 1 + the option that makes it conditional; 0: none */
    uint32_t effective_when; /* conditional motions: m bound in slot 0 */
    uint16_t lapse_days;
    uint32_t effective_days; /* lag */
    int8_t quorum;           /* k of k_of and opt_in */
    uint8_t
        conditions; /* how many conditions a YES_IF may name; condition[k] in needs order follows */
    struct span condition_met; /* needs: slot 0 motion, slot 1 actor */
    bool slips;                /* bound actors fill contribution slips */
    uint32_t slip_lo, slip_hi; /* slot 0 actor, slot 1 motion */
    uint32_t slip_by;          /* who is bound: expression, slot 0 actor, slot 1 motion */
    uint16_t rule_effective, rule_refused, rule_dropped,
        rule_tabled; /* `do` lists; rule 0 is empty */
    uint8_t limit_turn;
};

struct template
{
    struct span victims; /* victim_list: actor indices */
    uint16_t rule;       /* its `do`, i in slot 0 */
};

enum policy_kind {
    POLICY_ORDER,
    POLICY_TABLE,
    POLICY_ANSWER,
    POLICY_SLIP,
    POLICY_CARD,
    POLICY_CONSENT,
    POLICY_CHAIR,
    POLICY_KINDS
};
struct policy {
    uint8_t kind;
    struct binding by; /* slot 0 */
    int16_t object;    /* action, motion kind or card; NONE in ANSWER/CONSENT/SLIP: every motion */
    struct span targets; /* bindings in slots 1.. (ORDER, TABLE, CARD); ANSWER, SLIP, CONSENT,
                            CHAIR: slot 1 = m */
    uint16_t
        formula; /* score; its terms give the reason. Arguments: slots 0.. as many as it takes */
    uint32_t when;
    uint32_t least; /* ORDER, TABLE, CHAIR, CONSENT: score needed */
    uint32_t level; /* ORDER: level; TABLE: option mask; CARD: value; SLIP: level;
                       CHAIR: option mask to add (absent or 0: the soft option);
                       ANSWER: condition of a YES_IF (absent: the first that is not met) */
    uint8_t verb;   /* CHAIR: enum act_verb (amend, clarify, extend, withdraw) */
    /* CONSENT: ACT_CONSENT for orders that wait (slot 1 = o), else motions (slot 1 = m) */
    int32_t bound[ANSWERS]; /* ANSWER: least score for this answer, INT32_MIN: never, INT32_MIN + 1:
                               any score; first in enum order that fits */
};

/* One field of the assessment card: writes variable[actor] or variable[actor, incident]. */
struct card {
    uint16_t variable;
    bool per_incident;
    int32_t lo, hi;
    struct binding by;
};
struct ending {
    uint32_t when;
};

/* What a formula may read besides variables. */
enum depend {
    DEPEND_CLOCK = VARIABLES_MAX,
    DEPEND_INCIDENTS,
    DEPEND_MOTIONS,
    DEPEND_POSITIONS,
    DEPEND_ORDERS,
    DEPENDS
};
enum { DEPEND_WORDS = (DEPENDS + 63) / 64 };
/* What is kept while nothing that it reads changes: formulas, guards and policies, a bit each. */
enum {
    KEPT_GUARDS = FORMULAS_MAX,
    KEPT_POLICIES = KEPT_GUARDS + GUARDS_MAX,
    KEPTS = KEPT_POLICIES + POLICIES_MAX,
    KEPT_WORDS = KEPTS / 64
};

struct program {
    struct set set[SETS_MAX];
    struct actor actor[ACTOR_MAX];
    struct variable variable[VARIABLES_MAX];
    struct attribute attribute[ATTRIBUTES_MAX];
    int32_t attribute_value[ATTRIBUTES_MAX * 64];
    struct formula formula[FORMULAS_MAX];
    struct term term[TERMS_MAX];
    struct binding binding[BINDINGS_MAX];
    struct effect effect[EFFECTS_MAX];
    struct rule rule[RULES_MAX]; /* sorted by moment; within a moment in the book's order */
    struct span moment[MOMENT_COUNT];
    int32_t param[PARAMS_MAX];
    struct span table[PARAMS_MAX / 16];
    int32_t row[TABLE_ROWS_MAX][2];
    struct need need[NEEDS_MAX];
    struct cost cost[COSTS_MAX];
    struct action action[ACTIONS_MAX];
    struct motion_kind motion[MOTION_KINDS_MAX];
    struct template template[TEMPLATES_MAX];
    uint8_t victim_list[TEMPLATES_MAX * 32];
    struct policy policy[POLICIES_MAX];
    struct card card[CARDS_MAX];
    struct ending ending[ENDINGS_MAX];
    int32_t code[CODE_MAX];
    uint16_t sets, actors, members, variables, attributes, formulas, terms, bindings, effects,
        rules, params, tables, rows, needs, costs, actions, motions, templates, policies, cards,
        endings;
    uint32_t codes;
    uint16_t slots;
    uint16_t derived[VARIABLES_MAX]; /* derived variables in an order in which each uses only
                                        earlier ones */
    uint16_t deriveds;
    /* Made by program_link(): for each variable and enum depend what reads it, a bit for each that
     * is kept; what each of `derived` reads, a bit for each variable and enum depend; what any of
     * them reads; policies by kind. */
    uint64_t readers[DEPENDS][KEPT_WORDS];
    uint64_t derived_on[VARIABLES_MAX][DEPEND_WORDS];
    uint64_t derived_reads[DEPEND_WORDS];
    uint16_t of_order[VARIABLES_MAX], of_orders; /* variables with a number for each order */
    uint16_t policy_list[POLICIES_MAX];
    struct span policy_of[POLICY_KINDS]; /* into policy_list, in the book's order */
    int32_t quick[CODE_MAX];             /* `code` with the operations of quick.h */
    bool linked;
};

/* A compiled scenario. */
struct start {
    uint16_t variable;
    int16_t index[2];
    int32_t value;
    uint8_t restart; /* 0: game start, t: restart at turn t */
};
struct draw {
    uint16_t variable;
    uint8_t options;
    int32_t value[DRAW_OPTIONS_MAX];
    uint16_t weight[DRAW_OPTIONS_MAX];
};
struct event {     /* a scripted line (MSEL): at a turn, with a condition, effects of a rule */
    uint8_t turn;  /* 1.. ; 0: every turn */
    uint8_t phase; /* enum event_phase */
    uint32_t when;
    uint16_t rule; /* MOMENT_NEVER rule */
    bool once;
};
/* Turns after the planned ones (1..setup.turns) may follow when their `days` is not 0: "three
 * months later". */
struct turn {
    int16_t days;
    bool restart;
    uint8_t skipped; /* bits of enum event_phase: the phase has no time */
};
struct setup {
    struct start start[STARTS_MAX];
    struct start pin[PINNED_MAX]; /* set by hand for this game: at the start and at every restart
                                   they hold, whatever the rules of the start make of them */
    struct draw draw[DRAWS_MAX];
    struct event event[EVENTS_MAX];
    struct turn turn[TURNS_MAX + 1]; /* from 1 */
    uint16_t starts, pins, draws, events, turns;
    uint64_t action_allowed[ACTIONS_MAX / 64], motion_allowed[MOTION_KINDS_MAX / 64];
};

/* Works out what reads what, so that an act recomputes only what it can have changed. Called once,
 * when the tables are complete. Whoever then takes `linked` away gets an engine that remembers
 * nothing: a yardstick for tests. */
void program_link(struct program *program);

/* Makes a copy to which more can be added before it is linked; `to` is all zeros. Copies what is in
 * use of the text. */
void program_copy(struct program *to, const struct program *from);

/* Checks every index, jump, stack depth and span of a program; 0, or the first fault: the
 * code word, or for a table minus the line of the verifier that found it. The VM runs verified
 * programs only. `setup` may be NULL. */
int program_verify(const struct program *program, const struct setup *setup);

#endif
