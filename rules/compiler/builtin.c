/* SPDX-License-Identifier: EUPL-1.2 */
/* builtin.c -- reads what the program carries, once. Trusts it: embed/embed.c wrote it from files
 * that jansson had accepted. */
#include "compiler/builtin.h"

#include <assert.h>
#include <stdint.h>
#include <threads.h>

static json_t *all;

static uint64_t number(const unsigned char **at, int bytes)
{
    uint64_t value = 0;
    for (int k = 0; k < bytes; k++)
        value |= (uint64_t) * (*at)++ << (8 * k);
    return value;
}

static const char *bytes(const unsigned char **at, size_t *ret_size)
{
    *ret_size = (size_t)number(at, 4);
    *at += *ret_size;
    return (const char *)*at - *ret_size;
}

static json_t *value(const unsigned char **at);

static json_t *object(const unsigned char **at)
{
    json_t *json = json_object();
    for (uint64_t left = number(at, 4); left > 0; left--) {
        size_t size;
        const char *key = bytes(at, &size);
        (void)json_object_setn_new_nocheck(json, key, size, value(at));
    }
    return json;
}

static json_t *array(const unsigned char **at)
{
    json_t *json = json_array();
    for (uint64_t left = number(at, 4); left > 0; left--)
        (void)json_array_append_new(json, value(at));
    return json;
}

static json_t *string(const unsigned char **at)
{
    size_t size;
    const char *text = bytes(at, &size);
    return json_stringn_nocheck(text, size);
}

static json_t *value(const unsigned char **at)
{
    switch (*(*at)++) {
    case '{':
        return object(at);
    case '[':
        return array(at);
    case '"':
        return string(at);
    case '#':
        return json_integer((json_int_t)number(at, 8));
    case 't':
        return json_true();
    case 'f':
        return json_false();
    default:
        return json_null();
    }
}

static void read_all(void)
{
    const unsigned char *at = builtin_tree;
    all = value(&at);
    assert(at == builtin_tree + builtin_size);
}

static const json_t *part(const char *key)
{
    static once_flag once = ONCE_FLAG_INIT;
    call_once(&once, read_all);
    return json_object_get(all, key);
}

const json_t *builtin_book_files(void)
{
    return part("book");
}

const json_t *builtin_scenarios(void)
{
    return part("scenarios");
}
