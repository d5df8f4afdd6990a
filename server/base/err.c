/* SPDX-License-Identifier: EUPL-1.2 */
/* err.c -- the table of the error registry and the filling of one error. Never prints, never
 * allocates. */
#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct err_entry {
    int status;
    const char *slug;
    const char *title;
};

static const struct err_entry ENTRIES[ERR_COUNT] = {
#define ERR_ENTRY(name, status, slug, title) [ERR_##name] = {status, slug, title},
    ERROR_LIST(ERR_ENTRY)
#undef ERR_ENTRY
};

/* A code from outside the enum (a damaged value) reads as an internal fault instead of past the
 * table. */
static const struct err_entry *entry_of(enum err_code code)
{
    return (unsigned)code < ERR_COUNT ? &ENTRIES[code] : &ENTRIES[ERR_INTERNAL];
}

int err_status(enum err_code code)
{
    return entry_of(code)->status;
}

const char *err_slug(enum err_code code)
{
    return entry_of(code)->slug;
}

const char *err_title(enum err_code code)
{
    return entry_of(code)->title;
}

enum err_code err_set(struct err *err, enum err_code code, const char *where, const char *format,
                      ...)
{
    assert(code != ERR_OK);
    assert(format);
    if (!err || err->code != ERR_OK)
        return code;
    err->code = code;
    (void)snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    va_list list;
    va_start(list, format);
    (void)vsnprintf(err->text, sizeof err->text, format, list);
    va_end(list);
    return code;
}
