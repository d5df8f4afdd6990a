/* SPDX-License-Identifier: EUPL-1.2 */
/* folder.c -- see folder.h. */
#include "lab/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/sheet.h"

static uint64_t mark_more(uint64_t mark, const json_t *files)
{
    size_t size = 0;
    char *text = book_canonical(files, &size);
    for (size_t k = 0; text != NULL && k < size; k++) {
        mark = (mark ^ (unsigned char)text[k]) * 1099511628211u;
    }
    free(text);
    return mark;
}

void rules_mark(const struct scenario *scenario, char ret_mark[17])
{
    uint64_t mark = 14695981039346656037u;
    mark = mark_more(mark, book_files(scenario_book(scenario)));
    mark = mark_more(mark, scenario_files(scenario));
    (void)snprintf(ret_mark, 17, "%016llx", (unsigned long long)mark);
}

static bool each(struct lab *lab, const json_t *run, const char *key,
                 bool (*take)(struct lab *lab, const char *text, struct why *why), struct why *why)
{
    size_t k;
    json_t *text;
    json_array_foreach(json_object_get(run, key), k, text)
    {
        if (!json_is_string(text) || !take(lab, json_string_value(text), why)) {
            return false;
        }
    }
    return true;
}

bool lab_from(struct lab *lab, const struct scenario *scenario, const json_t *run, struct why *why)
{
    const char *variant = json_string_value(json_object_get(run, "variant"));
    const int morris = (int)json_integer_value(json_object_get(run, "morris"));
    if (!lab_init(lab, scenario, why)) {
        return false;
    }
    lab->games = (long)json_integer_value(json_object_get(run, "games"));
    lab->seed = (uint64_t)json_integer_value(json_object_get(run, "seed"));
    lab->later = json_is_true(json_object_get(run, "later"));
    const bool good =
        (variant == NULL || *variant == '\0' || lab_variant(lab, variant, why)) &&
        each(lab, run, "set", lab_set, why) && each(lab, run, "truth", lab_truth, why) &&
        each(lab, run, "policy", lab_policy, why) && each(lab, run, "vary", lab_vary, why) &&
        (morris == 0 || lab_morris(lab, morris, why)) && design_close(&lab->design, why);
    if (!good) {
        lab_done(lab);
    }
    return good;
}

void shard_range(const struct lab *lab, const json_t *run, long *ret_lo, long *ret_hi)
{
    const long total = lab->games * lab->design.points;
    const long shard = (long)json_integer_value(json_object_get(run, "shard"));
    const long of = (long)json_integer_value(json_object_get(run, "of"));
    *ret_lo = total * (shard - 1) / of;
    *ret_hi = total * shard / of;
}

FILE *folder_open(const char *folder, const char *name, const char *mode, struct why *why)
{
    char path[PATH_SIZE];
    FILE *file = NULL;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) < PATH_SIZE) {
        file = fopen(path, mode);
    }
    if (file == NULL) {
        (void)snprintf(why->text, sizeof why->text, "%.80s/%.40s: %.60s", folder, name,
                       strerror(errno));
    }
    return file;
}

/* Closes and reports what could not be written. */
static bool closed(FILE *file, bool good, const char *name, struct why *why)
{
    const bool whole = fclose(file) == 0 && good;
    if (!whole) {
        (void)snprintf(why->text, sizeof why->text, "%.60s could not be written", name);
    }
    return whole;
}

bool folder_describe(const struct lab *lab, const json_t *run, const char *folder, struct why *why)
{
    FILE *file = folder_open(folder, "run.json", "w", why);
    if (file == NULL) {
        return false;
    }
    bool good = json_dumpf(run, file, JSON_INDENT(1)) == 0 && fputc('\n', file) != EOF;
    good = closed(file, good, "run.json", why);
    file = good ? folder_open(folder, "codebook.csv", "w", why) : NULL;
    good = file != NULL && closed(file, codebook_write(lab, file), "codebook.csv", why);
    file = good ? folder_open(folder, "points.csv", "w", why) : NULL;
    return file != NULL && closed(file, rows_points(lab, file), "points.csv", why);
}

bool folder_append(FILE *out, const char *folder, const char *name, bool head, struct why *why)
{
    char block[1 << 16];
    FILE *in = folder_open(folder, name, "r", why);
    size_t got;
    int c = 0;
    if (in == NULL) {
        return false;
    }
    while (!head && c != '\n' && c != EOF) {
        c = fgetc(in);
    }
    while ((got = fread(block, 1, sizeof block, in)) > 0) {
        (void)fwrite(block, 1, got, out);
    }
    const bool good = ferror(in) == 0 && ferror(out) == 0;
    (void)fclose(in);
    if (!good) {
        (void)snprintf(why->text, sizeof why->text, "%.80s/%.40s could not be copied", folder,
                       name);
    }
    return good;
}

