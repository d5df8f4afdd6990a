/* SPDX-License-Identifier: EUPL-1.2 */
/* view_menu.c -- what the team may order: each action with its targets, price, first day of effect,
 * who must agree, and why it cannot be done now. The engine says what may be done; nothing is
 * decided here. */
#include "game/view.h"

#include <string.h>

#include "game/act_json.h"

enum {
    TRIES_MAX = 64, /* targets that are tried before an action counts as impossible */
    KEPT_MAX =
        64 /* entities of a target whose answers are kept, so that the engine is asked once */
};

struct verdict {
    bool able;
    struct refusal refusal;
};

/* One action for one actor, and what came of asking for its targets. */
struct item {
    int action, actor;
    const struct action *row;
    struct act act; /* with the first targets that may be, or that were tried */
    bool able;
    int tries;
    struct refusal refusal; /* of the first try */
    uint64_t fitting;       /* which entities fit the first target, of the first KEPT_MAX */
    uint64_t judged;        /* whose verdict stands below: of the only target */
    struct verdict verdict[KEPT_MAX];
};

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

static const struct binding *target_of(const struct item *item, const struct program *p, int k)
{
    return &p->binding[item->row->targets.first + k];
}

/* Does it fit target k; `first` is what the first target is, where there is a second? */
static bool fits(const struct view *view, const struct item *item, int k, int first, int entity)
{
    const struct binding *target = target_of(item, view->p, k);
    const int16_t bind[2] = {(int16_t)item->actor, (int16_t)first};
    if (view->p->set[target->set].kind == SET_INCIDENT && !view_incident_known(view, entity)) {
        return false;
    }
    return engine_fits(view->p, view->w, target, entity, bind, k + 1);
}

static void find_fitting(const struct view *view, struct item *item)
{
    const int count = item->row->targets.count == 0
                          ? 0
                          : engine_count(view->p, view->w, target_of(item, view->p, 0)->set);
    for (int e = 0; e < count && e < KEPT_MAX; e++) {
        item->fitting |= (uint64_t)fits(view, item, 0, NONE, e) << e;
    }
}

static bool fits_first(const struct view *view, const struct item *item, int entity)
{
    return entity < KEPT_MAX ? (item->fitting >> entity & 1u) != 0
                             : fits(view, item, 0, NONE, entity);
}

static void attempt(const struct view *view, struct item *item, const struct act *act)
{
    struct refusal refusal = {.need = NONE};
    bool able = engine_may(view->p, view->s->setup, view->w, act, &refusal);
    if (item->tries == 0 || able) {
        item->act = *act;
        item->refusal = refusal;
    }
    item->able = able;
    item->tries++;
    if (item->row->targets.count == 1 && act->arg[0] < KEPT_MAX) {
        item->judged |= UINT64_C(1) << act->arg[0];
        item->verdict[act->arg[0]] = (struct verdict){able, refusal};
    }
}

/* The engine's answer to this act; what was asked of it before is remembered. */
static struct verdict judge(const struct view *view, const struct item *item, const struct act *act)
{
    struct verdict verdict = {.refusal = {.need = NONE}};
    bool single = item->row->targets.count == 1 && act->arg[0] < KEPT_MAX;
    if (single && (item->judged >> act->arg[0] & 1u) != 0) {
        return item->verdict[act->arg[0]];
    }
    verdict.able = engine_may(view->p, view->s->setup, view->w, act, &verdict.refusal);
    return verdict;
}

/* Has the question been settled? Some refusals hold whatever the target. */
static bool settled(const struct item *item)
{
    const uint8_t code = item->refusal.code;
    bool always = code == REFUSAL_LIMIT || code == REFUSAL_SCENARIO || code == REFUSAL_ENDED ||
                  code == REFUSAL_FULL;
    return item->able || item->tries >= TRIES_MAX || (item->tries > 0 && always);
}

/* Tries the targets until one will do. What is left in item->act are the targets that do, or the
 * first that were tried. */
static void item_try(const struct view *view, struct item *item)
{
    struct act act = item->act;
    int targets = item->row->targets.count;
    int first = targets > 0 ? engine_count(view->p, view->w, target_of(item, view->p, 0)->set) : 1;
    int second = targets > 1 ? engine_count(view->p, view->w, target_of(item, view->p, 1)->set) : 1;
    for (int x = 0; x < first && !settled(item); x++) {
        if (targets > 0 && !fits_first(view, item, x)) {
            continue;
        }
        act.arg[0] = targets > 0 ? (int16_t)x : NONE;
        for (int y = 0; y < second && !settled(item); y++) {
            if (targets > 1 && !fits(view, item, 1, x, y)) {
                continue;
            }
            act.arg[1] = targets > 1 ? (int16_t)y : NONE;
            attempt(view, item, &act);
        }
    }
    if (item->tries == 0) {
        item->refusal = (struct refusal){.code = REFUSAL_TARGET, .need = NONE};
    }
}

