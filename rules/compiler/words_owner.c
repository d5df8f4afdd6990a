/* SPDX-License-Identifier: EUPL-1.2 */
/* words_owner.c -- actions, motions, incidents, policies and endings in plain Dutch and English, a
 * line for each thing that the engine asks of them. Made from the compiled form, as in words.c. */
#include "compiler/words.h"

static void line(struct words *w, struct out *out, const char *nl, const char *en, const char *a,
                 const char *b)
{
    out_print(out, "%s%s", out->len ? "\n" : "", words_fill(w, nl, en, a, b, NULL));
}

static void limit(struct words *w, struct out *out, const char *nl, const char *en, int times)
{
    if (times)
        line(w, out, nl, en, words_number(w, times), NULL);
}

static void times_line(struct words *w, struct out *out, const char *nl, const char *en, int times)
{
    static const char *const few[][2] = {{"één keer", "Once"}, {"twee keer", "Twice"}};
    if (times > 2)
        line(w, out, "Ten hoogste $1 keer per $2", "At most $1 times a $2", words_number(w, times),
             w->lang == LANG_NL ? nl : en);
    else if (times > 0)
        line(w, out, "Ten hoogste $1 per $2", "$1 a $2 at most", few[times - 1][w->lang],
             w->lang == LANG_NL ? nl : en);
}

static void expr_line(struct words *w, struct out *out, const char *nl, const char *en,
                      uint32_t code)
{
    if (code)
        line(w, out, nl, en, words_expr(w, code), NULL);
}

/* A condition as a sentence. */
static void need_line(struct words *w, struct out *out, const char *nl, const char *en,
                      uint32_t code)
{
    if (code)
        line(w, out, nl, en, words_when(w, code, MOOD_SENTENCE), NULL);
}

/* A condition behind "if". */
static void if_line(struct words *w, struct out *out, const char *nl, const char *en, uint32_t code)
{
    if (code)
        line(w, out, nl, en, words_when(w, code, MOOD_CLAUSE), NULL);
}

static void after_line(struct words *w, struct out *out, const char *nl, const char *en,
                       uint32_t code)
{
    if (code)
        line(w, out, nl, en, words_after(w, code), NULL);
}

/* Who or what is bound. The name of an object's own scope holds only when its set is the same. */
static void bound_line(struct words *w, struct out *out, const char *nl, const char *en,
                       const struct binding *b)
{
    struct names own = w->names;
    if (b->slot >= own.count || own.set[b->slot] != b->set)
        words_bind(w, b->slot, b->set);
    line(w, out, nl, en, words_one(w, b->slot, b->set, b->where), NULL);
    w->names = own;
}

static void needs_and_costs(struct words *w, struct out *out, struct span needs, struct span costs)
{
    const struct program *p = &w->book->program;
    for (int i = 0; i < needs.count; i++)
        need_line(w, out, "Nodig: $1", "Needed: $1", p->need[needs.first + i].code);
    for (int i = 0; i < costs.count; i++) {
        const struct cost *cost = &p->cost[costs.first + i];
        struct piece price = words_value(w, words_read(w, cost->code));
        const char *what =
            words_text(w, "variable", book_id(w->book, KIND_VARIABLE, cost->variable));
        if (price.hold == HOLD_ATOM)
            line(w, out, "Kost: $1 van “$2”", "Costs: $1 of “$2”", price.text, what);
        else
            line(w, out, "Kost van “$2”: $1", "Costs of “$2”: $1", price.text, what);
    }
}

/* The effects of a hidden rule under a heading; nothing when it has none. */
static void rule_lines(struct words *w, struct out *out, const char *nl, const char *en, int rule)
{
    const struct rule *made = &w->book->program.rule[rule];
    struct names own = w->names;
    if (!rule || !made->effects.count)
        return;
    w->names = w->book->rule[rule].names;
    line(w, out, nl, en, NULL, NULL);
    words_effects(w, out, made);
    w->names = own;
}

static void action_words(struct words *w, struct out *out, const struct action *action)
{
    const struct program *p = &w->book->program;
    static const struct {
        const char *nl, *en;
    } moments[WHENS] = {
        [WHEN_LOCK] = {"Gaat in bij de vergrendeling", "Takes effect at the lock"},
        [WHEN_COUNCIL] = {"Gaat in tijdens de raad", "Takes effect in the council"},
        [WHEN_ADJUDICATE] = {"Gaat in bij de beoordeling", "Takes effect at adjudication"}};
    bound_line(w, out, "Door: $1", "By: $1", &action->by);
    for (int i = 0; i < action->targets.count; i++)
        bound_line(w, out, "Doel: $1", "Target: $1", &p->binding[action->targets.first + i]);
    needs_and_costs(w, out, action->needs, action->costs);
    if (action->consent != NONE)
        line(w, out, "Moet instemmen: $1", "Must agree: $1", words_bound(w, action->consent), NULL);
    if (action->level_lo != action->level_hi)
        line(w, out, "Niveau: van $1 tot en met $2", "Level: from $1 to $2",
             words_number(w, action->level_lo), words_number(w, action->level_hi));
    line(w, out, moments[action->when].nl, moments[action->when].en, NULL, NULL);
    after_line(w, out, "Eerste gevolg $1", "First effect $1", action->after_days);
    times_line(w, out, "beurt", "turn", action->limit_turn);
    times_line(w, out, "spel", "game", action->limit_game);
    if (action->secret)
        line(w, out, "Alleen het eigen team weet ervan", "Only its own team knows of it", NULL,
             NULL);
    rule_lines(w, out, "Gevolgen:", "Effects:", action->rule);
}

