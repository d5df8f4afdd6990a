/* SPDX-License-Identifier: EUPL-1.2 */
/* book.h -- a rule book read from JSON: the compiled program for the engine, and the names and
 * texts for people. Everything is borrowed from the book until book_free(). The book is never
 * changed after it was read. */
#ifndef COMPILER_BOOK_H
#define COMPILER_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "engine/engine.h"

enum { DIAGS_MAX = 200, DIAG_TEXT_MAX = 320, LANGS = 2 };
enum { GAUGES_MAX = 64 }; /* and dimensions of the profile; who shows gauges has a bit for each */
enum lang { LANG_NL, LANG_EN };

/* One fault of a book: where, what, what is allowed, and a suggestion when a name is nearly right.
 */
struct diag {
    char file[96];
    char pointer[200]; /* RFC 6901 */
    int line;          /* 0: not known */
    char text[DIAG_TEXT_MAX];
};
struct diags {
    int count, dropped;
    struct diag item[DIAGS_MAX];
};
void diag_add(struct diags *diags, const char *file, const char *pointer, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A book as JSON files by name ("rules/line.json" -> document), so that it can come from a folder,
 * from the binary or from a recording. Canonical form: one object {file: document} dumped compact
 * with sorted keys. */
struct book;

/* Kinds of named objects: everything that has an id. */
enum kind {
    KIND_SET,
    KIND_ACTOR,
    KIND_ATTRIBUTE,
    KIND_VARIABLE,
    KIND_ASSUMPTION,
    KIND_FORMULA,
    KIND_RULE,
    KIND_ACTION,
    KIND_MOTION,
    KIND_INCIDENT,
    KIND_CARD,
    KIND_POLICY,
    KIND_ENDING,
    KIND_GAUGE,
    KIND_PROFILE,
    KIND_CLAIM,
    KIND_SOURCE,
    KIND_EXPLAIN,
    KINDS
};

/* Reads files (borrowed) into a book; on any fault returns NULL with every fault in `diags`. `set`:
 * parameters and start values changed for one game,
 * {"MA-14.base": 9, "RES[DE]": 35}, checked against their ranges; NULL for none. */
struct book *book_compile(const json_t *files, const json_t *set, struct diags *diags);
/* The files of a folder (every *.json below it) as such an object, yours; NULL with diags. */
json_t *book_read_folder(const char *path, struct diags *diags);
/* What people read of a book and no game needs, so that recordings of before stay playable: a name
 * for each parameter of an assumption, words for each term of a formula. Missing ones become
 * faults. */
void book_check_words(const struct book *book, struct diags *diags);
void book_free(struct book *book);

const struct program *book_program(const struct book *book);
const json_t *book_files(const struct book *book);
/* Canonical bytes, yours to free; what is hashed and recorded. */
char *book_canonical(const json_t *files, size_t *ret_size);

/* Names. Index -> id ("" when out of range), id -> index (NONE when unknown). Rules include the
 * hidden ones made from `do` lists, named after their owner: "action.N05", "motion.C07.refused",
 * "incident.I02", "event.arson". */
const char *book_id(const struct book *book, enum kind kind, int index);
int book_find(const struct book *book, enum kind kind, const char *id);
int book_count(const struct book *book, enum kind kind);
/* The JSON object an item was read from (borrowed): gauges, claims, presets and other things only
 * people read. */
const json_t *book_json(const struct book *book, enum kind kind, int index);
/* A text by key; NULL when there is none. */
const char *book_text(const struct book *book, enum lang lang, const char *key);
const char *book_tell_key(const struct book *book,
                          int text); /* key of a TELL effect's text index */
/* Term id of formula f's term t (t counted from the formula's first). */
const char *book_term(const struct book *book, int formula, int term);
/* Member id of a set's index (fixed sets and actors). */
const char *book_member(const struct book *book, int set, int index);
/* Option id of a motion kind, condition id of a motion kind, option id of a card. */
const char *book_option(const struct book *book, int motion, int option);
const char *book_condition(const struct book *book, int motion, int condition);
/* {"claims":[…],"sources":[…],"assumptions":[…]} of a rule, action's rule or formula (borrowed),
 * never NULL. */
const json_t *book_ground(const struct book *book, enum kind kind, int index);
/* Parameters: full name ("MA-14.base", "N05.conf"), value, range. */
int book_params(const struct book *book);
const char *book_param_name(const struct book *book, int param);
void book_param_range(const struct book *book, int param, int32_t *ret_lo, int32_t *ret_hi);
/* Start values that a host may set otherwise for one game: those of variables with "adjust". Their
 * names are "COH", or "RES[DE]" for what each ally has of its own. */
bool book_adjustable(const struct book *book, int variable);
/* The place of such a name (its value is 0); false with a sentence on what is wrong with it. */
struct misname {
    char text[DIAG_TEXT_MAX];
};
bool book_adjust_find(const struct book *book, const char *name, struct start *ret_place,
                      struct misname *ret_why);
/* The other way round, with a NUL; at most 2 * 48 + 3 bytes. */
enum { ADJUST_NAME_MAX = 100 };
void book_adjust_name(const struct book *book, const struct start *place,
                      char ret_name[ADJUST_NAME_MAX]);
/* Expressions that people's files hold. A gauge's "when": slot 0 is the viewer's actor; 0: always.
 * A measure's "expr" of a dimension of the profile; 0 when it has "log". */
uint32_t book_gauge_when(const struct book *book, int gauge);
uint32_t book_measure(const struct book *book, int profile, int measure);
/* A rule, formula, action, motion, incident, policy or ending in plain words, made from its
 * compiled form (cannot drift); yours to free. NULL for other kinds. */
char *book_words(const struct book *book, enum kind kind, int index, enum lang lang);
/* The text "<kind>.<id><suffix>" with the names it binds as the words call them ("incident i") and
 * actors by name; yours to free, NULL when there is none. */
char *book_title(const struct book *book, enum kind kind, int index, const char *suffix,
                 enum lang lang);
/* A text with the actors between braces filled in; yours to free, NULL for NULL. */
char *book_filled(const struct book *book, const char *text, enum lang lang);
/* The program as text, for people and golden tests; yours to free. */
char *book_disasm(const struct book *book);

/* The word of `value` in the bands of a gauge or a dimension: that of the last bound it reaches,
 * the first below all; "" when there is none. */
const char *book_band(const json_t *bands, int32_t value);

/* Scenarios. `files`: {"scenario.json":…, "texts.nl.json":…, "texts.en.json":…}. */
struct scenario;
struct scenario *scenario_compile(struct book *book, const json_t *files, struct diags *diags);
void scenario_free(struct scenario *scenario);
const struct setup *scenario_setup(const struct scenario *scenario);
const struct program *
scenario_program(const struct scenario
                     *scenario); /* the book's program plus the scenario's own rules and params */
const json_t *scenario_json(const struct scenario *scenario);
const json_t *scenario_files(const struct scenario *scenario);
const char *scenario_text(const struct scenario *scenario, enum lang lang,
                          const char *key); /* falls back to the book's */
const struct book *scenario_book(const struct scenario *scenario);
/* Id of a rule of the scenario's program: the book's, or "event.<id>". */
const char *scenario_rule_id(const struct scenario *scenario, int rule);
const char *scenario_event_id(const struct scenario *scenario, int event);
/* Expression of packet p's condition as code of the scenario's program, 0: always. */
uint32_t scenario_packet_when(const struct scenario *scenario, int packet);

/* Start values of variants[variant], to be put behind those of the setup. */
const struct start *scenario_variant(const struct scenario *scenario, int variant, int *ret_count);
/* later.facts[fact]'s "when" as code of the scenario's program, no names bound. */
uint32_t scenario_fact_when(const struct scenario *scenario, int fact);
/* Key of a TELL effect's text index, the book's or the scenario's own. */
const char *scenario_tell_key(const struct scenario *scenario, int text);
/* The name and the set bound in `slot` of a RULE (of the scenario's program, hidden ones too), an
 * ACTION (0 who orders, then targets, last the order), a MOTION (0 who tables, 1 target), a
 * FORMULA, a POLICY or a CARD; NULL when none is. */
const char *scenario_bound(const struct scenario *scenario, enum kind kind, int index, int slot,
                           int *ret_set);

/* Historical cases: {"id":…, "calibration":{norm_era, base, cas, …}} -> the same keys recomputed
 * through the book's own formulas, whose names stand in book.json ("assess": {"G":"G", …, inputs}).
 * Yours; NULL with diags. */
json_t *book_assess(const struct book *book, const json_t *one_case, struct diags *diags);

#endif
