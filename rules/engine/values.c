/* SPDX-License-Identifier: EUPL-1.2 */
/* values.c -- reading a world: sets, fields, attributes and names of entities. Changes nothing. */
#include "engine/values.h"

#include "engine/engine.h"
#include "engine/philox.h"

#include "engine/integer_only.h"

static const int table_room[SET_KINDS] = {
    [SET_ACTOR] = ACTOR_MAX,       [SET_MEMBER] = ACTOR_MAX,  [SET_FIXED] = 0,
    [SET_INCIDENT] = INCIDENT_MAX, [SET_MOTION] = MOTION_MAX, [SET_ORDER] = ORDER_MAX,
};

int set_room(const struct program *p, enum set_kind kind)
{
    int room = table_room[kind];
    for (int s = 0; s < p->sets; s++) {
        if (p->set[s].kind == kind && p->set[s].count < room) {
            room = p->set[s].count;
        }
    }
    return room;
}

bool entity_wrong(const struct program *p, int set, int32_t x)
{
    const bool actors = p->set[set].kind == SET_MEMBER || p->set[set].kind == SET_ACTOR;
    return x < NONE || x >= (actors ? p->actors : p->set[set].count);
}

static int32_t field_of_actor(const struct program *p, enum field field, int32_t a)
{
    static const uint8_t kind[FIELD_COUNT] = {
        [FIELD_MEMBER] = ACTOR_MEMBER, [FIELD_CHAIR] = ACTOR_CHAIR, [FIELD_COMMAND] = ACTOR_COMMAND,
        [FIELD_UNION] = ACTOR_UNION,   [FIELD_RED] = ACTOR_RED,
    };
    return a >= 0 && a < p->actors && p->actor[a].kind == kind[field];
}

static int32_t field_of_incident(const struct world *w, enum field field, int32_t e)
{
    const bool nobody = e < 0 || e >= w->incidents;
    const struct incident *i = nobody ? NULL : &w->incident[e];
    if (field == FIELD_VICTIM) {
        return nobody ? NONE : i->victim;
    }
    if (field == FIELD_ORIGIN) {
        return nobody ? NONE : i->origin;
    }
    if (nobody) {
        return 0;
    }
    switch ((int)field) {
    case FIELD_OPEN:
        return i->open;
    case FIELD_DAY:
        return i->day;
    case FIELD_TURN:
        return i->turn;
    case FIELD_NEW:
        return i->turn == w->turn;
    default:
        return i->dose;
    }
}

static int32_t field_of_motion(const struct world *w, enum field field, int32_t e)
{
    const bool nobody = e < 0 || e >= w->motions;
    const struct motion *m = nobody ? NULL : &w->motion[e];
    if (field == FIELD_INCIDENT) {
        return nobody ? NONE : m->incident;
    }
    if (field == FIELD_BY) {
        return nobody ? NONE : m->by;
    }
    if (nobody) {
        return 0;
    }
    switch ((int)field) {
    case FIELD_ROUND:
        return m->round;
    case FIELD_TABLED:
        return m->turn;
    case FIELD_PENDING:
        return m->state == MOTION_TABLED || m->state == MOTION_BROKEN;
    case FIELD_ADOPTED:
        return m->state == MOTION_ADOPTED || m->state == MOTION_EFFECTIVE;
    case FIELD_REFUSED:
        return m->state == MOTION_REFUSED;
    case FIELD_DROPPED:
        return m->state == MOTION_DROPPED;
    case FIELD_EFFECTIVE:
        return m->state == MOTION_EFFECTIVE;
    default:
        return m->decided;
    }
}

static int32_t field_of_order(const struct program *p, const struct world *w, enum field field,
                              int32_t e)
{
    const bool nobody = e < 0 || e >= w->orders || w->order[e].state == ORDER_FREE;
    const struct order *o = nobody ? NULL : &w->order[e];
    if (field == FIELD_ACTOR) {
        return nobody ? NONE : o->actor;
    }
    if (field == FIELD_ON || field == FIELD_TARGET) {
        const struct span *targets = nobody ? NULL : &p->action[o->action].targets;
        for (int t = 0; targets != NULL && t < targets->count; t++) {
            const uint8_t kind = p->set[p->binding[targets->first + t].set].kind;
            const bool actor = kind == SET_ACTOR || kind == SET_MEMBER;
            if (field == FIELD_ON ? kind == SET_INCIDENT : actor) {
                return o->target[t];
            }
        }
        return NONE;
    }
    if (nobody) {
        return 0;
    }
    switch ((int)field) {
    case FIELD_LEVEL:
        return o->level;
    case FIELD_DONE:
        return o->state == ORDER_DONE && o->turn == w->turn;
    default:
        return o->state == ORDER_QUEUED;
    }
}

