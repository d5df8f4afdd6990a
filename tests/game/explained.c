/* SPDX-License-Identifier: EUPL-1.2 */
/* explained.c -- see explained.h. The engine puts what its terms leave over into one term of no
 * rule, so the sum alone proves little: here that rest must be what a clamp takes away, to the
 * unit, or stand alone where somebody set the number. */
#include "explained.h"

#include <string.h>

#include "party.h"

struct sums {
    int64_t terms, rest; /* of rules, prices and formulas; of nobody */
    int known, rests;
};

static struct sums sums_of(const json_t *change)
{
    struct sums sums = {0, 0, 0, 0};
    size_t t = 0;
    json_t *term = NULL;
    json_array_foreach(json_object_get(change, "terms"), t, term)
    {
        const char *rule = json_string_value(json_object_get(term, "rule"));
        bool nobody = rule != NULL && rule[0] == '\0' &&
                      json_integer_value(json_object_get(term, "effect")) < 0;
        *(nobody ? &sums.rest : &sums.terms) += json_integer_value(json_object_get(term, "by"));
        *(nobody ? &sums.rests : &sums.known) += 1;
    }
    return sums;
}

/* Is this value an end of the variable's range, or of its formula's clamp? */
static bool is_bound(const struct program *p, const struct variable *v, int64_t value)
{
    const struct formula *f = v->life == LIFE_DERIVED ? &p->formula[v->formula] : NULL;
    bool clamp = f != NULL && f->clamped &&
                 (value == (int64_t)f->lo * v->scale || value == (int64_t)f->hi * v->scale);
    return value == v->lo || value == v->hi || clamp;
}

/* A clamp takes from what would pass the bound, and nothing else. */
static bool is_clamp(const struct program *p, const struct variable *v, int64_t before,
                     int64_t after, int64_t rest)
{
    if (v->life == LIFE_DERIVED) { /* what was beyond the bound before, or is now */
        return is_bound(p, v, before) || is_bound(p, v, after);
    }
    return (rest < 0 && after == v->hi) || (rest > 0 && after == v->lo);
}

/* Acts in which a number is set, not reckoned. */
static bool is_by_hand(const struct session *s, const struct variable *v, const char *verb)
{
    static const char *const SETTERS[] = {"card", "truth", "override", "correct"};
    bool restart = false;
    for (size_t k = 0; k < sizeof SETTERS / sizeof SETTERS[0]; k++) {
        if (strcmp(verb, SETTERS[k]) == 0) {
            return true;
        }
    }
    for (int t = 1; t <= s->setup->turns; t++) {
        restart = restart || s->setup->turn[t].restart;
    }
    return strcmp(verb, "turn") == 0 &&
           (v->life == LIFE_TURN || v->life == LIFE_COUNTDOWN || restart);
}

static void explain(struct explained *explained, const struct session *s, const char *verb,
                    const json_t *change, json_int_t seq)
{
    const char *name = json_string_value(json_object_get(change, "var"));
    int variable = book_find(s->book, KIND_VARIABLE, name);
    PARTY_CHECK(variable != NONE, "event %lld: there is no %s", (long long)seq, name);
    const struct variable *v = &s->program->variable[variable];
    const struct sums sums = sums_of(change);
    int64_t before = json_integer_value(json_object_get(change, "before")),
            after = json_integer_value(json_object_get(change, "after"));
    PARTY_CHECK(before + sums.terms + sums.rest == after,
                "seed %llu, event %lld: %s goes from %lld to %lld, its terms say %lld",
                (unsigned long long)s->seed, (long long)seq, name, (long long)before,
                (long long)after, (long long)(before + sums.terms + sums.rest));
    bool good =
        sums.rests == 0 ||
        (sums.rests == 1 && (sums.known == 0 ? is_by_hand(s, v, verb)
                                             : is_clamp(s->program, v, before, after, sums.rest)));
    PARTY_CHECK(
        good,
        "seed %llu, event %lld: %s goes from %lld to %lld in '%s', and %lld of that is nobody's",
        (unsigned long long)s->seed, (long long)seq, name, (long long)before, (long long)after,
        verb, (long long)sums.rest);
    explained->by_rules += sums.rests == 0;
    explained->by_clamp += sums.rests > 0 && sums.known > 0;
    explained->by_hand += sums.rests > 0 && sums.known == 0;
}

void explained_line(struct explained *explained, const struct session *session, const json_t *line)
{
    size_t a = 0, c = 0;
    json_t *act = NULL, *change = NULL;
    json_array_foreach(json_object_get(json_object_get(line, "out"), "acts"), a, act)
    {
        const char *verb = json_string_value(json_object_get(json_object_get(act, "act"), "verb"));
        json_array_foreach(json_object_get(act, "changes"), c, change)
        {
            explain(explained, session, verb == NULL ? "" : verb, change,
                    json_integer_value(json_object_get(line, "seq")));
        }
    }
}
