/* SPDX-License-Identifier: EUPL-1.2 */
/* random_host.c -- a facilitator who does something that the desk offers, short of moving the phase
 * on. */
#include <stdio.h>
#include <string.h>

#include "random_pick.h"
#include "random_seat.h"

static json_t *command(const char *name)
{
    return json_pack("{s:s}", "command", name);
}

static json_t *offer_pause(const json_t *view, struct dice *dice)
{
    (void)dice;
    const char *state =
        json_string_value(json_object_get(json_object_get(view, "session"), "state"));
    return state == NULL || strcmp(state, "paused") == 0 ? NULL : command("phase.pause");
}

static json_t *offer_resume(const json_t *view, struct dice *dice)
{
    (void)dice;
    const char *state =
        json_string_value(json_object_get(json_object_get(view, "session"), "state"));
    return state != NULL && strcmp(state, "paused") == 0 ? command("phase.resume") : NULL;
}

static json_t *offer_extend(const json_t *view, struct dice *dice)
{
    const char *state = json_string_value(json_object_get(json_object_get(view, "clock"), "state"));
    if (state == NULL || strcmp(state, "off") == 0) {
        return NULL;
    }
    json_t *body = command("phase.extend");
    (void)json_object_set_new(body, "minutes", json_integer(1 + dice_below(dice, 30)));
    return body;
}

static json_t *offer_broadcast(const json_t *view, struct dice *dice)
{
    (void)view;
    json_t *body = command("broadcast");
    (void)json_object_set_new(body, "text", json_string(pick_words(dice)));
    return body;
}

static const char *team_name(const json_t *view, struct dice *dice)
{
    const char *team = "";
    for (int k = 0; k < 20 && team[0] == '\0'; k++) { /* "" holds who has no seat */
        (void)pick_any(json_object_get(view, "teams"), dice, &team);
    }
    return team;
}

static json_t *offer_whisper(const json_t *view, struct dice *dice)
{
    json_t *body = command("whisper");
    (void)json_object_set_new(body, "team", json_string(team_name(view, dice)));
    (void)json_object_set_new(body, "text", json_string(pick_words(dice)));
    return body;
}

static json_t *offer_inject(const json_t *view, struct dice *dice)
{
    const char *event = NULL;
    const json_t *item =
        pick_any(json_object_get(json_object_get(view, "desk"), "events"), dice, &event);
    if (item == NULL || !json_is_true(json_object_get(item, "able"))) {
        return NULL;
    }
    json_t *body = command("inject");
    (void)json_object_set_new(body, "event", json_string(event));
    return body;
}

static json_t *offer_truth(const json_t *view, struct dice *dice)
{
    const char *draw = NULL, *option = NULL;
    const json_t *item =
        pick_any(json_object_get(json_object_get(view, "desk"), "truth"), dice, &draw);
    if (pick_any(json_object_get(item, "options"), dice, &option) == NULL) {
        return NULL;
    }
    json_t *body = command("truth.set");
    (void)json_object_set_new(body, "draw", json_string(draw));
    (void)json_object_set_new(body, "option", json_string(option));
    return body;
}

static json_t *offer_override(const json_t *view, struct dice *dice)
{
    const char *var = NULL, *dimension = NULL;
    const json_t *item =
        pick_any(json_object_get(json_object_get(view, "desk"), "vars"), dice, &var);
    if (item == NULL) {
        return NULL;
    }
    json_t *body = command("override"), *index = json_object(), *members = NULL;
    json_object_foreach(json_object_get(item, "of"), dimension, members)
    {
        const char *member = NULL;
        if (pick_any(members, dice, &member) == NULL) {
            json_decref(index);
            json_decref(body);
            return NULL; /* of incidents that are not there */
        }
        (void)json_object_set_new(index, dimension, json_string(member));
    }
    (void)json_object_set_new(body, "var", json_string(var));
    (void)json_object_set_new(body, "index", index);
    (void)json_object_set_new(body, "value", pick_value(item, dice));
    (void)json_object_set_new(body, "note", json_string(pick_words(dice)));
    return body;
}

static json_t *offer_undo(const json_t *view, struct dice *dice)
{
    const char *which = NULL;
    if (pick_any(json_object_get(json_object_get(view, "desk"), "overrides"), dice, &which) ==
        NULL) {
        return NULL;
    }
    int number = 0;
    (void)sscanf(which, "%d", &number);
    json_t *body = command("override.undo");
    (void)json_object_set_new(body, "override", json_integer(number));
    return body;
}

static json_t *offer_automate(const json_t *view, struct dice *dice)
{
    json_t *body = command("team.automate");
    (void)json_object_set_new(body, "team", json_string(team_name(view, dice)));
    (void)json_object_set_new(body, "on", json_boolean(dice_hit(dice, 30)));
    return body;
}

static json_t *offer_lock(const json_t *view, struct dice *dice)
{
    (void)view;
    json_t *body = command("lobby.lock");
    (void)json_object_set_new(body, "on", json_boolean(dice_hit(dice, 50)));
    return body;
}

static json_t *offer_phrase(const json_t *view, struct dice *dice)
{
    const char *team = NULL, *person = NULL;
    const json_t *item = pick_any(json_object_get(view, "teams"), dice, &team);
    if (pick_any(json_object_get(item, "people"), dice, &person) == NULL) {
        return NULL;
    }
    json_t *body = command("seat.phrase");
    (void)json_object_set_new(body, "participant", json_string(person));
    return body;
}

static json_t *offer_rename(const json_t *view, struct dice *dice)
{
    json_t *body = offer_phrase(view, dice);
    if (body != NULL) {
        (void)json_object_set_new(body, "command", json_string("seat.rename"));
        (void)json_object_set_new(body, "name",
                                  json_string(dice_hit(dice, 50) ? "Reiger" : "Bever 7"));
    }
    return body;
}

static json_t *offer_reveal(const json_t *view, struct dice *dice)
{
    (void)dice;
    const json_t *reveal = json_object_get(view, "reveal");
    bool more = json_integer_value(json_object_get(reveal, "step")) <
                json_integer_value(json_object_get(reveal, "steps"));
    return more ? command("reveal.next") : NULL;
}

static const struct offer OFFERS[] = {
    {"phase.pause", 1, offer_pause},   {"phase.resume", 20, offer_resume},
    {"phase.extend", 1, offer_extend}, {"broadcast", 3, offer_broadcast},
    {"whisper", 3, offer_whisper},     {"inject", 1, offer_inject},
    {"truth.set", 1, offer_truth},     {"override", 8, offer_override},
    {"override.undo", 3, offer_undo},  {"team.automate", 1, offer_automate},
    {"lobby.lock", 1, offer_lock},     {"seat.phrase", 1, offer_phrase},
    {"seat.rename", 1, offer_rename},  {"reveal.next", 5, offer_reveal},
};

json_t *random_host(const json_t *view, struct dice *dice, const char *only)
{
    return pick_offer(OFFERS, sizeof OFFERS / sizeof OFFERS[0], view, dice, only);
}
