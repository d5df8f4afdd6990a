/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite_read.c -- reads in pieces: a piece is copied behind the gate, its rows are given outside
 * it, so that a long read neither stops the writer nor locks out a callback that uses the store.
 * Events never change, so pieces fit. */
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/hash.h"
#include "store/sqlite_store.h"

enum {
    PIECE_ROWS_MAX = 64,
    PIECE_BYTES = 256 << 10 /* a piece ends behind the row that passes this */
};

struct piece {
    int count;
    int64_t number[PIECE_ROWS_MAX]; /* a seq, or the number of a stream */
    int64_t seq[PIECE_ROWS_MAX];
    size_t offset[PIECE_ROWS_MAX + 1]; /* in `bytes` */
    struct buf bytes;
};

static void piece_init(struct piece *piece)
{
    buf_init(&piece->bytes, PIECE_BYTES + STORE_EVENT_BYTES_MAX + PIECE_ROWS_MAX);
    piece->count = 0;
    piece->offset[0] = 0;
}

static void piece_done(struct piece *piece)
{
    buf_done(&piece->bytes);
}

/* Adds a row with a NUL behind its bytes; false when the piece is full. */
static bool piece_add(struct piece *piece, int64_t number, int64_t seq, const void *data, int size)
{
    buf_add(&piece->bytes, data, size > 0 ? (size_t)size : 0);
    buf_char(&piece->bytes, '\0');
    piece->number[piece->count] = number;
    piece->seq[piece->count] = seq;
    piece->offset[++piece->count] = piece->bytes.size;
    return piece->count < PIECE_ROWS_MAX && piece->bytes.size < PIECE_BYTES && !piece->bytes.failed;
}

static struct store_bytes piece_row(const struct piece *piece, int i)
{
    return (struct store_bytes){.data = piece->bytes.data + piece->offset[i],
                                .size = piece->offset[i + 1] - piece->offset[i] - 1};
}

static enum err_code piece_end(struct sqlite_store *store, const struct piece *piece, int result,
                               struct err *err)
{
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return sqlite_error(store->db, result, "cannot read", err);
    if (piece->bytes.failed)
        return err_set(err, ERR_NO_MEMORY, "", "no memory to read");
    return ERR_OK;
}

