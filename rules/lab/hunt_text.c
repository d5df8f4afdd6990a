/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_text.c -- names a case that was found: what the object says in the book's words, what is
 * given and what follows. A draft for a person to rewrite, without an id of the book. */
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"
#include "lab/say.h"

enum { PLACE_SAID = 240, PLACES_SAID = 2 };

/* The sentence or the name of the object. */
static void sentence(const struct hunt *h, enum lang lang, char said[SAID_MAX])
{
    static const char *const before[KINDS] = {
        [KIND_RULE] = "rule",         [KIND_ACTION] = "action",   [KIND_MOTION] = "motion",
        [KIND_INCIDENT] = "incident", [KIND_FORMULA] = "formula", [KIND_ENDING] = "ending"};
    char key[160];
    (void)snprintf(key, sizeof key, "%s.%s", before[h->kind], h->m->object);
    const char *text = book_text(h->book, lang, key);
    say_fill(h->book, lang, text != NULL ? text : h->m->object, said);
    const size_t size = strlen(said);
    if (said[0] >= 'a' && said[0] <= 'z') {
        said[0] = (char)(said[0] - 'a' + 'A');
    }
    if (size > 0 && said[size - 1] == '.') {
        said[size - 1] = '\0';
    }
}

/* "“Unity”", "“Resolve” (Poland)" of COH, RES[PL]; false: no variable. */
static bool place_name(const struct hunt *h, enum lang lang, const char *place,
                       char said[PLACE_SAID])
{
    char id[64], braced[70], owner[SAID_MAX], name[SAID_MAX];
    (void)snprintf(id, sizeof id, "%.*s", (int)strcspn(place, "["), place);
    const int variable = book_find(h->book, KIND_VARIABLE, id);
    (void)snprintf(braced, sizeof braced, "variable.%.60s", id);
    const char *text = book_text(h->book, lang, braced);
    if (variable == NONE || text == NULL) {
        return false;
    }
    say_fill(h->book, lang, text, name);
    (void)snprintf(said, PLACE_SAID, "“%.100s”", name);
    const char *index = strchr(place, '[');
    if (index != NULL) { /* who; the place in a list of incidents says nothing */
        (void)snprintf(id, sizeof id, "%.*s", (int)strcspn(index + 1, ",]"), index + 1);
        (void)snprintf(braced, sizeof braced, "{%.64s}", id);
        say_fill(h->book, lang, braced, owner);
        if (book_find(h->book, KIND_ACTOR, id) != NONE) {
            (void)snprintf(said, PLACE_SAID, "“%.100s” (%.60s)", name, owner);
        }
    }
    return true;
}

/* "for Poland", who ordered or tabled; "" when nobody did. */
static void actor_words(const struct hunt *h, enum lang lang, const json_t *one,
                        char said[SAID_MAX])
{
    const json_t *act = json_array_get(json_object_get(one, "acts"), 0);
    const char *actor = json_string_value(json_object_get(act, "actor"));
    char text[80];
    (void)snprintf(text, sizeof text, "%s {%.60s}", lang == LANG_NL ? "voor" : "for",
                   actor != NULL ? actor : "");
    say_fill(h->book, lang, actor != NULL ? text : "", said);
}

/* "with “Unity” 5 and “The line” 30": the first numbers that are given, or else who acts. */
static void given_words(const struct hunt *h, enum lang lang, const json_t *one,
                        char said[SAID_MAX])
{
    static const char *const joints[LANGS][PLACES_SAID] = {{"met ", " en "}, {"with ", " and "}};
    const char *place;
    json_t *number;
    int count = 0;
    size_t used = 0;
    said[0] = '\0';
    json_object_foreach(json_object_get(json_object_get(one, "given"), "vars"), place, number)
    {
        char name[PLACE_SAID];
        if (count < PLACES_SAID && place_name(h, lang, place, name)) {
            used += (size_t)snprintf(said + used, SAID_MAX - used, "%s%s %lld", joints[lang][count],
                                     name, (long long)json_integer_value(number));
            count++;
        }
    }
    if (count == 0) {
        actor_words(h, lang, one, said);
    }
}

