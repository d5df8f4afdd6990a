/* SPDX-License-Identifier: EUPL-1.2 */
/* log.c -- writes events as JSON lines or for a reader at a terminal. Never blocks on a lock, never
 * writes a secret. */
#include "base/log.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

enum { LINE_MAX_BYTES = 32 << 10, FIELDS_MAX = 24, TEXT_MAX_BYTES = 400 };

static const char *const LEVELS[] = {
    [LOG_DEBUG] = "debug", [LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ERROR] = "error"};

static const char *const SECRETS[] = {"token",     "authorization",  "cookie",    "password",
                                      "secret",    "code",           "join_code", "link",
                                      "host_link", "idempotency_key"};

static _Atomic int log_fd = STDERR_FILENO;
static _Atomic int log_minimum = LOG_INFO;
static _Atomic int log_shape = LOG_AUTO;

void log_setup(int fd, enum log_level level, enum log_form form)
{
    atomic_store(&log_fd, fd);
    atomic_store(&log_minimum, (int)level);
    atomic_store(&log_shape, (int)form);
}

bool log_level_parse(enum log_level *ret_level, const char *name)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++) {
        if (strcmp(LEVELS[i], name) == 0) {
            *ret_level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

static bool is_secret(const char *key)
{
    for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++) {
        if (strcasecmp(SECRETS[i], key) == 0)
            return true;
    }
    return false;
}

/* Bytes of `text` that are written, never half a character. */
static size_t text_size(const char *text)
{
    size_t size = strnlen(text, TEXT_MAX_BYTES + 1);
    if (size <= TEXT_MAX_BYTES)
        return size;
    size = TEXT_MAX_BYTES;
    while (size > 0 && ((uint8_t)text[size] & 0xC0) == 0x80)
        size--;
    return size;
}

static void value_json(struct buf *line, const struct log_field *field)
{
    if (is_secret(field->key)) {
        json_str(line, "(hidden)");
        return;
    }
    switch (field->kind) {
    case LOG_KIND_TEXT:
        if (field->text)
            json_strn(line, field->text, text_size(field->text));
        else
            json_nil(line);
        break;
    case LOG_KIND_INT:
        json_int(line, field->number);
        break;
    case LOG_KIND_BOOL:
        json_bool(line, field->number != 0);
        break;
    }
}

static void line_json(struct buf *line, const char *time, const char *level, const char *event,
                      const struct log_field *fields)
{
    json_open(line, '{');
    json_key(line, "time");
    json_str(line, time);
    json_key(line, "level");
    json_str(line, level);
    json_key(line, "event");
    json_str(line, event);
    for (int i = 0; fields && fields[i].key && i < FIELDS_MAX; i++) {
        json_key(line, fields[i].key);
        value_json(line, &fields[i]);
    }
    json_close(line, '}');
}

/* A word stands bare; anything else is quoted as in JSON, so that no text can make a line of its
 * own. Bytes that a terminal would obey do not occur: what is neither plain ASCII nor a clean text
 * is not shown. */
static void value_human(struct buf *line, const struct log_field *field)
{
    bool is_text = field->kind == LOG_KIND_TEXT && field->text && !is_secret(field->key);
    if (!is_text) {
        struct buf value;
        buf_init(&value, 64);
        value_json(&value, field);
        buf_add(line, buf_text(&value), value.size);
        buf_done(&value);
        return;
    }
    size_t size = text_size(field->text);
    size_t plain = 0;
    while (plain < size && field->text[plain] > ' ' && field->text[plain] < 0x7F &&
           !strchr("\"\\=", field->text[plain]))
        plain++;
    if (plain == size && size > 0) {
        buf_add(line, field->text, size);
        return;
    }
    struct buf clean;
    buf_init(&clean, TEXT_MAX_BYTES);
    struct text_rule rule = {"", TEXT_LINES, 0, TEXT_MAX_BYTES};
    bool is_clean = text_clean(&clean, field->text, size, &rule, NULL) == ERR_OK;
    struct buf quoted; /* of its own, so that the writer puts no comma behind the '=' */
    buf_init(&quoted, LINE_MAX_BYTES);
    if (is_clean)
        json_strn(&quoted, buf_text(&clean), clean.size);
    else
        json_str(&quoted, "(not a clean text)");
    buf_add(line, buf_text(&quoted), quoted.size);
    buf_done(&quoted);
    buf_done(&clean);
}

static void line_human(struct buf *line, const char *time, const char *level, const char *event,
                       const struct log_field *fields)
{
    buf_fmt(line, "%.8s %-5s %s", time + sizeof "2026-11-22T" - 1, level, event);
    for (int i = 0; fields && fields[i].key && i < FIELDS_MAX; i++) {
        buf_fmt(line, " %s=", fields[i].key);
        value_human(line, &fields[i]);
    }
}

void log_event(enum log_level level, const char *event, const struct log_field *fields)
{
    assert(level >= LOG_DEBUG && level <= LOG_ERROR);
    if ((int)level < atomic_load(&log_minimum))
        return;
    int fd = atomic_load(&log_fd);
    int form = atomic_load(&log_shape);
    bool is_human = form == LOG_HUMAN || (form == LOG_AUTO && isatty(fd));
    struct clock clock = clock_system();
    char time[CLOCK_TEXT_SIZE];
    clock_text(clock_wall_ms(&clock), time);
    struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    (is_human ? line_human : line_json)(&line, time, LEVELS[level], event, fields);
    buf_char(&line, '\n');
    static const char LOST[] = "{\"level\":\"error\",\"event\":\"log-line-lost\"}\n";
    const char *text = line.failed ? LOST : line.data;
    size_t size = line.failed ? sizeof LOST - 1 : line.size;
    /* A log that cannot be written must not stop a game. */
    ssize_t written = write(fd, text, size);
    (void)written;
    buf_done(&line);
}
