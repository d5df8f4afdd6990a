/* SPDX-License-Identifier: EUPL-1.2 */
/* play.c -- see play.h. */
#include "play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/builtin.h"

static _Noreturn void stop(const char *what, const char *detail)
{
    (void)fprintf(stderr, "play: %s: %s\n", what, detail);
    exit(EXIT_FAILURE);
}

struct play play_open(const char *scenario)
{
    static struct diags diags;
    struct play play = {.report = malloc(sizeof *play.report)};
    play.book = book_compile(builtin_book_files(), NULL, &diags);
    if (play.report == NULL || play.book == NULL) {
        stop("the book does not compile", diags.count > 0 ? diags.item[0].text : "no memory");
    }
    play.scenario =
        scenario_compile(play.book, json_object_get(builtin_scenarios(), scenario), &diags);
    if (play.scenario == NULL) {
        stop("the scenario does not compile", diags.count > 0 ? diags.item[0].text : scenario);
    }
    play.p = scenario_program(play.scenario);
    play.s = scenario_setup(play.scenario);
    return play;
}

void play_close(struct play *play)
{
    scenario_free(play->scenario);
    book_free(play->book);
    free(play->report);
}

int play_seeds(int otherwise, int sanitized)
{
    const char *text = getenv("HS_SEEDS");
    const int wanted = text != NULL ? (int)strtol(text, NULL, 10) : 0;
    if (wanted > 0) {
        return wanted;
    }
    return PLAY_SANITIZED ? sanitized : otherwise;
}

int play_find(const struct play *play, enum kind kind, const char *id)
{
    const int found = book_find(play->book, kind, id);
    if (found == NONE) {
        stop("the book has no such id", id);
    }
    return found;
}

int play_param(const struct play *play, const char *name)
{
    for (int k = 0; k < book_params(play->book); k++) {
        if (strcmp(book_param_name(play->book, k), name) == 0) {
            return play->p->param[k];
        }
    }
    stop("the book has no such parameter", name);
}

int play_raw(const struct play *play, const struct world *w, const char *id, int x, int y)
{
    return engine_value(play->p, w, play_find(play, KIND_VARIABLE, id), x, y);
}

int play_value(const struct play *play, const struct world *w, const char *id, int x, int y)
{
    const int variable = play_find(play, KIND_VARIABLE, id);
    return engine_value(play->p, w, variable, x, y) / play->p->variable[variable].scale;
}

int play_formula(const struct play *play, const struct world *w, const char *id, int x, int y)
{
    const int16_t arguments[BIND_MAX] = {(int16_t)x, (int16_t)y};
    int32_t value = 0;
    (void)engine_formula(play->p, w, play_find(play, KIND_FORMULA, id), arguments, &value, NULL);
    return value;
}

void play_start(const struct play *play, struct world *w, uint64_t seed)
{
    engine_start(play->p, play->s, seed, NULL, w, play->report);
}

bool play_do(const struct play *play, struct world *w, struct act act)
{
    return engine_do(play->p, play->s, w, &act, play->report, NULL);
}

bool play_turn_act(const struct play *play, struct world *w, enum act_verb verb, int object,
                   int32_t value)
{
    return play_do(play, w,
                   (struct act){(uint8_t)verb, NONE, (int16_t)object, {NONE, NONE}, value});
}

void play_set(const struct play *play, struct world *w, const char *id, int x, int y, int value)
{
    const int variable = play_find(play, KIND_VARIABLE, id);
    const struct variable *v = &play->p->variable[variable];
    int32_t raw = value * v->scale;
    raw = raw < v->lo ? v->lo : raw > v->hi ? v->hi : raw;
    const struct act act = {ACT_OVERRIDE,
                            NONE,
                            (int16_t)variable,
                            {(int16_t)(v->dims > 0 ? x : NONE), (int16_t)(v->dims > 1 ? y : NONE)},
                            raw};
    if (!play_do(play, w, act)) {
        stop("cannot be set", id);
    }
}

bool play_order(const struct play *play, struct world *w, const char *action, int actor, int x,
                int y)
{
    const int object = play_find(play, KIND_ACTION, action);
    return play_do(play, w,
                   (struct act){ACT_ORDER,
                                (int16_t)actor,
                                (int16_t)object,
                                {(int16_t)x, (int16_t)y},
                                play->p->action[object].level_lo});
}

bool play_table(const struct play *play, struct world *w, const char *motion, int actor,
                int incident, int options)
{
    const int object = play_find(play, KIND_MOTION, motion);
    return play_do(
        play, w,
        (struct act){
            ACT_TABLE, (int16_t)actor, (int16_t)object, {(int16_t)incident, NONE}, options});
}

bool play_answer(const struct play *play, struct world *w, int motion, int actor,
                 enum answer answer)
{
    return play_do(
        play, w,
        (struct act){ACT_ANSWER, (int16_t)actor, (int16_t)motion, {(int16_t)answer, NONE}, 0});
}

bool play_slip(const struct play *play, struct world *w, int motion, int actor, int level)
{
    return play_do(play, w,
                   (struct act){ACT_SLIP, (int16_t)actor, (int16_t)motion, {NONE, NONE}, level});
}

bool play_adopted(const struct world *w, int motion)
{
    return w->motion[motion].state == MOTION_ADOPTED || w->motion[motion].state == MOTION_EFFECTIVE;
}

void play_until_council(const struct play *play, struct world *w, uint64_t automated)
{
    (void)play_turn_act(play, w, ACT_EVENTS, NONE, EVENT_ASSESS);
    auto_cards(play->p, play->s, w, automated, NULL, NULL, play->report, NULL);
    (void)play_turn_act(play, w, ACT_EVENTS, NONE, EVENT_DELIBERATE);
    auto_orders(play->p, play->s, w, automated, NULL, NULL, play->report, NULL);
    (void)play_turn_act(play, w, ACT_LOCK, NONE, 0);
    (void)play_turn_act(play, w, ACT_EVENTS, NONE, EVENT_COUNCIL);
    (void)play_turn_act(play, w, ACT_COUNCIL, NONE, 0);
}

void play_close_turn(const struct play *play, struct world *w)
{
    (void)play_turn_act(play, w, ACT_CLOSE, NONE, 0);
    (void)play_turn_act(play, w, ACT_EVENTS, NONE, EVENT_ADJUDICATE);
    (void)play_turn_act(play, w, ACT_ADJUDICATE, NONE, 0);
    (void)play_turn_act(play, w, ACT_EVENTS, NONE, EVENT_OUTCOME);
}
