/* SPDX-License-Identifier: EUPL-1.2 */
/* run.h -- what the files of the engine share while one act is done. Nothing outside rules/engine
 * includes it. */
#ifndef ENGINE_RUN_H
#define ENGINE_RUN_H

#include "engine/engine.h"
#include "engine/walk.h"

struct write {     /* one effect on one number, waiting for the end of its moment */
    int32_t value; /* in the variable's scale */
    int16_t rule, effect;
    int16_t bind[4];
    uint16_t variable, slot;
    int16_t index[2];
    uint16_t next; /* of the same number */
    uint8_t kind;
};

struct opening {
    int16_t template, victim, origin, dose;
};

struct run { /* one act; on the stack, its arrays are never cleared */
    const struct program *p;
    const struct setup *s; /* NULL where nothing asks for it */
    struct world *w;
    struct report *report; /* NULL: nobody asks */
    struct memo *memo;     /* NULL: nothing is remembered */
    struct world *before;  /* with a report: what derived variables read, as it was when they were
                              computed; for their terms */
    uint64_t touched[DEPEND_WORDS]; /* variables and enum depend that changed since derived values
                                       were computed */
    uint64_t unseen[DEPEND_WORDS];  /* the same, since the memo was told */
    bool news;                      /* something is in `unseen` */
    int16_t rule; /* whose expressions are evaluated: faults are put to its account */
    uint8_t moment;
    int8_t forced;  /* chance for tests: 1 always, -1 never, 0 drawn */
    bool landed;    /* for tests: delayed effects land at once */
    uint32_t fires; /* rules that fired, each way to bind once */
    bool
        due_effects; /* draws of the effect that lands are those of the turn in which it was made */
    int16_t dice_turn;
    uint16_t seen_incidents; /* incidents up to here have had their moment */
    uint16_t writes, openings, closings;
    struct opening opening[INCIDENT_MAX];
    int16_t closing[INCIDENT_MAX];
    struct write write[WRITES_MAX];
};

/* run.c */
void run_start(struct run *run, const struct program *p, const struct setup *s, struct world *w,
               struct report *report);
/* What an expression is evaluated against now. */
struct sight run_sight(struct run *run);
void run_fault(struct run *run, enum fault fault);
/* The value of an expression with names bound; 0 when absent. */
int32_t run_eval(struct run *run, uint32_t code, const struct names *names);
void run_touch(struct run *run, int bit);
/* Does a chance of so many percent hit? */
bool run_chance(struct run *run, uint32_t dice, uint32_t percent, const struct names *names);
uint32_t run_draw(const struct run *run, uint32_t dice, const struct names *names);
void report_reset(struct report *report);
/* A change (its moment and terms are filled in here) with its terms; the remainder to after -
 * before becomes a last term of no rule. */
void report_change(struct run *run, const struct change *change, const struct cause_term *terms,
                   int count);
struct number {
    int variable, x, y;
}; /* unused indices: anything */
void report_fire(struct run *run, int rule, const struct names *names);
/* Writes one number by hand (a price, a card, an override), clamped to its range. */
void run_set(struct run *run, struct number number, int32_t value, int rule,
             const struct names *names);

/* moment.c: begin, gather any rules, end. */
void moment_begin(struct run *run, enum moment moment);
void moment_rule(struct run *run, int rule, const struct names *given);
void moment_rules(struct run *run, const struct names *given); /* all rules of the moment */
void moment_end(struct run *run); /* writes, opens, closes, and the moments of new incidents */
void moment_run(struct run *run, enum moment moment,
                const struct names *given); /* all three; given NULL: nothing bound */

/* effect.c */
bool effect_gather(struct run *run, int rule, int effect, const struct names *names);
/* Lands what is due on or before `day`, one day after the other. */
void pending_land(struct run *run, int16_t day);

/* commit.c */
void commit_writes(struct run *run);

/* derived.c */
void derive(struct run *run);
/* Copies as much as derived variables read of what has changed: the rest of `to` is so already. */
void derived_past(const struct program *p, struct world *to, const struct world *from,
                  const uint64_t touched[DEPEND_WORDS]);
extern const uint64_t derived_all[DEPEND_WORDS]; /* everything has changed */

/* costs.c */
bool costs_may(const struct sight *sight, struct span costs, const struct names *names,
               struct refusal *ret);
void costs_pay(struct run *run, struct span costs, const struct names *names, int rule,
               int32_t *ret_paid);
void costs_back(struct run *run, struct span costs, const struct names *names, int rule,
                const int32_t *paid);
bool needs_may(const struct sight *sight, struct span needs, const struct names *names,
               struct refusal *ret);
bool refuse(struct refusal *ret, enum refusal_code code);
bool refuse_with(struct refusal *ret, enum refusal_code code, int need, int32_t have, int32_t want);

