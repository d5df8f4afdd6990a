/* SPDX-License-Identifier: EUPL-1.2 */
/* builtin.c -- parses what the program carries, once. */
#include "compiler/builtin.h"

#include <assert.h>
#include <threads.h>

static json_t *parsed;

static void parse(void)
{
    parsed = json_loadb((const char *)builtin_text, builtin_size, JSON_REJECT_DUPLICATES, NULL);
}

static const json_t *part(const char *key)
{
    static once_flag once = ONCE_FLAG_INIT;
    call_once(&once, parse);
    assert(parsed); /* written by a program that read it */
    return json_object_get(parsed, key);
}

const json_t *builtin_book_files(void)
{
    return part("book");
}

const json_t *builtin_scenarios(void)
{
    return part("scenarios");
}
