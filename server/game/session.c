/* SPDX-License-Identifier: EUPL-1.2 */
/* session.c -- the life of a session and the dispatch of its inputs. Never reads a clock, never
 * writes to anybody. */
#include "game/session.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "game/session_inputs.h"
#include "game/view.h"

static const char *const PHASE_WORDS[] = {
#define PHASE_WORD(name, word) word,
    PHASE_LIST(PHASE_WORD)
#undef PHASE_WORD
};

const char *phase_word(enum phase phase)
{
    return PHASE_WORDS[phase];
}

int phase_find(const char *word)
{
    for (int k = 0; word != NULL && k < PHASES; k++) {
        if (strcmp(PHASE_WORDS[k], word) == 0) {
            return k;
        }
    }
    return NONE;
}

struct session *session_new(const char *id)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL) {
        return NULL;
    }
    (void)snprintf(session->id, sizeof session->id, "%s", id);
    session->ends = -1;
    session->fork_turn = NONE;
    session->report = malloc(sizeof *session->report);
    for (int m = 0; m < MOTION_MAX; m++) {
        session->motion_ends[m] = -1;
        for (int a = 0; a < ACTOR_MAX; a++) {
            session->position[m][a].policy = NONE;
        }
    }
    if (session->report == NULL) {
        session_free(session);
        return NULL;
    }
    return session;
}

void session_free(struct session *session)
{
    if (session == NULL) {
        return;
    }
    for (int k = 0; k < session->newses; k++) {
        free(session->news[k].words);
    }
    for (int m = 0; m < MOTION_MAX; m++) {
        free(session->motion_text[m]);
        for (int a = 0; a < ACTOR_MAX; a++) {
            free(session->position[m][a].reason);
        }
    }
    for (int k = 0; k < session->overs; k++) {
        free(session->over[k].note);
    }
    for (int k = 0; k <= TURNS_MAX; k++) {
        free(session->turn_world[k]);
    }
    free(session->news);
    free(session->vote);
    free(session->change);
    free(session->term);
    free(session->note);
    free(session->report);
    free(session->mind);
    free(session->preview);
    free(session->preview_world);
    free(session->start_world);
    free(session->fork);
    free(session->own_setup);
    json_decref(session->later);
    json_decref(session->created);
    view_cache_free(session->cache);
    free(session);
}

void session_remember(struct session *session)
{
    if (session->mind == NULL && (session->mind = malloc(mind_size())) != NULL) {
        mind_clear(session->mind);
    }
}

typedef enum err_code (*input_fn)(struct session *session, const struct input_call *call,
                                  struct buf *out, struct err *err);

static const struct {
    input_fn apply;
    uint32_t sections; /* what it may change on a screen, besides what its acts change */
} INPUT[INPUTS] = {
    [INPUT_CREATE] = {input_create, SECTIONS_ALL},
    [INPUT_PHASE] = {input_phase, SECTIONS_ALL},
    [INPUT_AUTO] = {input_auto, SECTION_BIT(TEAMS) | SECTION_BIT(DESK) | SECTION_BIT(PHASES) |
                                    SECTION_BIT(QUEUE)},
    [INPUT_VOTE] = {input_vote, 0},
    [INPUT_CARD] = {input_card, SECTION_BIT(DESK)},
    [INPUT_ACT] = {input_act, 0},
    [INPUT_DEADLINE] = {input_deadline, 0},
    [INPUT_OVERRIDE] = {input_override, SECTION_BIT(DESK)},
    [INPUT_UNDO] = {input_undo, SECTION_BIT(DESK)},
    [INPUT_TRUTH] = {input_truth, SECTION_BIT(DESK)},
    [INPUT_INJECT] = {input_inject, SECTIONS_ALL},
    [INPUT_TEXT] = {input_text, SECTION_BIT(NEWS)},
    [INPUT_READY] = {input_ready, 0},
    [INPUT_PAUSE] = {input_pause, SECTION_BIT(CLOCK) | SECTION_BIT(SESSION) | SECTION_BIT(CAN) |
                                      SECTION_BIT(DESK)},
    [INPUT_RESUME] = {input_resume, SECTION_BIT(CLOCK) | SECTION_BIT(SESSION) | SECTION_BIT(CAN) |
                                        SECTION_BIT(DESK)},
    [INPUT_EXTEND] = {input_extend, SECTION_BIT(CLOCK) | SECTION_BIT(DESK)},
    [INPUT_LATER] = {input_later, SECTION_BIT(LATER)},
    [INPUT_REVEAL] = {input_reveal, SECTIONS_ALL},
    [INPUT_LOCK] = {input_lock, SECTION_BIT(SESSION)},
    [INPUT_END] = {input_end, SECTIONS_ALL},
};

enum err_code session_apply(struct session *session, const struct library *library, enum input type,
                            const char *by, int64_t t, const json_t *data, struct buf *ret_out,
                            struct err *err)
{
    const struct input_call call = {.library = library, .by = by, .t = t, .data = data};
    assert(t >= session->t);
    if ((type == INPUT_CREATE) != (session->scenario == NULL)) {
        return err_set(err, ERR_REFUSED, "type",
                       "a session begins with one 'create' and has no second");
    }
    if (session->phase == PHASE_CLOSED) {
        return err_set(err, ERR_CLOSED, "", "the session is closed");
    }
    enum err_code code = INPUT[type].apply(session, &call, ret_out, err);
    if (code == ERR_OK) {
        session->t = t;
        session->seq++;
        session->dirty |= INPUT[type].sections;
    }
    return code;
}

int session_team(const struct session *session, const char *id)
{
    for (int k = 0; id != NULL && k < session->teams; k++) {
        if (strcmp(session->team[k].id, id) == 0) {
            return k;
        }
    }
    return NONE;
}

int session_team_of(const struct session *session, int actor)
{
    for (int k = 0; actor >= 0 && k < session->teams; k++) {
        if ((session->team[k].actors >> actor & 1u) != 0) {
            return k;
        }
    }
    return NONE;
}

void session_digest(const struct session *session, char ret_hex[17])
{
    static _Thread_local uint8_t bytes[ENCODE_MAX];
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    size_t size = world_encode(session->program, &session->world, bytes);
    hash_once(hash, bytes, size);
    hash_hex(hex, hash);
    memcpy(ret_hex, hex, 16);
    ret_hex[16] = '\0';
}

int64_t session_next(const struct session *session)
{
    int64_t next = session->paused ? -1 : session->ends;
    for (int m = 0; !session->paused && m < session->world.motions; m++) {
        int64_t ends = session->motion_ends[m];
        if (ends >= 0 && (next < 0 || ends < next)) {
            next = ends;
        }
    }
    return next;
}
