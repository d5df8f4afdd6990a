/* SPDX-License-Identifier: EUPL-1.2 */
/* case_properties.c -- properties of the case (gravity, accumulation, attribution) and of an ally's
 * willingness. */
#include "trial.h"

static enum verdict casualties(struct trial *t)
{
    enum { MANY = 300 };
    const int i = trial_incident(t);
    int few, more;
    if (i == NONE) {
        return NOT_HERE;
    }
    trial_two(t, 0, MANY, &few, &more);
    play_set(t->play, t->a, "CAS", i, NONE, few);
    play_set(t->play, t->b, "CAS", i, NONE, more);
    const int low = play_formula(t->play, t->a, "ARG", i, NONE),
              high = play_formula(t->play, t->b, "ARG", i, NONE);
    return trial_law(t, low <= high, "the case with fewer and with more dead", low, high);
}

/* What is public and what allies share both rise: neither may make anybody more reluctant. */
static enum verdict attribution(struct trial *t)
{
    static const char *const motions[] = {"C01", "C07", "U01", "N06"};
    const struct play *play = t->play;
    const int i = trial_incident(t), kind = trial_pick(t, 0, 3);
    int low, high;
    if (i == NONE || t->w->motions >= MOTION_MAX || t->w->incident[i].victim == NONE) {
        return NOT_HERE;
    }
    trial_two(t, 0, 100, &low, &high);
    play_set(play, t->a, "CONF", i, NONE, 100); /* so that it may be tabled */
    play_set(play, t->a, "PC", t->w->incident[i].victim, NONE, 6);
    const int m = t->a->motions;
    if (!play_table(play, t->a, motions[kind], t->w->incident[i].victim, i, 0) ||
        t->a->motions == m) {
        return NOT_HERE;
    }
    world_copy(play->p, t->b, t->a);
    play_set(play, t->a, "CONF", i, NONE, low);
    play_set(play, t->b, "CONF", i, NONE, high);
    if (trial_pick(t, 0, 1) == 1) {
        play_set(play, t->a, "EVI", i, NONE, low);
        play_set(play, t->b, "EVI", i, NONE, high);
    }
    for (int a = 0; a < play->p->actors; a++) {
        const bool neutral = trial_actor_is(t, "neutral", a) == 1;
        const char *formula = neutral ? "NW" : "W";
        if (a >= play->p->members && !neutral) {
            continue;
        }
        const int before = play_formula(play, t->a, formula, a, m),
                  after = play_formula(play, t->b, formula, a, m);
        if (after < before) {
            return trial_law(t, false, book_id(play->book, KIND_ACTOR, a), before, after);
        }
    }
    return HELD;
}

static enum verdict norm(struct trial *t)
{
    enum { EARLY = 2007, NOW = 2025 };
    const int i = trial_incident(t);
    if (i == NONE) {
        return NOT_HERE;
    }
    play_set(t->play, t->a, "CYBER", i, NONE, 1);
    play_set(t->play, t->b, "CYBER", i, NONE, 1);
    play_set(t->play, t->a, "YEAR", NONE, NONE, EARLY);
    play_set(t->play, t->b, "YEAR", NONE, NONE, NOW);
    const int then = play_formula(t->play, t->a, "ARG", i, NONE),
              now = play_formula(t->play, t->b, "ARG", i, NONE);
    return trial_law(t, then <= now, "the cyber case in 2007 and in 2025", then, now);
}

/* Another incident a day before this one, with its own numbers. */
static int add_earlier(struct trial *t, struct world *w, int i)
{
    const int j = w->incidents;
    struct incident *earlier = &w->incident[j];
    *earlier = w->incident[i];
    earlier->day = (int16_t)(w->incident[i].day - 1);
    earlier->ordinal = (int16_t)(INCIDENT_MAX + j);
    w->incidents++;
    play_set(t->play, w, "SEV", j, NONE, trial_pick(t, 0, 100));
    play_set(t->play, w, "CAS", j, NONE, trial_pick(t, 0, 100));
    play_set(t->play, w, "CYBER", j, NONE, trial_pick(t, 0, 1));
    return j;
}