/* "“Unity” becomes 55", "“Unity” stays 55" of the first number expected. */
static void number_words(const struct hunt *h, enum lang lang, const json_t *one,
                         char said[SAID_MAX])
{
    static const char *const verbs[LANGS][2] = {{"wordt", "blijft"}, {"becomes", "stays"}};
    const json_t *vars = json_object_get(json_object_get(one, "given"), "vars");
    const char *place;
    json_t *number;
    char name[PLACE_SAID];
    json_object_foreach(json_object_get(one, "expect"), place, number)
    {
        if (said[0] == '\0' && json_is_integer(number) && place_name(h, lang, place, name)) {
            const bool same = json_equal(json_object_get(vars, place), number);
            const long long value = (long long)json_integer_value(number);
            (void)snprintf(said, SAID_MAX, "%s %s %lld", lang == LANG_NL ? verbs[lang][same] : name,
                           lang == LANG_NL ? name : verbs[lang][same], value);
        }
    }
}

/* What follows, as far as it has words: "the result is 47", "“Unity” becomes 55", "it is refused".
 */
static void follow_words(const struct hunt *h, enum lang lang, const json_t *one,
                         char said[SAID_MAX])
{
    static const char *const refused[LANGS] = {"wordt het geweigerd", "it is refused"};
    static const char *const fired[LANGS][2] = {{"gebeurt er niets", "gebeurt het"},
                                                {"nothing happens", "it happens"}};
    const json_t *act = json_array_get(json_object_get(one, "acts"), 0);
    const json_t *fires = json_object_get(one, "fires"), *expect = json_object_get(one, "expect");
    said[0] = '\0';
    if (json_object_get(act, "refused") != NULL) {
        (void)snprintf(said, SAID_MAX, "%s", refused[lang]);
    } else if (fires != NULL) {
        (void)snprintf(said, SAID_MAX, "%s", fired[lang][json_is_true(fires)]);
    } else if (h->kind == KIND_FORMULA) {
        const long long value = (long long)json_integer_value(json_object_get(expect, "value"));
        (void)snprintf(said, SAID_MAX,
                       lang == LANG_NL ? "is de uitkomst %lld" : "the result is %lld", value);
    } else {
        number_words(h, lang, one, said);
    }
}

/* "Credibility: with “The line” 30 the result is 47." A draft: it has the words, not the sense. */
static json_t *title(const struct hunt *h, enum lang lang, const json_t *one)
{
    static const char *const then[LANGS] = {"dan ", ""};
    char said[SAID_MAX], given[SAID_MAX], follow[SAID_MAX];
    sentence(h, lang, said);
    given_words(h, lang, one, given);
    follow_words(h, lang, one, follow);
    const bool more = *given != '\0' || *follow != '\0', both = *given != '\0' && *follow != '\0';
    return json_sprintf("%s%s%s%s%s%s.", said, more ? ": " : "", given, both ? " " : "",
                        *given == '\0' && *follow != '\0' ? then[lang] : "", follow);
}

/* Keys in the order in which a person reads them. */
static void put_in_order(json_t *one)
{
    static const char *const keys[] = {"id",          "title",    "rule",    "action",  "motion",
                                       "list",        "incident", "formula", "args",    "claims",
                                       "assumptions", "bind",     "chance",  "delayed", "params",
                                       "given",       "acts",     "fires",   "expect"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        json_t *value = json_incref(json_object_get(one, keys[k]));
        if (value != NULL) {
            (void)json_object_del(one, keys[k]);
            (void)json_object_set_new(one, keys[k], value);
        }
    }
}

void hunt_name(const struct hunt *h, json_t *one, int number)
{
    const json_t *ground = json_object_get(h->json, "ground");
    const json_t *claims = json_object_get(ground, "claims");
    (void)json_object_set_new(one, "id", json_sprintf("%s.s%d", h->m->object, number));
    (void)json_object_set_new(
        one, "title",
        json_pack("{s:o, s:o}", "nl", title(h, LANG_NL, one), "en", title(h, LANG_EN, one)));
    (void)json_object_set_new(
        one, "claims", claims != NULL ? json_copy((json_t *)(uintptr_t)claims) : json_array());
    if (json_array_size(claims) == 0 && json_object_get(ground, "assumptions") != NULL) {
        (void)json_object_set(one, "assumptions", json_object_get(ground, "assumptions"));
    }
    put_in_order(one);
}
