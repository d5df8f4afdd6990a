/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h -- what happened, for the person who runs the server: one line an event, on stderr.
 * Only server/http, server/cli and main log. Fields hold names, numbers and reasons; a field that
 * is called like a secret (token, code, link, password, ...) is written without its value, so that
 * a slip cannot leak one. An error's slug is logged as "reason". */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

enum log_form {
    LOG_AUTO, /* human on a terminal, JSON elsewhere */
    LOG_JSON,
    LOG_HUMAN
};

enum log_kind { LOG_KIND_TEXT, LOG_KIND_INT, LOG_KIND_BOOL };

struct log_field {
    const char *key; /* NULL ends a list */
    enum log_kind kind;
    const char *text;
    int64_t number;
};

#define LOG_FIELDS(...) ((const struct log_field[]){__VA_ARGS__, {.key = NULL}})

static inline struct log_field log_text(const char *key, const char *text)
{
    return (struct log_field){.key = key, .kind = LOG_KIND_TEXT, .text = text};
}

static inline struct log_field log_int(const char *key, int64_t number)
{
    return (struct log_field){.key = key, .kind = LOG_KIND_INT, .number = number};
}

static inline struct log_field log_bool(const char *key, bool value)
{
    return (struct log_field){.key = key, .kind = LOG_KIND_BOOL, .number = value};
}

/* Before the first thread starts. Without it: stderr, LOG_INFO, LOG_AUTO. */
void log_setup(int fd, enum log_level level, enum log_form form);
bool log_level_parse(enum log_level *ret_level,
                     const char *name); /* "debug", "info", "warn", "error" */

/* One line in one write. From any thread. At most 24 fields, of each text the first 400 bytes.
 * log_event(LOG_INFO, "listening", LOG_FIELDS(log_int("port", port))); log_event(LOG_INFO,
 * "stopped", NULL); */
void log_event(enum log_level level, const char *event, const struct log_field *fields);

#endif
