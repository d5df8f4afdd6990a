/* SPDX-License-Identifier: EUPL-1.2 */
/* engine.h -- what the rest of the house may ask of the engine. Pure: state = f(program, setup,
 * seed, acts). Everything that happens to a world is an act, by a person, an automated seat or the
 * turn itself; the list of acts is the game. No function allocates, reads a clock or keeps anything
 * between calls; engine_do and engine_start need half a MiB of stack.
 *
 * Orders are paid when they are queued and needs are asked then; the price is given back on cancel
 * and on refused consent. Orders of one act (LOCK, COUNCIL, red in ADJUDICATE, others in
 * ADJUDICATE) take effect together: one moment, then moment LOCKED for all of them. An order whose
 * consent is still awaited then is refused. ADJUDICATE also runs what an earlier act left queued. A
 * delayed effect's guard and chance are decided when it is made, its value when it lands; effects
 * of one day land together, days in their order. Scripted lines of one phase run one after another.
 *
 * Derived variables are recomputed by every act that changed anything, once at its end (ADJUDICATE:
 * at its moment and again after LADDER). They are changes of their own, see struct cause_term.
 *
 * A restart turn makes the world again: the variables' own starts, then the setup's start values of
 * that turn, then those that were set by hand, which the rules of the start do not move; day 0, no
 * incidents, motions, orders or pending effects; hidden truths, seed and the count of turns stay.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/world.h"

/* VERB(name, keyword). Arguments: see each line; unused arguments are NONE or 0. */
#define ACT_LIST(A)                                                                                \
    /* by seats */                                                                                 \
    A(ORDER, "order")     /* object action, arg targets, value level: queued until its moment */   \
    A(CANCEL, "cancel")   /* object order */                                                       \
    A(CONSENT, "consent") /* object order, value 1 yes 0 no: the target's consent */               \
    A(CARD, "card")       /* object card field, arg[0] incident, value */                          \
    A(TABLE, "table")     /* object motion kind, arg[0] incident, value option mask */             \
    A(ANSWER, "answer")   /* object motion, arg[0] enum answer, arg[1] condition of YES_IF */      \
    A(AGREE, "agree")     /* object motion, value 1 yes 0 no: the victim's consent */              \
    A(AMEND,                                                                                       \
      "amend") /* object motion, value option mask: new text, new round; chair or who tabled */    \
    A(CLARIFY,                                                                                     \
      "clarify") /* object motion: the asks are answered; adds the soft option's meaning none */   \
    A(EXTEND, "extend")     /* object motion: the deadline is put off (the session's timer) */     \
    A(WITHDRAW, "withdraw") /* object motion */                                                    \
    A(SLIP, "slip")         /* object motion, value level */                                       \
    A(MANDATE, "mandate")   /* object motion, value 1 yes 0 no: parliament's answer to a slip,     \
                               facilitator or policy */                                            \
    /* by the turn */                                                                              \
    A(TURN, "turn") /* opens the next turn: day, lives, scripted incidents of the turn, moments    \
                       TURN, INCIDENT, EVIDENCE */                                                 \
    A(EVENTS, "events")         /* value phase: scripted lines of this turn and phase */           \
    A(LOCK, "lock")             /* orders with WHEN_LOCK take effect */                            \
    A(COUNCIL, "council")       /* orders with WHEN_COUNCIL take effect */                         \
    A(DEADLINE, "deadline")     /* object motion: its time is up */                                \
    A(CLOSE, "close")           /* the council ends: pending motions come to their end */          \
    A(ADJUDICATE, "adjudicate") /* the rest of the turn, in the order of the moments */            \
    A(REVEAL, "reveal")                                                                            \
    /* by the facilitator */                                                                       \
    A(OVERRIDE, "override") /* object variable, arg indices, value new value in its scale: at      \
                               once, and derived values follow */                                  \
    A(CORRECT, "correct")   /* as OVERRIDE, but in the coming adjudication, after its rules and    \
                               before derived values */                                            \
    A(TRUTH, "truth")       /* object draw, value option: sets a hidden truth */                   \
    A(INJECT, "inject")     /* object event: a scripted line now */

enum act_verb {
#define ACT_ENUM(name, word) ACT_##name,
    ACT_LIST(ACT_ENUM)
#undef ACT_ENUM
        ACTS
};

