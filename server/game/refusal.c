/* SPDX-License-Identifier: EUPL-1.2 */
/* refusal.c -- why the engine refused an act, in words and as a problem. */
#include "game/act_json.h"

#include "game/view.h"

static const char *const REFUSAL_SLUGS[] = {
#define REFUSAL_SLUG(name, slug) slug,
    REFUSAL_LIST(REFUSAL_SLUG)
#undef REFUSAL_SLUG
};

enum err_code refusal_err(const struct session *session, const struct act *act,
                          const struct refusal *refusal, struct err *err)
{
    struct buf text;
    buf_init(&text, 400);
    refusal_text(session, LANG_EN, act, refusal, &text);
    enum err_code code = refusal->code == REFUSAL_FULL ? ERR_FULL : ERR_REFUSED;
    (void)err_set(err, code, REFUSAL_SLUGS[refusal->code], "%s", buf_text(&text));
    buf_done(&text);
    return code;
}

static const char *const REFUSAL_TEXTS[REFUSALS][LANGS] = {
    [REFUSAL_NONE] = {"", ""},
    [REFUSAL_OBJECT] = {"Dit bestaat niet.", "There is no such thing."},
    [REFUSAL_ACTOR] = {"Dit kan uw delegatie niet doen.", "Your delegation cannot do this."},
    [REFUSAL_TARGET] = {"Dit doel kan nu niet worden gekozen.",
                        "This target cannot be chosen now."},
    [REFUSAL_NEED] = {"De voorwaarde is nog niet vervuld.", "The condition is not met yet."},
    [REFUSAL_COST] = {"Daarvoor is te weinig over", "There is too little left for it"},
    [REFUSAL_LIMIT] = {"Dit is al zo vaak gedaan als mag.",
                       "This has been done as often as is allowed."},
    [REFUSAL_LEVEL] = {"Dit niveau is niet toegestaan.", "This level is not allowed."},
    [REFUSAL_STATE] = {"Dat kan niet meer.", "That is no longer possible."},
    [REFUSAL_CONSENT] = {"De instemming die nodig is, ontbreekt.",
                         "The consent that is needed is missing."},
    [REFUSAL_ANSWER] = {"Dit antwoord past niet bij deze procedure.",
                        "This answer does not belong to this procedure."},
    [REFUSAL_FULL] = {"Er is geen plaats meer.", "There is no room for more."},
    [REFUSAL_RANGE] = {"Het getal valt buiten het bereik", "The number is out of range"},
    [REFUSAL_SCENARIO] = {"Dit hoort niet bij dit scenario.", "This is not part of this scenario."},
    [REFUSAL_TWICE] = {"Dit is al gedaan.", "This has been done already."},
    [REFUSAL_ENDED] = {"Het spel is afgelopen.", "The game is over."},
    [REFUSAL_ROUNDS] = {"Deze tekst is te vaak gewijzigd.",
                        "This text has been amended too often."},
};

/* Which need of its own list a global need index is. */
static void need_key(const struct session *session, const struct act *act, int need, char *ret_key,
                     size_t room)
{
    bool order = act->verb == ACT_ORDER;
    const struct span *needs = order ? &session->program->action[act->object].needs
                                     : &session->program->motion[act->object].needs;
    const char *id = book_id(session->book, order ? KIND_ACTION : KIND_MOTION, act->object);
    (void)snprintf(ret_key, room, "%s.%s.need.%d", order ? "action" : "motion", id,
                   need - needs->first);
}

void refusal_text(const struct session *session, enum lang lang, const struct act *act,
                  const struct refusal *refusal, struct buf *text)
{
    bool has_needs = (act->verb == ACT_ORDER || act->verb == ACT_TABLE) && act->object != NONE;
    if (refusal->code == REFUSAL_NEED && has_needs && refusal->need != NONE) {
        char key[160];
        int16_t bind[BIND_MAX] = {act->actor, act->arg[0], act->arg[1], NONE,
                                  NONE,       NONE,        NONE,        NONE};
        need_key(session, act, refusal->need, key, sizeof key);
        if (scenario_text(session->scenario, lang, key) != NULL) {
            session_text(session, lang, key, NONE, bind, text);
            return;
        }
    }
    buf_str(text, REFUSAL_TEXTS[refusal->code][lang]);
    if (refusal->code == REFUSAL_COST && refusal->need != NONE) {
        char key[80];
        int variable = session->program->cost[refusal->need].variable;
        (void)snprintf(key, sizeof key, "variable.%s",
                       book_id(session->book, KIND_VARIABLE, variable));
        const char *name = scenario_text(session->scenario, lang, key);
        buf_fmt(text, ": %s %d, %s %d.", name == NULL ? "" : name, refusal->have,
                lang == LANG_NL ? "nodig" : "needed", refusal->want);
    } else if (refusal->code == REFUSAL_RANGE) {
        buf_fmt(text, " (%d - %d).", refusal->have, refusal->want);
    }
}