static enum verdict accumulation(struct trial *t)
{
    const int i = trial_incident(t), all = trial_pick(t, 0, 1), cyber = trial_pick(t, 0, 1);
    if (i == NONE || t->w->incidents >= INCIDENT_MAX) {
        return NOT_HERE;
    }
    play_set(t->play, t->a, "CUMALL", NONE, NONE, all);
    play_set(t->play, t->a, "CYBER", i, NONE, cyber);
    const int alone = play_formula(t->play, t->a, "CUM", i, NONE);
    world_copy(t->play->p, t->b, t->a);
    const int attributed = add_earlier(t, t->a, i), accident = add_earlier(t, t->b, i);
    play_set(t->play, t->a, "CONF", attributed, NONE, trial_pick(t, 50, 100));
    play_set(t->play, t->b, "CONF", accident, NONE, 0); /* nobody is named for an accident */
    t->b->incident[accident].open = 0;
    trial_settle(t, t->a);
    trial_settle(t, t->b);
    const int more = play_formula(t->play, t->a, "CUM", i, NONE),
              same = play_formula(t->play, t->b, "CUM", i, NONE);
    if (more < alone) {
        return trial_law(t, false, "the sum without and with an earlier attack", alone, more);
    }
    return trial_law(t, same == alone, "the sum without and with an earlier accident", alone, same);
}

static enum verdict sensibility(struct trial *t)
{
    int low, high;
    trial_two(t, 0, 100, &low, &high);
    play_set(t->play, t->a, "SENS", NONE, NONE, low);
    play_set(t->play, t->b, "SENS", NONE, NONE, high);
    const int before = play_value(t->play, t->a, "CRED", NONE, NONE),
              after = play_value(t->play, t->b, "CRED", NONE, NONE);
    return trial_law(t, before <= after, "credibility with less and with more sensibility", before,
                     after);
}

static enum verdict misreading(struct trial *t)
{
    static const struct {
        const char *id;
        int hi;
    } calming[] = {{"PREP", 100}, {"CHAN", 3}, {"SENS", 100}};
    const int k = trial_pick(t, 0, 2);
    int low, high;
    trial_two(t, 0, calming[k].hi, &low, &high);
    play_set(t->play, t->a, calming[k].id, NONE, NONE, low);
    play_set(t->play, t->b, calming[k].id, NONE, NONE, high);
    const int before = play_formula(t->play, t->a, "MISREAD", NONE, NONE);
    const int after = play_formula(t->play, t->b, "MISREAD", NONE, NONE);
    return trial_law(t, before >= after, calming[k].id, before, after);
}

static enum verdict mobility(struct trial *t)
{
    int low, high;
    trial_two(t, 0, 100, &low, &high);
    const int plan = trial_pick(t, 0, 3);
    play_set(t->play, t->a, "PLAN", NONE, NONE, plan);
    play_set(t->play, t->b, "PLAN", NONE, NONE, plan);
    play_set(t->play, t->a, "MOBI", NONE, NONE, low);
    play_set(t->play, t->b, "MOBI", NONE, NONE, high);
    const int slow = play_formula(t->play, t->a, "PREPDAYS", NONE, NONE);
    const int fast = play_formula(t->play, t->b, "PREPDAYS", NONE, NONE);
    return trial_law(t, slow >= fast, "days of preparation with less and with more mobility", slow,
                     fast);
}

const struct property case_properties[] = {
    {1, "more casualties never weaken the case", casualties},
    {2, "more attribution never lowers anybody's willingness", attribution},
    {3, "a cyber case in 2007 is no stronger than in 2025", norm},
    {4, "an attributed earlier incident never lowers the sum; an accident leaves it", accumulation},
    {12, "more mobility never lengthens preparation", mobility},
    {15, "sensibility never lowers credibility", sensibility},
    {23, "the chance of a misreading never rises with preparation, channels or sensibility",
     misreading},
    {0, "", NULL},
};
