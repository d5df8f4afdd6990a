/* SPDX-License-Identifier: EUPL-1.2 */
/* test_patch.c -- merge patches between two texts: known ones, and random objects against an
 * oracle, with the places of their objects known, half known and unknown. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "game/patch.h"
#include "merge_apply.h"

static const struct {
    const char *was, *now, *patch; /* NULL: equal */
} KNOWN[] = {
    {"{}", "{}", NULL},
    {"{\"a\":1}", "{\"a\":1}", NULL},
    {"{\"a\":1}", "{\"a\":2}", "{\"a\":2}"},
    {"{\"a\":1}", "{\"a\":12}", "{\"a\":12}"},
    {"{\"a\":12}", "{\"a\":1}", "{\"a\":1}"},
    {"{}", "{\"a\":1}", "{\"a\":1}"},
    {"{\"a\":1}", "{}", "{\"a\":null}"},
    {"{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":1,\"c\":3}}", "{\"a\":{\"c\":3}}"},
    {"{\"a\":{\"b\":1}}", "{\"a\":{}}", "{\"a\":{\"b\":null}}"},
    {"{\"a\":{}}", "{\"a\":{\"b\":{}}}", "{\"a\":{\"b\":{}}}"},
    {"{\"a\":{\"b\":1}}", "{\"a\":7}", "{\"a\":7}"},
    {"{\"a\":7}", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":1}}"},
    {"{\"a\":\"x\",\"b\":2}", "{\"b\":2,\"a\":\"x\"}", NULL},
    {"{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":2,\"c\":3}", "{\"a\":null}"},
    {"{\"b\":2,\"c\":3}", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1}"},
    {"{\"a\":\"{\\\"b\\\":1}\"}", "{\"a\":\"{\\\"b\\\":2}\"}", "{\"a\":\"{\\\"b\\\":2}\"}"},
    {"{\"k\\\\\":1}", "{\"k\\\\\":true}", "{\"k\\\\\":true}"},
    {"{\"a\":[1,{\"b\":2}]}", "{\"a\":[1,{\"b\":3}]}", "{\"a\":[1,{\"b\":3}]}"},
    {"{\"a\":1,\"ab\":1}", "{\"ab\":1}", "{\"a\":null}"},
    {"5", "{\"a\":1}", "{\"a\":1}"},
    {"{\"a\":1}", "5", "5"},
};

static bool differs(const char *was, const char *now, struct buf *patch)
{
    const struct json_text last = json_text(was, strlen(was)), next = json_text(now, strlen(now));
    return patch_diff(&last, &next, patch);
}

Test(patch, known)
{
    AUTO(buf_done) struct buf patch = {0};
    buf_init(&patch, 1 << 20);
    for (size_t k = 0; k < sizeof KNOWN / sizeof KNOWN[0]; k++) {
        buf_clear(&patch);
        bool moved = differs(KNOWN[k].was, KNOWN[k].now, &patch);
        cr_expect_eq(moved, KNOWN[k].patch != NULL, "row %zu", k);
        cr_expect_str_eq(buf_text(&patch), KNOWN[k].patch == NULL ? "" : KNOWN[k].patch, "row %zu",
                         k);
    }
}

Test(patch, appends_after_what_is_there)
{
    AUTO(buf_done) struct buf patch = {0};
    buf_init(&patch, 1 << 20);
    buf_str(&patch, "{\"news\":");
    cr_assert(differs("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", &patch));
    cr_expect_str_eq(buf_text(&patch), "{\"news\":{\"a\":{\"b\":2}}");
    buf_clear(&patch);
    buf_str(&patch, "{\"news\":");
    cr_expect_not(differs("{\"a\":1,\"b\":{\"c\":1}}", "{\"b\":{\"c\":1},\"a\":1}", &patch));
    cr_expect_str_eq(buf_text(&patch), "{\"news\":", "what led to nothing leaves no trace");
}

static uint32_t seed = 2463534242u;
static uint32_t dice(uint32_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % sides;
}

static const char *const WORDS[] = {"n", "name", "nl", "en", "a", "ab",  "q\"uote", "back\\",
                                    "{", "}",    ":",  "é",  "",  "why", "i1",      "i10"};
enum { WORDS_COUNT = sizeof WORDS / sizeof WORDS[0], SHAPES = 4 };

static json_t *leaf(void)
{
    switch (dice(5)) {
    case 0:
        return json_integer((json_int_t)dice(200) - 100);
    case 1:
        return json_boolean(dice(2));
    case 2:
        return json_array();
    default:
        return json_string(WORDS[dice(WORDS_COUNT)]);
    }
}

