/* SPDX-License-Identifier: EUPL-1.2 */
/* session_outcome.c -- does acts on the world and keeps what followed: changes with their terms,
 * messages, notes, and the out object of the recording. Never decides what is allowed. */
#include "game/session_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"
#include "game/grow.h"
#include "game/view.h"
#include "game/view_reads.h"

void session_note(struct session *session, enum note_kind kind, int a, int b, int c)
{
    struct note *note = grow((void **)&session->note, &session->notes, sizeof *note);
    note->kind = (uint8_t)kind;
    note->turn = session->turn;
    note->day = session->world.day;
    note->rung = NONE;
    note->a = (int16_t)a;
    note->b = (int16_t)b;
    note->c = (int16_t)c;
    note->t = session->t;
    session->dirty |= SECTION_BIT(DEBRIEF) | SECTION_BIT(DESK);
}

void session_news(struct session *session, const struct news *news)
{
    struct news *kept = NULL;
    if (session->newses >= NEWS_MAX) {
        free(news->words);
        return;
    }
    kept = grow((void **)&session->news, &session->newses, sizeof *kept);
    *kept = *news;
    kept->turn = session->turn;
    kept->day = session->world.day;
    session->dirty |= SECTION_BIT(NEWS);
}

static void keep_tell(struct session *session, const struct tell *tell, int64_t t)
{
    struct news news = {.kind = NEWS_NEWS,
                        .see = tell->audience,
                        .t = t,
                        .text = tell->text,
                        .event = NONE,
                        .rule = tell->rule};
    memcpy(news.bind, tell->bind, sizeof news.bind);
    if (tell->actor != NONE) {
        news.actors = UINT64_C(1) << tell->actor;
        news.kind = NEWS_INTEL;
    }
    session_news(session, &news);
}

static void keep_changes(struct session *session, const struct report *report)
{
    for (int k = 0; k < report->changes; k++) {
        const struct change *change = &report->change[k];
        struct kept_change *kept = grow((void **)&session->change, &session->changes, sizeof *kept);
        kept->c = *change;
        kept->turn = session->turn;
        kept->phase = session->phase;
        kept->overridden = false;
        kept->first_term = session->terms;
        kept->terms = change->terms.count;
        for (int i = 0; i < change->terms.count; i++) {
            int count = (int)session->terms;
            struct cause_term *term = grow((void **)&session->term, &count, sizeof *term);
            *term = report->term[change->terms.first + i];
            session->terms = (uint32_t)count;
        }
    }
}

static void keep_orders(struct session *session)
{
    /* Orders are reused by the engine: those that were done stay here for the timeline. */
    for (int k = 0; k < session->world.orders; k++) {
        const struct order *order = &session->world.order[k];
        bool known = order->state != ORDER_DONE || order->turn != session->world.turn;
        for (int n = session->notes - 1; !known && n >= 0 && session->note[n].turn == session->turn;
             n--) {
            const struct note *note = &session->note[n];
            known =
                note->kind == NOTE_ORDER && note->a == order->actor && note->c == order->ordinal;
        }
        if (!known) {
            session_note(session, NOTE_ORDER, order->actor, order->action, order->ordinal);
            session->note[session->notes - 1].order = *order;
        }
    }
}

/* Scripted lines that came with this act, for who they are addressed to. */
static void keep_events(struct session *session, const uint64_t *done_before, int64_t t)
{
    const json_t *rows = json_object_get(scenario_json(session->scenario), "events");
    for (int e = 0; e < session->setup->events; e++) {
        bool now = (session->world.events_done[e / 64] >> (e % 64) & 1u) != 0,
             before = (done_before[e / 64] >> (e % 64) & 1u) != 0;
        const char *to = json_string_value(json_object_get(json_array_get(rows, (size_t)e), "to"));
        struct news news = {.kind = NEWS_INJECT, .t = t, .event = (int16_t)e, .rule = NONE};
        if (!now || before) {
            continue;
        }
        int actor = to == NULL ? NONE : book_find(session->book, KIND_ACTOR, to);
        if (actor != NONE) {
            news.see = SEE_WHITE;
            news.actors = UINT64_C(1) << actor;
        } else {
            json_t *list = json_pack("[s]", to == NULL ? "public" : to);
            news.see = see_words(list);
            json_decref(list);
        }
        session_news(session, &news);
    }
}

/* Which motions changed state with this act: noted once each. */
static void keep_motions(struct session *session)
{
    for (int m = 0; m < session->world.motions; m++) {
        const struct motion *motion = &session->world.motion[m];
        bool outcome = motion->state != MOTION_TABLED && motion->state != MOTION_BROKEN;
        bool tabled = false, known = false;
        for (int n = session->notes - 1; n >= 0; n--) {
            const struct note *note = &session->note[n];
            tabled = tabled || (note->kind == NOTE_TABLED && note->a == m);
            known =
                known || (note->kind == NOTE_MOTION && note->a == m && note->b == motion->state);
        }
        if (!tabled) {
            session_note(session, NOTE_TABLED, m, motion->kind, motion->by);
        }
        if (outcome && !known) {
            session_note(session, NOTE_MOTION, m, motion->state, motion->kind);
        }
    }
}

