/* SPDX-License-Identifier: EUPL-1.2 */
/* limit.c -- sets of eight buckets; a key lives in the set its bytes choose. See limit.h. */
#include "http/limit.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

enum { WAYS = 8 };

struct bucket {
    uint8_t key[LIMIT_KEY_SIZE];
    int64_t milli;   /* thousandths that are left */
    int64_t time_ms; /* of the last filling */
    bool used;
};

struct limit {
    pthread_mutex_t lock;
    size_t sets;
    int rate, burst;
    struct bucket buckets[];
};

static void unlock(pthread_mutex_t **lock)
{
    (void)pthread_mutex_unlock(*lock);
}

struct limit *limit_create(size_t keys, int rate, int burst)
{
    size_t sets = keys / WAYS + 1;
    struct limit *limit;

    assert(rate >= 0 && burst >= 1);
    limit = calloc(1, sizeof(*limit) + sets * WAYS * sizeof(struct bucket));
    if (limit == NULL) {
        return NULL;
    }
    if (pthread_mutex_init(&limit->lock, NULL) != 0) {
        free(limit);
        return NULL;
    }
    limit->sets = sets;
    limit->rate = rate;
    limit->burst = burst;
    return limit;
}

void limit_free(struct limit *limit)
{
    if (limit == NULL) {
        return;
    }
    (void)pthread_mutex_destroy(&limit->lock);
    free(limit);
}

/* rate per second is rate thousandths per millisecond */
static int64_t filled(const struct limit *limit, const struct bucket *bucket, int64_t now_ms)
{
    int64_t full = (int64_t)limit->burst * 1000;
    int64_t waited_ms = now_ms > bucket->time_ms ? now_ms - bucket->time_ms : 0;

    if (!bucket->used || waited_ms > full / limit->rate) {
        return full;
    }
    int64_t milli = bucket->milli + waited_ms * limit->rate;
    return milli < full ? milli : full;
}

/* The bucket of the key, or the one to give it: a free one, else the fullest of its set. */
static struct bucket *find(struct limit *limit, const uint8_t *key, int64_t now_ms)
{
    uint64_t hash = 14695981039346656037u;
    struct bucket *best = NULL;
    int64_t best_milli = -1;

    for (int i = 0; i < LIMIT_KEY_SIZE; i++) {
        hash = (hash ^ key[i]) * 1099511628211u;
    }
    struct bucket *set = &limit->buckets[(hash >> 16) % limit->sets * WAYS];
    for (int i = 0; i < WAYS; i++) {
        int64_t milli = filled(limit, &set[i], now_ms);

        if (set[i].used && memcmp(set[i].key, key, LIMIT_KEY_SIZE) == 0) {
            return &set[i];
        }
        if (milli + !set[i].used > best_milli) {
            best_milli = milli + !set[i].used;
            best = &set[i];
        }
    }
    return best;
}

static bool take(struct limit *limit, const uint8_t *key, int64_t now_ms, int cost,
                 int64_t *ret_retry_ms)
{
    struct bucket *bucket;
    bool known;

    if (limit->rate == 0) {
        return true;
    }
    (void)pthread_mutex_lock(&limit->lock);
    AUTO(unlock) pthread_mutex_t *locked = &limit->lock;
    bucket = find(limit, key, now_ms);
    assert(locked != NULL && bucket != NULL);
    known = bucket->used && memcmp(bucket->key, key, LIMIT_KEY_SIZE) == 0;
    int64_t milli = known ? filled(limit, bucket, now_ms) : (int64_t)limit->burst * 1000;
    if (milli < 1000) {
        *ret_retry_ms = (1000 - milli + limit->rate - 1) / limit->rate;
        return false;
    }
    if (cost > 0) {
        *bucket = (struct bucket){.milli = milli - cost, .time_ms = now_ms, .used = true};
        memcpy(bucket->key, key, LIMIT_KEY_SIZE);
    }
    return true;
}

bool limit_take(struct limit *limit, const uint8_t key[LIMIT_KEY_SIZE], int64_t now_ms,
                int64_t *ret_retry_ms)
{
    return take(limit, key, now_ms, 1000, ret_retry_ms);
}

bool limit_look(struct limit *limit, const uint8_t key[LIMIT_KEY_SIZE], int64_t now_ms,
                int64_t *ret_retry_ms)
{
    return take(limit, key, now_ms, 0, ret_retry_ms);
}
