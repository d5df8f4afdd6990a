/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_recording.c -- bytes as lines of a recording of the small book of tests/books/ok. The first
 * byte says how many true events go before them (255: not even the header and the files). Only the
 * true recording may verify; everything else is damaged, with the line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"
#include "game/play.h"
#include "game/recording.h"

enum { RECORDING_BYTES_MAX = 4 << 20, EVENTS_MOST = 200, NOTHING = 255 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct buf whole;
static size_t event[EVENTS_MOST]; /* where each begins */
static int events;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct diags diags;
    (void)argc;
    (void)argv;
    json_t *book = books_must_read("tests/books/ok/tiny"),
           *scenarios = json_pack("{s:o}", "small", books_must_read("tests/books/ok/scenario"));
    struct shelf *shelf = shelf_of(book, scenarios, &diags);
    struct session *session = NULL;
    struct err err = {.code = ERR_OK};
    const struct play play = {.scenario = "small", .seed = 3, .variant = ""};
    buf_init(&whole, RECORDING_BYTES_MAX);
    if (shelf == NULL) {
        abort();
    }
    const struct library library = shelf_library(shelf);
    if (play_game(&library, &play, NULL, NULL, &whole, &session, &err) != ERR_OK) {
        abort();
    }
    for (const char *at = buf_text(&whole); at != NULL && events < EVENTS_MOST;
         at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, "{\"seq\":", 7) == 0) {
            event[events++] = (size_t)(at - whole.data);
        }
    }
    session_free(session);
    shelf_free(shelf);
    json_decref(book);
    json_decref(scenarios);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t line = 0;
    struct err err = {.code = ERR_OK};
    struct buf changed;
    if (size < 1) {
        return 0;
    }
    buf_init(&changed, RECORDING_BYTES_MAX * 2);
    if (data[0] != NOTHING) {
        buf_add(&changed, whole.data, event[data[0] % events]);
    }
    buf_add(&changed, (const char *)data + 1, size - 1);
    enum err_code code =
        recording_verify(buf_text(&changed), changed.size, NULL, NULL, &line, &err);
    bool same = changed.size == whole.size && memcmp(changed.data, whole.data, whole.size) == 0;
    if (same ? code != ERR_OK : (code != ERR_DAMAGED || line < 1 || err.text[0] == '\0')) {
        abort();
    }
    buf_done(&changed);
    return 0;
}
