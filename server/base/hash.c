/* SPDX-License-Identifier: EUPL-1.2 */
/* hash.c -- BLAKE2b-256 through libsodium, without a key. Never used for passwords. */
#include "base/hash.h"

#include <string.h>

void hash_once(uint8_t ret_hash[HASH_SIZE], const void *data, size_t size)
{
    (void)crypto_generichash(ret_hash, HASH_SIZE, data, size, NULL, 0);
}

void hash_init(struct hash *hash)
{
    (void)crypto_generichash_init(&hash->state, NULL, 0, HASH_SIZE);
}

void hash_add(struct hash *hash, const void *data, size_t size)
{
    (void)crypto_generichash_update(&hash->state, data, size);
}

void hash_end(struct hash *hash, uint8_t ret_hash[HASH_SIZE])
{
    (void)crypto_generichash_final(&hash->state, ret_hash, HASH_SIZE);
}

void hash_hex(char ret_hex[HASH_HEX_SIZE], const uint8_t hash[HASH_SIZE])
{
    (void)sodium_bin2hex(ret_hex, HASH_HEX_SIZE, hash, HASH_SIZE);
}

/* One spelling only: a hash in a recording must be equal as text when it is equal as a number. */
bool hash_unhex(uint8_t ret_hash[HASH_SIZE], const char *hex)
{
    size_t size = 0;
    uint8_t bytes[HASH_SIZE];
    if (strlen(hex) != HASH_HEX_SIZE - 1 || strspn(hex, "0123456789abcdef") != HASH_HEX_SIZE - 1)
        return false;
    if (sodium_hex2bin(bytes, sizeof bytes, hex, HASH_HEX_SIZE - 1, NULL, &size, NULL) != 0)
        return false;
    memcpy(ret_hash, bytes, sizeof bytes);
    return true;
}

bool hash_equal(const uint8_t a[HASH_SIZE], const uint8_t b[HASH_SIZE])
{
    return sodium_memcmp(a, b, HASH_SIZE) == 0;
}
