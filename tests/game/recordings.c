/* SPDX-License-Identifier: EUPL-1.2 */
/* recordings.c -- a recording that was changed is refused with the line; a result that was altered
 * together with the chain after it, too. And explanations are true: the terms of every recorded
 * change add up to what changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "dice.h"
#include "explained.h"
#include "game/line.h"
#include "game/play.h"
#include "game/recording.h"
#include "party.h"

enum { BYTES_MAX = 64 << 20, LINES_MAX = 2000 };

struct lines {
    int count;
    const char *at[LINES_MAX];
    size_t size[LINES_MAX]; /* without the newline */
};

static void split(const struct buf *recording, struct lines *lines)
{
    const char *at = recording->data, *end = at + recording->size;
    lines->count = 0;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        PARTY_CHECK(stop != NULL && lines->count < LINES_MAX, "a recording ends every line");
        lines->at[lines->count] = at;
        lines->size[lines->count++] = (size_t)(stop - at);
        at = stop + 1;
    }
}

/* The session is yours. */
static struct session *play(const struct library *library, const char *scenario, uint64_t seed,
                            struct buf *recording)
{
    struct session *session = NULL;
    struct err err = {.code = ERR_OK};
    const struct play play = {.scenario = scenario, .seed = seed, .variant = ""};
    buf_init(recording, BYTES_MAX);
    enum err_code code = play_game(library, &play, NULL, NULL, recording, &session, &err);
    PARTY_CHECK(code == ERR_OK, "play %s %llu: %s", scenario, (unsigned long long)seed, err.text);
    return session;
}

static void put(struct buf *to, const char *line, size_t size)
{
    buf_add(to, line, size);
    buf_char(to, '\n');
}

/* One change somewhere: a bit of a line or of its end, a cut, two lines swapped, a line twice, a
 * line from elsewhere. */
static void mutate(const struct lines *lines, struct dice *dice, struct buf *to)
{
    enum { BIT, CUT, SWAP, TWICE, FOREIGN, KINDS_OF_CHANGE };
    static const char FOREIGN_LINE[] =
        "{\"seq\":1,\"t\":0,\"type\":\"end\",\"by\":\"x\",\"data\":{},\"out\":{},\"prev\":\"\"}";
    int kind = dice_below(dice, KINDS_OF_CHANGE), line = dice_below(dice, lines->count),
        other = dice_below(dice, lines->count);
    size_t where = (size_t)dice_below(dice, (int)lines->size[line] + 1);
    buf_clear(to);
    line -= kind == SWAP && line == lines->count - 1; /* two lines that can be swapped */
    for (int k = 0; k < lines->count; k++) {
        int from = kind == SWAP && k == line ? line + 1 : kind == SWAP && k == line + 1 ? line : k;
        size_t start = to->size;
        if (kind == FOREIGN && k == line) {
            put(to, FOREIGN_LINE, sizeof FOREIGN_LINE - 1);
        }
        if (kind == CUT && k == line) {
            buf_add(to, lines->at[k], where);
            return;
        }
        put(to, lines->at[from], lines->size[from]);
        if (kind == BIT && k == line) {
            to->data[start + where] = (char)(to->data[start + where] ^ (1 << dice_below(dice, 7)));
        }
        if (kind == TWICE && k == line) {
            put(to, lines->at[other], lines->size[other]);
        }
    }
}

/* The first line (from 1) that is not as it was: looked up, not remembered, for a line put in may
 * equal the next. */
static int first_difference(const struct buf *a, const struct buf *b)
{
    int line = 1;
    for (size_t k = 0; k < a->size && k < b->size && a->data[k] == b->data[k]; k++) {
        line += a->data[k] == '\n';
    }
    return line;
}

/* The number of the first event's line: the header and the files stand before it. */
static int first_event(const struct lines *lines)
{
    int k = 0;
    while (k < lines->count && strncmp(lines->at[k], "{\"seq\":1,", 9) != 0) {
        k++;
    }
    return k + 1;
}

/* Every change is refused at exactly the first line that differs. The one exception are the files
 * of the book, of which the header knows one hash of all together: another good file is told by the
 * header (line 1), and a good file too early by the next, which then stands out of the order of
 * names. And after the last event only the closing line can tell, as the next line does of a
 * recording that is cut off between two. */
