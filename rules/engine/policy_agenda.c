/* SPDX-License-Identifier: EUPL-1.2 */
/* policy_agenda.c -- which motions and orders there is anything to ask about. Cheap, and asked for
 * every seat in turn. */
#include "engine/policy.h"

#include "engine/integer_only.h"

/* Is there anything to ask about it, whoever is asked? */
static bool is_on_agenda(const struct asking *a, const struct motion *m)
{
    const bool pending = m->state == MOTION_TABLED || m->state == MOTION_BROKEN;
    if (a->kind == POLICY_ANSWER) {
        return m->state == MOTION_TABLED;
    }
    if (a->kind == POLICY_SLIP) {
        return a->p->motion[m->kind].slips && m->state != MOTION_BROKEN &&
               m->state <= MOTION_EFFECTIVE;
    }
    return pending && (a->kind == POLICY_CHAIR || m->consent == 1);
}

bool ask_waits(const struct order *o)
{
    return o->state == ORDER_QUEUED && o->consent == 1;
}

static struct agenda read_agenda(const struct asking *a)
{
    struct agenda agenda = {0, false};
    for (int m = 0; m < a->w->motions; m++) {
        agenda.motions |= (uint64_t)is_on_agenda(a, &a->w->motion[m]) << m;
    }
    for (int o = 0; a->kind == POLICY_CONSENT && !agenda.orders && o < a->w->orders; o++) {
        agenda.orders = ask_waits(&a->w->order[o]);
    }
    return agenda;
}

/* It changes with the motions and orders only, and is the same for every actor. */
struct agenda ask_agenda(const struct asking *a)
{
    struct memo *memo = a->sight.memo;
    if (memo == NULL) {
        return read_agenda(a);
    }
    if ((memo->agendas >> a->kind & 1) == 0) {
        memo->agenda[a->kind] = read_agenda(a);
        memo->agendas |= (uint8_t)(1 << a->kind);
    }
    return memo->agenda[a->kind];
}
