/* SPDX-License-Identifier: EUPL-1.2 */
/* library.c -- compiles the book once, each scenario once, and once more for each other set of
 * parameters. */
#include "game/library.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/builtin.h"
#include "game/grow.h"
#include "game/recording_lines.h"

enum { PLAIN_MAX = 64, KEPT_BYTES_MAX = 16 << 20 };

struct variant { /* a scenario under changed parameters; kept, since a session borrows it */
    char *name;  /* scenario id and the canonical parameters */
    struct book *book;
    struct scenario *scenario;
};

struct shelf {
    pthread_mutex_t lock;
    json_t *book_files, *scenario_files; /* shared: nobody changes them */
    struct book *book;
    struct scenario *plain[PLAIN_MAX];
    int plains;
    struct variant *variant;
    int variants;
    struct buf kept;
    bool is_kept;
    char book_hash[HASH_HEX_SIZE], plain_hash[PLAIN_MAX][HASH_HEX_SIZE]; /* "": not asked for yet */
};

static struct scenario *compile_one(struct book *book, const json_t *files, const char *id,
                                    struct diags *diags)
{
    int before = diags->count;
    struct scenario *scenario = scenario_compile(book, files, diags);
    for (int k = before; k < diags->count; k++) { /* say which scenario a file belongs to */
        char file[sizeof diags->item[k].file];
        (void)snprintf(file, sizeof file, "%.40s/%.50s", id, diags->item[k].file);
        memcpy(diags->item[k].file, file, sizeof file);
    }
    return scenario;
}

struct shelf *shelf_of(const json_t *book, const json_t *scenarios, struct diags *diags)
{
    const char *id = NULL;
    json_t *files = NULL;
    struct shelf *shelf = calloc(1, sizeof *shelf);
    if (shelf == NULL) {
        return NULL;
    }
    (void)pthread_mutex_init(&shelf->lock, NULL);
    shelf->book_files = json_incref((json_t *)(uintptr_t)book);
    shelf->scenario_files = json_incref((json_t *)(uintptr_t)scenarios);
    shelf->book = book_compile(shelf->book_files, NULL, diags);
    bool good = shelf->book != NULL;
    json_object_foreach(shelf->scenario_files, id, files)
    {
        if (shelf->book != NULL && shelf->plains < PLAIN_MAX) {
            struct scenario *scenario = compile_one(shelf->book, files, id, diags);
            good = good && scenario != NULL;
            if (scenario != NULL) {
                shelf->plain[shelf->plains++] = scenario;
            }
        }
    }
    if (!good) {
        shelf_free(shelf);
        return NULL;
    }
    return shelf;
}

static json_t *read_scenarios(const char *path, struct diags *diags)
{
    /* Files come as "het-pakket/scenario.json"; they go under their folder's name. */
    json_t *flat = book_read_folder(path, diags);
    json_t *all = json_object();
    const char *name = NULL;
    json_t *doc = NULL;
    json_object_foreach(flat, name, doc)
    {
        const char *slash = strchr(name, '/');
        if (slash == NULL) {
            diag_add(diags, name, "", "a scenario stands in a folder of its own");
            continue;
        }
        char id[64];
        (void)snprintf(id, sizeof id, "%.*s", (int)(slash - name < 63 ? slash - name : 63), name);
        json_t *files = json_object_get(all, id);
        if (files == NULL) {
            files = json_object();
            (void)json_object_set_new(all, id, files);
        }
        (void)json_object_set(files, slash + 1, doc);
    }
    json_decref(flat);
    return all;
}

struct shelf *shelf_open(const char *book_path, const char *scenario_path, struct diags *diags)
{
    json_t *book = book_path == NULL ? NULL : book_read_folder(book_path, diags);
    json_t *scenarios = scenario_path == NULL ? NULL : read_scenarios(scenario_path, diags);
    struct shelf *shelf = NULL;
    if (diags->count == 0) {
        shelf = shelf_of(book == NULL ? builtin_book_files() : book,
                         scenarios == NULL ? builtin_scenarios() : scenarios, diags);
    }
    json_decref(book);
    json_decref(scenarios);
    return shelf;
}

struct shelf_task {
    pthread_t thread;
    bool threaded;
    const char *book_path, *scenario_path;
    struct shelf *shelf;
    struct diags diags;
};

static void *read_shelf(void *cls)
{
    struct shelf_task *task = cls;
    task->shelf = shelf_open(task->book_path, task->scenario_path, &task->diags);
    return NULL;
}

struct shelf_task *shelf_begin(const char *book_path, const char *scenario_path)
{
    struct shelf_task *task = calloc(1, sizeof *task);
    if (task == NULL) {
        return NULL;
    }
    task->book_path = book_path;
    task->scenario_path = scenario_path;
    task->threaded = pthread_create(&task->thread, NULL, read_shelf, task) == 0;
    if (!task->threaded) {
        (void)read_shelf(task);
    }
    return task;
}

struct shelf *shelf_end(struct shelf_task *task, struct diags *ret_diags)
{
    if (task->threaded) {
        (void)pthread_join(task->thread, NULL);
    }
    struct shelf *shelf = task->shelf;
    *ret_diags = task->diags;
    free(task);
    return shelf;
}

