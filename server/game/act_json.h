/* SPDX-License-Identifier: EUPL-1.2 */
/* act_json.h -- acts as JSON with ids instead of numbers: how commands and recordings name them.
 * {"verb":"order","actor":"PL","object":"N05","targets":{"0":"i1","1":"DE"},"value":2} */
#ifndef GAME_ACT_JSON_H
#define GAME_ACT_JSON_H

#include "game/session.h"

/* Fields that do not name anything are ERR_FIELD_VALUE with the field in `where`. */
enum err_code act_read(const struct session *session, const json_t *data, struct act *ret_act,
                       struct err *err);
void act_write(const struct session *session, const struct act *act, struct buf *ret_json);

/* Entities by their names on the wire: actors by id, incidents "i1", motions "m1", orders "o1",
 * fixed members by id. */
bool entity_read(const struct session *session, int set, const char *name, int16_t *ret_entity);
void entity_write(const struct session *session, int set, int entity, char ret_name[52]);
/* The set of target `k` of an action, or of a motion kind's target (k = 0). NONE when there is
 * none. */
int action_target_set(const struct session *session, int action, int k);
int answer_find(const char *word);
const char *answer_word(int answer);
const char *verb_word(int verb);
/* The reason of a refusal as an error: code ERR_REFUSED, `where` the slug, text in English; the
 * view has both languages. */
enum err_code refusal_err(const struct session *session, const struct act *act,
                          const struct refusal *refusal, struct err *err);
/* The sentence a player reads, with placeholders filled. */
void refusal_text(const struct session *session, enum lang lang, const struct act *act,
                  const struct refusal *refusal, struct buf *ret_text);

#endif
