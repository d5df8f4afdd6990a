/* SPDX-License-Identifier: EUPL-1.2 */
/* books.h -- small books for tests: reading, patching, renaming. */
#ifndef TESTS_BOOKS_H
#define TESTS_BOOKS_H

#include "compiler/book.h"

/* Changes a deep copy: {"patch": [{"file", "at": pointer, "value" or "remove": true}]}. NULL when a
 * place does not exist. */
json_t *books_patched(const json_t *files, const json_t *patch);
/* Every id of the book, also inside expressions and in texts' keys, becomes another one of the same
 * kind; so does every id of a scenario (NULL: none), which is put into `ret_scenario`. Both yours.
 */
json_t *books_renamed(const json_t *files, const json_t *scenario, json_t **ret_scenario);
/* The files of a folder, yours; ends the program with the first fault when they cannot be read. */
json_t *books_must_read(const char *path);
/* A whole file; yours. NULL when it cannot be read. */
char *books_slurp(const char *path);

#endif
