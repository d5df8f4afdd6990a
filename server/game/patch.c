/* SPDX-License-Identifier: EUPL-1.2 */
/* patch.c -- compares two compact JSON texts in place. Builds no tree, allocates nothing but the
 * patch, never recurses. Objects are skipped by their spans where these are known, and read where
 * they are not. */
#include "game/patch.h"

#include <string.h>

struct text {
    const char *at, *end;
}; /* from a place in a text to the end of that text */
struct member {
    struct text key, value;
}; /* both bounded exactly; the key with its quotes */

/* One of the two texts, and the span that is expected next. */
struct side {
    const struct json_text *text;
    uint32_t next;
};
struct sides {
    struct side was, now;
};

/* One pair of objects that is being compared. */
struct level {
    struct text was, now;        /* whole objects, from the bracket on */
    const char *was_at, *now_at; /* next member of each */
    size_t mark;                 /* size of the patch before this level was opened */
    size_t begun;                /* size of the patch just after it was opened */
    bool moved;                  /* members of `was` may have gone */
};

/* Most of a view is text: the library's search for a quote is much faster than a loop. */
static const char *skip_string(const char *at, const char *end)
{
    const char *first = at + 1;
    for (at = first; at < end; at++) {
        at = memchr(at, '"', (size_t)(end - at));
        if (at == NULL) {
            return end;
        }
        const char *slash = at;
        while (slash > first && slash[-1] == '\\') {
            slash--;
        }
        if ((at - slash) % 2 == 0) { /* an even number of them: the quote itself is not escaped */
            return at + 1;
        }
    }
    return end;
}

static const char *skip_nested(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        char c = *at;
        if (c == '"') {
            at = skip_string(at, end);
            continue;
        }
        at++;
        if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return at;
        }
    }
    return end;
}