static void write_option(const struct view *view, const struct item *item, int k, int entity, int n)
{
    struct act act = item->act;
    struct verdict verdict = {.able = false};
    char name[52];
    int set = target_of(item, view->p, k)->set;
    act.arg[k] = (int16_t)entity;
    entity_write(view->s, set, entity, name);
    put_object(view->out, name);
    put_int(view->out, "n", n);
    put_key(view->out, "name");
    view_pair_entity(view, set, entity);
    bool asked = item->able || !settled(item);
    if (asked) {
        verdict = judge(view, item, &act);
    }
    put_bool(view->out, "able", verdict.able);
    if (asked && !verdict.able) {
        view_why_not(view, &act, &verdict.refusal);
    }
    put_end(view->out);
}

static void write_targets(const struct view *view, const struct item *item)
{
    char key[VIEW_KEY_MAX], name[NUMBERED_MAX];
    if (item->row->targets.count == 0) {
        return;
    }
    put_object(view->out, "targets");
    for (int k = 0; k < item->row->targets.count; k++) {
        int set = target_of(item, view->p, k)->set, n = 0;
        (void)numbered(name, "", k);
        put_object(view->out, name);
        put_int(view->out, "n", k);
        put_key(view->out, "label");
        view_key(key, "action", book_id(view->s->book, KIND_ACTION, item->action), "target", name);
        view_pair(view,
                  view_has(view, key)
                      ? key
                      : view_key(key, "set", book_id(view->s->book, KIND_SET, set), NULL, NULL));
        put_object(view->out, "options");
        for (int e = 0; e < engine_count(view->p, view->w, set); e++) {
            if (k == 0 ? fits_first(view, item, e) : fits(view, item, k, item->act.arg[0], e)) {
                write_option(view, item, k, e, n++);
            }
        }
        put_end(view->out);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_agree(const struct view *view, const struct item *item)
{
    int slot = item->row->consent;
    char key[VIEW_KEY_MAX], name[NUMBERED_MAX];
    if (slot <= 0) {
        return;
    }
    (void)numbered(name, "", slot - 1);
    put_key(view->out, "agree");
    view_key(key, "action", book_id(view->s->book, KIND_ACTION, item->action), "target", name);
    if (view_has(view, key)) {
        view_pair(view, key);
    } else {
        view_pair(view, view_key(key, "set",
                                 book_id(view->s->book, KIND_SET,
                                         target_of(item, view->p, slot - 1)->set),
                                 NULL, NULL));
    }
}

static void write_texts(const struct view *view, const struct item *item)
{
    static const char *const PARTS[] = {"help", "direction"};
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_ACTION, item->action);
    const int16_t bind[BIND_MAX] = {
        (int16_t)item->actor, item->act.arg[0], item->act.arg[1], NONE, NONE, NONE, NONE, NONE};
    put_key(view->out, "name");
    view_pair_of(view, view_key(key, "action", id, NULL, NULL), KIND_ACTION, item->action, bind);
    for (size_t k = 0; k < sizeof PARTS / sizeof PARTS[0]; k++) {
        view_key(key, "action", id, PARTS[k], NULL);
        (void)view_pair_there(view, PARTS[k], key, KIND_ACTION, item->action, bind);
    }
}

static void write_item(const struct view *view, int action, int actor, int n)
{
    struct item item = {.action = action, .actor = actor, .row = &view->p->action[action]};
    item.act = (struct act){.verb = ACT_ORDER,
                            .actor = (int16_t)actor,
                            .object = (int16_t)action,
                            .arg = {NONE, NONE},
                            .value = item.row->level_lo};
    find_fitting(view, &item);
    item_try(view, &item);
    const int16_t bind[BIND_MAX] = {
        (int16_t)actor, item.act.arg[0], item.act.arg[1], NONE, NONE, NONE, NONE, NONE};
    put_object(view->out, book_id(view->s->book, KIND_ACTION, action));
    put_int(view->out, "n", n);
    write_texts(view, &item);
    put_bool(view->out, "able", item.able);
    if (!item.able) {
        view_why_not(view, &item.act, &item.refusal);
    }
    view_cost(view, item.row->costs, NULL, bind);
    view_day(view, action, bind);
    write_agree(view, &item);
    if (item.row->level_lo != item.row->level_hi) {
        put_object(view->out, "level");
        put_int(view->out, "lo", item.row->level_lo);
        put_int(view->out, "hi", item.row->level_hi);
        put_end(view->out);
    }
    put_bool(view->out, "secret", item.row->secret);
    write_targets(view, &item);
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

void view_menu(const struct view *view)
{
    int n = 0;
    if (view->eyes.team == NONE ||
        (view->s->phase != PHASE_DELIBERATE && view->s->phase != PHASE_COUNCIL)) {
        return;
    }
    json_open(view->out, '{');
    for (int a = 0; a < view->p->actions; a++) {
        int actor = orderer(view->s, view->eyes.team, a);
        if (actor != NONE) {
            write_item(view, a, actor, n++);
        }
    }
    json_close(view->out, '}');
}
