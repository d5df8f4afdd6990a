/* SPDX-License-Identifier: EUPL-1.2 */
/* session_mark.c -- which sections of the views an act may have changed. Says too much rather than
 * too little; the comparison of views finds what really changed. */
#include "game/session_inputs.h"

#include <assert.h>

#include "game/view.h"
#include "game/view_reads.h"

/* What the act did to lists that expressions look at: orders, motions, positions. */
static void mark_lists(struct session *session, const struct act *act)
{
    const enum act_verb verb = (enum act_verb)act->verb;
    static const int16_t DONE_TO[ACTS] = {
        [ACT_ORDER] = DEPEND_ORDERS,      [ACT_CANCEL] = DEPEND_ORDERS,
        [ACT_CONSENT] = DEPEND_ORDERS,    [ACT_TABLE] = DEPEND_MOTIONS,
        [ACT_ANSWER] = DEPEND_POSITIONS,  [ACT_AGREE] = DEPEND_MOTIONS,
        [ACT_AMEND] = DEPEND_MOTIONS,     [ACT_CLARIFY] = DEPEND_POSITIONS,
        [ACT_EXTEND] = DEPEND_MOTIONS,    [ACT_SLIP] = DEPEND_POSITIONS,
        [ACT_MANDATE] = DEPEND_POSITIONS, [ACT_WITHDRAW] = DEPEND_MOTIONS,
        [ACT_DEADLINE] = DEPEND_MOTIONS,
    };
    assert(verb < ACTS);
    if (DONE_TO[verb] != 0) {
        reads_mark(session, DONE_TO[verb], NONE);
    }
    if (DONE_TO[verb] == DEPEND_MOTIONS ||
        (verb == ACT_ANSWER && act->arg[0] == ANSWER_BREAK)) { /* positions begin again, too */
        reads_mark(session, DEPEND_POSITIONS, NONE);
        reads_mark(session, DEPEND_MOTIONS, NONE);
    }
}

/* Sections an act may change by itself; numbers that moved add the sections that are made of them.
 */
/* How often an action was ordered, and whether there is room for more, no expression reads. */
static void mark_offers(struct session *session, const struct act *act)
{
    const struct world *world = &session->world;
    const int action = act->verb == ACT_ORDER ? act->object : world->order[act->object].action;
    bool room = true;
    for (int s = 0; s < session->program->sets; s++) {
        const struct set *set = &session->program->set[s];
        room = room && (set->kind != SET_ORDER || world->orders < set->count);
    }
    reads_mark_offer(session, action, session_team_of(session, act->actor));
    if (!room) {
        reads_mark_offers(session);
    }
}

void session_mark(struct session *session, const struct act *act, const struct report *report)
{
    int team = session_team_of(session, act->actor);
    uint32_t own = 0;
    bool motion = false;
    switch ((enum act_verb)act->verb) {
    case ACT_ORDER:
    case ACT_CANCEL:
        own = SECTION_BIT(QUEUE);
        mark_offers(session, act);
        session->dirty |=
            act->verb == ACT_ORDER && session->program->action[act->object].consent == NONE
                ? 0
                : SECTION_BIT(ASKS);
        break;
    case ACT_CONSENT:
        session->dirty |= SECTION_BIT(ASKS) | SECTION_BIT(QUEUE);
        break;
    case ACT_CARD:
        own = SECTION_BIT(CARD);
        break;
    case ACT_TABLE:
    case ACT_AGREE:
    case ACT_DEADLINE:
    case ACT_WITHDRAW:
        session->dirty |= SECTION_BIT(MOTIONS); /* what is pending cannot be tabled again */
        motion = true;
        break;
    case ACT_ANSWER:
    case ACT_AMEND:
    case ACT_CLARIFY:
    case ACT_EXTEND:
    case ACT_SLIP:
    case ACT_MANDATE:
        motion = true;
        break;
    case ACT_OVERRIDE:
    case ACT_CORRECT:
    case ACT_TRUTH:
        break;
    case ACT_TURN:
    case ACT_EVENTS:
    case ACT_LOCK:
    case ACT_COUNCIL:
    case ACT_CLOSE:
    case ACT_ADJUDICATE:
    case ACT_REVEAL:
    case ACT_INJECT:
    case ACTS:
        session->dirty |= SECTIONS_ALL;
        session->dirty_motions = UINT64_MAX;
        break;
    }
    if (team != NONE) {
        session->dirty_team[team] |= own;
    }
    if (motion && act->verb == ACT_TABLE) {
        session->dirty_motions |= UINT64_C(1) << (session->world.motions - 1);
    } else if (motion) {
        session->dirty_motions |= UINT64_C(1) << act->object;
    }
    if (session->dirty == SECTIONS_ALL) {
        return;
    }
    mark_lists(session, act);
    for (int k = 0; k < report->changes; k++) {
        const struct change *change = &report->change[k];
        reads_mark(
            session, change->variable,
            variable_owner(session->program, change->variable, change->index[0], change->index[1]));
    }
}
