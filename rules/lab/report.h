/* SPDX-License-Identifier: EUPL-1.2 */
/* report.h -- the pictures of a folder with results: one HTML file that needs nothing else, in both
 * languages. */
#ifndef LAB_REPORT_H
#define LAB_REPORT_H

#include "lab/folder.h"
#include "lab/sheet.h"

/* Writes report.html from the tables in the folder; `lang`: what is shown first. */
bool report_write(const struct lab *lab, const json_t *run, const char *folder, enum lang lang,
                  struct why *why);

/* ---- inside ---- */
struct report_of {
    const struct lab *lab;
    const json_t *run;
    struct sheet games, rules, motions, speed;
    FILE *out;
};
/* Both languages of one piece of text, escaped, each in a span of its own. */
void html_both(const struct report_of *r, const char *nl, const char *en);
/* The same from a text of the book. */
void html_key(const struct report_of *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What a number that is varied is called, with its key. */
void html_factor(const struct report_of *r, const struct factor *factor);
void html_text(FILE *out, const char *text);
void html_head(const struct report_of *r, const char *nl, const char *en);
/* A bar of `part` of `whole` as an inline picture. */
void html_bar(FILE *out, double part, double whole);

void report_profile(const struct report_of *r);
void report_endings(const struct report_of *r);
void report_rules(const struct report_of *r);
void report_choices(const struct report_of *r);
void report_allies(const struct report_of *r);
void report_sweep(const struct report_of *r);
bool report_morris(const struct report_of *r, const char *folder, struct why *why);

/* The first measure of dimension `d` as a column of games.csv, -1 when it has none. */
int report_column(const struct report_of *r, int d);

#endif
