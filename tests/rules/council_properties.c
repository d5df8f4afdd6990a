/* SPDX-License-Identifier: EUPL-1.2 */
/* council_properties.c -- properties of what councils decide, and of what a decision brings. */
#include "trial.h"

static enum verdict one_break(struct trial *t)
{
    static const char *const silent[] = {"C01", "C03", "C04"};
    const struct play *play = t->play;
    const int i = trial_incident(t), kind = trial_pick(t, 0, 2),
              chair = play_find(play, KIND_ACTOR, "SG");
    const int breaker = trial_ally(t), m = t->a->motions;
    if (i == NONE || m >= MOTION_MAX) {
        return NOT_HERE;
    }
    play_set(play, t->a, "CONF", i, NONE, 100);
    play_set(play, t->a, "A4_DAY", NONE, NONE, 1);
    play_set(play, t->a, "PROMISE", NONE, NONE, 0);
    if (!play_table(play, t->a, silent[kind], chair, kind == 2 ? NONE : i, 0)) {
        return NOT_HERE;
    }
    for (int a = 0; a < play->p->members; a++) {
        (void)play_answer(play, t->a, m, a,
                          trial_pick(t, 0, 1) == 0 ? ANSWER_SILENT : ANSWER_STATEMENT);
    }
    world_copy(play->p, t->b, t->a);
    if (!play_answer(play, t->a, m, breaker, ANSWER_BREAK)) {
        return trial_law(t, false, "nobody may be kept from breaking the silence", breaker, kind);
    }
    (void)play_turn_act(play, t->a, ACT_DEADLINE, m, 0);
    (void)play_turn_act(play, t->a, ACT_CLOSE, NONE, 0);
    (void)play_turn_act(play, t->b, ACT_DEADLINE, m, 0);
    return trial_law(t, !play_adopted(t->a, m) && play_adopted(t->b, m),
                     "state with one break, and without", t->a->motion[m].state,
                     t->b->motion[m].state);
}

static enum verdict unprepared(struct trial *t)
{
    const int i = trial_incident(t);
    if (i == NONE) {
        return NOT_HERE;
    }
    play_set(t->play, t->a, "PREP", NONE, NONE, 0);
    const int m = trial_clause(t, t->a, i);
    if (m == NONE) {
        return NOT_HERE;
    }
    trial_vote(t, t->a, m, ANSWER_YES);
    return trial_law(t, play_adopted(t->a, m), "state, motion", t->a->motion[m].state, m);
}

static enum verdict skipped(struct trial *t)
{
    enum { FULL = 3 };
    const int i = trial_incident(t), plan = trial_pick(t, 0, FULL);
    if (i == NONE) {
        return NOT_HERE;
    }
    play_set(t->play, t->a, "PLAN", NONE, NONE, plan);
    play_set(t->play, t->a, "SKIP", NONE, NONE, 0);
    const int m = trial_clause(t, t->a, i);
    if (m == NONE) {
        return NOT_HERE;
    }
    trial_vote(t, t->a, m, ANSWER_YES);
    const int skip = play_value(t->play, t->a, "SKIP", NONE, NONE);
    return trial_law(t, skip == (plan < FULL), "plans, step skipped", plan, skip);
}

/* Everybody gives what it can; the contributions are counted at the turn's end. */
static enum verdict unity(struct trial *t)
{
    enum { MOST = 5 };
    const struct play *play = t->play;
    const int i = trial_incident(t), before = play_value(play, t->a, "COH", NONE, NONE);
    const int hollow = play_find(play, KIND_RULE, "slips.hollow");
    if (i == NONE) {
        return NOT_HERE;
    }
    for (int earlier = 0; earlier < t->a->motions; earlier++) {
        play_set(play, t->a, "SETTLED", earlier, NONE,
                 1); /* an earlier, hollow one is not what is asked */
    }
    const int m = trial_clause(t, t->a, i);
    if (m == NONE) {
        return NOT_HERE;
    }
    trial_vote(t, t->a, m, ANSWER_YES);
    const int after = play_value(play, t->a, "COH", NONE, NONE);
    for (int a = 0; a < play->p->members; a++) {
        int level = MOST;
        while (level > 0 && !play_slip(play, t->a, m, a, level)) {
            level--;
        }
    }
    (void)play_turn_act(play, t->a, ACT_CLOSE, NONE, 0);
    (void)play_turn_act(play, t->a, ACT_ADJUDICATE, NONE, 0);
    for (int k = 0; k < play->report->fired; k++) {
        if (play->report->fire[k].rule == hollow && play->report->fire[k].bind[0] == m) {
            return trial_law(t, false, "full contributions count as hollow", m, hollow);
        }
    }
    return trial_law(t, after >= before, "unity before and after", before, after);
}

static int drop_of(struct trial *t, struct world *w, int i, int cards)
{
    enum { HEALTHY = 70 };
    for (int a = 0; a < t->play->p->members; a++) {
        play_set(t->play, w, "CARD_CASE", a, i, cards);
    }
    play_set(t->play, w, "COH", NONE, NONE, HEALTHY);
    const int m = trial_clause(t, w, i);
    if (m == NONE) {
        return NONE;
    }
    trial_vote(t, w, m, ANSWER_NO);
    return HEALTHY - play_value(t->play, w, "COH", NONE, NONE);
}

/* What counts as clear is what the teams' own cards said, not the engine's band. */
static enum verdict refused(struct trial *t)
{
    enum { CONTESTED = 1, PLAIN = 3 };
    const int i = trial_incident(t);
    if (i == NONE) {
        return NOT_HERE;
    }
    const int contested = drop_of(t, t->a, i, CONTESTED), plain = drop_of(t, t->b, i, PLAIN);
    if (contested == NONE || plain == NONE) {
        return NOT_HERE;
    }
    return trial_law(t, plain > contested, "fall of unity, contested and plain", contested, plain);
}

