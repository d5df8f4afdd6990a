/* SPDX-License-Identifier: EUPL-1.2 */
/* choose.c -- draws the next decision from what the seat's own view offers: menus, `may`, the card.
 * Knows no rule. A council goes in fives: three positions, a request for clarification, and an
 * amendment of a text: a new version as long as the procedure allows one, after that a
 * clarification with a new text. */
#include "club.h"

#include <stdio.h>
#include <string.h>

#include "figures.h"

bool choose_new_versions;

enum { QUEUE_MOST = 3, COUNCIL_ROUND = 5 };

uint32_t chance(uint32_t below)
{
    static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below == 0 ? 0 : (uint32_t)((state >> 11) % below);
}

static unsigned allies(const struct game *game)
{
    unsigned mask = 0;
    for (int k = 0; k < game->seats; k++) {
        mask |= game->seat[k].ally ? 1u << k : 0;
    }
    return mask;
}

static unsigned team_of(const struct seat *seat)
{
    unsigned mask = 0;
    for (int k = 0; k < seat->game->seats; k++) {
        mask |= strcmp(seat->game->seat[k].team, seat->team) == 0 ? 1u << k : 0;
    }
    return mask;
}

static int count_of(const struct node *object)
{
    int count = 0;
    for (const struct node *node = object == NULL ? NULL : object->first; node != NULL;
         node = node->next) {
        count++;
    }
    return count;
}

static const struct node *nth(const struct node *object, int n)
{
    const struct node *node = object->first;
    while (n-- > 0) {
        node = node->next;
    }
    return node;
}

static const struct node *any_of(const struct node *object)
{
    int count = count_of(object);
    return count == 0 ? NULL : nth(object, (int)chance((uint32_t)count));
}

/* An answer that this seat may give and has not given; `wanted`: only this one. */
static bool position_on(const struct seat *seat, const struct node *motion, const char *wanted,
                        struct buf *body, unsigned *ret_need)
{
    const struct node *actor = any_of(tree_get(motion, "may.answers"));
    char path[120], given[NAME_SIZE];
    if (actor == NULL) {
        return false;
    }
    (void)snprintf(path, sizeof path, "positions.%s.answer", actor->key);
    (void)tree_text(motion, path, given, sizeof given);
    const struct node *options = tree_get(actor, "options"), *taken = NULL;
    for (int tries = 0; taken == NULL && tries < 8; tries++) {
        const struct node *option = any_of(options);
        bool is_ask = option != NULL && strcmp(option->key, "ask") == 0;
        if (option == NULL || strcmp(option->key, "break") == 0 ||
            strcmp(option->key, given) == 0 ||
            (wanted != NULL ? strcmp(option->key, wanted) != 0 : is_ask)) {
            continue;
        }
        taken = option;
    }
    if (taken == NULL) {
        return false;
    }
    buf_fmt(body,
            "{\"command\":\"motion.answer\",\"motion\":\"%s\",\"rev\":%ld,\"actor\":\"%s\","
            "\"answer\":\"%s\"",
            motion->key, tree_int(motion, "rev", 0), actor->key, taken->key);
    const struct node *conditions = tree_get(motion, "may.conditions");
    if (tree_true(taken, "condition") && conditions != NULL && conditions->first != NULL) {
        buf_fmt(body, ",\"condition\":\"%s\"", any_of(conditions)->key);
    }
    if (tree_true(taken, "reason")) {
        buf_str(body, ",\"reason\":\"Onze regering wil dit eerst in het parlement bespreken.\"");
    }
    buf_char(body, '}');
    bool hidden =
        strcmp(taken->key, "silent") == 0 && (given[0] == '\0' || strcmp(given, "silent") == 0);
    *ret_need = hidden ? team_of(seat) : allies(seat->game);
    return true;
}

