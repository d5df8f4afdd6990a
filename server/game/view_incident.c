/* SPDX-License-Identifier: EUPL-1.2 */
/* view_incident.c -- the incidents as documents, and for allies the case: gravity, attribution,
 * pattern and what they make together, in the words of the gauges with those roles. */
#include "game/view.h"

#include <stdio.h>

/* Incidents are public, unless their row in the book says "secret": then the victim, Moscow and the
 * facilitator know. */
bool view_incident_known(const struct view *view, int incident)
{
    if (incident < 0 || incident >= view->w->incidents) {
        return false;
    }
    const struct incident *row = &view->w->incident[incident];
    if (view->eyes.all || view->eyes.red || eyes_own(&view->eyes, row->victim)) {
        return true;
    }
    return !json_is_true(
        json_object_get(book_json(view->s->book, KIND_INCIDENT, row->template), "secret"));
}

static void write_grade(const struct view *view, const char *role, int incident, bool explain)
{
    const struct gauge *gauge = gauge_role(view->s, role);
    if (gauge == NULL || !gauge->incident || !reading_may(view, gauge, incident)) {
        return;
    }
    const struct reading reading = {.gauge = gauge, .subject = (int16_t)incident};
    const int32_t value = reading_value(view, &reading, view->w);
    put_object(view->out, role);
    put_key(view->out, "word");
    gauge_word(view, gauge, value);
    put_int(view->out, "level", gauge_band(gauge, value));
    put_int(view->out, "value", value);
    if (explain) {
        reading_why(view, &reading);
    }
    put_end(view->out);
}

static void write_incident(const struct view *view, int incident, int n)
{
    char key[VIEW_KEY_MAX], id[16];
    const struct incident *row = &view->w->incident[incident];
    const int16_t bind[BIND_MAX] = {(int16_t)incident, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    (void)numbered(id, "i", incident + 1);
    put_object(view->out, id);
    put_int(view->out, "n", n);
    put_key(view->out, "title");
    view_title_incident(view, incident);
    put_key(view->out, "text");
    view_key(key, "incident", book_id(view->s->book, KIND_INCIDENT, row->template), "text", NULL);
    view_pair_of(view, key, KIND_RULE, view->p->template[row->template].rule, bind);
    put_int(view->out, "day", row->day);
    put_int(view->out, "turn", row->turn);
    put_key(view->out, "victim");
    view_pair_actor(view, row->victim);
    put_bool(view->out, "open", row->open != 0);
    if (view->eyes.ally) {
        put_object(view->out, "case");
        write_grade(view, "gravity", incident, row->open != 0);
        write_grade(view, "attribution", incident, row->open != 0);
        write_grade(view, "pattern", incident, row->open != 0);
        write_grade(view, "band", incident, row->open != 0);
        put_end(view->out);
    }
    put_end(view->out);
}

void view_incidents(const struct view *view)
{
    int n = 0;
    if (view->s->phase < PHASE_INTEL) {
        return;
    }
    json_open(view->out, '{');
    for (int i = 0; i < view->w->incidents; i++) {
        if (view_incident_known(view, i)) {
            write_incident(view, i, n++);
        }
    }
    json_close(view->out, '}');
}
