/* SPDX-License-Identifier: EUPL-1.2 */
/* view_queue.c -- the team's own orders of this turn, and those of others that ask for its consent.
 * Nothing here tells of another team's orders: names and numbers count what this viewer sees. */
#include "game/view.h"

#include "game/act_json.h"

static const char *const CONSENT_WORDS[] = {"given", "awaited", "refused"};

static void write_targets(const struct view *view, const struct order *order)
{
    if (order->target[0] == NONE) {
        return;
    }
    if (order->target[1] == NONE) {
        put_key(view->out, "targets");
        view_pair_entity(view, action_target_set(view->s, order->action, 0), order->target[0]);
        return;
    }
    struct said said;
    said_init(&said, view);
    said_targets(&said, order);
    said_put(&said, "targets");
    said_done(&said);
}

static void bind_order(const struct order *order, int16_t ret_bind[BIND_MAX])
{
    for (int k = 0; k < BIND_MAX; k++) {
        ret_bind[k] = NONE;
    }
    ret_bind[0] = order->actor;
    ret_bind[1] = order->target[0];
    ret_bind[2] = order->target[1];
}

static void write_order(const struct view *view, int index, int n)
{
    const struct order *order = &view->w->order[index];
    const struct action *row = &view->p->action[order->action];
    char name[ORDER_NAME_MAX], key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_ACTION, order->action);
    int16_t bind[BIND_MAX];
    bind_order(order, bind);
    view_order_name(view->s, index, name);
    put_object(view->out, name);
    put_int(view->out, "n", n);
    put_str(view->out, "action", id);
    put_key(view->out, "name");
    view_pair_of(view, view_key(key, "action", id, NULL, NULL), KIND_ACTION, order->action, bind);
    write_targets(view, order);
    if (row->level_lo != row->level_hi) {
        put_int(view->out, "level", order->level);
    }
    view_cost(view, row->costs, order->paid, bind);
    view_day(view, order->action, bind);
    put_str(view->out, "consent", row->consent == NONE ? "none" : CONSENT_WORDS[order->consent]);
    put_str(view->out, "state",
            order->state == ORDER_QUEUED ? "queued"
            : order->state == ORDER_DONE ? "done"
                                         : "refused");
    if ((view->s->automated >> order->actor & 1u) != 0) {
        put_str(view->out, "by", "model");
    } else if (view->eyes.all) {
        put_str(view->out, "by", session_actor_name(view->s, LANG_NL, order->actor));
    }
    put_end(view->out);
}

static bool in_turn(const struct session *s)
{
    return s->phase >= PHASE_INTEL && s->phase <= PHASE_OUTCOME;
}

void view_queue(const struct view *view)
{
    int n = 0;
    if (!in_turn(view->s) || (view->eyes.team == NONE && !view->eyes.all)) {
        return;
    }
    json_open(view->out, '{');
    for (int k = 0; k < view->w->orders; k++) {
        const struct order *order = &view->w->order[k];
        bool mine = view->eyes.all || eyes_own(&view->eyes, order->actor);
        if (order->state != ORDER_FREE && order->turn == view->w->turn && mine) {
            write_order(view, k, n++);
        }
    }
    json_close(view->out, '}');
}

void view_asks(const struct view *view)
{
    char name[ORDER_NAME_MAX], key[VIEW_KEY_MAX];
    int16_t bind[BIND_MAX];
    int n = 0;
    if (!in_turn(view->s) || view->eyes.team == NONE) {
        return;
    }
    json_open(view->out, '{');
    for (int k = 0; k < view->w->orders; k++) {
        const struct order *order = &view->w->order[k];
        int slot = order->state == ORDER_QUEUED ? view->p->action[order->action].consent : NONE;
        if (slot <= 0 || order->consent != 1 || !eyes_own(&view->eyes, order->target[slot - 1])) {
            continue;
        }
        bind_order(order, bind);
        view_order_name(view->s, k, name);
        put_object(view->out, name);
        put_int(view->out, "n", n++);
        put_key(view->out, "name");
        view_key(key, "action", book_id(view->s->book, KIND_ACTION, order->action), NULL, NULL);
        view_pair_of(view, key, KIND_ACTION, order->action, bind);
        put_key(view->out, "from");
        view_pair_actor(view, order->actor);
        put_end(view->out);
    }
    json_close(view->out, '}');
}
