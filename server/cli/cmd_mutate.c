/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_mutate.c -- `hoeksteen mutate`: breaks the rule book in every way that lab/mutant.h knows,
 * and asks which breach no conformance case notices. Changes no file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/crew.h"
#include "cli/rules.h"
#include "lab/hunt_all.h"
#include "lab/mutant.h"

/* What every worker needs, made before the fork. */
struct breaking {
    struct mutants mutants;
    struct suite suite;
    struct trace trace;
    struct bench bench;
    uint8_t fate[MUTANTS_MAX];
    int16_t by[MUTANTS_MAX];
    bool listed[MUTANTS_MAX];
};

static void free_json(json_t **json)
{
    json_decref(*json);
}

static void work(void *cls, const struct crew_member *member)
{
    struct breaking *b = cls;
    for (int i = member->number; i < b->mutants.count; i += member->of) {
        int by = NONE;
        const enum mutant_fate fate = mutant_try(&b->mutants, i, &b->bench, &b->trace, &by);
        const int32_t told[3] = {i, (int32_t)fate, by};
        crew_tell(member, told, sizeof told);
    }
}

static void heard(void *cls, const void *message)
{
    struct breaking *b = cls;
    int32_t told[3];
    memcpy(told, message, sizeof told);
    if (told[0] >= 0 && told[0] < b->mutants.count) {
        b->fate[told[0]] = (uint8_t)told[1];
        b->by[told[0]] = (int16_t)told[2];
    }
}

/* {"survivors":[{"mutant","why"}]}: marks what is listed; returns rows that list no mutant. */
static int read_survivors(struct breaking *b, const json_t *file, bool whole)
{
    int faults = 0;
    size_t k;
    json_t *row;
    json_array_foreach(json_object_get(file, "survivors"), k, row)
    {
        const char *name = json_string_value(json_object_get(row, "mutant"));
        const char *why = json_string_value(json_object_get(row, "why"));
        int found = NONE;
        for (int i = 0; name != NULL && i < b->mutants.count && found == NONE; i++) {
            found = strcmp(b->mutants.mutant[i].name, name) == 0 ? i : NONE;
        }
        if (why == NULL || strlen(why) < 10 || (whole && found == NONE)) {
            (void)printf("survivors: %s: %s\n", name != NULL ? name : "?",
                         why == NULL || strlen(why) < 10 ? "no reason" : "no such mutant");
            faults++;
        } else if (found != NONE) {
            b->listed[found] = true;
        }
    }
    return faults;
}

static json_t *row_of(const struct breaking *b, int i)
{
    static const char *const fates[FATES] = {"caught", "survived", "refused"};
    const json_t *by = b->by[i] == NONE ? NULL : b->suite.one[b->by[i]];
    return json_pack("{s:s, s:s, s:b, s:O?}", "mutant", b->mutants.mutant[i].name, "fate",
                     fates[b->fate[i]], "listed", b->listed[i], "by", json_object_get(by, "id"));
}

/* Prints and judges; a listed mutant that a case does catch is a fault: the list would rot. */
static int conclude(const struct cli_args *args, const struct breaking *b, int faults)
{
    const bool json = cli_has(args, "json");
    AUTO(free_json) json_t *rows = json_array();
    int count[FATES] = {0}, listed = 0;
    for (int i = 0; i < b->mutants.count; i++) {
        const bool survived = b->fate[i] == FATE_SURVIVED;
        count[b->fate[i]]++;
        listed += survived && b->listed[i];
        faults += survived != b->listed[i];
        if (json) {
            (void)json_array_append_new(rows, row_of(b, i));
        } else if (survived && !b->listed[i]) {
            (void)printf("%s: %s\n",
                         cli_say((struct cli_text){"geen proef merkt", "no case notices"}),
                         b->mutants.mutant[i].name);
        } else if (!survived && b->listed[i]) {
            (void)printf("%s: %s\n",
                         cli_say((struct cli_text){"staat op de lijst en wordt toch opgemerkt",
                                                   "is on the list and is noticed all the same"}),
                         b->mutants.mutant[i].name);
        }
    }
    if (json) {
        char *text = json_dumps(rows, JSON_INDENT(1));
        (void)printf("%s\n", text != NULL ? text : "[]");
        free(text);
    }
    (void)fprintf(
        stderr, "%d %s, %d %s, %d %s (%d %s), %d %s\n", b->mutants.count,
        cli_say((struct cli_text){"veranderingen", "mutants"}), count[FATE_CAUGHT],
        cli_say((struct cli_text){"opgemerkt", "caught"}), count[FATE_SURVIVED],
        cli_say((struct cli_text){"overleven", "survive"}), listed,
        cli_say((struct cli_text){"met een reden", "with a reason"}), count[FATE_REFUSED],
        cli_say((struct cli_text){"door de compiler geweigerd", "refused by the compiler"}));
    return faults == 0 && b->mutants.count > 0 ? CLI_OK : CLI_FAILURE;
}

