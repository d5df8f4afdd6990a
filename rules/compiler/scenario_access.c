/* SPDX-License-Identifier: EUPL-1.2 */
/* scenario_access.c -- what a scenario tells about itself. Reads only. */
#include "compiler/scenario.h"

const struct setup *scenario_setup(const struct scenario *s)
{
    return &s->setup;
}

const struct program *scenario_program(const struct scenario *s)
{
    return &s->program;
}

const json_t *scenario_json(const struct scenario *s)
{
    return s->json;
}

const json_t *scenario_files(const struct scenario *s)
{
    return s->files;
}

const struct book *scenario_book(const struct scenario *s)
{
    return s->book;
}

const char *scenario_text(const struct scenario *s, enum lang lang, const char *key)
{
    const char *text = json_string_value(json_object_get(s->texts[lang], key));
    return text ? text : book_text(s->book, lang, key);
}

const char *scenario_rule_id(const struct scenario *s, int rule)
{
    int own = rule - s->book->program.rules;
    if (own < 0)
        return book_id(s->book, KIND_RULE, rule);
    return rule < s->program.rules ? s->event_rule_id[s->event_of_rule[own]] : "";
}

const char *scenario_event_id(const struct scenario *s, int event)
{
    return event >= 0 && event < s->setup.events ? s->event_id[event] : "";
}

uint32_t scenario_packet_when(const struct scenario *s, int packet)
{
    return packet >= 0 && packet < PACKETS_MAX ? s->packet_when[packet] : 0;
}

uint32_t scenario_fact_when(const struct scenario *s, int fact)
{
    return fact >= 0 && fact < FACTS_MAX ? s->fact_when[fact] : 0;
}

const struct start *scenario_variant(const struct scenario *s, int variant, int *ret_count)
{
    bool known = variant >= 0 && variant < VARIANTS_MAX;
    *ret_count = known ? s->variant_starts[variant] : 0;
    return known ? s->variant[variant] : NULL;
}

const char *scenario_tell_key(const struct scenario *s, int text)
{
    const char *key = text >= 0 ? json_string_value(json_array_get(s->tells, (size_t)text)) : NULL;
    return key ? key : "";
}

const char *scenario_bound(const struct scenario *s, enum kind kind, int index, int slot,
                           int *ret_set)
{
    const struct book *book = s->book;
    const struct names *names = NULL;
    if (kind == KIND_FORMULA && index >= 0 && index < book->program.formulas && slot >= 0) {
        const struct scope *scope = &book->formula[index].scope;
        if (slot >= scope->count)
            return NULL;
        *ret_set = scope->name[slot].set;
        return scope->name[slot].id;
    }
    if (kind == KIND_RULE)
        names = index > 0 && index < book->program.rules ? &book->rule[index].names : NULL;
    else if (index >= 0 && index < book->kind[kind].count)
        names = &book->kind[kind].item[index].names;
    if (!names || slot < 0 || slot >= names->count)
        return NULL;
    *ret_set = names->set[slot];
    return names->name[slot];
}