static bool choose_position(struct game *game, const char *wanted, struct buf *body, int *ret_seat,
                            unsigned *ret_need)
{
    for (int tries = 0; tries < 8 * game->seats; tries++) {
        int k = (int)chance((uint32_t)game->seats);
        const struct node *motion = any_of(tree_get(&game->seat[k].view, "council.agenda"));
        if (motion != NULL && position_on(&game->seat[k], motion, wanted, body, ret_need)) {
            *ret_seat = k;
            return true;
        }
    }
    return false;
}

static bool amend(const struct node *motion, struct buf *body)
{
    if (!tree_true(motion, "may.amend")) {
        return false;
    }
    buf_fmt(body,
            "{\"command\":\"motion.amend\",\"motion\":\"%s\",\"rev\":%ld,\"text\":\"De tekst is "
            "gewijzigd na overleg.\",\"options\":{",
            motion->key, tree_int(motion, "rev", 0));
    const struct node *options = tree_get(motion, "options");
    for (const struct node *option = options == NULL ? NULL : options->first; option != NULL;
         option = option->next) {
        buf_fmt(body, "%s\"%s\":%s", option == options->first ? "" : ",", option->key,
                tree_true(option, "on") ? "false" : "true");
    }
    buf_str(body, "}}");
    return true;
}

static bool clarify(const struct node *motion, struct buf *body)
{
    if (!tree_true(motion, "may.clarify")) {
        return false;
    }
    buf_fmt(body,
            "{\"command\":\"motion.clarify\",\"motion\":\"%s\",\"rev\":%ld,\"text\":\"Toegelicht: "
            "dit geldt %u dagen.\"}",
            motion->key, tree_int(motion, "rev", 0), chance(90) + 10);
    return true;
}

