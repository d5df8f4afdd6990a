/* SPDX-License-Identifier: EUPL-1.2 */
/* coverage.h -- which objects carry each claim, and which conformance cases hold it. */
#ifndef LAB_COVERAGE_H
#define LAB_COVERAGE_H

#include "lab/bench.h"

/* What is laid beside the book; NULL and an empty suite: nothing. */
struct coverage_from {
    const json_t *scenarios;   /* id -> files */
    const json_t *history;     /* historical cases: name -> document */
    const struct suite *suite; /* conformance cases */
};

/* {"total","carried","tested","claims":[{"id","source","text":{nl,en},"carriers":[{"kind","id"}],
 * "named":[scenario ids],"tests":[case ids]}],"strays":[{"kind","id","claim"}]}, yours; NULL: no
 * memory. A scenario that only lists a claim names it and does not carry it; a stray is a claim
 * that is named and does not exist. */
json_t *coverage_report(const struct book *book, const struct coverage_from *from);

#endif
