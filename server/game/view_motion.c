/* SPDX-License-Identifier: EUPL-1.2 */
/* view_motion.c -- one item of the council's agenda. The council knows its motions; Moscow and the
 * room learn of them when the turn of the outcome is over. While a silence runs, who is merely
 * silent is not shown. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

bool motion_over(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    return row->decided != 0 && (row->decided < view->w->turn || view->s->phase >= PHASE_OUTCOME);
}

static const char *kind_id(const struct view *view, const struct motion *row)
{
    return book_id(view->s->book, KIND_MOTION, row->kind);
}

static void write_head(const struct view *view, int motion)
{
    char key[VIEW_KEY_MAX];
    const struct motion *row = &view->w->motion[motion];
    const uint8_t procedure = view->p->motion[row->kind].procedure;
    const int16_t bind[BIND_MAX] = {row->by, row->incident, NONE, NONE, NONE, NONE, NONE, NONE};
    put_int(view->out, "n", motion);
    put_str(view->out, "kind", kind_id(view, row));
    put_int(view->out, "rev", row->rev);
    put_int(view->out, "turn", row->turn);
    put_key(view->out, "title");
    view_pair_of(view, view_key(key, "motion", kind_id(view, row), NULL, NULL), KIND_MOTION,
                 row->kind, bind);
    put_key(view->out, "text");
    view_pair_of(view, view_key(key, "motion", kind_id(view, row), "text", NULL), KIND_MOTION,
                 row->kind, bind);
    put_key(view->out, "by");
    view_pair_actor(view, row->by);
    if (row->incident != NONE && view_incident_known(view, row->incident)) {
        put_key(view->out, "incident");
        view_title_incident(view, row->incident);
    }
    put_str(view->out, "procedure", procedure_word(procedure));
    put_key(view->out, "procedure_name");
    view_pair_word(view, (enum view_word)(WORD_SILENCE + procedure));
    put_str(view->out, "state", motion_state_word(row->state));
    put_key(view->out, "state_name");
    view_pair_word(view, (enum view_word)(WORD_MOTION_TABLED + row->state));
}

static void write_options(const struct view *view, const struct motion *row)
{
    char key[VIEW_KEY_MAX];
    if (view->p->motion[row->kind].options == 0) {
        return;
    }
    put_object(view->out, "options");
    for (int k = 0; k < view->p->motion[row->kind].options; k++) {
        const char *option = book_option(view->s->book, row->kind, k);
        put_object(view->out, option);
        put_int(view->out, "n", k);
        view_named(view, "name", view_key(key, "motion", kind_id(view, row), "option", option));
        put_bool(view->out, "on", ((unsigned)row->options >> k & 1u) != 0);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_clock(const struct view *view, int motion)
{
    int64_t ends = view->s->motion_ends[motion];
    if (ends >= 0) {
        put_int(view->out, "ends", ends + view->s->clock_shift);
    } else if (ends < -1) {
        put_int(view->out, "left", -2 - ends);
    }
}

static void write_consent(const struct view *view, const struct motion *row)
{
    static const char *const STATES[] = {"given", "awaited", "refused"};
    const int16_t bind[2] = {row->by, row->incident};
    const uint32_t code = view->p->motion[row->kind].consent;
    int32_t asked = code == 0 ? NONE : engine_eval(view->p, view->w, code, bind, 2);
    if (asked < 0 || asked >= view->p->actors || asked == row->by) {
        return;
    }
    put_object(view->out, "consent");
    put_key(view->out, "by");
    view_pair_actor(view, asked);
    put_str(view->out, "state", STATES[row->consent]);
    put_end(view->out);
}

/* A person's own reason. */
static bool has_words(const struct position_note *note)
{
    return note->person && note->reason != NULL && note->reason[0] != '\0';
}

static void write_reason(const struct view *view, int motion, int actor)
{
    char key[VIEW_KEY_MAX];
    const struct position_note *note = &view->s->position[motion][actor];
    if (note->person) {
        if (has_words(note)) {
            put_str(view->out, "reason", note->reason);
        }
        return;
    }
    if (note->policy == NONE || note->term == NONE) {
        return;
    }
    const int formula = view->p->policy[note->policy].formula;
    const int16_t bind[BIND_MAX] = {
        (int16_t)actor, (int16_t)motion, NONE, NONE, NONE, NONE, NONE, NONE};
    view_key(key, "formula", book_id(view->s->book, KIND_FORMULA, formula),
             book_term(view->s->book, formula, note->term), NULL);
    /* The sentence of an automated seat: an assumption of the model, and marked as such. */
    (void)view_pair_there(view, "reason", key, KIND_FORMULA, formula, bind);
}

/* The answer as these eyes may see it: an open one, their own, or one that the silence hides. */
static int shown_answer(const struct view *view, const struct motion *row, int actor)
{
    int answer = row->position[actor];
    bool silent = answer == ANSWER_NONE || answer == ANSWER_SILENT;
    bool silence = view->p->motion[row->kind].procedure == PROC_SILENCE;
    if (silence && silent && !view->eyes.all && !eyes_own(&view->eyes, actor)) {
        return NONE;
    }
    return silence && answer == ANSWER_NONE ? NONE : answer;
}

