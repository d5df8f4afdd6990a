/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_text.c -- names a case that was found: what the object says in the book's words, and what
 * the case shows of it. */
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"
#include "lab/say.h"

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

/* The condition that the mutant left out, as it stands in the book. */
static void condition(const struct hunt *h, char part[240])
{
    const char *text = h->m->text != NULL ? strstr(h->m->text, "((") : NULL;
    const char *end = text != NULL ? strstr(text, ") or 1)") : NULL;
    (void)snprintf(part, 240, "%.*s", end != NULL ? (int)(end - text - 2) : 0,
                   end != NULL ? text + 2 : "");
}

static void variable_name(const struct hunt *h, enum lang lang, const char *place,
                          char said[SAID_MAX])
{
    char key[120];
    (void)snprintf(key, sizeof key, "variable.%.*s", (int)strcspn(place, "["), place);
    const char *text = book_text(h->book, lang, key);
    say_fill(h->book, lang, text != NULL ? text : place, said);
}

/* "Here unity is 55." of the first number expected. */
static void shown(const struct hunt *h, enum lang lang, const json_t *one, char text[SAID_MAX])
{
    static const char *const refused[LANGS] = {"dan niet", "not then"};
    static const char *const fired[LANGS][2] = {{"dan gebeurt er niets", "dan gebeurt het"},
                                                {"then nothing happens", "then it happens"}};
    static const char *const value[LANGS] = {"uitkomst", "result"};
    const json_t *expect = json_object_get(one, "expect"), *act, *fires;
    void *first = json_object_iter((json_t *)(uintptr_t)expect);
    text[0] = '\0';
    act = json_array_get(json_object_get(one, "acts"), 0);
    fires = json_object_get(one, "fires");
    if (first != NULL) {
        const char *place = json_object_iter_key(first);
        const json_t *number = json_object_iter_value(first);
        char name[SAID_MAX];
        if (strcmp(place, "value") == 0) {
            (void)snprintf(name, sizeof name, "%s", value[lang]);
        } else {
            variable_name(h, lang, place, name);
        }
        if (json_is_integer(number)) {
            (void)snprintf(text, SAID_MAX, "%.300s: %lld", name,
                           (long long)json_integer_value(number));
        }
    } else if (fires != NULL) {
        (void)snprintf(text, SAID_MAX, "%s", fired[lang][json_is_true(fires)]);
    } else if (json_object_get(act, "refused") != NULL) {
        (void)snprintf(text, SAID_MAX, "%s", refused[lang]);
    }
}

static json_t *title(const struct hunt *h, enum lang lang, const json_t *one)
{
    static const char *const counts[LANGS] = {"hier telt", "what counts here is"};
    char said[SAID_MAX], what[SAID_MAX], part[240];
    sentence(h, lang, said);
    shown(h, lang, one, what);
    condition(h, part);
    return json_sprintf("%s%s%s%s%s%s%s.", said, *part != '\0' ? "; " : "",
                        *part != '\0' ? counts[lang] : "", *part != '\0' ? " " : "", part,
                        *what != '\0' ? "; " : "", what);
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
