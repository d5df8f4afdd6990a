/* SPDX-License-Identifier: EUPL-1.2 */
/* test_names.c -- ids and hash: forms, order, spread of the join code, published BLAKE2b vectors.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/ids.h"

Test(names, uuids)
{
    char last[ID_UUID_SIZE] = "";
    for (int64_t ms = 0; ms < 2000; ms++) {
        char v7[ID_UUID_SIZE];
        char v4[ID_UUID_SIZE];
        id_v7(v7, 1795354805123 + ms);
        id_v4(v4);
        cr_assert(id_is_uuid(v7) && id_is_uuid(v4), "%s %s", v7, v4);
        cr_assert(v7[14] == '7' && strchr("89ab", v7[19]), "%s", v7);
        cr_assert(v4[14] == '4' && strchr("89ab", v4[19]), "%s", v4);
        cr_assert(strcmp(last, v7) < 0, "a later name sorts behind");
        memcpy(last, v7, sizeof last);
    }
    char fixed[ID_UUID_SIZE];
    id_v7(fixed, 0x0123456789AB);
    cr_assert_eq(strncmp(fixed, "01234567-89ab-7", 15), 0, "%s", fixed);
    char other[ID_UUID_SIZE];
    id_v7(other, 0x0123456789AB);
    cr_assert_str_neq(fixed, other);
    static const char *const BAD[] = {"",
                                      "0",
                                      "01234567-89ab-7def-8123-456789abcde",
                                      "01234567-89ab-7def-8123-456789abcdef0",
                                      "01234567-89AB-7def-8123-456789abcdef",
                                      "01234567089ab-7def-8123-456789abcdef"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        cr_assert_not(id_is_uuid(BAD[i]), "%s", BAD[i]);
}

Test(names, tokens_and_codes)
{
    char token[ID_TOKEN_SIZE];
    char other[ID_TOKEN_SIZE];
    for (int i = 0; i < 1000; i++) {
        id_token(token);
        id_token(other);
        cr_assert(id_is_token(token), "%s", token);
        cr_assert_eq(
            strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
        cr_assert_str_neq(token, other);
    }
    token[10] = '+';
    cr_assert_not(id_is_token(token));
    other[42] = '\0';
    cr_assert_not(id_is_token(other));

    /* Chi-square over 240,000 letters with 23 degrees of freedom: more than 110 is no accident (p
     * below 1e-12); taking a byte modulo 24 would give about 480. */
    double count[256] = {0};
    double chi_square = 0;
    char code[ID_CODE_SIZE];
    for (int i = 0; i < 40000; i++) {
        id_code(code);
        cr_assert_eq(strspn(code, ID_CODE_ALPHABET), 6, "%s", code);
        for (int at = 0; at < 6; at++)
            count[(unsigned char)code[at]]++;
    }
    for (const char *letter = ID_CODE_ALPHABET; *letter; letter++) {
        double off = count[(unsigned char)*letter] - 10000;
        chi_square += off * off / 10000;
    }
    cr_assert(chi_square < 110, "%d", (int)chi_square);

    cr_assert(id_code_clean(code, " 7k-m 4xy"));
    cr_assert_str_eq(code, "7KM4XY");
    static const char *const BAD[] = {"", "7KM4X", "7KM4XYY", "7KM4X0", "7KM4X\xC3\xA9", "7KM4X\n"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        cr_assert_not(id_code_clean(code, BAD[i]), "%s", BAD[i]);
        cr_assert_str_eq(code, "7KM4XY", "untouched");
    }
}

Test(names, hashes)
{
    /* BLAKE2b with a 32-byte digest, computed with coreutils: printf 'abc' | b2sum -l 256 */
    static const struct {
        const char *text;
        const char *hex;
    } VECTORS[] = {
        {"", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
        {"abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"},
    };
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++) {
        hash_once(hash, VECTORS[i].text, strlen(VECTORS[i].text));
        hash_hex(hex, hash);
        cr_assert_str_eq(hex, VECTORS[i].hex);
        uint8_t back[HASH_SIZE];
        cr_assert(hash_unhex(back, hex));
        cr_assert(hash_equal(hash, back));
        back[31] ^= 1;
        cr_assert_not(hash_equal(hash, back));
    }
    char text[1000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7);
    uint8_t whole[HASH_SIZE];
    hash_once(whole, text, sizeof text);
    for (size_t cut = 0; cut <= sizeof text; cut += 37) {
        struct hash stream;
        hash_init(&stream);
        hash_add(&stream, text, cut);
        hash_add(&stream, text + cut, sizeof text - cut);
        hash_end(&stream, hash);
        cr_assert(hash_equal(hash, whole), "cut at %zu", cut);
    }
    hash_hex(hex, whole);
    uint8_t untouched[HASH_SIZE] = {1, 2, 3};
    hex[5] = 'G';
    cr_assert_not(hash_unhex(untouched, hex));
    hash_hex(hex, whole);
    hex[63] = '\0';
    cr_assert_not(hash_unhex(untouched, hex));
    cr_assert_not(
        hash_unhex(untouched, "0E5751C026E543B2E8AB2EB06099DAA1D1E5DF47778F7787FAAB45CDF12FE3A8"));
    cr_assert(untouched[0] == 1 && untouched[2] == 3);
}
