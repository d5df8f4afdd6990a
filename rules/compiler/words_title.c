/* SPDX-License-Identifier: EUPL-1.2 */
/* words_title.c -- a text of the book about an object, with the names it binds filled in as they
 * are called in its words ("incident i"), and actors by name. Knows no game. */
#include <string.h>

#include "compiler/words.h"

static const char *place_word(struct words *w, const char *name)
{
    int actors = set_of_kind(&w->book->program, SET_ACTOR);
    for (int slot = 0; slot < w->names.count; slot++) {
        if (w->names.name[slot] && strcmp(w->names.name[slot], name) == 0)
            return words_bound(w, slot);
    }
    char id[ID_MAX + 1] = "";
    size_t len = strcspn(name, ".");
    if (len <= ID_MAX)
        memcpy(id, name, len);
    const json_t *row = json_object_get(w->book->names, id);
    bool adjective = strcmp(name + len, ".adj") == 0;
    const char *form = json_string_value(json_object_get(
        row, w->lang == LANG_NL ? (adjective ? "nl_adj" : "nl") : (adjective ? "en_adj" : "en")));
    if (form)
        return form;
    int actor = book_find(w->book, KIND_ACTOR, id);
    if (actor != NONE)
        return words_member(w, actors, actor);
    if (strcmp(name, "victim") == 0)
        return w->lang == LANG_NL ? "het getroffen land" : "the country that is hit";
    return name;
}

char *words_filled(struct words *w, const char *text)
{
    struct out out = {0};
    while (*text) {
        char name[ID_MAX * 2];
        size_t len = *text == '{' ? strcspn(text, "}") : 0;
        if (len > 1 && text[len] == '}' && len < sizeof name) {
            memcpy(name, text + 1, len - 1);
            name[len - 1] = '\0';
            out_print(&out, "%s", place_word(w, name));
            text += len + 1;
        } else {
            out_print(&out, "%c", *text++);
        }
    }
    return out.text;
}

/* A sentence begins with a capital. */
static char *sentence(struct words *w, const char *text)
{
    char *made = text ? words_filled(w, text) : NULL;
    if (made && made[0] >= 'a' && made[0] <= 'z')
        made[0] = (char)(made[0] - 'a' + 'A');
    return made;
}

char *book_title(const struct book *book, enum kind kind, int index, const char *suffix,
                 enum lang lang)
{
    struct words w = {.book = book, .lang = lang, .motion = NONE};
    const char *word = kind == KIND_EXPLAIN   ? "explain"
                       : kind == KIND_PROFILE ? "profile"
                                              : kind_word(kind);
    const char *key =
        words_fill(&w, "$1.$2$3", "$1.$2$3", word, book_id(book, kind, index), suffix);
    const char *text = book_text(book, lang, key);
    if (kind == KIND_RULE && index > 0 && index < book->program.rules)
        w.names = book->rule[index].names;
    else if (index >= 0 && index < book->kind[kind].count)
        w.names = book->kind[kind].item[index].names;
    char *title = sentence(&w, text);
    words_done(&w);
    return title;
}

char *book_filled(const struct book *book, const char *text, enum lang lang)
{
    struct words w = {.book = book, .lang = lang, .motion = NONE};
    char *made = sentence(&w, text);
    words_done(&w);
    return made;
}
