/* SPDX-License-Identifier: EUPL-1.2 */
/* report_choices.c -- what the council chose and what came of it: games with the same adopted
 * motions are one choice. Says where one choice is better in everything; never says which is best.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/report.h"

enum { CHOICES_MAX = 512, LISTED_MAX = 10, WORD_MAX = 240, LEAST_SHARE = 3 };

struct choice_row {
    char word[WORD_MAX]; /* adopted kinds, "C02 C07" */
    long games;
    double sum[DIMENSIONS_MAX], square[DIMENSIONS_MAX];
};

struct shown {
    int column, direction;
    char key[120];
};

struct choices {
    int count, dimensions;
    struct shown shown[DIMENSIONS_MAX];
    struct choice_row row[CHOICES_MAX];
};

static void word_of(const struct report_of *r, long game, char word[WORD_MAX])
{
    size_t used = 0;
    word[0] = '\0';
    for (int k = 0; k < r->games.columns; k++) {
        const char *head = r->games.head[k];
        if (strncmp(head, "adopted.", 8) == 0 && sheet_number(&r->games, game, k) > 0 &&
            used + strlen(head) < WORD_MAX) {
            used += (size_t)snprintf(word + used, WORD_MAX - used, "%s%s", used > 0 ? " " : "",
                                     head + 8);
        }
    }
}

static void count_game(const struct report_of *r, struct choices *choices, long game)
{
    char word[WORD_MAX];
    int at = 0;
    word_of(r, game, word);
    while (at < choices->count && strcmp(choices->row[at].word, word) != 0) {
        at++;
    }
    if (at == CHOICES_MAX) {
        return; /* rarer than anything that is shown */
    }
    struct choice_row *row = &choices->row[at];
    if (at == choices->count) {
        (void)snprintf(row->word, sizeof row->word, "%s", word);
        choices->count++;
    }
    row->games++;
    for (int d = 0; d < choices->dimensions; d++) {
        const double value = (double)sheet_number(&r->games, game, choices->shown[d].column);
        row->sum[d] += value;
        row->square[d] += value * value;
    }
}

static int by_games(const void *a, const void *b)
{
    const struct choice_row *x = a, *y = b;
    return x->games != y->games ? (x->games < y->games) - (x->games > y->games)
                                : strcmp(x->word, y->word);
}

/* Is more of this better (1), worse (-1), or neither? As the gauge says of the number that the
 * measure begins with. */
