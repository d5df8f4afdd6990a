/* SPDX-License-Identifier: EUPL-1.2 */
/* act_properties.c -- properties of orders, of the record of a game and of the reasons of every
 * change. */
#include <string.h>

#include "trial.h"

/* Does the action's own list write this variable? */
static bool writes(const struct play *play, int action, const char *variable)
{
    const int wanted = play_find(play, KIND_VARIABLE, variable);
    const struct span effects = play->p->rule[play->p->action[action].rule].effects;
    for (int e = effects.first; e < effects.first + effects.count; e++) {
        if (play->p->effect[e].kind <= EFFECT_DRAW && play->p->effect[e].variable == wanted) {
            return true;
        }
    }
    return false;
}

/* Forces on another's ground are those whose posture rises with a host's consent. Two capitals
 * among themselves may always (N13): the one exception of the model. */
static enum verdict deployment(struct trial *t)
{
    enum { FULL = 3, MEANS = 6 };
    const struct play *play = t->play;
    const int plan = trial_pick(t, 0, FULL - 1), host = trial_ally(t),
              command = play_find(play, KIND_ACTOR, "SACEUR");
    int tried = 0;
    play_set(play, t->a, "PLAN", NONE, NONE, plan);
    play_set(play, t->a, "MIL", command, NONE, MEANS);
    for (int k = 0; k < play->p->actions; k++) {
        const bool exception = strcmp(book_id(play->book, KIND_ACTION, k), "N13") == 0;
        if (play->p->action[k].consent == NONE || !writes(play, k, "POST") || exception) {
            continue;
        }
        for (int actor = 0; actor < play->p->actors; actor++) {
            tried++;
            if (play_order(play, t->a, book_id(play->book, KIND_ACTION, k), actor, host, NONE)) {
                return trial_law(t, false, book_id(play->book, KIND_ACTION, k), plan, host);
            }
        }
    }
    play_set(play, t->b, "PLAN", NONE, NONE, FULL);
    play_set(play, t->b, "MIL", command, NONE, MEANS);
    const int there = trial_actor_is(t, "host", host);
    bool given = false;
    for (int k = 0; k < t->w->orders; k++) { /* once a turn */
        given = given || (t->w->order[k].state != ORDER_FREE && t->w->order[k].actor == command);
    }
    if (!given && play_order(play, t->b, "S05", command, host, NONE) != (there == 1)) {
        return trial_law(t, false, "with active plans: host, refused", host, there);
    }
    return tried > 0 ? HELD : NOT_HERE;
}

/* Two worlds that differ by one resilience order; both are adjudicated. */
static enum verdict resilience(struct trial *t)
{
    enum { MEANS = 12 };
    const struct play *play = t->play;
    const int a = trial_ally(t), intent = trial_pick(t, 0, 2);
    bool given = false;
    play_set(play, t->a, "INT", NONE, NONE, intent);
    play_set(play, t->a, "BUDP", a, NONE, MEANS);
    play_set(play, t->a, "PC", a, NONE, MEANS);
    play_set(play, t->a, "PSTEP", NONE, NONE, trial_pick(t, 0, 10));
    world_copy(play->p, t->b, t->a);
    for (int k = 0; k < play->p->actions; k++) {
        if (play->p->action[k].targets.count == 0 && writes(play, k, "RSL")) {
            given =
                play_order(play, t->b, book_id(play->book, KIND_ACTION, k), a, NONE, NONE) || given;
        }
    }
    if (!given) {
        return NOT_HERE;
    }
    (void)play_turn_act(play, t->a, ACT_LOCK, NONE, 0);
    (void)play_turn_act(play, t->b, ACT_LOCK, NONE, 0);
    return trial_no_more(t, "FEAR", "fear without and with the order");
}

static enum verdict doubt(struct trial *t)
{
    enum { MEANS = 12, MIDDLE = 50 };
    const struct play *play = t->play;
    const int us = play_find(play, KIND_ACTOR, "US");
    play_set(play, t->a, "USW", NONE, NONE, MIDDLE);
    play_set(play, t->a, "PC", us, NONE, MEANS);
    world_copy(play->p, t->b, t->a);
    if (!play_order(play, t->a, "N18", us, NONE, NONE) ||
        !play_order(play, t->b, "N19", us, NONE, NONE)) {
        return NOT_HERE;
    }
    /* what was ordered before takes effect in both worlds alike */
    (void)play_turn_act(play, t->a, ACT_LOCK, NONE, 0);
    (void)play_turn_act(play, t->b, ACT_LOCK, NONE, 0);
    const int fall = MIDDLE - play_value(play, t->a, "USW", NONE, NONE),
              rise = play_value(play, t->b, "USW", NONE, NONE) - MIDDLE;
    return trial_law(t, fall > rise && rise > 0, "fall by doubt, rise by one word", fall, rise);
}

/* ---- the record ---- */

struct log {
    struct act act[4096];
    int count;
};

static void note(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *report)
{
    struct log *log = cls;
    (void)choice;
    (void)w;
    (void)report;
    if (log->count < (int)(sizeof log->act / sizeof log->act[0])) {
        log->act[log->count++] = *act;
    }
}

/* The acts of a turn are the turn: done again by hand they lead to the same bytes. */
static enum verdict replay(struct trial *t)
{
    static struct log log;
    static uint8_t first[ENCODE_MAX], second[ENCODE_MAX];
    const struct play *play = t->play;
    log.count = 0;
    auto_turn(play->p, play->s, t->a, EVERYBODY, note, &log, play->report);
    for (int k = 0; k < log.count; k++) {
        if (!play_do(play, t->b, log.act[k])) {
            return trial_law(t, false, "an act of the record is refused", k, log.act[k].verb);
        }
    }
    const size_t size = world_encode(play->p, t->a, first),
                 again = world_encode(play->p, t->b, second);
    return trial_law(t, size == again && memcmp(first, second, size) == 0, "bytes", (long)size,
                     (long)again);
}

