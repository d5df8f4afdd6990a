/* SPDX-License-Identifier: EUPL-1.2 */
/* codebook.c -- says in both languages what every column and every word in it means. */
#include <string.h>

#include "lab/say.h"

static void line(FILE *out, const char *file, const char *column, const char *value,
                 const char *const said[LANGS])
{
    (void)fprintf(out, "%s,%s,%s,", file, column, value);
    say_field(out, said[LANG_NL]);
    (void)fputc(',', out);
    say_field(out, said[LANG_EN]);
    (void)fputc('\n', out);
}

static void plain(FILE *out, const char *file, const char *column, const char *nl, const char *en)
{
    line(out, file, column, "", (const char *const[LANGS]){nl, en});
}

/* One line whose texts are two keys joined: "Unity: at the end". */
static void keyed(const struct lab *lab, FILE *out, const char *const place[3], const char *key,
                  const char *more)
{
    char head[LANGS][SAID_MAX], tail[LANGS][SAID_MAX], whole[LANGS][2 * SAID_MAX + 4];
    const char *said[LANGS];
    for (int lang = 0; lang < LANGS; lang++) {
        (void)say(lab, (enum lang)lang, head[lang], "%s", key);
        tail[lang][0] = '\0';
        if (more != NULL) {
            (void)say(lab, (enum lang)lang, tail[lang], "%s", more);
        }
        /* the lengths are said again: gcc under ThreadSanitizer takes the languages for one text */
        (void)snprintf(whole[lang], sizeof whole[lang], "%.*s%s%.*s", SAID_MAX - 1, head[lang],
                       more != NULL ? ": " : "", SAID_MAX - 1, tail[lang]);
        said[lang] = whole[lang];
    }
    line(out, place[0], place[1], place[2], said);
}

static void write_draws(const struct lab *lab, FILE *out)
{
    size_t d, o;
    json_t *draw, *option;
    json_array_foreach(json_object_get(scenario_json(lab->scenario), "draws"), d, draw)
    {
        char column[96], key[200];
        (void)snprintf(column, sizeof column, "draw.%.60s",
                       json_string_value(json_object_get(draw, "id")));
        keyed(lab, out, (const char *const[]){"games.csv", column, ""}, column, NULL);
        json_array_foreach(json_object_get(draw, "options"), o, option)
        {
            const char *id = json_string_value(json_object_get(option, "id"));
            (void)snprintf(key, sizeof key, "%s.%.60s", column, id);
            keyed(lab, out, (const char *const[]){"games.csv", column, id}, key, NULL);
        }
    }
}

static void write_profile(const struct lab *lab, FILE *out)
{
    for (int d = 0; d < book_count(lab->book, KIND_PROFILE); d++) {
        const json_t *profile = book_json(lab->book, KIND_PROFILE, d), *row;
        char column[96], key[200];
        size_t k;
        json_t *each;
        (void)snprintf(column, sizeof column, "profile.%.48s", book_id(lab->book, KIND_PROFILE, d));
        row = json_array_get(json_object_get(profile, "measures"), 0);
        if (row == NULL || !measure_counts(row)) {
            continue;
        }
        keyed(lab, out, (const char *const[]){"games.csv", column, ""}, column, NULL);
        json_array_foreach(json_object_get(profile, "bands"), k, each)
        {
            const char *word = json_string_value(json_array_get(each, 1));
            (void)snprintf(key, sizeof key, "%s.%.60s", column, word);
            keyed(lab, out, (const char *const[]){"games.csv", column, word}, key, NULL);
        }
        json_array_foreach(json_object_get(profile, "measures"), k, each)
        {
            if (measure_counts(each)) {
                (void)snprintf(key, sizeof key, "%s.%.60s", column,
                               json_string_value(json_object_get(each, "id")));
                keyed(lab, out, (const char *const[]){"games.csv", key, ""}, column, key);
            }
        }
    }
}

