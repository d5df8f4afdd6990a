/* SPDX-License-Identifier: EUPL-1.2 */
/* hash.h -- BLAKE2b-256: the chain of a recording, names of rule books, tokens as they are kept. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HASH_SIZE = 32,
    HASH_HEX_SIZE = 65 /* 64 digits and the NUL */
};

void hash_once(uint8_t ret_hash[HASH_SIZE], const void *data, size_t size);

/* In pieces: init, add any number of times, end once. Equal to hash_once() of the pieces together.
 */
struct hash {
    crypto_generichash_state state;
};

void hash_init(struct hash *hash);
void hash_add(struct hash *hash, const void *data, size_t size);
void hash_end(struct hash *hash, uint8_t ret_hash[HASH_SIZE]);

void hash_hex(char ret_hex[HASH_HEX_SIZE], const uint8_t hash[HASH_SIZE]); /* lower case */
bool hash_unhex(uint8_t ret_hash[HASH_SIZE],
                const char *hex); /* 64 lower-case digits, nothing else */
bool hash_equal(const uint8_t a[HASH_SIZE], const uint8_t b[HASH_SIZE]); /* in constant time */

#endif
