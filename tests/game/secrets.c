/* SPDX-License-Identifier: EUPL-1.2 */
/* secrets.c -- what somebody at the table may not know, how two worlds are made to differ in it,
 * and when the game itself discloses it. The one place that says so. */
#include <string.h>

#include "random_pick.h"
#include "random_seat.h"
#include "twin.h"

/* In one world one thing out of the own view, in the other another, or nothing. */
static bool offered(struct twin *twin, int world, const char *command)
{
    struct dice *dice = &twin->own[world];
    json_t *body = dice_hit(dice, 75)
                       ? random_player(twin_view(twin, world, twin->knower), dice, command)
                       : NULL;
    return body != NULL && twin_send(twin, world, twin->knower, body);
}

static bool vary_vote(struct twin *twin, int world)
{
    return offered(twin, world, "vote");
}

static bool vary_card(struct twin *twin, int world)
{
    return offered(twin, world, "card");
}

static bool vary_slip(struct twin *twin, int world)
{
    return offered(twin, world, "motion.slip");
}

static bool vary_ready(struct twin *twin, int world)
{
    return offered(twin, world, "ready");
}

static bool vary_stepout(struct twin *twin, int world)
{
    return offered(twin, world, "me.stepout");
}

/* Yes in one world; no, or no answer yet, in the other. */
static bool vary_consent(struct twin *twin, int world)
{
    enum { YES, NO, WAITS, ANSWERS_GIVEN };
    struct dice lots = {twin->seed + (uint64_t)twin->step};
    int first = dice_below(&lots, ANSWERS_GIVEN), other = 1 + dice_below(&lots, ANSWERS_GIVEN - 1);
    int answer = (first + world * other) % ANSWERS_GIVEN;
    const char *order = NULL;
    const json_t *asks =
        json_object_get(json_object_get(twin_view(twin, world, twin->knower), "orders"), "asks");
    if (answer == WAITS || pick_any(asks, &lots, &order) == NULL) {
        return false;
    }
    return twin_send(twin, world, twin->knower,
                     json_pack("{s:s, s:s, s:b}", "command", "order.consent", "order", order, "yes",
                               answer == YES));
}

static bool is_asked(struct twin *twin, int seat)
{
    return json_object_size(
               json_object_get(json_object_get(twin_view(twin, 0, seat), "orders"), "asks")) > 0;
}

/* An order out of somebody's menu for which another team that people play is asked to agree. */
static json_t *asking(struct twin *twin, int seat)
{
    const json_t *view = twin_view(twin, 0, seat),
                 *menu = json_object_get(json_object_get(view, "orders"), "menu");
    enum { TRIES = 40 };
    struct dice dice = {twin->seed +
                        (uint64_t)(twin->step * 64 + seat)}; /* those of the games stay in step */
    for (int k = 0; k < TRIES && json_object_size(menu) > 0; k++) {
        json_t *body = random_player(view, &dice, "order");
        const char *action = json_string_value(json_object_get(body, "action"));
        if (action != NULL && json_object_get(json_object_get(menu, action), "agree") != NULL) {
            return body;
        }
        json_decref(body);
    }
    return NULL;
}

static void bring_asks(struct twin *twin)
{
    for (int k = twin->game[0].first_player; k < twin->game[0].first_player + twin->game[0].players;
         k++) {
        json_t *body = twin->party[0].seat[k].sink == 0 ? NULL : asking(twin, k);
        if (body != NULL) {
            twin_both(twin, k, body);
        }
    }
}