/* orders.c, motions.c, outcome.c, turn.c, hand.c: a pair for every verb, see act.c */
struct doing { /* an act that is asked about or done */
    const struct program *p;
    const struct setup *s;
    const struct world *w;
    const struct act *act;
    struct memo *memo;
    struct world *past; /* as run.before, from act to act; NULL: none is kept */
};
struct sight sight_of(const struct doing *d);
bool order_may(const struct doing *d, struct refusal *ret);
bool cancel_may(const struct doing *d, struct refusal *ret);
bool consent_may(const struct doing *d, struct refusal *ret);
void order_do(struct run *run, const struct act *act);
void cancel_do(struct run *run, const struct act *act);
void consent_do(struct run *run, const struct act *act);
/* Runs what is queued together: of one moment, or of red actors, or all that is left. */
enum batch { BATCH_LOCK, BATCH_COUNCIL, BATCH_RED, BATCH_REST };
void orders_run(struct run *run, enum batch batch);
void orders_sweep(struct run *run);
void order_names(const struct program *p, const struct world *w, int order,
                 struct names *ret_names);

bool table_may(const struct doing *d, struct refusal *ret);
bool answer_may(const struct doing *d, struct refusal *ret);
bool agree_may(const struct doing *d, struct refusal *ret);
bool amend_may(const struct doing *d, struct refusal *ret);
bool clarify_may(const struct doing *d, struct refusal *ret);
bool extend_may(const struct doing *d, struct refusal *ret);
bool withdraw_may(const struct doing *d, struct refusal *ret);
bool slip_may(const struct doing *d, struct refusal *ret);
bool mandate_may(const struct doing *d, struct refusal *ret);
bool deadline_may(const struct doing *d, struct refusal *ret);
void table_do(struct run *run, const struct act *act);
void answer_do(struct run *run, const struct act *act);
void agree_do(struct run *run, const struct act *act);
void amend_do(struct run *run, const struct act *act);
void clarify_do(struct run *run, const struct act *act);
void extend_do(struct run *run, const struct act *act);
void withdraw_do(struct run *run, const struct act *act);
void slip_do(struct run *run, const struct act *act);
void mandate_do(struct run *run, const struct act *act);
void deadline_do(struct run *run, const struct act *act);
void close_do(struct run *run, const struct act *act);

/* outcome.c */
void motion_names(int motion, struct names *ret_names);
bool motion_bound(const struct sight *sight, int motion, int actor); /* must fill a slip */
bool motion_council(const struct sight *sight, int motion, int actor);
void motion_decide(struct run *run, int motion); /* its time is up */
void motion_adopt(struct run *run, int motion);
void motion_drop(struct run *run, int motion);
void motions_advance(struct run *run); /* what is due takes effect or lapses */
void slips_default(struct run *run, int motion);
int16_t consent_asked(const struct sight *sight, const struct motion_kind *kind, int by,
                      int incident);

bool turn_may(const struct doing *d, struct refusal *ret);
bool open_may(const struct doing *d, struct refusal *ret); /* a turn is under way */
bool events_may(const struct doing *d, struct refusal *ret);
bool reveal_may(const struct doing *d, struct refusal *ret);
void turn_do(struct run *run, const struct act *act);
void events_do(struct run *run, const struct act *act);
void lock_do(struct run *run, const struct act *act);
void council_do(struct run *run, const struct act *act);
void adjudicate_do(struct run *run, const struct act *act);
void reveal_do(struct run *run, const struct act *act);
void event_run(struct run *run, int event);

bool card_may(const struct doing *d, struct refusal *ret);
bool override_may(const struct doing *d, struct refusal *ret);
bool correct_may(const struct doing *d, struct refusal *ret);
bool truth_may(const struct doing *d, struct refusal *ret);
bool inject_may(const struct doing *d, struct refusal *ret);
void card_do(struct run *run, const struct act *act);
void override_do(struct run *run, const struct act *act);
void correct_do(struct run *run, const struct act *act);
void corrections_apply(struct run *run);
void truth_do(struct run *run, const struct act *act);
void inject_do(struct run *run, const struct act *act);

/* ask.c: engine_eval and the like, with what is remembered. */
int32_t sight_eval(const struct sight *sight, uint32_t code, const struct names *names);
int32_t sight_eval2(const struct sight *sight, uint32_t code, int first,
                    int second); /* slots 0 and 1 */
bool sight_fits(const struct sight *sight, const struct binding *binding, int entity,
                const struct names *names);

/* mind.c */
struct mind {
    struct memo memo;
    struct world past; /* as run.before */
    bool is_current;   /* of the world as it is now */
    bool has_past;
};
/* Brings it up to date for acts with or without a report. */
void mind_ready(struct mind *mind, const struct program *p, const struct world *w, bool explained);

/* act.c: engine_may and engine_do, with what is remembered (may be NULL). */
bool act_may(const struct doing *d, struct refusal *ret);
bool act_do(const struct doing *d, struct world *w, struct report *report, struct refusal *ret);

/* policy.c: policy_choices, with what is remembered. d->act is not looked at. */
enum { CHOICES_MAX = 64 }; /* of one actor and kind at once: the best */
int policy_ask(const struct doing *d, enum policy_kind kind, int actor, bool reasons,
               struct choice ret_choices[CHOICES_MAX]);

/* start.c */
void world_make(struct run *run, int restart);
/* The rules of the start, and then once more the numbers that were set by hand. */
void world_begin(struct run *run);
void lives_end(struct run *run);

#endif
