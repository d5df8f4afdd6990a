/* SPDX-License-Identifier: EUPL-1.2 */
/* session.h -- one game: a state machine over inputs. state = f(book, scenario, inputs), whatever
 * the time and whoever asks. Live play, replay, verify, film, branch and headless play all call
 * session_apply() with the same inputs. A session knows teams and actors; people, tokens and
 * streams belong to the table. It never reads a clock: `t` comes in. */
#ifndef GAME_SESSION_H
#define GAME_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/ids.h"
#include "compiler/book.h"

enum {
    TEAMS_MAX = 40,
    /* How the phases of a new game follow each other. 2: what the world does in a phase without
     * time is done, and the lines of the adjudication come; before, neither. */
    SESSION_COURSE = 2,
    ACTION_WORDS = ACTIONS_MAX / 64,
    JOBS_MAX = 8,
    NAME_MAX_CHARS = 24,    /* a pseudonym on a phone */
    TEXT_MAX_CHARS = 400,   /* a reason, a note */
    DRAFT_MAX_CHARS = 1200, /* the text of a motion, a whisper */
    NEWS_MAX = 4000,
    CORRECTIONS_MAX = 64, /* results a facilitator may change in one game */
    VOTERS_MAX = 64,
    EYES_ALL = -1,    /* the facilitator's eyes */
    EYES_PUBLIC = -2, /* who has no seat */
    EYES_ROOM = -3    /* the room screen: sees the same, may do nothing */
};

/* PHASE(name, keyword) in their order. */
#define PHASE_LIST(P)                                                                              \
    P(LOBBY, "lobby")                                                                              \
    P(BRIEF, "brief")                                                                              \
    P(INTEL, "intel")                                                                              \
    P(ASSESS, "assess")                                                                            \
    P(DELIBERATE, "deliberate")                                                                    \
    P(COUNCIL, "council")                                                                          \
    P(ADJUDICATE, "adjudicate")                                                                    \
    P(OUTCOME, "outcome")                                                                          \
    P(LATER, "later") P(REVEAL, "reveal") P(DEBRIEF, "debrief") P(CLOSED, "closed")
enum phase {
#define PHASE_ENUM(name, word) PHASE_##name,
    PHASE_LIST(PHASE_ENUM)
#undef PHASE_ENUM
        PHASES
};
const char *phase_word(enum phase phase);
int phase_find(const char *word); /* NONE when unknown */

/* INPUT(name, keyword, sections of the view it may change): the types of event lines. `data` of
 * each stands in server/README.md. */
#define INPUT_LIST(I)                                                                              \
    I(CREATE, "create")                                                                            \
    I(PHASE, "phase")                                                                              \
    I(AUTO, "auto")                                                                                \
    I(VOTE, "vote")                                                                                \
    I(CARD, "card")                                                                                \
    I(ACT, "act")                                                                                  \
    I(DEADLINE, "deadline")                                                                        \
    I(OVERRIDE, "override")                                                                        \
    I(UNDO, "undo")                                                                                \
    I(TRUTH, "truth")                                                                              \
    I(INJECT, "inject")                                                                            \
    I(TEXT, "text")                                                                                \
    I(READY, "ready")                                                                              \
    I(PAUSE, "pause")                                                                              \
    I(RESUME, "resume")                                                                            \
    I(EXTEND, "extend") I(LATER, "later") I(REVEAL, "reveal") I(LOCK, "lock") I(END, "end")
enum input {
#define INPUT_ENUM(name, word) INPUT_##name,
    INPUT_LIST(INPUT_ENUM)
#undef INPUT_ENUM
        INPUTS
};

/* Sections of a view, each projected and patched on its own: SECTION(name, parent key or "", key).
 * Those of one parent stand together. The items of council.agenda are sections of their own, one a
 * motion (view_motion). */
