/* SPDX-License-Identifier: EUPL-1.2 */
/* patch.h -- the difference of two JSON texts as a merge patch (RFC 7396). */
#ifndef GAME_PATCH_H
#define GAME_PATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { PATCH_DEPTH_MAX = 32 }; /* objects inside objects; a view has a dozen (JSON_DEPTH_MAX holds for what is read) */

/* Appends to `ret_patch` the merge patch that turns `was` into `now`; false, and nothing appended, when the two are equal.
 * Both are compact JSON as the writer of base/buf.h makes it: no white space, no key twice, no null inside, objects not
 * deeper than PATCH_DEPTH_MAX. */
bool patch_diff(const char *was, size_t was_size, const char *now, size_t now_size, struct buf *ret_patch);

#endif
