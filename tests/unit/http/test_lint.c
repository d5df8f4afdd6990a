/* SPDX-License-Identifier: EUPL-1.2 */
/* test_lint.c -- heads that are refused and heads that are not, one table; and the layout of a head
 * in memory. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/layout.h"
#include "http/lint.h"

struct head_case {
    const char *method, *target, *version;
    const char *headers; /* "name:value" with a line feed between */
    enum err_code code;
    int64_t length;
};

static const struct head_case heads[] = {
    {"GET", "/", "HTTP/1.1", "Host:a", ERR_OK, -1},
    {"GET", "/", "HTTP/1.0", "", ERR_OK, -1},
    {"OPTIONS", "*", "HTTP/1.1", "Host:a", ERR_OK, -1},
    {"POST", "/x?y=%41", "HTTP/1.1", "Host:[::1]:80\nContent-Length:17", ERR_OK, 17},
    {"POST", "/", "HTTP/1.1", "Host:a\nExpect:100-Continue\nContent-Length:0", ERR_OK, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nX-A:1\nX-A:2\nCookie:a\nCookie:b", ERR_OK, -1},
    {"GET", "/", "HTTP/1.1", "Host:a\nContent-Length:0", ERR_OK, 0},
    {"get it", "/", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"", "/", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"ABCDEFGHIJKLMNOPQ", "/", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.2", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/2.0", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/", "", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "http://a/", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "*", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"CONNECT", "a:80", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/a#b", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/a\\b", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/a b", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/a\x01", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/\xc3\xa9", "HTTP/1.1", "Host:a", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nhost:a", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a/b", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a@b", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a, b", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:1\nContent-Length:1", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:+1", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:-1", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:1, 1", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:0x1", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:1 ", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Length:1234567890123456", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nTransfer-Encoding:chunked", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\ntransfer-encoding:identity", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nTransfer-Encoding :chunked", ERR_BAD_REQUEST, 0},
    {"POST", "/", "HTTP/1.1", "Host:a\nContent-Encoding:gzip", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nContent-Length:5", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nX-A\x01:1", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nX(A):1", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nX-A:1\rX-B", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nX-A:\x7f", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nExpect:the-unexpected", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nAuthorization:a\nAuthorization:b", ERR_BAD_REQUEST, 0},
    {"GET", "/", "HTTP/1.1", "Host:a\nOrigin:a\nOrigin:b", ERR_BAD_REQUEST, 0},
};

static size_t split(char *text, struct lint_header *headers)
{
    size_t count = 0;

    for (char *line = text; *line != '\0';) {
        char *end = strchr(line, '\n');
        char *colon = strchr(line, ':');

        headers[count++] = (struct lint_header){line, colon + 1};
        *colon = '\0';
        if (end == NULL) {
            break;
        }
        *end = '\0';
        line = end + 1;
    }
    return count;
}

Test(lint, heads)
{
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        const struct head_case *one = &heads[i];
        struct lint_header headers[8];
        char text[256];
        struct lint_facts facts = {.content_length = 99};
        struct err err = {0};

        memcpy(text, one->headers, strlen(one->headers) + 1);
        struct lint_request request = {one->method, one->target, one->version, headers,
                                       split(text, headers)};
        enum err_code code = lint_request(&request, &facts, &err);
        cr_expect_eq(code, one->code, "case %zu: %s (%s)", i, err_slug(code), err.text);
        cr_expect_eq(facts.content_length, code == ERR_OK ? one->length : 99, "case %zu", i);
        cr_expect_eq(err.code, one->code, "case %zu", i);
    }
}

Test(lint, limits)
{
    struct lint_header headers[LINT_HEADERS_MAX + 1];
    char target[LINT_TARGET_MAX + 2];
    struct lint_facts facts;

    for (size_t i = 0; i <= LINT_HEADERS_MAX; i++) {
        headers[i] = (struct lint_header){i == 0 ? "host" : "x-many", "a"};
    }
    struct lint_request request = {"GET", target, "HTTP/1.1", headers, LINT_HEADERS_MAX};
    memset(target, 'a', sizeof(target));
    target[0] = '/';
    target[LINT_TARGET_MAX] = '\0';
    cr_assert_eq(lint_request(&request, &facts, NULL), ERR_OK);
    request.count++;
    cr_assert_eq(lint_request(&request, &facts, NULL), ERR_BAD_REQUEST);
    request.count--;
    target[LINT_TARGET_MAX] = 'a';
    target[LINT_TARGET_MAX + 1] = '\0';
    cr_assert_eq(lint_request(&request, &facts, NULL), ERR_BAD_REQUEST);
    cr_assert_str_eq(lint_find(&request, "HOST"), "a");
    cr_assert_null(lint_find(&request, "hos"));
}

/* A head as the library leaves it: line ends and colons are NUL. Size 0 at the end of the table. */
struct layout_case {
    const char *text;
    size_t size;
    bool ok;
};

Test(lint, layout)
{
    static const struct layout_case cases[] = {
        {"GET\0/x\0HTTP/1.1\0\0Host\0 a\0\0\0\0", 28, true},
        {"GET\0/x\0HTTP/1.1\0\0Host\0a\0\0\0\0", 27, true},
        {"GET\0/x\0HTTP/1.1\0Host\0 a\0\0\0\0", 27, false},         /* bare line feed */
        {"GET\0/x\0HTTP/1.1\0\0Host\0 a\0b\0\0\0\0", 30, false},    /* NUL in the value */
        {"GET\0/x\0HTTP/1.1\0\0Host\0 a\0\0 b\0\0\0\0", 32, false}, /* folded */
        {"GET\0/x\0HTTP/1.1\0\0Host\0 a\0\0\0", 27, false},         /* bare line feed at the end */
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *text = cases[i].text;
        const char *version = text + 7;
        const char *name = version + 8;
        struct lint_header header;

        name++;
        name += *name == '\0';
        header.name = name;
        header.value = name + 5 + (name[5] == ' ');
        struct lint_request request = {text, text + 4, version, &header, 1};
        cr_expect_eq(layout_ok(&request, text + 4, 2, cases[i].size), cases[i].ok, "case %zu", i);
        cr_expect_not(layout_ok(&request, text + 4, 3, cases[i].size), "case %zu", i);
    }
    cr_assert(layout_known("0.9.75"));
    cr_assert_not(layout_known("1.0.1"));
}
