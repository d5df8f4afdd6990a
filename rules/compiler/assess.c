/* SPDX-License-Identifier: EUPL-1.2 */
/* assess.c -- a historical case through the book's own formulas: "assess" in book.json says which
 * variable each input of a case is, and which formula each output. Nothing is judged here; the
 * terms are given in the book's words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

enum { INPUT_TOP = 1000000 };

/* ---- the row in book.json ---- */

static int input_variable(struct compiler *c, const json_t *id)
{
    const char *text = json_string_value(id);
    int variable = text ? name_find(c->book, KIND_VARIABLE, text, strlen(text)) : NONE;
    if (variable == NONE) {
        struct hint hint =
            hint_of(text ? nearest_item(c->book, 1u << KIND_VARIABLE, text, strlen(text)) : NULL);
        complain(c, "must be the id of a variable%s", hint.text);
        return NONE;
    }
    const struct variable *v = &c->program->variable[variable];
    bool incident = v->dims == 1 && type_of_set(c->program, v->set[0]).kind == TYPE_INCIDENT;
    if ((v->dims != 0 && !incident) || v->life == LIFE_DERIVED)
        complain(c, "an input is a variable without index or one with an index over incidents, and "
                    "not derived");
    c->book->kind[KIND_VARIABLE].item[variable].used = true;
    return variable;
}

