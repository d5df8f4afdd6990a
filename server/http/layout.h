/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.h -- finds in a request head what the library swallows without a word: bare line feeds,
 * folded lines, NUL bytes, double spaces. The pieces of a clean head lie behind each other in
 * memory at known distances; in a head with one of these they do not. Compares addresses only,
 * never reads between the pieces. */
#ifndef HTTP_LAYOUT_H
#define HTTP_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "http/lint.h"

/* True if this library lays a head out in the way that is checked here. Else layout_ok() has to be
 * left out. */
bool layout_known(const char *library_version);
/* `raw` is the target as the library keeps it, `raw_size` its size before it was taken apart,
 * `head_size` the size of the whole head from the method to the empty line. */
bool layout_ok(const struct lint_request *request, const char *raw, size_t raw_size,
               size_t head_size);

#endif
