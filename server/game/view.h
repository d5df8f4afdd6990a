/* SPDX-License-Identifier: EUPL-1.2 */
/* view.h -- what the files of the projection share. A view is a function of what its viewer may
 * know and of nothing else: the masks of the book (`see`) decide, ids and counts are those of what
 * this viewer sees, and a number that explains is shown only to who may see everything it was made
 * of. */
#ifndef GAME_VIEW_H
#define GAME_VIEW_H

#include "game/session.h"
#include "game/view_words.h"

/* A pair of eyes, opened. */
struct eyes {
    int team;        /* NONE for the facilitator and the room */
    uint64_t actors; /* the team's */
    uint8_t see;     /* bits of enum see that hold for this viewer, without OWN */
    bool all;        /* the facilitator */
    bool ally;       /* the facilitator and every team that is not red: may see the council */
    bool red;
};

struct view {
    const struct session *s;
    const struct program *p;
    const struct world *w;
    struct eyes eyes;
    struct buf *out;
};

/* ---- view.c: who sees what ---- */
void eyes_open(const struct session *session, int eyes, struct eyes *ret_eyes);
static inline bool eyes_own(const struct eyes *eyes, int actor)
{
    return actor >= 0 && actor < 64 && (eyes->actors >> actor & 1u) != 0;
}
/* May these eyes see what carries this mask? OWN counts when `actor` is one of theirs (NONE:
 * nobody's). */
bool eyes_may(const struct eyes *eyes, uint8_t mask, int actor);
/* The actor a variable's number belongs to: that of its first index over actors, NONE without. */
int variable_owner(const struct program *program, int variable, int x, int y);
bool eyes_variable(const struct view *view, int variable, int x, int y);
/* The mask of a list of words: ["public","own",...]; WHITE is always in it. */
uint8_t see_words(const json_t *list);
/* "pl-1" to "PL", "allies", "public", ...: does it go to these eyes? An actor's id means: this
 * actor. */
bool eyes_addressed(const struct view *view, const char *to);
/* The first actor of a team that may give this act with this object (ORDER: action, TABLE: motion
 * kind); NONE. */
int view_actor_for(const struct session *session, int team, enum act_verb verb, int object);
/* Names of orders on the wire: a function of the order's own content, so that it tells nothing of
 * other orders.
 * "<actor>-<turn>-<action>-<targets>-<ordinal among equal ones>". */
enum { ORDER_NAME_MAX = 200 };
void view_order_name(const struct session *session, int order, char ret_name[ORDER_NAME_MAX]);
int view_order_find(const struct session *session, int team,
                    const char *name); /* NONE: not an order of this team, nor asked of it */

/* ---- view_cache.c: every view begins here ---- */
void view_open(struct view *view, const struct session *session, int eyes, struct buf *out);
/* A pair as ready JSON: it stays until the next view is opened, and equal texts are one and the
 * same. */
struct ready {
    const char *json;
    size_t size;
    bool there, gap; /* the book has such a text; it has {placeholders} */
};
/* What a kept text is a function of, besides the session's names. */
struct wanted {
    const char *key;
    int16_t kind, index;
    const int16_t *bind; /* NULL: no names bound */
};
typedef void (*text_make)(const struct session *session, const struct wanted *wanted,
                          struct buf *json);
struct ready cache_get(const struct session *session, const struct wanted *wanted, text_make make);
void put_ready(struct buf *out, struct ready text);
/* ---- view_text.c: pairs {"nl":…,"en":…} ---- */
struct ready view_ready(const struct view *view, const char *key, enum kind kind, int index,
                        const int16_t *bind);
struct ready view_ready_word(enum view_word word);
struct view_cache;
void view_cache_free(struct view_cache *cache); /* accepts NULL */
void view_pair(const struct view *view, const char *key);
void view_pair_of(const struct view *view, const char *key, enum kind kind, int index,
                  const int16_t *bind);
/* "name": and the pair, when the book has this text. */
bool view_pair_there(const struct view *view, const char *name, const char *key, enum kind kind,
                     int index, const int16_t *bind);
void view_pair_actor(const struct view *view, int actor);
void view_pair_entity(const struct view *view, int set, int entity);
void view_pair_word(const struct view *view, enum view_word word);
void view_pair_plain(const struct view *view, const char *text); /* a person's own words */
bool view_has(const struct view *view, const char *key);
/* "a.b.c" in `ret`, of up to four parts, NULL ends; cut at VIEW_KEY_MAX. */
enum { VIEW_KEY_MAX = 200 };
const char *view_key(char ret[VIEW_KEY_MAX], const char *a, const char *b, const char *c,
                     const char *d);
