/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_check.c -- says what is wrong with a rule book or a scenario, all at once. Changes nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "cli/check_coverage.h"
#include "cli/check_watch.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "compiler/builtin.h"
#include "compiler/locate.h"

enum { PATH_LONG = 1024 };

/* What is checked: a folder, and whether it holds a scenario. */
struct target {
    char folder[PATH_LONG];
    bool scenario;
};

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A folder, or a file in one: then the folder is checked. */
static void find_target(const char *path, struct target *target)
{
    char file[PATH_LONG + 16];
    (void)snprintf(target->folder, sizeof(target->folder), "%s", path);
    if (is_file(path)) {
        char *slash = strrchr(target->folder, '/');
        if (slash) {
            *slash = '\0';
        } else {
            (void)snprintf(target->folder, sizeof(target->folder), ".");
        }
    }
    (void)snprintf(file, sizeof(file), "%s/scenario.json", target->folder);
    target->scenario = is_file(file);
}

static void print_json(const struct diags *diags)
{
    json_t *list = json_array();
    for (int i = 0; i < diags->count; i++) {
        const struct diag *diag = &diags->item[i];
        (void)json_array_append_new(list, json_pack("{s:s,s:i,s:s,s:s}", "file", diag->file, "line",
                                                    diag->line, "pointer", diag->pointer, "text",
                                                    diag->text));
    }
    json_t *answer = json_pack("{s:b,s:i,s:o}", "valid", diags->count == 0, "dropped",
                               diags->dropped, "faults", list);
    char *text = json_dumps(answer, JSON_INDENT(1));
    (void)printf("%s\n", text ? text : "{}");
    free(text);
    json_decref(answer);
}

static int conclude(const struct cli_args *args, const struct diags *diags, const char *folder)
{
    if (cli_has(args, "json")) {
        print_json(diags);
    } else {
        rules_print(diags, folder);
    }
    (void)fflush(stdout); /* before what stderr says of it */
    const int faults = diags->count + diags->dropped;
    if (faults > 0) {
        (void)fprintf(stderr, "%d %s\n", faults,
                      cli_say(faults == 1 ? (struct cli_text){"fout", "fault"}
                                          : (struct cli_text){"fouten", "faults"}));
    } else {
        (void)fprintf(stderr, "%s\n", cli_say((struct cli_text){"in orde", "all right"}));
    }
    return diags->count > 0 ? CLI_INPUT : CLI_OK;
}

static void check_scenario(struct book *book, json_t *files, const char *folder,
                           struct diags *diags)
{
    struct scenario *scenario = files ? scenario_compile(book, files, diags) : NULL;
    if (folder) {
        diags_locate(diags, folder);
    }
    scenario_free(scenario);
}

static void check_words(struct book *book, const char *folder, struct diags *diags)
{
    if (book) {
        book_check_words(book, diags);
    }
    if (book && folder) {
        diags_locate(diags, folder);
    }
}

static int check_builtin(const struct cli_args *args, struct diags *diags)
{
    AUTO(rules_free) struct book *book = rules_book(NULL, diags);
    const char *id;
    json_t *files;
    check_words(book, NULL, diags);
    json_object_foreach((json_t *)(uintptr_t)builtin_scenarios(), id, files)
    {
        if (book) {
            check_scenario(book, files, NULL, diags);
        }
    }
    return conclude(args, diags, NULL);
}

static int check_once(const struct cli_args *args)
{
    static struct diags diags;
    struct target target;
    diags.count = diags.dropped = 0; /* --watch comes here again */
    if (cli_has(args, "coverage")) {
        return check_coverage(args);
    }
    if (args->operand_count == 0) {
        return check_builtin(args, &diags);
    }
    find_target(args->operands[0], &target);
    const char *folder = target.scenario ? cli_value(args, "book", NULL) : target.folder;
    AUTO(rules_free) struct book *book = rules_book(folder, &diags);
    if (!target.scenario || !book) {
        check_words(book, folder, &diags);
        return conclude(args, &diags, folder);
    }
    json_t *files = book_read_folder(target.folder, &diags);
    check_scenario(book, files, target.folder, &diags);
    json_decref(files);
    return conclude(args, &diags, target.folder);
}

static int run(const struct cli_args *args)
{
    struct target target;
    if (!cli_has(args, "watch")) {
        return check_once(args);
    }
    if (args->operand_count == 0) {
        return cli_misuse(args, "--watch: %s",
                          cli_say((struct cli_text){"noem een map", "name a folder"}));
    }
    find_target(args->operands[0], &target);
    const char *const folders[] = {target.folder, cli_value(args, "book", NULL), NULL};
    return check_watch(args, folders, check_once);
}

static const struct cli_option options[] = {
    {"book", 0, "DIR", {"Het regelboek bij een scenario.", "The rule book of a scenario."}, false},
    {"json", 0, NULL, {"Als JSON.", "As JSON."}, false},
    {"watch",
     0,
     NULL,
     {"Opnieuw na elke wijziging, tot Ctrl-C.", "Again after each change, until Ctrl-C."},
     false},
    {"coverage",
     0,
     NULL,
     {"Wat elke bewering draagt en welke proef haar vasthoudt; 1 als er een ontbreekt.",
      "What carries each claim and which test holds it; 1 when one is missing."},
     false},
    {"at-least",
     0,
     "N",
     {"Zoveel beweringen moeten gedragen zijn (gewoonlijk alle).",
      "So many claims must be carried (usually all)."},
     false},
    {"tested",
     0,
     "N",
     {"Zoveel beweringen moeten een proef hebben.", "So many claims must have a test."},
     false},
    {"scenarios",
     0,
     "DIR",
     {"Scenario's uit een map, voor --coverage.", "Scenarios from a folder, for --coverage."},
     false},
    {"cases",
     0,
     "DIR",
     {"Proeven van het regelboek [rules/conformance].", "Conformance cases [rules/conformance]."},
     false},
    {"history",
     0,
     "DIR",
     {"Historische gevallen [rules/cases].", "Historical cases [rules/cases]."},
     false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {"check",
                                       "check rules/book",
                                       "check rules/scenarios/het-pakket",
                                       "check rules/book --watch",
                                       "check --coverage",
                                       "check --coverage --at-least 208 --json",
                                       NULL};

const struct cli_command cmd_check = {
    "check",
    "[DIR|FILE]",
    0,
    1,
    {"Controleert een regelboek of scenario: alle fouten tegelijk.",
     "Checks a rule book or a scenario: every fault at once."},
    options,
    examples,
    run,
};
