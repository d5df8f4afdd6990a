/* SPDX-License-Identifier: EUPL-1.2 */
/* lab.c -- sets up a laboratory: copies of program and setup that options change. Plays nothing. */
#include "lab/lab.h"

#include <stdlib.h>
#include <string.h>

bool lab_init(struct lab *lab, const struct scenario *scenario, struct why *why)
{
    *lab = (struct lab){.book = scenario_book(scenario),
                        .scenario = scenario,
                        .program = malloc(sizeof *lab->program),
                        .setup = malloc(sizeof *lab->setup),
                        .seed = 1,
                        .games = 1};
    for (int k = 0; k < DRAWS_MAX; k++) {
        lab->truth[k] = NONE;
    }
    if (lab->program == NULL || lab->setup == NULL) {
        (void)snprintf(why->text, sizeof why->text, "no memory");
        lab_done(lab);
        return false;
    }
    *lab->program = *scenario_program(scenario);
    *lab->setup = *scenario_setup(scenario);
    return true;
}

void lab_done(struct lab *lab)
{
    design_done(&lab->design);
    free(lab->program);
    free(lab->setup);
    lab->program = NULL;
    lab->setup = NULL;
}

/* The row of a list with this id; NONE. */
static int row_of(const json_t *list, const char *id, size_t size)
{
    size_t k;
    json_t *row;
    json_array_foreach(list, k, row)
    {
        const json_t *own = json_object_get(row, "id");
        if (json_string_length(own) == size && memcmp(json_string_value(own), id, size) == 0) {
            return (int)k;
        }
    }
    return NONE;
}

bool lab_variant(struct lab *lab, const char *id, struct why *why)
{
    const json_t *list = json_object_get(scenario_json(lab->scenario), "variants");
    const int found = row_of(list, id, strlen(id));
    int count = 0;
    if (found == NONE) {
        (void)snprintf(why->text, sizeof why->text, "the scenario has no variant '%.60s'", id);
        return false;
    }
    const struct start *start = scenario_variant(lab->scenario, found, &count);
    for (int k = 0; k < count && lab->setup->starts < STARTS_MAX; k++) {
        lab->setup->start[lab->setup->starts++] = start[k];
    }
    return true;
}

bool lab_truth(struct lab *lab, const char *text, struct why *why)
{
    const json_t *draws = json_object_get(scenario_json(lab->scenario), "draws");
    const size_t size = strcspn(text, "=");
    const int draw = row_of(draws, text, size);
    const char *word = text[size] == '=' ? text + size + 1 : "";
    const int option = draw == NONE
                           ? NONE
                           : row_of(json_object_get(json_array_get(draws, (size_t)draw), "options"),
                                    word, strlen(word));
    if (option == NONE) {
        (void)snprintf(why->text, sizeof why->text, "'%.80s' is not DRAW=OPTION of the scenario",
                       text);
        return false;
    }
    lab->truth[draw] = (int16_t)option;
    return true;
}

bool lab_policy(struct lab *lab, const char *text, struct why *why)
{
    struct program *p = lab->program;
    const size_t size = strcspn(text, "=");
    const bool all = size > 0 && text[size - 1] == '*';
    int found = 0;
    if (strcmp(text + size, "=off") != 0 || p->codes + 3 > CODE_MAX) {
        (void)snprintf(why->text, sizeof why->text, "'%.80s' is not POLICY=off", text);
        return false;
    }
    const uint32_t never = p->codes; /* a condition that does not hold */
    p->code[p->codes++] = OP_PUSH;
    p->code[p->codes++] = 0;
    p->code[p->codes++] = OP_RET;
    for (int k = 0; k < p->policies; k++) {
        const char *id = book_id(lab->book, KIND_POLICY, k);
        if (all ? strncmp(id, text, size - 1) == 0
                : strlen(id) == size && strncmp(id, text, size) == 0) {
            p->policy[k].when = never;
            found++;
        }
    }
    if (found == 0) {
        (void)snprintf(why->text, sizeof why->text, "there is no policy '%.*s'", (int)size, text);
    }
    program_link(p);
    return found > 0;
}
