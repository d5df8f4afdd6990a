/* SPDX-License-Identifier: EUPL-1.2 */
/* report.c -- the frame of the report: head, style, the choice of language, the order of sections.
 * No script and nothing from outside: the page works from a disk. */
#include "lab/report.h"

#include <stdarg.h>
#include <string.h>

#include "lab/say.h"

void html_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            (void)fputs("&amp;", out);
            break;
        case '<':
            (void)fputs("&lt;", out);
            break;
        case '"':
            (void)fputs("&quot;", out);
            break;
        default:
            (void)fputc(*text, out);
        }
    }
}

void html_both(const struct report_of *r, const char *nl, const char *en)
{
    (void)fputs("<span lang=\"nl\">", r->out);
    html_text(r->out, nl);
    (void)fputs("</span><span lang=\"en\">", r->out);
    html_text(r->out, en);
    (void)fputs("</span>", r->out);
}

void html_key(const struct report_of *r, const char *format, ...)
{
    char key[256], said[LANGS][SAID_MAX];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(key, sizeof key, format, list);
    va_end(list);
    html_both(r, say(r->lab, LANG_NL, said[LANG_NL], "%s", key),
              say(r->lab, LANG_EN, said[LANG_EN], "%s", key));
}

void html_factor(const struct report_of *r, const struct factor *factor)
{
    char key[FACTOR_KEY_MAX];
    say_factor_key(factor, key);
    if (scenario_text(r->lab->scenario, LANG_EN, key) != NULL) {
        html_key(r, "%s", key);
        (void)fputc(' ', r->out);
    }
    (void)fprintf(r->out, "<code>%s</code>", factor->name);
}

void html_head(const struct report_of *r, const char *nl, const char *en)
{
    (void)fputs("<h2>", r->out);
    html_both(r, nl, en);
    (void)fputs("</h2>\n", r->out);
}

void html_bar(FILE *out, double part, double whole)
{
    enum { PX_WIDE = 160 };
    const double share = whole > 0 ? part / whole : 0;
    (void)fprintf(out,
                  "<svg class=\"bar\" width=\"%d\" height=\"12\" aria-hidden=\"true\"><rect "
                  "width=\"%d\" height=\"12\" class=\"back\"/><rect width=\"%.1f\" height=\"12\" "
                  "class=\"fore\"/></svg>",
                  PX_WIDE, PX_WIDE, PX_WIDE * share);
}

int report_column(const struct report_of *r, int d)
{
    char name[160];
    const json_t *profile = book_json(r->lab->book, KIND_PROFILE, d);
    const json_t *first = json_array_get(json_object_get(profile, "measures"), 0);
    const char *id = json_string_value(json_object_get(first, "id"));
    (void)snprintf(name, sizeof name, "profile.%s.%s", book_id(r->lab->book, KIND_PROFILE, d),
                   id != NULL ? id : "");
    return sheet_find(&r->games, name);
}

static void write_style(FILE *out)
{
    (void)fputs(
        "<style>\n"
        "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
        "color:#1b1b1b;background:#fff}\n"
        "h1,h2,h3{line-height:1.2}table{border-collapse:collapse;margin:.5rem 0 1.5rem}\n"
        "th,td{padding:.2rem .7rem;border-bottom:1px solid #ccc;text-align:left;"
        "vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n"
        "code{white-space:nowrap}.wide{overflow-x:auto}.back{fill:#e4e4e4}.fore{fill:#1f5f99}.dot{"
        "fill:#1f5f99}"
        ".line{fill:none;stroke:#1f5f99;stroke-width:2}.axis{stroke:#777;stroke-width:1}"
        "svg text{font:11px system-ui,sans-serif;fill:#1b1b1b}\n"
        ".many{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}"
        "figure{margin:0}figcaption{font-weight:600}.note{border-left:4px solid #1f5f99;"
        "padding:.2rem .8rem;background:#f4f7fa}\n"
        "#nl:checked~main [lang=en],#en:checked~main [lang=nl]{display:none}\n"
        "@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}"
        "svg text{fill:#eee}.back{fill:#3a3a3a}.fore,.dot{fill:#7db8ee}.line{stroke:#7db8ee}"
        ".note{background:#20262c}}\n</style>\n",
        out);
}