/* --find: cases for what survives, in files of their own. */
static int find_cases(const struct cli_args *args, struct breaking *b, const char *folder)
{
    static bool wanted[MUTANTS_MAX];
    int left = 0, before = 0;
    int64_t seed = 1;
    if (!cli_number(args, "seed", 1, 1000000, &seed)) {
        return CLI_USAGE;
    }
    for (int i = 0; i < b->mutants.count; i++) {
        wanted[i] = b->fate[i] == FATE_SURVIVED && !b->listed[i];
        before += wanted[i];
    }
    AUTO(free_json) json_t *found = hunt_all(&b->mutants, &b->bench, wanted, (uint32_t)seed);
    const bool written = hunt_write(found, folder);
    for (int i = 0; i < b->mutants.count; i++) {
        left += wanted[i];
        if (wanted[i]) {
            (void)printf("%s: %s\n",
                         cli_say((struct cli_text){"geen proef gevonden", "no case found"}),
                         b->mutants.mutant[i].name);
        }
    }
    (void)fprintf(stderr, "%d -> %d\n", before, left);
    return written ? CLI_OK : CLI_FAILURE;
}

static int break_it(const struct cli_args *args, struct breaking *b, const struct book *book)
{
    const unsigned rules = 1u << MUTANT_RULE,
                   expressions = 1u << MUTANT_SIGN | 1u << MUTANT_CONDITION;
    const char *only = cli_value(args, "only", NULL);
    const unsigned wanted =
        (cli_has(args, "rules") ? rules : 0) | (cli_has(args, "expressions") ? expressions : 0);
    const unsigned kinds = wanted != 0 ? wanted : rules | expressions;
    int64_t jobs = crew_usual();
    json_error_t error;
    if (!cli_number(args, "jobs", 1, CREW_MAX, &jobs)) {
        return CLI_USAGE;
    }
    if (!bench_init(&b->bench, book) || !mutants_list(&b->mutants, book, kinds, only)) {
        return CLI_FAILURE;
    }
    b->bench.say = stderr;
    if (b->suite.count == 0 || !trace_make(&b->trace, &b->bench, &b->suite)) {
        (void)fprintf(stderr, "%s\n",
                      cli_say((struct cli_text){"niet alle proeven slagen op het boek zelf",
                                                "not every case holds on the book itself"}));
        return CLI_INPUT;
    }
    b->bench.say = NULL;
    AUTO(free_json)
    json_t *list =
        json_load_file(cli_value(args, "survivors", "rules/conformance/survivors.json"), 0, &error);
    const int faults = read_survivors(b, list, only == NULL && wanted == 0);
    const struct crew crew = {.size = (int)jobs,
                              .work = work,
                              .heard = heard,
                              .cls = b,
                              .total = b->mutants.count,
                              .message = 3 * sizeof(int32_t)};
    if (!crew_run(&crew)) {
        return CLI_FAILURE;
    }
    return cli_has(args, "find") ? find_cases(args, b, cli_value(args, "find", "."))
                                 : conclude(args, b, faults);
}

static int run(const struct cli_args *args)
{
    static struct diags diags;
    static struct breaking b;
    const char *folder = cli_value(args, "book", NULL);
    AUTO(rules_free) struct book *book = rules_book(folder, &diags);
    const bool read = suite_read(&b.suite, cli_value(args, "cases", "rules/conformance"), &diags);
    int code = CLI_INPUT;
    if (book == NULL || !read || diags.count > 0) {
        rules_print(&diags, folder);
    } else {
        code = break_it(args, &b, book);
    }
    mutants_done(&b.mutants);
    bench_done(&b.bench);
    suite_done(&b.suite);
    return code;
}

static const struct cli_option options[] = {
    {"rules", 0, NULL, {"Alleen regels weglaten.", "Remove rules only."}, false},
    {"expressions",
     0,
     NULL,
     {"Alleen tekens omkeren en voorwaarden weglaten.", "Flip signs and drop conditions only."},
     false},
    {"only",
     0,
     "ID",
     {"Alleen dit onderdeel van het boek.", "This object of the book only."},
     false},
    {"cases",
     0,
     "DIR",
     {"De proeven [rules/conformance].", "The cases [rules/conformance]."},
     false},
    {"survivors",
     0,
     "FILE",
     {"Wat mag overleven, met reden [rules/conformance/survivors.json].",
      "What may survive, with a reason [rules/conformance/survivors.json]."},
     false},
    {"find",
     0,
     "DIR",
     {"Zoekt proeven voor wat overleeft en schrijft ze hier; lees ze voor u ze houdt. De titels "
      "zijn "
      "een schets: herschrijf ze.",
      "Seeks cases for what survives and writes them here; read them before you keep them. The "
      "titles "
      "are a draft: rewrite them."},
     false},
    {"seed", 's', "S", {"Toevalsgetal van --find [1].", "Seed of --find [1]."}, false},
    {"book", 0, "DIR", {"Een ander regelboek.", "Another rule book."}, false},
    {"jobs",
     'j',
     "N",
     {"Zoveel processen [alle kernen].", "So many processes [all cores]."},
     false},
    {"json", 0, NULL, {"Als JSON.", "As JSON."}, false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {"mutate --rules", "mutate --expressions", "mutate --json",
                                       "mutate --find /tmp", NULL};

const struct cli_command cmd_mutate = {
    "mutate",
    "",
    0,
    0,
    {"Maakt het regelboek op elke manier stuk en zoekt wat geen proef merkt (dan 1).",
     "Breaks the rule book in every way and seeks what no case notices (then 1)."},
    options,
    examples,
    run,
};
