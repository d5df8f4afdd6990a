/* SPDX-License-Identifier: EUPL-1.2 */
/* view_council.c -- what the team may put to the council now, and why not. */
#include <stdio.h>

#include "game/view_offer.h"

static const struct binding *target_of(const struct view *view, int kind)
{
    const struct span *targets = &view->p->motion[kind].targets;
    return targets->count > 0 ? &view->p->binding[targets->first] : NULL;
}

static bool fits(const struct view *view, const struct act *act, int incident)
{
    const int16_t bind[1] = {act->actor};
    return view_incident_known(view, incident) &&
           engine_fits(view->p, view->w, target_of(view, act->object), incident, bind, 1);
}

/* May it be tabled with some target? `act` keeps that target, or the first that fits. */
static bool may_table(const struct view *view, struct act *act, struct refusal *ret_refusal)
{
    if (target_of(view, act->object) == NULL) {
        return engine_may(view->p, view->s->setup, view->w, act, ret_refusal);
    }
    *ret_refusal = (struct refusal){.code = REFUSAL_TARGET, .need = NONE};
    bool tried = false;
    for (int i = 0; i < view->w->incidents; i++) {
        struct act one = *act;
        struct refusal refusal = {.need = NONE};
        one.arg[0] = (int16_t)i;
        if (!fits(view, act, i)) {
            continue;
        }
        bool may = engine_may(view->p, view->s->setup, view->w, &one, &refusal);
        if (may || !tried) {
            act->arg[0] = (int16_t)i;
            *ret_refusal = refusal;
        }
        if (may) {
            return true;
        }
        tried = true;
    }
    return false;
}

static void write_target(const struct view *view, const struct act *act)
{
    int n = 0;
    if (target_of(view, act->object) == NULL) {
        return;
    }
    put_object(view->out, "target");
    for (int i = 0; i < view->w->incidents; i++) {
        struct act one = *act;
        struct refusal refusal = {.need = NONE};
        char id[16];
        if (!fits(view, act, i)) {
            continue;
        }
        one.arg[0] = (int16_t)i;
        (void)numbered(id, "i", i + 1);
        bool able = engine_may(view->p, view->s->setup, view->w, &one, &refusal);
        put_object(view->out, id);
        put_int(view->out, "n", n++);
        put_key(view->out, "name");
        view_title_incident(view, i);
        put_bool(view->out, "able", able);
        if (!able) {
            view_why_not(view, &one, &refusal);
        }
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_options(const struct view *view, int kind)
{
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_MOTION, kind);
    if (view->p->motion[kind].options == 0) {
        return;
    }
    put_object(view->out, "options");
    for (int k = 0; k < view->p->motion[kind].options; k++) {
        const char *option = book_option(view->s->book, kind, k);
        put_object(view->out, option);
        put_int(view->out, "n", k);
        view_named(view, "name", view_key(key, "motion", id, "option", option));
        put_end(view->out);
    }
    put_end(view->out);
    put_object(view->out, "default");
    for (int k = 0; k < view->p->motion[kind].options; k++) {
        put_bool(view->out, book_option(view->s->book, kind, k), false);
    }
    put_end(view->out);
}

static void write_kind(const struct view *view, int kind, int actor, int n)
{
    static const char *const PARTS[] = {"text", "direction"};
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_MOTION, kind);
    const struct motion_kind *row = &view->p->motion[kind];
    struct act act = {
        .verb = ACT_TABLE, .actor = (int16_t)actor, .object = (int16_t)kind, .arg = {NONE, NONE}};
    struct refusal refusal = {.need = NONE};
    bool able = may_table(view, &act, &refusal);
    const int16_t bind[BIND_MAX] = {(int16_t)actor, act.arg[0], NONE, NONE, NONE, NONE, NONE, NONE};
    put_object(view->out, id);
    put_int(view->out, "n", n);
    put_key(view->out, "name");
    view_pair_of(view, view_key(key, "motion", id, NULL, NULL), KIND_MOTION, kind, bind);
    for (size_t k = 0; k < sizeof PARTS / sizeof PARTS[0]; k++) {
        view_key(key, "motion", id, PARTS[k], NULL);
        (void)view_pair_there(view, PARTS[k], key, KIND_MOTION, kind, bind);
    }
    put_key(view->out, "procedure");
    view_pair_word(view, (enum view_word)(WORD_SILENCE + row->procedure));
    put_bool(view->out, "able", able);
    if (!able) {
        view_why_not(view, &act, &refusal);
    }
    view_cost(view, row->costs, NULL, bind);
    write_target(view, &act);
    write_options(view, kind);
    put_end(view->out);
}

static bool has_motions(const struct view *view)
{
    return view->eyes.team != NONE && !view->eyes.red && view->s->phase == PHASE_COUNCIL;
}

/* Who of the team tables motions of this kind; NONE: nobody. */
static int tabler(const struct view *view, int kind)
{
    const bool offered = (view->s->setup->motion_allowed[kind / 64] >> (kind % 64) & 1u) != 0;
    return offered ? view_actor_for(view->s, view->eyes.team, ACT_TABLE, kind) : NONE;
}

void view_motions(const struct view *view)
{
    int n = 0;
    if (!has_motions(view)) {
        return;
    }
    json_open(view->out, '{');
    for (int k = 0; k < view->p->motions; k++) {
        const int actor = tabler(view, k);
        if (actor != NONE) {
            write_kind(view, k, actor, n++);
        }
    }
    json_close(view->out, '}');
}

static void sign_verdict(uint64_t *sum, bool able, const struct refusal *refusal)
{
    sign(sum, able);
    if (!able) {
        sign_refusal(sum, refusal);
    }
}

static void sign_target(uint64_t *sum, const struct view *view, const struct act *act)
{
    const struct binding *target = target_of(view, act->object);
    for (int i = 0; target != NULL && i < view->w->incidents; i++) {
        struct act one = *act;
        struct refusal refusal = {.need = NONE};
        if (fits(view, act, i)) {
            one.arg[0] = (int16_t)i;
            const bool able = engine_may(view->p, view->s->setup, view->w, &one, &refusal);
            sign_entity(sum, view, target->set, i);
            sign_verdict(sum, able, &refusal);
        }
    }
}

uint64_t view_motions_sign(const struct view *view)
{
    uint64_t sum = (uint64_t)view->s->turn * PHASES + view->s->phase + 1;
    sign(&sum, view->w->day);
    sign(&sum, view->w->incidents);
    for (int k = 0; has_motions(view) && k < view->p->motions; k++) {
        const int actor = tabler(view, k);
        struct act act = {
            .verb = ACT_TABLE, .actor = (int16_t)actor, .object = (int16_t)k, .arg = {NONE, NONE}};
        struct refusal refusal = {.need = NONE};
        if (actor == NONE) {
            continue;
        }
        const bool able = may_table(view, &act, &refusal);
        const int16_t bind[BIND_MAX] = {(int16_t)actor, act.arg[0], NONE, NONE,
                                        NONE,           NONE,       NONE, NONE};
        sign(&sum, k);
        sign(&sum, actor);
        sign(&sum, act.arg[0]);
        sign_verdict(&sum, able, &refusal);
        sign_costs(&sum, view, view->p->motion[k].costs, bind);
        sign_target(&sum, view, &act);
    }
    return sum;
}
