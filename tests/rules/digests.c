/* SPDX-License-Identifier: EUPL-1.2 */
/* digests.c -- `digests FILE` plays whole automated games of every scenario that the program
 * carries and fails where a world, an act or a report is not the one whose digest the file has;
 * `digests` prints the file. The same everywhere: each build's ctest checks it, digests.sh with
 * other compilers. Also: reports and what the engine remembers change no game. Renewed by
 * tests/recordings/renew. Never writes a file. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/book.h"
#include "compiler/builtin.h"
#include "compiler/diags.h"
#include "engine/engine.h"

enum { SEEDS = 6, LINE_BYTES = 80 + TURNS_MAX * 20 };

static const char HEAD[] =
    "# SPDX-License-Identifier: EUPL-1.2\n"
    "# Whole automated games, alike under every compiler: scenario, seed | digest of the world at "
    "the\n"
    "# start and after each turn | of all acts, choices and reports. If a change is meant:\n"
    "# tests/recordings/renew.\n";

struct playing {
    const struct program *p;
    const struct setup *s;
    struct world *w;
    struct report *report;
    uint8_t bytes[ENCODE_MAX];
    uint64_t told;
};

static uint64_t add(uint64_t hash, uint64_t word)
{
    for (int k = 0; k < 8; k++) {
        hash = (hash ^ (word >> (8 * k) & 0xff)) * 1099511628211u;
    }
    return hash;
}

static void tell(struct playing *g, int64_t word)
{
    g->told = add(g->told, (uint64_t)word);
}

static void tell_report(struct playing *g)
{
    const struct report *r = g->report;
    for (int k = 0; k < r->changes; k++) {
        const struct change *c = &r->change[k];
        const int64_t words[] = {c->variable, c->index[0], c->index[1],    c->before,
                                 c->after,    c->moment,   c->terms.first, c->terms.count};
        for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
            tell(g, words[n]);
        }
    }
    for (int k = 0; k < r->terms; k++) {
        const struct cause_term *t = &r->term[k];
        const int64_t words[] = {t->rule,    t->effect,  t->bind[0], t->bind[1],
                                 t->bind[2], t->bind[3], t->by};
        for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
            tell(g, words[n]);
        }
    }
    for (int k = 0; k < r->tells; k++) {
        tell(g, r->tell[k].rule);
        tell(g, r->tell[k].actor);
        tell(g, r->tell[k].text);
    }
    for (int k = 0; k < r->opened; k++) {
        tell(g, r->incident[k]);
    }
    for (int k = 0; k < r->fired; k++) {
        tell(g, r->fire[k].rule);
        tell(g, r->fire[k].bind[0]);
    }
    tell(g, r->truncated);
}

static void seen(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *report)
{
    struct playing *g = cls;
    (void)w;
    (void)report;
    const int64_t words[] = {act->verb,
                             act->actor,
                             act->object,
                             act->arg[0],
                             act->arg[1],
                             act->value,
                             choice == NULL ? NONE : choice->policy,
                             choice == NULL ? NONE : choice->term,
                             choice == NULL ? 0 : choice->score};
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        tell(g, words[n]);
    }
    tell_report(g);
}

static uint64_t world_digest(struct playing *g)
{
    uint64_t hash = 14695981039346656037u;
    const size_t size = world_encode(g->p, g->w, g->bytes);
    for (size_t k = 0; k < size; k++) {
        hash = (hash ^ g->bytes[k]) * 1099511628211u;
    }
    return hash;
}

/* One game into a line. Without `told` nobody asks why, as in look-ahead: the worlds must be the
 * same. */
