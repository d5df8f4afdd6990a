/* SPDX-License-Identifier: EUPL-1.2 */
/* random_seat.c -- picks from `can`, menus and `may`, as a person would. Never looks behind the
 * view. */
#include "random_seat.h"

#include <stdio.h>
#include <string.h>

#include "random_pick.h"

static json_t *command(const char *name)
{
    return json_pack("{s:s}", "command", name);
}

static json_t *offer_ready(const json_t *view, struct dice *dice)
{
    (void)view;
    json_t *body = command("ready");
    (void)json_object_set_new(body, "on", json_boolean(dice_hit(dice, 80)));
    return body;
}

static json_t *offer_rename(const json_t *view, struct dice *dice)
{
    (void)view;
    char name[24];
    json_t *body = command("me.rename");
    (void)snprintf(name, sizeof name, "Otter %d", dice_below(dice, 1000));
    (void)json_object_set_new(body, "name", json_string(name));
    return body;
}

static json_t *offer_stepout(const json_t *view, struct dice *dice)
{
    (void)view;
    json_t *body = command("me.stepout");
    (void)json_object_set_new(body, "on", json_boolean(dice_hit(dice, 50)));
    return body;
}

static json_t *offer_say(const json_t *view, struct dice *dice)
{
    bool red = json_is_true(json_object_get(json_object_get(view, "viewer"), "red"));
    json_t *body = command("say");
    (void)json_object_set_new(body, "room",
                              json_string(!red && dice_hit(dice, 50) ? "council" : "team"));
    (void)json_object_set_new(body, "text", json_string(pick_words(dice)));
    return body;
}

static json_t *filled(const json_t *view, struct dice *dice, const char *name)
{
    const json_t *fields = json_object_get(json_object_get(view, "card"), "fields"),
                 *incidents = json_object_get(view, "incidents");
    json_t *body = command(name), *values = json_object(), *per = json_object(), *field = NULL,
           *incident = NULL;
    const char *id = NULL, *which = NULL;
    json_object_foreach((json_t *)(uintptr_t)fields, id, field)
    {
        const char *kind = json_string_value(json_object_get(field, "per"));
        if (dice_hit(dice, 30)) {
            continue;
        }
        if (kind != NULL && strcmp(kind, "game") == 0) {
            (void)json_object_set_new(values, id, pick_value(field, dice));
            continue;
        }
        json_object_foreach((json_t *)(uintptr_t)incidents, which, incident)
        {
            if (json_object_get(per, which) == NULL) {
                (void)json_object_set_new(per, which, json_object());
            }
            (void)json_object_set_new(json_object_get(per, which), id, pick_value(field, dice));
        }
    }
    bool any = json_object_size(values) + json_object_size(per) > 0;
    (void)json_object_set_new(body, "values", values);
    (void)json_object_set_new(body, "incidents", per);
    if (!any) {
        json_decref(body);
        return NULL;
    }
    return body;
}

static json_t *offer_vote(const json_t *view, struct dice *dice)
{
    return filled(view, dice, "vote");
}

static json_t *offer_card(const json_t *view, struct dice *dice)
{
    return filled(view, dice, "card");
}

static json_t *offer_order(const json_t *view, struct dice *dice)
{
    const char *action = NULL, *name = NULL;
    const json_t *item =
        pick_able(json_object_get(json_object_get(view, "orders"), "menu"), dice, &action);
    if (item == NULL) {
        return NULL;
    }
    json_t *body = command("order"), *targets = json_object(), *target = NULL;
    json_object_foreach(json_object_get(item, "targets"), name, target)
    {
        const char *option = NULL;
        if (pick_able(json_object_get(target, "options"), dice, &option) != NULL) {
            (void)json_object_set_new(targets, name, json_string(option));
        }
    }
    (void)json_object_set_new(body, "action", json_string(action));
    (void)json_object_set_new(body, "targets", targets);
    const json_t *level = json_object_get(item, "level");
    if (level != NULL) {
        (void)json_object_set_new(body, "level", pick_value(level, dice));
    }
    if (dice_hit(dice, 30)) {
        (void)json_object_set_new(body, "note", json_string(pick_words(dice)));
    }
    return body;
}

