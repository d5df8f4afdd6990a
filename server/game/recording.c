/* SPDX-License-Identifier: EUPL-1.2 */
/* recording.c -- writes recordings: the header, the rules that were played with, the events, the
 * tail. */
#include "game/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "game/line.h"
#include "game/recording_lines.h"

void recording_hash(const json_t *files, char ret_hex[HASH_HEX_SIZE])
{
    uint8_t hash[HASH_SIZE];
    size_t size = 0;
    AUTO_FREE char *text = book_canonical(files, &size);
    hash_once(hash, text, size);
    hash_hex(ret_hex, hash);
}

void recording_header(const struct session *session, struct buf *line)
{
    json_open(line, '{');
    json_key(line, "hoeksteen");
    json_str(line, "recording");
    json_key(line, "exercise");
    json_str(line, "EXERCISE / OEFENING");
    json_key(line, "format");
    json_int(line, RECORDING_FORMAT);
    json_key(line, "session");
    json_str(line, session->id);
    json_key(line, "scenario");
    json_str(line, json_string_value(json_object_get(scenario_json(session->scenario), "id")));
    json_key(line, "book_hash");
    json_str(line, session->book_hash);
    json_key(line, "scenario_hash");
    json_str(line, session->scenario_hash);
    json_close(line, '}');
}

void recording_begin(struct session *session)
{
    struct buf line;
    buf_init(&line, 4096);
    recording_header(session, &line);
    hash_once(session->link, line.data, line.size);
    buf_done(&line);
}

void recording_file(const char *of, const char *name, const json_t *doc, struct buf *line)
{
    size_t size = 0;
    AUTO_FREE char *text = book_canonical(doc, &size);
    json_open(line, '{');
    json_key(line, "of");
    json_str(line, of);
    json_key(line, "file");
    json_str(line, name);
    json_key(line, "doc");
    json_raw(line, text, size);
    json_close(line, '}');
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In the order of their whole names, however the folder was read. */
static void write_files(const json_t *files, const char *of, struct buf *lines)
{
    size_t count = 0;
    const char *name = NULL;
    json_t *doc = NULL;
    const char **names = calloc(json_object_size(files) + 1, sizeof *names);
    if (names == NULL) {
        abort();
    }
    json_object_foreach((json_t *)(uintptr_t)files, name, doc)
    {
        names[count++] = name;
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t k = 0; k < count; k++) {
        recording_file(of, names[k], json_object_get(files, names[k]), lines);
        buf_char(lines, '\n');
    }
    free(names);
}

void recording_head(const struct session *session, struct buf *lines)
{
    struct buf header;
    buf_init(&header, 4096);
    recording_header(session, &header);
    buf_add(lines, header.data, header.size);
    buf_char(lines, '\n');
    buf_done(&header);
    write_files(book_files(session->book), "book", lines);
    write_files(scenario_files(session->scenario), "scenario", lines);
}

void recording_tail(const struct session *session, struct buf *line)
{
    char hex[HASH_HEX_SIZE];
    hash_hex(hex, session->link);
    json_open(line, '{');
    json_key(line, "end");
    json_int(line, session->seq);
    json_key(line, "prev");
    json_str(line, hex);
    json_close(line, '}');
    buf_char(line, '\n');
}
