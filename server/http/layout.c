/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.c -- see layout.h. Never repairs a head. */
#include "http/layout.h"

#include <stdint.h>
#include <string.h>

bool layout_known(const char *library_version)
{
    return strncmp(library_version, "0.9.75", 6) == 0;
}

/* `next` begins `gap` bytes behind the end of text[0..size). */
static bool follows(const char *text, size_t size, const char *next, size_t gap)
{
    return (uintptr_t)text + size + gap == (uintptr_t)next;
}

bool layout_ok(const struct lint_request *request, const char *raw, size_t raw_size,
               size_t head_size)
{
    const char *end = request->version;

    if (!follows(request->method, strlen(request->method), raw, 1) ||
        !follows(raw, raw_size, request->version, 1)) {
        return false;
    }
    for (size_t i = 0; i < request->count; i++) {
        const struct lint_header *header = &request->headers[i];

        if (!follows(end, strlen(end), header->name, 2) ||
            (uintptr_t)header->value <= (uintptr_t)header->name + strlen(header->name)) {
            return false;
        }
        end = header->value;
    }
    return follows(end, strlen(end), request->method + head_size, 4);
}
