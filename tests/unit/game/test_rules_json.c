/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rules_json.c -- the book as the client reads it: every number of the register has a name and
 * its range, and no text holds a name that was not filled in. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

#include "base/auto.h"
#include "game/film.h"
#include "played.h"

static const char *const LANGUAGES[] = {"nl", "en"};

/* "{PL}" or "{RED.adj}", but not "{i}": that is no actor. */
static bool has_actor(const char *text)
{
    for (; (text = strchr(text, '{')) != NULL; text++) {
        if (isupper((unsigned char)text[1])) {
            return true;
        }
    }
    return false;
}

static void check_texts(const json_t *value, const char *at)
{
    const char *key = NULL;
    json_t *child = NULL;
    size_t k = 0;
    json_object_foreach((json_t *)(uintptr_t)value, key, child) check_texts(child, key);
    json_array_foreach(value, k, child) check_texts(child, at);
    if (json_is_string(value)) {
        cr_expect_not(has_actor(json_string_value(value)), "%s: %s", at, json_string_value(value));
    }
}

static int check_params(const char *id, const json_t *told, const json_t *params)
{
    static const char *const FIELDS[] = {"value", "lo", "hi", "table"};
    const char *name = NULL;
    json_t *param = NULL;
    cr_expect_eq(json_object_size(told), json_object_size(params), "%s", id);
    json_object_foreach((json_t *)(uintptr_t)params, name, param)
    {
        const json_t *one = json_object_get(told, name);
        for (size_t k = 0; k < 2; k++) {
            const json_t *called = json_object_get(json_object_get(one, "name"), LANGUAGES[k]);
            cr_expect(json_string_length(called) > 3, "%s.%s has no name in %s", id, name,
                      LANGUAGES[k]);
            cr_expect_str_neq(json_string_value(called), name, "%s.%s", id, name);
        }
        for (size_t k = 0; k < sizeof FIELDS / sizeof FIELDS[0]; k++) {
            const json_t *field = json_object_get(param, FIELDS[k]);
            cr_expect(field == NULL ? json_object_get(one, FIELDS[k]) == NULL
                                    : json_equal(field, json_object_get(one, FIELDS[k])),
                      "%s.%s: %s", id, name, FIELDS[k]);
        }
    }
    return (int)json_object_size(params);
}

Test(rules_json, every_number_has_a_name, .timeout = 100)
{
    struct played played;
    int params = 0;
    AUTO(buf_done) struct buf bytes = {0};
    buf_init(&bytes, 1 << 24);
    played_begin(&played, "cyberrel", 0, 1);
    rules_json(played.shelf, &bytes);
    json_t *told = json_loadb(bytes.data, bytes.size, 0, NULL);
    cr_assert_not_null(told);
    check_texts(told, "");
    const struct book *book = shelf_book(played.shelf);
    for (int k = 0; k < book_count(book, KIND_ASSUMPTION); k++) {
        const char *id = book_id(book, KIND_ASSUMPTION, k);
        const json_t *row = json_object_get(json_object_get(told, "assumptions"), id);
        params += check_params(id, json_object_get(row, "params"),
                               json_object_get(book_json(book, KIND_ASSUMPTION, k), "params"));
    }
    cr_expect_gt(params, 200);
    json_decref(told);
    played_done(&played);
}
