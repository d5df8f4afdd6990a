/* SPDX-License-Identifier: EUPL-1.2 */
/* out.c -- text that grows. Without memory it stays as it is. */
#include "compiler/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void out_print(struct out *out, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int more = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (more >= 0 && out->len + (size_t)more + 1 > out->room) {
        size_t room = 2 * out->room + (size_t)more + 256;
        char *text = realloc(out->text, room);
        out->room = text ? room : out->room;
        out->text = text ? text : out->text;
    }
    if (more >= 0 && out->text && out->len + (size_t)more + 1 <= out->room)
        out->len += (size_t)vsnprintf(out->text + out->len, out->room - out->len, format, again);
    va_end(again);
}
