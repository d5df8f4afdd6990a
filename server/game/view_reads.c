/* SPDX-License-Identifier: EUPL-1.2 */
/* view_reads.c -- see view_reads.h. Walks the code of everything a section asks the engine;
 * evaluates nothing. */
#include "game/view_reads.h"

#include <stdlib.h>
#include <string.h>

#include "engine/code.h"
#include "game/view.h"

static void put_bit(uint64_t *bits, int bit)
{
    bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static bool has_bit(const uint64_t *bits, int bit)
{
    return (bits[bit / 64] >> (bit % 64) & 1u) != 0;
}

/* One walk: the viewer's actor is bound in slot 0 of the expression, or nobody is; the motion that
 * the item shows in slot 1, or none is. */
struct walk {
    const struct program *p;
    struct reads *reads;
    bool own, motion;
};

static void read_formula(const struct walk *walk, int formula)
{
    for (int bit = 0; bit < DEPENDS; bit++) {
        if (!walk->p->linked || has_bit(walk->p->readers[bit], formula)) {
            put_bit(walk->reads->any, bit);
        }
    }
}

static void read_kind(const struct walk *walk, int kind)
{
    static const int16_t BITS[SET_KINDS] = {[SET_INCIDENT] = DEPEND_INCIDENTS,
                                            [SET_MOTION] = DEPEND_MOTIONS,
                                            [SET_ORDER] = DEPEND_ORDERS};
    if (kind >= 0 && kind < SET_KINDS && BITS[kind] != 0) {
        put_bit(walk->reads->any, BITS[kind]);
    }
}

static void read_set(const struct walk *walk, int set)
{
    read_kind(walk, walk->p->set[set].kind);
}

static int kind_of_field(int field)
{
    static const uint8_t KINDS_OF[FIELD_COUNT] = {
#define FIELD_KIND(name, word, kind, type) [FIELD_##name] = SET_##kind,
        FIELD_LIST(FIELD_KIND)
#undef FIELD_KIND
    };
    return KINDS_OF[field];
}

/* A number whose first index is the actor in slot 0, as in PC[a] or EVIOWN[a,i]: the operations
 * before it say so. */
static bool of_slot_0(const int32_t *const before[2], enum op op)
{
    bool one = op == OP_VAR1 || op == OP_RAW1, two = op == OP_VAR2 || op == OP_RAW2;
    const int32_t *first = one                                                 ? before[0]
                           : two && before[0] != NULL && *before[0] == OP_BIND ? before[1]
                                                                               : NULL;
    return first != NULL && first[0] == OP_BIND && first[1] == 0;
}

/* An answer to the motion in slot 1, as in position(a, m). */
static bool of_slot_1(const int32_t *const before[2])
{
    return before[0] != NULL && before[0][0] == OP_BIND && before[0][1] == 1;
}

static void read_variable(const struct walk *walk, int variable, bool own)
{
    const struct variable *row = &walk->p->variable[variable];
    uint8_t kind = row->dims > 0 ? walk->p->set[row->set[0]].kind : SET_KINDS;
    bool actors = kind == SET_ACTOR || kind == SET_MEMBER;
    put_bit(own && actors ? walk->reads->own : walk->reads->any, variable);
}

static void read_code(const struct walk *walk, uint32_t code);

static void read_one(const struct walk *walk, enum op op, const int32_t *words,
                     const int32_t *const before[2])
{
    switch (op) {
    case OP_VAR0:
    case OP_VAR1:
    case OP_VAR2:
    case OP_RAW0:
    case OP_RAW1:
    case OP_RAW2:
        read_variable(walk, words[0], walk->own && of_slot_0(before, op));
        break;
    case OP_GLOBAL:
        put_bit(walk->reads->any, DEPEND_CLOCK);
        break;
    case OP_POSITION:
    case OP_SLIP:
        if (!walk->motion || !of_slot_1(before)) {
            put_bit(walk->reads->any, DEPEND_POSITIONS);
        }
        break;
    case OP_FIELD:
        put_bit(walk->reads->any, DEPEND_CLOCK); /* "new" and "done" are of this turn */
        read_kind(walk, kind_of_field(words[0]));
        break;
    case OP_ATTR:
        read_kind(walk, walk->p->attribute[words[0]].set_kind);
        break;
    case OP_IS:
        read_kind(walk, words[0]);
        break;
    case OP_HAS:
        read_kind(walk, SET_MOTION);
        break;
    case OP_CALL:
        read_formula(walk, words[0]);
        break;
    case OP_AGG:
        read_set(walk, words[1]);
        read_code(walk, (uint32_t)words[3]);
        read_code(walk, (uint32_t)words[4]);
        break;
    case OP_RET:
    case OP_PUSH:
    case OP_PARAM:
    case OP_BIND:
    case OP_FITS:
    case OP_NEG:
    case OP_ABS:
    case OP_NOT:
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MIN:
    case OP_MAX:
    case OP_CLAMP:
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_JUMP:
    case OP_JZ:
    case OP_TABLE:
    case OP_COUNT:
        break;
    }
}

static void read_code(const struct walk *walk, uint32_t code)
{
    const int32_t *before[2] = {NULL, NULL};
    if (code == 0) {
        return;
    }
    for (const int32_t *word = &walk->p->code[code]; *word != OP_RET;
         word += 1 + op_words((enum op) * word)) {
        read_one(walk, (enum op) * word, word + 1, before);
        before[1] = before[0];
        before[0] = word;
    }
}

static void read_binding(const struct walk *walk, const struct binding *binding)
{
    read_set(walk, binding->set);
    read_code(walk, binding->where);
}

static void read_span(const struct walk *walk, struct span targets, struct span needs,
                      struct span costs)
{
    for (int k = 0; k < targets.count; k++) {
        read_binding(walk, &walk->p->binding[targets.first + k]);
    }
    for (int k = 0; k < needs.count; k++) {
        read_code(walk, walk->p->need[needs.first + k].code);
    }
    for (int k = 0; k < costs.count; k++) {
        read_variable(walk, walk->p->cost[costs.first + k].variable, walk->own); /* slot 0 pays */
        read_code(walk, walk->p->cost[costs.first + k].code);
    }
}

/* An action's bits go to the section, and the action to the readers of each. */
static void add_readers(struct view_reads *reads, int action, const struct reads *of)
{
    struct reads *menu = &reads->section[SECTION_MENU];
    for (int bit = 0; bit < DEPENDS; bit++) {
        if (has_bit(of->any, bit)) {
            put_bit(menu->any, bit);
            put_bit(reads->readers[bit].any, action);
        }
        if (has_bit(of->own, bit)) {
            put_bit(menu->own, bit);
            put_bit(reads->readers[bit].own, action);
        }
    }
}

static void read_actions(const struct program *p, struct view_reads *reads)
{
    const struct walk queue = {p, &reads->section[SECTION_QUEUE], true, false};
    for (int a = 0; a < p->actions; a++) {
        const struct action *row = &p->action[a];
        struct reads of = {0};
        const struct walk offer = {p, &of, true, false};
        read_binding(&offer, &row->by);
        read_span(&offer, row->targets, row->needs, row->costs);
        read_code(&offer, row->after_days);
        add_readers(reads, a, &of);
        read_code(&queue, row->after_days);
    }
}

static void read_motions(const struct program *p, struct view_reads *reads)
{
    const struct walk menu = {p, &reads->section[SECTION_MOTIONS], true, false};
    for (int m = 0; m < p->motions; m++) {
        const struct motion_kind *row = &p->motion[m];
        const struct walk agenda = {p, &reads->agenda[m], false, false},
                          slips = {p, &reads->agenda[m], false, true};
        read_binding(&menu, &row->table);
        read_span(&menu, row->targets, row->needs, row->costs);
        read_binding(&agenda, &row->council);
        read_code(&agenda, row->consent);
        read_code(&slips, row->slip_lo);
        read_code(&slips, row->slip_hi);
        read_code(&slips, row->slip_by);
    }
}

static void read_gauge(const struct session *session, const struct gauge *gauge,
                       const struct walk *walk)
{
    if (gauge->variable != NONE) {
        read_variable(walk, gauge->variable, gauge->own);
    }
    if (gauge->formula != NONE) {
        read_formula(walk, gauge->formula);
    } else if (session->program->variable[gauge->variable].life == LIFE_DERIVED) {
        read_formula(walk, session->program->variable[gauge->variable].formula);
    }
    read_code(walk, gauge->when);
}

/* On the board each gauge is marked by itself. */
static void read_board(const struct session *session, struct view_reads *reads)
{
    const struct gauge_table *table = gauge_table(session);
    for (int k = 0; k < table->count; k++) {
        struct reads of = {0};
        const struct walk walk = {session->program, &of, true, false};
        read_gauge(session, &table->gauge[k], &walk);
        if (table->gauge[k].incident) {
            put_bit(of.any, DEPEND_INCIDENTS);
        }
        for (int bit = 0; bit < DEPENDS; bit++) {
            reads->gauges[bit] |= (uint64_t)has_bit(of.any, bit) << k;
            reads->gauges_own[bit] |= (uint64_t)has_bit(of.own, bit) << k;
        }
    }
}

static void read_gauges(const struct session *session, struct view_reads *reads)
{
    static const enum section READ_BY[] = {SECTION_BOARD, SECTION_INCIDENTS, SECTION_OUTCOME};
    const struct gauge_table *table = gauge_table(session);
    for (size_t s = 0; s < sizeof READ_BY / sizeof READ_BY[0]; s++) {
        const struct walk walk = {session->program, &reads->section[READ_BY[s]], true, false};
        put_bit(walk.reads->any, DEPEND_INCIDENTS);
        for (int k = 0; k < table->count; k++) {
            const struct gauge *gauge = &table->gauge[k];
            if (READ_BY[s] == SECTION_INCIDENTS && !reading_in_case(gauge)) {
                continue;
            }
            read_gauge(session, gauge, &walk);
        }
    }
}

static void read_cards(const struct program *p, struct view_reads *reads)
{
    const struct walk walk = {p, &reads->section[SECTION_CARD], true, false};
    put_bit(walk.reads->any, DEPEND_INCIDENTS);
    for (int c = 0; c < p->cards; c++) {
        read_binding(&walk, &p->card[c].by);
        read_variable(&walk, p->card[c].variable, true);
    }
}

const struct view_reads *view_reads(const struct session *session)
{
    struct view_reads **place = view_reads_place(session);
    if (*place != NULL) {
        return *place;
    }
    struct view_reads *reads = calloc(1, sizeof *reads);
    if (reads == NULL) {
        abort();
    }
    read_actions(session->program, reads);
    read_motions(session->program, reads);
    read_gauges(session, reads);
    read_board(session, reads);
    read_cards(session->program, reads);
    *place = reads;
    return reads;
}

void reads_mark_offer(struct session *session, int action, int team)
{
    if (team != NONE && action >= 0 && action < session->program->actions) {
        put_bit(session->dirty_offers_team[team], action);
        session->dirty_team[team] |= SECTION_BIT(MENU);
    }
}

void reads_mark_offers(struct session *session)
{
    memset(session->dirty_offers, 0xFF, sizeof session->dirty_offers);
    session->dirty |= SECTION_BIT(MENU);
}

void reads_mark(struct session *session, int bit, int actor)
{
    const struct view_reads *reads = view_reads(session);
    int team = session_team_of(session, actor);
    session->dirty_gauges |= reads->gauges[bit];
    if (team != NONE) {
        session->dirty_gauges_team[team] |= reads->gauges_own[bit];
    }
    for (int k = 0; k < ACTION_WORDS; k++) {
        session->dirty_offers[k] |= reads->readers[bit].any[k];
        if (team != NONE) {
            session->dirty_offers_team[team][k] |= reads->readers[bit].own[k];
        }
    }
    for (int s = 0; s < SECTIONS; s++) {
        if (has_bit(reads->section[s].any, bit)) {
            session->dirty |= 1u << s;
        } else if (team != NONE && has_bit(reads->section[s].own, bit)) {
            session->dirty_team[team] |= 1u << s;
        }
    }
    for (int m = 0; m < session->world.motions; m++) {
        bool read = has_bit(reads->agenda[session->world.motion[m].kind].any, bit);
        session->dirty_motions |= (uint64_t)read << m;
    }
}
