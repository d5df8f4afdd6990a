/* SPDX-License-Identifier: EUPL-1.2 */
/* view_index.c -- finds the kept changes of one number and the text of one rule without a search.
 * Follows the session: it may be thrown away at any time. */
#include "game/view.h"

#include <stdlib.h>
#include <string.h>

#include "game/grow.h"

struct view_index {
    int changes; /* of the session, as far as they were read */
    int earlier_count;
    int32_t *earlier;       /* of each change: the one before of the same number */
    int32_t last[SLOT_MAX]; /* 1 + change, 0 none */
    char *key[RULES_MAX];   /* NULL: not asked for yet, "": no text */
    int16_t action[RULES_MAX], event[RULES_MAX];
};

static struct view_index *index_of(const struct session *session)
{
    struct view_index **place = view_index_place(session);
    if (*place != NULL) {
        return *place;
    }
    struct view_index *index = calloc(1, sizeof *index);
    if (index == NULL) {
        abort();
    }
    memset(index->action, 0xff, sizeof index->action);
    memset(index->event, 0xff, sizeof index->event);
    for (int e = 0; e < session->setup->events; e++) {
        index->event[session->setup->event[e].rule] = (int16_t)e;
    }
    for (int a = 0; a < session->program->actions; a++) {
        index->action[session->program->action[a].rule] = (int16_t)a;
    }
    index->action[0] = index->event[0] = NONE; /* the empty rule is everybody's */
    *place = index;
    return index;
}

void view_index_free(struct view_index *index)
{
    for (int k = 0; index != NULL && k < RULES_MAX; k++) {
        free(index->key[k]);
    }
    if (index != NULL) {
        free(index->earlier);
    }
    free(index);
}

static char *key_make(const struct session *session, const char *id)
{
    char key[VIEW_KEY_MAX];
    view_key(key, "rule", id, NULL, NULL);
    if (scenario_text(session->scenario, LANG_NL, key) == NULL) {
        view_key(key, id, NULL, NULL, NULL); /* "action.N05", "motion.C07.refused", "event.arson" */
    }
    while (scenario_text(session->scenario, LANG_NL, key) == NULL) {
        char *dot = strrchr(key, '.');
        if (dot == NULL) {
            key[0] = '\0';
            break;
        }
        *dot = '\0';
    }
    return strdup(key);
}

const char *index_rule_key(const struct session *session, int rule)
{
    struct view_index *index = index_of(session);
    if (index->key[rule] == NULL) {
        index->key[rule] = key_make(session, scenario_rule_id(session->scenario, rule));
    }
    return index->key[rule] == NULL || index->key[rule][0] == '\0' ? NULL : index->key[rule];
}

int index_rule_action(const struct session *session, int rule)
{
    return index_of(session)->action[rule];
}

int index_rule_event(const struct session *session, int rule)
{
    return index_of(session)->event[rule];
}

static int slot_of_change(const struct program *p, const struct change *change)
{
    const struct variable *row = &p->variable[change->variable];
    int slot = row->slot;
    slot += row->dims > 0 ? change->index[0] * row->stride : 0;
    slot += row->dims > 1 ? change->index[1] : 0;
    return slot >= 0 && slot < SLOT_MAX ? slot : NONE;
}

static struct view_index *index_follow(const struct session *session)
{
    struct view_index *index = index_of(session);
    while (index->changes < session->changes) {
        int32_t *earlier = grow((void **)&index->earlier, &index->earlier_count, sizeof *earlier);
        int slot = slot_of_change(session->program, &session->change[index->changes].c);
        *earlier = slot == NONE ? 0 : index->last[slot];
        index->changes++;
        if (slot != NONE) {
            index->last[slot] = index->changes;
        }
    }
    return index;
}

int index_last_change(const struct session *session, int variable, int x, int y)
{
    const struct view_index *index = index_follow(session);
    const struct change number = {.variable = (uint16_t)variable,
                                  .index = {(int16_t)x, (int16_t)y}};
    int slot = slot_of_change(session->program, &number);
    return slot == NONE ? NONE : index->last[slot] - 1;
}

int index_earlier_change(const struct session *session, int change)
{
    const struct view_index *index = index_follow(session);
    return index->earlier == NULL ? NONE : index->earlier[change] - 1;
}
