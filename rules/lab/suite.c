/* SPDX-License-Identifier: EUPL-1.2 */
/* suite.c -- the cases of a folder as one list. Runs nothing. */
#include "lab/bench.h"

bool suite_read(struct suite *suite, const char *folder, struct diags *diags)
{
    const char *name;
    json_t *file;
    suite->count = 0;
    suite->files = book_read_folder(folder, diags);
    json_object_foreach(suite->files, name, file)
    {
        size_t i;
        json_t *one;
        json_array_foreach(json_object_get(file, "cases"), i, one)
        {
            if (suite->count == CASES_MAX) {
                diag_add(diags, name, "", "more than %d cases", CASES_MAX);
                return false;
            }
            suite->one[suite->count++] = one;
        }
    }
    return suite->files != NULL;
}

void suite_done(struct suite *suite)
{
    json_decref(suite->files);
    suite->files = NULL;
    suite->count = 0;
}
