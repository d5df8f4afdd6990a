/* SPDX-License-Identifier: EUPL-1.2 */
/* store_help.c -- waiting for a store's answers and making its appends. Never asserts: the tests
 * do. */
#include "store_help.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"

void answers_init(struct answers *answers)
{
    memset(answers, 0, sizeof *answers);
    (void)pthread_mutex_init(&answers->mutex, NULL);
    (void)pthread_cond_init(&answers->changed, NULL);
}

void answers_done(struct answers *answers)
{
    answers_wait(answers);
    (void)pthread_cond_destroy(&answers->changed);
    (void)pthread_mutex_destroy(&answers->mutex);
}

static void take_answer(void *cls, const struct store_result *result)
{
    struct answer *answer = cls;
    struct answers *all = answer->of;
    (void)pthread_mutex_lock(&all->mutex);
    answer->is_given = true;
    answer->place = all->given++;
    answer->outcome = result->outcome;
    answer->err = result->err;
    answer->size = result->answer.size;
    size_t size =
        result->answer.size < ANSWER_TEXT_SIZE - 1 ? result->answer.size : ANSWER_TEXT_SIZE - 1;
    if (size > 0)
        memcpy(answer->text, result->answer.data, size);
    answer->text[size] = '\0';
    (void)pthread_cond_broadcast(&all->changed);
    (void)pthread_mutex_unlock(&all->mutex);
}

const struct answer *answers_add(struct answers *answers, struct store *store,
                                 const struct store_append *append)
{
    (void)pthread_mutex_lock(&answers->mutex);
    if (answers->asked == ANSWERS_MAX)
        abort();
    struct answer *answer = &answers->answer[answers->asked++];
    (void)pthread_mutex_unlock(&answers->mutex);
    answer->of = answers;
    store->ops->append(store, append, take_answer, answer);
    return answer;
}

void answers_wait(struct answers *answers)
{
    (void)pthread_mutex_lock(&answers->mutex);
    while (answers->given < answers->asked)
        (void)pthread_cond_wait(&answers->changed, &answers->mutex);
    (void)pthread_mutex_unlock(&answers->mutex);
}

enum store_outcome append_now(struct store *store, const struct store_append *append,
                              struct answer *ret_answer)
{
    struct answers *answers = malloc(sizeof *answers);
    if (!answers)
        abort();
    answers_init(answers);
    const struct answer *answer = answers_add(answers, store, append);
    answers_wait(answers);
    enum store_outcome outcome = answer->outcome;
    if (ret_answer)
        *ret_answer = *answer;
    answers_done(answers);
    free(answers);
    return outcome;
}

struct store_append append_of(const char *stream, int64_t seq, const char *text)
{
    struct store_append append = {.seq = seq, .count = 1};
    (void)snprintf(append.stream, sizeof append.stream, "%s", stream);
    append.event[0] = (struct store_bytes){.data = text, .size = strlen(text)};
    return append;
}

struct store_append append_keyed(const char *stream, int64_t seq, const char *text, const char *key,
                                 const char *body, const char *answer)
{
    struct store_append append = append_of(stream, seq, text);
    append.key = key;
    hash_once(append.body_hash, body, strlen(body));
    append.answer = (struct store_bytes){.data = answer, .size = strlen(answer)};
    return append;
}

static void stay_inside(void *cls, const struct store_result *result)
{
    struct busy_writer *busy = cls;
    (void)result;
    (void)pthread_mutex_lock(&busy->mutex);
    busy->is_inside = true;
    (void)pthread_cond_broadcast(&busy->changed);
    while (!busy->may_go)
        (void)pthread_cond_wait(&busy->changed, &busy->mutex);
    busy->is_inside = false;
    (void)pthread_cond_broadcast(&busy->changed);
    (void)pthread_mutex_unlock(&busy->mutex);
}

void busy_start(struct busy_writer *busy, struct store *store)
{
    memset(busy, 0, sizeof *busy);
    (void)pthread_mutex_init(&busy->mutex, NULL);
    (void)pthread_cond_init(&busy->changed, NULL);
    struct store_append outside = append_of("busy", 1, "x");
    outside.count = STORE_EVENTS_MAX + 1; /* refused, so that nothing is written for it */
    store->ops->append(store, &outside, stay_inside, busy);
    (void)pthread_mutex_lock(&busy->mutex);
    while (!busy->is_inside)
        (void)pthread_cond_wait(&busy->changed, &busy->mutex);
    (void)pthread_mutex_unlock(&busy->mutex);
}

void busy_end(struct busy_writer *busy)
{
    (void)pthread_mutex_lock(&busy->mutex);
    busy->may_go = true;
    (void)pthread_cond_broadcast(&busy->changed);
    while (busy->is_inside)
        (void)pthread_cond_wait(&busy->changed, &busy->mutex);
    (void)pthread_mutex_unlock(&busy->mutex);
    (void)pthread_cond_destroy(&busy->changed);
    (void)pthread_mutex_destroy(&busy->mutex);
}

struct counting {
    int64_t count;
    bool is_gapless;
};

static bool count_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct counting *counting = cls;
    (void)event;
    counting->is_gapless = counting->is_gapless && seq == counting->count + 1;
    counting->count++;
    return true;
}

int64_t stream_count(struct store *store, const char *stream)
{
    struct counting counting = {.is_gapless = true};
    enum err_code code = store->ops->read(store, stream, 1, count_row, &counting, NULL);
    return code == ERR_OK && counting.is_gapless ? counting.count : -1;
}

char *temp_path(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        abort();
    (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

char *temp_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *folder = temp_path(base && *base ? base : "/tmp", "hoeksteen-test-XXXXXX");
    if (!mkdtemp(folder))
        abort();
    return folder;
}

void temp_folder_remove(char *folder)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;
    while (open && (entry = readdir(open)) != NULL) {
        char *path = temp_path(folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            (void)unlink(path);
        free(path);
    }
    if (open)
        (void)closedir(open);
    (void)rmdir(folder);
    free(folder);
}