#define SECTION_LIST(S)                                                                            \
    S(VIEWER, "", "viewer")                                                                        \
    S(CAN, "", "can")                                                                              \
    S(SESSION, "", "session")                                                                      \
    S(CLOCK, "", "clock")                                                                          \
    S(PHASES, "", "phases")                                                                        \
    S(TEAMS, "", "teams")                                                                          \
    S(BRIEF, "", "brief")                                                                          \
    S(NEWS, "", "news")                                                                            \
    S(BOARD, "", "board")                                                                          \
    S(INCIDENTS, "", "incidents")                                                                  \
    S(CARD, "", "card")                                                                            \
    S(MENU, "orders", "menu")                                                                      \
    S(QUEUE, "orders", "queue")                                                                    \
    S(ASKS, "orders", "asks")                                                                      \
    S(OUTCOME, "", "outcome")                                                                      \
    S(DESK, "", "desk")                                                                            \
    S(LATER, "", "later")                                                                          \
    S(REVEAL, "", "reveal")                                                                        \
    S(PROFILE, "", "profile") S(DEBRIEF, "", "debrief") S(MOTIONS, "council", "menu")
enum section {
#define SECTION_ENUM(name, parent, key) SECTION_##name,
    SECTION_LIST(SECTION_ENUM)
#undef SECTION_ENUM
        SECTIONS
};
#define SECTION_BIT(name) (1u << SECTION_##name)
#define SECTIONS_ALL      ((1u << SECTIONS) - 1u)

struct team {
    const char *id;  /* borrowed from the scenario */
    uint64_t actors; /* bit per actor */
    bool automated;  /* nobody plays it: the model does */
    bool red;
    bool ready;  /* done with this phase */
    bool carded; /* the team's assessment card of this turn is in */
    uint8_t jobs;
    const char *job[JOBS_MAX];
    int seats;
};

/* A message, in the order of the game. Who sees it: actors bit mask, or everybody, or the
 * facilitator only. */
enum news_kind {
    NEWS_NEWS,
    NEWS_INTEL,
    NEWS_INJECT,
    NEWS_WHISPER,
    NEWS_BROADCAST,
    NEWS_SAY,
    NEWS_KINDS
};
struct news {
    uint8_t kind,
        see; /* enum see bits: PUBLIC, ALLIES (all non-red actors), RED, WHITE, COMMAND, CHAIR */
    uint64_t actors; /* besides: these actors */
    int16_t turn, day;
    int64_t t;
    uint16_t text; /* book tell text index when `words` is NULL and event < 0 */
    int16_t event; /* scenario event whose text it is, or NONE */
    int16_t bind[BIND_MAX];
    int16_t rule;                      /* whose bindings these are */
    char *words;                       /* a person's own text */
    char from[NAME_MAX_CHARS * 4 + 1]; /* pseudonym, or "host" */
};

/* One explained change, kept for the outcome and the why panel. Terms in session.terms. */
struct kept_change {
    struct change c;
    int16_t turn;
    uint8_t phase;
    uint32_t first_term;
    uint16_t terms;
    bool overridden;
};
/* What happened, for the timeline and the debrief. */
enum note_kind {
    NOTE_PHASE,
    NOTE_INCIDENT,
    NOTE_ORDER,
    NOTE_TABLED,
    NOTE_MOTION,
    NOTE_OVERRIDE,
    NOTE_TRUTH,
    NOTE_ENDING,
    NOTE_LATEST,
    NOTE_KINDS
};
struct note {
    uint8_t kind;
    int16_t turn, day, rung;
    int16_t a, b, c;
    int64_t t;
    struct order order;
};
/* Why a seat answered a motion as it did. */
struct position_note {
    int16_t policy, term;
    int32_t score;
    char *reason;
    bool person;
};
struct vote {
    char participant[16];
    int16_t team;
    int32_t value[CARDS_MAX];
    bool given[CARDS_MAX];
    int16_t incident_value[CARDS_MAX][INCIDENT_MAX]; /* -1 none */
    int16_t turn;
};
struct session_override {
    int16_t variable, index[2];
    int32_t value, before;
    char *note;
    int16_t turn;
    bool undone;
};

