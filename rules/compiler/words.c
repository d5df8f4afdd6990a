/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c -- a rule or a formula in plain Dutch or English, made from its compiled form; what an
 * action, motion or other object adds to that is in words_owner.c. */
#include "compiler/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/out.h"

static const char *keep(struct words *w, struct out *out)
{
    struct words_page *page = out->text ? malloc(sizeof *page) : NULL;
    if (!page) {
        free(out->text);
        return "";
    }
    *page = (struct words_page){out->text, w->pages};
    w->pages = page;
    return page->text;
}

const char *words_fill(struct words *w, const char *nl, const char *en, const char *a,
                       const char *b, const char *c)
{
    const char *part[] = {a, b, c};
    struct out out = {0};
    for (const char *at = w->lang == LANG_NL ? nl : en; *at; at++) {
        if (*at == '$' && at[1] >= '1' && at[1] <= '3') {
            at++;
            out_print(&out, "%s", part[*at - '1'] ? part[*at - '1'] : "");
        } else {
            out_print(&out, "%c", *at);
        }
    }
    return keep(w, &out);
}

const char *words_number(struct words *w, int32_t number)
{
    struct out out = {0};
    out_print(&out, "%s%lld", number < 0 ? "−" : "",
              number < 0 ? -(long long)number : (long long)number);
    return keep(w, &out);
}

const char *words_text(struct words *w, const char *prefix, const char *id)
{
    const char *text =
        book_text(w->book, w->lang, words_fill(w, "$1.$2", "$1.$2", prefix, id, NULL));
    return text ? text : id;
}

void words_done(struct words *w)
{
    while (w->pages) {
        struct words_page *older = w->pages->older;
        free(w->pages->text);
        free(w->pages);
        w->pages = older;
    }
}

/* ---- effects ---- */

static const char *place(struct words *w, const struct effect *e)
{
    const char *name = words_text(w, "variable", book_id(w->book, KIND_VARIABLE, e->variable));
    const char *what = words_fill(w, "“$1”", "“$1”", name, NULL, NULL);
    if (e->dims == 0)
        return what;
    const struct variable *v = &w->book->program.variable[e->variable];
    const char *first = words_index(w, e->index[0], v->set[0]);
    if (e->dims == 1)
        return words_fill(w, "$1 van $2", "$1 of $2", what, first, NULL);
    return words_fill(w, "$1 van $2 bij $3", "$1 of $2 for $3", what, first,
                      words_index(w, e->index[1], v->set[1]));
}

static const char *told(struct words *w, const struct effect *e)
{
    static const struct {
        uint8_t bit;
        bool many;
        const char *nl, *en;
    } audiences[] = {{SEE_PUBLIC, false, "iedereen", "everybody"},
                     {SEE_ALLIES, true, "de bondgenoten", "the allies"},
                     {SEE_RED, false, "de tegenstander", "the opponent"},
                     {SEE_WHITE, false, "de spelleiding", "the facilitator"},
                     {SEE_COMMAND, false, "het opperbevel", "the command"},
                     {SEE_CHAIR, false, "de voorzitter", "the chair"}};
    const char *who = e->audience_kind == 0 ? words_expr(w, e->index[0]) : "";
    bool many = false;
    for (size_t i = 0; i < sizeof audiences / sizeof audiences[0]; i++) {
        if (e->audience_kind == audiences[i].bit) {
            who = w->lang == LANG_NL ? audiences[i].nl : audiences[i].en;
            many = audiences[i].many;
        }
    }
    const char *text = book_text(w->book, w->lang, book_tell_key(w->book, e->text));
    return many ? words_fill(w, "$1 vernemen: “$2”", "$1 hear: “$2”", who, text, NULL)
                : words_fill(w, "$1 verneemt: “$2”", "$1 hears: “$2”", who, text, NULL);
}

