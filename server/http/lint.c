/* SPDX-License-Identifier: EUPL-1.2 */
/* lint.c -- the rules of RFC 9110 and 9112 that matter for framing, and allow-lists for the rest.
 * Never accepts what the server's library would have to guess about. */
#include "http/lint.h"

#include <string.h>
#include <strings.h>

/* Headers of which a second one could change the meaning of the request. */
static const char *const once[] = {
    "host",   "content-length", "content-type",   "content-encoding", "authorization",
    "origin", "expect",         "sec-fetch-site", "idempotency-key",  "x-forwarded-proto",
};

static bool is_token_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_token(const char *text, size_t max)
{
    size_t i;

    for (i = 0; text[i] != '\0'; i++) {
        if (i >= max || !is_token_char(text[i])) {
            return false;
        }
    }
    return i > 0;
}

static bool is_value(const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false; /* a bare CR too: other servers end the line there */
        }
    }
    return true;
}

bool lint_host_ok(const char *host)
{
    size_t size = strlen(host);

    return size > 0 && size <= LINT_HOST_MAX &&
           strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") ==
               size;
}

const char *lint_find(const struct lint_request *request, const char *name)
{
    for (size_t i = 0; i < request->count; i++) {
        if (strcasecmp(request->headers[i].name, name) == 0) {
            return request->headers[i].value;
        }
    }
    return NULL;
}

static enum err_code check_line(const struct lint_request *request, struct err *err)
{
    const char *target = request->target;

    if (!is_token(request->method, 16)) {
        return err_set(err, ERR_BAD_REQUEST, "", "the method is no token");
    }
    if (strcmp(request->version, "HTTP/1.1") != 0 && strcmp(request->version, "HTTP/1.0") != 0) {
        return err_set(err, ERR_BAD_REQUEST, "", "only HTTP/1.1 and HTTP/1.0 are spoken");
    }
    if (strlen(target) > LINT_TARGET_MAX) {
        return err_set(err, ERR_BAD_REQUEST, "", "the path is longer than %d", LINT_TARGET_MAX);
    }
    for (const char *p = target; *p != '\0'; p++) {
        if (*p < 0x21 || *p > 0x7e || *p == '#' || *p == '\\') {
            return err_set(err, ERR_BAD_REQUEST, "",
                           "the path has a character that must be escaped");
        }
    }
    if (target[0] != '/' &&
        !(strcmp(target, "*") == 0 && strcmp(request->method, "OPTIONS") == 0)) {
        return err_set(err, ERR_BAD_REQUEST, "", "the path has to begin with a slash");
    }
    return ERR_OK;
}

static enum err_code check_headers(const struct lint_request *request, struct err *err)
{
    unsigned seen = 0;

    if (request->count > LINT_HEADERS_MAX) {
        return err_set(err, ERR_BAD_REQUEST, "", "more than %d headers", LINT_HEADERS_MAX);
    }
    for (size_t i = 0; i < request->count; i++) {
        const struct lint_header *header = &request->headers[i];

        if (!is_token(header->name, 64)) {
            return err_set(err, ERR_BAD_REQUEST, "", "the name of a header is no token");
        }
        if (!is_value(header->value)) {
            return err_set(err, ERR_BAD_REQUEST, header->name, "control character in a header");
        }
        if (strcasecmp(header->name, "transfer-encoding") == 0) {
            return err_set(err, ERR_BAD_REQUEST, "Transfer-Encoding",
                           "a body needs a Content-Length and no Transfer-Encoding");
        }
        for (size_t k = 0; k < sizeof(once) / sizeof(once[0]); k++) {
            if (strcasecmp(header->name, once[k]) != 0) {
                continue;
            }
            if (seen & (1u << k)) {
                return err_set(err, ERR_BAD_REQUEST, header->name, "this header was given twice");
            }
            seen |= 1u << k;
        }
    }
    return ERR_OK;
}

static enum err_code read_length(const struct lint_request *request, int64_t *ret_length,
                                 struct err *err)
{
    const char *text = lint_find(request, "content-length");
    int64_t length = 0;

    if (text == NULL) {
        *ret_length = -1;
        return ERR_OK;
    }
    size_t size = strlen(text);
    if (size == 0 || size > 15 || strspn(text, "0123456789") != size) {
        return err_set(err, ERR_BAD_REQUEST, "Content-Length", "up to 15 digits and nothing else");
    }
    for (; *text != '\0'; text++) {
        length = length * 10 + (*text - '0');
    }
    *ret_length = length;
    return ERR_OK;
}

enum err_code lint_request(const struct lint_request *request, struct lint_facts *ret_facts,
                           struct err *err)
{
    struct lint_facts facts = {0};
    enum err_code code;
    const char *expect;

    if ((code = check_line(request, err)) != ERR_OK ||
        (code = check_headers(request, err)) != ERR_OK ||
        (code = read_length(request, &facts.content_length, err)) != ERR_OK) {
        return code;
    }
    facts.host = lint_find(request, "host");
    if (facts.host == NULL ? strcmp(request->version, "HTTP/1.0") != 0
                           : !lint_host_ok(facts.host)) {
        return err_set(err, ERR_BAD_REQUEST, "Host", "one host, with or without a port");
    }
    expect = lint_find(request, "expect");
    if (expect != NULL && strcasecmp(expect, "100-continue") != 0) {
        return err_set(err, ERR_BAD_REQUEST, "Expect", "only 100-continue can be expected");
    }
    if (lint_find(request, "content-encoding") != NULL) {
        return err_set(err, ERR_BAD_REQUEST, "Content-Encoding", "bodies are taken uncompressed");
    }
    if (facts.content_length > 0 && strcmp(request->method, "POST") != 0) {
        return err_set(err, ERR_BAD_REQUEST, "Content-Length", "only POST may have a body");
    }
    *ret_facts = facts;
    return ERR_OK;
}
