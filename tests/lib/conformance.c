/* SPDX-License-Identifier: EUPL-1.2 */
/* conformance.c -- runs the cases of rules/conformance against a rule book: given this world and
 * these acts, this follows; every rule of the book must be what some case is about, or among those
 * that must have fired in one; and titles are short, all different and without ids. conformance
 * [BOOK [CASES [ID]]], with ID that case alone. The book is compiled once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/bench.h"

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum { RULE_NAME = 160 };

/* The rule behind "rule", "action", "motion" with its "list", or "incident" of a case. */
static void subject(const json_t *one, char name[RULE_NAME])
{
    static const char *const kinds[] = {"action", "motion", "incident"};
    const char *rule = json_string_value(json_object_get(one, "rule"));
    const char *list = json_string_value(json_object_get(one, "list"));
    (void)snprintf(name, RULE_NAME, "%s", rule ? rule : "");
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const char *id = json_string_value(json_object_get(one, kinds[k]));
        const char *part = list && strncmp(list, "on_", 3) == 0 ? list + 3 : "";
        if (id)
            (void)snprintf(name, RULE_NAME, "%s.%s%s%s", kinds[k], id, *part ? "." : "", part);
    }
}

/* How many rules with effects no case speaks of; names them. */
static int untold(const struct book *book, const struct suite *suite)
{
    static bool told[RULES_MAX];
    const struct program *p = book_program(book);
    int missing = 0;
    for (int i = 0; i < suite->count; i++) {
        char name[RULE_NAME];
        size_t k;
        json_t *fired;
        subject(suite->one[i], name);
        int rule = book_find(book, KIND_RULE, name);
        told[rule > 0 ? rule : 0] = true;
        json_array_foreach(json_object_get(json_object_get(suite->one[i], "expect"), "fired"), k,
                           fired)
        {
            rule = book_find(book, KIND_RULE, json_string_value(fired));
            told[rule > 0 ? rule : 0] = true;
        }
    }
    for (int r = 1; r < p->rules; r++) {
        if (p->rule[r].effects.count > 0 && !told[r]) {
            (void)printf("not ok %s: no case is about this rule\n", book_id(book, KIND_RULE, r));
            missing++;
        }
    }
    return missing;
}

/* The case of this id alone. */
static int run_one(struct bench *b, const struct suite *suite, const char *id)
{
    int found = 0, failed = 0;
    for (int i = 0; i < suite->count; i++) {
        const json_t *title = json_object_get(suite->one[i], "title");
        if (strcmp(json_string_value(json_object_get(suite->one[i], "id")), id) != 0)
            continue;
        const bool holds = bench_case(b, suite->one[i]);
        (void)printf("%s %s: %s\n", holds ? "ok" : "not ok", id,
                     json_string_value(json_object_get(title, "en")));
        found++;
        failed += !holds;
    }
    return found > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int run_all(struct bench *b, const struct suite *suite)
{
    int failed = 0;
    double begin = seconds_now();
    for (int i = 0; i < suite->count; i++)
        failed += !bench_case(b, suite->one[i]);
    double spent = seconds_now() - begin;
    (void)printf("%d cases, %d failed, %.0f a second\n", suite->count, failed,
                 suite->count / (spent > 0 ? spent : 1));
    const int missing = untold(b->book, suite);
    const int titles = titles_check(suite, b->book, stdout);
    (void)printf("%d rules without a case, %d faulty titles\n", missing, titles);
    return suite->count > 0 && failed + missing + titles == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    static struct diags diags;
    static struct suite suite;
    json_t *files = book_read_folder(argc > 1 ? argv[1] : "rules/book", &diags);
    struct book *book = files ? book_compile(files, NULL, &diags) : NULL;
    struct bench bench;
    int code = EXIT_FAILURE;
    bool read = suite_read(&suite, argc > 2 ? argv[2] : "rules/conformance", &diags);
    for (int i = 0; i < diags.count; i++)
        (void)printf("%s %s: %s\n", diags.item[i].file, diags.item[i].pointer, diags.item[i].text);
    if (book && read && bench_init(&bench, book)) {
        bench.say = stdout;
        code = argc > 3 ? run_one(&bench, &suite, argv[3]) : run_all(&bench, &suite);
        bench_done(&bench);
    }
    suite_done(&suite);
    book_free(book);
    json_decref(files);
    return code;
}
