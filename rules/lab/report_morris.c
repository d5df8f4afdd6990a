/* SPDX-License-Identifier: EUPL-1.2 */
/* report_morris.c -- Morris screening: the elementary effect of an assumption is the change of a
 * mean outcome when it alone moves, for its whole range. mu* is the mean size over trajectories,
 * sigma how much it depends on the rest. A screening ranks; it does not measure. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/report.h"
#include "lab/say.h"

enum { TOP = 12, LABELS = 3, PX_WIDE = 640, PX_HIGH = 220, EDGE = 40, ROW = 13 };

struct effect_of {
    int factor, count;
    double sum, size, square;
};

/* Mean of a column at each point; yours to free. */
static double *means(const struct report_of *r, int column)
{
    const struct design *d = &r->lab->design;
    double *mean = calloc((size_t)d->points, sizeof *mean);
    long *games = calloc((size_t)d->points, sizeof *games);
    for (long k = 0; mean != NULL && games != NULL && k < r->games.rows; k++) {
        const long point = sheet_number(&r->games, k, 1);
        mean[point] += (double)sheet_number(&r->games, k, column);
        games[point]++;
    }
    for (long p = 0; mean != NULL && games != NULL && p < d->points; p++) {
        mean[p] = games[p] > 0 ? mean[p] / (double)games[p] : 0;
    }
    free(games);
    return mean;
}

static void effects(const struct design *d, const double *mean, struct effect_of *effect)
{
    for (int k = 0; k < d->factors; k++) {
        effect[k] = (struct effect_of){.factor = k};
    }
    for (long p = 0; p < d->points; p++) {
        const int k = d->changed[p];
        if (k == NONE) {
            continue;
        }
        const struct factor *f = &d->factor[k];
        const double moved =
            (double)(design_value(d, p, k) - design_value(d, p - 1, k)) / (double)(f->hi - f->lo);
        if (fabs(moved) > 0) { /* a narrow range of whole numbers may not move at all */
            const double size = (mean[p] - mean[p - 1]) / moved;
            effect[k].count++;
            effect[k].sum += size;
            effect[k].size += fabs(size);
            effect[k].square += size * size;
        }
    }
}

static double mu_star(const struct effect_of *e)
{
    return e->count > 0 ? e->size / e->count : 0;
}

static double sigma(const struct effect_of *e)
{
    const double mean = e->count > 0 ? e->sum / e->count : 0;
    const double variance =
        e->count > 1 ? (e->square - e->count * mean * mean) / (e->count - 1) : 0;
    return variance > 0 ? sqrt(variance) : 0;
}

static int by_size(const void *a, const void *b)
{
    const struct effect_of *x = a, *y = b;
    const double one = mu_star(x), other = mu_star(y);
    return one < other ? 1 : one > other ? -1 : x->factor - y->factor;
}

/* Where the next label goes: beside its dot, or below the labels that stand there. */
static double label_height(double y, double *taken, int count)
{
    for (int k = 0; k < count;) {
        const bool clear = y <= taken[k] - ROW || y >= taken[k] + ROW;
        y = clear ? y : taken[k] + ROW;
        k = clear ? k + 1 : 0;
    }
    return taken[count] = y;
}

/* Both languages of a number's name. */
static void label(const struct report_of *r, int factor, double x, double y)
{
    const bool right = x > 0.5 * PX_WIDE;
    char key[FACTOR_KEY_MAX], said[SAID_MAX];
    say_factor_key(&r->lab->design.factor[factor], key);
    (void)fprintf(r->out, "<text x=\"%.1f\" y=\"%.1f\"%s>", right ? x - 5 : x + 5, y,
                  right ? " text-anchor=\"end\"" : "");
    for (int lang = 0; lang < LANGS; lang++) {
        (void)fprintf(r->out, "<tspan lang=\"%s\">", lang == LANG_NL ? "nl" : "en");
        html_text(r->out, say(r->lab, (enum lang)lang, said, "%s", key));
        (void)fputs("</tspan>", r->out);
    }
    (void)fputs("</text>", r->out);
}

