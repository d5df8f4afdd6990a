/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.h -- what policy.c and policy_targets.c share: one seat that is asked what it wants. */
#ifndef ENGINE_POLICY_H
#define ENGINE_POLICY_H

#include "engine/run.h"

struct asking {
    const struct program *p;
    const struct setup *s;
    const struct world *w;
    struct sight sight;
    enum policy_kind kind;
    struct span policies; /* of that kind */
    int16_t actor;
    struct choice *choice;
    int room, count;
    bool reasons; /* somebody wants to know why */
    int32_t *by;  /* with reasons: what each term gave to the last score, */
    bool noted;   /* if that is known */
};

int32_t ask_eval(const struct asking *a, uint32_t code, const struct names *names);
bool ask_may(const struct asking *a, const struct act *act, struct refusal *ret);
int32_t ask_score(struct asking *a, const struct policy *policy, const struct names *names);
bool ask_enough(const struct asking *a, const struct policy *policy, const struct names *names,
                int32_t value);
/* Into the list, with its reason when somebody wants to know: the last score that was asked. */
void ask_propose(struct asking *a, const struct policy *policy, const struct names *names,
                 int32_t score, const struct act *act);

/* Is it this actor whose policy it is? */
bool ask_asked(const struct asking *a, const struct policy *policy);
/* policy_agenda.c: what there is to ask of this kind, the same for every actor; and whether an
 * order waits for a consent. */
struct agenda ask_agenda(const struct asking *a);
bool ask_waits(const struct order *o);
/* Orders, motions and cards: every policy of the kind over every target. */
void ask_targets(struct asking *a);

#endif
