/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.c -- run while building: writes the rule book and the scenarios as one C file, so that the
 * program carries them. embed OUTPUT BOOK SCENARIO... Never checks what they say; that is the
 * compiler's work. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/book.h"

static json_t *read_or_die(const char *path)
{
    static struct diags diags;
    json_t *files = book_read_folder(path, &diags);
    for (int i = 0; i < diags.count; i++)
        (void)fprintf(stderr, "%s/%s:%d: %s\n", path, diags.item[i].file, diags.item[i].line,
                      diags.item[i].text);
    if (!files)
        exit(EXIT_FAILURE);
    return files;
}

struct writer {
    FILE *out;
    unsigned written;
};

static void put(struct writer *w, const void *data, size_t size)
{
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++)
        (void)fprintf(w->out, "%s%d,", w->written++ % 32 ? "" : "\n", byte[i]);
}

static void put_number(struct writer *w, uint64_t value, int bytes)
{
    for (int k = 0; k < bytes; k++)
        put(w, &(unsigned char){(unsigned char)(value >> (8 * k))}, 1);
}

static void put_sized(struct writer *w, const char *text, size_t size)
{
    put_number(w, size, 4);
    put(w, text, size);
}

/* See builtin.h. */
static void put_value(struct writer *w, json_t *json)
{
    static const char tags[] = {
        [JSON_OBJECT] = '{', [JSON_ARRAY] = '[', [JSON_STRING] = '"', [JSON_INTEGER] = '#',
        [JSON_TRUE] = 't',   [JSON_FALSE] = 'f', [JSON_NULL] = 'n'};
    const char *key;
    json_t *child;
    size_t i;
    if (json_is_real(json)) {
        (void)fprintf(stderr, "a book has no fractions: %g\n", json_real_value(json));
        exit(EXIT_FAILURE);
    }
    put(w, &tags[json_typeof(json)], 1);
    if (json_is_object(json)) {
        put_number(w, json_object_size(json), 4);
        json_object_foreach(json, key, child)
        {
            put_sized(w, key, strlen(key));
            put_value(w, child);
        }
    } else if (json_is_array(json)) {
        put_number(w, json_array_size(json), 4);
        json_array_foreach(json, i, child) put_value(w, child);
    } else if (json_is_string(json)) {
        put_sized(w, json_string_value(json), json_string_length(json));
    } else if (json_is_integer(json)) {
        put_number(w, (uint64_t)json_integer_value(json), 8);
    }
}

static int write_tree(const char *path, json_t *json)
{
    struct writer w = {fopen(path, "w"), 0};
    if (!w.out)
        return EXIT_FAILURE;
    (void)fputs("/* SPDX-License-Identifier: EUPL-1.2 */\n/* Made by rules/compiler/embed while "
                "building. */\n"
                "#include \"compiler/builtin.h\"\n\nconst unsigned char builtin_tree[] = {",
                w.out);
    put_value(&w, json);
    (void)fprintf(w.out, "\n    0};\nconst unsigned builtin_size = %uu;\n", w.written);
    return fclose(w.out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return EXIT_FAILURE;
    json_t *scenarios = json_object();
    for (int i = 3; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        (void)json_object_set_new(scenarios, slash ? slash + 1 : argv[i], read_or_die(argv[i]));
    }
    json_t *all = json_pack("{s:o,s:o}", "book", read_or_die(argv[2]), "scenarios", scenarios);
    char *text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
    json_t *sorted = text ? json_loads(text, 0, NULL) : NULL;
    int code = sorted ? write_tree(argv[1], sorted) : EXIT_FAILURE;
    free(text);
    json_decref(sorted);
    json_decref(all);
    return code;
}