/* The span that begins here, NULL when it is not known. */
static const struct json_span *span_at(struct side *side, const char *at)
{
    const struct json_text *text = side->text;
    const uint32_t place = (uint32_t)(at - text->data);
    uint32_t low = 0, high = text->spans;
    if (side->next < high && text->span[side->next].begin == place) {
        return &text->span[side->next];
    }
    while (low < high) { /* after a step down, or back */
        uint32_t middle = low + (high - low) / 2;
        if (text->span[middle].begin < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    side->next = low;
    return low < text->spans && text->span[low].begin == place ? &text->span[low] : NULL;
}

static const char *skip_object(struct side *side, const char *at, const char *end)
{
    const struct json_span *span = span_at(side, at);
    if (span == NULL) {
        return skip_nested(at, end);
    }
    side->next = span->after;
    return side->text->data + span->end;
}

/* The end of the value that starts here. */
static const char *skip_value(struct side *side, const char *at, const char *end)
{
    if (at >= end) {
        return end;
    }
    if (*at == '"') {
        return skip_string(at, end);
    }
    if (*at == '{') {
        return skip_object(side, at, end);
    }
    if (*at == '[') {
        return skip_nested(at, end);
    }
    while (at < end && *at != ',' && *at != '}' && *at != ']') {
        at++;
    }
    return at;
}

/* The member at `at` (a key, or the comma before it); the place behind it, NULL when the object has
 * no more. */
static const char *member_read(struct side *side, const char *at, const char *end,
                               struct member *ret)
{
    if (at < end && *at == ',') {
        at++;
    }
    if (at >= end || *at != '"') {
        return NULL;
    }
    ret->key.at = at;
    ret->key.end = skip_string(at, end);
    ret->value.at = ret->key.end < end ? ret->key.end + 1 : end;
    ret->value.end = skip_value(side, ret->value.at, end);
    return ret->value.end;
}

static bool same(struct text a, struct text b)
{
    size_t size = (size_t)(a.end - a.at);
    return size == (size_t)(b.end - b.at) && memcmp(a.at, b.at, size) == 0;
}

/* Is the next member of `was` this very member? Then its end is known without reading it. `spans`:
 * in it. */
static const char *same_member(struct side *side, const char *at, const char *end,
                               const struct member *now, uint32_t spans)
{
    size_t size = (size_t)(now->value.end - now->key.at);
    at += at < end && *at == ',';
    bool fits = (size_t)(end - at) > size && memcmp(at, now->key.at, size) == 0;
    if (!fits || (at[size] != ',' && at[size] != '}')) {
        return NULL;
    }
    side->next += spans; /* a guess, which span_at() looks at */
    return at + size;
}

/* Looks for a key between two places; NULL or the place behind the member. */
static const char *search(struct side *side, struct text key, const char *from, const char *until,
                          struct member *ret)
{
    struct member found;
    const char *at = from;
    while (at < until && (at = member_read(side, at, until, &found)) != NULL) {
        if (same(key, found.key)) {
            *ret = found;
            return at;
        }
    }
    return NULL;
}

/* Looks for a key from the expected place on, then before it. */
static const char *find(struct side *side, struct text key, struct text object, const char *hint,
                        struct member *ret)
{
    const char *at = search(side, key, hint, object.end, ret);
    return at != NULL ? at : search(side, key, object.at + 1, hint, ret);
}

static void write_key(struct buf *patch, struct text key)
{
    json_raw(patch, key.at, (size_t)(key.end - key.at));
    buf_char(patch, ':');
}

static void write_value(struct buf *patch, struct text value)
{
    json_raw(patch, value.at, (size_t)(value.end - value.at));
}

static void cut(struct buf *patch, size_t size)
{
    if (!patch->failed && patch->data != NULL) {
        patch->size = size;
        patch->data[size] = '\0';
    }
}

static void open_level(struct level *level, struct text was, struct text now, size_t mark,
                       struct buf *patch)
{
    *level = (struct level){
        .was = was, .now = now, .was_at = was.at + 1, .now_at = now.at + 1, .mark = mark};
    json_open(patch, '{');
    level->begun = patch->size;
}

/* Members that are gone become null. */
static void write_gone(struct sides *sides, const struct level *level, struct buf *patch)
{
    struct member was, now;
    const char *hint = level->now.at + 1, *at = level->was.at + 1;
    while ((at = member_read(&sides->was, at, level->was.end, &was)) != NULL) {
        const char *next = find(&sides->now, was.key, level->now, hint, &now);
        if (next == NULL) {
            write_key(patch, was.key);
            json_nil(patch);
        } else {
            hint = next;
        }
    }
}

/* True when something was written at this level or below; otherwise the level leaves no trace. */
static bool close_level(struct sides *sides, struct level *level, struct buf *patch)
{
    struct member rest;
    if (level->moved || member_read(&sides->was, level->was_at, level->was.end, &rest) != NULL) {
        write_gone(sides, level, patch);
    }
    if (patch->size == level->begun) {
        cut(patch, level->mark);
        return false;
    }
    json_close(patch, '}');
    return true;
}

/* The next member of `now` that differs and whose old value is an object too: 1 with both in `ret`;
 * others are written on the way. 0: no more members. */
static bool advance(struct sides *sides, struct level *level, bool deep, struct member *ret_was,
                    struct member *ret_now, struct buf *patch)
{
    struct member was, now;
    const char *next;
    uint32_t first = sides->now.next;
    for (; (next = member_read(&sides->now, level->now_at, level->now.end, &now)) != NULL;
         first = sides->now.next) {
        const char *after =
            same_member(&sides->was, level->was_at, level->was.end, &now, sides->now.next - first);
        level->now_at = next;
        if (after != NULL) {
            level->was_at = after;
            continue;
        }
        after = member_read(&sides->was, level->was_at, level->was.end, &was);
        if (after == NULL || !same(now.key, was.key)) {
            level->moved = true;
            after = find(&sides->was, now.key, level->was, level->was_at, &was);
        }
        if (after == NULL) {
            write_key(patch, now.key);
            write_value(patch, now.value);
            continue;
        }
        level->was_at = after;
        if (same(was.value, now.value)) {
            continue;
        }
        if (deep && *was.value.at == '{' && *now.value.at == '{') {
            *ret_was = was;
            *ret_now = now;
            return true;
        }
        write_key(patch, now.key);
        write_value(patch, now.value);
    }
    return false;
}

bool patch_diff(const struct json_text *was, const struct json_text *now, struct buf *ret_patch)
{
    struct level levels[PATCH_DEPTH_MAX];
    struct member old, new;
    struct sides sides = {{was, 0}, {now, 0}};
    struct text from = {was->data, was->data + was->size}, to = {now->data, now->data + now->size};
    int depth = 1;
    bool differs = false;
    if (same(from, to)) {
        return false;
    }
    if (was->size == 0 || was->data[0] != '{' || now->size == 0 || now->data[0] != '{') {
        write_value(ret_patch, to);
        return true;
    }
    open_level(&levels[0], from, to, ret_patch->size, ret_patch);
    while (depth > 0) {
        if (advance(&sides, &levels[depth - 1], depth < PATCH_DEPTH_MAX, &old, &new, ret_patch)) {
            size_t mark = ret_patch->size;
            write_key(ret_patch, new.key);
            open_level(&levels[depth++], old.value, new.value, mark, ret_patch);
        } else {
            differs = close_level(&sides, &levels[--depth], ret_patch);
        }
    }
    return differs;
}
