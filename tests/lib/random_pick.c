/* SPDX-License-Identifier: EUPL-1.2 */
/* random_pick.c -- see random_pick.h. Never invents what the view does not hold. */
#include "random_pick.h"

#include <string.h>

const json_t *pick_any(const json_t *object, struct dice *dice, const char **ret_name)
{
    int at = dice_below(dice, (int)json_object_size(object));
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        if (at-- == 0) {
            *ret_name = name;
            return value;
        }
    }
    return NULL;
}

const json_t *pick_able(const json_t *object, struct dice *dice, const char **ret_name)
{
    const char *name = NULL;
    json_t *value = NULL;
    int able = 0;
    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        able += json_is_true(json_object_get(value, "able"));
    }
    int at = dice_below(dice, able);
    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        if (json_is_true(json_object_get(value, "able")) && at-- == 0) {
            *ret_name = name;
            return value;
        }
    }
    return NULL;
}

json_t *pick_value(const json_t *field, struct dice *dice)
{
    const char *name = NULL;
    const json_t *option = pick_any(json_object_get(field, "options"), dice, &name);
    json_int_t lo = json_integer_value(json_object_get(field, "lo")),
               hi = json_integer_value(json_object_get(field, "hi"));
    return option != NULL ? json_integer(json_integer_value(json_object_get(option, "value")))
                          : json_integer(lo + dice_below(dice, (int)(hi - lo + 1)));
}

const char *pick_words(struct dice *dice)
{
    static const char *const WORDS[] = {
        "Wij willen eerst weten wie het was.",
        "Silence is not consent.",
        "Één tafel, één besluit – of géén.",
        "\"Quoted\" <b>not bold</b> & more",
        "Первый вопрос: кто?",
        "第一の問い",
        "🙂 akkoord",
        "two\nlines\nof text",
        "=1+1;DROP TABLE; ' \\ /",
        "a",
    };
    return WORDS[dice_below(dice, (int)(sizeof WORDS / sizeof WORDS[0]))];
}

json_t *pick_offer(const struct offer *offers, size_t count, const json_t *view, struct dice *dice,
                   const char *only)
{
    const json_t *can = json_object_get(view, "can");
    bool tried[64] = {false};
    for (;;) {
        int total = 0;
        for (size_t k = 0; k < count; k++) {
            bool asked = only == NULL || only[0] == '\0' || strcmp(only, offers[k].command) == 0;
            tried[k] = tried[k] || !asked || !json_is_true(json_object_get(can, offers[k].command));
            total += tried[k] ? 0 : offers[k].weight;
        }
        if (total == 0) {
            return NULL;
        }
        int at = dice_below(dice, total);
        size_t chosen = 0;
        for (size_t k = 0; k < count; k++) {
            if (!tried[k] && at < offers[k].weight) {
                chosen = k;
                break;
            }
            at -= tried[k] ? 0 : offers[k].weight;
        }
        json_t *body = offers[chosen].make(view, dice);
        if (body != NULL) {
            return body;
        }
        tried[chosen] = true;
    }
}
