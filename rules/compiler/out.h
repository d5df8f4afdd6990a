/* SPDX-License-Identifier: EUPL-1.2 */
/* out.h -- text that grows. */
#ifndef COMPILER_OUT_H
#define COMPILER_OUT_H

#include <stddef.h>

struct out {
    char *text;
    size_t len, room;
};
void out_print(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