/* ---- shards ---- */

/* Shards of one run, each of them once, in their order. */
static bool in_order(const json_t *const *runs, int count, int order[], struct why *why)
{
    json_t *first = json_deep_copy(runs[0]);
    bool good = first != NULL;
    for (int k = 0; k < count; k++) {
        order[k] = NONE;
    }
    for (int k = 0; k < count && good; k++) {
        const int shard = (int)json_integer_value(json_object_get(runs[k], "shard"));
        (void)json_object_set(first, "shard", json_object_get(runs[k], "shard"));
        const bool same = json_equal(first, runs[k]) != 0;
        good = same && json_integer_value(json_object_get(runs[k], "of")) == count && shard >= 1 &&
               shard <= count && order[shard - 1] == NONE;
        if (good) {
            order[shard - 1] = k;
        } else {
            (void)snprintf(why->text, sizeof why->text,
                           same ? "shard %d of %d folders is missing, or there twice"
                                : "shard %d of %d is of another run",
                           shard, count);
        }
    }
    json_decref(first);
    return good;
}

static bool add_rules(const char *folder, struct sheet *sums, uint64_t *sum[2], struct why *why)
{
    char path[PATH_SIZE];
    struct sheet sheet;
    const int size = snprintf(path, sizeof path, "%s/rules.csv", folder);
    if (size >= PATH_SIZE || !sheet_read(&sheet, path) ||
        (sums->text != NULL && sums->rows != sheet.rows) || sheet.rows > RULES_MAX) {
        (void)snprintf(why->text, sizeof why->text, "%.100s/rules.csv cannot be read", folder);
        return false;
    }
    for (long r = 0; r < sheet.rows; r++) {
        sum[0][r] += strtoull(sheet_cell(&sheet, r, 1), NULL, 10);
        sum[1][r] += strtoull(sheet_cell(&sheet, r, 2), NULL, 10);
    }
    if (sums->text == NULL) {
        *sums = sheet;
    } else {
        sheet_done(&sheet);
    }
    return true;
}

static bool merge_rules(const char *const *folders, const int order[], int count, const char *to,
                        struct why *why)
{
    static uint64_t fired[RULES_MAX], games[RULES_MAX];
    struct sheet sums = {0};
    bool good = true;
    memset(fired, 0, sizeof fired);
    memset(games, 0, sizeof games);
    for (int k = 0; k < count && good; k++) {
        good = add_rules(folders[order[k]], &sums, (uint64_t *[]){fired, games}, why);
    }
    FILE *out = good ? folder_open(to, "rules.csv", "w", why) : NULL;
    if (out == NULL) {
        sheet_done(&sums);
        return false;
    }
    (void)fputs("rule,fired,games\n", out);
    for (long r = 0; r < sums.rows; r++) {
        (void)fprintf(out, "%s,%llu,%llu\n", sheet_cell(&sums, r, 0), (unsigned long long)fired[r],
                      (unsigned long long)games[r]);
    }
    sheet_done(&sums);
    return closed(out, ferror(out) == 0, "rules.csv", why);
}

bool folder_merge(const struct lab *lab, const json_t *const *runs, const char *const *folders,
                  int count, const char *to, struct why *why)
{
    static const char *const names[] = {"games.csv", "turns.csv", "motions.csv", "speed.csv"};
    int *order = calloc((size_t)count, sizeof *order);
    bool good = order != NULL && in_order(runs, count, order, why);
    for (size_t n = 0; n < sizeof names / sizeof names[0] && good; n++) {
        FILE *out = folder_open(to, names[n], "w", why);
        good = out != NULL;
        for (int k = 0; k < count && good; k++) {
            good = folder_append(out, folders[order[k]], names[n], k == 0, why);
        }
        good = out != NULL && closed(out, good, names[n], why);
    }
    good = good && merge_rules(folders, order, count, to, why);
    json_t *whole = json_deep_copy(runs[0]);
    (void)json_object_set_new(whole, "shard", json_integer(1));
    (void)json_object_set_new(whole, "of", json_integer(1));
    good = good && folder_describe(lab, whole, to, why);
    json_decref(whole);
    free(order);
    return good;
}
