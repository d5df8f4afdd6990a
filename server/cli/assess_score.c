/* SPDX-License-Identifier: EUPL-1.2 */
/* assess_score.c -- see assess_score.h. What counts as yes stands in rules/score.json. A score says
 * how the rule fits the cases on which it was set, nothing more. */
#include "cli/assess_score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "cli/rules.h"

/* Of one question, over all cases. */
struct score {
    int cases, right, naive; /* naive: of a rule that always says no */
};

static void free_json(json_t **json)
{
    json_decref(*json);
}

static const char *in_words(const json_t *pair)
{
    const char *nl = json_string_value(json_object_get(pair, "nl"));
    const char *en = json_string_value(json_object_get(pair, "en"));
    return nl != NULL && en != NULL ? cli_say((struct cli_text){nl, en}) : "";
}

static const char *yes_or_no(bool yes)
{
    return cli_say(yes ? (struct cli_text){"ja", "yes"} : (struct cli_text){"nee", "no"});
}

/* One question about one case, added to `rows` and to the score. */
static void ask(const json_t *question, const json_t *one, const json_t *answer, json_t *rows,
                struct score *score)
{
    const json_t *actual = json_object_get(json_object_get(one, "calibration"),
                                           json_string_value(json_object_get(question, "actual")));
    const json_t *index =
        json_object_get(answer, json_string_value(json_object_get(question, "index")));
    if (!json_is_integer(actual) || !json_is_integer(index)) {
        return; /* a test of procedure has nothing to score */
    }
    const bool says =
        json_integer_value(index) >= json_integer_value(json_object_get(question, "least"));
    const bool was =
        json_integer_value(actual) >= json_integer_value(json_object_get(question, "used"));
    score->cases++;
    score->right += says == was;
    score->naive += !was;
    (void)json_array_append_new(
        rows, json_pack("{s:O, s:O, s:O, s:O, s:b, s:b}", "case", json_object_get(one, "id"),
                        "name", json_object_get(one, "name"), "question",
                        json_object_get(question, "id"), "index", index, "says", says, "was", was));
}

static void print_rows(const json_t *rows)
{
    size_t k;
    json_t *row;
    json_array_foreach(rows, k, row)
    {
        const bool says = json_is_true(json_object_get(row, "says")),
                   was = json_is_true(json_object_get(row, "was"));
        (void)printf("%-5s %-9s %3lld  %s %-3s  %s %-3s %s %s\n",
                     json_string_value(json_object_get(row, "case")),
                     json_string_value(json_object_get(row, "question")),
                     (long long)json_integer_value(json_object_get(row, "index")),
                     cli_say((struct cli_text){"regel:", "rule:"}), yes_or_no(says),
                     cli_say((struct cli_text){"gebeurd:", "was:"}), yes_or_no(was),
                     says == was ? "  " : cli_say((struct cli_text){"MIS", "MISS"}),
                     in_words(json_object_get(row, "name")));
    }
}

static void print_score(const json_t *question, const struct score *score)
{
    (void)printf("%s: %d %s %d; \"%s\": %d %s %d\n", in_words(json_object_get(question, "name")),
                 score->right, cli_say((struct cli_text){"van", "of"}), score->cases,
                 in_words(json_object_get(question, "naive")), score->naive,
                 cli_say((struct cli_text){"van", "of"}), score->cases);
}

/* Every case through the book; false when one has faults. */
static bool score_all(const struct book *book, const json_t *cases, const json_t *question,
                      json_t *rows, struct score *score)
{
    static struct diags diags;
    const char *file;
    json_t *one;
    json_object_foreach((json_t *)(uintptr_t)cases, file, one)
    {
        if (!json_is_object(json_object_get(one, "calibration"))) {
            continue;
        }
        AUTO(free_json) json_t *answer = book_assess(book, one, &diags);
        if (answer == NULL) {
            rules_print(&diags, NULL);
            return false;
        }
        ask(question, one, answer, rows, score);
    }
    return true;
}

int assess_score(const struct cli_args *args)
{
    static struct diags diags;
    json_error_t error;
    const char *folder = args->operand_count > 0 ? args->operands[0] : "rules/cases";
    const char *path = cli_value(args, "questions", "rules/score.json");
    AUTO(rules_free) struct book *book = rules_book(cli_value(args, "book", NULL), &diags);
    AUTO(free_json) json_t *cases = book_read_folder(folder, &diags);
    AUTO(free_json) json_t *questions = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    AUTO(free_json) json_t *rows = json_array();
    const json_t *list = json_object_get(questions, "score");
    if (questions == NULL) {
        (void)fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
    }
    if (book == NULL || cases == NULL || questions == NULL || diags.count > 0) {
        rules_print(&diags, folder);
        return CLI_INPUT;
    }
    struct score scores[8] = {{0}};
    const size_t count = json_array_size(list) < 8 ? json_array_size(list) : 8;
    for (size_t k = 0; k < count; k++) {
        if (!score_all(book, cases, json_array_get(list, k), rows, &scores[k])) {
            return CLI_INPUT;
        }
    }
    if (cli_has(args, "json")) {
        char *text = json_dumps(rows, JSON_INDENT(1));
        (void)printf("%s\n", text != NULL ? text : "[]");
        free(text);
        return CLI_OK;
    }
    print_rows(rows);
    for (size_t k = 0; k < count; k++) {
        print_score(json_array_get(list, k), &scores[k]);
    }
    (void)printf("%s\n", in_words(json_object_get(questions, "note")));
    return json_array_size(rows) > 0 ? CLI_OK : CLI_FAILURE;
}