/* "key": and its pair. */
void view_named(const struct view *view, const char *name, const char *key);
void view_ground(const struct view *view, enum kind kind,
                 int index); /* "ground":{…}; nothing when there is none */

/* ---- view_said.c: a text put together of several, in both languages at once ---- */
struct said {
    const struct view *view;
    struct buf text[LANGS];
};
void said_init(struct said *said, const struct view *view);
void said_done(struct said *said);
void said_plain(struct said *said, const char *text);
void said_int(struct said *said, int64_t value);
void said_word(struct said *said, enum view_word word);
void said_key(struct said *said, const char *key, enum kind kind, int index, const int16_t *bind);
void said_entity(struct said *said, int set, int entity);
void said_targets(struct said *said, const struct order *order); /* with commas */
void said_put(struct said *said, const char *name);              /* "name":{…} */
/* What happened, in a sentence; false when the note has nothing to tell. */
bool said_note(struct said *said, const struct note *note);

/* ---- view_index.c: what is looked up again and again, kept beside the texts ---- */
struct view_index;
struct view_index **
view_index_place(const struct session *session); /* view_cache.c: where it is kept */
void view_index_free(struct view_index *index);
/* The key of the text of a rule (of a rule itself, or of the action, motion, incident or event
 * whose `do` it is); NULL. */
const char *index_rule_key(const struct session *session, int rule);
int index_rule_action(const struct session *session,
                      int rule); /* the action, or the scripted line, whose */
int index_rule_event(const struct session *session, int rule); /* `do` it is; NONE */
/* The last kept change of a number, and the one before a change; NONE. */
int index_last_change(const struct session *session, int variable, int x, int y);
int index_earlier_change(const struct session *session, int change);

/* ---- small writers: keys are ids or the words of the format, they need no escape ---- */
enum { NUMBERED_MAX = 16 };
const char *numbered(char ret_name[NUMBERED_MAX], const char *letter, int number); /* "i3" */
void put_key(struct buf *out, const char *key);
void put_int(struct buf *out, const char *key, int64_t value);
void put_bool(struct buf *out, const char *key, bool value);
void put_str(struct buf *out, const char *key, const char *text);
void put_object(struct buf *out, const char *key);             /* "key":{ */
void put_end(struct buf *out);                                 /* } */
int32_t whole(const struct variable *variable, int32_t value); /* out of its scale */

/* ---- view_why.c ---- */
/* Numbers stand beside the terms only when this viewer may see every number that every one of them
 * was made of; otherwise there are texts alone, no total and no remainder. An order that is
 * another's secret shows as an unknown cause. */
enum { WHY_ROWS_MAX = 24 }; /* different causes; the oldest go */
struct why_row {
    struct ready text;
    int16_t ground_kind, ground; /* enum kind and index, NONE: none */
    int64_t by;
};
struct why { /* causes gathered for one "why"; equal ones are one */
    const struct view *view;
    int count;
    bool open;             /* every number may be seen so far */
    int32_t scale, before; /* of the number, and what it was before the first change */
    struct why_row row[WHY_ROWS_MAX];
};
void why_begin(struct why *why, const struct view *view);
void why_add(struct why *why, const struct change *change, const struct cause_term *terms,
             int count);
/* Every kept change of a number since `turn` began (its changes of phases after `phase`). */
void why_add_kept(struct why *why, const struct change *number, int turn, enum phase phase);
void why_write(const struct why *why); /* "why":{…}; nothing without terms */
/* "why":{…} of a formula's value now: its terms, then the total. `was`: of the difference to that
 * world (NULL: none). */
void why_formula(const struct view *view, int formula, const int16_t *arguments,
                 const struct world *was);

