/* SPDX-License-Identifier: EUPL-1.2 */
/* store_suite.h -- the contract of store.h as tests that every store must pass. */
#ifndef LIB_STORE_SUITE_H
#define LIB_STORE_SUITE_H

#include "store/store.h"

struct store_maker {
    /* Opens the store: an empty one the first time, later what was left there when `is_durable`. */
    struct store *(*open)(void *cls);
    void (*reset)(void *cls); /* throws away what is there */
    void *cls;
    bool is_durable;
    const char *folder; /* where copies may be put, for a durable store */
};

void store_suite_run(const struct store_maker *maker);

#endif
