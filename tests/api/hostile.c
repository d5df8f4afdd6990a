/* SPDX-License-Identifier: EUPL-1.2 */
/* hostile.c -- requests that are wrong in every way that has ever split two servers, byte for byte:
 * which statuses come back, how many answers there are, and whether the connection lives on. */
#include <string.h>

#include "fixture.h"

#define HOST "Host: a\r\n"
#define KEY  "Idempotency-Key: 12345678\r\n"
#define JSON "Content-Type: application/json\r\n"
#define POST "POST /api/v1/commands HTTP/1.1\r\n" HOST JSON KEY
#define NEXT "GET /healthz HTTP/1.1\r\n" HOST "\r\n"

enum fate {
    CLOSED, /* the server closes by itself */
    OPEN    /* a next request on the connection is answered */
};

struct hostile_case {
    const char *name, *raw;
    size_t size; /* 0: up to the first NUL */
    const char *statuses;
    enum fate fate;
};

#define BYTES(text) text, sizeof(text) - 1

static const struct hostile_case cases[] = {
    {"plain", "GET /healthz HTTP/1.1\r\n" HOST "\r\n", 0, "200", OPEN},
    {"two in one packet", NEXT NEXT, 0, "200 200", OPEN},
    {"empty line before", "\r\nGET /healthz HTTP/1.1\r\n" HOST "\r\n", 0, "200", OPEN},
    {"http 1.0", "GET /healthz HTTP/1.0\r\n\r\n", 0, "200", CLOSED},
    {"close", "GET /healthz HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n" NEXT, 0, "200", CLOSED},
    {"no space behind the colon", "GET /healthz HTTP/1.1\r\nHost:a\r\n\r\n", 0, "200", OPEN},
    {"command", POST "Content-Length: 2\r\n\r\n{}", 0, "200", OPEN},
    {"command and next", POST "Content-Length: 2\r\n\r\n{}" NEXT, 0, "200 200", OPEN},
    {"no host", "GET /healthz HTTP/1.1\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"two hosts", "GET /healthz HTTP/1.1\r\n" HOST HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"two hosts, other letters", "GET /healthz HTTP/1.1\r\n" HOST "hOsT: b\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"host with a path", "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"empty host", "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"length and chunked",
     POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"chunked", POST "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"chunked, odd name", POST "Transfer-Encoding: xchunked\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"identity", POST "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}" NEXT, 0, "400",
     CLOSED},
    {"chunked get",
     "GET /healthz HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"space before the colon",
     POST "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}" NEXT, 0, "400", CLOSED},
    {"tab before the colon", "GET /healthz HTTP/1.1\r\nHost\t: a\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"two lengths", POST "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" NEXT, 0, "400",
     CLOSED},
    {"one length twice", POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" NEXT, 0, "400",
     CLOSED},
    {"lengths in a list", POST "Content-Length: 2, 2\r\n\r\n{}" NEXT, 0, "400 400",
     CLOSED}, /* the library answers before us, twice */
    {"length with a plus", POST "Content-Length: +2\r\n\r\n{}" NEXT, 0, "400 400", CLOSED},
    {"negative length", POST "Content-Length: -1\r\n\r\n{}" NEXT, 0, "400 400", CLOSED},
    {"hexadecimal length", POST "Content-Length: 0x2\r\n\r\n{}" NEXT, 0, "400 400", CLOSED},
    {"huge length", POST "Content-Length: 99999999999999999999\r\n\r\n{}" NEXT, 0, "413 413",
     CLOSED},
    {"long length", POST "Content-Length: 1000000000000000\r\n\r\n{}" NEXT, 0, "400", CLOSED},
    {"too large body", POST "Content-Length: 32769\r\n\r\n{}", 0, "413", CLOSED},
    {"no length", POST "\r\n" NEXT, 0, "400 200", OPEN},
    {"get with a body", "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nGET /" NEXT, 0,
     "400", CLOSED},
    {"control in a name", BYTES("GET /healthz HTTP/1.1\r\n" HOST "X\x01Y: 1\r\n\r\n" NEXT), "400",
     CLOSED},
    {"parenthesis in a name", "GET /healthz HTTP/1.1\r\n" HOST "X(Y): 1\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"no colon", "GET /healthz HTTP/1.1\r\n" HOST "rubbish\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"no name", "GET /healthz HTTP/1.1\r\n" HOST ": 1\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"bare cr in a value",
     "GET /healthz HTTP/1.1\r\n" HOST "X: 1\rTransfer-Encoding: chunked\r\n\r\n" NEXT, 0, "400",
     CLOSED},
    {"nul in a value", BYTES("GET /healthz HTTP/1.1\r\n" HOST "X: 1\0002\r\n\r\n" NEXT), "400",
     CLOSED},
    {"nul as a line", BYTES("GET /healthz HTTP/1.1\r\n" HOST "\0Content-Length: 9\r\n\r\n" NEXT),
     "400", CLOSED},
    {"nul in the path", BYTES("GET /healthz\0x HTTP/1.1\r\n" HOST "\r\n" NEXT), "400", CLOSED},
    {"bare line feeds", "GET /healthz HTTP/1.1\nHost: a\n\n" NEXT, 0, "400", CLOSED},
    {"one bare line feed", "GET /healthz HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"bare line feed at the end", "GET /healthz HTTP/1.1\r\n" HOST "\n" NEXT, 0, "400", CLOSED},
    {"folded line", "GET /healthz HTTP/1.1\r\n" HOST "X: 1\r\n  2\r\n\r\n" NEXT, 0, "400", CLOSED},
    {"folded length", POST "Content-Length:\r\n 2\r\n\r\n{}" NEXT, 0, "400", CLOSED},
    {"folded first line", "GET /healthz HTTP/1.1\r\n X: 1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"two spaces", "GET  /healthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"tabs", "GET\t/healthz\tHTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "", CLOSED},
    {"space behind the version", "GET /healthz HTTP/1.1 \r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"space in the path", "GET /healthz x HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"no version", "GET /healthz\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"version 1.2", "GET /healthz HTTP/1.2\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"version 1.9", "GET /healthz HTTP/1.9\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"version 2.0", "GET /healthz HTTP/2.0\r\n" HOST "\r\n" NEXT, 0, "505", CLOSED},
    {"version in small letters", "GET /healthz http/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"method in small letters", "get /healthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "405 200", OPEN},
    {"trace", "TRACE /healthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "405 200", OPEN},
    {"connect", "CONNECT a:443 HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"delete", "DELETE /api/v1/view HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "405 200", OPEN},
    {"put with a body", "PUT /api/v1/commands HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}" NEXT,
     0, "400", CLOSED},
    {"absolute form", "GET http://a/healthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"asterisk", "GET * HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"options asterisk", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "204 200", OPEN},
    {"fragment", "GET /healthz#x HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"escaped nul", "GET /healthz%00x HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"escaped slash", "GET /api%2fv1%2freach HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"escaped dots", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400",
     CLOSED},
    {"dots", "GET /../../etc/passwd HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"bad escape", "GET /%zz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"double escape", "GET /%2568ealthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"double slash", "GET //healthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400", CLOSED},
    {"escaped letters", "GET /%68ealthz HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "200 200", OPEN},
    {"unknown path", "GET /nothing HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "404 200", OPEN},
    {"parameter twice",
     "GET /api/v1/recording?session=a&session=b HTTP/1.1\r\n" HOST
     "Authorization: Bearer " FAKE_TOKEN "\r\n\r\n" NEXT,
     0, "400 200", OPEN},
    {"unknown parameter", "GET /healthz?x=1 HTTP/1.1\r\n" HOST "\r\n" NEXT, 0, "400 200", OPEN},
    {"expectation", POST "Content-Length: 2\r\nExpect: 200-maybe\r\n\r\n{}" NEXT, 0, "400", CLOSED},
    {"two authorizations",
     "GET /api/v1/view HTTP/1.1\r\n" HOST "Authorization: Bearer " FAKE_TOKEN
     "\r\nAuthorization: Bearer " FAKE_TOKEN "\r\n\r\n" NEXT,
     0, "400", CLOSED},
    {"compressed body", POST "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}" NEXT, 0, "400",
     CLOSED},
    {"upgrade",
     "GET /healthz HTTP/1.1\r\n" HOST "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n" NEXT, 0,
     "200 200", OPEN},
    {"rubbish", "\x16\x03\x01\x02\r\n\r\n", 0, "", CLOSED},
    {"rubbish with two spaces", "a b c\r\n\r\n" NEXT, 0, "400", CLOSED},
};

static void try_case(const struct site *site, const struct hostile_case *one)
{
    static const char last[] = "GET /healthz HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n";
    struct client client;
    char got[64] = "";

    client_open(&client, site);
    client_send(&client, one->raw, one->size > 0 ? one->size : strlen(one->raw));
    if (one->fate == OPEN) {
        client_text(&client, last);
    }
    for (const char *at = client_rest(&client); (at = strstr(at, "HTTP/1.")) != NULL; at += 12) {
        size_t used = strlen(got);

        if (at[9] >= '1' && at[9] <= '5') {
            (void)snprintf(got + used, sizeof(got) - used, "%s%.3s", used > 0 ? " " : "", at + 9);
        }
    }
    char want[64];
    (void)snprintf(want, sizeof(want), "%s%s", one->statuses, one->fate == OPEN ? " 200" : "");
    CHECK(strcmp(got, want) == 0, "%s: answered \"%s\", not \"%s\"", one->name, got, want);
    client_close(&client);
}

/* The same head in pieces, and heads of a browser's size: nothing honest is refused. */
static void try_pieces(const struct site *site)
{
    char head[8192] = "GET /healthz HTTP/1.1\r\n" HOST;
    struct client client;
    struct answer answer;

    for (int size = 500; size <= 3000; size += 500) {
        char *end = head + strlen(head);

        (void)memcpy(end, "X-Long: ", 8);
        memset(end + 8, 'x', 480);
        (void)memcpy(end + 488, " \t\r\n\0", 5);
        client_open(&client, site);
        client_text(&client, head);
        client_text(&client, "\r\n");
        CHECK(client_answer(&client, &answer, false) && answer.status == 200, "size %d: %d", size,
              answer.status);
        answer_done(&answer);
        for (size_t i = 0; head[i] != '\0'; i += 97) {
            client_send(&client, head + i, strnlen(head + i, 97));
        }
        client_text(&client, "\r\n");
        CHECK(client_answer(&client, &answer, false) && answer.status == 200,
              "size %d in pieces: %d", size, answer.status);
        answer_done(&answer);
        client_close(&client);
    }
    client_open(&client, site);
    client_text(&client, "GET /healthz HTTP/1.1\r\nHost: a\r\nX: ");
    for (int i = 0; i < 400; i++) {
        client_text(&client,
                    "0123456789012345678901234567890123456789012345678901234567890123456789"
                    "012345678901234567890123456789");
    }
    client_text(&client, "\r\n\r\n");
    CHECK(!client_answer(&client, &answer, false) || answer.status == 431, "huge head: %d",
          answer.status);
    answer_done(&answer);
    client_close(&client);
}

int main(void)
{
    struct site site;
    size_t count = sizeof(cases) / sizeof(cases[0]);

    site_prepare(&site);
    site_start(&site);
    for (size_t i = 0; i < count; i++) {
        try_case(&site, &cases[i]);
    }
    try_pieces(&site);
    site_stop(&site);
    (void)printf("%zu cases\n", count);
    return check_end("hostile");
}
