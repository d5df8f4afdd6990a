/* SPDX-License-Identifier: EUPL-1.2 */
/* view_may.c -- what this team may do with a motion now, and the contribution slips: the own ones
 * until the turn is over, then what all brought together. The engine says what may be done. */
#include "game/view.h"

#include <stdio.h>

#include "game/act_json.h"

static bool may(const struct view *view, const struct act *act)
{
    struct refusal refusal = {.need = NONE};
    return engine_may(view->p, view->s->setup, view->w, act, &refusal);
}

/* A reason may stand with every answer but a plain yes and silence. */
static bool takes_reason(int answer)
{
    return answer != ANSWER_SILENT && answer != ANSWER_YES;
}

static bool write_answers_of(const struct view *view, int motion, int actor, int n)
{
    struct act act = {
        .verb = ACT_ANSWER, .actor = (int16_t)actor, .object = (int16_t)motion, .arg = {NONE, 0}};
    const uint32_t answers =
        engine_answers(view->p->motion[view->w->motion[motion].kind].procedure);
    bool open = false, condition = false;
    for (int k = ANSWER_SILENT; k < ANSWERS; k++) {
        act.arg[0] = (int16_t)k;
        if ((answers >> k & 1u) == 0 || !may(view, &act)) {
            continue;
        }
        if (!open) {
            put_object(view->out, book_id(view->s->book, KIND_ACTOR, actor));
            put_int(view->out, "n", n);
            put_key(view->out, "name");
            view_pair_actor(view, actor);
            put_object(view->out, "options");
            open = true;
        }
        put_object(view->out, answer_word(k));
        put_int(view->out, "n", k);
        put_key(view->out, "name");
        view_pair_word(view, (enum view_word)(WORD_DO_SILENT + k - ANSWER_SILENT));
        put_bool(view->out, "reason", takes_reason(k));
        if (k == ANSWER_YES_IF) {
            put_bool(view->out, "condition", true);
            condition = true;
        }
        put_end(view->out);
    }
    if (open) {
        put_end(view->out);
        put_end(view->out);
    }
    return condition;
}

static void write_answers(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    const struct motion_kind *kind = &view->p->motion[row->kind];
    char key[VIEW_KEY_MAX];
    bool condition = false;
    int n = 0;
    put_object(view->out, "answers");
    for (int a = 0; a < view->p->actors; a++) {
        if (eyes_own(&view->eyes, a)) {
            condition = write_answers_of(view, motion, a, n++) || condition;
        }
    }
    put_end(view->out);
    if (!condition) {
        return;
    }
    put_object(view->out, "conditions");
    for (int k = 0; k < kind->conditions; k++) {
        const char *id = book_condition(view->s->book, row->kind, k);
        view_named(view, id,
                   view_key(key, "motion", book_id(view->s->book, KIND_MOTION, row->kind),
                            "condition", id));
    }
    put_end(view->out);
}

/* Does one of the team's actors have this right now? */
static void write_right(const struct view *view, int motion, enum act_verb verb, const char *name)
{
    struct act act = {.verb = (uint8_t)verb, .object = (int16_t)motion, .arg = {NONE, NONE}};
    act.value = verb == ACT_AMEND ? view->w->motion[motion].options : 1;
    for (int a = 0; a < view->p->actors; a++) {
        act.actor = (int16_t)a;
        if (eyes_own(&view->eyes, a) && may(view, &act)) {
            put_bool(view->out, name, true);
            return;
        }
    }
}

static int32_t bounded(int32_t value, int32_t lo, int32_t hi)
{
    return value < lo ? lo : value > hi ? hi : value;
}

