/* SPDX-License-Identifier: EUPL-1.2 */
/* catalogue.c -- the catalogue of seeds: `seed_catalogue check FILE` plays every game of it and
 * fails where one is no longer what the catalogue says; `seed_catalogue renew FILE` prints the file
 * with the seeds and digests of today's book: the old seed while it still shows what its line
 * wants, else the first that does; a line that no game shows stays as it was, and the exit code
 * is 1. `seed_catalogue show SCENARIO SEED` prints what one game shows. Never writes a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shows.h"

enum { LINE_BYTES = 600, SEARCH_MOST = 1000 };

/* scenario | seed | digest | what it must show | in words */
struct row {
    char scenario[50], digest[DIGEST_SIZE], wanted[200], words[200];
    unsigned long long seed;
};

static bool read_row(const char *line, struct row *row)
{
    return sscanf(line, "%49[^ |] | %llu | %16[^ |] | %199[^|\n]| %199[^\n]", row->scenario,
                  &row->seed, row->digest, row->wanted, row->words) == 5;
}

static int check(const struct library *library, const struct row *row, struct shows *shows)
{
    if (!shows_play(library, row->scenario, row->seed, shows)) {
        return 1;
    }
    bool same = strcmp(shows->digest, row->digest) == 0, wanted = shows_all(shows, row->wanted);
    (void)printf("%s %s %llu: %s%s%s\n", same && wanted ? "  ok " : "FAULT", row->scenario,
                 row->seed, row->words, same ? "" : " -- another game than the catalogue's",
                 wanted ? "" : " -- it no longer shows this");
    return same && wanted ? 0 : 1;
}

static int renew(const struct library *library, struct row *row, struct shows *shows)
{
    for (unsigned long long seed = row->seed, next = 1; next <= SEARCH_MOST; seed = next++) {
        if (!shows_play(library, row->scenario, seed, shows)) {
            return 1;
        }
        if (shows_all(shows, row->wanted)) {
            (void)printf("%s | %llu | %s | %s| %s\n", row->scenario, seed, shows->digest,
                         row->wanted, row->words);
            (void)fflush(stdout);
            return 0;
        }
    }
    (void)fprintf(stderr, "none of %d games of %s shows: %s\n", SEARCH_MOST, row->scenario,
                  row->wanted);
    (void)printf("%s | %llu | %s | %s| %s\n", row->scenario, row->seed, row->digest, row->wanted,
                 row->words);
    return 1;
}

static int show(const struct library *library, const char *scenario, unsigned long long seed,
                struct shows *shows)
{
    if (!shows_play(library, scenario, seed, shows)) {
        return 1;
    }
    (void)printf("%s | %llu | %s |", scenario, seed, shows->digest);
    for (int k = 0; k < shows->facts; k++) {
        (void)printf(" %s", shows->fact[k]);
    }
    (void)printf("\n");
    return 0;
}

/* Every line of the file; comments and blank lines pass through when it is renewed. */
static int walk(const struct library *library, FILE *file, bool renewed, struct shows *shows)
{
    char line[LINE_BYTES];
    int rows = 0, faults = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        struct row row;
        if (line[0] == '#' || line[0] == '\n') {
            (void)(renewed && fputs(line, stdout));
        } else if (!read_row(line, &row)) {
            (void)fprintf(stderr, "not a line of the catalogue: %s", line);
            faults++;
        } else {
            faults += renewed ? renew(library, &row, shows) : check(library, &row, shows);
            rows++;
        }
    }
    if (!renewed) {
        (void)printf("%d games, %d other than the catalogue says%s\n", rows, faults,
                     faults > 0 ? "; if that is meant: tests/recordings/renew" : "");
    }
    return rows > 0 && faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int count, char **words)
{
    static struct diags diags;
    static struct shows shows;
    bool one = count == 4 && strcmp(words[1], "show") == 0,
         renewed = count == 3 && strcmp(words[1], "renew") == 0;
    if (!one && !renewed && !(count == 3 && strcmp(words[1], "check") == 0)) {
        (void)fprintf(stderr,
                      "seed_catalogue check|renew FILE, seed_catalogue show SCENARIO SEED\n");
        return 2;
    }
    struct shelf *shelf = shelf_open(NULL, NULL, &diags);
    if (shelf == NULL) {
        (void)fprintf(stderr, "the rule book is not accepted: %s\n", diags.item[0].text);
        return EXIT_FAILURE;
    }
    const struct library library = shelf_library(shelf);
    FILE *file = one ? NULL : fopen(words[2], "r");
    int code = EXIT_FAILURE;
    if (one) {
        code = show(&library, words[2], strtoull(words[3], NULL, 10), &shows);
    } else if (file != NULL) {
        code = walk(&library, file, renewed, &shows);
        (void)fclose(file);
    } else {
        perror(words[2]);
    }
    shelf_free(shelf);
    return code;
}
