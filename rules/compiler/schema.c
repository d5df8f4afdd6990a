/* SPDX-License-Identifier: EUPL-1.2 */
/* schema.c -- checks the shape of an object against its table: keys, kinds, limits, and the ids it
 * names. What an expression says is not its business. */
#include "compiler/schema.h"

#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static void check_shape(struct compiler *c, enum shape_name name, const json_t *object);

static const char *field_name(const void *cls, int k)
{
    const struct schema_shape *shape = cls;
    return k < shape->fields ? shape->field[k].key : NULL;
}

static void unknown_key(struct compiler *c, const struct schema_shape *shape, const char *key)
{
    char allowed[DIAG_TEXT_MAX / 2];
    size_t len = 0;
    for (int i = 0; i < shape->fields && len + 24 < sizeof allowed; i++)
        len += (size_t)snprintf(allowed + len, sizeof allowed - len, " %s", shape->field[i].key);
    struct hint hint = hint_of(nearest(key, strlen(key), field_name, shape, shape->fields));
    struct mark mark = at_key(c, key);
    complain(c, "unknown key \"%.60s\" in this %s%s; allowed:%s", key, shape->name, hint.text,
             allowed);
    at_back(c, mark);
}

static bool word_in(const char *word, const char *words, size_t *ret_place)
{
    size_t len = strlen(word), place = 0;
    for (const char *at = words; *at; place++) {
        size_t end = strcspn(at, " ");
        if (end == len && len > 0 && memcmp(at, word, len) == 0) {
            *ret_place = place;
            return true;
        }
        at += end + strspn(at + end, " ");
    }
    return false;
}

struct word_list {
    char text[512];
    const char *word[64];
    int count;
};

static const char *word_at(const void *cls, int k)
{
    return ((const struct word_list *)cls)->word[k];
}

static void check_word(struct compiler *c, const char *words, const json_t *value)
{
    size_t place;
    const char *text = json_string_value(value);
    if (text && word_in(text, words, &place))
        return;
    struct word_list list = {.count = 0};
    (void)snprintf(list.text, sizeof list.text, "%s", words);
    for (char *rest = NULL, *w = strtok_r(list.text, " ", &rest); w && list.count < 64;
         w = strtok_r(NULL, " ", &rest))
        list.word[list.count++] = w;
    struct hint hint =
        hint_of(text ? nearest(text, strlen(text), word_at, &list, list.count) : NULL);
    complain(c, "must be one of: %.*s%s", (int)(strlen(words) - (words[strlen(words) - 1] == ' ')),
             words, hint.text);
}

static void check_ref(struct compiler *c, enum kind kind, const json_t *value)
{
    const char *id = json_string_value(value);
    if (!id) {
        complain(c, "must be the id of %s %s", kind_article(kind), kind_word(kind));
        return;
    }
    int found = name_find(c->book, kind, id, strlen(id));
    if (found == NONE) {
        struct hint hint = hint_of(nearest_item(c->book, 1u << kind, id, strlen(id)));
        complain(c, "there is no %s \"%.60s\"%s", kind_word(kind), id, hint.text);
    }
}

static void check_pair(struct compiler *c, const json_t *value)
{
    const char *nl = json_string_value(json_object_get(value, "nl"));
    const char *en = json_string_value(json_object_get(value, "en"));
    if (!nl || !en || !*nl || !*en || json_object_size(value) != 2)
        complain(c, "must be a text in both languages: {\"nl\":\"…\",\"en\":\"…\"}");
}

static void check_int(struct compiler *c, const struct schema_field *field, const json_t *value)
{
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < field->lo || n > field->hi)
        complain(c, "must be a whole number from %d to %d", field->lo, field->hi);
}

static void check_range(struct compiler *c, const json_t *value)
{
    json_int_t lo = json_integer_value(json_array_get(value, 0)),
               hi = json_integer_value(json_array_get(value, 1));
    if (json_array_size(value) != 2 || !json_is_integer(json_array_get(value, 0)) ||
        !json_is_integer(json_array_get(value, 1)) || lo > hi || lo < -10000000 || hi > 10000000)
        complain(c, "must be [lowest, highest], two whole numbers between -10000000 and 10000000");
}

static void check_bands(struct compiler *c, const json_t *value)
{
    bool good = json_array_size(value) > 0;
    json_int_t last = 0;
    for (size_t i = 0; good && i < json_array_size(value); i++) {
        const json_t *row = json_array_get(value, i);
        json_int_t bound = json_integer_value(json_array_get(row, 0));
        const char *id = json_string_value(json_array_get(row, 1));
        good = json_array_size(row) == 2 && json_is_integer(json_array_get(row, 0)) && id &&
               id_valid(id, false) && (i == 0 || bound > last);
        last = bound;
    }
    if (!good)
        complain(c, "must be a list of bands with rising bounds: [[0,\"low\"],[20,\"high\"]]");
}

static void check_name(struct compiler *c, const json_t *value)
{
    const char *id = json_string_value(value);
    if (!id || !id_valid(id, false))
        complain(c, "must be an id: [A-Za-z][A-Za-z0-9_.-]*, at most %d characters", ID_MAX);
}

static void check_string(struct compiler *c, const json_t *value)
{
    if (!json_is_string(value) || json_string_length(value) == 0 ||
        json_string_length(value) > SOURCE_MAX)
        complain(c, "must be a text of 1 to %d characters", SOURCE_MAX);
}