static void scatter(const struct report_of *r, const struct effect_of *effect, int count)
{
    double most = 0, taken[LABELS] = {0};
    for (int k = 0; k < count; k++) {
        most = fmax(most, fmax(mu_star(&effect[k]), sigma(&effect[k])));
    }
    most = most > 0 ? most : 1;
    (void)fprintf(r->out,
                  "<div class=\"wide\"><svg width=\"%d\" height=\"%d\" role=\"img\" "
                  "aria-label=\"mu*, sigma\"><path "
                  "class=\"axis\" d=\"M%d 8V%dH%d\" fill=\"none\"/><text x=\"%d\" y=\"%d\" "
                  "text-anchor=\"end\">mu* %.2f</text><text x=\"46\" y=\"14\">sigma %.2f</text>",
                  PX_WIDE, PX_HIGH, EDGE, PX_HIGH - EDGE, PX_WIDE - 8, PX_WIDE - 8, PX_HIGH - 12,
                  most, most);
    for (int k = 0; k < count; k++) {
        const double x = EDGE + (PX_WIDE - EDGE - 20) * mu_star(&effect[k]) / most;
        const double y = PX_HIGH - EDGE - (PX_HIGH - EDGE - 20) * sigma(&effect[k]) / most;
        (void)fprintf(r->out, "<circle class=\"dot\" r=\"3\" cx=\"%.1f\" cy=\"%.1f\"/>", x, y);
        if (k < LABELS && mu_star(&effect[k]) > 0) {
            label(r, effect[k].factor, x, label_height(y - 3, taken, k));
        }
    }
    (void)fputs("</svg></div>\n", r->out);
}

static void outcome(const struct report_of *r, int d, const struct effect_of *effect)
{
    const struct design *design = &r->lab->design;
    (void)fputs("<h3>", r->out);
    html_key(r, "profile.%s", book_id(r->lab->book, KIND_PROFILE, d));
    (void)fputs("</h3>\n", r->out);
    scatter(r, effect, design->factors);
    (void)fputs("<table><tr><th></th><th class=\"n\">mu*</th><th class=\"n\">mu</th><th "
                "class=\"n\">sigma</th><th></th></tr>\n",
                r->out);
    for (int k = 0; k < TOP && k < design->factors && mu_star(&effect[k]) > 0; k++) {
        const struct effect_of *e = &effect[k];
        char id[96];
        const char *name = design->factor[e->factor].name;
        (void)snprintf(id, sizeof id, "%.*s", (int)(strrchr(name, '.') - name), name);
        (void)fputs("<tr><td>", r->out);
        html_factor(r, &design->factor[e->factor]);
        (void)fprintf(r->out,
                      "</td><td class=\"n\">%.2f</td><td class=\"n\">%.2f</td><td "
                      "class=\"n\">%.2f</td><td>",
                      mu_star(e), e->sum / e->count, sigma(e));
        html_key(r, "assumption.%s", id);
        (void)fputs("</td></tr>\n", r->out);
    }
    (void)fputs("</table>\n", r->out);
}

bool report_morris(const struct report_of *r, const char *folder, struct why *why)
{
    const struct design *design = &r->lab->design;
    struct effect_of *effect = calloc((size_t)design->factors, sizeof *effect);
    FILE *table = effect != NULL ? folder_open(folder, "morris.csv", "w", why) : NULL;
    if (table == NULL) {
        free(effect);
        return false;
    }
    (void)fputs("outcome,parameter,mu_star,mu,sigma,effects\n", table);
    html_head(r, "Welke aannames welke uitkomst bewegen", "Which assumptions move which outcome");
    (void)fputs("<p>", r->out);
    html_both(r,
              "Morris: mu* is de gemiddelde verandering van de uitkomst als deze aanname alleen "
              "door haar hele bereik gaat; sigma zegt hoezeer dat van de andere aannames afhangt.",
              "Morris: mu* is the mean change of the outcome when this assumption alone moves "
              "through its whole range; sigma says how much that depends on the others.");
    (void)fputs("</p>\n", r->out);
    for (int d = 0; d < book_count(r->lab->book, KIND_PROFILE) && d < DIMENSIONS_MAX; d++) {
        const int column = report_column(r, d);
        double *mean = column >= 0 ? means(r, column) : NULL;
        if (mean == NULL) {
            continue;
        }
        effects(design, mean, effect);
        qsort(effect, (size_t)design->factors, sizeof *effect, by_size);
        for (int k = 0; k < design->factors; k++) {
            const struct effect_of *e = &effect[k];
            (void)fprintf(table, "%s,%s,%.4f,%.4f,%.4f,%d\n", r->games.head[column],
                          design->factor[e->factor].name, mu_star(e),
                          e->count > 0 ? e->sum / e->count : 0.0, sigma(e), e->count);
        }
        outcome(r, d, effect);
        free(mean);
    }
    free(effect);
    return fclose(table) == 0;
}
