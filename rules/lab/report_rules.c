/* SPDX-License-Identifier: EUPL-1.2 */
/* report_rules.c -- how often each rule fired; first those that never did. */
#include <string.h>

#include "lab/report.h"

/* A rule of its own has a sentence; a `do` list stands for its action, motion or incident. */
static void rule_words(const struct report_of *r, const char *id)
{
    char key[160];
    (void)snprintf(key, sizeof key, "rule.%s", id);
    if (scenario_text(r->lab->scenario, LANG_EN, key) == NULL) {
        (void)snprintf(key, sizeof key, "%s", id);
    }
    for (char *dot = strrchr(key, '.');
         dot != NULL && scenario_text(r->lab->scenario, LANG_EN, key) == NULL;
         dot = strrchr(key, '.')) {
        *dot = '\0'; /* "motion.C07.refused": the motion */
    }
    html_key(r, "%s", key);
}

static void rule_row(const struct report_of *r, long row)
{
    (void)fputs("<tr><td><code>", r->out);
    html_text(r->out, sheet_cell(&r->rules, row, 0));
    (void)fprintf(r->out, "</code></td><td class=\"n\">%ld</td><td class=\"n\">%.1f %%</td><td>",
                  sheet_number(&r->rules, row, 1),
                  r->games.rows > 0
                      ? 100.0 * (double)sheet_number(&r->rules, row, 2) / (double)r->games.rows
                      : 0.0);
    rule_words(r, sheet_cell(&r->rules, row, 0));
    (void)fputs("</td></tr>\n", r->out);
}

static void table_head(const struct report_of *r)
{
    (void)fputs("<table><tr><th>", r->out);
    html_both(r, "regel", "rule");
    (void)fputs("</th><th class=\"n\">", r->out);
    html_both(r, "keren", "times");
    (void)fputs("</th><th class=\"n\">", r->out);
    html_both(r, "van de spellen", "of games");
    (void)fputs("</th><th></th></tr>\n", r->out);
}

static int count_of(const struct report_of *r, bool silent)
{
    int count = 0;
    for (long k = 0; k < r->rules.rows; k++) {
        count += (sheet_number(&r->rules, k, 1) == 0) == silent;
    }
    return count;
}

void report_rules(const struct report_of *r)
{
    html_head(r, "Regels die werkten", "Rules that fired");
    for (int silent = 1; silent >= 0; silent--) {
        (void)fprintf(r->out, "<details%s><summary>", silent != 0 ? " open" : "");
        html_both(r, silent != 0 ? "Nooit in deze spellen" : "Met hoe vaak",
                  silent != 0 ? "Never in these games" : "With how often");
        (void)fprintf(r->out, " (%d)</summary>\n", count_of(r, silent != 0));
        if (silent != 0) {
            (void)fputs("<p>", r->out);
            html_both(r,
                      "Een regel kan ook zwijgen omdat dit scenario de opdracht of het voorstel "
                      "niet kent.",
                      "A rule may also be silent because this scenario does not have the order or "
                      "the motion.");
            (void)fputs("</p>\n", r->out);
        }
        table_head(r);
        for (long k = 0; k < r->rules.rows; k++) {
            if ((sheet_number(&r->rules, k, 1) == 0) == (silent != 0)) {
                rule_row(r, k);
            }
        }
        (void)fputs("</table></details>\n", r->out);
    }
}
