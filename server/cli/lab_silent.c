/* SPDX-License-Identifier: EUPL-1.2 */
/* lab_silent.c -- see lab_silent.h. Reads rules.csv of runs of any scenarios. */
#include "cli/lab_silent.h"

#include <jansson.h>
#include <stdio.h>

#include "cli/cli.h"
#include "lab/folder.h"
#include "lab/sheet.h"

int lab_silent(const char *const *folders, int count)
{
    json_t *fired = json_object();
    const char *rule;
    json_t *times;
    int silent = 0;
    for (int k = 0; k < count; k++) {
        char path[PATH_SIZE];
        struct sheet sheet;
        const int size = snprintf(path, sizeof path, "%s/rules.csv", folders[k]);
        if (size >= PATH_SIZE || !sheet_read(&sheet, path)) {
            (void)fprintf(stderr, "hoeksteen lab: %s/rules.csv\n", folders[k]);
            json_decref(fired);
            return CLI_INPUT;
        }
        for (long r = 0; r < sheet.rows; r++) {
            const char *id = sheet_cell(&sheet, r, 0);
            const json_int_t before = json_integer_value(json_object_get(fired, id));
            (void)json_object_set_new(fired, id, json_integer(before + sheet_number(&sheet, r, 1)));
        }
        sheet_done(&sheet);
    }
    json_object_foreach(fired, rule, times)
    {
        if (json_integer_value(times) == 0) {
            (void)printf("%s\n", rule);
            silent++;
        }
    }
    (void)fprintf(stderr, "%d %s %zu %s\n", silent, cli_say((struct cli_text){"van", "of"}),
                  json_object_size(fired),
                  cli_say((struct cli_text){"regels werkten nooit", "rules never fired"}));
    json_decref(fired);
    return CLI_OK;
}