static void play(struct playing *g, const char *id, uint64_t seed, bool told,
                 char ret_line[LINE_BYTES])
{
    const struct act turn = {ACT_TURN, NONE, NONE, {NONE, NONE}, 0};
    struct report *report = told ? g->report : NULL;
    int at = snprintf(ret_line, LINE_BYTES, "%.40s %" PRIu64 " |", id, seed);
    g->told = 14695981039346656037u;
    engine_start(g->p, g->s, seed, NULL, g->w, report);
    at += snprintf(ret_line + at, (size_t)(LINE_BYTES - at), " %016" PRIx64, world_digest(g));
    while (g->w->turn < g->s->turns && engine_do(g->p, g->s, g->w, &turn, report, NULL)) {
        if (told) {
            tell_report(g);
        }
        auto_turn(g->p, g->s, g->w, UINT64_MAX >> (64 - g->p->actors), told ? seen : NULL, g,
                  report);
        at += snprintf(ret_line + at, (size_t)(LINE_BYTES - at), " %016" PRIx64, world_digest(g));
    }
    if (told) {
        (void)snprintf(ret_line + at, (size_t)(LINE_BYTES - at), " | %016" PRIx64, g->told);
    }
}

/* Takes a line: prints it, or compares it with the next of the file. False: it differs. */
static bool settle(FILE *file, const char *line)
{
    char kept[LINE_BYTES + 80];
    if (file == NULL) {
        (void)printf("%s\n", line);
        return true;
    }
    do {
        if (fgets(kept, sizeof kept, file) == NULL) {
            kept[0] = '\0';
        }
    } while (kept[0] == '#');
    kept[strcspn(kept, "\n")] = '\0';
    if (strcmp(kept, line) != 0) {
        (void)printf("FAULT another game\n  now: %s\n  was: %s\n", line, kept);
        return false;
    }
    return true;
}

/* The same game when nobody asks for reports, and when nothing is remembered between two questions.
 */
static int play_otherwise(struct playing *g, const char *id, uint64_t seed, const char *line)
{
    char other[LINE_BYTES];
    int faults = 0;
    play(g, id, seed, false, other);
    if (strncmp(line, other, strlen(other)) != 0) {
        (void)printf("FAULT a report changes the game\n  with: %s\n  without: %s\n", line, other);
        faults++;
    }
    if (seed == 1) { /* slow: once for each scenario */
        const struct program *linked = g->p;
        struct program *forgetful = malloc(sizeof *forgetful);
        *forgetful = *linked;
        forgetful->linked = false;
        g->p = forgetful;
        play(g, id, seed, true, other);
        g->p = linked;
        free(forgetful);
        if (strcmp(line, other) != 0) {
            (void)printf("FAULT remembering changes the game\n  with: %s\n  without: %s\n", line,
                         other);
            faults++;
        }
    }
    return faults;
}

static int play_all(struct book *book, FILE *file)
{
    struct playing *g = calloc(1, sizeof *g);
    struct diags *diags = calloc(1, sizeof *diags);
    char line[LINE_BYTES];
    int faults = 0, games = 0;
    const char *id;
    json_t *files;
    g->w = malloc(sizeof *g->w);
    g->report = malloc(sizeof *g->report);
    json_object_foreach((json_t *)(uintptr_t)builtin_scenarios(), id, files)
    {
        struct scenario *scenario = scenario_compile(book, files, diags);
        for (uint64_t seed = 1; scenario != NULL && seed <= SEEDS; seed++, games++) {
            g->p = scenario_program(scenario);
            g->s = scenario_setup(scenario);
            play(g, id, seed, true, line);
            faults += play_otherwise(g, id, seed, line) + !settle(file, line);
        }
        scenario_free(scenario);
    }
    if (file != NULL) {
        (void)printf("%d games, %d faults\n", games, faults);
    }
    free(g->report);
    free(g->w);
    free(g);
    free(diags);
    return faults != 0 || games == 0;
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    struct diags *diags = calloc(1, sizeof *diags);
    struct book *book = book_compile(builtin_book_files(), NULL, diags);
    int code = EXIT_FAILURE;
    if (book == NULL || (argc > 1 && file == NULL)) {
        (void)printf("FAULT the book does not compile, or there is no %s\n",
                     argc > 1 ? argv[1] : "file");
    } else {
        if (file == NULL) {
            (void)fputs(HEAD, stdout);
        }
        code = play_all(book, file);
    }
    book_free(book);
    free(diags);
    if (file != NULL) {
        (void)fclose(file);
    }
    return code;
}