static bool choose_amendment(struct game *game, struct buf *body, int *ret_seat, unsigned *ret_need)
{
    typedef bool (*way)(const struct node *motion, struct buf *body);
    static const way WAYS[] = {amend, clarify};
    *ret_need = allies(game);
    for (size_t w = choose_new_versions ? 0 : 1; w < sizeof WAYS / sizeof WAYS[0]; w++) {
        for (int k = 0; k < game->seats; k++) {
            const struct node *agenda = tree_get(&game->seat[k].view, "council.agenda");
            for (const struct node *motion = agenda == NULL ? NULL : agenda->first; motion != NULL;
                 motion = motion->next) {
                *ret_seat = k;
                if (WAYS[w](motion, body)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Every target of an action, each from the options that can be chosen now. */
static bool write_targets(const struct node *item, struct buf *body)
{
    const struct node *targets = tree_get(item, "targets");
    if (targets == NULL) {
        return true;
    }
    buf_str(body, ",\"targets\":{");
    for (const struct node *target = targets->first; target != NULL; target = target->next) {
        const struct node *option = NULL;
        for (int tries = 0; tries < 16 && (option == NULL || !tree_true(option, "able")); tries++) {
            option = any_of(tree_get(target, "options"));
        }
        if (option == NULL || !tree_true(option, "able")) {
            return false;
        }
        buf_fmt(body, "%s\"%s\":\"%s\"", target == targets->first ? "" : ",", target->key,
                option->key);
    }
    buf_char(body, '}');
    return true;
}

static bool order_of(const struct seat *seat, struct buf *body)
{
    const struct node *item = any_of(tree_get(&seat->view, "orders.menu"));
    if (item == NULL || !tree_true(item, "able")) {
        return false;
    }
    buf_fmt(body, "{\"command\":\"order\",\"action\":\"%s\"", item->key);
    if (tree_get(item, "level") != NULL) {
        long lo = tree_int(item, "level.lo", 0), hi = tree_int(item, "level.hi", 0);
        buf_fmt(body, ",\"level\":%ld", lo + (long)chance((uint32_t)(hi - lo + 1)));
    }
    if (!write_targets(item, body)) {
        buf_clear(body);
        return false;
    }
    buf_char(body, '}');
    return true;
}

/* Takes back one of the team's own queued orders. */
static bool cancel_of(const struct seat *seat, struct buf *body)
{
    const struct node *order = any_of(tree_get(&seat->view, "orders.queue"));
    char state[NAME_SIZE];
    if (order == NULL || strcmp(tree_text(order, "state", state, sizeof state), "queued") != 0 ||
        tree_get(order, "by") != NULL) {
        return false;
    }
    buf_fmt(body, "{\"command\":\"order.cancel\",\"order\":\"%s\"}", order->key);
    return true;
}

static bool choose_order(struct game *game, struct buf *body, int *ret_seat, unsigned *ret_need)
{
    for (int tries = 0; tries < 16 * game->seats; tries++) {
        int k = (int)chance((uint32_t)game->seats);
        struct seat *seat = &game->seat[k];
        int queued = count_of(tree_get(&seat->view, "orders.queue"));
        bool done =
            queued < QUEUE_MOST && chance(4) != 0 ? order_of(seat, body) : cancel_of(seat, body);
        if (done) {
            *ret_seat = k;
            *ret_need = team_of(seat);
            return true;
        }
    }
    return false;
}

static long card_value(const struct node *field)
{
    const struct node *option = any_of(tree_get(field, "options"));
    long lo = tree_int(field, "lo", 0), hi = tree_int(field, "hi", 0);
    return option != NULL ? tree_int(option, "value", 0)
                          : lo + (long)chance((uint32_t)(hi - lo + 1));
}

/* Each field gets another value than the seat gave before, so that every vote changes something. */
static void write_fields(const struct seat *seat, const struct node *fields, const char *per,
                         struct buf *body)
{
    char word[NAME_SIZE], path[120];
    bool first = true;
    for (const struct node *field = fields->first; field != NULL; field = field->next) {
        if (strcmp(tree_text(field, "per", word, sizeof word), per) == 0) {
            (void)snprintf(path, sizeof path, "me.vote.values.%s", field->key);
            long before = tree_int(&seat->view, path, -1), value = card_value(field);
            for (int tries = 0; tries < 32 && value == before; tries++) {
                value = card_value(field);
            }
            buf_fmt(body, "%s\"%s\":%ld", first ? "" : ",", field->key, value);
            first = false;
        }
    }
}

static bool choose_vote(struct game *game, struct buf *body, int *ret_seat, unsigned *ret_need)
{
    for (int tries = 0; tries < 8 * game->seats; tries++) {
        int k = (int)chance((uint32_t)game->seats);
        const struct node *fields = tree_get(&game->seat[k].view, "card.fields"),
                          *incidents = tree_get(&game->seat[k].view, "incidents");
        if (fields == NULL || fields->first == NULL) {
            continue;
        }
        buf_str(body, "{\"command\":\"vote\",\"values\":{");
        write_fields(&game->seat[k], fields, "game", body);
        buf_str(body, "},\"incidents\":{");
        bool first = true;
        for (const struct node *i = incidents == NULL ? NULL : incidents->first; i != NULL;
             i = i->next) {
            if (tree_true(i, "open")) {
                buf_fmt(body, "%s\"%s\":{", first ? "" : ",", i->key);
                write_fields(&game->seat[k], fields, "incident", body);
                buf_char(body, '}');
                first = false;
            }
        }
        buf_str(body, "}}");
        *ret_seat = k;
        *ret_need = 1u << k;
        return true;
    }
    return false;
}

bool choose(struct game *game, enum kind kind, struct buf *body, int *ret_seat, unsigned *ret_need)
{
    buf_clear(body);
    switch (kind) {
    case KIND_POSITION:
        return (game->steps % COUNCIL_ROUND == COUNCIL_ROUND - 2 &&
                choose_position(game, "ask", body, ret_seat, ret_need)) ||
               choose_position(game, NULL, body, ret_seat, ret_need);
    case KIND_AMENDMENT:
        return choose_amendment(game, body, ret_seat, ret_need);
    case KIND_ORDER:
        return choose_order(game, body, ret_seat, ret_need);
    case KIND_VOTE:
        return choose_vote(game, body, ret_seat, ret_need);
    case KINDS_OF_DECISION:
        break;
    }
    return false;
}
