/* SPDX-License-Identifier: EUPL-1.2 */
/* titles.c -- what is wrong with the titles of cases: too long, twice the same, or with an id in
 * them that says nothing to a reader. Whether a title says what the case shows, a person reads. */
#include <ctype.h>
#include <string.h>

#include "lab/bench.h"
#include "lab/say.h"

/* Letters of any language, digits, and what ids are made of. */
static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (c & 0x80) != 0;
}

/* "CRED", "a5.refused", "I02A"; no ordinary word looks like this, but "NATO" and "2.8" do. */
static bool like_id(const char *word, size_t size)
{
    size_t capitals = 0, marks = 0;
    for (size_t k = 0; k < size; k++) {
        capitals += isupper((unsigned char)word[k]) != 0;
        marks += isdigit((unsigned char)word[k]) || word[k] == '_' || word[k] == '.';
    }
    return size > 1 && (capitals > 1 || marks > 0);
}

/* The EU and SACEUR are called what their ids say. */
static bool is_name(const struct book *book, enum lang lang, const char *id)
{
    char braced[70], name[SAID_MAX];
    (void)snprintf(braced, sizeof braced, "{%.64s}", id);
    say_fill(book, lang, braced, name);
    return book_find(book, KIND_ACTOR, id) != NONE && strstr(name, id) != NULL;
}

static bool is_id(const struct book *book, enum lang lang, const char *word, size_t size)
{
    char id[64];
    (void)snprintf(id, sizeof id, "%.*s", (int)size, word);
    if (size >= sizeof id || !like_id(word, size) || is_name(book, lang, id)) {
        return false;
    }
    for (int kind = 0; kind < KINDS; kind++) {
        if (book_find(book, (enum kind)kind, id) != NONE) {
            return true;
        }
    }
    return false;
}

static bool has_id(const struct book *book, enum lang lang, const char *title)
{
    for (const char *at = title; *at != '\0';) {
        size_t size = 0, whole;
        while (in_word(at[size])) {
            size++;
        }
        whole = size;
        while (whole > 0 && at[whole - 1] == '.') { /* the end of the sentence */
            whole--;
        }
        if (is_id(book, lang, at, whole) ||
            (strncmp(at, "MA-", 3) == 0 && isdigit((unsigned char)at[3]))) {
            return true;
        }
        at += size > 0 ? size : 1;
    }
    return strpbrk(title, "{}[]@_") != NULL;
}

static size_t letters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += (*text & 0xc0) != 0x80; /* the first byte of each letter */
    }
    return count;
}

const char *title_fault(const struct book *book, enum lang lang, const char *title)
{
    if (title == NULL || *title == '\0' || title[strlen(title) - 1] != '.') {
        return "the title is no sentence";
    }
    if (has_id(book, lang, title)) {
        return "an id of the book stands in the title";
    }
    return letters(title) > TITLE_MAX ? "the title is too long" : NULL;
}

/* Every case has a name of its own: by it a test, a page or a paper refers to it. */
static int ids_check(const struct suite *suite, FILE *say)
{
    json_t *seen = json_object();
    int faults = 0;
    for (int i = 0; i < suite->count; i++) {
        const char *id = json_string_value(json_object_get(suite->one[i], "id"));
        if (id == NULL || json_object_get(seen, id) != NULL) {
            (void)fprintf(say, "not ok %s: %s\n", id ? id : "?",
                          id ? "two cases have this id" : "a case without an id");
            faults++;
        }
        (void)json_object_set_new(seen, id ? id : "", json_true());
    }
    json_decref(seen);
    return faults;
}

int titles_check(const struct suite *suite, const struct book *book, FILE *say)
{
    static const char *const langs[LANGS] = {[LANG_NL] = "nl", [LANG_EN] = "en"};
    int faults = ids_check(suite, say);
    for (int lang = 0; lang < LANGS; lang++) {
        json_t *seen = json_object();
        for (int i = 0; i < suite->count; i++) {
            const char *id = json_string_value(json_object_get(suite->one[i], "id"));
            const char *title = json_string_value(
                json_object_get(json_object_get(suite->one[i], "title"), langs[lang]));
            const char *other = title ? json_string_value(json_object_get(seen, title)) : NULL;
            const char *fault = title_fault(book, (enum lang)lang, title);
            if (fault != NULL || other != NULL) {
                (void)fprintf(say, "not ok %s: %s%s: %s\n", id ? id : "?",
                              other ? "the same title as " : fault, other ? other : "",
                              title ? title : "");
                faults++;
            }
            (void)json_object_set_new(seen, title ? title : "", json_string(id ? id : "?"));
        }
        json_decref(seen);
    }
    return faults;
}