void shelf_free(struct shelf *shelf)
{
    if (shelf == NULL) {
        return;
    }
    for (int k = 0; k < shelf->variants; k++) {
        scenario_free(shelf->variant[k].scenario);
        book_free(shelf->variant[k].book);
        free(shelf->variant[k].name);
    }
    for (int k = 0; k < shelf->plains; k++) {
        scenario_free(shelf->plain[k]);
    }
    buf_done(&shelf->kept);
    free(shelf->variant);
    book_free(shelf->book);
    json_decref(shelf->book_files);
    json_decref(shelf->scenario_files);
    (void)pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

static struct scenario *find_variant(struct shelf *shelf, const char *id, const json_t *set,
                                     struct err *err)
{
    char *canonical = json_dumps(set, JSON_COMPACT | JSON_SORT_KEYS);
    size_t room = strlen(id) + strlen(canonical) + 2;
    char *name = malloc(room);
    struct diags *diags = calloc(1, sizeof *diags);
    if (name == NULL || diags == NULL) {
        abort();
    }
    (void)snprintf(name, room, "%s %s", id, canonical);
    free(canonical);
    for (int k = 0; k < shelf->variants; k++) {
        if (strcmp(shelf->variant[k].name, name) == 0) {
            free(name);
            free(diags);
            return shelf->variant[k].scenario;
        }
    }
    struct book *book = book_compile(shelf->book_files, set, diags);
    struct scenario *scenario =
        book == NULL ? NULL
                     : compile_one(book, json_object_get(shelf->scenario_files, id), id, diags);
    if (scenario == NULL) {
        (void)err_set(err, ERR_FIELD_VALUE, "set", "%.300s",
                      diags->count > 0 ? diags->item[0].text : "the parameters cannot be set so");
        book_free(book);
        free(name);
    } else {
        struct variant *variant = grow((void **)&shelf->variant, &shelf->variants, sizeof *variant);
        *variant = (struct variant){.name = name, .book = book, .scenario = scenario};
    }
    free(diags);
    return scenario;
}

static const char *scenario_id(const struct scenario *scenario)
{
    return json_string_value(json_object_get(scenario_json(scenario), "id"));
}

static struct scenario *find(void *cls, const char *id, const json_t *set, struct err *err)
{
    struct shelf *shelf = cls;
    struct scenario *found = NULL;
    for (int k = 0; id != NULL && k < shelf->plains; k++) {
        found = strcmp(scenario_id(shelf->plain[k]), id) == 0 ? shelf->plain[k] : found;
    }
    if (found == NULL) {
        (void)err_set(err, ERR_FIELD_VALUE, "scenario", "there is no scenario '%.40s'",
                      id == NULL ? "" : id);
        return NULL;
    }
    if (json_object_size(set) == 0) {
        return found;
    }
    (void)pthread_mutex_lock(&shelf->lock);
    found = find_variant(shelf, id, set, err);
    (void)pthread_mutex_unlock(&shelf->lock);
    return found;
}

/* Writing the whole book out takes longer than making a game: once is enough. */
static void hashes(void *cls, const struct scenario *scenario, char ret_book[HASH_HEX_SIZE],
                   char ret_scenario[HASH_HEX_SIZE])
{
    struct shelf *shelf = cls;
    const char *id = scenario_id(scenario);
    int at = 0;
    while (at + 1 < shelf->plains && strcmp(scenario_id(shelf->plain[at]), id) != 0) {
        at++;
    }
    (void)pthread_mutex_lock(&shelf->lock);
    if (shelf->book_hash[0] == '\0') {
        recording_hash(shelf->book_files, shelf->book_hash);
    }
    if (shelf->plain_hash[at][0] == '\0') {
        recording_hash(scenario_files(shelf->plain[at]), shelf->plain_hash[at]);
    }
    memcpy(ret_book, shelf->book_hash, HASH_HEX_SIZE);
    memcpy(ret_scenario, shelf->plain_hash[at], HASH_HEX_SIZE);
    (void)pthread_mutex_unlock(&shelf->lock);
}

struct library shelf_library(struct shelf *shelf)
{
    return (struct library){.cls = shelf, .scenario = find, .hashes = hashes};
}

int shelf_count(const struct shelf *shelf)
{
    return shelf->plains;
}

const struct scenario *shelf_scenario(const struct shelf *shelf, int index)
{
    return shelf->plain[index];
}

struct scenario *shelf_borrow(const struct shelf *shelf, int index)
{
    return shelf->plain[index];
}

const struct book *shelf_book(const struct shelf *shelf)
{
    return shelf->book;
}

const struct buf *shelf_kept(struct shelf *shelf,
                             void (*make)(const struct shelf *shelf, struct buf *json))
{
    (void)pthread_mutex_lock(&shelf->lock);
    if (!shelf->is_kept) {
        buf_init(&shelf->kept, KEPT_BYTES_MAX);
        make(shelf, &shelf->kept);
        shelf->is_kept = true;
    }
    (void)pthread_mutex_unlock(&shelf->lock);
    return &shelf->kept;
}
