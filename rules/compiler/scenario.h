/* SPDX-License-Identifier: EUPL-1.2 */
/* scenario.h -- what the files that read a scenario share. */
#ifndef COMPILER_SCENARIO_H
#define COMPILER_SCENARIO_H

#include "compiler/compile.h"

enum { PACKETS_MAX = 512, FACTS_MAX = 32, VARIANTS_MAX = 8, VARIANT_STARTS_MAX = 64 };

struct scenario {
    const struct book *book;
    json_t *files, *texts[LANGS], *tells, *dice;
    const json_t *json;
    const char *file;
    struct params params;
    struct setup setup;
    struct start variant[VARIANTS_MAX][VARIANT_STARTS_MAX];
    int variant_starts[VARIANTS_MAX];
    uint32_t packet_when[PACKETS_MAX], fact_when[FACTS_MAX];
    char *event_id[EVENTS_MAX], *event_rule_id[EVENTS_MAX];
    int event_of_rule[EVENTS_MAX]; /* rules behind the book's */
    struct program program;
};

/* start.c */
void starts_compile(struct compiler *c, struct scenario *s);
/* script.c */
void draws_compile(struct compiler *c, struct scenario *s);
void events_compile(struct compiler *c, struct scenario *s);
void packets_compile(struct compiler *c, struct scenario *s);
void later_compile(struct compiler *c, struct scenario *s);
/* One list of an object, with the pointer on each row in turn. */
#define EACH_ROW(c, list, i, row)                                                                  \
    for (size_t i = 0; i < json_array_size(list); i++)                                             \
        for (json_t *row = json_array_get(list, i); row; row = NULL)

#endif