/* What was decided in one world and not in the other moves none of the dice of the next turn. */
static enum verdict dice(struct trial *t)
{
    enum { MEANS = 12 };
    const struct play *play = t->play;
    const int a = trial_ally(t);
    play_set(play, t->b, "PC", a, NONE, MEANS);
    play_set(play, t->b, "BUDP", a, NONE, MEANS);
    (void)play_order(play, t->b, "N27", a, NONE, NONE);
    (void)play_order(play, t->b, "N10", a, NONE, NONE);
    play_until_council(play, t->b, EVERYBODY);
    play_close_turn(play, t->a);
    play_close_turn(play, t->b);
    if (t->a->ended != 0 || t->b->ended != 0) {
        return NOT_HERE;
    }
    (void)play_turn_act(play, t->a, ACT_TURN, NONE, 0);
    (void)play_turn_act(play, t->b, ACT_TURN, NONE, 0);
    for (int k = 0; k < play->p->members; k++) {
        const int one = play_value(play, t->a, "WHIM", k, NONE),
                  other = play_value(play, t->b, "WHIM", k, NONE);
        if (one != other) {
            return trial_law(t, false, "a whim of the next turn", one, other);
        }
    }
    const int one = play_value(play, t->a, "MOOD", NONE, NONE),
              other = play_value(play, t->b, "MOOD", NONE, NONE);
    return trial_law(t, one == other, "the mood of the next turn", one, other);
}

/* ---- reasons ---- */

static bool grounded(const json_t *ground)
{
    return json_array_size(json_object_get(ground, "claims")) +
               json_array_size(json_object_get(ground, "sources")) +
               json_array_size(json_object_get(ground, "assumptions")) >
           0;
}

/* A rule of the book, or a scripted line, which rests on the claims of its scenario. */
static bool rule_grounded(const struct play *play, int rule)
{
    if (rule < book_program(play->book)->rules) {
        return grounded(book_ground(play->book, KIND_RULE, rule));
    }
    return grounded(scenario_json(play->scenario));
}

static bool term_grounded(const struct play *play, int term)
{
    for (int f = 0; f < play->p->formulas; f++) {
        const struct span terms = play->p->formula[f].terms;
        if (term >= terms.first && term < terms.first + terms.count) {
            return grounded(book_ground(play->book, KIND_FORMULA, f));
        }
    }
    return false;
}

static enum verdict reasons(struct trial *t)
{
    const struct play *play = t->play;
    const struct report *r = play->report;
    play_until_council(play, t->a, EVERYBODY);
    (void)play_turn_act(play, t->a, ACT_CLOSE, NONE, 0);
    (void)play_turn_act(play, t->a, ACT_ADJUDICATE, NONE, 0);
    if (r->truncated || r->changes == 0) {
        return NOT_HERE;
    }
    for (int k = 0; k < r->changes; k++) {
        const struct change *change = &r->change[k];
        long sum = 0;
        for (int x = change->terms.first; x < change->terms.first + change->terms.count; x++) {
            const struct cause_term *term = &r->term[x];
            sum += term->by;
            if (term->rule != NONE && !rule_grounded(play, term->rule)) {
                return trial_law(t, false, scenario_rule_id(play->scenario, term->rule), term->rule,
                                 change->variable);
            }
            if (term->rule == NONE && term->effect != NONE && !term_grounded(play, term->effect)) {
                return trial_law(t, false, "a term of a formula without ground", term->effect,
                                 change->variable);
            }
        }
        if (change->terms.count == 0 || sum != change->after - change->before) {
            return trial_law(t, false, book_id(play->book, KIND_VARIABLE, change->variable), sum,
                             change->after - change->before);
        }
    }
    return HELD;
}

static enum verdict override(struct trial *t)
{
    static const char *const ids[] = {"COH", "LINE", "RUNG", "PREP", "FEAR", "USW"};
    const struct play *play = t->play;
    const char *id = ids[trial_pick(t, 0, 5)];
    const int variable = play_find(play, KIND_VARIABLE, id),
              old = play_raw(play, t->a, id, NONE, NONE);
    const int wanted =
        trial_pick(t, play->p->variable[variable].lo, play->p->variable[variable].hi);
    if (wanted == old) {
        return NOT_HERE;
    }
    if (!play_do(play, t->a,
                 (struct act){ACT_OVERRIDE, NONE, (int16_t)variable, {NONE, NONE}, wanted})) {
        return trial_law(t, false, id, old, wanted);
    }
    for (int k = 0; k < play->report->changes; k++) {
        const struct change *change = &play->report->change[k];
        if (change->variable == variable) {
            return trial_law(t, change->before == old && change->after == wanted, id,
                             change->before, change->after);
        }
    }
    return trial_law(t, false, "the record has no such change", old, wanted);
}

const struct property act_properties[] = {
    {10, "no forces on another's ground before the plans are active", deployment},
    {17, "resilience never raises fear", resilience},
    {18, "American doubt takes more than one reassurance gives", doubt},
    {25, "the acts of a record lead to the same world", replay},
    {25, "other decisions do not move the dice", dice},
    {26, "every change has causes that add up, each with a ground", reasons},
    {29, "an override keeps the number that it replaced", override},
    {0, "", NULL},
};
