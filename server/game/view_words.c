/* SPDX-License-Identifier: EUPL-1.2 */
/* view_words.c -- the table of built-in words, ready as JSON. Holds no word of a book. */
#include "game/view_words.h"

#include <assert.h>

/* None of the words needs an escape; a test reads them all back. */
static const char *const JSON[] = {
#define VIEW_WORD_JSON(name, nl, en) "{\"nl\":\"" nl "\",\"en\":\"" en "\"}",
    VIEW_WORD_LIST(VIEW_WORD_JSON)
#undef VIEW_WORD_JSON
};

static const char *const TEXT[][2] = {
#define VIEW_WORD_TEXT(name, nl, en) {nl, en},
    VIEW_WORD_LIST(VIEW_WORD_TEXT)
#undef VIEW_WORD_TEXT
};

static const char *const PROCEDURE_WORDS[PROCEDURES] = {
    [PROC_SILENCE] = "silence",     [PROC_ROLL_CALL] = "roll_call", [PROC_RIGHT] = "right",
    [PROC_DUTY] = "duty",           [PROC_OPT_IN] = "opt_in",       [PROC_K_OF] = "k_of",
    [PROC_UNANIMITY] = "unanimity", [PROC_MAJORITY] = "majority",
};

static const char *const STATE_WORDS[] = {
    [MOTION_TABLED] = "tabled",       [MOTION_BROKEN] = "broken",   [MOTION_ADOPTED] = "adopted",
    [MOTION_EFFECTIVE] = "effective", [MOTION_REFUSED] = "refused", [MOTION_DROPPED] = "dropped",
    [MOTION_LAPSED] = "lapsed",
};

const char *view_word_json(enum view_word word)
{
    assert(word < VIEW_WORDS);
    return JSON[word];
}

const char *view_word_text(enum view_word word, int lang)
{
    assert(word < VIEW_WORDS);
    return TEXT[word][lang == 0 ? 0 : 1];
}

const char *procedure_word(int procedure)
{
    assert(procedure >= 0 && procedure < PROCEDURES);
    return PROCEDURE_WORDS[procedure];
}

const char *motion_state_word(int state)
{
    assert(state >= MOTION_TABLED && state <= MOTION_LAPSED);
    return STATE_WORDS[state];
}
