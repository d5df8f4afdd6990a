/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.c -- a tool of the build: writes files, plain and compressed, as one C source. Runs
 * gzip(1), nothing else. embed OUT.c ROOT FILE... [-- ROOT FILE...]: a file's name in the program
 * is what follows its root. The first of two files with one name counts. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 512, NAME_MAX_SIZE = 1000, FILE_MAX = 16 << 20 };

struct entry {
    const char *name;
    size_t plain_size, gzip_size;
};

static struct entry entries[FILES_MAX];
static int entry_count;

static void fail(const char *what, const char *name)
{
    (void)fprintf(stderr, "embed: %s: %s\n", what, name);
    exit(1);
}

/* Reads all of a stream into memory that lives until the end. */
static unsigned char *slurp(FILE *in, const char *name, size_t *ret_size)
{
    unsigned char *data = malloc(FILE_MAX);

    if (in == NULL || data == NULL) {
        fail("cannot be read", name);
    }
    *ret_size = fread(data, 1, FILE_MAX, in);
    if (ferror(in) || *ret_size == FILE_MAX) {
        fail("cannot be read or is too large", name);
    }
    return data;
}

static void write_bytes(FILE *out, char kind, const unsigned char *data, size_t size)
{
    (void)fprintf(out, "static const unsigned char %c%d[] = {", kind, entry_count);
    for (size_t i = 0; i < size; i++) {
        (void)fprintf(out, "%s%u,", i % 32 == 0 ? "\n" : "", data[i]);
    }
    (void)fprintf(out, "%s};\n", size == 0 ? "0" : "");
}

static void add_file(FILE *out, const char *root, const char *file)
{
    char command[NAME_MAX_SIZE + 32];
    struct entry *entry = &entries[entry_count];
    size_t root_size = strlen(root);

    if (entry_count == FILES_MAX || strncmp(file, root, root_size) != 0 ||
        strlen(file) > NAME_MAX_SIZE || strchr(file, '\'') != NULL) {
        fail("too many files or a bad name", file);
    }
    entry->name = file + root_size;
    for (int i = 0; i < entry_count; i++) {
        if (strcmp(entries[i].name, entry->name) == 0) {
            return;
        }
    }
    FILE *in = fopen(file, "rb");
    unsigned char *plain = slurp(in, file, &entry->plain_size);
    (void)fclose(in);
    (void)snprintf(command, sizeof(command), "gzip -9nc '%s'", file);
    in = popen(command, "r");
    unsigned char *gzip = slurp(in, file, &entry->gzip_size);
    if (pclose(in) != 0) {
        fail("gzip failed", file);
    }
    if (entry->gzip_size > entry->plain_size - entry->plain_size / 8) {
        entry->gzip_size = 0; /* a picture or a font: already compressed */
    }
    write_bytes(out, 'p', plain, entry->plain_size);
    write_bytes(out, 'g', gzip, entry->gzip_size);
    free(plain);
    free(gzip);
    entry_count++;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 1 ? fopen(argv[1], "w") : NULL;

    if (out == NULL) {
        fail("cannot be written", argc > 1 ? argv[1] : "(no name)");
    }
    (void)fprintf(out, "/* Made by embed.c. */\n#include \"http/assets.h\"\n\n");
    for (int i = 2; i < argc; i++) {
        const char *root = argv[i];

        for (i++; i < argc && strcmp(argv[i], "--") != 0; i++) {
            add_file(out, root, argv[i]);
        }
    }
    (void)fprintf(out, "\nconst struct asset assets[] = {\n");
    for (int i = 0; i < entry_count; i++) {
        (void)fprintf(out, "    {\"%s\", p%d, g%d, %zu, %zu},\n", entries[i].name, i, i,
                      entries[i].plain_size, entries[i].gzip_size);
    }
    (void)fprintf(out, "};\nconst size_t asset_count = %d;\n", entry_count);
    if (fclose(out) != 0) {
        fail("cannot be written", argv[1]);
    }
    return 0;
}