/* ---- view_gauge.c ---- */
enum { BANDS_MAX = 16 };
struct gauge {                    /* a row of the book's gauges */
    const char *id, *good, *role; /* borrowed from the book; role "" without */
    int16_t variable, formula;    /* one of them, the other NONE */
    uint8_t see, bands;
    bool own, incident, first; /* per actor, per incident; one of the default gauges */
    uint32_t when;             /* slot 0: the actor */
    int32_t lo[BANDS_MAX];
    const char *band[BANDS_MAX];
};
struct gauge_table {
    int count;
    struct gauge gauge[GAUGES_MAX];
};
const struct gauge_table *gauge_table(const struct session *session);
struct gauge_table **gauge_table_place(const struct session *session); /* view_cache.c */
/* A gauge of one subject: the actor or incident it is read for, NONE for neither. */
struct reading {
    const struct gauge *gauge;
    int16_t subject;
    char id[VIEW_KEY_MAX];
};
/* Every reading these eyes may see now, in the book's order. */
typedef void (*reading_seen)(const struct view *view, const struct reading *reading, void *cls);
void readings_walk(const struct view *view, reading_seen seen, void *cls);
void readings_of(const struct view *view, const struct gauge *gauge, reading_seen seen, void *cls);
bool reading_in_case(const struct gauge *gauge); /* it stands with the incident itself */
bool reading_may(const struct view *view, const struct gauge *gauge, int subject);
int32_t reading_value(const struct view *view, const struct reading *reading,
                      const struct world *world);         /* whole units */
int gauge_band(const struct gauge *gauge, int32_t value); /* place of its word, from 0 */
void gauge_word(const struct view *view, const struct gauge *gauge, int32_t value); /* the pair */
void reading_names(const struct view *view, const struct reading *reading); /* "name", "of" */
void reading_why(const struct view *view,
                 const struct reading *reading); /* "why" of the value now */
const struct gauge *gauge_role(const struct session *session, const char *role); /* NULL without */
const struct world *
view_turn_world(const struct session *session); /* where the present turn began */
/* A whole item of board.gauges; `explain`: with its "why". */
void view_reading(const struct view *view, const struct reading *reading, int n, bool explain);

/* ---- the sections, one function each ---- */
#define VIEW_FN(name) void name(const struct view *view)
VIEW_FN(view_session_part);
VIEW_FN(view_changed); /* view_changed.c: "changed" of the session's section */
VIEW_FN(view_clock);
VIEW_FN(view_phases);
VIEW_FN(view_brief);
VIEW_FN(view_news);
VIEW_FN(view_board);
VIEW_FN(view_incidents);
VIEW_FN(view_card);
VIEW_FN(view_menu);
VIEW_FN(view_queue);
VIEW_FN(view_asks);
VIEW_FN(view_outcome);
VIEW_FN(view_desk);
VIEW_FN(view_later);
VIEW_FN(view_reveal);
VIEW_FN(view_profile);
VIEW_FN(view_debrief);
VIEW_FN(view_motions);
/* Equal sums of one turn, equal texts. */
uint64_t view_motions_sign(const struct view *view);

/* The board part by part, for who keeps what was sent: the object of one gauge's readings, the
 * first of which is the board's n-th; its ladder, or nothing. Returns how many readings. */
bool view_has_board(const struct view *view);
int view_board_gauge(const struct view *view, const struct gauge *gauge, int n);
void view_board_ladder(const struct view *view);

/* The team's menu item by item, for who keeps what was sent: the action's place among the menu's is
 * `n`. `sum` is that of the item as it was kept (0: none) and becomes that of now; nothing is
 * written when they are equal. */
enum offered { OFFERED_NOT, OFFERED_AS_BEFORE, OFFERED };
bool view_has_menu(const struct view *view);
enum offered view_menu_item(const struct view *view, int action, int n, uint64_t *sum);

enum { REVEAL_STEPS_ALL = 4 }; /* truth, hidden gauges, private votes, Moscow's orders */
/* Has the debriefing been reached, or the reveal completed? A game that was closed before keeps its
 * secrets. */
bool view_disclosed(const struct view *view);
bool view_incident_known(const struct view *view, int incident);
void view_title_incident(const struct view *view, int incident); /* the pair of its title */
/* view_may.c: "may":{…} of an agenda item, "slips":{…}. */
void motion_may(const struct view *view, int motion);
void motion_slips(const struct view *view, int motion);
bool motion_over(const struct view *view, int motion); /* the turn of its outcome is over */
void view_cost(const struct view *view, struct span costs, const int32_t *paid,
               const int16_t bind[BIND_MAX]); /* "cost":{…} */
void view_why_not(const struct view *view, const struct act *act,
                  const struct refusal *refusal); /* "why_not":T */
void view_day(const struct view *view, int action, const int16_t bind[BIND_MAX]);

#endif