static const char *opened(struct words *w, const struct effect *e)
{
    const char *name = words_text(w, "incident", book_id(w->book, KIND_INCIDENT, e->variable));
    if (!e->index[0])
        return words_fill(w, "“$1” begint bij een geloot slachtoffer",
                          "“$1” opens at a victim drawn by lot", name, NULL, NULL);
    return words_fill(w, "“$1” begint bij $2", "“$1” opens at $2", name,
                      words_index(w, e->index[0], set_of_kind(&w->book->program, SET_ACTOR)), NULL);
}

/* What is written: a number that is known may rise or fall by it, or say that something holds. */
static const char *written(struct words *w, const struct effect *e)
{
    static const struct {
        const char *nl, *en;
    } verbs[] = {
        [EFFECT_ADD] = {"$1 verandert met $2", "$1 changes by $2"},
        [EFFECT_SET] = {"$1 wordt $2", "$1 becomes $2"},
        [EFFECT_ATLEAST] = {"$1 wordt minstens $2", "$1 becomes at least $2"},
        [EFFECT_ATMOST] = {"$1 wordt hoogstens $2", "$1 becomes at most $2"},
        [EFFECT_DRAW] = {"$1 wordt geloot van $2 tot en met $3", "$1 is drawn from $2 to $3"},
    };
    const struct variable *v = &w->book->program.variable[e->variable];
    struct piece value = words_value(w, words_read(w, e->value));
    bool flag = v->scale == 1 && v->lo == 0 && v->hi == 1 && value.known;
    bool between = e->kind == EFFECT_DRAW; /* two numbers side by side */
    const char *what = place(w, e);
    const char *text = between ? words_held(w, value, HOLD_SUM) : value.text;
    if (e->raw) /* in hundredths */
        text = words_fill(w, "$1 honderdsten", "$1 hundredths", words_held(w, value, HOLD_ATOM),
                          NULL, NULL);
    if (flag && e->kind != EFFECT_ATMOST && e->kind != EFFECT_ADD && value.value == 1)
        return words_fill(w, "$1 wordt 1 (geldt)", "$1 becomes 1 (holds)", what, NULL, NULL);
    if (flag && e->kind == EFFECT_SET && value.value == 0)
        return words_fill(w, "$1 wordt 0 (geldt niet)", "$1 becomes 0 (does not hold)", what, NULL,
                          NULL);
    if (e->kind == EFFECT_ADD && !e->raw && value.known && value.value > 0)
        return words_fill(w, "$1 stijgt met $2", "$1 rises by $2", what, text, NULL);
    if (e->kind == EFFECT_ADD && !e->raw && value.known && value.value < 0 &&
        value.value > -INT32_MAX)
        return words_fill(w, "$1 daalt met $2", "$1 falls by $2", what,
                          words_number(w, -value.value), NULL);
    return words_fill(w, verbs[e->kind].nl, verbs[e->kind].en, what, text,
                      e->value2 ? words_held(w, words_value(w, words_read(w, e->value2)), HOLD_SUM)
                                : NULL);
}

static const char *deed(struct words *w, const struct effect *e)
{
    if (e->kind == EFFECT_TELL)
        return told(w, e);
    if (e->kind == EFFECT_OPEN)
        return opened(w, e);
    if (e->kind == EFFECT_CLOSE)
        return words_fill(w, "$1 is voorbij", "$1 is over", words_expr(w, e->index[0]), NULL, NULL);
    return written(w, e);
}

/* Names that the rule itself does not bind get a letter. */
static const char *each(struct words *w, struct span bindings)
{
    const char *all = NULL;
    for (int i = 0; i < bindings.count; i++) {
        const struct binding *b = &w->book->program.binding[bindings.first + i];
        if (b->slot >= w->names.count)
            words_bind(w, b->slot, b->set);
        const char *one = words_each(w, b->slot, b->set, b->where);
        all = all ? words_fill(w, "$1, en voor $2", "$1, and for $2", all, one, NULL)
                  : words_fill(w, "voor $1", "for $1", one, NULL, NULL);
    }
    return all;
}

static const char *when(struct words *w, uint32_t code)
{
    return words_fill(w, "als $1", "if $1", words_when(w, code, MOOD_CLAUSE), NULL, NULL);
}