static json_t *offer_cancel(const json_t *view, struct dice *dice)
{
    const char *order = NULL;
    const json_t *item =
        pick_any(json_object_get(json_object_get(view, "orders"), "queue"), dice, &order);
    const char *state = json_string_value(json_object_get(item, "state"));
    if (state == NULL || strcmp(state, "queued") != 0) {
        return NULL;
    }
    json_t *body = command("order.cancel");
    (void)json_object_set_new(body, "order", json_string(order));
    return body;
}

static json_t *offer_consent(const json_t *view, struct dice *dice)
{
    const char *order = NULL;
    if (pick_any(json_object_get(json_object_get(view, "orders"), "asks"), dice, &order) == NULL) {
        return NULL;
    }
    json_t *body = command("order.consent");
    (void)json_object_set_new(body, "order", json_string(order));
    (void)json_object_set_new(body, "yes", json_boolean(dice_hit(dice, 60)));
    return body;
}

static json_t *options_for(const json_t *options, struct dice *dice)
{
    json_t *chosen = json_object(), *option = NULL;
    const char *id = NULL;
    json_object_foreach((json_t *)(uintptr_t)options, id, option)
    {
        (void)json_object_set_new(chosen, id, json_boolean(dice_hit(dice, 40)));
    }
    return chosen;
}

static json_t *offer_table(const json_t *view, struct dice *dice)
{
    const char *kind = NULL, *target = NULL;
    const json_t *item =
        pick_able(json_object_get(json_object_get(view, "council"), "menu"), dice, &kind);
    if (item == NULL) {
        return NULL;
    }
    json_t *body = command("motion.table");
    (void)json_object_set_new(body, "motion", json_string(kind));
    if (pick_able(json_object_get(item, "target"), dice, &target) != NULL) {
        (void)json_object_set_new(body, "target", json_string(target));
    }
    if (json_object_get(item, "options") != NULL) {
        (void)json_object_set_new(body, "options",
                                  options_for(json_object_get(item, "options"), dice));
    }
    if (dice_hit(dice, 30)) {
        (void)json_object_set_new(body, "text", json_string(pick_words(dice)));
    }
    return body;
}

/* A motion on the agenda with something in `may`. */
static const json_t *pick_motion(const json_t *view, struct dice *dice, const char *right,
                                 const char **ret_id)
{
    const json_t *agenda = json_object_get(json_object_get(view, "council"), "agenda");
    json_t *open = json_object(), *motion = NULL;
    const char *id = NULL;
    json_object_foreach((json_t *)(uintptr_t)agenda, id, motion)
    {
        const json_t *may = json_object_get(json_object_get(motion, "may"), right);
        if (json_is_true(may) || json_object_size(may) > 0) {
            (void)json_object_set(open, id, motion);
        }
    }
    const json_t *found = pick_any(open, dice, ret_id);
    if (found != NULL) { /* the id must outlive `open` */
        *ret_id = json_object_iter_key(json_object_iter_at((json_t *)(uintptr_t)agenda, *ret_id));
    }
    json_decref(open);
    return found;
}

static json_t *of_motion(const char *name, const char *id, const json_t *motion)
{
    json_t *body = command(name);
    (void)json_object_set_new(body, "motion", json_string(id));
    if (motion != NULL) {
        (void)json_object_set(body, "rev", json_object_get(motion, "rev"));
    }
    return body;
}

