/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_assess.c -- lays a historical case beside the rule book: how arguable it is, and from which
 * terms. No verdict. */
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "cli/assess_score.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/rules.h"

static void free_json(json_t **json)
{
    json_decref(*json);
}

static const char *in_words(const json_t *pair)
{
    struct cli_text text = {json_string_value(json_object_get(pair, "nl")),
                            json_string_value(json_object_get(pair, "en"))};
    return text.nl && text.en ? cli_say(text) : "";
}

static void print_words(const json_t *answer)
{
    size_t i;
    size_t k;
    json_t *output;
    json_t *term;
    (void)printf("%s: %s\n", json_string_value(json_object_get(answer, "id")),
                 in_words(json_object_get(answer, "band_text")));
    json_array_foreach(json_object_get(answer, "explain"), i, output)
    {
        (void)printf("%s (%s) = %lld\n", in_words(json_object_get(output, "name")),
                     json_string_value(json_object_get(output, "formula")),
                     (long long)json_integer_value(json_object_get(output, "value")));
        json_array_foreach(json_object_get(output, "terms"), k, term)
        {
            (void)printf("  %+6lld  %s\n",
                         (long long)json_integer_value(json_object_get(term, "by")),
                         in_words(json_object_get(term, "text")));
        }
    }
}

static int run(const struct cli_args *args)
{
    static struct diags diags;
    json_error_t error;
    if (cli_has(args, "score")) {
        return assess_score(args);
    }
    if (args->operand_count == 0) {
        return cli_misuse(args, "FILE");
    }
    AUTO(rules_free) struct book *book = rules_book(cli_value(args, "book", NULL), &diags);
    AUTO(free_json)
    json_t *one_case = json_load_file(args->operands[0], JSON_REJECT_DUPLICATES, &error);
    if (!one_case) {
        (void)fprintf(stderr, "%s:%d: %s\n", args->operands[0], error.line, error.text);
        return CLI_INPUT;
    }
    AUTO(free_json) json_t *answer = book ? book_assess(book, one_case, &diags) : NULL;
    if (!answer) {
        rules_print(&diags, cli_value(args, "book", NULL));
        return CLI_INPUT;
    }
    if (!cli_has(args, "json")) {
        print_words(answer);
        return CLI_OK;
    }
    char *text = json_dumps(answer, JSON_INDENT(1));
    (void)printf("%s\n", text ? text : "{}");
    free(text);
    return CLI_OK;
}

static const struct cli_option options[] = {
    {"book", 0, "DIR", {"Een ander regelboek.", "Another rule book."}, false},
    {"json", 0, NULL, {"Als JSON.", "As JSON."}, false},
    {"score",
     0,
     NULL,
     {"Alle gevallen van een map [rules/cases] naast wat er gebeurde.",
      "All cases of a folder [rules/cases] beside what happened."},
     false},
    {"questions",
     0,
     "FILE",
     {"Wat bij --score als ja telt [rules/score.json].",
      "What counts as yes with --score [rules/score.json]."},
     false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {"assess rules/cases/V04.json", "assess --score", NULL};

const struct cli_command cmd_assess = {
    "assess",
    "[FILE|DIR]",
    0,
    1,
    {"Legt een historisch geval naast het regelboek.",
     "Lays a historical case beside the rule book."},
    options,
    examples,
    run,
};
