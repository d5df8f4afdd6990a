/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.c -- run while building: writes the rule book and the scenarios as one C file, so that the
 * program carries them. embed OUTPUT BOOK SCENARIO... Never checks what they say; that is the
 * compiler's work. */
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

static int write_bytes(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return EXIT_FAILURE;
    (void)fputs("/* SPDX-License-Identifier: EUPL-1.2 */\n/* Made by rules/compiler/embed while "
                "building. */\n"
                "#include \"compiler/builtin.h\"\n\nconst unsigned char builtin_text[] = {",
                out);
    for (size_t i = 0; text[i]; i++)
        (void)fprintf(out, "%s%d,", i % 32 ? "" : "\n", (unsigned char)text[i]);
    (void)fprintf(out, "\n    0};\nconst unsigned builtin_size = %zuu;\n", strlen(text));
    return fclose(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
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
    int code = text ? write_bytes(argv[1], text) : EXIT_FAILURE;
    free(text);
    json_decref(all);
    return code;
}
