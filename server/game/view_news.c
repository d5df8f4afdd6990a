/* SPDX-License-Identifier: EUPL-1.2 */
/* view_news.c -- what a viewer reads: the briefing with its packets, and the messages. Both are
 * numbered per viewer: the n-th item that these eyes see, so that a gap tells nothing. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

enum { NEWS_SENT_MAX = 300 }; /* the latest ones; the recording has all */

/* Did the packet's condition hold when its turn opened? It stays as it was sent, whatever changes
 * later. */
static bool packet_sent(const struct view *view, int packet, const json_t *row)
{
    int64_t turn = json_integer_value(json_object_get(row, "turn"));
    uint32_t when = scenario_packet_when(view->s->scenario, packet);
    if (turn > view->s->turn || turn > TURNS_MAX || turn < 0) {
        return false;
    }
    const struct world *then = turn < 1 ? view->s->start_world : view->s->turn_world[turn];
    return then != NULL && (when == 0 || engine_eval(view->p, then, when, NULL, 0) != 0);
}

static void write_packets(const struct view *view)
{
    const json_t *packets = json_object_get(scenario_json(view->s->scenario), "packets");
    char key[VIEW_KEY_MAX];
    int n = 0;
    put_object(view->out, "packets");
    for (size_t k = 0; k < json_array_size(packets); k++) {
        const json_t *row = json_array_get(packets, k);
        const char *id = json_string_value(json_object_get(row, "id"));
        if (id == NULL || !eyes_addressed(view, json_string_value(json_object_get(row, "to"))) ||
            !packet_sent(view, (int)k, row)) {
            continue;
        }
        char name[16]; /* the book's id would tell which variant of a packet was drawn for others */
        (void)numbered(name, "k", ++n);
        put_object(view->out, name);
        put_int(view->out, "n", n);
        put_int(view->out, "turn", json_integer_value(json_object_get(row, "turn")));
        view_named(view, "title", view_key(key, "packet", id, "title", NULL));
        view_named(view, "text", view_key(key, "packet", id, "text", NULL));
        put_end(view->out);
    }
    put_end(view->out);
}

void view_brief(const struct view *view)
{
    char key[VIEW_KEY_MAX];
    if (view->s->phase == PHASE_LOBBY) {
        return;
    }
    json_open(view->out, '{');
    view_named(view, "text", "brief");
    if (view->eyes.team != NONE) {
        view_key(key, "team", view->s->team[view->eyes.team].id, "card", NULL);
        if (view_has(view, key)) {
            view_named(view, "card", key);
        }
    } else if (view->eyes.all && view_has(view, "notes")) {
        view_named(view, "card", "notes");
    }
    write_packets(view);
    json_close(view->out, '}');
}

static const char *const NEWS_WORDS[NEWS_KINDS] = {
    [NEWS_NEWS] = "news",       [NEWS_INTEL] = "intel",         [NEWS_INJECT] = "inject",
    [NEWS_WHISPER] = "whisper", [NEWS_BROADCAST] = "broadcast", [NEWS_SAY] = "say",
};

static bool news_seen(const struct view *view, const struct news *news)
{
    return eyes_may(&view->eyes, news->see & (SEE_ALL & ~SEE_OWN), NONE) ||
           (news->actors & view->eyes.actors) != 0;
}

static void write_text(const struct view *view, const struct news *news)
{
    char key[VIEW_KEY_MAX];
    if (news->words != NULL) {
        view_pair_plain(view, news->words);
    } else if (news->event != NONE) {
        view_key(key, "event", scenario_event_id(view->s->scenario, news->event), NULL, NULL);
        view_pair_of(view, key, KIND_RULE, news->rule, news->bind);
    } else {
        view_pair_of(view, scenario_tell_key(view->s->scenario, news->text), KIND_RULE, news->rule,
                     news->bind);
    }
}

static void write_to(const struct view *view, const struct news *news)
{
    char key[VIEW_KEY_MAX];
    if (news->kind != NEWS_SAY && news->kind != NEWS_WHISPER) {
        return;
    }
    for (int k = 0; k < view->s->teams; k++) {
        if (news->actors != 0 && view->s->team[k].actors == news->actors) {
            view_named(view, "to", view_key(key, "team", view->s->team[k].id, NULL, NULL));
            return;
        }
    }
    if ((news->see & SEE_ALLIES) != 0 && (news->see & SEE_PUBLIC) == 0) {
        put_key(view->out, "to");
        view_pair_word(view, WORD_TO_COUNCIL);
    }
}

static void write_news(const struct view *view, const struct news *news, int n)
{
    char id[16];
    (void)numbered(id, "n", n);
    put_object(view->out, id);
    put_int(view->out, "n", n);
    put_int(view->out, "turn", news->turn);
    put_int(view->out, "day", news->day);
    put_str(view->out, "kind", NEWS_WORDS[news->kind]);
    if (strcmp(news->from, "host") == 0 || news->kind == NEWS_WHISPER ||
        news->kind == NEWS_BROADCAST) {
        put_key(view->out, "from");
        view_pair_word(view, WORD_HOST);
    } else if (news->from[0] != '\0') {
        put_key(view->out, "from");
        view_pair_plain(view, news->from);
    }
    put_key(view->out, "text");
    write_text(view, news);
    write_to(view, news);
    put_end(view->out);
}

void view_news(const struct view *view)
{
    int seen = 0, n = 0;
    for (int k = 0; k < view->s->newses; k++) {
        seen += news_seen(view, &view->s->news[k]);
    }
    json_open(view->out, '{');
    for (int k = 0; k < view->s->newses; k++) {
        if (news_seen(view, &view->s->news[k]) && ++n > seen - NEWS_SENT_MAX) {
            write_news(view, &view->s->news[k], n);
        }
    }
    json_close(view->out, '}');
}
