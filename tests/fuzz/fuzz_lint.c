/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_lint.c -- bytes as a request head: method, target, version and headers, a line each
 * ("Name:value"). What is accepted must be what two servers read in one way: a host that is one,
 * one length, a path without a second meaning. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/decode.h"
#include "http/lint.h"

enum { HEAD_MAX = 8192 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The next line of the text, ended in place; "" when there is none. */
static char *next(char **rest)
{
    char *line = *rest, *stop = strchr(line, '\n');
    *rest = stop == NULL ? line + strlen(line) : stop + 1;
    if (stop != NULL) {
        *stop = '\0';
    }
    return line;
}

static void check_path(const char *path)
{
    must(path[0] == '/' && strlen(path) <= DECODE_PATH_MAX && strstr(path, "//") == NULL &&
         strstr(path, "/../") == NULL && strstr(path, "/./") == NULL);
    for (const char *at = path; *at != '\0'; at++) {
        must((unsigned char)*at >= ' ' && (unsigned char)*at < 0x7f && *at != '\\' && *at != '%');
    }
}

static void check_target(const char *target, bool accepted)
{
    char path[DECODE_PATH_MAX + 1];
    struct decode_query query;
    if (decode_path(target, path) && accepted) {
        check_path(path);
    }
    if (decode_query(target, "eyes to at code", &query)) {
        must(query.count <= DECODE_PARAMETERS_MAX);
        for (size_t k = 0; k < query.count; k++) {
            must(decode_find(&query, query.parameters[k].name) == query.parameters[k].value &&
                 strlen(query.parameters[k].value) <= DECODE_VALUE_MAX);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[HEAD_MAX + 1];
    struct lint_header headers[LINT_HEADERS_MAX + 8];
    struct lint_facts facts = {.host = NULL, .content_length = -2};
    struct err err = {.code = ERR_OK};
    char *rest = text;
    if (size > HEAD_MAX) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    struct lint_request request = {
        .method = next(&rest), .target = next(&rest), .version = next(&rest), .headers = headers};
    while (*rest != '\0' && request.count < sizeof headers / sizeof headers[0]) {
        char *name = next(&rest), *colon = strchr(name, ':');
        headers[request.count++] = (struct lint_header){name, colon == NULL ? "" : colon + 1};
        if (colon != NULL) {
            *colon = '\0';
        }
    }
    const bool accepted = lint_request(&request, &facts, &err) == ERR_OK;
    check_target(request.target, accepted);
    if (accepted) {
        must(request.count <= LINT_HEADERS_MAX && strlen(request.target) <= LINT_TARGET_MAX);
        must(facts.content_length >= -1 && (facts.host == NULL || lint_host_ok(facts.host)));
        must(lint_find(&request, "transfer-encoding") == NULL || facts.content_length == -1);
    } else {
        must(facts.content_length == -2 && err.text[0] != '\0');
    }
    return 0;
}
