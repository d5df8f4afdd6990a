/* SPDX-License-Identifier: EUPL-1.2 */
/* limit.h -- token buckets for many keys in a fixed table: at most `rate` a second, `burst` at
 * once. Never allocates after creation; when the table is full it forgets the key that is least
 * limited. */
#ifndef HTTP_LIMIT_H
#define HTTP_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LIMIT_KEY_SIZE = 16 };

struct limit;

/* rate 0: unlimited, nothing is counted. NULL: no memory. */
struct limit *limit_create(size_t keys, int rate, int burst);
void limit_free(struct limit *limit); /* accepts NULL */
/* Takes one; false when there is none, then ret_retry_ms says when there will be one. */
bool limit_take(struct limit *limit, const uint8_t key[LIMIT_KEY_SIZE], int64_t now_ms,
                int64_t *ret_retry_ms);
/* As limit_take, but takes nothing. */
bool limit_look(struct limit *limit, const uint8_t key[LIMIT_KEY_SIZE], int64_t now_ms,
                int64_t *ret_retry_ms);

#endif