static json_t *offer_answer(const json_t *view, struct dice *dice)
{
    const char *id = NULL, *actor = NULL, *answer = NULL, *condition = NULL;
    const json_t *motion = pick_motion(view, dice, "answers", &id);
    const json_t *may = json_object_get(motion, "may");
    const json_t *by = pick_any(json_object_get(may, "answers"), dice, &actor);
    const json_t *option = pick_any(json_object_get(by, "options"), dice, &answer);
    if (option == NULL) {
        return NULL;
    }
    json_t *body = of_motion("motion.answer", id, motion);
    (void)json_object_set_new(body, "actor", json_string(actor));
    (void)json_object_set_new(body, "answer", json_string(answer));
    if (json_is_true(json_object_get(option, "condition")) &&
        pick_any(json_object_get(may, "conditions"), dice, &condition) != NULL) {
        (void)json_object_set_new(body, "condition", json_string(condition));
    }
    if (json_is_true(json_object_get(option, "reason"))) {
        (void)json_object_set_new(body, "reason", json_string(pick_words(dice)));
    }
    return body;
}

static json_t *offer_agree(const json_t *view, struct dice *dice)
{
    const char *id = NULL;
    if (pick_motion(view, dice, "agree", &id) == NULL) {
        return NULL;
    }
    json_t *body = of_motion("motion.agree", id, NULL);
    (void)json_object_set_new(body, "yes", json_boolean(dice_hit(dice, 70)));
    return body;
}

static json_t *offer_amend(const json_t *view, struct dice *dice)
{
    const char *id = NULL;
    const json_t *motion = pick_motion(view, dice, "amend", &id);
    if (motion == NULL) {
        return NULL;
    }
    json_t *body = of_motion("motion.amend", id, motion);
    (void)json_object_set_new(body, "options",
                              options_for(json_object_get(motion, "options"), dice));
    (void)json_object_set_new(body, "text", json_string(pick_words(dice)));
    return body;
}

static json_t *steer(const json_t *view, struct dice *dice, const char *name, const char *right)
{
    const char *id = NULL;
    const json_t *motion = pick_motion(view, dice, right, &id);
    return motion == NULL ? NULL : of_motion(name, id, motion);
}

static json_t *offer_clarify(const json_t *view, struct dice *dice)
{
    return steer(view, dice, "motion.clarify", "clarify");
}

static json_t *offer_extend(const json_t *view, struct dice *dice)
{
    return steer(view, dice, "motion.extend", "extend");
}

static json_t *offer_withdraw(const json_t *view, struct dice *dice)
{
    return dice_hit(dice, 30) ? steer(view, dice, "motion.withdraw", "withdraw") : NULL;
}

static json_t *offer_slip(const json_t *view, struct dice *dice)
{
    const char *id = NULL, *actor = NULL;
    const json_t *motion = pick_motion(view, dice, "slips", &id);
    const json_t *slip =
        pick_any(json_object_get(json_object_get(motion, "may"), "slips"), dice, &actor);
    if (slip == NULL) {
        return NULL;
    }
    json_t *body = of_motion("motion.slip", id, NULL);
    (void)json_object_set_new(body, "actor", json_string(actor));
    (void)json_object_set_new(body, "level", pick_value(slip, dice));
    return body;
}

static const struct offer OFFERS[] = {
    {"ready", 1, offer_ready},
    {"me.rename", 1, offer_rename},
    {"me.stepout", 1, offer_stepout},
    {"say", 2, offer_say},
    {"vote", 4, offer_vote},
    {"card", 4, offer_card},
    {"order", 8, offer_order},
    {"order.cancel", 2, offer_cancel},
    {"order.consent", 4, offer_consent},
    {"motion.table", 4, offer_table},
    {"motion.answer", 12, offer_answer},
    {"motion.agree", 4, offer_agree},
    {"motion.amend", 2, offer_amend},
    {"motion.clarify", 2, offer_clarify},
    {"motion.extend", 1, offer_extend},
    {"motion.withdraw", 1, offer_withdraw},
    {"motion.slip", 5, offer_slip},
};

json_t *random_player(const json_t *view, struct dice *dice, const char *only)
{
    return pick_offer(OFFERS, sizeof OFFERS / sizeof OFFERS[0], view, dice, only);
}
