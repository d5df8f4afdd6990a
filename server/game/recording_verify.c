/* SPDX-License-Identifier: EUPL-1.2 */
/* recording_verify.c -- verifies recordings: recomputes every event through the recording's own
 * book, so that a result altered together with its chain is found all the same. */
#include "game/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "game/line.h"
#include "game/recording_lines.h"

/* Everything verify holds while it walks the lines. */
struct reading {
    const char *at, *end;
    int64_t line; /* number of the present line */
    const char *text;
    size_t size;
    char header[4096];
    size_t header_size;
    json_t *book, *scenario;
    char scenario_id[64], book_hash[HASH_HEX_SIZE], scenario_hash[HASH_HEX_SIZE],
        session_id[ID_UUID_SIZE];
    struct shelf *shelf;
    struct session *session;
};

static bool next_line(struct reading *r)
{
    if (r->at >= r->end) {
        return false;
    }
    const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
    r->text = r->at;
    r->size = (size_t)((stop == NULL ? r->end : stop) - r->at);
    r->at = stop == NULL ? r->end : stop + 1;
    r->line++;
    return true;
}

static enum err_code damaged(struct err *err, const char *text)
{
    return err_set(err, ERR_DAMAGED, "", "%s", text);
}

static enum err_code read_header(struct reading *r, struct err *err)
{
    json_error_t at;
    if (!next_line(r) || r->size >= sizeof r->header) {
        r->line = 1; /* of an empty file, too */
        return damaged(err, "there is no header");
    }
    memcpy(r->header, r->text, r->size);
    r->header_size = r->size;
    json_t *root = json_loadb(r->text, r->size, JSON_REJECT_DUPLICATES, &at);
    const char *kind = json_string_value(json_object_get(root, "hoeksteen"));
    json_int_t format = json_integer_value(json_object_get(root, "format"));
    const char *scenario = json_string_value(json_object_get(root, "scenario"));
    const char *session = json_string_value(json_object_get(root, "session"));
    const char *book_hash = json_string_value(json_object_get(root, "book_hash"));
    const char *scenario_hash = json_string_value(json_object_get(root, "scenario_hash"));
    bool good = kind != NULL && strcmp(kind, "recording") == 0 && scenario != NULL &&
                session != NULL && book_hash != NULL && scenario_hash != NULL;
    if (good) {
        (void)snprintf(r->scenario_id, sizeof r->scenario_id, "%s", scenario);
        (void)snprintf(r->session_id, sizeof r->session_id, "%s", session);
        (void)snprintf(r->book_hash, sizeof r->book_hash, "%s", book_hash);
        (void)snprintf(r->scenario_hash, sizeof r->scenario_hash, "%s", scenario_hash);
    }
    json_decref(root);
    if (!good) {
        return damaged(err, "the first line is no header of a recording");
    }
    if (format != RECORDING_FORMAT) {
        return err_set(err, ERR_DAMAGED, "",
                       "format %lld is not known; this program reads format %d", (long long)format,
                       RECORDING_FORMAT);
    }
    return ERR_OK;
}

/* Is the present line, byte for byte and in its place, what this program would have written? */
static bool as_written(const struct reading *r, const char *of, const char *name, const json_t *doc,
                       const char *last)
{
    char place[300];
    struct buf line;
    buf_init(&line, RECORDING_LINE_MAX);
    (void)snprintf(place, sizeof place, "%s/%s", of, name);
    if (doc != NULL) {
        recording_file(of, name, doc, &line);
    }
    bool good =
        line.size == r->size && memcmp(line.data, r->text, r->size) == 0 && strcmp(last, place) < 0;
    buf_done(&line);
    return good;
}

/* File lines until the first event; leaves the event's line as the present one. */
static enum err_code read_files(struct reading *r, struct err *err)
{
    char last[300] = "";
    r->book = json_object();
    r->scenario = json_object();
    while (next_line(r)) {
        json_error_t at;
        json_t *root = json_loadb(r->text, r->size, JSON_REJECT_DUPLICATES, &at);
        const char *file = json_string_value(json_object_get(root, "file"));
        const char *of = json_string_value(json_object_get(root, "of"));
        if (root != NULL && file == NULL) {
            json_decref(root);
            return ERR_OK;
        }
        json_t *files = of != NULL && strcmp(of, "book") == 0 ? r->book : r->scenario;
        bool good = root != NULL && of != NULL && json_object_get(files, file) == NULL &&
                    as_written(r, of, file, json_object_get(root, "doc"), last);
        if (good) {
            (void)snprintf(last, sizeof last, "%s/%s", of, file);
            (void)json_object_set(files, file, json_object_get(root, "doc"));
        }
        json_decref(root);
        if (!good) {
            return damaged(err, "the line is no file of the recording");
        }
    }
    return damaged(err, "the recording ends before its first event");
}

static enum err_code open_shelf(struct reading *r, struct err *err)
{
    char hex[HASH_HEX_SIZE];
    recording_hash(r->book, hex);
    if (strcmp(hex, r->book_hash) != 0) {
        r->line = 1;
        return damaged(err, "the rule book is not the one the header names");
    }
    recording_hash(r->scenario, hex);
    if (strcmp(hex, r->scenario_hash) != 0) {
        r->line = 1;
        return damaged(err, "the scenario is not the one the header names");
    }
    struct diags *diags = calloc(1, sizeof *diags);
    json_t *scenarios = json_object();
    (void)json_object_set(scenarios, r->scenario_id, r->scenario);
    r->shelf = diags == NULL ? NULL : shelf_of(r->book, scenarios, diags);
    json_decref(scenarios);
    enum err_code code = ERR_OK;
    if (r->shelf == NULL) {
        code = err_set(err, ERR_DAMAGED, "", "its rule book is not accepted: %.200s",
                       diags == NULL ? "" : diags->item[0].text);
    }
    free(diags);
    return code;
}

