/* SPDX-License-Identifier: EUPL-1.2 */
/* names.c -- finds every object of a book that has an id, in files sorted by name and in the order
 * of their lists. Looks at ids alone; what stands in the objects is schema.c's work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

static const struct {
    const char *key, *word;
    bool in_expressions;
} kinds[KINDS] = {
    [KIND_SET] = {"sets", "set", true},
    [KIND_ACTOR] = {"actors", "actor", false},
    [KIND_ATTRIBUTE] = {"attributes", "attribute", true},
    [KIND_VARIABLE] = {"variables", "variable", true},
    [KIND_ASSUMPTION] = {"assumptions", "assumption", false},
    [KIND_FORMULA] = {"formulas", "formula", true},
    [KIND_RULE] = {"rules", "rule", false},
    [KIND_ACTION] = {"actions", "action", false},
    [KIND_MOTION] = {"motions", "motion", false},
    [KIND_INCIDENT] = {"incidents", "incident", false},
    [KIND_CARD] = {"cards", "card", false},
    [KIND_POLICY] = {"policies", "policy", false},
    [KIND_ENDING] = {"endings", "ending", false},
    [KIND_GAUGE] = {"gauges", "gauge", false},
    [KIND_PROFILE] = {"profile", "dimension of the profile", false},
    [KIND_CLAIM] = {"claims", "claim", false},
    [KIND_SOURCE] = {"sources", "source", false},
    [KIND_EXPLAIN] = {"explain", "explanation", false},
};

/* Words of the language, which no id inside expressions may be. */
static const char *const reserved[] = {"and",
                                       "or",
                                       "not",
                                       "in",
                                       "where",
                                       "is",
                                       "has",
                                       "if",
                                       "min",
                                       "max",
                                       "clamp",
                                       "abs",
                                       "table",
                                       "sum",
                                       "count",
                                       "any",
                                       "all",
                                       "min_of",
                                       "max_of",
                                       "median",
                                       "raw",
                                       "position",
                                       "slip",
                                       "fits",
                                       "day",
                                       "turn",
                                       "days",
                                       "turns",
#define WORD(name, word) word,
                                       ANSWER_LIST(WORD)
#undef WORD
};

const char *kind_article(enum kind kind)
{
    return strchr("aeio", kinds[kind].word[0]) ? "an" : "a";
}

const char *kind_word(enum kind kind)
{
    return kinds[kind].word;
}

const char *kind_key(enum kind kind)
{
    return kinds[kind].key;
}

bool word_reserved(const char *id, size_t len)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strlen(reserved[i]) == len && memcmp(reserved[i], id, len) == 0)
            return true;
    }
    return false;
}

bool id_valid(const char *id, bool in_expressions)
{
    size_t len = strlen(id);
    if (len == 0 || len > ID_MAX)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool letter = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= 'A' && id[i] <= 'Z');
        bool other = (id[i] >= '0' && id[i] <= '9') || id[i] == '_' ||
                     (!in_expressions && (id[i] == '.' || id[i] == '-'));
        if (!letter && (i == 0 || !other))
            return false;
    }
    return true;
}

int name_find(const struct book *book, enum kind kind, const char *id, size_t len)
{
    const json_t *place = json_object_getn(book->kind[kind].index, id, len);
    return place ? (int)json_integer_value(place) : NONE;
}

/* A name inside expressions must mean one thing only. */
static void check_expression_id(struct compiler *c, enum kind kind, const char *id)
{
    if (word_reserved(id, strlen(id)))
        complain(c, "\"%s\" is a word of the language; choose another id", id);
    static const enum kind others[] = {KIND_SET, KIND_VARIABLE, KIND_FORMULA};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        bool set = kind == KIND_SET || others[i] == KIND_SET; /* brackets tell CRED from CRED() */
        if (set && kind != KIND_ATTRIBUTE && others[i] != kind &&
            name_find(c->book, others[i], id, strlen(id)) != NONE)
            complain(c, "\"%s\" is already a %s; a set shares its name with no variable or formula",
                     id, kind_word(others[i]));
    }
}

/* Attributes of motions and of orders may share an id: the entity before the dot tells them apart.
 */
static bool may_repeat(const struct compiler *c, enum kind kind, const char *id,
                       const json_t *object)
{
    const struct items *items = &c->book->kind[kind];
    const char *of = json_string_value(json_object_get(object, "of"));
    for (int i = 0; kind == KIND_ATTRIBUTE && of && i < items->count; i++) {
        const char *other = json_string_value(json_object_get(items->item[i].json, "of"));
        if (strcmp(items->item[i].id, id) == 0 && (!other || strcmp(other, of) == 0))
            return false;
    }
    return kind == KIND_ATTRIBUTE && of;
}