static json_t *grow(int depth)
{
    json_t *object = json_object();
    for (uint32_t k = dice(7); k > 0; k--) {
        const char *key = WORDS[dice(WORDS_COUNT)];
        (void)json_object_set_new(object, key,
                                  depth > 0 && dice(2) == 0 ? grow(depth - 1) : leaf());
    }
    return object;
}

/* The same object with some members changed, taken, added or moved to the end. */
static json_t *shake(const json_t *object, int depth)
{
    const char *key = NULL;
    json_t *value = NULL, *copy = json_deep_copy(object), *result = json_object();
    json_object_foreach(copy, key, value)
    {
        uint32_t fate = dice(12);
        if (fate == 0) {
            continue;
        }
        if (fate == 1) {
            (void)json_object_set_new(result, key, depth > 0 ? grow(depth - 1) : leaf());
        } else if (json_is_object(value) && fate < 8) {
            (void)json_object_set_new(result, key, shake(value, depth - 1));
        } else if (fate < 11) {
            (void)json_object_set(result, key, value);
        }
        if (fate == 11) {
            (void)json_object_set_new(result, WORDS[dice(WORDS_COUNT)], leaf());
            (void)json_object_del(result, key);
            (void)json_object_set(result, key, value);
        }
    }
    json_decref(copy);
    return result;
}

/* The same text from the writer, which notes where objects are; here and there a whole one, whose
 * inside it does not see. */
static void write(const json_t *value, bool whole, struct buf *out)
{
    const char *key = NULL;
    json_t *member = NULL;
    if (!json_is_object(value) || whole) {
        AUTO_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        json_raw(out, text, strlen(text));
        return;
    }
    json_open(out, '{');
    json_object_foreach((json_t *)(uintptr_t)value, key, member)
    {
        json_key(out, key);
        write(member, dice(4) == 0, out);
    }
    json_close(out, '}');
}

static void check_spans(const json_t *was, const json_t *now, const char *expected)
{
    struct buf text[2], patch;
    struct json_spans spans[2] = {{0}, {0}};
    struct json_text side[2];
    buf_init(&patch, 1 << 24);
    for (int k = 0; k < 2; k++) {
        buf_init(&text[k], 1 << 24);
        text[k].spans = &spans[k];
        write(k == 0 ? was : now, false, &text[k]);
        cr_assert(spans[k].count > 0 && spans[k].open == 0 && !spans[k].lost);
        cr_assert(spans[k].at[0].begin == 0 && spans[k].at[0].end == text[k].size &&
                  spans[k].at[0].after == spans[k].count);
        side[k] = (struct json_text){text[k].data, text[k].size, spans[k].at,
                                     dice(4) == 0 ? 0 : spans[k].count};
    }
    cr_expect_eq(patch_diff(&side[0], &side[1], &patch), expected[0] != '\0');
    cr_expect_str_eq(buf_text(&patch), expected, "%s\n%s", text[0].data, text[1].data);
    for (int k = 0; k < 2; k++) {
        buf_done(&text[k]);
        json_spans_done(&spans[k]);
    }
    buf_done(&patch);
}

static void check_pair(const json_t *was, const json_t *now, size_t order)
{
    AUTO(buf_done) struct buf patch = {0};
    AUTO_FREE char *was_text = json_dumps(was, JSON_COMPACT | order);
    AUTO_FREE char *now_text = json_dumps(now, JSON_COMPACT);
    buf_init(&patch, 1 << 24);
    bool moved = differs(was_text, now_text, &patch);
    cr_expect_eq(moved, !json_equal(was, now), "%s\n%s", was_text, now_text);
    if (order == 0) {
        check_spans(was, now, buf_text(&patch));
    }
    if (!moved) {
        cr_expect_eq(patch.size, 0);
        return;
    }
    json_t *read =
        json_loadb(patch.data, patch.size, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(read, "the patch is JSON: %s", buf_text(&patch));
    json_t *applied = merge_apply(was, read);
    cr_expect(json_equal(applied, now), "%s\n%s\n%s", was_text, now_text, buf_text(&patch));
    json_decref(applied);
    json_decref(read);
}

Test(patch, random_objects_against_the_oracle)
{
    for (int k = 0; k < 6000; k++) {
        json_t *was = grow(SHAPES);
        json_t *now = k % 5 == 0 ? grow(SHAPES) : shake(was, SHAPES);
        check_pair(was, now, k % 3 == 0 ? JSON_SORT_KEYS : 0);
        json_decref(was);
        json_decref(now);
    }
}
