/* SPDX-License-Identifier: EUPL-1.2 */
/* view_debrief.c -- the debriefing: the scenario's questions with the claims they lead back to, and
 * what happened when, with the rung of the ladder, and which rules were at work. Only when
 * everything has been revealed. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *step;
    uint8_t word;
} STEPS[] = {
    {"describe", WORD_STEP_DESCRIBE},
    {"analyse", WORD_STEP_ANALYSE},
    {"transfer", WORD_STEP_TRANSFER},
    {"apply", WORD_STEP_APPLY},
};

static void write_step(const struct view *view, const char *step)
{
    char key[VIEW_KEY_MAX];
    put_key(view->out, "step");
    for (size_t k = 0; k < sizeof STEPS / sizeof STEPS[0]; k++) {
        if (strcmp(STEPS[k].step, step) == 0) {
            view_pair_word(view, (enum view_word)STEPS[k].word);
            return;
        }
    }
    view_pair(view, view_key(key, "step", step, NULL, NULL));
}

static void write_questions(const struct view *view)
{
    const json_t *questions = json_object_get(scenario_json(view->s->scenario), "debrief");
    char key[VIEW_KEY_MAX];
    put_object(view->out, "questions");
    for (size_t k = 0; k < json_array_size(questions); k++) {
        const json_t *row = json_array_get(questions, k), *claims = json_object_get(row, "claims");
        const char *id = json_string_value(json_object_get(row, "id")),
                   *step = json_string_value(json_object_get(row, "step"));
        put_object(view->out, id);
        put_int(view->out, "n", (int64_t)k);
        write_step(view, step == NULL ? "" : step);
        view_named(view, "text", view_key(key, "question", id, NULL, NULL));
        put_object(view->out, "claims");
        for (size_t i = 0; i < json_array_size(claims); i++) {
            put_int(view->out, json_string_value(json_array_get(claims, i)), 1);
        }
        put_end(view->out);
        put_end(view->out);
    }
    put_end(view->out);
}

static const char *const NOTE_WORDS[NOTE_KINDS] = {
    [NOTE_PHASE] = "phase",   [NOTE_INCIDENT] = "incident", [NOTE_ORDER] = "order",
    [NOTE_TABLED] = "motion", [NOTE_MOTION] = "motion",     [NOTE_OVERRIDE] = "override",
    [NOTE_ENDING] = "phase",
};

/* The rung on which the ladder stood at the end of a turn. */
static int32_t rung_after(const struct view *view, const struct gauge *gauge, int turn)
{
    const struct variable *row = &view->p->variable[gauge->variable];
    int k = index_last_change(view->s, gauge->variable, 0, 0);
    int32_t value = engine_value(view->p, view->w, gauge->variable, 0, 0);
    for (; k != NONE && view->s->change[k].turn > turn; k = index_earlier_change(view->s, k)) {
        value = view->s->change[k].c.before;
    }
    return whole(row, value);
}

static bool is_told(const struct note *note)
{
    bool turn_opens = note->kind == NOTE_PHASE && note->a == PHASE_INTEL;
    return NOTE_WORDS[note->kind] != NULL && (note->kind != NOTE_PHASE || turn_opens);
}

static void write_timeline(const struct view *view)
{
    const struct gauge *ladder = gauge_role(view->s, "ladder");
    char id[16];
    int n = 0;
    put_object(view->out, "timeline");
    for (int k = 0; k < view->s->notes; k++) {
        const struct note *note = &view->s->note[k];
        struct said said;
        if (!is_told(note)) {
            continue;
        }
        said_init(&said, view);
        if (said_note(&said, note)) {
            (void)snprintf(id, sizeof id, "%d", n);
            put_object(view->out, id);
            put_int(view->out, "n", n++);
            put_int(view->out, "turn", note->turn);
            put_int(view->out, "day", note->day);
            put_str(view->out, "kind", NOTE_WORDS[note->kind]);
            said_put(&said, "text");
            if (ladder != NULL && ladder->variable != NONE && !ladder->own && !ladder->incident) {
                put_int(view->out, "rung", rung_after(view, ladder, note->turn));
            }
            put_end(view->out);
        }
        said_done(&said);
    }
    put_end(view->out);
}

/* Which rules changed something, and in which turns. */
static void write_fired(const struct view *view)
{
    const struct session *s = view->s;
    uint32_t turns[RULES_MAX] = {0};
    int last = book_program(s->book)->rules;
    char turn[16];
    for (int k = 0; k < s->changes; k++) {
        const struct kept_change *kept = &s->change[k];
        for (int t = 0; t < kept->terms; t++) {
            int16_t rule = s->term[kept->first_term + (uint32_t)t].rule;
            if (rule > NONE && rule < last && kept->turn >= 0 && kept->turn < 32) {
                turns[rule] |= UINT32_C(1) << (kept->turn & 31);
            }
        }
    }
    put_object(view->out, "fired");
    for (int rule = 0; rule < last; rule++) {
        if (turns[rule] != 0) {
            char of[VIEW_KEY_MAX];
            put_object(view->out,
                       view_key(of, "rule", book_id(s->book, KIND_RULE, rule), NULL, NULL));
            for (int n = 0; n < 32; n++) {
                if ((turns[rule] & UINT32_C(1) << n) != 0) {
                    (void)snprintf(turn, sizeof turn, "%d", n);
                    put_int(view->out, turn, 1);
                }
            }
            put_end(view->out);
        }
    }
    put_end(view->out);
}

bool view_disclosed(const struct view *view)
{
    const struct session *s = view->s;
    bool reached = s->phase == PHASE_DEBRIEF ||
                   (s->phase >= PHASE_REVEAL && s->reveal_step >= REVEAL_STEPS_ALL);
    for (int k = s->notes - 1; k >= 0 && !reached && s->phase == PHASE_CLOSED; k--) {
        reached = s->note[k].kind == NOTE_PHASE && s->note[k].a == PHASE_DEBRIEF;
    }
    return reached;
}

void view_debrief(const struct view *view)
{
    if (view->s->phase < PHASE_DEBRIEF || !view_disclosed(view)) {
        return;
    }
    json_open(view->out, '{');
    write_questions(view);
    write_timeline(view);
    write_fired(view);
    json_close(view->out, '}');
}