static enum verdict union_only(struct trial *t)
{
    enum { MEANS = 6 };
    const struct play *play = t->play;
    const int i = trial_incident(t), m = t->a->motions;
    if (i == NONE || m >= MOTION_MAX) {
        return NOT_HERE;
    }
    const int victim = trial_ally(t); /* the same case, elsewhere */
    const bool eu = trial_actor_is(t, "eu", victim) == 1;
    t->a->incident[i].victim = (int16_t)victim;
    play_set(play, t->a, "MEANT", i, NONE, trial_pick(t, 1, 2));
    bool tabled = false;
    for (int a = 0; a < play->p->actors; a++) {
        play_set(play, t->a, "PC", a, NONE, MEANS);
        tabled = play_table(play, t->a, "U03", a, i, 0) || tabled;
    }
    for (int k = 0; k < m; k++) { /* once a turn: what this victim did before is no fault */
        if (t->w->motion[k].turn == t->w->turn && t->w->motion[k].by == victim) {
            return NOT_HERE;
        }
    }
    return trial_law(t, tabled == eu, "victim in the Union, tabled", eu, tabled);
}

static enum verdict neutral_slips(struct trial *t)
{
    enum { MOST = 2, MEANS = 6 };
    const struct play *play = t->play;
    const int i = trial_incident(t), m = t->a->motions, victim = trial_ally(t),
              level = trial_pick(t, 0, 5);
    if (i == NONE || m >= MOTION_MAX || trial_actor_is(t, "eu", victim) == 0) {
        return NOT_HERE;
    }
    t->a->incident[i].victim = (int16_t)victim;
    play_set(play, t->a, "MEANT", i, NONE, 2);
    play_set(play, t->a, "PC", victim, NONE, MEANS);
    if (!play_table(play, t->a, "U03", victim, i, 0)) {
        return NOT_HERE;
    }
    (void)play_turn_act(play, t->a, ACT_DEADLINE, m, 0);
    for (int a = 0; a < play->p->actors; a++) {
        if (trial_actor_is(t, "neutral", a) == 1 &&
            play_slip(play, t->a, m, a, level) != (level <= MOST)) {
            return trial_law(t, false, "a neutral's contribution, taken", level,
                             t->a->motion[m].slip[a]);
        }
    }
    return HELD;
}

static enum verdict means(struct trial *t)
{
    static const struct {
        int level, cap;
    } limit[] = {{4, 40}, {5, 55}};
    const int i = trial_incident(t), a = trial_ally(t), k = trial_pick(t, 0, 1),
              cap = trial_pick(t, 0, 100);
    if (i == NONE) {
        return NOT_HERE;
    }
    play_set(t->play, t->a, "CAP", a, NONE, cap);
    const int m = trial_clause(t, t->a, i);
    if (m == NONE) {
        return NOT_HERE;
    }
    trial_vote(t, t->a, m, ANSWER_YES);
    const bool taken = play_slip(t->play, t->a, m, a, limit[k].level);
    return trial_law(t, taken == (cap >= limit[k].cap), "means, level", cap, limit[k].level);
}

/* What weighs most against is what the explanation of anything but yes and silence must name. */
static enum verdict explanation(struct trial *t)
{
    const struct play *play = t->play;
    static struct choice choice[MOTION_MAX];
    struct score_term term[TERMS_MAX];
    const int i = trial_incident(t), a = trial_ally(t);
    if (i == NONE) {
        return NOT_HERE;
    }
    const int m = trial_clause(t, t->a, i);
    if (m == NONE) {
        return NOT_HERE;
    }
    play_set(play, t->a, "RES", a, NONE,
             trial_pick(t, 0, 40)); /* reluctant, or there is nothing to explain */
    const int count = policy_choices(play->p, play->s, t->a, POLICY_ANSWER, a, choice, MOTION_MAX);
    for (int k = 0; k < count; k++) {
        const enum answer answer = (enum answer)choice[k].act.arg[0];
        if (choice[k].act.object != m || answer == ANSWER_YES || answer == ANSWER_SILENT) {
            continue;
        }
        const int16_t arguments[BIND_MAX] = {(int16_t)a, (int16_t)m};
        int32_t value, least = INT32_MAX, named = INT32_MAX;
        const int terms = engine_formula(play->p, t->a, play->p->policy[choice[k].policy].formula,
                                         arguments, &value, term);
        for (int x = 0; x < terms; x++) {
            least = term[x].by < least ? term[x].by : least;
            named = term[x].term == choice[k].term ? term[x].by : named;
        }
        return trial_law(t, named == least && named < 0, "the least term, the one that is named",
                         least, named);
    }
    return NOT_HERE;
}

const struct property council_properties[] = {
    {5, "a single break prevents adoption", one_break},
    {6, "Article 5 can be adopted without any preparation", unprepared},
    {7, "Article 5 before the plans are active skips a step, and not after", skipped},
    {8, "unity after an adopted Article 5 is not lower, with real contributions", unity},
    {9, "a refused plain case costs more unity than a contested one", refused},
    {20, "42(7) is not there for a victim outside the Union", union_only},
    {21, "a neutral's contribution never exceeds 2", neutral_slips},
    {22, "levels 4 and 5 need the means for them", means},
    {30, "an automated ally names what weighs most against", explanation},
    {0, "", NULL},
};
