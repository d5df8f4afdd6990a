/* SPDX-License-Identifier: EUPL-1.2 */
/* twin_compare.c -- what each viewer was sent in one world, byte for byte against the other. Never
 * forgives anything. */
#include <stdio.h>
#include <string.h>

#include "twin.h"

static void show(const char *name, const struct buf *log, size_t at)
{
    size_t from = at > 300 ? at - 300 : 0, size = log->size - from < 700 ? log->size - from : 700;
    (void)fprintf(stderr, "%s (%zu bytes): ...%.*s\n", name, log->size, (int)size,
                  log->data == NULL ? "" : log->data + from);
}

static void compare_one(struct twin *twin, struct party_seat *a, struct party_seat *b, int seat)
{
    size_t least = a->log.size < b->log.size ? a->log.size : b->log.size, at = 0;
    twin->bytes += (long)a->log.size;
    while (at < least && a->log.data[at] == b->log.data[at]) {
        at++;
    }
    if (at != least || a->log.size != b->log.size) {
        (void)fprintf(stderr,
                      "seed %llu, secret '%s' of %s, phase %s: seat %d (%s) can tell the worlds "
                      "apart at byte %zu after%s\n",
                      (unsigned long long)twin->seed, twin->secret->name,
                      twin->knower == 0 ? "the facilitator" : twin->team,
                      party_phase(&twin->party[0]), seat, seat == PARTY_ANYONE ? "anyone" : a->team,
                      at, twin->last);
        show("world 0", &a->log, at);
        show("world 1", &b->log, at);
        party_fail(__FILE__, __LINE__, "a secret was told");
    }
}

static bool other_bytes(const struct buf *a, const struct buf *b)
{
    return a->size != b->size || (a->size > 0 && memcmp(a->data, b->data, a->size) != 0);
}

void twin_compare(struct twin *twin)
{
    struct party *a = &twin->party[0], *b = &twin->party[1];
    for (int k = 0; k < a->seats; k++) {
        if (!twin->knows[k]) {
            compare_one(twin, &a->seat[k], &b->seat[k], k);
        } else {
            twin->differs = twin->differs || other_bytes(&a->seat[k].log, &b->seat[k].log);
        }
        buf_clear(&a->seat[k].log);
        buf_clear(&b->seat[k].log);
    }
    compare_one(twin, &a->anyone, &b->anyone, PARTY_ANYONE);
    buf_clear(&a->anyone.log);
    buf_clear(&b->anyone.log);
    twin->last[0] = '\0';
}
