/* SPDX-License-Identifier: EUPL-1.2 */
/* report_sweep.c -- what a varied assumption does: the mean of each dimension at each of its
 * values, over everything else that was varied. */
#include <stdlib.h>

#include "lab/report.h"

enum { PX_WIDE = 220, PX_HIGH = 110, EDGE = 34, VALUES_SHOWN = 1000 };

struct curve {
    int count;
    double mean[VALUES_SHOWN];
    double least, most;
};

static bool curve_of(const struct report_of *r, int factor, int column, struct curve *c)
{
    const struct factor *f = &r->lab->design.factor[factor];
    long games[VALUES_SHOWN] = {0};
    *c = (struct curve){.count = f->values};
    for (long k = 0; k < r->games.rows; k++) {
        const long point = sheet_number(&r->games, k, 1);
        const int at = (design_value(&r->lab->design, point, factor) - f->lo) / f->step;
        c->mean[at] += (double)sheet_number(&r->games, k, column);
        games[at]++;
    }
    for (int k = 0; k < c->count; k++) {
        if (games[k] == 0) {
            return false;
        }
        c->mean[k] /= (double)games[k];
        c->least = k == 0 || c->mean[k] < c->least ? c->mean[k] : c->least;
        c->most = k == 0 || c->mean[k] > c->most ? c->mean[k] : c->most;
    }
    return true;
}

static double x_of(const struct curve *c, int k)
{
    return EDGE + (PX_WIDE - EDGE - 8) * (c->count > 1 ? (double)k / (c->count - 1) : 0.5);
}

static double y_of(const struct curve *c, int k)
{
    const double span = c->most - c->least;
    return 8 + (PX_HIGH - 16) * (span > 0 ? (c->most - c->mean[k]) / span : 0.5);
}

static void draw(const struct report_of *r, const struct factor *f, const struct curve *c)
{
    (void)fprintf(r->out, "<svg width=\"%d\" height=\"%d\" role=\"img\"><title>", PX_WIDE,
                  PX_HIGH + 20);
    for (int k = 0; k < c->count; k++) {
        (void)fprintf(r->out, "%d: %.1f%s", f->lo + k * f->step, c->mean[k],
                      k + 1 < c->count ? "; " : "");
    }
    (void)fputs("</title><polyline class=\"line\" points=\"", r->out);
    for (int k = 0; k < c->count; k++) {
        (void)fprintf(r->out, "%.1f,%.1f ", x_of(c, k), y_of(c, k));
    }
    (void)fputs("\"/>", r->out);
    for (int k = 0; k < c->count; k++) {
        (void)fprintf(r->out, "<circle class=\"dot\" r=\"3\" cx=\"%.1f\" cy=\"%.1f\"/>", x_of(c, k),
                      y_of(c, k));
    }
    (void)fprintf(r->out,
                  "<text x=\"0\" y=\"14\">%.1f</text><text x=\"0\" y=\"%d\">%.1f</text><text "
                  "x=\"%d\" y=\"%d\">%d</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d"
                  "</text></svg>\n",
                  c->most, PX_HIGH - 4, c->least, EDGE, PX_HIGH + 16, f->lo, PX_WIDE - 8,
                  PX_HIGH + 16, f->lo + (c->count - 1) * f->step);
}

void report_sweep(const struct report_of *r)
{
    struct curve *curve = calloc(1, sizeof *curve);
    for (int k = 0; curve != NULL && k < r->lab->design.factors; k++) {
        const struct factor *f = &r->lab->design.factor[k];
        html_head(r, "Wat dit getal doet", "What this number does");
        (void)fputs("<p>", r->out);
        html_factor(r, f);
        (void)fputs("</p><div class=\"many\">\n", r->out);
        for (int d = 0; d < book_count(r->lab->book, KIND_PROFILE) && d < DIMENSIONS_MAX; d++) {
            const int column = report_column(r, d);
            if (column >= 0 && curve_of(r, k, column, curve)) {
                (void)fputs("<figure><figcaption>", r->out);
                html_key(r, "profile.%s", book_id(r->lab->book, KIND_PROFILE, d));
                (void)fputs("</figcaption>", r->out);
                draw(r, f, curve);
                (void)fputs("</figure>\n", r->out);
            }
        }
        (void)fputs("</div>\n", r->out);
    }
    free(curve);
}
