/* SPDX-License-Identifier: EUPL-1.2 */
/* check.c -- what a measurement of the server must prove about itself. Reads with jansson and
 * SQLite, not with the code that was measured. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <sqlite3.h>

#include "club.h"
#include "figures.h"

/* Where two views part, for who must mend it. */
static void tell_difference(const json_t *fresh, const json_t *patched, char *path, size_t room)
{
    const char *key;
    json_t *value;
    size_t size = strlen(path);
    if (!json_is_object(fresh) || !json_is_object(patched)) {
        char *a = fresh == NULL ? NULL : json_dumps(fresh, JSON_ENCODE_ANY),
             *b = patched == NULL ? NULL : json_dumps(patched, JSON_ENCODE_ANY);
        (void)fprintf(stderr, "  %s: fresh %.80s, patched %.80s\n", path, a == NULL ? "nothing" : a,
                      b == NULL ? "nothing" : b);
        free(a);
        free(b);
        return;
    }
    json_object_foreach((json_t *)(size_t)fresh, key, value)
    {
        (void)snprintf(path + size, room - size, "/%s", key);
        if (!json_equal(value, json_object_get(patched, key))) {
            tell_difference(value, json_object_get(patched, key), path, room);
        }
    }
    json_object_foreach((json_t *)(size_t)patched, key, value)
    {
        (void)snprintf(path + size, room - size, "/%s", key);
        if (json_object_get(fresh, key) == NULL) {
            tell_difference(NULL, value, path, room);
        }
    }
    path[size] = '\0';
}

bool seat_agrees(const struct seat *seat, int fd)
{
    struct buf fresh, patched;
    buf_init(&fresh, 16 << 20);
    buf_init(&patched, 16 << 20);
    must(wire_call(fd, "GET", "/api/v1/view", seat->token, NULL, NULL, &fresh) == 200, "no view");
    tree_write(&seat->view, &patched);
    json_t *a = json_loadb(fresh.data, fresh.size, 0, NULL),
           *b = json_loadb(patched.data, patched.size, 0, NULL);
    must(a != NULL && b != NULL, "a view is no JSON");
    bool same = json_equal(a, b);
    if (!same) {
        char path[400] = "";
        (void)fprintf(stderr, "game %d seat %d (%s):\n", seat->game->index, seat->index,
                      seat->team);
        tell_difference(a, b, path, sizeof path);
    }
    json_decref(a);
    json_decref(b);
    buf_done(&fresh);
    buf_done(&patched);
    return same;
}

int64_t count_file(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *find = NULL;
    must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK,
         "the data file does not open");
    must(sqlite3_prepare_v2(db,
                            "SELECT count(*) FROM event JOIN stream ON stream.no = event.stream "
                            "WHERE stream.name LIKE 's:%' AND"
                            " json_extract(data, '$.type') IN ('act', 'vote') AND "
                            "json_extract(data, '$.key') IS NOT NULL AND"
                            " json_type(data, '$.out') = 'object'",
                            -1, &find, NULL) == SQLITE_OK &&
             sqlite3_step(find) == SQLITE_ROW,
         "%s", sqlite3_errmsg(db));
    int64_t count = sqlite3_column_int64(find, 0);
    (void)sqlite3_finalize(find);
    (void)sqlite3_close(db);
    return count;
}