static enum err_code events_piece(struct sqlite_store *store, const char *stream, int64_t seq,
                                  struct piece *piece, struct err *err)
{
    GATE(&store->gate);
    AUTO(sqlite_resetp) sqlite3_stmt *read = store->statements[SQL_EVENT_READ];
    (void)sqlite3_bind_text(read, 1, stream, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(read, 2, seq);
    (void)sqlite3_bind_int(read, 3, PIECE_ROWS_MAX);
    int result;
    while ((result = sqlite3_step(read)) == SQLITE_ROW) {
        int64_t found = sqlite3_column_int64(read, 0);
        const void *data = sqlite3_column_blob(read, 1);
        if (!piece_add(piece, found, found, data, sqlite3_column_bytes(read, 1)))
            break;
    }
    return piece_end(store, piece, result, err);
}

/* NOLINTNEXTLINE(readability-function-size): the contract's six parameters */
enum err_code sqlite_read(struct store *base, const char *stream, int64_t seq, store_row row,
                          void *cls, struct err *err)
{
    for (;;) {
        AUTO(piece_done) struct piece piece;
        piece_init(&piece);
        enum err_code code = events_piece((struct sqlite_store *)base, stream, seq, &piece, err);
        if (code != ERR_OK || piece.count == 0)
            return code;
        for (int i = 0; i < piece.count; i++) {
            if (!row(cls, piece.seq[i], piece_row(&piece, i)))
                return ERR_OK;
        }
        seq = piece.seq[piece.count - 1] + 1;
    }
}

static enum err_code streams_piece(struct sqlite_store *store, int64_t number, struct piece *piece,
                                   struct err *err)
{
    GATE(&store->gate);
    AUTO(sqlite_resetp) sqlite3_stmt *list = store->statements[SQL_STREAM_LIST];
    (void)sqlite3_bind_int64(list, 1, number);
    (void)sqlite3_bind_int(list, 2, PIECE_ROWS_MAX);
    int result;
    while ((result = sqlite3_step(list)) == SQLITE_ROW) {
        const void *name = sqlite3_column_text(list, 1);
        if (!piece_add(piece, sqlite3_column_int64(list, 0), sqlite3_column_int64(list, 2), name,
                       sqlite3_column_bytes(list, 1)))
            break;
    }
    return piece_end(store, piece, result, err);
}

enum err_code sqlite_streams(struct store *base,
                             bool (*row)(void *cls, const char *stream, int64_t seq), void *cls,
                             struct err *err)
{
    for (int64_t number = 0;;) {
        AUTO(piece_done) struct piece piece;
        piece_init(&piece);
        enum err_code code = streams_piece((struct sqlite_store *)base, number, &piece, err);
        if (code != ERR_OK || piece.count == 0)
            return code;
        for (int i = 0; i < piece.count; i++) {
            if (!row(cls, piece_row(&piece, i).data, piece.seq[i]))
                return ERR_OK;
        }
        number = piece.number[piece.count - 1];
    }
}

/* Copies a column of the row that `statement` stands on. */
static enum err_code copy_column(sqlite3_stmt *statement, int column, struct buf *copy,
                                 struct err *err)
{
    const void *data = sqlite3_column_blob(statement, column);
    buf_add(copy, data, (size_t)sqlite3_column_bytes(statement, column));
    return copy->failed ? err_set(err, ERR_NO_MEMORY, "", "no memory to read") : ERR_OK;
}

static enum store_outcome key_row(struct sqlite_store *store, const uint8_t *key,
                                  const uint8_t *body_hash, struct buf *answer, struct err *err)
{
    GATE(&store->gate);
    AUTO(sqlite_resetp) sqlite3_stmt *find = store->statements[SQL_KEY_FIND];
    sqlite_bind_bytes(find, 1, key, KEY_HASH_SIZE);
    int result = sqlite3_step(find);
    if (result == SQLITE_DONE)
        return STORE_OK;
    if (result != SQLITE_ROW) {
        (void)sqlite_error(store->db, result, "cannot read", err);
        return STORE_FAILED;
    }
    const void *body = sqlite3_column_blob(find, 0);
    if (!body || sqlite3_column_bytes(find, 0) != STORE_HASH_SIZE ||
        memcmp(body, body_hash, STORE_HASH_SIZE) != 0)
        return STORE_MISMATCH;
    return copy_column(find, 1, answer, err) == ERR_OK ? STORE_DUPLICATE : STORE_FAILED;
}

enum store_outcome sqlite_find_key(struct store *base, const char *key, const uint8_t *body_hash,
                                   store_done done, void *cls)
{
    uint8_t key_hash[STORE_HASH_SIZE];
    sqlite_key_hash(key, key_hash);
    AUTO(buf_done) struct buf answer;
    buf_init(&answer, STORE_ANSWER_BYTES_MAX);
    struct store_result result = {0};
    result.outcome =
        key_row((struct sqlite_store *)base, key_hash, body_hash, &answer, &result.err);
    if (result.outcome == STORE_DUPLICATE)
        result.answer = (struct store_bytes){.data = buf_text(&answer), .size = answer.size};
    if (done)
        done(cls, &result);
    return result.outcome;
}

static enum err_code blob_row(struct sqlite_store *store, const uint8_t *hash, struct buf *blob,
                              struct err *err)
{
    GATE(&store->gate);
    AUTO(sqlite_resetp) sqlite3_stmt *find = store->statements[SQL_BLOB_FIND];
    sqlite_bind_bytes(find, 1, hash, HASH_SIZE);
    int result = sqlite3_step(find);
    if (result == SQLITE_DONE)
        return err_set(err, ERR_NOT_FOUND, "blob", "nothing is kept under this hash");
    if (result != SQLITE_ROW)
        return sqlite_error(store->db, result, "cannot read", err);
    return copy_column(find, 0, blob, err);
}

enum err_code sqlite_get_blob(struct store *base, const uint8_t *hash,
                              bool (*take)(void *cls, struct store_bytes blob), void *cls,
                              struct err *err)
{
    AUTO(buf_done) struct buf blob;
    buf_init(&blob, STORE_BLOB_BYTES_MAX);
    enum err_code code = blob_row((struct sqlite_store *)base, hash, &blob, err);
    if (code != ERR_OK)
        return code;
    uint8_t real[HASH_SIZE];
    hash_once(real, buf_text(&blob), blob.size);
    if (!hash_equal(real, hash))
        return err_set(err, ERR_DAMAGED, "blob", "the kept bytes no longer have their hash");
    (void)take(cls, (struct store_bytes){.data = buf_text(&blob), .size = blob.size});
    return ERR_OK;
}