static void motion_words(struct words *w, struct out *out, const struct motion_kind *motion)
{
    static const struct {
        const char *nl, *en;
    } procedures[PROCEDURES] = {
        [PROC_SILENCE] = {"Stilteprocedure", "Silence procedure"},
        [PROC_ROLL_CALL] = {"Ieder geeft hardop antwoord; allen moeten instemmen",
                            "Each answers aloud; all must agree"},
        [PROC_RIGHT] = {"Een recht: wie het vraagt, krijgt het", "A right: who asks has it"},
        [PROC_DUTY] = {"Een plicht: wie het vraagt, krijgt hulp", "A duty: who asks is helped"},
        [PROC_OPT_IN] = {"Wie wil, doet mee", "Who wants to, joins"},
        [PROC_K_OF] = {"Een vast aantal moet instemmen", "A fixed number must agree"},
        [PROC_UNANIMITY] = {"Eenparigheid", "Unanimity"},
        [PROC_MAJORITY] = {"Meerderheid", "Majority"},
    };
    const struct program *p = &w->book->program;
    line(w, out, procedures[motion->procedure].nl, procedures[motion->procedure].en, NULL, NULL);
    bound_line(w, out, "Raad: $1", "Council: $1", &motion->council);
    bound_line(w, out, "Mag indienen: $1", "May table: $1", &motion->table);
    for (int i = 0; i < motion->targets.count; i++)
        bound_line(w, out, "Over: $1", "About: $1", &p->binding[motion->targets.first + i]);
    needs_and_costs(w, out, motion->needs, motion->costs);
    expr_line(w, out, "Moet instemmen: $1", "Must agree: $1", motion->consent);
    limit(w, out, "Aantal dat nodig is: $1", "Number needed: $1",
          motion->quorum > 0 ? motion->quorum : 0);
    times_line(w, out, "beurt", "turn", motion->limit_turn);
    limit(w, out, "Voorwaardelijk besluit vervalt na $1 dagen",
          "A conditional decision lapses after $1 days", motion->lapse_days);
    after_line(w, out, "Werkt $1", "Works $1", motion->effective_days);
    rule_lines(w, out, "Als het op tafel komt:", "When tabled:", motion->rule_tabled);
    rule_lines(w, out,
               "Als het in werking treedt:", "When it takes effect:", motion->rule_effective);
    rule_lines(w, out, "Als het wordt verworpen:", "When refused:", motion->rule_refused);
    rule_lines(w, out, "Als het van tafel gaat:", "When dropped:", motion->rule_dropped);
}

static void incident_words(struct words *w, struct out *out, const struct template *template)
{
    const struct program *p = &w->book->program;
    int actors = set_of_kind(p, SET_ACTOR);
    const char *all = NULL;
    for (int i = 0; i < template->victims.count; i++) {
        const char *one = words_member(w, actors, p->victim_list[template->victims.first + i]);
        all = all ? words_fill(w, "$1, $2", "$1, $2", all, one, NULL) : one;
    }
    if (all)
        line(w, out, "Kan treffen: $1", "Can hit: $1", all, NULL);
    rule_lines(w, out, "Bij het begin:", "When it opens:", template->rule);
}

static void policy_words(struct words *w, struct out *out, const struct policy *policy)
{
    const struct program *p = &w->book->program;
    bound_line(w, out, "Geldt als niemand speelt voor: $1", "Holds when nobody plays for: $1",
               &policy->by);
    bool council = policy->kind == POLICY_ANSWER || policy->kind == POLICY_SLIP ||
                   policy->kind == POLICY_CONSENT || policy->kind == POLICY_CHAIR;
    for (int i = 0; !council && i < policy->targets.count; i++)
        bound_line(w, out, "Voor: $1", "For: $1", &p->binding[policy->targets.first + i]);
    if_line(w, out, "Als $1", "If $1", policy->when);
    expr_line(w, out, "Doet het als de uitkomst minstens $1 is",
              "Does so if the outcome is at least $1", policy->least);
    for (int i = ANSWER_NONE + 1; policy->kind == POLICY_ANSWER && i < ANSWERS; i++) {
        if (policy->bound[i] > INT32_MIN + 1)
            line(w, out, "Antwoord “$1” als de uitkomst minstens $2 is",
                 "Answer “$1” if the outcome is at least $2", words_answer(w, i),
                 words_number(w, policy->bound[i]));
        else if (policy->bound[i] == INT32_MIN + 1)
            line(w, out, "Anders “$1”", "Otherwise “$1”", words_answer(w, i), NULL);
    }
    out_print(out, "\n");
    words_formula(w, out, policy->formula);
}

void words_owner(struct words *w, struct out *out, enum kind kind, int index)
{
    const struct program *p = &w->book->program;
    if (index < 0 || index >= w->book->kind[kind].count)
        return;
    w->names = w->book->kind[kind].item[index].names;
    if (kind == KIND_ACTION)
        action_words(w, out, &p->action[index]);
    else if (kind == KIND_MOTION)
        motion_words(w, out, &p->motion[index]);
    else if (kind == KIND_INCIDENT)
        incident_words(w, out, &p->template[index]);
    else if (kind == KIND_POLICY)
        policy_words(w, out, &p->policy[index]);
    else if (kind == KIND_ENDING)
        if_line(w, out, "Het spel eindigt als $1", "The game ends if $1", p->ending[index].when);
}
