/* SPDX-License-Identifier: EUPL-1.2 */
/* library.h -- rule book and scenarios of this server, compiled once and shared by all games.
 * Threads: any. */
#ifndef GAME_LIBRARY_H
#define GAME_LIBRARY_H

#include "game/session.h"

struct shelf; /* owns books and scenarios until shelf_free() */

/* Paths of folders, or NULL for what is built into the binary. Every fault goes into `diags`; NULL
 * then. */
struct shelf *shelf_open(const char *book_path, const char *scenario_path, struct diags *diags);
/* The same beside other work: begun in a thread of its own (the paths stay the caller's), awaited
 * and taken by shelf_end(). NULL: no memory. */
struct shelf_task;
struct shelf_task *shelf_begin(const char *book_path, const char *scenario_path);
struct shelf *shelf_end(struct shelf_task *task, struct diags *ret_diags);
/* A shelf made of a recording's own files: {"book":{…},"scenarios":{id:{…}}}; kept, so nobody may
 * change them any more. */
struct shelf *shelf_of(const json_t *book, const json_t *scenarios, struct diags *diags);
void shelf_free(struct shelf *shelf);
/* For session_apply(). */
struct library shelf_library(struct shelf *shelf);
int shelf_count(const struct shelf *shelf);
const struct scenario *shelf_scenario(const struct shelf *shelf, int index);
struct scenario *shelf_borrow(const struct shelf *shelf, int index); /* for a session of its own */
const struct book *shelf_book(const struct shelf *shelf);
/* What `make` writes, made when it is first asked for and kept: a shelf never changes. One `make`
 * for all who ask. */
const struct buf *shelf_kept(struct shelf *shelf,
                             void (*make)(const struct shelf *shelf, struct buf *json));

#endif
