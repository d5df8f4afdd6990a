/* SPDX-License-Identifier: EUPL-1.2 */
/* scenarios.c -- every scenario that the program carries: its clock adds up, every team has
 * something to read, and automated seats play it to the end, in each variant, with motions, orders
 * and different outcomes. What no scenario ever sets off stands in silent.txt. HS_SEEDS gives
 * another number of games each. Says nothing about whether a scenario teaches anything. */
#include "bands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/builtin.h"

enum { GAMES = 30, GAMES_SANITIZED = 3, VARIANT_GAMES = 4, NARROWEST = 10, LEAST_DEBRIEF = 8 };

struct tally {
    const char *name;
    const struct play *play;
    struct setup setup; /* the scenario's, with the starts of a variant behind */
    struct fired *fired;
    bool event[EVENTS_MAX];
    int games, faults, adopted, orders, outcomes, longest;
    uint64_t outcome[WHOLE_SAMPLE];
};

static int fault(const char *name, const char *what, const char *detail)
{
    (void)printf("FAULT %s: %s %s\n", name, what, detail);
    return 1;
}

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

/* All phases and the clock's own parts fill most of the limit and never pass it, and talking it
 * over keeps an eighth of it. */
static int check_clock(const char *name, const json_t *root)
{
    static const char *const parts[] = {"brief", "later", "reveal", "debrief"};
    const json_t *clock = json_object_get(root, "clock");
    const json_int_t limit = number(clock, "limit");
    json_int_t sum = 0;
    size_t at = 0;
    json_t *turn = NULL, *seconds = NULL;
    const char *phase = NULL;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        sum += number(clock, parts[k]);
    }
    json_array_foreach(json_object_get(root, "turns"), at, turn){json_object_foreach(
        json_object_get(turn, "phases"), phase, seconds){sum += json_integer_value(seconds);
}
}
(void)printf("%s: %lld of %lld minutes\n", name, (long long)sum / 60, (long long)limit / 60);
return (sum > limit ? fault(name, "the clock passes its limit", "") : 0) +
       (sum * 10 < limit * 9 ? fault(name, "the clock leaves a tenth of its limit", "") : 0) +
       (number(clock, "debrief") * LEAST_DEBRIEF < limit ? fault(name, "too short a debrief", "")
                                                         : 0);
}

/* In how many turns a team with these actors gets a packet of its own. */
static int turns_read(const json_t *root, const json_t *actors)
{
    bool turn[TURNS_MAX + 1] = {false};
    size_t at = 0, who = 0;
    json_t *packet = NULL, *actor = NULL;
    int count = 0;
    json_array_foreach(json_object_get(root, "packets"), at, packet)
    {
        json_array_foreach(actors, who, actor)
        {
            const json_int_t t = number(packet, "turn");
            if (json_equal(actor, json_object_get(packet, "to")) && t <= TURNS_MAX) {
                count += !turn[t];
                turn[t] = true;
            }
        }
    }
    return count;
}

static int check_packets(const char *name, const json_t *root)
{
    const size_t turns = json_array_size(json_object_get(root, "turns"));
    json_t *preset = NULL, *team = NULL;
    size_t at = 0, k = 0;
    int faults = 0;
    json_t *all = json_pack("[s]", "allies");
    if ((size_t)turns_read(root, all) != turns) {
        faults += fault(name, "a turn without a packet for all allies", "");
    }
    json_decref(all);
    json_array_foreach(json_object_get(root, "presets"), at, preset)
    {
        json_array_foreach(json_object_get(preset, "teams"), k, team)
        {
            const json_t *actors = json_object_get(team, "actors");
            if (json_array_size(actors) > 0 && 2 * (size_t)turns_read(root, actors) < turns) {
                faults += fault(name, "has nothing to read in more than half of the turns:",
                                json_string_value(json_object_get(team, "id")));
            }
        }
    }
    return faults;
}

static void noted(struct tally *tally, const struct report *report)
{
    fired_note(tally->fired, report);
    for (int k = 0; k < report->fired; k++) {
        const char *id = report->fire[k].rule > 0
                             ? scenario_rule_id(tally->play->scenario, report->fire[k].rule)
                             : "";
        for (int e = 0; strncmp(id, "event.", 6) == 0 && e < tally->setup.events; e++) {
            tally->event[e] =
                tally->event[e] || strcmp(id + 6, scenario_event_id(tally->play->scenario, e)) == 0;
        }
    }
}

static void seen(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *report)
{
    struct tally *tally = cls;
    (void)choice;
    (void)w;
    tally->orders += act->verb == ACT_ORDER;
    noted(tally, report);
}

/* Kinds of motion that were adopted, the ending, and every number of the world by tens. */
static uint64_t outcome(const struct tally *tally, const struct world *w)
{
    const struct program *p = tally->play->p;
    uint64_t sign = w->ended;
    for (int m = 0; m < w->motions; m++) {
        sign ^= play_adopted(w, m) ? UINT64_C(1) << (w->motion[m].kind % 64) : 0;
    }
    for (int v = 0; v < p->variables; v++) {
        if (p->variable[v].dims == 0) {
            sign = sign * UINT64_C(0x9E3779B97F4A7C15) +
                   (uint64_t)(engine_value(p, w, v, NONE, NONE) / p->variable[v].scale / 10);
        }
    }
    return sign;
}