static const char *chance(struct words *w, uint32_t percent)
{
    struct piece value = words_value(w, words_read(w, percent));
    return words_fill(w, "met een kans van $1 procent", "with a chance of $1 percent",
                      words_held(w, value, value.known ? HOLD_PRODUCT : HOLD_ATOM), NULL, NULL);
}

static const char *delay(struct words *w, const struct effect *e)
{
    if (!e->after_days2)
        return words_after(w, e->after_days);
    return words_fill(w, "na $1 tot en met $2", "after $1 to $2", words_expr(w, e->after_days),
                      words_days(w, e->after_days2), NULL);
}

/* The parts of a sentence that are there, with commas. */
static void part(struct out *out, const char *text)
{
    if (text)
        out_print(out, "%s%s", out->len && out->text[out->len - 1] != ' ' ? ", " : "", text);
}

static void effect_words(struct words *w, struct out *out, const struct effect *e)
{
    struct out own = {0};
    struct names names = w->names;
    part(&own, each(w, e->bindings));
    if (e->when)
        part(&own, when(w, e->when));
    if (e->percent)
        part(&own, chance(w, e->percent));
    if (e->after_days)
        part(&own, delay(w, e));
    out_print(out, "\n- %s%s%s", own.text ? own.text : "", own.text ? ": " : "", deed(w, e));
    free(own.text);
    w->names = names;
}

void words_effects(struct words *w, struct out *out, const struct rule *rule)
{
    for (int i = 0; i < rule->effects.count; i++)
        effect_words(w, out, &w->book->program.effect[rule->effects.first + i]);
}

static void rule_words(struct words *w, struct out *out, const struct rule *rule)
{
    const char *moment = words_moment(w, rule->moment);
    if (*moment)
        part(out, moment);
    part(out, each(w, rule->bindings));
    if (rule->when)
        part(out, when(w, rule->when));
    if (rule->percent)
        part(out, chance(w, rule->percent));
    out_print(out, "%s", out->len ? ":" : "");
    words_effects(w, out, rule);
}

void words_formula(struct words *w, struct out *out, int index)
{
    const struct formula *formula = &w->book->program.formula[index];
    const struct scope *scope = &w->book->formula[index].scope;
    const char *id = book_id(w->book, KIND_FORMULA, index);
    const char *prefix = words_fill(w, "formula.$1", "formula.$1", id, NULL, NULL);
    w->names.count = (uint8_t)scope->count;
    for (int i = 0; i < scope->count; i++) {
        w->names.name[i] = scope->name[i].id;
        w->names.set[i] = scope->name[i].set;
    }
    out_print(out, "%s", words_text(w, "formula", id));
    if (formula->clamped)
        out_print(out, " (%s)",
                  words_fill(w, "van $1 tot en met $2", "from $1 to $2",
                             words_number(w, formula->lo), words_number(w, formula->hi), NULL));
    out_print(out, " =");
    for (int i = 0; i < formula->terms.count; i++) {
        const char *value = words_expr(w, w->book->program.term[formula->terms.first + i].code);
        const char *term = book_term(w->book, index, i);
        if (formula->terms.count == 1)
            out_print(out, " %s", value);
        else
            out_print(out, "\n%s %s: %s", i ? "+" : " ", words_text(w, prefix, term), value);
    }
}

char *book_words(const struct book *book, enum kind kind, int index, enum lang lang)
{
    struct words w = {.book = book, .lang = lang, .motion = NONE};
    struct out out = {0};
    if (kind == KIND_RULE && index > 0 && index < book->program.rules) {
        w.names = book->rule[index].names;
        rule_words(&w, &out, &book->program.rule[index]);
    } else if (kind == KIND_FORMULA && index >= 0 && index < book->program.formulas) {
        words_formula(&w, &out, index);
    } else {
        words_owner(&w, &out, kind, index);
    }
    char *made = out.text ? words_filled(&w, out.text) : NULL; /* names in texts of the book */
    words_done(&w);
    free(out.text);
    return made;
}