/* Somebody else in the team: who sits nearest must not learn it either. */
static bool has_mate(struct twin *twin, int seat)
{
    const struct party *party = &twin->party[0];
    for (int k = 1; k < party->seats; k++) {
        if (k != seat && strcmp(party->seat[k].team, party->seat[seat].team) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_slip(struct twin *twin, int seat)
{
    const char *id = NULL;
    json_t *motion = NULL;
    json_object_foreach(
        json_object_get(json_object_get(twin_view(twin, 0, seat), "council"), "agenda"), id, motion)
    {
        if (json_object_size(json_object_get(json_object_get(motion, "may"), "slips")) > 0) {
            return true;
        }
    }
    return false;
}

/* Silences, and motions for which slips are asked, come onto the agenda sooner when everybody
 * tables what can be tabled. */
static void bring_motions(struct twin *twin)
{
    for (int k = twin->game[0].first_player; k < twin->game[0].first_player + twin->game[0].players;
         k++) {
        struct dice dice = {twin->seed + (uint64_t)(twin->step * 64 + k)};
        json_t *body = twin->party[0].seat[k].sink == 0
                           ? NULL
                           : random_player(twin_view(twin, 0, k), &dice, "motion.table");
        if (body != NULL) {
            twin_both(twin, k, body);
        }
    }
}

/* Who is asked to agree, and everybody of that team, may know of the order. */
static void tell_asked(struct twin *twin, const json_t *body)
{
    const char *slot = NULL, *actor = NULL;
    json_t *target = NULL, *name = NULL;
    json_object_foreach(json_object_get(body, "targets"), slot, target)
    {
        for (int k = 1; k < twin->party[0].seats; k++) {
            json_object_foreach(
                json_object_get(json_object_get(twin_view(twin, 0, k), "viewer"), "actors"), actor,
                name)
            {
                if (strcmp(actor, json_string_value(target)) == 0) {
                    twin_tell(twin, k);
                }
            }
        }
    }
}

static bool vary_order(struct twin *twin, int world)
{
    struct dice *dice = &twin->own[world];
    const json_t *view = twin_view(twin, world, twin->knower);
    json_t *body = dice_hit(dice, 85)
                       ? random_player(view, dice, dice_hit(dice, 75) ? "order" : "order.cancel")
                       : NULL;
    const char *action = json_string_value(json_object_get(body, "action"));
    const json_t *menu = json_object_get(json_object_get(view, "orders"), "menu");
    if (action != NULL && json_object_get(json_object_get(menu, action), "agree") != NULL) {
        tell_asked(twin, body);
    }
    return body != NULL && twin_send(twin, world, twin->knower, body);
}

static bool vary_talk(struct twin *twin, int world)
{
    struct dice *dice = &twin->own[world];
    return dice_hit(dice, 70) && twin_send(twin, world, twin->knower,
                                           json_pack("{s:s, s:s, s:s}", "command", "say", "room",
                                                     "team", "text", pick_words(dice)));
}

static bool vary_whisper(struct twin *twin, int world)
{
    struct dice *dice = &twin->own[world];
    return dice_hit(dice, 70) && twin_send(twin, world, 0,
                                           json_pack("{s:s, s:s, s:s}", "command", "whisper",
                                                     "team", twin->team, "text", pick_words(dice)));
}

static bool vary_truth(struct twin *twin, int world)
{
    json_t *body = random_host(twin_view(twin, world, 0), &twin->own[world], "truth.set");
    return body != NULL && twin_send(twin, world, 0, body);
}

/* One world with overrides, the other with others, and all of them taken back or not: the outcome
 * will tell. */
static bool vary_override(struct twin *twin, int world)
{
    struct dice *dice = &twin->own[world];
    json_t *body = random_host(twin_view(twin, world, 0), dice,
                               dice_hit(dice, 65) ? "override" : "override.undo");
    return body != NULL && twin_send(twin, world, 0, body);
}

static bool vary_presence(struct twin *twin, int world)
{
    struct party *party = &twin->party[world];
    if (dice_hit(&twin->own[world], 50)) {
        return false;
    }
    if (party->seat[twin->knower].sink != 0) {
        party_detach(party, twin->knower);
    } else {
        party_attach(party, twin->knower);
    }
    return true;
}

/* Any number of commands that are refused, for any reason. */
static bool vary_refused(struct twin *twin, int world)
{
    static const char *const BODIES[] = {
        "{\"command\":\"phase.next\"}",
        "{\"command\":\"order.cancel\",\"order\":\"nobody-1\"}",
        "{\"command\":\"nonsense\"}",
        "{\"command\":\"say\",\"room\":\"team\"}",
        "{\"command\":\"motion.answer\",\"motion\":\"m9\",\"rev\":77,\"answer\":\"yes\"}",
        "{\"command\":\"truth.set\",\"draw\":\"a\",\"option\":\"b\"}",
    };
    struct dice *dice = &twin->own[world];
    int many = dice_below(dice, 4);
    for (int k = 0; k < many; k++) {
        json_error_t at;
        (void)twin_send(twin, world, twin->knower, json_loads(BODIES[dice_below(dice, 6)], 0, &at));
    }
    return many > 0;
}

static bool vary_phrase(struct twin *twin, int world)
{
    return dice_hit(&twin->own[world], 50) &&
           twin_send(twin, world, 0,
                     json_pack("{s:s, s:s}", "command", "seat.phrase", "participant",
                               twin->party[world].seat[twin->knower].id));
}

/* Keeping silent on purpose, for the first of the seat's actors that may; NULL when no silence
 * runs. */
static json_t *silence(const json_t *view)
{
    const char *id = NULL, *actor = NULL;
    json_t *motion = NULL, *by = NULL;
    json_object_foreach(json_object_get(json_object_get(view, "council"), "agenda"), id, motion)
    {
        const char *procedure = json_string_value(json_object_get(motion, "procedure"));
        json_object_foreach(json_object_get(json_object_get(motion, "may"), "answers"), actor, by)
        {
            if (procedure != NULL && strcmp(procedure, "silence") == 0 &&
                json_object_get(json_object_get(by, "options"), "silent") != NULL) {
                return json_pack("{s:s, s:s, s:O, s:s, s:s}", "command", "motion.answer", "motion",
                                 id, "rev", json_object_get(motion, "rev"), "actor", actor,
                                 "answer", "silent");
            }
        }
    }
    return NULL;
}

static bool may_be_silent(struct twin *twin, int seat)
{
    json_t *body = silence(twin_view(twin, 0, seat));
    json_decref(body);
    return body != NULL;
}

/* Who keeps silent on purpose and who has not answered yet look the same while the silence runs:
 * one of each. */
static bool vary_silent(struct twin *twin, int world)
{
    struct dice lots = {twin->seed + (uint64_t)twin->step};
    json_t *body =
        dice_below(&lots, WORLDS) == world ? silence(twin_view(twin, world, twin->knower)) : NULL;
    return body != NULL && twin_send(twin, world, twin->knower, body);
}

/* A scripted line of the scenario for one of this seat's actors that has not come yet; NULL when
 * there is none. */
static const char *inject_for(struct twin *twin, int seat)
{
    const struct session *session = table_session(party_table(&twin->party[0]));
    const json_t *events = json_object_get(scenario_json(session->scenario), "events"),
                 *actors =
                     json_object_get(json_object_get(twin_view(twin, 0, seat), "viewer"), "actors");
    for (int k = 0; k < session->setup->events; k++) {
        const char *to =
            json_string_value(json_object_get(json_array_get(events, (size_t)k), "to"));
        bool done = (session->world.events_done[k / 64] >> (k % 64) & 1u) != 0;
        struct refusal refusal;
        if (to != NULL && !done && json_object_get(actors, to) != NULL &&
            session_may_inject(session, k, &refusal)) {
            return scenario_event_id(session->scenario, k);
        }
    }
    return NULL;
}

static bool is_addressed(struct twin *twin, int seat)
{
    return inject_for(twin, seat) != NULL;
}

/* The facilitator sends it in one world only. */
static bool vary_inject(struct twin *twin, int world)
{
    struct dice lots = {twin->seed + (uint64_t)twin->step};
    const char *event = dice_below(&lots, WORLDS) == world ? inject_for(twin, twin->knower) : NULL;
    return event != NULL &&
           twin_send(twin, world, 0, json_pack("{s:s, s:s}", "command", "inject", "event", event));
}

#define LOCK   (PHASE_BIT(COUNCIL) | PHASE_BIT(ADJUDICATE))
#define RESULT PHASE_BIT(OUTCOME)
#define NEVER  PHASE_BIT(CLOSED)

const struct secret SECRETS[] = {
    {"private vote", PHASE_BIT(ASSESS), PHASE_BIT(REVEAL),
     "the third step of the reveal counts votes", 0, ROLE_PLAYER, false, NULL, vary_vote, has_mate,
     NULL},
    {"team's card", PHASE_BIT(ASSESS), LOCK, "at the lock the rules read what teams assessed",
     KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL, vary_card, NULL, NULL},
    {"queued orders", PHASE_BIT(DELIBERATE), LOCK, "at the lock orders take effect",
     KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL, vary_order, NULL, NULL},
    {"sealed orders of red", PHASE_BIT(DELIBERATE), LOCK, "at the lock orders take effect",
     KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, true, NULL, vary_order, NULL, NULL},
    {"consent given", PHASE_BIT(DELIBERATE), LOCK,
     "at the lock orders take effect; who asked sees the answer at once", KNOW_TEAM | KNOW_HOST,
     ROLE_PLAYER, false, NULL, vary_consent, is_asked, bring_asks},
    {"contribution slip", PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), RESULT,
     "slips are added up when the turn is over", KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL,
     vary_slip, has_slip, bring_motions},
    {"silence kept or not answered", PHASE_BIT(COUNCIL), PHASE_BIT(ADJUDICATE) | RESULT,
     "the council's end counts", KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL, vary_silent,
     may_be_silent, bring_motions},
    {"hidden truth", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, LOCK | RESULT | PHASE_BIT(DELIBERATE),
     "red's scripted seat orders by intent, and rules read it from the lock on",
     KNOW_HOST | KNOW_RED, ROLE_HOST, false, NULL, vary_truth, NULL, NULL},
    {"override being made", PHASE_BIT(ADJUDICATE), RESULT,
     "the outcome holds what the facilitator made of it", KNOW_HOST, ROLE_HOST, false, NULL,
     vary_override, NULL, NULL},
    {"inject for one team", PHASE_BIT(INTEL) | PHASE_BIT(ASSESS) | PHASE_BIT(DELIBERATE), LOCK,
     "from the lock on rules and automated seats read what it changed", KNOW_TEAM | KNOW_HOST,
     ROLE_PLAYER, false, "inject", vary_inject, is_addressed, NULL},
    {"talk inside a team", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER, "never",
     KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL, vary_talk, NULL, NULL},
    {"whisper to a team", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER, "never", KNOW_TEAM | KNOW_HOST,
     ROLE_PLAYER, false, NULL, vary_whisper, NULL, NULL},
    {"presence", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER,
     "never: the own team and the facilitator see who is there", KNOW_TEAM | KNOW_HOST, ROLE_PLAYER,
     false, NULL, vary_presence, NULL, NULL},
    {"stepping out of role", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER, "never",
     KNOW_TEAM | KNOW_HOST, ROLE_PLAYER, false, NULL, vary_stepout, NULL, NULL},
    {"refused commands", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER, "never", 0, ROLE_PLAYER, false,
     NULL, vary_refused, NULL, NULL},
    {"readiness of one team",
     PHASE_BIT(INTEL) | PHASE_BIT(ASSESS) | PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), NEVER,
     "the phase moves on when all are ready: nobody else says so meanwhile", KNOW_TEAM | KNOW_HOST,
     ROLE_PLAYER, false, "ready", vary_ready, NULL, NULL},
    {"words for coming back", PHASE_BIT(BRIEF) | PHASE_MASK_TURN, NEVER, "never", KNOW_HOST,
     ROLE_PLAYER, false, NULL, vary_phrase, NULL, NULL},
};
const int SECRETS_COUNT = (int)(sizeof SECRETS / sizeof SECRETS[0]);