int32_t field_of(const struct program *p, const struct world *w, enum field field, int32_t entity)
{
    if (field <= FIELD_RED) {
        return field_of_actor(p, field, entity);
    }
    if (field <= FIELD_DOSE) {
        return field_of_incident(w, field, entity);
    }
    return field <= FIELD_DECIDED ? field_of_motion(w, field, entity)
                                  : field_of_order(p, w, field, entity);
}

int32_t model_of(const struct world *w, enum set_kind kind, int32_t e)
{
    if (kind == SET_INCIDENT) {
        return e >= 0 && e < w->incidents ? w->incident[e].template : NONE;
    }
    if (kind == SET_MOTION) {
        return e >= 0 && e < w->motions ? w->motion[e].kind : NONE;
    }
    if (kind == SET_ORDER) {
        return e >= 0 && e < w->orders && w->order[e].state != ORDER_FREE ? w->order[e].action
                                                                          : NONE;
    }
    return e;
}

/* How many values an attribute has. */
static int32_t models_of(const struct program *p, const struct attribute *a)
{
    switch ((enum set_kind)a->set_kind) {
    case SET_ACTOR:
        return p->actors;
    case SET_MEMBER:
        return p->members;
    case SET_INCIDENT:
        return p->templates;
    case SET_MOTION:
        return p->motions;
    case SET_ORDER:
        return p->actions;
    case SET_FIXED:
    case SET_KINDS:
        break;
    }
    return p->set[a->set].count;
}

int32_t attribute_of(const struct program *p, const struct world *w, int attribute, int32_t entity)
{
    const struct attribute *a = &p->attribute[attribute];
    const int32_t model = model_of(w, (enum set_kind)a->set_kind, entity);
    return model >= 0 && model < models_of(p, a) ? p->attribute_value[a->first + model] : a->none;
}

bool template_fits(const struct program *p, int template, int32_t actor)
{
    const struct span victims = p->template[template].victims;
    for (int v = 0; v < victims.count; v++) {
        if (p->victim_list[victims.first + v] == actor) {
            return true;
        }
    }
    return false;
}

static uint64_t word_of(int32_t value)
{
    return (uint64_t)(uint32_t)value;
}

static uint64_t incident_name(const struct world *w, int32_t e)
{
    if (e < 0 || e >= w->incidents) {
        return mix(SET_INCIDENT, word_of(NONE));
    }
    const struct incident *i = &w->incident[e];
    const uint64_t name = mix(mix(SET_INCIDENT, word_of(i->turn)), word_of(i->origin));
    return mix(mix(name, word_of(i->template)), word_of(i->ordinal));
}

static uint64_t motion_name(const struct world *w, int32_t e)
{
    const struct motion *m = &w->motion[e];
    const uint64_t name =
        mix(mix(mix(SET_MOTION, word_of(m->turn)), word_of(m->kind)), word_of(m->ordinal));
    return mix(name, incident_name(w, m->incident));
}

static uint64_t order_name(const struct program *p, const struct world *w, int32_t e)
{
    const struct order *o = &w->order[e];
    const struct span targets = p->action[o->action].targets;
    uint64_t name =
        mix(mix(mix(SET_ORDER, word_of(o->turn)), word_of(o->actor)), word_of(o->action));
    for (int t = 0; t < targets.count && t < TARGET_MAX; t++) {
        const uint8_t kind = p->set[p->binding[targets.first + t].set].kind;
        const int32_t target = o->target[t];
        if (kind == SET_INCIDENT) {
            name = mix(name, incident_name(w, target));
        } else {
            name = mix(name, kind == SET_MOTION && target >= 0 && target < w->motions
                                 ? motion_name(w, target)
                                 : word_of(target));
        }
    }
    return mix(name, word_of(o->ordinal));
}

uint64_t entity_name(const struct program *p, const struct world *w, uint8_t kind, int32_t e)
{
    if (kind == SET_INCIDENT) {
        return incident_name(w, e);
    }
    if (kind == SET_MOTION && e >= 0 && e < w->motions) {
        return motion_name(w, e);
    }
    if (kind == SET_ORDER && e >= 0 && e < w->orders) {
        return order_name(p, w, e);
    }
    return mix(SET_ACTOR, word_of(e)); /* actors and members are the same people */
}

int32_t engine_value(const struct program *p, const struct world *w, int variable, int x, int y)
{
    const int32_t slot = slot_of(p, &p->variable[variable], x, y);
    return slot == NO_SLOT ? 0 : w->value[slot];
}

int engine_count(const struct program *p, const struct world *w, int set)
{
    return set_count(p, w, set);
}