static void collect_one(struct compiler *c, enum kind kind, const json_t *object, int place)
{
    struct items *items = &c->book->kind[kind];
    struct mark mark = at_index(c, place);
    const char *id = json_string_value(json_object_get(object, "id"));
    if (!json_is_object(object)) {
        complain(c, "must be an object: %s %s", kind_article(kind), kind_word(kind));
    } else if (!id) {
        complain(c, "this %s has no \"id\"", kind_word(kind));
    } else if (!id_valid(id, kinds[kind].in_expressions)) {
        complain(c, "the id \"%.60s\" must match %s and have at most %d characters", id,
                 kinds[kind].in_expressions ? "[A-Za-z][A-Za-z0-9_]*" : "[A-Za-z][A-Za-z0-9_.-]*",
                 ID_MAX);
    } else if (name_find(c->book, kind, id, strlen(id)) != NONE &&
               !may_repeat(c, kind, id, object)) {
        const struct item *first = &items->item[name_find(c->book, kind, id, strlen(id))];
        complain(c, "the %s \"%s\" exists already, in %s", kind_word(kind), id, first->file);
    } else if (items->count == ITEMS_MAX) {
        complain(c, "too many objects of this kind; at most %d", ITEMS_MAX);
    } else {
        if (kinds[kind].in_expressions)
            check_expression_id(c, kind, id);
        if (name_find(c->book, kind, id, strlen(id)) == NONE)
            (void)json_object_set_new(items->index, id, json_integer(items->count));
        items->item[items->count++] =
            (struct item){.id = id, .json = object, .file = c->file, .place = place};
    }
    at_back(c, mark);
}

static void collect_list(struct compiler *c, const char *key, const json_t *list)
{
    for (int kind = 0; kind < KINDS; kind++) {
        if (strcmp(kinds[kind].key, key) != 0)
            continue;
        struct items *items = &c->book->kind[kind];
        size_t room = (size_t)items->count + json_array_size(list);
        if (!json_is_array(list)) {
            complain(c, "must be a list");
            return;
        }
        void *more = realloc(items->item, (room + 1) * sizeof items->item[0]);
        if (!more) {
            complain(c, "no memory");
            return;
        }
        items->item = more;
        size_t place;
        json_t *object;
        json_array_foreach(list, place, object) collect_one(c, (enum kind)kind, object, (int)place);
        return;
    }
    static const char *const keys[] = {"book", "texts", "names"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i], key) == 0)
            return;
    }
    complain(c, "unknown key; a file of a book holds one of: book sets actors attributes variables "
                "assumptions formulas rules actions "
                "motions incidents cards policies endings gauges profile claims sources explain "
                "texts names");
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_file(struct compiler *c, const char *name, const json_t *file)
{
    c->file = name;
    c->pointer_len = 0;
    c->pointer[0] = '\0';
    if (!json_is_object(file) || json_object_size(file) != 1) {
        complain(c, "a file of a book is an object with one key");
        return;
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)file, key, value)
    {
        struct mark mark = at_key(c, key);
        if (strcmp(key, "book") == 0) {
            if (c->book->root)
                complain(c, "a book has one row \"book\"; another stands in %s",
                         c->book->root_file);
            c->book->root = json_is_array(value) ? json_array_get(value, 0) : value;
            c->book->root_file = name;
        }
        collect_list(c, key, value);
        at_back(c, mark);
    }
}

/* What the program has room for. Said here once, before anything is compiled: what follows may take
 * every object's number for a place in the program. */
static bool check_room(struct compiler *c)
{
    static const int most[KINDS] = {
        [KIND_SET] = SETS_MAX,
        [KIND_ACTOR] = ACTOR_MAX,
        [KIND_ATTRIBUTE] = ATTRIBUTES_MAX,
        [KIND_VARIABLE] = VARIABLES_MAX,
        [KIND_FORMULA] = FORMULAS_MAX,
        [KIND_RULE] = RULES_MAX,
        [KIND_ACTION] = ACTIONS_MAX,
        [KIND_MOTION] = MOTION_KINDS_MAX,
        [KIND_INCIDENT] = TEMPLATES_MAX,
        [KIND_CARD] = CARDS_MAX,
        [KIND_POLICY] = POLICIES_MAX,
        [KIND_ENDING] = ENDINGS_MAX,
        [KIND_GAUGE] = GAUGES_MAX,
        [KIND_PROFILE] = GAUGES_MAX,
    };
    bool fits = true;
    for (int kind = 0; kind < KINDS; kind++) {
        if (most[kind] == 0 || c->book->kind[kind].count <= most[kind])
            continue;
        at_item(c, (enum kind)kind, most[kind]);
        complain(c, "too many objects in \"%s\"; at most %d", kinds[kind].key, most[kind]);
        fits = false;
    }
    return fits;
}

bool names_collect(struct compiler *c)
{
    size_t count = json_object_size(c->book->files);
    const char **names = calloc(count + 1, sizeof *names);
    if (!names)
        return false;
    size_t i = 0;
    const char *name;
    json_t *file;
    json_object_foreach(c->book->files, name, file) names[i++] = name;
    qsort(names, count, sizeof *names, by_name);
    for (i = 0; i < count; i++)
        collect_file(c, names[i], json_object_get(c->book->files, names[i]));
    free(names);
    return check_room(c);
}