static void counted(struct tally *tally, const struct world *w, int turns)
{
    const uint64_t sign = outcome(tally, w);
    bool known = false;
    for (int k = 0; k < tally->outcomes; k++) {
        known = known || tally->outcome[k] == sign;
    }
    if (!known && tally->outcomes < WHOLE_SAMPLE) {
        tally->outcome[tally->outcomes++] = sign;
    }
    for (int m = 0; m < w->motions; m++) {
        tally->adopted += play_adopted(w, m);
    }
    tally->games++;
    tally->longest = turns > tally->longest ? turns : tally->longest;
    if (w->faults > 0) {
        tally->faults += fault(tally->name, "a fault at run time in a game", "");
    }
}

static void play_one(struct tally *tally, struct world *w, uint64_t seed)
{
    const struct play *play = tally->play;
    struct report *report = play->report;
    int turns = 0;
    engine_start(play->p, &tally->setup, seed, NULL, w, report);
    fired_note(tally->fired, report);
    while (turns < tally->setup.turns && w->ended == 0) {
        const struct act act = {ACT_TURN, NONE, NONE, {NONE, NONE}, 0};
        if (!engine_do(play->p, &tally->setup, w, &act, report, NULL)) {
            tally->faults += fault(tally->name, "a turn does not open", "");
            break;
        }
        noted(tally, report);
        auto_turn(play->p, &tally->setup, w, EVERYBODY, seen, tally, report);
        for (int e = 0; e < tally->setup.events; e++) {
            tally->event[e] = tally->event[e] || (w->events_done[e / 64] >> (e % 64) & 1) != 0;
        }
        turns++;
    }
    (void)play_turn_act(play, w, ACT_REVEAL, NONE, 0);
    noted(tally, report);
    counted(tally, w, turns);
}

static void play_variants(struct tally *tally, struct world *w, const json_t *root)
{
    const int variants = (int)json_array_size(json_object_get(root, "variants"));
    const uint16_t starts = tally->setup.starts;
    for (int v = 0; v < variants; v++) {
        int count = 0;
        const struct start *start = scenario_variant(tally->play->scenario, v, &count);
        for (int k = 0; k < count; k++) {
            tally->setup.start[tally->setup.starts++] = start[k];
        }
        for (int g = 1; g <= VARIANT_GAMES; g++) {
            play_one(tally, w, (uint64_t)g);
        }
        tally->setup.starts = starts;
    }
}

/* Lines that nobody has to earn come in every game; rare ones in a whole sample. */
static int check_events(const struct tally *tally, const json_t *root, int seeds)
{
    const json_t *events = json_object_get(root, "events");
    int faults = 0;
    for (int e = 0; e < tally->setup.events; e++) {
        const bool plain = json_object_get(json_array_get(events, (size_t)e), "when") == NULL;
        if (!tally->event[e] && (plain || seeds >= WHOLE_SAMPLE)) {
            faults += fault(tally->name,
                            "never comes about:", scenario_event_id(tally->play->scenario, e));
        }
    }
    return faults;
}

static int check_games(const struct tally *tally)
{
    (void)printf("%s: %d games, %d orders, %d motions adopted, %d outcomes\n", tally->name,
                 tally->games, tally->orders, tally->adopted, tally->outcomes);
    return tally->faults +
           (tally->adopted == 0 ? fault(tally->name, "no motion ever passes", "") : 0) +
           (tally->orders < tally->games ? fault(tally->name, "hardly an order is given", "") : 0) +
           (tally->outcomes * NARROWEST < tally->games
                ? fault(tally->name, "nearly all games end alike", "")
                : 0) +
           (tally->longest < tally->setup.turns
                ? fault(tally->name, "no game sees the last turn", "")
                : 0);
}

static int check_one(const char *name, struct fired *fired, int seeds, bool last)
{
    struct play play = play_open(name);
    const json_t *root = scenario_json(play.scenario);
    struct tally *tally = calloc(1, sizeof *tally);
    struct world *w = calloc(1, sizeof *w);
    int faults = 1;
    if (tally != NULL && w != NULL) {
        tally->name = name;
        tally->play = &play;
        tally->fired = fired;
        tally->setup = *play.s;
        faults = check_clock(name, root) + check_packets(name, root);
        for (int g = 1; g <= seeds; g++) {
            play_one(tally, w, (uint64_t)g);
        }
        play_variants(tally, w, root);
        faults += check_games(tally) + check_events(tally, root, seeds);
        faults += last ? fired_check(&play, fired, seeds) : 0;
    }
    free(tally);
    free(w);
    play_close(&play);
    return faults;
}

int main(void)
{
    const int seeds = play_seeds(GAMES, GAMES_SANITIZED);
    struct fired *fired = calloc(1, sizeof *fired);
    const json_t *all = builtin_scenarios();
    size_t left = json_object_size(all);
    int faults = 0;
    const char *name = NULL;
    json_t *files = NULL;
    json_object_foreach((json_t *)(uintptr_t)all, name, files)
    {
        left--;
        faults += fired != NULL ? check_one(name, fired, seeds, left == 0) : 1;
    }
    free(fired);
    (void)printf("%zu scenarios, %d faults\n", json_object_size(all), faults);
    return faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