enum {
    LINK_TAIL = HASH_HEX_SIZE - 1 + 2
}; /* 64 digits, quote and brace: how every line of the chain ends */

/* Does the next line follow the present one as it stands? */
static bool next_follows(const struct reading *r)
{
    const char *stop = r->at < r->end ? memchr(r->at, '\n', (size_t)(r->end - r->at)) : NULL;
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    hash_once(hash, r->text, r->size);
    hash_hex(hex, hash);
    return stop != NULL && stop - r->at > LINK_TAIL &&
           memcmp(stop - LINK_TAIL, hex, HASH_HEX_SIZE - 1) == 0;
}

/* The present line is not what the session writes. When only its link is another and the chain goes
 * on from it, the line before was changed, in a word that no rule reads. */
static enum err_code wrong_link(struct reading *r, const struct buf *again, struct err *err)
{
    const bool alike = again->size == r->size;
    if (alike && memcmp(again->data, r->text, r->size - LINK_TAIL) == 0 && next_follows(r)) {
        r->line--;
        return damaged(err, "the line is not the one that the next line's chain names");
    }
    return damaged(err, "the line or the chain before it was changed");
}

/* The header again, now that the first event has made the session. */
static enum err_code check_header(struct reading *r, struct err *err)
{
    struct buf again;
    buf_init(&again, sizeof r->header);
    recording_header(r->session, &again);
    bool same = again.size == r->header_size && memcmp(again.data, r->header, r->header_size) == 0;
    buf_done(&again);
    r->line = same ? r->line : 1;
    return same ? ERR_OK : damaged(err, "the header is not the one that belongs to this game");
}

static enum err_code check_event(struct reading *r, recording_seen seen, void *cls, bool *ret_go,
                                 struct err *err)
{
    struct line line = {0};
    struct buf out, again;
    const char *was = NULL;
    size_t was_size = 0;
    struct session *s = r->session;
    const struct library library = shelf_library(r->shelf);
    enum err_code code = line_read(r->text, r->size, &line, err);
    if (code != ERR_OK) {
        return code;
    }
    buf_init(&out, RECORDING_LINE_MAX);
    buf_init(&again, RECORDING_LINE_MAX);
    if (line.seq != s->seq + 1 || line.t < s->t) {
        code = err_set(err, ERR_DAMAGED, "", "event %lld follows event %lld", (long long)line.seq,
                       (long long)s->seq);
    }
    if (code == ERR_OK && !line_out(r->text, r->size, &was, &was_size)) {
        code = damaged(err, "the line lacks its result or its chain");
    }
    if (code == ERR_OK &&
        session_apply(s, &library, line.type, line.by, line.t, line.data, &out, err) != ERR_OK) {
        code = ERR_DAMAGED;
        if (err != NULL) {
            err->code = ERR_DAMAGED;
        }
    }
    if (code == ERR_OK && line.seq == 1) {
        code = check_header(r, err);
        hash_once(s->link, r->header, r->header_size);
    }
    if (code == ERR_OK && (out.size != was_size || memcmp(out.data, was, was_size) != 0)) {
        code = damaged(err, "the recorded result is not what the rules give");
    }
    if (code == ERR_OK) {
        AUTO_FREE char *data = json_dumps(line.data, JSON_COMPACT | JSON_ENCODE_ANY);
        line_write(s, line.type, line.by, line.key, data, &out, &again);
        if (again.size != r->size || memcmp(again.data, r->text, r->size) != 0) {
            code = wrong_link(r, &again, err);
        }
    }
    if (code == ERR_OK && seen != NULL) {
        *ret_go = seen(cls, s, line.seq, line.type);
    }
    buf_done(&out);
    buf_done(&again);
    line_done(&line);
    return code;
}

static bool is_tail(const struct reading *r)
{
    return r->size > 8 && memcmp(r->text, "{\"end\":", 7) == 0;
}

static enum err_code check_tail(struct reading *r, struct err *err)
{
    struct buf tail;
    buf_init(&tail, 4096);
    recording_tail(r->session, &tail);
    bool same = tail.size == r->size + 1 && memcmp(tail.data, r->text, r->size) == 0;
    buf_done(&tail);
    if (!same) {
        return damaged(err, "the closing line does not fit the events");
    }
    if (r->at < r->end) {
        r->line++;
        return damaged(err, "there is something after the closing line");
    }
    return ERR_OK;
}

static enum err_code walk(struct reading *r, recording_seen seen, void *cls, struct err *err)
{
    bool go = true, more = true;
    enum err_code code = read_header(r, err);
    code = code == ERR_OK ? read_files(r, err) : code;
    int64_t first = r->line;
    code = code == ERR_OK ? open_shelf(r, err) : code;
    if (code != ERR_OK) {
        return code;
    }
    r->line = first;
    r->session = session_new(r->session_id);
    r->session->verify = true;
    while (go && more) {
        if (is_tail(r)) {
            return check_tail(r, err);
        }
        code = check_event(r, seen, cls, &go, err);
        if (code != ERR_OK) {
            return code;
        }
        more = next_line(r);
    }
    r->line++;
    return go ? damaged(err, "the closing line is missing: the recording was cut off") : ERR_OK;
}

enum err_code recording_verify(const char *data, size_t size, recording_seen seen, void *cls,
                               int64_t *ret_line, struct err *err)
{
    struct reading r = {.at = data, .end = data + size};
    enum err_code code = walk(&r, seen, cls, err);
    *ret_line = r.line;
    session_free(r.session);
    shelf_free(r.shelf);
    json_decref(r.book);
    json_decref(r.scenario);
    return code;
}
