/* SPDX-License-Identifier: EUPL-1.2 */
/* view_menu.c -- what the team may order: each action with its targets, price, first day of effect,
 * who must agree, and why it cannot be done now. The engine says what may be done; nothing is
 * decided here. */
#include "game/view_offer.h"

#include <string.h>

#include "game/act_json.h"

void view_cost(const struct view *view, struct span costs, const int32_t *paid,
               const int16_t bind[BIND_MAX])
{
    char key[VIEW_KEY_MAX];
    bool open = false;
    for (int k = 0; k < costs.count; k++) {
        const struct cost *cost = &view->p->cost[costs.first + k];
        const struct variable *row = &view->p->variable[cost->variable];
        const char *id = book_id(view->s->book, KIND_VARIABLE, cost->variable);
        int32_t by = paid != NULL ? whole(row, paid[k])
                                  : engine_eval(view->p, view->w, cost->code, bind, BIND_MAX);
        if (by == 0) {
            continue;
        }
        if (!open) {
            put_object(view->out, "cost");
            open = true;
        }
        put_object(view->out, id);
        view_named(view, "name", view_key(key, "variable", id, NULL, NULL));
        put_int(view->out, "by", by);
        put_end(view->out);
    }
    if (open) {
        put_end(view->out);
    }
}

void view_day(const struct view *view, int action, const int16_t bind[BIND_MAX])
{
    const struct action *row = &view->p->action[action];
    int32_t day = view->w->day + (row->when == WHEN_ADJUDICATE ? view->w->days : 0);
    put_int(view->out, "day", day + engine_eval(view->p, view->w, row->after_days, bind, BIND_MAX));
}

static void write_option(const struct view *view, const struct offer *offer, int k, int entity,
                         int n)
{
    struct act act;
    char name[52];
    const int set = offer_set(view, offer, k);
    const struct verdict verdict = offer_judge(view, offer, k, entity, &act);
    entity_write(view->s, set, entity, name);
    put_object(view->out, name);
    put_int(view->out, "n", n);
    put_key(view->out, "name");
    view_pair_entity(view, set, entity);
    put_bool(view->out, "able", verdict.able);
    if (verdict.asked && !verdict.able) {
        view_why_not(view, &act, &verdict.refusal);
    }
    put_end(view->out);
}

/* The name of target k: the action's own word for it, or that of the set. */
static void write_label(const struct view *view, const struct offer *offer, int k)
{
    char key[VIEW_KEY_MAX], name[NUMBERED_MAX];
    const struct book *book = view->s->book;
    (void)numbered(name, "", k);
    view_key(key, "action", book_id(book, KIND_ACTION, offer->action), "target", name);
    if (!view_has(view, key)) {
        view_key(key, "set", book_id(book, KIND_SET, offer_set(view, offer, k)), NULL, NULL);
    }
    view_pair(view, key);
}

static void write_targets(const struct view *view, const struct offer *offer)
{
    char name[NUMBERED_MAX];
    if (offer->row->targets.count == 0) {
        return;
    }
    put_object(view->out, "targets");
    for (int k = 0; k < offer->row->targets.count; k++) {
        const int count = engine_count(view->p, view->w, offer_set(view, offer, k));
        int n = 0;
        put_object(view->out, numbered(name, "", k));
        put_int(view->out, "n", k);
        put_key(view->out, "label");
        write_label(view, offer, k);
        put_object(view->out, "options");
        for (int e = 0; e < count; e++) {
            if (offer_fits(view, offer, k, e)) {
                write_option(view, offer, k, e, n++);
            }
        }
        put_end(view->out);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_texts(const struct view *view, const struct offer *offer,
                        const int16_t bind[BIND_MAX])
{
    static const char *const PARTS[] = {"help", "direction"};
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_ACTION, offer->action);
    put_key(view->out, "name");
    view_pair_of(view, view_key(key, "action", id, NULL, NULL), KIND_ACTION, offer->action, bind);
    for (size_t k = 0; k < sizeof PARTS / sizeof PARTS[0]; k++) {
        view_key(key, "action", id, PARTS[k], NULL);
        (void)view_pair_there(view, PARTS[k], key, KIND_ACTION, offer->action, bind);
    }
}

static void write_offer(const struct view *view, const struct offer *offer, int n)
{
    const int16_t bind[BIND_MAX] = {
        (int16_t)offer->actor, offer->act.arg[0], offer->act.arg[1], NONE, NONE, NONE, NONE, NONE};
    json_open(view->out, '{');
    put_int(view->out, "n", n);
    write_texts(view, offer, bind);
    put_bool(view->out, "able", offer->able);
    if (!offer->able) {
        view_why_not(view, &offer->act, &offer->refusal);
    }
    view_cost(view, offer->row->costs, NULL, bind);
    view_day(view, offer->action, bind);
    if (offer->row->consent > 0) {
        put_key(view->out, "agree");
        write_label(view, offer, offer->row->consent - 1);
    }
    if (offer->row->level_lo != offer->row->level_hi) {
        put_object(view->out, "level");
        put_int(view->out, "lo", offer->row->level_lo);
        put_int(view->out, "hi", offer->row->level_hi);
        put_end(view->out);
    }
    put_bool(view->out, "secret", offer->row->secret);
    write_targets(view, offer);
    put_end(view->out);
}

/* Who of the team would order this now; NONE: it is not in the menu. */
static int orderer(const struct session *s, int team, int action)
{
    bool allowed = (s->setup->action_allowed[action / 64] >> (action % 64) & 1u) != 0;
    bool late = s->phase == PHASE_COUNCIL &&
                s->program->action[action].when != WHEN_COUNCIL; /* ordered before the council */
    return allowed && !late ? view_actor_for(s, team, ACT_ORDER, action) : NONE;
}

bool view_has_orders(const struct session *session, int eyes)
{
    for (int a = 0; eyes >= 0 && a < session->program->actions; a++) {
        if (orderer(session, eyes, a) != NONE) {
            return true;
        }
    }
    return false;
}

bool view_has_menu(const struct view *view)
{
    return view->s->scenario != NULL && view->eyes.team != NONE &&
           (view->s->phase == PHASE_DELIBERATE || view->s->phase == PHASE_COUNCIL);
}

enum offered view_menu_item(const struct view *view, int action, int n, uint64_t *sum)
{
    struct offer offer;
    const uint64_t was = *sum;
    int actor = orderer(view->s, view->eyes.team, action);
    *sum = 0;
    if (actor == NONE) {
        return OFFERED_NOT;
    }
    offer_ask(view, action, actor, &offer);
    *sum = offer_sign(view, &offer);
    if (*sum == was) {
        return OFFERED_AS_BEFORE;
    }
    write_offer(view, &offer, n);
    return OFFERED;
}

void view_menu(const struct view *view)
{
    int n = 0;
    if (!view_has_menu(view)) {
        return;
    }
    json_open(view->out, '{');
    for (int a = 0; a < view->p->actions; a++) {
        int actor = orderer(view->s, view->eyes.team, a);
        struct offer offer;
        if (actor != NONE) {
            offer_ask(view, a, actor, &offer);
            put_key(view->out, book_id(view->s->book, KIND_ACTION, a));
            write_offer(view, &offer, n++);
        }
    }
    json_close(view->out, '}');
}
