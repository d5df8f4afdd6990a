/* SPDX-License-Identifier: EUPL-1.2 */
/* check_coverage.c -- see check_coverage.h. Prints; lab/coverage.c counts. */
#include "cli/check_coverage.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "cli/rules.h"
#include "compiler/builtin.h"
#include "lab/coverage.h"

static void free_json(json_t **json)
{
    json_decref(*json);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Every scenario in a folder of them; the order of names, so that equal folders print equal. */
static json_t *scenarios_in(const char *folder, struct diags *diags)
{
    struct dirent **entries = NULL;
    json_t *all = json_object();
    const int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[1024];
        const int size = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && size < (int)sizeof path && is_folder(path)) {
            (void)json_object_set_new(all, entries[i]->d_name, book_read_folder(path, diags));
        }
        free(entries[i]);
    }
    free(entries);
    return all;
}

/* The files of an optional folder; a folder that was named must be there, the usual one may be
 * missing. */
static json_t *optional(const struct cli_args *args, const char *option, const char *usual,
                        struct diags *diags)
{
    const char *folder = cli_value(args, option, usual);
    if (!is_folder(folder) && !cli_has(args, option)) {
        (void)fprintf(stderr, "%s: %s (--%s DIR)\n", folder,
                      cli_say((struct cli_text){"deze map is er niet", "there is no such folder"}),
                      option);
        return NULL;
    }
    return book_read_folder(folder, diags);
}

static void print_list(const json_t *list, const char *before)
{
    size_t i;
    json_t *entry;
    json_array_foreach(list, i, entry)
    {
        const char *kind = json_string_value(json_object_get(entry, "kind"));
        const char *id = json_string_value(kind != NULL ? json_object_get(entry, "id") : entry);
        (void)printf("%s%s%s%s", i == 0 ? before : ", ", kind != NULL ? kind : "",
                     kind != NULL ? " " : "", id != NULL ? id : "");
    }
}

static void print_words(const json_t *report)
{
    const struct cli_text carried = {"gedragen", "carried"},
                          tested = {"met een proef", "with a test"};
    const struct cli_text nothing = {"NIETS draagt deze bewering", "NOTHING carries this claim"};
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(report, "claims"), i, row)
    {
        const json_t *carriers = json_object_get(row, "carriers");
        (void)printf("%-5s", json_string_value(json_object_get(row, "id")));
        if (json_array_size(carriers) == 0) {
            (void)printf("%s", cli_say(nothing));
        }
        print_list(carriers, "");
        print_list(json_object_get(row, "tests"),
                   cli_say((struct cli_text){" | proeven: ", " | tests: "}));
        (void)printf("\n");
    }
    json_array_foreach(json_object_get(report, "strays"), i, row)
    {
        (void)printf("%s %s: ", cli_say((struct cli_text){"onbekende bewering", "unknown claim"}),
                     json_string_value(json_object_get(row, "claim")));
        const json_t *from = json_object_get(row, "from");
        const char *kind = json_string_value(json_object_get(from, "kind"));
        const char *id = json_string_value(kind != NULL ? json_object_get(from, "id") : from);
        (void)printf("%s %s\n", kind != NULL ? kind : "", id != NULL ? id : "");
    }
    const long long total = json_integer_value(json_object_get(report, "total"));
    const char *of = cli_say((struct cli_text){"van", "of"});
    (void)printf("%s: %lld %s %lld; %s: %lld %s %lld\n", cli_say(carried),
                 (long long)json_integer_value(json_object_get(report, "carried")), of, total,
                 cli_say(tested), (long long)json_integer_value(json_object_get(report, "tested")),
                 of, total);
}

static int judge(const struct cli_args *args, const json_t *report)
{
    const int64_t total = json_integer_value(json_object_get(report, "total"));
    int64_t least = total, least_tested = 0;
    if (!cli_number(args, "at-least", 0, 100000, &least) ||
        !cli_number(args, "tested", 0, 100000, &least_tested)) {
        return CLI_USAGE;
    }
    const bool enough = json_integer_value(json_object_get(report, "carried")) >= least &&
                        json_integer_value(json_object_get(report, "tested")) >= least_tested &&
                        json_array_size(json_object_get(report, "strays")) == 0;
    return enough ? CLI_OK : CLI_FAILURE;
}

int check_coverage(const struct cli_args *args)
{
    static struct diags diags;
    static struct suite suite;
    const char *folder = args->operand_count > 0 ? args->operands[0] : NULL;
    diags.count = diags.dropped = 0;
    const char *scenarios = cli_value(args, "scenarios", NULL);
    const char *cases = cli_value(args, "cases", "rules/conformance");
    AUTO(rules_free) struct book *book = rules_book(folder, &diags);
    AUTO(free_json)
    json_t *shelf = scenarios != NULL ? scenarios_in(scenarios, &diags)
                                      : json_incref((json_t *)(uintptr_t)builtin_scenarios());
    AUTO(free_json) json_t *history = optional(args, "history", "rules/cases", &diags);
    if (is_folder(cases) || cli_has(args, "cases")) {
        (void)suite_read(&suite, cases, &diags);
    }
    if (book == NULL || diags.count > 0) {
        rules_print(&diags, folder);
        return CLI_INPUT;
    }
    const struct coverage_from from = {shelf, history, &suite};
    AUTO(free_json) json_t *report = coverage_report(book, &from);
    suite_done(&suite);
    if (report == NULL) {
        return CLI_FAILURE;
    }
    if (cli_has(args, "json")) {
        char *text = json_dumps(report, JSON_INDENT(1));
        (void)printf("%s\n", text != NULL ? text : "{}");
        free(text);
    } else {
        print_words(report);
    }
    return judge(args, report);
}