void outcome_keep(struct session *session, const struct act *act, const struct report *report,
                  int64_t t)
{
    keep_changes(session, report);
    for (int k = 0; k < report->tells; k++) {
        keep_tell(session, &report->tell[k], t);
    }
    for (int k = 0; k < report->opened; k++) {
        session_note(session, NOTE_INCIDENT, report->incident[k],
                     session->world.incident[report->incident[k]].template, 0);
    }
    if (act->verb >= ACT_TABLE && act->verb <= ACT_ADJUDICATE && act->verb != ACT_TURN &&
        act->verb != ACT_EVENTS) {
        keep_motions(session);
        session_motion_clock(session, act, t);
    }
    if (act->verb == ACT_LOCK || act->verb == ACT_COUNCIL || act->verb == ACT_ADJUDICATE) {
        keep_orders(session);
    }
    if (session->world.ended != 0 && act->verb == ACT_ADJUDICATE) {
        session_note(session, NOTE_ENDING, session->world.ended - 1, 0, 0);
    }
    session_mark(session, act, report);
}

void outcome_open(struct outcome *outcome, struct session *session, int64_t t, struct buf *out)
{
    *outcome = (struct outcome){.session = session, .out = out, .t = t};
    json_open(out, '{');
    json_key(out, "acts");
    json_open(out, '[');
}

static void write_terms(const struct session *session, const struct report *report,
                        const struct change *change, struct buf *out)
{
    json_key(out, "terms");
    json_open(out, '[');
    for (int k = 0; k < change->terms.count; k++) {
        const struct cause_term *term = &report->term[change->terms.first + k];
        json_open(out, '{');
        json_key(out, "rule");
        json_str(out, term->rule == NONE ? "" : scenario_rule_id(session->scenario, term->rule));
        json_key(out, "effect");
        json_int(out, term->effect);
        json_key(out, "by");
        json_int(out, term->by);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_changes(const struct session *session, const struct report *report,
                          struct buf *out)
{
    json_key(out, "changes");
    json_open(out, '[');
    for (int k = 0; k < report->changes; k++) {
        const struct change *change = &report->change[k];
        const struct variable *variable = &session->program->variable[change->variable];
        json_open(out, '{');
        json_key(out, "var");
        json_str(out, book_id(session->book, KIND_VARIABLE, change->variable));
        if (variable->dims > 0) {
            json_key(out, "of");
            json_open(out, '[');
            for (int d = 0; d < variable->dims; d++) {
                char name[52];
                entity_write(session, variable->set[d], change->index[d], name);
                json_str(out, name);
            }
            json_close(out, ']');
        }
        json_key(out, "before");
        json_int(out, change->before);
        json_key(out, "after");
        json_int(out, change->after);
        write_terms(session, report, change, out);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_act(struct outcome *outcome, const struct act *act, const struct choice *choice,
                      const struct report *report)
{
    const struct session *session = outcome->session;
    struct buf *out = outcome->out;
    json_open(out, '{');
    json_key(out, "act");
    act_write(session, act, out);
    if (choice != NULL) {
        json_key(out, "policy");
        json_str(out, book_id(session->book, KIND_POLICY, choice->policy));
        json_key(out, "score");
        json_int(out, choice->score);
    }
    if (report->changes > 0) {
        write_changes(session, report, out);
    }
    if (report->opened > 0) {
        json_key(out, "opened");
        json_open(out, '[');
        for (int k = 0; k < report->opened; k++) {
            char name[16];
            (void)snprintf(name, sizeof name, "i%d", report->incident[k] + 1);
            json_str(out, name);
        }
        json_close(out, ']');
    }
    json_close(out, '}');
    outcome->acts++;
}

bool outcome_act(struct outcome *outcome, const struct act *act, struct refusal *refusal)
{
    struct session *session = outcome->session;
    uint64_t done[EVENTS_MAX / 64];
    memcpy(done, session->world.events_done, sizeof done);
    if (!mind_do(session->mind, session->program, session->setup, &session->world, act,
                 session->report, refusal)) {
        return false;
    }
    outcome_keep(session, act, session->report, outcome->t);
    keep_events(session, done, outcome->t);
    write_act(outcome, act, NULL, session->report);
    return true;
}

static void seen_automated(void *cls, const struct choice *choice, const struct act *act,
                           const struct world *world, const struct report *report)
{
    struct outcome *outcome = cls;
    struct session *session = outcome->session;
    (void)world;
    outcome_keep(session, act, report, outcome->t);
    if (choice != NULL && act->verb == ACT_ANSWER && act->actor >= 0) {
        struct position_note *note = &session->position[act->object][act->actor];
        free(note->reason);
        *note = (struct position_note){
            .policy = choice->policy, .term = choice->term, .score = choice->score};
    }
    write_act(outcome, act, choice, report);
}

void outcome_auto(struct outcome *outcome, enum phase phase, bool to_the_end)
{
    struct session *s = outcome->session;
    if (s->automated == 0) {
        return;
    }
    if (phase == PHASE_ASSESS) {
        auto_cards(s->program, s->setup, &s->world, s->automated, seen_automated, outcome,
                   s->report, s->mind);
    } else if (phase == PHASE_DELIBERATE) {
        auto_orders(s->program, s->setup, &s->world, s->automated, seen_automated, outcome,
                    s->report, s->mind);
    } else if (phase == PHASE_COUNCIL) {
        auto_council(s->program, s->setup, &s->world, s->automated, to_the_end, seen_automated,
                     outcome, s->report, s->mind);
    }
}

void outcome_close(struct outcome *outcome, bool digest)
{
    struct buf *out = outcome->out;
    json_close(out, ']');
    if (digest) {
        char hex[17];
        session_digest(outcome->session, hex);
        json_key(out, "digest");
        json_str(out, hex);
    }
    json_close(out, '}');
}
