/* SPDX-License-Identifier: EUPL-1.2 */
/* silent.c -- every rule of the book fires in automated games of some scenario, or
 * tests/rules/silent.txt says why it cannot. A rule that is on the list and does fire is a fault as
 * well: the list would rot.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bands.h"

enum { LISTED_MAX = 200, LINE_BYTES = 256 };

struct listed {
    int count;
    char id[LISTED_MAX][64];
};

void fired_note(struct fired *fired, const struct report *report)
{
    for (int k = 0; k < report->fired; k++) {
        if (report->fire[k].rule > 0) {
            fired->rule[report->fire[k].rule]++;
        }
    }
}

/* "id: reason", a line each; # begins a comment. A line without a reason is a fault. */
static int read_list(struct listed *listed)
{
    char line[LINE_BYTES];
    int faults = 0;
    FILE *file = fopen("tests/rules/silent.txt", "r");
    if (file == NULL) {
        (void)printf("FAULT tests/rules/silent.txt cannot be read\n");
        return 1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        const size_t id = strcspn(line, ":\n");
        if (line[0] == '#' || line[0] == '\n') {
            continue;
        }
        if (line[id] != ':' || id >= sizeof listed->id[0] || strlen(line + id) < 10 ||
            listed->count == LISTED_MAX) {
            (void)printf("FAULT silent.txt: no reason, or too many lines: %s", line);
            faults++;
            continue;
        }
        (void)snprintf(listed->id[listed->count++], sizeof listed->id[0], "%.*s", (int)id, line);
    }
    (void)fclose(file);
    return faults;
}

static int listed_find(const struct listed *listed, const char *id)
{
    for (int k = 0; k < listed->count; k++) {
        if (strcmp(listed->id[k], id) == 0) {
            return k;
        }
    }
    return NONE;
}

int fired_check(const struct play *play, const struct fired *fired, int seeds)
{
    struct listed *listed = calloc(1, sizeof *listed);
    bool known[LISTED_MAX] = {false};
    int faults = listed != NULL ? read_list(listed) : 1, rules = 0;
    for (int r = 1; listed != NULL && r < play->p->rules; r++) {
        const char *id = scenario_rule_id(play->scenario, r);
        const int at = listed_find(listed, id);
        if (play->p->rule[r].effects.count == 0 || strncmp(id, "event.", 6) == 0) {
            continue; /* the lines of a scenario are its own affair */
        }
        rules++;
        if (at != NONE) {
            known[at] = true;
        }
        if (at != NONE && fired->rule[r] > 0) {
            (void)printf("FAULT %s fires (%ld times), yet silent.txt says that it cannot\n", id,
                         fired->rule[r]);
            faults++;
        }
        if (at == NONE && fired->rule[r] == 0 &&
            seeds >= WHOLE_SAMPLE) { /* in fewer games a rare one may stay away */
            (void)printf("FAULT %s never fired and silent.txt gives no reason\n", id);
            faults++;
        }
    }
    for (int k = 0; listed != NULL && k < listed->count; k++) {
        if (!known[k]) {
            (void)printf("FAULT silent.txt: there is no rule %s with effects\n", listed->id[k]);
            faults++;
        }
    }
    (void)printf("%d rules with effects, %d of them silent for a reason\n", rules,
                 listed != NULL ? listed->count : 0);
    free(listed);
    return faults;
}