static void check_inputs(struct compiler *c, const json_t *object, const char *key)
{
    const char *name;
    json_t *id;
    struct mark mark = at_key(c, key);
    json_object_foreach(json_object_get(object, key), name, id)
    {
        struct mark inner = at_key(c, name);
        (void)input_variable(c, id);
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void check_always(struct compiler *c, const json_t *object)
{
    const char *name;
    json_t *value;
    struct mark mark = at_key(c, "always");
    json_object_foreach(json_object_get(object, "always"), name, value)
    {
        struct mark inner = at_key(c, name);
        json_t *id = json_string(name);
        (void)input_variable(c, id);
        json_decref(id);
        if (!json_is_integer(value))
            complain(c, "must be a whole number");
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void check_formula(struct compiler *c, const char *id)
{
    int formula = id ? name_find(c->book, KIND_FORMULA, id, strlen(id)) : NONE;
    if (formula == NONE) {
        complain(c, "must be the id of a formula");
        return;
    }
    c->book->kind[KIND_FORMULA].item[formula].used = true;
    const struct scope *scope = &c->book->formula[formula].scope;
    if (scope->count != 1 || scope->name[0].type.kind != TYPE_INCIDENT)
        complain(c, "an output is a formula whose one argument is an incident");
}

void assess_check(struct compiler *c)
{
    const json_t *assess = json_object_get(c->book->root, "assess");
    const char *key;
    json_t *value;
    if (!json_is_object(assess))
        return;
    c->file = c->book->root_file;
    c->pointer_len = 0;
    (void)at_key(c, "book");
    struct mark mark = at_key(c, "assess");
    check_inputs(c, assess, "set");
    check_always(c, assess);
    if (json_object_get(assess, "cyber"))
        (void)input_variable(c, json_object_get(assess, "cyber"));
    (void)at_key(c, "earlier");
    check_inputs(c, json_object_get(assess, "earlier"), "set");
    check_always(c, json_object_get(assess, "earlier"));
    at_back(c, mark);
    mark = at_key(c, "assess");
    (void)at_key(c, "outputs");
    json_object_foreach(json_object_get(assess, "outputs"), key, value)
        check_formula(c, json_string_value(value));
    json_object_foreach(json_object_get(assess, "bands"), key, value)
    {
        const char *id = json_string_value(value);
        int gauge = id ? name_find(c->book, KIND_GAUGE, id, strlen(id)) : NONE;
        const json_t *json = gauge == NONE ? NULL : c->book->kind[KIND_GAUGE].item[gauge].json;
        if (gauge == NONE || !json_object_get(json, "bands") || !json_object_get(json, "formula"))
            complain(c, "\"bands\" names gauges that have a formula and bands");
        else
            check_formula(c, json_string_value(json_object_get(json, "formula")));
    }
    at_back(c, mark);
}

/* ---- one case ---- */

struct assess {
    const struct book *book;
    const struct program *p;
    struct world *w;
    struct diags *diags;
    const char *id; /* of the case */
};

static void put(struct assess *a, const char *id, int incident, json_int_t value)
{
    int variable = name_find(a->book, KIND_VARIABLE, id, strlen(id));
    const struct variable *v = &a->p->variable[variable];
    int32_t number = value < -INPUT_TOP  ? -INPUT_TOP
                     : value > INPUT_TOP ? INPUT_TOP
                                         : (int32_t)value;
    number = number > v->hi / v->scale   ? v->hi
             : number < v->lo / v->scale ? v->lo
                                         : number * v->scale;
    a->w->value[v->slot + (v->dims ? incident : 0)] = number;
}

static void put_all(struct assess *a, const json_t *always, int incident)
{
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)always, id, value)
        put(a, id, incident, json_integer_value(value));
}

static int add_incident(struct assess *a, const json_t *row, const char *victim, int day)
{
    const char *template = json_string_value(json_object_get(row, "incident"));
    struct incident *incident = &a->w->incident[a->w->incidents];
    *incident = (struct incident){.origin = NONE,
                                  .turn = 1,
                                  .day = (int16_t)day,
                                  .ordinal = (int16_t)a->w->incidents,
                                  .open = 1,
                                  .dose = 1};
    incident->template = (int16_t)name_find(a->book, KIND_INCIDENT, template, strlen(template));
    incident->victim =
        (int16_t)(victim ? name_find(a->book, KIND_ACTOR, victim, strlen(victim)) : 0);
    put_all(a, json_object_get(row, "always"), a->w->incidents);
    return a->w->incidents++;
}

static void derive(struct assess *a)
{
    for (int i = 0; i < a->p->deriveds; i++) {
        const struct variable *v = &a->p->variable[a->p->derived[i]];
        int rows = v->dims > 0 ? a->p->set[v->set[0]].count : 1,
            columns = v->dims > 1 ? a->p->set[v->set[1]].count : 1;
        for (int x = 0; x < rows; x++) {
            for (int y = 0; y < columns; y++) {
                int32_t value = 0;
                (void)engine_formula(a->p, a->w, v->formula, (int16_t[]){(int16_t)x, (int16_t)y},
                                     &value, NULL);
                value = value > v->hi / v->scale   ? v->hi
                        : value < v->lo / v->scale ? v->lo
                                                   : value * v->scale;
                a->w->value[v->slot + x * v->stride + y] = value;
            }
        }
    }
}

/* A world with the earlier incidents and the case itself; returns the case's number. */
static int fill(struct assess *a, const json_t *assess, const json_t *calibration, bool cyber)
{
    const json_t *earlier = json_object_get(assess, "earlier");
    const char *victim = json_string_value(json_object_get(assess, "victim"));
    const char *key;
    json_t *id;
    for (int i = 0; i < a->p->variables; i++) {
        const struct variable *v = &a->p->variable[i];
        int size = (v->dims > 0 ? a->p->set[v->set[0]].count : 1) *
                   (v->dims > 1 ? a->p->set[v->set[1]].count : 1);
        for (int k = 0; k < size; k++)
            a->w->value[v->slot + k] = v->start;
    }
    int day = 0;
    json_object_foreach(json_object_get(earlier, "set"), key, id)
    {
        const json_t *list = json_object_get(calibration, key);
        for (size_t i = 0; i < json_array_size(list) && a->w->incidents < INCIDENT_MAX - 1; i++) {
            int incident = add_incident(a, earlier, victim, day++);
            put(a, json_string_value(id), incident, json_integer_value(json_array_get(list, i)));
            if (json_object_get(assess, "cyber"))
                put(a, json_string_value(json_object_get(assess, "cyber")), incident, cyber);
        }
    }
    int incident = add_incident(a, assess, victim, day + 1);
    json_object_foreach(json_object_get(assess, "set"), key, id)
    {
        const json_t *value = json_object_get(calibration, key);
        if (!json_is_integer(value))
            diag_add(a->diags, a->id, "/calibration", "the input \"%s\" must be a whole number",
                     key);
        put(a, json_string_value(id), incident, json_integer_value(value));
    }
    if (json_object_get(assess, "cyber"))
        put(a, json_string_value(json_object_get(assess, "cyber")), incident, cyber);
    a->w->turn = 1;
    a->w->days = 7;
    a->w->day = (int16_t)(day + 1);
    derive(a);
    return incident;
}

static json_t *pair(const struct book *book, const char *key)
{
    const char *nl = book_text(book, LANG_NL, key), *en = book_text(book, LANG_EN, key);
    return json_pack("{s:s,s:s}", "nl", nl ? nl : "", "en", en ? en : "");
}

/* {"formula", "name", "value", "terms": [{"id","by","text"}]}; terms of 0 are left out. */
static json_t *explain(const struct assess *a, int formula, int incident, int32_t *ret_value)
{
    struct score_term terms[TERMS_MAX];
    const char *id = book_id(a->book, KIND_FORMULA, formula);
    int16_t argument = (int16_t)incident;
    char key[3 * ID_MAX];
    int count = engine_formula(a->p, a->w, formula, &argument, ret_value, terms);
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        const char *term = book_term(a->book, formula, i);
        if (terms[i].by == 0)
            continue;
        (void)snprintf(key, sizeof key, "formula.%s.%s", id, term);
        (void)json_array_append_new(list, json_pack("{s:s,s:i,s:o}", "id", term, "by", terms[i].by,
                                                    "text", pair(a->book, key)));
    }
    (void)snprintf(key, sizeof key, "formula.%s", id);
    return json_pack("{s:s,s:o,s:i,s:o}", "formula", id, "name", pair(a->book, key), "value",
                     *ret_value, "terms", list);
}

static void give_bands(const struct assess *a, const json_t *assess, int incident, json_t *answer)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(assess, "bands"), key, value)
    {
        int gauge = book_find(a->book, KIND_GAUGE, json_string_value(value));
        const json_t *json = book_json(a->book, KIND_GAUGE, gauge);
        int formula =
            book_find(a->book, KIND_FORMULA, json_string_value(json_object_get(json, "formula")));
        int16_t argument = (int16_t)incident;
        int32_t number;
        const char *band = "";
        char text[3 * ID_MAX];
        (void)engine_formula(a->p, a->w, formula, &argument, &number, NULL);
        for (size_t i = 0; i < json_array_size(json_object_get(json, "bands")); i++) {
            const json_t *row = json_array_get(json_object_get(json, "bands"), i);
            if (i == 0 || json_integer_value(json_array_get(row, 0)) <= number)
                band = json_string_value(json_array_get(row, 1));
        }
        (void)json_object_set_new(answer, key, json_string(band));
        (void)snprintf(text, sizeof text, "%s_text", key);
        char words[3 * ID_MAX];
        (void)snprintf(words, sizeof words, "gauge.%s.%s", json_string_value(value), band);
        (void)json_object_set_new(answer, text, pair(a->book, words));
    }
}

