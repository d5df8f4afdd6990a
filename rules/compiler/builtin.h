/* SPDX-License-Identifier: EUPL-1.2 */
/* builtin.h -- the rule book and the scenarios that the program carries. */
#ifndef COMPILER_BUILTIN_H
#define COMPILER_BUILTIN_H

#include <jansson.h>

/* The files of the book, {"book.json": …}, and of every scenario, {"het-pakket": {"scenario.json":
 * …}}. Read once, borrowed for as long as the program runs; from any thread. */
const json_t *builtin_book_files(void);
const json_t *builtin_scenarios(void);

/* Generated: the JSON as a tree that needs no parsing, four times as fast. A value is '{' count
 * (size key value)…, '[' count value…, '"' size bytes, '#' eight bytes, 't', 'f' or 'n'; counts and
 * sizes take four bytes, little end first. */
extern const unsigned char builtin_tree[];
extern const unsigned builtin_size;

#endif
