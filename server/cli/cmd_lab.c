/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_lab.c -- `hoeksteen lab`: thousands of automated games on all cores, tables and a report; and
 * `hoeksteen lab merge`, which puts shards together. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/crew.h"
#include "cli/lab_run.h"
#include "cli/lab_silent.h"
#include "cli/rules.h"
#include "compiler/builtin.h"
#include "game/library.h"
#include "lab/report.h"

enum { GAMES_MAX = 100000000, TRAJECTORIES_MAX = 1000, SCREEN_GAMES = 20, USUAL_GAMES = 1000 };

static void free_json(json_t **json)
{
    json_decref(*json);
}

static void free_shelf(struct shelf **shelf)
{
    shelf_free(*shelf);
}

static int complain(const struct why *why)
{
    (void)fprintf(stderr, "hoeksteen lab: %s\n", why->text);
    return CLI_INPUT;
}

/* Books and scenarios as the options say; NULL after the faults were printed. */
static struct shelf *open_shelf(const struct cli_args *args)
{
    static struct diags diags;
    struct shelf *shelf =
        shelf_open(cli_value(args, "book", NULL), cli_value(args, "scenarios", NULL), &diags);
    if (shelf == NULL) {
        rules_print(&diags, NULL);
    }
    return shelf;
}

static struct scenario *find_scenario(const struct shelf *shelf, const char *id, struct why *why)
{
    for (int k = 0; k < shelf_count(shelf); k++) {
        const json_t *json = scenario_json(shelf_scenario(shelf, k));
        const char *own = json_string_value(json_object_get(json, "id"));
        if (own != NULL && strcmp(own, id) == 0) {
            return shelf_borrow(shelf, k);
        }
    }
    (void)snprintf(why->text, sizeof why->text, "there is no scenario '%.60s'", id);
    return NULL;
}

static bool make_folder(const char *path, struct why *why)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST) {
        return true;
    }
    (void)snprintf(why->text, sizeof why->text, "%.100s: %.60s", path, strerror(errno));
    return false;
}

static json_t *texts_of(const struct cli_args *args, const char *option)
{
    json_t *list = json_array();
    const char *text;
    for (int k = 0; (text = cli_nth(args, option, k)) != NULL; k++) {
        (void)json_array_append_new(list, json_string(text));
    }
    return list;
}

/* "2/8"; false when it is not that. */
static bool read_shard(const char *text, int64_t *ret_shard, int64_t *ret_of)
{
    char *end;
    *ret_shard = strtol(text, &end, 10);
    const bool slash = *end == '/';
    *ret_of = slash ? strtol(end + 1, &end, 10) : 0;
    return slash && *end == '\0' && *ret_shard >= 1 && *ret_shard <= *ret_of && *ret_of <= 100000;
}

/* run.json from the command line; NULL after a complaint. */
static json_t *read_run(const struct cli_args *args)
{
    int64_t games = cli_has(args, "morris") ? SCREEN_GAMES : USUAL_GAMES, seed = 1, morris = 0,
            shard = 1, of = 1;
    if (!cli_number(args, "games", 1, GAMES_MAX, &games) ||
        !cli_number(args, "seed", 0, INT64_MAX / 2, &seed) ||
        !cli_number(args, "morris", 1, TRAJECTORIES_MAX, &morris)) {
        return NULL;
    }
    if (!read_shard(cli_value(args, "shard", "1/1"), &shard, &of)) {
        (void)cli_misuse(args, "--shard I/N, 1 <= I <= N");
        return NULL;
    }
    if (morris > 0 && cli_has(args, "vary")) {
        (void)cli_misuse(args, "--morris, --vary: %s",
                         cli_say((struct cli_text){"kies er één", "choose one of them"}));
        return NULL;
    }
    return json_pack("{s:i, s:s, s:s, s:I, s:I, s:b, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "format",
                     1, "scenario", args->operands[0], "variant", cli_value(args, "variant", ""),
                     "games", (json_int_t)games, "seed", (json_int_t)seed, "later",
                     cli_has(args, "later"), "morris", (json_int_t)morris, "shard",
                     (json_int_t)shard, "of", (json_int_t)of, "vary", texts_of(args, "vary"), "set",
                     texts_of(args, "set"), "truth", texts_of(args, "truth"), "policy",
                     texts_of(args, "policy"));
}

