/* SPDX-License-Identifier: EUPL-1.2 */
/* store_cases.h -- the parts of the store suite and what they share. Nothing but the suite includes
 * it. */
#ifndef LIB_STORE_CASES_H
#define LIB_STORE_CASES_H

#include "store/store.h"

/* Every name of a stream with its last seq, as "name:seq name:seq ". */
struct case_names {
    int count;
    int stop_after; /* 0: never */
    char line[400];
};

bool case_take_name(void *cls, const char *stream, int64_t seq);

/* That a key with this body gives this outcome and this answer. */
void case_check_key(struct store *store, const char *key, const char *body,
                    enum store_outcome outcome, const char *text);
/* That this text is kept as a blob, or that it is not. */
void case_check_blob(struct store *store, const char *text, bool is_kept);

/* Each starts with an empty store. */
void case_order(struct store *store);
void case_long_streams(struct store *store);
void case_blobs(struct store *store);
void case_keys(struct store *store);
void case_conflicts(struct store *store);
void case_together(struct store *store);
void case_limits(struct store *store);
void case_chained(struct store *store);

#endif
