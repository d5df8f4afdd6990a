/* SPDX-License-Identifier: EUPL-1.2 */
/* report_profile.c -- how each dimension of the outcome was spread, how games ended, which truths
 * were drawn. Never adds dimensions up. */
#include <stdlib.h>
#include <string.h>

#include "lab/report.h"

enum { BINS = 24, PX_HIGH = 90, BIN_WIDE = 9, TENTH = 10 };

static int by_value(const void *a, const void *b)
{
    const long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* The numbers of a column in order; yours to free, NULL when there are none. */
static long *sorted(const struct report_of *r, int column)
{
    long *value = calloc((size_t)r->games.rows + 1, sizeof *value);
    for (long k = 0; value != NULL && k < r->games.rows; k++) {
        value[k] = sheet_number(&r->games, k, column);
    }
    if (value != NULL) {
        qsort(value, (size_t)r->games.rows, sizeof *value, by_value);
    }
    return value;
}

static void histogram(const struct report_of *r, const long *value)
{
    const long rows = r->games.rows, least = value[0], span = value[rows - 1] - least + 1;
    const int bins = span < BINS ? (int)span : BINS;
    long count[BINS] = {0}, most = 1;
    for (long k = 0; k < rows; k++) {
        const long bin = (value[k] - least) * bins / span;
        count[bin]++;
        most = count[bin] > most ? count[bin] : most;
    }
    (void)fprintf(r->out, "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"histogram\">",
                  BINS * BIN_WIDE + TENTH, PX_HIGH + 18);
    for (int b = 0; b < bins; b++) {
        const double high = PX_HIGH * (double)count[b] / (double)most;
        (void)fprintf(r->out,
                      "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" class=\"fore\"/>",
                      b * BIN_WIDE, PX_HIGH - high, BIN_WIDE - 1, high);
    }
    (void)fprintf(r->out,
                  "<text x=\"0\" y=\"%d\">%ld</text><text x=\"%d\" y=\"%d\" "
                  "text-anchor=\"end\">%ld</text></svg>\n",
                  PX_HIGH + 14, least, bins * BIN_WIDE, PX_HIGH + 14, value[rows - 1]);
}

static void measure_row(const struct report_of *r, const char *dimension, const char *measure)
{
    char name[160];
    (void)snprintf(name, sizeof name, "profile.%s.%s", dimension, measure);
    const int column = sheet_find(&r->games, name);
    long *value = column < 0 ? NULL : sorted(r, column);
    const long rows = r->games.rows;
    double sum = 0;
    if (value == NULL || rows == 0) {
        free(value);
        return;
    }
    for (long k = 0; k < rows; k++) {
        sum += (double)value[k];
    }
    (void)fputs("<tr><td>", r->out);
    html_key(r, "%s", name);
    (void)fprintf(
        r->out,
        "</td><td class=\"n\">%ld</td><td class=\"n\">%ld</td><td class=\"n\">%ld</td>"
        "<td class=\"n\">%.1f</td><td class=\"n\">%ld</td><td class=\"n\">%ld</td></tr>\n",
        value[0], value[rows / TENTH], value[rows / 2], sum / (double)rows,
        value[rows - 1 - rows / TENTH], value[rows - 1]);
    free(value);
}

/* How often each word of a column came, in the order given. */
static void share_row(const struct report_of *r, int column, const char *word, const char *key)
{
    long count = 0;
    for (long k = 0; k < r->games.rows; k++) {
        count += strcmp(sheet_cell(&r->games, k, column), word) == 0;
    }
    (void)fputs("<tr><td>", r->out);
    if (key != NULL) {
        html_key(r, "%s", key);
    } else {
        html_both(r, "geen", "none");
    }
    (void)fputs("</td><td>", r->out);
    html_bar(r->out, (double)count, (double)r->games.rows);
    (void)fprintf(r->out, "</td><td class=\"n\">%.1f %%</td></tr>\n",
                  r->games.rows > 0 ? 100.0 * (double)count / (double)r->games.rows : 0.0);
}

static void dimension(const struct report_of *r, int d)
{
    const char *id = book_id(r->lab->book, KIND_PROFILE, d);
    const json_t *json = book_json(r->lab->book, KIND_PROFILE, d);
    char column[80], key[200];
    size_t k;
    json_t *row;
    const int first = report_column(r, d);
    (void)snprintf(column, sizeof column, "profile.%.60s", id);
    long *value = first < 0 ? NULL : sorted(r, first);
    if (value == NULL || r->games.rows == 0) {
        free(value);
        return;
    }
    (void)fputs("<h3>", r->out);
    html_key(r, "profile.%s", id);
    (void)fputs("</h3>\n", r->out);
    histogram(r, value);
    free(value);
    (void)fputs("<table>\n", r->out);
    json_array_foreach(json_object_get(json, "bands"), k, row)
    {
        const char *word = json_string_value(json_array_get(row, 1));
        (void)snprintf(key, sizeof key, "%s.%.60s", column, word);
        share_row(r, sheet_find(&r->games, column), word, key);
    }
    (void)fputs("</table>\n<table><tr><th></th><th class=\"n\">min</th><th class=\"n\">10 %</th>"
                "<th class=\"n\">50 %</th><th class=\"n\">",
                r->out);
    html_both(r, "gemiddeld", "mean");
    (void)fputs("</th><th class=\"n\">90 %</th><th class=\"n\">max</th></tr>\n", r->out);
    json_array_foreach(json_object_get(json, "measures"), k, row)
    {
        if (measure_counts(row)) {
            measure_row(r, id, json_string_value(json_object_get(row, "id")));
        }
    }
    (void)fputs("</table>\n", r->out);
}

void report_profile(const struct report_of *r)
{
    html_head(r, "Het profiel van de uitkomst", "The outcome profile");
    for (int d = 0; d < book_count(r->lab->book, KIND_PROFILE) && d < DIMENSIONS_MAX; d++) {
        dimension(r, d);
    }
}

void report_endings(const struct report_of *r)
{
    size_t k, o;
    json_t *draw, *option;
    char key[200];
    html_head(r, "Voortijdig einde", "Early endings");
    (void)fputs("<table>\n", r->out);
    for (int e = 0; e < book_count(r->lab->book, KIND_ENDING); e++) {
        const char *id = book_id(r->lab->book, KIND_ENDING, e);
        (void)snprintf(key, sizeof key, "ending.%.60s", id);
        share_row(r, sheet_find(&r->games, "ending"), id, key);
    }
    share_row(r, sheet_find(&r->games, "ending"), "", NULL);
    (void)fputs("</table>\n", r->out);
    html_head(r, "Verborgen waarheden", "Hidden truths");
    json_array_foreach(json_object_get(scenario_json(r->lab->scenario), "draws"), k, draw)
    {
        char column[96];
        (void)snprintf(column, sizeof column, "draw.%.60s",
                       json_string_value(json_object_get(draw, "id")));
        (void)fputs("<h3>", r->out);
        html_key(r, "%s", column);
        (void)fputs("</h3><table>\n", r->out);
        json_array_foreach(json_object_get(draw, "options"), o, option)
        {
            const char *id = json_string_value(json_object_get(option, "id"));
            (void)snprintf(key, sizeof key, "%s.%.60s", column, id);
            share_row(r, sheet_find(&r->games, column), id, key);
        }
        (void)fputs("</table>\n", r->out);
    }
}