struct act {
    uint8_t verb;
    int16_t actor; /* NONE for the turn and the facilitator */
    int16_t object;
    int16_t arg[TARGET_MAX];
    int32_t value;
};

/* REFUSAL(name, slug) */
#define REFUSAL_LIST(R)                                                                            \
    R(NONE, "")                                                                                    \
    R(OBJECT, "no-such-object")                                                                    \
    R(ACTOR, "not-this-actor")                                                                     \
    R(TARGET, "not-this-target")                                                                   \
    R(NEED, "need")                                                                                \
    R(COST, "cost")                                                                                \
    R(LIMIT, "limit")                                                                              \
    R(LEVEL, "level")                                                                              \
    R(STATE, "state")                                                                              \
    R(CONSENT, "consent")                                                                          \
    R(ANSWER, "not-this-answer")                                                                   \
    R(FULL, "full")                                                                                \
    R(RANGE, "range")                                                                              \
    R(SCENARIO, "not-in-scenario") R(TWICE, "already") R(ENDED, "ended") R(ROUNDS, "rounds")

enum refusal_code {
#define REFUSAL_ENUM(name, slug) REFUSAL_##name,
    REFUSAL_LIST(REFUSAL_ENUM)
#undef REFUSAL_ENUM
        REFUSALS
};
struct refusal {
    uint8_t code;
    int16_t need;       /* NEED: index into program.need; COST: index into program.cost */
    int32_t have, want; /* COST, LIMIT, RANGE */
};

/* Where a term of a change comes from. */
struct cause_term {
    int16_t rule,
        effect;      /* rule, program.effect index: an effect; rule, NONE: the price of an order or
                        motion;      NONE, term (from the formula's first): a derived value; NONE, NONE:
                        the      clamp, a life's end, an      override or a start value */
    int16_t bind[4]; /* first bindings of the rule */
    int32_t by;
};
struct change {
    uint16_t variable;
    int16_t index[2];
    int32_t before, after; /* in the variable's scale; the terms' `by` add up to after - before */
    uint8_t moment;
    struct span terms; /* into report.term */
};
struct tell {
    int16_t rule, effect, actor;
    uint8_t audience;
    uint16_t text;
    int16_t bind[BIND_MAX];
};

/* What an act did. Filled only if asked for; a full report is `truncated`, the world is right all
 * the same. */
struct report {
    uint16_t changes, terms, tells, opened, fired;
    bool truncated;
    struct change change[CHANGES_MAX];
    struct cause_term term[TERMS_REPORT_MAX];
    struct tell tell[TELLS_MAX];
    int16_t incident[INCIDENT_MAX]; /* opened, in order */
    struct {
        int16_t rule, bind[4];
    } fire[TERMS_REPORT_MAX]; /* rules that fired with at least one effect */
};

/* A world at its start: start values, allies' values, hidden truths drawn with `seed` (truth[d] >=
 * 0 fixes draw d), moment START, derived values. */
void engine_start(const struct program *p, const struct setup *s, uint64_t seed,
                  const int16_t *truth, struct world *ret_world, struct report *report);

/* May this act be done now? Never changes the world. */
bool engine_may(const struct program *p, const struct setup *s, const struct world *w,
                const struct act *act, struct refusal *ret_refusal);
/* Does it. Returns false and leaves the world alone when engine_may would. `report` may be NULL; it
 * is reset first. */
bool engine_do(const struct program *p, const struct setup *s, struct world *w,
               const struct act *act, struct report *report, struct refusal *ret_refusal);

/* What was worked out for one world, kept from act to act. Changes no result, saves time. Its world
 * may change by mind_do and the auto_ functions with this mind only; one mind a world. */
struct mind;
size_t mind_size(void);             /* of the block that the caller keeps for it */
void mind_clear(struct mind *mind); /* before its first use */
/* engine_do with a mind; NULL: without. */
bool mind_do(struct mind *mind, const struct program *p, const struct setup *s, struct world *w,
             const struct act *act, struct report *report, struct refusal *ret_refusal);

/* Reading. */
int32_t engine_value(const struct program *p, const struct world *w, int variable, int x,
                     int y); /* in its scale */
struct score_term {
    int16_t term;
    int32_t by;
}; /* term: counted from the formula's first */
/* A formula's value with its terms (terms before the clamp). `ret_terms` may be NULL; returns how
 * many terms. */