static enum lang language(const struct cli_args *args)
{
    const struct cli_text word = {"nl", "en"};
    return strcmp(cli_value(args, "lang", cli_say(word)), "nl") == 0 ? LANG_NL : LANG_EN;
}

static int finish(const struct cli_args *args, const struct lab *lab, const json_t *run,
                  const char *folder)
{
    struct why why;
    if (json_integer_value(json_object_get(run, "of")) == 1 &&
        !report_write(lab, run, folder, language(args), &why)) {
        return complain(&why);
    }
    (void)printf("%s\n", folder);
    return CLI_OK;
}

static int play(const struct cli_args *args)
{
    struct why why = {""};
    struct lab lab;
    char mark[17], usual[PATH_SIZE];
    int64_t jobs = crew_usual();
    AUTO(free_shelf) struct shelf *shelf = NULL;
    AUTO(free_json) json_t *run = read_run(args);
    if (run == NULL || !cli_number(args, "jobs", 1, CREW_MAX, &jobs)) {
        return CLI_USAGE;
    }
    (void)snprintf(usual, sizeof usual, "lab-%.80s", args->operands[0]);
    const char *folder = cli_value(args, "out", usual);
    shelf = open_shelf(args);
    struct scenario *scenario =
        shelf != NULL ? find_scenario(shelf, args->operands[0], &why) : NULL;
    if (scenario == NULL) {
        return complain(&why);
    }
    rules_mark(scenario, mark);
    (void)json_object_set_new(run, "rules", json_string(mark));
    if (!lab_from(&lab, scenario, run, &why)) {
        return complain(&why);
    }
    const bool played = make_folder(folder, &why) && lab_run(&lab, run, folder, (int)jobs, &why);
    const int code = played ? finish(args, &lab, run, folder) : complain(&why);
    lab_done(&lab);
    return code;
}

/* ---- merge ---- */

static int merge_runs(const struct cli_args *args, const json_t *const *runs,
                      const char *const *folders, int count)
{
    struct why why = {""};
    struct lab lab;
    char mark[17];
    const char *to = cli_value(args, "out", "lab-merged");
    const char *id = json_string_value(json_object_get(runs[0], "scenario"));
    AUTO(free_shelf) struct shelf *shelf = open_shelf(args);
    struct scenario *scenario = shelf != NULL && id != NULL ? find_scenario(shelf, id, &why) : NULL;
    if (scenario == NULL) {
        return complain(&why);
    }
    rules_mark(scenario, mark);
    const char *theirs = json_string_value(json_object_get(runs[0], "rules"));
    if (theirs == NULL || strcmp(theirs, mark) != 0) {
        (void)snprintf(why.text, sizeof why.text, "%.80s was played with other rules", folders[0]);
        return complain(&why);
    }
    if (!lab_from(&lab, scenario, runs[0], &why)) {
        return complain(&why);
    }
    AUTO(free_json) json_t *whole = json_deep_copy(runs[0]);
    (void)json_object_set_new(whole, "shard", json_integer(1));
    (void)json_object_set_new(whole, "of", json_integer(1));
    const bool merged = make_folder(to, &why) && folder_merge(&lab, runs, folders, count, to, &why);
    const int code = merged ? finish(args, &lab, whole, to) : complain(&why);
    lab_done(&lab);
    return code;
}