static void write_start(const struct report_of *r, enum lang lang)
{
    char title[SAID_MAX];
    (void)fprintf(r->out, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\">\n<title>",
                  lang == LANG_NL ? "nl" : "en");
    html_text(r->out, say(r->lab, lang, title, "title"));
    (void)fputs("</title><meta name=\"viewport\" content=\"width=device-width\">\n", r->out);
    write_style(r->out);
    (void)fprintf(r->out,
                  "<input type=\"radio\" name=\"lang\" id=\"nl\"%s><label for=\"nl\">Nederlands"
                  "</label>\n<input type=\"radio\" name=\"lang\" id=\"en\"%s><label for=\"en\">"
                  "English</label>\n<main>\n<h1>",
                  lang == LANG_NL ? " checked" : "", lang == LANG_EN ? " checked" : "");
    html_key(r, "title");
    (void)fputs("</h1>\n<p class=\"note\">", r->out);
    html_both(r,
              "Oefening. Alle zetels werden door het model gespeeld: dit zegt iets over het "
              "regelboek, niets over wat mensen of regeringen zouden doen.",
              "Exercise. The model played every seat: this says something about the rule book, "
              "nothing about what people or governments would do.");
    (void)fputs("</p>\n", r->out);
}

static void write_list(const struct report_of *r, const char *key)
{
    size_t k;
    json_t *text;
    json_array_foreach(json_object_get(r->run, key), k, text)
    {
        (void)fprintf(r->out, " <code>--%s ", key);
        html_text(r->out, json_string_value(text));
        (void)fputs("</code>", r->out);
    }
}

/* The one line that another run of the same games may have otherwise. */
static void write_speed(const struct report_of *r)
{
    double games = 0, ms = 0, core_ms = 0;
    for (long k = 0; k < r->speed.rows; k++) {
        games += (double)sheet_number(&r->speed, k, 0);
        ms += (double)sheet_number(&r->speed, k, 2);
        core_ms += (double)sheet_number(&r->speed, k, 3);
    }
    char nl[200], en[200];
    const double rate = core_ms > 0 ? 1000 * games / core_ms : 0;
    (void)snprintf(nl, sizeof nl,
                   "Snelheid: %.0f hele spellen per seconde en per kern; duur %.0f seconden.", rate,
                   ms / 1000);
    (void)snprintf(en, sizeof en,
                   "Speed: %.0f whole games a second and core; it took %.0f seconds.", rate,
                   ms / 1000);
    (void)fputs("<p id=\"speed\">", r->out);
    html_both(r, nl, en);
    (void)fputs("</p>\n", r->out);
}

static void write_facts(const struct report_of *r)
{
    char nl[300], en[300];
    (void)snprintf(nl, sizeof nl, "%ld spellen, %ld instellingen, eerste toevalsgetal %llu.",
                   r->games.rows, r->lab->design.points, (unsigned long long)r->lab->seed);
    (void)snprintf(en, sizeof en, "%ld games, %ld settings, first seed %llu.", r->games.rows,
                   r->lab->design.points, (unsigned long long)r->lab->seed);
    (void)fputs("<p>", r->out);
    html_both(r, nl, en);
    static const char *const keys[] = {"vary", "set", "truth", "policy"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        write_list(r, keys[k]);
    }
    (void)fputs("</p>\n", r->out);
    write_speed(r);
}

static bool read_tables(struct report_of *r, const char *folder, struct why *why)
{
    static const char *const names[] = {"games.csv", "rules.csv", "motions.csv", "speed.csv"};
    struct sheet *sheets[] = {&r->games, &r->rules, &r->motions, &r->speed};
    char path[PATH_SIZE];
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const int size = snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        if (size >= PATH_SIZE || !sheet_read(sheets[k], path)) {
            (void)snprintf(why->text, sizeof why->text, "%.100s/%s cannot be read", folder,
                           names[k]);
            return false;
        }
    }
    return true;
}

bool report_write(const struct lab *lab, const json_t *run, const char *folder, enum lang lang,
                  struct why *why)
{
    struct report_of r = {.lab = lab, .run = run};
    bool good = read_tables(&r, folder, why);
    r.out = good ? folder_open(folder, "report.html", "w", why) : NULL;
    good = r.out != NULL;
    if (good) {
        write_start(&r, lang);
        write_facts(&r);
        if (lab->design.trajectories > 0) {
            good = report_morris(&r, folder, why);
        } else {
            report_sweep(&r);
        }
        report_profile(&r);
        report_endings(&r);
        report_choices(&r);
        report_allies(&r);
        report_rules(&r);
        (void)fputs("</main></html>\n", r.out);
        good = fclose(r.out) == 0 && good;
    }
    sheet_done(&r.games);
    sheet_done(&r.rules);
    sheet_done(&r.motions);
    sheet_done(&r.speed);
    return good;
}