static int good_of(const struct report_of *r, const json_t *measure)
{
    const char *expr = json_string_value(json_object_get(measure, "expr"));
    const size_t size =
        expr != NULL
            ? strspn(expr, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789")
            : 0;
    for (int g = 0; size > 0 && g < book_count(r->lab->book, KIND_GAUGE); g++) {
        const json_t *gauge = book_json(r->lab->book, KIND_GAUGE, g);
        const char *var = json_string_value(json_object_get(gauge, "var"));
        const char *good = json_string_value(json_object_get(gauge, "good"));
        if (var != NULL && good != NULL && strlen(var) == size && strncmp(var, expr, size) == 0) {
            return strcmp(good, "up") == 0 ? 1 : strcmp(good, "down") == 0 ? -1 : 0;
        }
    }
    return 0;
}

/* What stands for each dimension: its first measure with a direction, else its first. */
static struct shown show(const struct report_of *r, int d)
{
    const json_t *json = book_json(r->lab->book, KIND_PROFILE, d);
    struct shown first = {.column = -1}, found;
    size_t k;
    json_t *row;
    json_array_foreach(json_object_get(json, "measures"), k, row)
    {
        const char *id = json_string_value(json_object_get(row, "id"));
        (void)snprintf(found.key, sizeof found.key, "profile.%.48s.%.48s",
                       book_id(r->lab->book, KIND_PROFILE, d), id != NULL ? id : "");
        found.column = sheet_find(&r->games, found.key);
        found.direction = good_of(r, row);
        if (found.column >= 0 && found.direction != 0) {
            return found;
        }
        if (k == 0) {
            first = found;
        }
    }
    return first;
}

static double mean_of(const struct choice_row *row, int d)
{
    return row->sum[d] / (double)row->games;
}

static double error_of(const struct choice_row *row, int d)
{
    const double mean = mean_of(row, d), n = (double)row->games;
    const double variance = row->square[d] / n - mean * mean;
    return variance > 0 ? sqrt(variance / n) : 0;
}

/* In nothing clearly worse, and in something clearly better: by two standard errors. */
static bool dominates(const struct choices *choices, const struct choice_row *x,
                      const struct choice_row *y)
{
    bool better = false;
    for (int d = 0; d < choices->dimensions; d++) {
        const int direction = choices->shown[d].direction;
        const double gain = direction * (mean_of(x, d) - mean_of(y, d));
        const double noise = 2 * hypot(error_of(x, d), error_of(y, d));
        if (direction != 0 && gain < -noise) {
            return false;
        }
        better = better || (direction != 0 && gain > noise);
    }
    return better;
}

static void choice_name(const struct report_of *r, const struct choice_row *row)
{
    char id[WORD_MAX];
    const char *at = row->word;
    if (*at == '\0') {
        html_both(r, "niets aangenomen", "nothing adopted");
    }
    while (*at != '\0') {
        const size_t size = strcspn(at, " ");
        (void)snprintf(id, sizeof id, "%.*s", (int)size, at);
        html_key(r, "motion.%s", id);
        at += size + (at[size] == ' ');
        (void)fputs(*at != '\0' ? " + " : "", r->out);
    }
}

static void verdict(const struct report_of *r, const struct choices *choices)
{
    int found = 0;
    (void)fputs("<p class=\"note\">", r->out);
    for (int a = 0; a < choices->count && a < LISTED_MAX; a++) {
        bool all = true;
        int others = 0;
        for (int b = 0; b < choices->count && b < LISTED_MAX; b++) {
            const bool counts = choices->row[b].games * 100 >= LEAST_SHARE * r->games.rows;
            if (a != b && counts) {
                others++;
                all = all && dominates(choices, &choices->row[a], &choices->row[b]);
            }
        }
        if (all && others > 0 && choices->row[a].games * 100 >= LEAST_SHARE * r->games.rows) {
            found++;
            html_both(r, "Overal beter dan elke andere keuze: ",
                      "Better in everything than every other choice: ");
            choice_name(r, &choices->row[a]);
        }
    }
    if (found == 0) {
        html_both(r,
                  "Geen keuze wint overal: elke keuze is ergens duidelijk slechter dan een andere "
                  "(meer dan twee standaardfouten; keuzes van minstens 3 procent van de spellen; "
                  "alleen metingen waarvan het bord zegt wat goed is).",
                  "No choice wins everywhere: each is somewhere clearly worse than another (more "
                  "than two standard errors; choices of at least 3 percent of the games; only "
                  "measures of which the board says what is good).");
    }
    (void)fputs("</p>\n", r->out);
}

static void choice_table(const struct report_of *r, const struct choices *choices)
{
    (void)fputs("<div class=\"wide\"><table><tr><th>", r->out);
    html_both(r, "aangenomen", "adopted");
    (void)fputs("</th><th class=\"n\">%</th>", r->out);
    for (int d = 0; d < choices->dimensions; d++) {
        static const char *const marks[] = {" \u2193", "", " \u2191"};
        char key[120];
        (void)snprintf(key, sizeof key, "%s", choices->shown[d].key);
        *strrchr(key, '.') = '\0';
        (void)fputs("<th class=\"n\">", r->out);
        html_key(r, "%s", key);
        (void)fputs(": ", r->out);
        html_key(r, "%s", choices->shown[d].key);
        (void)fprintf(r->out, "%s</th>", marks[choices->shown[d].direction + 1]);
    }
    (void)fputs("</tr>\n", r->out);
    for (int k = 0; k < choices->count && k < LISTED_MAX; k++) {
        const struct choice_row *row = &choices->row[k];
        (void)fputs("<tr><td>", r->out);
        choice_name(r, row);
        (void)fprintf(r->out, "</td><td class=\"n\">%.1f</td>",
                      100.0 * (double)row->games / (double)r->games.rows);
        for (int d = 0; d < choices->dimensions; d++) {
            (void)fprintf(r->out, "<td class=\"n\">%.1f</td>", mean_of(row, d));
        }
        (void)fputs("</tr>\n", r->out);
    }
    (void)fputs("</table></div>\n", r->out);
}

void report_choices(const struct report_of *r)
{
    struct choices *choices = calloc(1, sizeof *choices);
    const int profiles = book_count(r->lab->book, KIND_PROFILE);
    for (int d = 0; choices != NULL && d < profiles && d < DIMENSIONS_MAX; d++) {
        choices->shown[choices->dimensions] = show(r, d);
        choices->dimensions += choices->shown[choices->dimensions].column >= 0;
    }
    for (long k = 0; choices != NULL && k < r->games.rows; k++) {
        count_game(r, choices, k);
    }
    html_head(r, "Keuzes van de Raad", "Choices of the council");
    (void)fputs("<p>", r->out);
    html_both(r,
              "Spellen met dezelfde aangenomen voorstellen vormen samen een keuze; gemiddelden. "
              "\u2191 meer is beter, \u2193 minder is beter.",
              "Games with the same adopted motions are one choice; means. "
              "\u2191 more is better, \u2193 less is better.");
    (void)fputs("</p>\n", r->out);
    if (choices != NULL && r->games.rows > 0) {
        qsort(choices->row, (size_t)choices->count, sizeof choices->row[0], by_games);
        verdict(r, choices);
        choice_table(r, choices);
    }
    free(choices);
}

/* ---- votes ---- */

struct votes {
    long tabled, adopted, refused, sole[ACTOR_MAX];
};

static void count_votes(const struct report_of *r, const char *kind, struct votes *v)
{
    const struct sheet *m = &r->motions;
    const int state = sheet_find(m, "state"), sole = sheet_find(m, "only_objector");
    for (long k = 0; k < m->rows; k++) {
        const char *how = sheet_cell(m, k, state);
        if (strcmp(sheet_cell(m, k, sheet_find(m, "kind")), kind) != 0) {
            continue;
        }
        v->tabled++;
        v->adopted += strcmp(how, "adopted") == 0 || strcmp(how, "effective") == 0 ||
                      strcmp(how, "lapsed") == 0;
        v->refused += strcmp(how, "refused") == 0;
        const int actor = book_find(r->lab->book, KIND_ACTOR, sheet_cell(m, k, sole));
        if (actor != NONE) {
            v->sole[actor]++;
        }
    }
}

void report_allies(const struct report_of *r)
{
    html_head(r, "Stemmingen", "Votes");
    (void)fputs("<table><tr><th></th><th class=\"n\">", r->out);
    html_both(r, "ingediend", "tabled");
    (void)fputs("</th><th class=\"n\">", r->out);
    html_both(r, "aangenomen", "adopted");
    (void)fputs("</th><th class=\"n\">", r->out);
    html_both(r, "geweigerd", "refused");
    (void)fputs("</th><th>", r->out);
    html_both(r, "als enige tegen", "only objector");
    (void)fputs("</th></tr>\n", r->out);
    for (int k = 0; k < r->lab->program->motions; k++) {
        struct votes v = {0};
        count_votes(r, book_id(r->lab->book, KIND_MOTION, k), &v);
        if (v.tabled == 0) {
            continue;
        }
        (void)fputs("<tr><td>", r->out);
        html_key(r, "motion.%s", book_id(r->lab->book, KIND_MOTION, k));
        (void)fprintf(r->out,
                      "</td><td class=\"n\">%ld</td><td class=\"n\">%.1f %%</td><td "
                      "class=\"n\">%.1f %%</td><td>",
                      v.tabled, 100.0 * (double)v.adopted / (double)v.tabled,
                      100.0 * (double)v.refused / (double)v.tabled);
        for (int a = 0; a < r->lab->program->members; a++) {
            if (v.sole[a] > 0) {
                (void)fprintf(r->out, "%s %.1f %% ", book_id(r->lab->book, KIND_ACTOR, a),
                              100.0 * (double)v.sole[a] / (double)v.tabled);
            }
        }
        (void)fputs("</td></tr>\n", r->out);
    }
    (void)fputs("</table>\n", r->out);
}
