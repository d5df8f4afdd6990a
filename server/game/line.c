/* SPDX-License-Identifier: EUPL-1.2 */
/* line.c -- event lines. The order of the keys is fixed, so that equal events are equal bytes. */
#include "game/line.h"

#include <string.h>

#include "base/hash.h"

static const char *const INPUT_WORDS[] = {
#define INPUT_WORD(name, word) word,
    INPUT_LIST(INPUT_WORD)
#undef INPUT_WORD
};

void line_write(struct session *session, enum input type, const char *by, const char *key,
                const char *data, const struct buf *out, struct buf *line)
{
    char hex[HASH_HEX_SIZE];
    hash_hex(hex, session->link);
    json_open(line, '{');
    json_key(line, "seq");
    json_int(line, session->seq);
    json_key(line, "t");
    json_int(line, session->t);
    json_key(line, "type");
    json_str(line, INPUT_WORDS[type]);
    json_key(line, "by");
    json_str(line, by);
    if (key != NULL) {
        json_key(line, "key");
        json_str(line, key);
    }
    json_key(line, "data");
    json_raw(line, data, strlen(data));
    json_key(line, "out");
    json_raw(line, out->data, out->size);
    json_key(line, "prev");
    json_str(line, hex);
    json_close(line, '}');
    hash_once(session->link, line->data, line->size);
}

static int input_find(const char *word)
{
    for (int k = 0; word != NULL && k < INPUTS; k++) {
        if (strcmp(INPUT_WORDS[k], word) == 0) {
            return k;
        }
    }
    return NONE;
}

enum err_code line_read(const char *text, size_t size, struct line *ret_line, struct err *err)
{
    json_error_t at;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &at);
    if (root == NULL) {
        return err_set(err, ERR_DAMAGED, "", "not JSON: %.120s", at.text);
    }
    int type = input_find(json_string_value(json_object_get(root, "type")));
    const struct line line = {
        .root = root,
        .seq = json_integer_value(json_object_get(root, "seq")),
        .t = json_integer_value(json_object_get(root, "t")),
        .type = (enum input)(type == NONE ? 0 : type),
        .by = json_string_value(json_object_get(root, "by")),
        .key = json_string_value(json_object_get(root, "key")),
        .data = json_object_get(root, "data"),
    };
    if (type == NONE || line.by == NULL || !json_is_object(line.data) || line.seq < 1 ||
        line.t < 0) {
        json_decref(root);
        return err_set(
            err, ERR_DAMAGED, "",
            "the line lacks 'seq', 't', 'type', 'by' or 'data', or has a type that is not known");
    }
    *ret_line = line;
    return ERR_OK;
}

void line_done(struct line *line)
{
    json_decref(line->root);
    line->root = NULL;
}

/* Texts are escaped JSON, so that `,"out":` and `,"prev":` outside a string stand where the writer
 * put them; the last
 * `,"prev":"` of the line is its own, and the first `,"out":` at depth one is found by counting. */
bool line_out(const char *text, size_t size, const char **ret_out, size_t *ret_size)
{
    static const char TAIL[] = ",\"prev\":\"";
    static const char HEAD[] = ",\"out\":";
    const size_t tail = sizeof TAIL - 1 + HASH_HEX_SIZE - 1 + 2;
    int depth = 0;
    bool quoted = false;
    if (size < tail || memcmp(text + size - tail, TAIL, sizeof TAIL - 1) != 0) {
        return false;
    }
    for (size_t k = 0; k + tail < size; k++) {
        char c = text[k];
        if (quoted) {
            k += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == ',' && depth == 1 && size - k > sizeof HEAD &&
                   memcmp(text + k, HEAD, sizeof HEAD - 1) == 0) {
            *ret_out = text + k + sizeof HEAD - 1;
            *ret_size = size - tail - (k + sizeof HEAD - 1);
            return true;
        } else {
            quoted = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
    }
    return false;
}
