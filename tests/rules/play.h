/* SPDX-License-Identifier: EUPL-1.2 */
/* play.h -- the built-in book and its scenario for tests of what the rules bring about: numbers by
 * id, acts in one line, turns by automated seats. Judges nothing. */
#ifndef RULES_PLAY_H
#define RULES_PLAY_H

#include "compiler/book.h"

#if defined(__SANITIZE_ADDRESS__)
#define PLAY_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PLAY_SANITIZED 1
#endif
#endif
#ifndef PLAY_SANITIZED
#define PLAY_SANITIZED 0
#endif

/* One table of play: borrowed for as long as the program runs. */
struct play {
    struct book *book;
    struct scenario *scenario;
    const struct program *p;
    const struct setup *s;
    struct report *report;
};

#define EVERYBODY UINT64_MAX

/* Exits when the book or the scenario does not compile: there is nothing to test then. */
struct play play_open(const char *scenario);
void play_close(struct play *play);
/* HS_SEEDS, or `otherwise` (fewer under a sanitizer). */
int play_seeds(int otherwise, int sanitized);

/* Index of an id; exits when there is none: a test with a wrong id tests nothing. */
int play_find(const struct play *play, enum kind kind, const char *id);
int play_param(const struct play *play, const char *name);
/* A variable in whole units, and in its scale; indices that it does not have are ignored. */
int play_value(const struct play *play, const struct world *w, const char *id, int x, int y);
int play_raw(const struct play *play, const struct world *w, const char *id, int x, int y);
int play_formula(const struct play *play, const struct world *w, const char *id, int x, int y);

void play_start(const struct play *play, struct world *w, uint64_t seed);
/* False when it was refused. */
bool play_do(const struct play *play, struct world *w, struct act act);
bool play_turn_act(const struct play *play, struct world *w, enum act_verb verb, int object,
                   int32_t value);
/* Sets a number, in whole units and within its range; derived numbers follow. */
void play_set(const struct play *play, struct world *w, const char *id, int x, int y, int value);
/* An order, a motion, an answer, a slip. */
bool play_order(const struct play *play, struct world *w, const char *action, int actor, int x,
                int y);
bool play_table(const struct play *play, struct world *w, const char *motion, int actor,
                int incident, int options);
bool play_answer(const struct play *play, struct world *w, int motion, int actor,
                 enum answer answer);
bool play_slip(const struct play *play, struct world *w, int motion, int actor, int level);
bool play_adopted(const struct world *w, int motion);

/* A turn up to and with the council's opening; a council for those whose bit is set; the rest of
 * the turn. */
void play_until_council(const struct play *play, struct world *w, uint64_t automated);
void play_close_turn(const struct play *play, struct world *w);

#endif
