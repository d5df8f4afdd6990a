/* SPDX-License-Identifier: EUPL-1.2 */
/* store_help.h -- for tests of and on a store: making appends, waiting for their answers, keeping
 * the writer busy. Uses no test framework, so that plain programs can use it as well. */
#ifndef LIB_STORE_HELP_H
#define LIB_STORE_HELP_H

#include <pthread.h>

#include "store/store.h"

enum { ANSWERS_MAX = 1024, ANSWER_TEXT_SIZE = 128 };

/* What one append was answered. */
struct answer {
    struct answers *of;
    bool is_given;
    int place; /* in the order in which they came: 0, 1, ... */
    enum store_outcome outcome;
    char text[ANSWER_TEXT_SIZE]; /* of STORE_DUPLICATE */
    size_t size;
    struct err err;
};

struct answers {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int asked;
    int given;
    struct answer answer[ANSWERS_MAX];
};

void answers_init(struct answers *answers);
void answers_done(struct answers *answers); /* waits first */
const struct answer *answers_add(struct answers *answers, struct store *store,
                                 const struct store_append *append);
void answers_wait(struct answers *answers); /* for all that were asked */

/* One append, waited for. `ret_answer` may be NULL. */
enum store_outcome append_now(struct store *store, const struct store_append *append,
                              struct answer *ret_answer);

/* An append of one text without a key. The text is borrowed. */
struct store_append append_of(const char *stream, int64_t seq, const char *text);
/* The same with a key, a body and an answer. */
struct store_append append_keyed(const char *stream, int64_t seq, const char *text, const char *key,
                                 const char *body, const char *answer);

/* Keeps the writer inside a `done` until it is let go: what is appended meanwhile waits together.
 */
struct busy_writer {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_inside;
    bool may_go;
};

void busy_start(struct busy_writer *busy,
                struct store *store); /* returns when the writer is inside */
void busy_end(struct busy_writer *busy);

/* How many events `stream` has; -1 when they are not 1, 2, 3 ... in order or cannot be read. */
int64_t stream_count(struct store *store, const char *stream);

/* A new folder under TMPDIR, and the removal of it with the files in it. */
char *temp_folder(void);
void temp_folder_remove(char *folder); /* frees the name */
char *temp_path(const char *folder, const char *name);

#endif
