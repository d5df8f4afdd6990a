/* SPDX-License-Identifier: EUPL-1.2 */
/* ids.h -- names and secrets. A UUID names a thing and guards nothing; a token guards and names
 * nothing. */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include <stdbool.h>
#include <stdint.h>

#define ID_CODE_ALPHABET                                                                           \
    "2346789BCDFGHJKMPQRTVWXY" /* no letter or digit that is read as another                       \
                                */

enum {
    ID_UUID_SIZE = 37,  /* 36 characters and the NUL */
    ID_TOKEN_SIZE = 44, /* 32 random bytes as base64url without padding, and the NUL */
    ID_TOKEN_BYTES = 32,
    ID_CODE_SIZE = 7 /* 6 characters and the NUL: 24^6 codes */
};

/* Version 7 (RFC 9562): sorts by `wall_ms` and shows it to whoever sees the name. */
void id_v7(char ret_uuid[ID_UUID_SIZE], int64_t wall_ms);
/* Version 4, all random: for what may not tell when it was made. */
void id_v4(char ret_uuid[ID_UUID_SIZE]);
/* 256 bits from the system. Keep only its hash. */
void id_token(char ret_token[ID_TOKEN_SIZE]);
/* A join code, each one equally likely. */
void id_code(char ret_code[ID_CODE_SIZE]);

bool id_is_uuid(const char *text);  /* lower case, 8-4-4-4-12 */
bool id_is_token(const char *text); /* the form only */
/* What a person typed as a code: spaces and hyphens dropped, capitals. False when that is no code.
 */
bool id_code_clean(char ret_code[ID_CODE_SIZE], const char *typed);

#endif