static void write_stand(const struct view *view, int motion, int actor, int n)
{
    char key[VIEW_KEY_MAX];
    const struct motion *row = &view->w->motion[motion];
    const int answer = row->position[actor];
    json_open(view->out, '{');
    put_int(view->out, "n", n);
    put_key(view->out, "name");
    view_pair_actor(view, actor);
    static const char *const WORDS[ANSWERS] = {
#define ANSWER_WORD(name, word) word,
        ANSWER_LIST(ANSWER_WORD)
#undef ANSWER_WORD
    };
    put_str(view->out, "answer", WORDS[answer]);
    put_key(view->out, "answer_name");
    view_pair_word(view, (enum view_word)(WORD_ANSWER_NONE + answer));
    if (row->condition[actor] != 0) {
        const char *condition = book_condition(view->s->book, row->kind, row->condition[actor] - 1);
        view_named(view, "condition",
                   view_key(key, "motion", kind_id(view, row), "condition", condition));
    }
    if (answer != ANSWER_NONE) {
        write_reason(view, motion, actor);
    }
    if ((view->s->automated >> actor & 1u) != 0) {
        put_bool(view->out, "auto", true);
    }
    json_close(view->out, '}');
}

/* What a position's text is a function of, beside its actor. */
enum { AT_MOTION, AT_N, AT_ANSWER, AT_CONDITION, AT_POLICY, AT_TERM, AT_PERSON, AT_AUTO, ATS };
_Static_assert((int)ATS == (int)BIND_MAX, "a position has as many numbers as a text has names");

static void make_stand(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    const struct view view = {
        .s = session, .p = session->program, .w = &session->world, .out = json};
    write_stand(&view, wanted->bind[AT_MOTION], wanted->index, wanted->bind[AT_N]);
}

static void write_position(const struct view *view, int motion, int actor, int n)
{
    const struct motion *row = &view->w->motion[motion];
    const struct position_note *note = &view->s->position[motion][actor];
    const int16_t numbers[BIND_MAX] = {
        [AT_MOTION] = (int16_t)motion,      [AT_N] = (int16_t)n,
        [AT_ANSWER] = row->position[actor], [AT_CONDITION] = row->condition[actor],
        [AT_POLICY] = note->policy,         [AT_TERM] = note->term,
        [AT_PERSON] = note->person,         [AT_AUTO] = (int16_t)(view->s->automated >> actor & 1u),
    };
    const struct wanted wanted = {
        .key = "position", .kind = KINDS, .index = (int16_t)actor, .bind = numbers};
    put_key(view->out, book_id(view->s->book, KIND_ACTOR, actor));
    if (has_words(note)) {
        write_stand(view, motion, actor, n);
    } else {
        put_ready(view->out, cache_get(view->s, &wanted, make_stand));
    }
}

static void write_positions(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    const struct motion_kind *kind = &view->p->motion[row->kind];
    int n = 0;
    if (engine_answers(kind->procedure) == 0) {
        return;
    }
    put_object(view->out, "positions");
    for (int a = 0; a < view->p->actors; a++) {
        if (shown_answer(view, row, a) != NONE &&
            engine_fits(view->p, view->w, &kind->council, a, NULL, 0)) {
            write_position(view, motion, a, n++);
        }
    }
    put_end(view->out);
}

/* All who see the council read the same, but for a silence that their own answer breaks. */
static void write_shared(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    write_head(view, motion);
    if (view->s->motion_text[motion] != NULL) {
        put_str(view->out, "note", view->s->motion_text[motion]);
    }
    put_int(view->out, "round", row->round);
    write_options(view, row);
    write_clock(view, motion);
    write_consent(view, row);
    write_positions(view, motion);
}

static struct motion_mark mark_of(const struct view *view, int motion)
{
    const struct motion *row = &view->w->motion[motion];
    struct motion_mark mark = {
        .set = true, .incident = row->incident != NONE && view_incident_known(view, row->incident)};
    for (int a = 0; a < view->p->actors; a++) {
        mark.shown |= (uint64_t)(shown_answer(view, row, a) != NONE) << a;
    }
    return mark;
}

void view_motion_shared(const struct session *session, int eyes, int motion,
                        struct motion_mark *mark, struct buf *json)
{
    struct view view;
    struct motion_mark was = *mark;
    view_open(&view, session, eyes, json);
    *mark = (struct motion_mark){.set = false};
    if (session->scenario != NULL && view.eyes.ally) {
        *mark = mark_of(&view, motion);
        mark->same = was.set && was.incident == mark->incident && was.shown == mark->shown;
        if (mark->same) {
            return;
        }
    }
    buf_clear(json);
    if (!mark->set && (session->scenario == NULL || !motion_over(&view, motion))) {
        return;
    }
    json_open(json, '{');
    if (mark->set) {
        write_shared(&view, motion);
    } else {
        write_head(&view, motion);
    }
    json_close(json, '}');
}

void view_motion_own(const struct session *session, int eyes, int motion, struct buf *ret_json)
{
    struct view view;
    view_open(&view, session, eyes, ret_json);
    if (session->scenario == NULL || !(view.eyes.ally || motion_over(&view, motion))) {
        return;
    }
    json_open(ret_json, '{');
    if (view.eyes.ally) {
        motion_may(&view, motion);
    }
    motion_slips(&view, motion);
    json_close(ret_json, '}');
}

void view_motion(const struct session *session, int eyes, int motion, struct buf *ret_json)
{
    struct motion_mark mark = {.set = false};
    AUTO(buf_done) struct buf shared = {0}, own = {0};
    if (motion < 0 || motion >= session->world.motions) {
        return;
    }
    buf_init(&shared, ret_json->max);
    buf_init(&own, ret_json->max);
    view_motion_shared(session, eyes, motion, &mark, &shared);
    if (shared.size == 0) {
        return;
    }
    view_motion_own(session, eyes, motion, &own);
    json_open(ret_json, '{');
    json_inner(ret_json, shared.data, shared.size);
    json_inner(ret_json, own.data, own.size);
    json_close(ret_json, '}');
}