struct session {
    char id[ID_UUID_SIZE], table[ID_UUID_SIZE];
    const struct book *book;   /* the scenario's, owned by the library */
    struct scenario *scenario; /* owned by the library of scenarios */
    const struct program *program;
    const struct setup *setup;
    int32_t pin_was[PINNED_MAX]; /* what the start values set by hand would have been */
    struct setup *own_setup; /* a variant's: the scenario's with other start values; NULL without */
    uint64_t seed;
    char preset[49], variant[49], names[12], branch_of[ID_UUID_SIZE];
    char variant_texts[49]; /* "mild": a text key + ".mild" goes before the key; "" without */
    char code[8];           /* the table's join code; not part of the game */
    int16_t branch_turn;
    json_t *created; /* data of the CREATE input */
    bool clock_on, locked, verify;
    struct world world;
    uint8_t phase;
    int16_t turn;  /* as played: 1.. */
    int64_t t;     /* of the last input */
    int64_t ends;  /* session time at which the phase ends, -1: no timer */
    int64_t total; /* length of the phase with extensions */
    bool paused;
    int64_t left;                    /* while paused */
    int64_t motion_ends[MOTION_MAX]; /* session time, -1 none; while paused: what is left, stored
                                        negative minus 2 */
    char *motion_text[MOTION_MAX];   /* what the mover wrote, or NULL */
    struct position_note position[MOTION_MAX][ACTOR_MAX];
    uint64_t automated; /* actors that the model plays now */
    int teams;
    struct team team[TEAMS_MAX];
    struct vote *vote;
    int votes;
    struct news *news;
    int newses;
    struct kept_change *change;
    int changes;
    struct cause_term *term;
    uint32_t terms;
    struct note *note;
    int notes;
    struct session_override over[CORRECTIONS_MAX];
    int overs;
    struct report *report;  /* scratch of one act */
    struct mind *mind;      /* of `world`; NULL: nothing is kept from act to act */
    struct report *preview; /* proposed adjudication, in PHASE_ADJUDICATE */
    struct world *preview_world;
    struct world *start_world; /* at the very start, for trends and the profile */
    struct world *fork; /* at the start of the council that decided the scenario's main motion */
    int16_t fork_turn;
    struct world *turn_world[TURNS_MAX + 1]; /* after ACT_TURN of each turn: trends, profile */
    char book_hash[HASH_HEX_SIZE], scenario_hash[HASH_HEX_SIZE]; /* of the header */
    int16_t course; /* SESSION_COURSE of the day it was made; 0 in recordings that tell none */
    int reveal_step;
    json_t *later;            /* {"lines":…} of the LATER input, or NULL */
    int later_done, later_of; /* progress, not part of the log */
    int64_t seq;              /* of the last input */
    uint8_t link[32];         /* hash of the last line */
    uint64_t packet_seen[8];  /* packets whose condition held, by index: they stay */
    int64_t
        clock_shift; /* server clock minus session time, set by the table; 0 in films and play */
    struct view_cache *cache; /* texts ready for views, made by view_text.c; not part of the game */
    /* What may have changed since the last projection, for everybody, for one team (and the
     * facilitator), of motions, of actions in the menu and gauges on the board (all of them with
     * SECTIONS_ALL). */
    uint32_t dirty, dirty_team[TEAMS_MAX];
    uint64_t dirty_motions;
    uint64_t dirty_gauges, dirty_gauges_team[TEAMS_MAX]; /* by place in the book's list */
    uint64_t dirty_offers[ACTION_WORDS], dirty_offers_team[TEAMS_MAX][ACTION_WORDS];
};

/* A new, empty session; session_apply() with INPUT_CREATE comes first. Yours: session_free(). */
struct session *session_new(const char *id);
void session_free(struct session *session);
/* From now on what was worked out is kept from input to input. Only for play: a recording is
 * verified without, so that the one proves the other. */