static void write_slips(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    const struct motion_kind *kind = &view->p->motion[row->kind];
    bool open = false;
    int n = 0;
    for (int a = 0; kind->slips && a < view->p->actors; a++) {
        const int16_t bind[2] = {(int16_t)a, (int16_t)motion};
        struct act act = {
            .verb = ACT_SLIP, .actor = (int16_t)a, .object = (int16_t)motion, .arg = {NONE, NONE}};
        if (!eyes_own(&view->eyes, a)) {
            continue;
        }
        act.value = bounded(engine_eval(view->p, view->w, kind->slip_lo, bind, 2), 0, INT8_MAX);
        if (!may(view, &act)) {
            continue;
        }
        if (!open) {
            put_object(view->out, "slips");
            open = true;
        }
        put_object(view->out, book_id(view->s->book, KIND_ACTOR, a));
        put_int(view->out, "n", n++);
        put_key(view->out, "name");
        view_pair_actor(view, a);
        put_int(view->out, "lo", act.value);
        put_int(
            view->out, "hi",
            bounded(engine_eval(view->p, view->w, kind->slip_hi, bind, 2), act.value, INT8_MAX));
        if (row->slip[a] >= 0) {
            put_int(view->out, "level", row->slip[a]);
        }
        put_end(view->out);
    }
    if (open) {
        put_end(view->out);
    }
}

void motion_may(const struct view *view, int motion)
{
    static const struct {
        uint8_t verb;
        const char *name;
    } RIGHTS[] = {
        {ACT_AGREE, "agree"},   {ACT_AMEND, "amend"},       {ACT_CLARIFY, "clarify"},
        {ACT_EXTEND, "extend"}, {ACT_WITHDRAW, "withdraw"},
    };
    if (view->eyes.team == NONE ||
        (view->s->phase != PHASE_COUNCIL && view->s->phase != PHASE_DELIBERATE)) {
        return;
    }
    put_object(view->out, "may");
    if (view->s->phase == PHASE_COUNCIL) {
        write_answers(view, motion);
        for (size_t k = 0; k < sizeof RIGHTS / sizeof RIGHTS[0]; k++) {
            write_right(view, motion, (enum act_verb)RIGHTS[k].verb, RIGHTS[k].name);
        }
    }
    write_slips(view, motion);
    put_end(view->out);
}

static bool is_bound(const struct view *view, int motion, int actor)
{
    const struct motion_kind *kind = &view->p->motion[view->w->motion[motion].kind];
    const int16_t bind[2] = {(int16_t)actor, (int16_t)motion};
    if (kind->slip_by == 0) {
        return engine_fits(view->p, view->w, &kind->council, actor, NULL, 0);
    }
    return engine_eval(view->p, view->w, kind->slip_by, bind, 2) != 0;
}

static void write_levels(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    int n = 0;
    put_object(view->out, "levels");
    for (int a = 0; a < view->p->actors; a++) {
        if (row->slip[a] < 0 || !(view->eyes.all || eyes_own(&view->eyes, a)) ||
            !is_bound(view, motion, a)) {
            continue;
        }
        put_object(view->out, book_id(view->s->book, KIND_ACTOR, a));
        put_int(view->out, "n", n++);
        put_key(view->out, "name");
        view_pair_actor(view, a);
        put_int(view->out, "level", row->slip[a]);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_total(const struct view *view, int given, int sum)
{
    struct buf *out = view->out;
    char text[80];
    put_object(out, "total");
    (void)snprintf(text, sizeof text, "%d bijdragen, samen %d", given, sum);
    put_str(out, "nl", text);
    (void)snprintf(text, sizeof text, "%d contributions, %d together", given, sum);
    put_str(out, "en", text);
    put_end(out);
}

void motion_slips(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    const struct motion_kind *kind = &view->p->motion[row->kind];
    const bool passed = row->state == MOTION_ADOPTED || row->state == MOTION_EFFECTIVE;
    const bool open = view->eyes.all || motion_over(view, motion);
    int bound = 0, given = 0, sum = 0;
    if (!kind->slips ||
        !(passed || (kind->procedure == PROC_DUTY && row->state == MOTION_TABLED))) {
        return;
    }
    for (int a = 0; a < view->p->actors; a++) {
        if (!is_bound(view, motion, a)) {
            continue;
        }
        bool shown = row->slip[a] >= 0 && (open || eyes_own(&view->eyes, a));
        bound++;
        given += shown;
        sum += shown ? row->slip[a] : 0;
    }
    put_object(view->out, "slips");
    if (view->eyes.ally) {
        put_int(view->out, "bound", bound);
        put_int(view->out, "given", given);
        write_levels(view, motion);
    }
    if (open) {
        write_total(view, given, sum);
    }
    put_end(view->out);
}
