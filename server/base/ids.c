/* SPDX-License-Identifier: EUPL-1.2 */
/* ids.c -- makes names, tokens and join codes. Never takes randomness from anything but the system.
 */
#include "base/ids.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

enum {
    CODE_LENGTH = ID_CODE_SIZE - 1,
    CODE_LETTERS = sizeof ID_CODE_ALPHABET - 1,
    UUID_BYTES = 16
};

/* sodium_init() may be called again and from any thread. Without randomness there is no safe way
 * on. */
static void random_bytes(void *ret_bytes, size_t size)
{
    if (sodium_init() < 0)
        abort();
    randombytes_buf(ret_bytes, size);
}

void id_v7(char ret_uuid[ID_UUID_SIZE], int64_t wall_ms)
{
    uint8_t bytes[UUID_BYTES];
    random_bytes(bytes, sizeof bytes);
    uint64_t ms = wall_ms > 0 ? (uint64_t)wall_ms : 0;
    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    bytes[6] = (uint8_t)(0x70 | (bytes[6] & 0x0F)); /* version 7 */
    bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3F)); /* the variant of RFC 9562 */
    uuid_unparse_lower(bytes, ret_uuid);
}

void id_v4(char ret_uuid[ID_UUID_SIZE])
{
    uuid_t bytes;
    uuid_generate_random(bytes);
    uuid_unparse_lower(bytes, ret_uuid);
}

void id_token(char ret_token[ID_TOKEN_SIZE])
{
    uint8_t bytes[ID_TOKEN_BYTES];
    random_bytes(bytes, sizeof bytes);
    (void)sodium_bin2base64(ret_token, ID_TOKEN_SIZE, bytes, sizeof bytes,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

void id_code(char ret_code[ID_CODE_SIZE])
{
    if (sodium_init() < 0)
        abort();
    for (int i = 0; i < CODE_LENGTH; i++)
        ret_code[i] = ID_CODE_ALPHABET[randombytes_uniform(CODE_LETTERS)]; /* rejects, so no bias */
    ret_code[CODE_LENGTH] = '\0';
}

bool id_is_uuid(const char *text)
{
    static const char FORM[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    size_t i = 0;
    for (; FORM[i] != '\0' && text[i] != '\0'; i++) {
        bool is_hex = strchr("0123456789abcdef", text[i]) != NULL;
        if (FORM[i] == 'x' ? !is_hex : text[i] != '-')
            return false;
    }
    return FORM[i] == text[i];
}

bool id_is_token(const char *text)
{
    uint8_t bytes[ID_TOKEN_BYTES];
    size_t size = 0;
    bool is_token = strlen(text) == ID_TOKEN_SIZE - 1 &&
                    sodium_base642bin(bytes, sizeof bytes, text, ID_TOKEN_SIZE - 1, NULL, &size,
                                      NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
                    size == sizeof bytes;
    sodium_memzero(bytes, sizeof bytes);
    return is_token;
}

bool id_code_clean(char ret_code[ID_CODE_SIZE], const char *typed)
{
    char code[ID_CODE_SIZE] = "";
    int count = 0;
    for (; *typed != '\0'; typed++) {
        if (*typed == ' ' || *typed == '-')
            continue;
        char letter = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (count == CODE_LENGTH || !strchr(ID_CODE_ALPHABET, letter))
            return false;
        code[count++] = letter;
    }
    if (count != CODE_LENGTH)
        return false;
    memcpy(ret_code, code, sizeof code);
    return true;
}
