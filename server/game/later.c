/* SPDX-License-Identifier: EUPL-1.2 */
/* later.c -- plays the months after the last turn with every seat automated. The alternative starts
 * at the council that decided the main motion, decides it the other way, and plays the rest of the
 * planned turns as well. */
#include "game/later.h"

#include <stdlib.h>
#include <string.h>

enum line { LINE_CHOSEN, LINE_OTHER, LINES };

struct later {
    const struct program *program; /* these two are the library's and outlive the session */
    const struct scenario *scenario;
    struct setup setup;   /* of the session, with the later turns */
    struct setup without; /* the same, but nobody may table the main motion */
    struct world start[LINES], work;
    bool there[LINES];
    uint64_t seed, everybody;
    int kind;              /* the main motion's */
    struct motion decided; /* as it was decided in the chosen line; kind NONE: never tabled */
    bool adopts;           /* the alternative does */
    int turns;             /* planned ones */
    int last;              /* the last of the later turns */
    int done, of, facts;
    uint32_t fact[LATER_FACTS_MAX];
    int count[LINES][LATER_FACTS_MAX];
};

static uint64_t mix(uint64_t seed, uint64_t game)
{
    uint64_t z = seed + (game + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static void read_facts(struct later *later, const json_t *facts)
{
    for (size_t k = 0; k < json_array_size(facts) && k < LATER_FACTS_MAX; k++) {
        later->fact[k] = scenario_fact_when(later->scenario, (int)k);
        later->facts++;
    }
}

static void read_turns(struct later *later, const json_t *turns)
{
    later->last = later->turns;
    for (size_t k = 0; k < json_array_size(turns) && later->last < TURNS_MAX; k++) {
        int64_t days = json_integer_value(json_object_get(json_array_get(turns, k), "days"));
        later->setup.turn[++later->last] = (struct turn){.days = (int16_t)days};
    }
}

/* How the main motion ended in the chosen line: its last decision counts. */
static void read_decision(struct later *later, const struct world *end)
{
    later->decided.kind = NONE;
    for (int m = 0; m < end->motions; m++) {
        if (end->motion[m].kind == later->kind && end->motion[m].decided != 0) {
            later->decided = end->motion[m];
        }
    }
    const uint8_t state = later->decided.state;
    bool adopted = later->decided.kind != NONE &&
                   (state == MOTION_ADOPTED || state == MOTION_EFFECTIVE || state == MOTION_LAPSED);
    later->adopts = !adopted;
}

struct later *later_new(const struct session *session)
{
    const json_t *row = json_object_get(scenario_json(session->scenario), "later");
    const char *motion = json_string_value(json_object_get(row, "motion"));
    const json_t *games = json_object_get(row, "games");
    if (json_array_size(json_object_get(row, "turns")) == 0) {
        return NULL;
    }
    struct later *later = calloc(1, sizeof *later);
    if (later == NULL) {
        abort();
    }
    later->program = session->program;
    later->scenario = session->scenario;
    later->setup = *session->setup;
    later->turns = session->setup->turns;
    later->seed = session->seed;
    later->everybody =
        session->program->actors >= 64 ? UINT64_MAX : (UINT64_C(1) << session->program->actors) - 1;
    later->of = json_is_integer(games) && json_integer_value(games) > 0
                    ? (int)json_integer_value(games)
                    : LATER_GAMES;
    read_facts(later, json_object_get(row, "facts"));
    read_turns(later, json_object_get(row, "turns"));
    world_copy(later->program, &later->start[LINE_CHOSEN], &session->world);
    later->there[LINE_CHOSEN] = true;
    later->kind = motion == NULL ? NONE : book_find(session->book, KIND_MOTION, motion);
    later->without = later->setup;
    if (later->kind != NONE && session->fork != NULL) {
        world_copy(later->program, &later->start[LINE_OTHER], session->fork);
        later->there[LINE_OTHER] = true;
        later->without.motion_allowed[later->kind / 64] &= ~(UINT64_C(1) << (later->kind % 64));
        read_decision(later, &session->world);
    }
    return later;
}

static bool act(struct later *later, const struct setup *setup, enum act_verb verb, int actor,
                int object, int value)
{
    const struct act one = {.verb = (uint8_t)verb,
                            .actor = (int16_t)actor,
                            .object = (int16_t)object,
                            .arg = {NONE, NONE},
                            .value = value};
    return engine_do(later->program, setup, &later->work, &one, NULL, NULL);
}

/* Puts the main motion on the table of the alternative: as in the chosen line, or, when nobody did
 * there, by the first who may, the one whom it happened to before all others. The motion, NONE when
 * nobody can. */
static int table_motion(struct later *later, const struct setup *setup)
{
    struct world *w = &later->work;
    for (int m = 0; m < w->motions; m++) {
        if (w->motion[m].kind == later->kind && w->motion[m].state <= MOTION_BROKEN) {
            return m;
        }
    }
    struct act table = {.verb = ACT_TABLE, .object = (int16_t)later->kind, .arg = {NONE, NONE}};
    if (later->decided.kind != NONE) {
        table.actor = later->decided.by;
        table.arg[0] = later->decided.incident;
        table.value = later->decided.options;
        if (engine_do(later->program, setup, w, &table, NULL, NULL)) {
            return w->motions - 1;
        }
    }
    const bool about = later->program->motion[later->kind].targets.count > 0;
    table.value = 0;
    for (int i = about ? w->incidents - 1 : 0; i >= 0; i--) {
        for (int a = -1; a < later->program->actors; a++) {
            table.actor = (int16_t)(a >= 0 ? a : about ? w->incident[i].victim : 0);
            table.arg[0] = (int16_t)(about ? i : NONE);
            if (engine_do(later->program, setup, w, &table, NULL, NULL)) {
                return w->motions - 1;
            }
        }
    }
    return NONE;
}

static void answer(struct later *later, int motion, int actor, int answer)
{
    const struct act one = {.verb = ACT_ANSWER,
                            .actor = (int16_t)actor,
                            .object = (int16_t)motion,
                            .arg = {(int16_t)answer, 0}};
    (void)engine_do(later->program, &later->setup, &later->work, &one, NULL, NULL);
}

static bool in_council(const struct later *later, int motion, int actor)
{
    const struct motion_kind *kind = &later->program->motion[later->work.motion[motion].kind];
    return engine_fits(later->program, &later->work, &kind->council, actor, NULL, 0);
}

/* Whom the model has the least for it: the answer with the lowest score among the council's. */
static int most_reluctant(const struct later *later, int motion)
{
    struct choice choice[64];
    int found = NONE, least = 0;
    for (int a = 0; a < later->program->actors; a++) {
        int count = in_council(later, motion, a)
                        ? policy_choices(later->program, &later->setup, &later->work, POLICY_ANSWER,
                                         a, choice, 64)
                        : 0;
        for (int k = 0; k < count; k++) {
            if (choice[k].act.object == motion && (found == NONE || choice[k].score < least)) {
                found = a;
                least = choice[k].score;
            }
        }
    }
    return found;
}

/* Everybody agrees, or everybody but the most reluctant: under consensus one is enough. */
static void decide(struct later *later, int motion)
{
    const uint32_t answers = engine_answers(later->program->motion[later->kind].procedure);
    const bool silence = (answers >> ANSWER_SILENT & 1u) != 0;
    int against = later->adopts ? NONE : most_reluctant(later, motion);
    if (later->work.motion[motion].consent == 1) {
        for (int a = 0; a < later->program->actors; a++) {
            (void)act(later, &later->setup, ACT_AGREE, a, motion, later->adopts);
        }
    }
    for (int a = 0; answers != 0 && a < later->program->actors; a++) {
        if (in_council(later, motion, a) && a != against) {
            answer(later, motion, a, silence ? ANSWER_SILENT : ANSWER_YES);
        }
    }
    if (against != NONE) {
        answer(later, motion, against, silence ? ANSWER_BREAK : ANSWER_NO);
    }
    (void)act(later, &later->setup, ACT_DEADLINE, NONE, motion, 0);
}

/* The rest of the council's turn and the planned turns after it. False when the motion cannot be
 * put at all. */
static bool play_other(struct later *later)
{
    const struct setup *s = &later->setup;
    (void)act(later, s, ACT_EVENTS, NONE, NONE, EVENT_COUNCIL);
    (void)act(later, s, ACT_COUNCIL, NONE, NONE, 0);
    int motion = table_motion(later, s);
    if (motion == NONE && later->adopts) {
        return false;
    }
    if (motion != NONE) {
        decide(later, motion);
    }
    s = later->adopts ? s : &later->without;
    auto_council(later->program, s, &later->work, later->everybody, true, NULL, NULL, NULL, NULL);
    (void)act(later, s, ACT_CLOSE, NONE, NONE, 0);
    (void)act(later, s, ACT_EVENTS, NONE, NONE, EVENT_ADJUDICATE);
    (void)act(later, s, ACT_ADJUDICATE, NONE, NONE, 0);
    (void)act(later, s, ACT_EVENTS, NONE, NONE, EVENT_OUTCOME);
    while (later->work.turn < later->turns && later->work.ended == 0 &&
           act(later, s, ACT_TURN, NONE, NONE, 0)) {
        auto_turn(later->program, s, &later->work, later->everybody, NULL, NULL, NULL);
    }
    return true;
}

static void play_months(struct later *later)
{
    while (later->work.turn < later->last && later->work.ended == 0 &&
           act(later, &later->setup, ACT_TURN, NONE, NONE, 0)) {
        auto_turn(later->program, &later->setup, &later->work, later->everybody, NULL, NULL, NULL);
    }
}

static void play(struct later *later, enum line line, int game)
{
    if (!later->there[line]) {
        return;
    }
    world_copy(later->program, &later->work, &later->start[line]);
    later->work.seed = mix(later->seed, (uint64_t)game);
    if (line == LINE_OTHER && !play_other(later)) {
        later->there[line] = false;
        return;
    }
    play_months(later);
    for (int k = 0; k < later->facts; k++) {
        later->count[line][k] +=
            engine_eval(later->program, &later->work, later->fact[k], NULL, 0) != 0;
    }
}

bool later_step(struct later *later, int games)
{
    for (int k = 0; k < games && later->done < later->of; k++) {
        play(later, LINE_CHOSEN, later->done);
        play(later, LINE_OTHER, later->done);
        later->done++;
    }
    return later->done < later->of;
}

int later_done(const struct later *later)
{
    return later->done;
}

int later_of(const struct later *later)
{
    return later->of;
}

static json_t *line_result(const struct later *later, enum line line)
{
    const json_t *rows =
        json_object_get(json_object_get(scenario_json(later->scenario), "later"), "facts");
    json_t *facts = json_object(), *result = json_object();
    for (int k = 0; k < later->facts; k++) {
        const char *id = json_string_value(json_object_get(json_array_get(rows, (size_t)k), "id"));
        (void)json_object_set_new(facts, id == NULL ? "" : id, json_integer(later->count[line][k]));
    }
    (void)json_object_set_new(result, "facts", facts);
    return result;
}

json_t *later_result(const struct later *later)
{
    json_t *lines = json_object(), *result = json_object();
    (void)json_object_set_new(lines, "chosen", line_result(later, LINE_CHOSEN));
    if (later->there[LINE_OTHER]) {
        json_t *other = line_result(later, LINE_OTHER);
        (void)json_object_set_new(other, "adopts", json_boolean(later->adopts));
        (void)json_object_set_new(lines, "other", other);
    }
    (void)json_object_set_new(result, "of", json_integer(later->of));
    (void)json_object_set_new(result, "lines", lines);
    return result;
}

void later_free(struct later *later)
{
    free(later);
}
