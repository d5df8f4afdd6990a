/* SPDX-License-Identifier: EUPL-1.2 */
/* schema_json.c -- prints the tables of shapes as JSON Schema. What a schema cannot say (ids that
 * exist, expressions) is left to the checker. */
#include "compiler/schema_json.h"

#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"
#include "compiler/schema.h"

static const char id_pattern[] = "^[A-Za-z][A-Za-z0-9_.-]*$";

static json_t *type(const char *name)
{
    return json_pack("{s:s}", "type", name);
}

static json_t *id_schema(const char *what)
{
    json_t *schema =
        json_pack("{s:s,s:s,s:i}", "type", "string", "pattern", id_pattern, "maxLength", ID_MAX);
    if (what)
        (void)json_object_set_new(schema, "description", json_string(what));
    return schema;
}

static json_t *words_schema(const char *words)
{
    json_t *list = json_array();
    for (const char *at = words; *at; at += *at == ' ') {
        size_t len = strcspn(at, " ");
        if (len > 0)
            (void)json_array_append_new(list, json_stringn(at, len));
        at += len;
    }
    return json_pack("{s:o}", "enum", list);
}

static json_t *list_schema(json_t *items, int lo, int hi)
{
    return json_pack("{s:s,s:o,s:i,s:i}", "type", "array", "items", items, "minItems", lo,
                     "maxItems", hi);
}

static json_t *shape_ref(int shape)
{
    char ref[80];
    (void)snprintf(ref, sizeof ref, "#/$defs/%s", schema_shape((int)shape)->name);
    return json_pack("{s:s}", "$ref", ref);
}

static json_t *expression(void)
{
    return json_pack("{s:[s,s],s:s}", "type", "string", "integer", "description", "an expression");
}

static json_t *bands_schema(void)
{
    json_t *row = json_pack("{s:s,s:[o,o],s:i,s:i}", "type", "array", "prefixItems",
                            type("integer"), id_schema(NULL), "minItems", 2, "maxItems", 2);
    return json_pack("{s:s,s:o,s:i}", "type", "array", "items", row, "minItems", 1);
}

/* One value; of lists: one member. */
static json_t *value_schema(const struct schema_field *field, enum field_kind kind)
{
    char what[80];
    switch (kind) {
    case F_ID:
    case F_NAME:
    case F_NAMES:
        return id_schema(NULL);
    case F_REF:
    case F_REFS:
        (void)snprintf(what, sizeof what, "id of %s %s", kind_article((enum kind)field->target),
                       kind_word((enum kind)field->target));
        return id_schema(what);
    case F_STRING:
        return json_pack("{s:s,s:i,s:i}", "type", "string", "minLength", 1, "maxLength",
                         SOURCE_MAX);
    case F_BIND:
    case F_BINDS:
        return json_pack("{s:s,s:s,s:i}", "type", "string", "pattern",
                         "^[A-Za-z][A-Za-z0-9_]* in [A-Za-z]", "maxLength", SOURCE_MAX);
    case F_INT:
    case F_INTS:
        return json_pack("{s:s,s:i,s:i}", "type", "integer", "minimum", field->lo, "maximum",
                         field->hi);
    case F_BOOL:
        return type("boolean");
    case F_PAIR:
        return json_pack("{s:s}", "$ref", "#/$defs/pair");
    case F_EXPR:
    case F_EXPRS:
        return expression();
    case F_WORD:
    case F_WORDS:
        return words_schema(field->words);
    case F_RANGE:
        return json_pack("{s:s,s:{s:s},s:i,s:i}", "type", "array", "items", "type", "integer",
                         "minItems", 2, "maxItems", 2);
    case F_BANDS:
        return bands_schema();
    case F_SHAPE:
    case F_SHAPES:
        return shape_ref(field->target);
    case F_DELAY:
        return json_pack("{s:[o,o]}", "anyOf", expression(), shape_ref(field->target));
    case F_MAP:
        return type("object");
    case F_VALUE:
        break;
    }
    return json_object();
}

static json_t *field_schema(const struct schema_field *field)
{
    enum field_kind kind = (enum field_kind)field->kind;
    json_t *one = value_schema(field, kind);
    if (kind == F_INTS)
        return list_schema(one, 1, 64);
    bool list = kind == F_EXPRS || kind == F_BINDS || kind == F_REFS || kind == F_NAMES ||
                kind == F_WORDS || kind == F_SHAPES;
    return list ? list_schema(one, field->lo, field->hi) : one;
}

