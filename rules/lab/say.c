/* SPDX-License-Identifier: EUPL-1.2 */
/* say.c -- see say.h. */
#include "lab/say.h"

#include <stdarg.h>
#include <string.h>

/* What stands for a bound name, by its letter; other letters stand for themselves. */
static const char *bound_word(char letter, enum lang lang)
{
    static const struct {
        char letter;
        const char *word[LANGS];
    } words[] = {
        {'i', {"een incident", "an incident"}}, {'j', {"een incident", "an incident"}},
        {'a', {"een land", "a country"}},       {'b', {"een ander land", "another country"}},
        {'m', {"een voorstel", "a motion"}},    {'o', {"een opdracht", "an order"}},
        {'r', {"een gebied", "a region"}}};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (words[k].letter == letter) {
            return words[k].word[lang];
        }
    }
    return NULL;
}

/* {PL} and {PL.adj} from the names of the book. */
static const char *name_of(const struct book *book, enum lang lang, const char *id)
{
    static const char *const keys[LANGS][2] = {{"nl", "nl_adj"}, {"en", "en_adj"}};
    char bare[64];
    const size_t size = strcspn(id, ".");
    const char *file;
    json_t *document;
    if (size >= sizeof bare) {
        return NULL;
    }
    memcpy(bare, id, size);
    bare[size] = '\0';
    json_object_foreach((json_t *)(uintptr_t)book_files(book), file, document)
    {
        const json_t *row = json_object_get(json_object_get(document, "names"), bare);
        if (row != NULL) {
            return json_string_value(json_object_get(row, keys[lang][id[size] == '.']));
        }
    }
    return NULL;
}

void say_fill(const struct book *book, enum lang lang, const char *text, char buffer[SAID_MAX])
{
    size_t used = 0;
    while (*text != '\0' && used + 1 < SAID_MAX) {
        char id[64];
        const size_t size = *text == '{' ? strcspn(text, "}") : 0;
        if (size > 1 && text[size] == '}' && size - 1 < sizeof id) {
            memcpy(id, text + 1, size - 1);
            id[size - 1] = '\0';
            const char *word = id[1] == '\0' ? bound_word(id[0], lang) : name_of(book, lang, id);
            const char *shown = word != NULL ? word : id;
            const size_t room = SAID_MAX - 1 - used, length = strlen(shown);
            memcpy(buffer + used, shown, length < room ? length : room);
            used += length < room ? length : room;
            text += size + 1;
        } else {
            buffer[used++] = *text++;
        }
    }
    buffer[used] = '\0';
}

const char *say(const struct lab *lab, enum lang lang, char buffer[SAID_MAX], const char *format,
                ...)
{
    char key[256];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(key, sizeof key, format, list);
    va_end(list);
    const char *text = scenario_text(lab->scenario, lang, key);
    const char *last = strrchr(key, '.');
    say_fill(lab->book, lang, text != NULL ? text : last != NULL ? last + 1 : key, buffer);
    return buffer;
}

void say_factor_key(const struct factor *factor, char ret_key[FACTOR_KEY_MAX])
{
    const bool start = factor->param == NONE; /* "RES[DE]"; else "MA-14.base" */
    const size_t size = start ? strcspn(factor->name, "[") : strlen(factor->name);
    (void)snprintf(ret_key, FACTOR_KEY_MAX, "%s.%.*s", start ? "variable" : "assumption", (int)size,
                   factor->name);
}

void say_field(FILE *out, const char *text)
{
    (void)fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            (void)fputc('"', out);
        }
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}