static void check_one(struct compiler *c, const struct schema_field *field, enum field_kind kind,
                      const json_t *value)
{
    switch (kind) {
    case F_ID:
    case F_VALUE:
        break;
    case F_STRING:
    case F_BIND:
        check_string(c, value);
        break;
    case F_INT:
        check_int(c, field, value);
        break;
    case F_BOOL:
        if (!json_is_boolean(value))
            complain(c, "must be true or false");
        break;
    case F_PAIR:
        check_pair(c, value);
        break;
    case F_EXPR:
        if (!json_is_string(value) && !json_is_integer(value))
            complain(c, "must be an expression: a string, or a whole number");
        break;
    case F_REF:
        check_ref(c, (enum kind)field->target, value);
        break;
    case F_NAME:
        check_name(c, value);
        break;
    case F_WORD:
        check_word(c, field->words, value);
        break;
    case F_RANGE:
        check_range(c, value);
        break;
    case F_BANDS:
        check_bands(c, value);
        break;
    case F_DELAY:
        if (json_is_object(value))
            check_shape(c, SHAPE_DELAY, value);
        else if (!json_is_string(value) && !json_is_integer(value))
            complain(c, "must be an expression, or {\"lo\":…,\"hi\":…,\"dice\":…}");
        break;
    case F_SHAPE:
        check_shape(c, (enum shape_name)field->target, value);
        break;
    case F_MAP:
        if (!json_is_object(value))
            complain(c, "must be an object");
        break;
    case F_EXPRS:
    case F_BINDS:
    case F_REFS:
    case F_NAMES:
    case F_WORDS:
    case F_INTS:
    case F_SHAPES:
        break;
    }
}

static void check_list(struct compiler *c, const struct schema_field *field, enum field_kind one,
                       const json_t *list)
{
    if (!json_is_array(list)) {
        complain(c, "must be a list");
        return;
    }
    size_t least = one == F_INT ? 1 : (size_t)field->lo,
           most = one == F_INT ? 64 : (size_t)field->hi;
    if (json_array_size(list) < least || json_array_size(list) > most)
        complain(c, "must have %zu to %zu members, and has %zu", least, most,
                 json_array_size(list));
    size_t i;
    json_t *value;
    json_array_foreach(list, i, value)
    {
        struct mark mark = at_index(c, (int)i);
        check_one(c, field, one, value);
        at_back(c, mark);
    }
}

static void check_field(struct compiler *c, const struct schema_field *field, const json_t *value)
{
    static const uint8_t one[F_VALUE + 1] = {
        [F_EXPRS] = F_EXPR, [F_BINDS] = F_BIND, [F_REFS] = F_REF,     [F_NAMES] = F_NAME,
        [F_WORDS] = F_WORD, [F_INTS] = F_INT,   [F_SHAPES] = F_SHAPE,
    };
    struct mark mark = at_key(c, field->key);
    if (one[field->kind])
        check_list(c, field, (enum field_kind)one[field->kind], value);
    else
        check_one(c, field, (enum field_kind)field->kind, value);
    at_back(c, mark);
}

static const struct schema_field *find_field(const struct schema_shape *shape, const char *key)
{
    for (int i = 0; i < shape->fields; i++) {
        if (strcmp(shape->field[i].key, key) == 0)
            return &shape->field[i];
    }
    return NULL;
}

static void check_shape(struct compiler *c, enum shape_name name, const json_t *object)
{
    const struct schema_shape *shape = schema_shape((int)name);
    if (!json_is_object(object)) {
        complain(c, "must be an object: a %s", shape->name);
        return;
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        const struct schema_field *field = find_field(shape, key);
        if (field)
            check_field(c, field, value);
        else if (strcmp(key, "note") != 0 && !shape->open)
            unknown_key(c, shape, key);
    }
    for (int i = 0; i < shape->fields; i++) {
        if (shape->field[i].required && !json_object_get(object, shape->field[i].key)) {
            if (shape->field[i].target == SHAPE_GROUND && shape->field[i].kind == F_SHAPE)
                complain(c,
                         "this %s has no ground; name what it rests on: "
                         "\"ground\":{\"claims\":[…],\"sources\":[…],\"assumptions\":[…]}",
                         shape->name);
            else
                complain(c, "the key \"%s\" is missing in this %s", shape->field[i].key,
                         shape->name);
        }
    }
}

void schema_check(struct compiler *c, enum kind kind, int index)
{
    struct item *item = &c->book->kind[kind].item[index];
    int before = c->faults;
    at_item(c, kind, index);
    check_shape(c, (enum shape_name)kind, item->json);
    item->bad = c->faults > before;
}

bool schema_check_shape(struct compiler *c, enum shape_name shape, const json_t *object)
{
    int before = c->faults;
    check_shape(c, shape, object);
    return c->faults == before;
}

bool schema_check_root(struct compiler *c)
{
    c->pointer_len = 0;
    c->pointer[0] = '\0';
    if (!c->book->root) {
        c->file = "book.json";
        complain(c, "a book needs a file with the key \"book\": "
                    "{\"book\":{\"id\":…,\"version\":1,\"languages\":[\"nl\",\"en\"]}}");
        return false;
    }
    c->file = c->book->root_file;
    (void)at_key(c, "book");
    return schema_check_shape(c, SHAPE_BOOK, c->book->root);
}
