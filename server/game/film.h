/* SPDX-License-Identifier: EUPL-1.2 */
/* film.h -- what one pair of eyes saw: the first view and a patch for each step, from a recording
 * that was verified. */
#ifndef GAME_FILM_H
#define GAME_FILM_H

#include "base/buf.h"
#include "base/err.h"
#include "game/library.h"

/* {"verified":true,"title":T,"eyes":{id:T},"steps":{"0":{"seq","turn","phase","title":T,"view":{…}},"1":{…,"patch":{…}}}}.
 * eyes: "all", "public", or a team's id. at: the number of an event whose view alone is wanted
 * ("steps" has one), -1: all. ERR_DAMAGED: `where` of `err` is "line N". */
enum err_code film_make(const char *recording, size_t size, const char *eyes, int64_t at,
                        struct buf *ret_json, struct err *err);

/* What a ground names, in both languages: claims, sources, assumptions with their parameters,
 * explaining cards. */
void rules_json(struct shelf *shelf, struct buf *ret_json);

/* The start values that a host may set otherwise, and what they are in each scenario and variant:
 * {"variables":{id:{"n","name":T,"help":T,"lo","hi","each","secret"}},"allies":{id:{"n","name":T}},
 * "values":{name:int},"scenarios":{id:{variant:{name:int}}}}; the scenario itself is variant "",
 * and scenarios name what differs from "values", variants what differs from their scenario. */
void starts_json(const struct shelf *shelf, struct buf *ret_json);

/* The whole book in one language, from source to rule: {kind: {id:
 * {"title","text","more","words","params","ground",…}}, "scenario": {id:
 * {"title","text","claims":{id:true},…}}}. */
void atlas_json(const struct shelf *shelf, enum lang lang, struct buf *ret_json);

#endif