int engine_formula(const struct program *p, const struct world *w, int formula,
                   const int16_t *arguments, int32_t *ret_value, struct score_term *ret_terms);
/* An expression with names bound; for the game layer's own questions (costs, first days,
 * conditions). */
int32_t engine_eval(const struct program *p, const struct world *w, uint32_t code,
                    const int16_t *bind, int binds);
/* Does `entity` pass a binding's filter, with the earlier names bound? */
bool engine_fits(const struct program *p, const struct world *w, const struct binding *binding,
                 int entity, const int16_t *bind, int binds);
/* Members of a set now (incidents, motions, orders: those that exist). */
int engine_count(const struct program *p, const struct world *w, int set);
/* Which answers a procedure takes, as a bit mask of enum answer. */
uint32_t engine_answers(uint8_t procedure);
/* Has the motion's outcome been reached if everybody who must answer has? For early closing and for
 * the screen. */
bool engine_complete(const struct program *p, const struct world *w, int motion);

/* For the tests of a book: runs one rule alone, over all its own bindings, at its moment (rules of
 * `do` lists too) and recomputes derived variables before and after. bind and kind are the names
 * given to it (kind SET_KINDS: not bound). `chance`: every percentage of the rule and its effects
 * hits (1), misses (-1), or is drawn (0). True when it fired. */
struct probe {
    int16_t rule;
    int16_t bind[BIND_MAX];
    uint8_t kind[BIND_MAX];
    int8_t chance;
    bool landed; /* delays are 0 */
};
bool engine_probe(const struct program *p, struct world *w, const struct probe *probe,
                  struct report *report);

/* Chance. Every draw is Philox4x32-10 keyed by (seed, dice, turn, subject): it does not move when
 * other decisions do. */
uint32_t engine_draw(uint64_t seed, uint32_t dice, uint32_t turn, uint64_t subject);
int32_t engine_range(uint32_t draw, int32_t lo,
                     int32_t hi); /* unbiased enough: 32-bit multiply, lo..hi inclusive */

/* Automated seats. The next acts that policies of one kind want for `actor`, best first, each
 * allowed now. `term` (from the formula's first) is what weighed most: the least term for who holds
 * back (any answer but silent and yes, a consent refused), the greatest for all others. An order
 * given or a motion tabled in this turn is not proposed again; of cards, answers, slips, consents
 * and steering only the best for each object. Who has no policy for a consent gives it (policy
 * NONE). Returns how many (at most `room`). */
struct choice {
    struct act act;
    int16_t policy, term;
    int32_t score;
};
int policy_choices(const struct program *p, const struct setup *s, const struct world *w,
                   enum policy_kind kind, int actor, struct choice *ret_choices, int room);
/* Plays the present turn from after ACT_TURN to the end of ACT_ADJUDICATE and the scripted lines of
 * EVENT_OUTCOME for every actor whose bit is in `automated` (others do nothing more), calling
 * `seen` (may be NULL) after each act. `mind` may be NULL. Used by play, look-ahead and automated
 * games. */
typedef void (*auto_seen)(void *cls, const struct choice *choice, const struct act *act,
                          const struct world *w, const struct report *report);
void auto_cards(const struct program *p, const struct setup *s, struct world *w, uint64_t automated,
                auto_seen seen, void *cls, struct report *report, struct mind *mind);
void auto_orders(const struct program *p, const struct setup *s, struct world *w,
                 uint64_t automated, auto_seen seen, void *cls, struct report *report,
                 struct mind *mind);
void auto_council(const struct program *p, const struct setup *s, struct world *w,
                  uint64_t automated, bool to_the_end, auto_seen seen, void *cls,
                  struct report *report, struct mind *mind);
void auto_turn(const struct program *p, const struct setup *s, struct world *w, uint64_t automated,
               auto_seen seen, void *cls, struct report *report);

/* Canonical little-endian bytes of a world: what the digest is taken over. Returns the size;
 * ENCODE_MAX is enough. */
enum { ENCODE_MAX = SLOT_MAX * 4 + 65536 + 16384 };
size_t world_encode(const struct program *p, const struct world *w, uint8_t *ret_bytes);
/* Copies only what is in use; a plain assignment is right too, but slower. */
void world_copy(const struct program *p, struct world *to, const struct world *from);

#endif