void session_remember(struct session *session);

/* Books and scenarios by id, for CREATE and for recordings. */
struct library {
    void *cls;
    /* The scenario compiled with these parameter changes; owned by the library. NULL with err. */
    struct scenario *(*scenario)(void *cls, const char *id, const json_t *set, struct err *err);
    /* What a recording's header says of the files that a scenario and its book were made of. */
    void (*hashes)(void *cls, const struct scenario *scenario, char ret_book[HASH_HEX_SIZE],
                   char ret_scenario[HASH_HEX_SIZE]);
};

/* One input at session time `t` (ms). On refusal nothing has changed. What followed is written to
 * `ret_out` as one JSON object (recorded and recomputed by verify). `by`: participant id, "clock",
 * "model" or "host". */
enum err_code session_apply(struct session *session, const struct library *library, enum input type,
                            const char *by, int64_t t, const json_t *data, struct buf *ret_out,
                            struct err *err);
enum phase session_next_phase(const struct session *session);
/* May the facilitator bring this scripted line now? Not while what it tells of is not so. */
bool session_may_inject(const struct session *session, int event, struct refusal *ret_refusal);
bool session_reveals(const struct session *session); /* is there another step of the reveal? */
int session_team(const struct session *session, const char *id);
int session_team_of(const struct session *session, int actor); /* NONE when no team plays it */

/* Digest of the world, 16 hex digits; written into lines that end a phase. */
void session_digest(const struct session *session, char ret_hex[17]);

/* The next moment at which the clock acts: session time, or -1. What it then does is session_due().
 */
int64_t session_next(const struct session *session);

/* Text helpers used by views, play and CLI: a text with {placeholders} filled in, in one language.
 * `bind` are the bindings of rule `rule` (its names), NONE for a text without a rule. */
void session_text(const struct session *session, enum lang lang, const char *key, int rule,
                  const int16_t *bind, struct buf *ret_text);
/* The same for a text of another kind of object: names bound by an ACTION, MOTION, FORMULA ... ;
 * begins with a capital. */
void session_fill(const struct session *session, enum lang lang, const char *key, enum kind kind,
                  int index, const int16_t *bind, struct buf *ret_text);
const char *session_actor_name(const struct session *session, enum lang lang, int actor);
/* Kind, place, day, and which of those that are alike in all three: what an incident's name is made
 * of. */
struct place {
    int16_t template, victim, day, nth;
};
struct place session_incident_place(const struct session *session, int incident);
void session_incident_name(const struct session *session, enum lang lang, int incident,
                           struct buf *ret_text);

/* Projection: one section as JSON for one pair of eyes; nothing is written when the viewer has no
 * such section (the buffer stays empty). eyes: a team's index, EYES_ALL or EYES_PUBLIC. The people
 * in TEAMS are added by the table. Written by view_*.c; nothing else may write to a client. */
void view_section(const struct session *session, int eyes, enum section section,
                  struct buf *ret_json);
/* Has this team a card to fill; an action that can be ordered in this phase? */
bool view_has_card(const struct session *session, int eyes);
bool view_has_orders(const struct session *session, int eyes);
/* One item of council.agenda. */
void view_motion(const struct session *session, int eyes, int motion, struct buf *ret_json);
/* It in two objects: what all who see the council read alike, and what is this team's. No text:
 * these eyes see no such part. The first for one pair of eyes after the other while nothing moves:
 * `json` is the text of the last ones and stays when these see the same. `mark` begins zeroed for
 * each motion. */
struct motion_mark {
    bool set, same, incident; /* they may know of the incident */
    uint64_t shown;           /* whose answers they see */
};
void view_motion_shared(const struct session *session, int eyes, int motion,
                        struct motion_mark *mark, struct buf *json);
void view_motion_own(const struct session *session, int eyes, int motion, struct buf *ret_json);

#endif