static void mutations(const struct buf *recording, int many)
{
    struct lines lines;
    struct buf changed;
    struct dice dice = {99};
    int loose = 0, tried = 0;
    split(recording, &lines);
    buf_init(&changed, BYTES_MAX);
    int begins = first_event(&lines);
    int64_t found = 0;
    struct err err = {.code = ERR_OK};
    PARTY_CHECK(recording_verify("", 0, NULL, NULL, &found, &err) == ERR_DAMAGED && found == 1,
                "an empty file: line %lld, %s", (long long)found, err.text);
    for (int k = 0; k < many; k++) {
        err = (struct err){.code = ERR_OK};
        found = 0;
        mutate(&lines, &dice, &changed);
        if (changed.size == recording->size &&
            memcmp(changed.data, recording->data, changed.size) == 0) {
            continue;
        }
        int line = first_difference(recording, &changed);
        enum err_code code = recording_verify(changed.data, changed.size, NULL, NULL, &found, &err);
        PARTY_CHECK(code == ERR_DAMAGED, "mutation %d in line %d of %d passed", k, line,
                    lines.count);
        bool file = line > 1 && line <= begins && (found == 1 || found == line + 1);
        bool last = line == lines.count - 1 && found == line + 1;
        /* Cut off before the end of a line: that line is whole, the next one is missing. */
        bool cut = changed.size < recording->size && found == line + 1 &&
                   recording->data[changed.size] == '\n' &&
                   memcmp(changed.data, recording->data, changed.size) == 0;
        PARTY_CHECK(found == line || file || last || cut,
                    "mutation %d in line %d (events begin at %d) was found in line %lld: %s", k,
                    line, begins, (long long)found, err.text);
        loose += found != line;
        tried++;
    }
    (void)printf("%d mutations refused: %d files told by the header or the next file, all else by "
                 "exactly its line\n",
                 tried, loose);
    buf_done(&changed);
}

/* Alters one result and makes the chain fit again from there on. */
static void alter(const struct buf *recording)
{
    struct lines lines;
    struct buf changed;
    split(recording, &lines);
    buf_init(&changed, BYTES_MAX);
    int altered = 0;
    for (int target = first_event(&lines) - 1; target < lines.count - 1; target++) {
        char hex[HASH_HEX_SIZE] = "";
        uint8_t hash[HASH_SIZE];
        const char *after = strstr(lines.at[target], "\"after\":");
        if (after == NULL || after > lines.at[target] + lines.size[target]) {
            continue;
        }
        buf_clear(&changed);
        for (int k = 0; k < lines.count; k++) {
            size_t start = changed.size;
            put(&changed, lines.at[k], lines.size[k]);
            char *text = changed.data + start, *digit = text + (after - lines.at[target]) + 8;
            if (k == target) {
                digit += *digit == '-';
                *digit = *digit == '7' ? '3' : '7';
            }
            char *link = k > target ? strstr(text, "\"prev\":\"") : NULL;
            if (link != NULL) {
                char *last = link;
                while ((link = strstr(link + 1, "\"prev\":\"")) != NULL) {
                    last = link;
                }
                memcpy(last + 8, hex, HASH_HEX_SIZE - 1);
            }
            hash_once(hash, text, lines.size[k]);
            hash_hex(hex, hash);
        }
        int64_t found = 0;
        struct err err = {.code = ERR_OK};
        enum err_code code = recording_verify(changed.data, changed.size, NULL, NULL, &found, &err);
        PARTY_CHECK(code == ERR_DAMAGED && found == target + 1,
                    "a result altered in line %d, with its chain, gave line %lld: %s", target + 1,
                    (long long)found, err.text);
        altered++;
    }
    PARTY_CHECK(altered > 5, "only %d lines had a result to alter", altered);
    (void)printf("%d results altered with their chain, each found at its line\n", altered);
    buf_done(&changed);
}

/* Every change of every act of the game. */
static void explain(const struct buf *recording, const struct session *session,
                    struct explained *explained)
{
    struct lines lines;
    split(recording, &lines);
    for (int k = first_event(&lines) - 1; k < lines.count - 1; k++) {
        json_error_t at;
        json_t *line = json_loadb(lines.at[k], lines.size[k], 0, &at);
        explained_line(explained, session, line);
        json_decref(line);
    }
}

int main(void)
{
    int games = party_rounds(40, 200), many = party_rounds(300, 10000);
    struct explained explained = {0, 0, 0};
    struct diags *diags = calloc(1, sizeof *diags);
    dice_install(8);
    struct shelf *shelf = diags == NULL ? NULL : shelf_open(NULL, NULL, diags);
    PARTY_CHECK(shelf != NULL, "the rule book is not accepted");
    const struct library library = shelf_library(shelf);
    for (int k = 1; k <= games; k++) {
        struct buf recording;
        int64_t line = 0;
        struct session *session =
            play(&library, k % 2 == 0 ? "het-pakket" : "cyberrel", (uint64_t)k, &recording);
        explain(&recording, session, &explained);
        session_free(session);
        if (k <= 2) {
            PARTY_CHECK(recording_verify(recording.data, recording.size, NULL, NULL, &line, NULL) ==
                            ERR_OK,
                        "a recording does not verify: line %lld", (long long)line);
            mutations(&recording, many / 2);
            alter(&recording);
        }
        buf_done(&recording);
    }
    (void)printf(
        "%d games, %ld changes explained by rules, %ld by rules and a bound, %ld set by hand\n",
        games, explained.by_rules, explained.by_clamp, explained.by_hand);
    shelf_free(shelf);
    free(diags);
    return explained.by_rules > games * 50 && explained.by_clamp > games ? 0 : 1;
}