json_t *book_assess(const struct book *book, const json_t *one_case, struct diags *diags)
{
    const json_t *assess = json_object_get(book->root, "assess");
    const json_t *calibration = json_object_get(one_case, "calibration");
    const char *domain = json_string_value(json_object_get(one_case, "domain"));
    const char *id = json_string_value(json_object_get(one_case, "id"));
    struct assess a = {book, &book->program, calloc(1, sizeof(struct world)), diags, id ? id : ""};
    int before = diags->count;
    if (!assess)
        diag_add(diags, a.id, "",
                 "this book does not say how cases are assessed (\"assess\" in book.json)");
    else if (!json_is_object(calibration))
        diag_add(diags, a.id, "/calibration",
                 "this case has no \"calibration\": there is nothing to compute");
    if (!a.w || diags->count > before) {
        free(a.w);
        return NULL;
    }
    int incident = fill(&a, assess, calibration, domain && strstr(domain, "cyber"));
    json_t *answer = json_pack("{s:s}", "id", a.id), *explained = json_array();
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(assess, "outputs"), key, value)
    {
        int32_t number = 0;
        int formula = book_find(book, KIND_FORMULA, json_string_value(value));
        (void)json_array_append_new(explained, explain(&a, formula, incident, &number));
        (void)json_object_set_new(answer, key, json_integer(number));
    }
    give_bands(&a, assess, incident, answer);
    (void)json_object_set_new(answer, "explain", explained);
    free(a.w);
    if (diags->count > before) {
        json_decref(answer);
        return NULL;
    }
    return answer;
}