static int merge(const struct cli_args *args)
{
    const int count = args->operand_count - 1;
    const char *const *folders = args->operands + 1;
    json_error_t error;
    int read = 0, code = CLI_INPUT;
    if (count < 1) {
        return cli_misuse(args, "lab merge DIR...");
    }
    json_t **runs = calloc((size_t)count, sizeof *runs);
    for (; runs != NULL && read < count; read++) {
        char path[PATH_SIZE];
        (void)snprintf(path, sizeof path, "%s/run.json", folders[read]);
        runs[read] = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
        if (runs[read] == NULL) {
            (void)fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
            break;
        }
    }
    if (read == count) {
        code = merge_runs(args, (const json_t *const *)runs, folders, count);
    }
    while (read > 0) {
        json_decref(runs[--read]);
    }
    free(runs);
    return code;
}

static int run_lab(const struct cli_args *args)
{
    if (strcmp(args->operands[0], "merge") == 0) {
        return merge(args);
    }
    if (strcmp(args->operands[0], "silent") == 0 && args->operand_count > 1) {
        return lab_silent(args->operands + 1, args->operand_count - 1);
    }
    return args->operand_count == 1 ? play(args) : cli_misuse(args, "lab SCENARIO");
}

static const struct cli_option options[] = {
    {"games",
     'n',
     "N",
     {"Spellen, bij elke instelling evenveel [1000].", "Games, at each setting as many [1000]."},
     false},
    {"vary",
     0,
     "P=LO..HI:STEP",
     {"Een aanname of beginwaarde laten lopen; mag vaker.",
      "Vary an assumption or a start value; may be repeated."},
     false},
    {"morris",
     0,
     "R",
     {"Welke aannames doen ertoe: R paden door het register.",
      "Which assumptions matter: R paths through the register."},
     false},
    {"set",
     0,
     "P=N",
     {"Een aanname of beginwaarde wijzigen; mag vaker.",
      "Change an assumption or a start value; may be repeated."},
     false},
    {"truth",
     0,
     "DRAW=OPTION",
     {"Een verborgen waarheid vastzetten.", "Fix a hidden truth."},
     false},
    {"policy",
     0,
     "ID=off",
     {"Gedrag van het model uitzetten; ID* voor meer.",
      "Switch a policy of the model off; ID* for more."},
     false},
    {"variant", 0, "ID", {"Variant van het scenario.", "Variant of the scenario."}, false},
    {"later", 0, NULL, {"Ook de maanden daarna.", "The months after, too."}, false},
    {"seed",
     's',
     "S",
     {"Toevalsgetal van het eerste spel [1].", "Seed of the first game [1]."},
     false},
    {"shard", 0, "I/N", {"Alleen deel I van N.", "Part I of N only."}, false},
    {"out",
     'o',
     "DIR",
     {"Map voor de uitkomsten [lab-SCENARIO].", "Folder for the results [lab-SCENARIO]."},
     false},
    {"lang",
     'l',
     "nl|en",
     {"Taal die het verslag eerst toont.", "Language that the report shows first."},
     false},
    {"jobs",
     'j',
     "N",
     {"Zoveel processen [alle kernen].", "So many processes [all cores]."},
     false},
    {"book", 0, "DIR", {"Regelboek uit een map.", "Rule book from a folder."}, true},
    {"scenarios", 0, "DIR", {"Scenario's uit een map.", "Scenarios from a folder."}, true},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {
    "lab het-pakket --games 10000 --out results",
    "lab het-pakket --games 500 --vary MA-14.base=4..12:2",
    "lab cyberrel --morris 10 --truth intent=offensive",
    "lab het-pakket --games 10000 --shard 2/8 --out part2",
    "lab merge part1 part2 --out whole",
    "lab silent lab-het-pakket lab-cyberrel",
    NULL,
};

const struct cli_command cmd_lab = {
    "lab",
    "SCENARIO | merge DIR... | silent DIR...",
    1,
    -1,
    {"Speelt duizenden spellen en maakt tabellen en een verslag.",
     "Plays thousands of games and makes tables and a report."},
    options,
    examples,
    run_lab,
};