static json_t *shape_schema(const struct schema_shape *shape)
{
    json_t *properties = json_object(), *required = json_array();
    for (int i = 0; i < shape->fields; i++) {
        (void)json_object_set_new(properties, shape->field[i].key, field_schema(&shape->field[i]));
        if (shape->field[i].required)
            (void)json_array_append_new(required, json_string(shape->field[i].key));
    }
    (void)json_object_set_new(properties, "note", json_object());
    return json_pack("{s:s,s:o,s:o,s:b}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", shape->open);
}

static json_t *pair_schema(void)
{
    return json_pack("{s:s,s:{s:{s:s,s:i},s:{s:s,s:i}},s:[s,s],s:b}", "type", "object",
                     "properties", "nl", "type", "string", "minLength", 1, "en", "type", "string",
                     "minLength", 1, "required", "nl", "en", "additionalProperties", 0);
}

/* A shape and all that it refers to. */
static void define(json_t *defs, int shape)
{
    const struct schema_shape *s = schema_shape((int)shape);
    if (json_object_get(defs, s->name))
        return;
    (void)json_object_set_new(defs, s->name, shape_schema(s));
    for (int i = 0; i < s->fields; i++) {
        uint8_t kind = s->field[i].kind;
        if (kind == F_SHAPE || kind == F_SHAPES || kind == F_DELAY)
            define(defs, s->field[i].target);
        else if (kind == F_PAIR)
            (void)json_object_set_new(defs, "pair", pair_schema());
    }
}

enum { EXTRA = 4 }; /* behind the kinds: book, scenario, texts, names */
static const char *const extra[EXTRA] = {"book", "scenario", "texts", "names"};

int schema_json_count(void)
{
    return KINDS + EXTRA;
}

const char *schema_json_name(int index)
{
    return index < KINDS ? kind_key((enum kind)index) : extra[index - KINDS];
}

static json_t *headed(const char *name)
{
    char title[120];
    (void)snprintf(title, sizeof title, "Hoeksteen rule book: %s", name);
    return json_pack("{s:s,s:s}", "$schema", "https://json-schema.org/draft/2020-12/schema",
                     "title", title);
}

static json_t *map_of(const char *key, json_t *values)
{
    json_t *map = json_pack("{s:s,s:o}", "type", "object", "additionalProperties", values);
    return json_pack("{s:s,s:{s:o},s:[s],s:b}", "type", "object", "properties", key, map,
                     "required", key, "additionalProperties", 0);
}

/* What an actor or a place is called, and what the skin calls it. */
static json_t *name_schema(void)
{
    static const char *const forms[] = {"nl", "en", "nl_adj", "en_adj"};
    json_t *own = json_object(), *skin = json_object(), *required = json_array();
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        json_t *form = json_pack("{s:s,s:i}", "type", "string", "minLength", 1);
        (void)json_object_set(skin, forms[i], form);
        (void)json_object_set_new(own, forms[i], form);
        (void)json_array_append_new(required, json_string(forms[i]));
    }
    (void)json_object_set_new(own, "place", json_pack("{s:s}", "type", "boolean"));
    (void)json_object_set_new(own, "fictional",
                              json_pack("{s:s,s:o}", "type", "object", "properties", skin));
    return json_pack("{s:s,s:o,s:o}", "type", "object", "properties", own, "required", required);
}

json_t *schema_json(int index)
{
    const char *name = schema_json_name(index);
    json_t *schema = headed(name), *defs = json_object(), *body;
    int shape = index < KINDS ? index : index == KINDS ? SHAPE_BOOK : SHAPE_SCENARIO;
    if (index == KINDS + 2) {
        body = map_of(name, json_pack("{s:s,s:i}", "type", "string", "minLength", 1));
    } else if (index == KINDS + 3) {
        body = map_of(name, name_schema());
    } else {
        define(defs, shape);
        json_t *list = index == KINDS
                           ? json_pack("{s:[o,{s:s,s:o,s:i}]}", "anyOf", shape_ref(shape), "type",
                                       "array", "items", shape_ref(shape), "maxItems", 1)
                           : json_pack("{s:s,s:o}", "type", "array", "items", shape_ref(shape));
        body = index == KINDS + 1
                   ? shape_ref(shape)
                   : json_pack("{s:s,s:{s:O},s:[s],s:b}", "type", "object", "properties", name,
                               list, "required", name, "additionalProperties", 0);
        json_decref(list);
    }
    (void)json_object_update(schema, body);
    json_decref(body);
    if (json_object_size(defs) > 0)
        (void)json_object_set(schema, "$defs", defs);
    json_decref(defs);
    return schema;
}