/* Objects of the book that stand as words in columns. */
static void write_objects(const struct lab *lab, FILE *out)
{
    static const struct {
        enum kind kind;
        const char *word, *file, *column;
    } lists[] = {{KIND_ENDING, "ending", "games.csv", "ending"},
                 {KIND_MOTION, "motion", "motions.csv", "kind"},
                 {KIND_INCIDENT, "incident", "motions.csv", "incident"},
                 {KIND_GAUGE, "gauge", "turns.csv", "gauge.*"}};
    char key[120];
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        for (int i = 0; i < book_count(lab->book, lists[k].kind); i++) {
            const char *id = book_id(lab->book, lists[k].kind, i);
            (void)snprintf(key, sizeof key, "%s.%.60s", lists[k].word, id);
            keyed(lab, out, (const char *const[]){lists[k].file, lists[k].column, id}, key, NULL);
        }
    }
    for (int r = 1; r < lab->program->rules; r++) {
        const char *id = scenario_rule_id(lab->scenario, r);
        if (lab->program->rule[r].effects.count > 0) {
            (void)snprintf(key, sizeof key, "%s%.100s", strchr(id, '.') == NULL ? "rule." : "", id);
            const char *text = scenario_text(lab->scenario, LANG_EN, key);
            if (text == NULL) {
                (void)snprintf(key, sizeof key, "rule.%.100s", id);
            }
            keyed(lab, out, (const char *const[]){"rules.csv", "rule", id}, key, NULL);
        }
    }
}

static void write_settings(const struct lab *lab, FILE *out)
{
    const struct design *d = &lab->design;
    for (int k = 0; k < d->factors; k++) {
        char column[128], key[FACTOR_KEY_MAX], why[FACTOR_KEY_MAX];
        const struct factor *f = &d->factor[k];
        (void)snprintf(column, sizeof column, "set.%s", f->name);
        say_factor_key(f, key);
        (void)snprintf(why, sizeof why, "%.*s", (int)(strrchr(key, '.') - key), key);
        keyed(lab, out, (const char *const[]){"games.csv, points.csv", column, ""}, key,
              f->param == NONE ? NULL : why);
    }
}

bool codebook_write(const struct lab *lab, FILE *out)
{
    (void)fputs("file,column,value,nl,en\n", out);
    plain(out, "games.csv", "game", "nummer van het spel", "number of the game");
    plain(out, "games.csv", "point", "nummer van de instelling, zie points.csv",
          "number of the setting, see points.csv");
    plain(out, "games.csv", "seed", "toevalsgetal: hoeksteen play --seed speelt het na",
          "seed of the dice: hoeksteen play --seed plays it again");
    plain(out, "games.csv", "turns", "gespeelde beurten", "turns played");
    plain(out, "games.csv", "ending", "voortijdig einde, leeg: geen", "early ending, empty: none");
    plain(out, "games.csv", "faults", "fouten van het regelboek tijdens het spel",
          "faults of the rule book during play");
    plain(out, "games.csv", "tabled.*", "hoe vaak dit voorstel is ingediend",
          "how often this motion was tabled");
    plain(out, "games.csv", "adopted.*", "hoe vaak het is aangenomen", "how often it was adopted");
    plain(out, "games.csv", "refused.*", "hoe vaak het is geweigerd", "how often it was refused");
    plain(out, "games.csv", "later.*", "stand na de maanden daarna: 1 ja, 0 nee",
          "state after the months that follow: 1 yes, 0 no");
    plain(out, "motions.csv", "only_objector",
          "bondgenoot die als enige niet instemde met wat is geweigerd",
          "ally who alone did not agree to what was refused");
    plain(out, "rules.csv", "fired", "hoe vaak de regel werkte, over alle spellen",
          "how often the rule fired, over all games");
    plain(out, "rules.csv", "games", "in hoeveel spellen hij werkte", "in how many games it fired");
    write_settings(lab, out);
    write_draws(lab, out);
    write_profile(lab, out);
    write_objects(lab, out);
    return ferror(out) == 0;
}
