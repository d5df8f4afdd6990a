/* SPDX-License-Identifier: EUPL-1.2 */
/* calls.c -- every route as a well-behaved client sees it: statuses, headers, bodies, limits. */
#include <jansson.h>
#include <string.h>

#include "fixture.h"
#include "http/reply.h"
#include "http/route.h"

#define HOST   "Host: localhost:8180\r\n"
#define KEY    "Idempotency-Key: 12345678\r\n"
#define JSON   "Content-Type: application/json\r\n"
#define BEARER "Authorization: Bearer " FAKE_TOKEN "\r\n"

struct call {
    const char *first, *headers, *body;
    int status;
    const char *wanted; /* part of head or body; NULL: not looked at */
};

static const struct call calls[] = {
    {"POST /api/v1/commands", BEARER KEY JSON, "{\"command\":\"x\"}", 200,
     "{\"echo\":{\"command\":\"x\"}}"},
    {"POST /api/v1/commands", BEARER KEY JSON, "{\"command\":\"sync\"}", 200,
     "{\"echo\":{\"command\":\"sync\"}}"},
    {"POST /api/v1/commands", KEY "Content-Type: application/json; charset=utf-8\r\n", "{}", 200,
     "{\"echo\":{}}"},
    {"POST /api/v1/commands", BEARER KEY JSON "Expect: 100-continue\r\n", "{}", 200,
     "{\"echo\":{}}"},
    {"POST /api/v1/commands", BEARER JSON, "{}", 400, "key-missing"},
    {"POST /api/v1/commands", BEARER JSON "Idempotency-Key: 1234567\r\n", "{}", 400, "bad-request"},
    {"POST /api/v1/commands", BEARER JSON "Idempotency-Key: 1234567;\r\n", "{}", 400,
     "bad-request"},
    {"POST /api/v1/commands", BEARER KEY JSON, "rubbish", 400, "bad-json"},
    {"POST /api/v1/commands", BEARER KEY JSON, "", 400, "bad-json"},
    {"POST /api/v1/commands", BEARER KEY, "{}", 415, "media-type"},
    {"POST /api/v1/commands", BEARER KEY "Content-Type: text/plain\r\n", "{}", 415, "media-type"},
    {"POST /api/v1/commands", BEARER KEY "Content-Type: application/jsonx\r\n", "{}", 415,
     "media-type"},
    {"POST /api/v1/commands", "Authorization: Basic YTpi\r\n" KEY JSON, "{}", 401,
     "WWW-Authenticate: Bearer"},
    {"POST /api/v1/commands", "Authorization: Bearer " FAKE_TOKEN_EXPIRED "\r\n" KEY JSON, "{}",
     401, "token-expired"},
    {"POST /api/v1/commands", "Authorization: Bearer " FAKE_TOKEN ", " FAKE_TOKEN "\r\n" KEY JSON,
     "{}", 401, NULL},
    {"POST /api/v1/commands", "Authorization: Bearer \r\n" KEY JSON, "{}", 401, NULL},
    {"POST /api/v1/commands", BEARER KEY JSON "Sec-Fetch-Site: same-origin\r\n", "{}", 200, NULL},
    {"POST /api/v1/commands", BEARER KEY JSON "Sec-Fetch-Site: none\r\n", "{}", 200, NULL},
    {"POST /api/v1/commands", BEARER KEY JSON "Sec-Fetch-Site: cross-site\r\n", "{}", 403,
     "cross-site"},
    {"POST /api/v1/commands", BEARER KEY JSON "Sec-Fetch-Site: same-site\r\n", "{}", 403,
     "cross-site"},
    {"POST /api/v1/commands",
     BEARER KEY JSON "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost:8180\r\n", "{}", 403,
     "cross-site"},
    {"POST /api/v1/commands", BEARER KEY JSON "Origin: http://localhost:8180\r\n", "{}", 200, NULL},
    {"POST /api/v1/commands", BEARER KEY JSON "Origin: http://localhost:8181\r\n", "{}", 403,
     "cross-site"},
    {"POST /api/v1/commands", BEARER KEY JSON "Origin: http://evil.example\r\n", "{}", 403,
     "cross-site"},
    {"POST /api/v1/commands", BEARER KEY JSON "Origin: null\r\n", "{}", 403, "cross-site"},
    {"GET /api/v1/view", BEARER, NULL, 200, "{\"view\":1}"},
    {"GET /api/v1/view", "authorization: bearer " FAKE_TOKEN "\r\n", NULL, 200, NULL},
    {"GET /api/v1/view", "", NULL, 401, "unauthorized"},
    {"GET /api/v1/view?x=1", BEARER, NULL, 400, NULL},
    {"HEAD /api/v1/view", BEARER, NULL, 200, "Content-Length: 10"},
    {"OPTIONS /api/v1/view", "", NULL, 204, "Allow: GET, HEAD, OPTIONS"},
    {"PUT /api/v1/view", "", NULL, 405, "Allow: GET, HEAD, OPTIONS"},
    {"GET /api/v1/films", "", NULL, 405, "Allow: POST, OPTIONS"},
    {"OPTIONS /api/v1/commands", "", NULL, 204, "Allow: GET, HEAD, POST, OPTIONS"},
    {"GET /api/v1/lobby/" FAKE_CODE, "", NULL, 200, "{\"lobby\":1}"},
    {"GET /api/v1/lobby/AAAAAA", "", NULL, 404, "wrong-code"},
    {"GET /api/v1/recording", BEARER, NULL, 200, "filename=\"hoeksteen.jsonl\""},
    {"GET /api/v1/recording?session=0-a", BEARER, NULL, 200, "filename=\"hoeksteen-0-a.jsonl\""},
    {"GET /api/v1/recording?session=%22x", BEARER, NULL, 200, "filename=\"hoeksteen.jsonl\""},
    {"GET /api/v1/recording", BEARER, NULL, 200, "Content-Type: application/jsonl"},
    {"GET /api/v1/commands", "", NULL, 200, "\"join\""},
    {"GET /api/v1/rules", "", NULL, 200, "{\"rules\":1}"},
    {"GET /api/v1/book?lang=nl", "", NULL, 200, "{\"book\":1}"},
    {"GET /api/v1/book?language=nl", "", NULL, 400, NULL},
    {"GET /rules/rule.line", "", NULL, 200, "Content-Type: text/html; charset=utf-8"},
    {"GET /api/v1/openapi.json", "", NULL, 200, "\"openapi\":\"3.1.0\""},
    {"POST /api/v1/films?eyes=pl", "Content-Type: application/jsonl\r\n", "abc", 200,
     "\"size\":3,"},
    {"POST /api/v1/films", "Content-Type: application/x-ndjson\r\n", "abc", 200,
     "\"eyes\":\"public\""},
    {"POST /api/v1/films", "Content-Type: text/plain\r\n", "abc", 415, NULL},
    {"POST /api/v1/films?ears=pl", "Content-Type: application/jsonl\r\n", "abc", 400, NULL},
    {"GET /api/v1/reach", "", NULL, 200, "\"reached\":true"},
    {"GET /api/v1/qr/K7PM2X.svg", "", NULL, 200, "Content-Type: image/svg+xml"},
    {"GET /api/v1/qr/K7PM2X.svg", "", NULL, 200, "</svg>"},
    {"GET /api/v1/qr/-.svg", "", NULL, 404, NULL},
    {"HEAD /api/v1/stream", BEARER, NULL, 200, "Content-Type: text/event-stream"},
    {"GET /api/v1/stream", "", NULL, 401, "unauthorized"},
    {"GET /api/v1/stream", "Authorization: Bearer " FAKE_TOKEN_EXPIRED "\r\n", NULL, 401,
     "token-expired"},
    {"GET /healthz", "", NULL, 200, "{\"alive\":true}"},
    {"GET /readyz", "", NULL, 200, "{\"ready\":true}"},
    {"GET /metrics", "", NULL, 200,
     "hoeksteen_http_requests_total{route=\"/api/v1/view\",method=\"GET\",code=\"200\"}"},
    {"GET /metrics", "X-Forwarded-For: 192.0.2.1\r\n", NULL, 404, NULL},
    {"GET /", "", NULL, 200, "Content-Type: text/html; charset=utf-8"},
    {"GET /?fbclid=%zz", "", NULL, 200, NULL},
    {"GET /j/K7PM2X", "Accept-Encoding: gzip\r\n", NULL, 200, "Content-Encoding: gzip"},
    {"HEAD /reach", "", NULL, 200, "Cache-Control: no-cache"},
    {"POST /reach", "", NULL, 405, "Allow: GET, HEAD, OPTIONS"},
    {"OPTIONS /reach", "", NULL, 204, "Allow: GET, HEAD, OPTIONS"},
    {"GET /nothing", "", NULL, 404, "not-found"},
    {"GET /api/v1/nothing", "", NULL, 404, "not-found"},
};

static void try_call(const struct site *site, const struct call *call)
{
    char request[4096], length[64] = "";
    struct answer answer;

    if (call->body != NULL) {
        (void)snprintf(length, sizeof(length), "Content-Length: %zu\r\n", strlen(call->body));
    }
    (void)snprintf(request, sizeof(request), "%s HTTP/1.1\r\n" HOST "%s%s\r\n%s", call->first,
                   call->headers, length, call->body != NULL ? call->body : "");
    ask(site, request, &answer);
    CHECK(answer.status == call->status, "%s %s: %d, not %d", call->first, call->headers,
          answer.status, call->status);
    CHECK(call->wanted == NULL || strstr(answer.head, call->wanted) != NULL ||
              (answer.size > 0 && strstr(answer.body, call->wanted) != NULL),
          "%s: no %s in %s%s", call->first, call->wanted, answer.head,
          answer.size > 0 ? answer.body : "");
    bool problem = answer.status >= 400;
    CHECK(!problem ||
              strcmp(answer_header(&answer, "Content-Type"), "application/problem+json") == 0,
          "%s: %s", call->first, answer.head);
    CHECK(strstr(answer.head, "Content-Security-Policy: default-src 'none'") != NULL &&
              strstr(answer.head, "require-trusted-types-for 'script'") != NULL &&
              strstr(answer.head, "X-Content-Type-Options: nosniff") != NULL &&
              strstr(answer.head, "Referrer-Policy: no-referrer") != NULL &&
              strstr(answer.head, "Cross-Origin-Opener-Policy: same-origin") != NULL &&
              strstr(answer.head, "Cross-Origin-Resource-Policy: same-origin") != NULL &&
              strstr(answer.head, "Cross-Origin-Embedder-Policy: require-corp") != NULL &&
              strstr(answer.head, "Permissions-Policy: ") != NULL,
          "%s: a header is missing: %s", call->first, answer.head);
    CHECK(strstr(call->first, " /api/") == NULL ||
              strcmp(answer_header(&answer, "Cache-Control"), "no-store") == 0,
          "%s: %s", call->first, answer.head);
    answer_done(&answer);
}

/* A tag is answered with 304 and no body, on the same connection. */
static void try_tags(const struct site *site)
{
    struct client client;
    struct answer answer;
    char request[512];

    client_open(&client, site);
    client_text(&client, "GET /plain.css HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n");
    CHECK(client_answer(&client, &answer, false) && answer.status == 200, "%d", answer.status);
    (void)snprintf(request, sizeof(request),
                   "GET /plain.css HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n"
                   "If-None-Match: \"x\", %s\r\n\r\n",
                   answer_header(&answer, "ETag"));
    answer_done(&answer);
    client_text(&client, request);
    CHECK(client_answer(&client, &answer, false) && answer.status == 304, "%d", answer.status);
    client_text(&client, "GET /healthz HTTP/1.1\r\n" HOST "\r\n");
    CHECK(client_answer(&client, &answer, false) && answer.status == 200, "%d", answer.status);
    answer_done(&answer);
    client_close(&client);
}

static int ask_code(const struct site *site, const char *from, const char *code, bool command)
{
    char request[1024], body[100];
    struct answer answer;
    int status;

    (void)snprintf(body, sizeof(body), "{\"command\":\"rejoin\",\"\\u0063ode\":\"%s\"}", code);
    if (command) {
        (void)snprintf(request, sizeof(request),
                       "POST /api/v1/commands HTTP/1.1\r\n" HOST BEARER KEY JSON
                       "X-Forwarded-For: %s\r\nContent-Length: %zu\r\n\r\n%s",
                       from, strlen(body), body);
    } else {
        (void)snprintf(request, sizeof(request),
                       "GET /api/v1/lobby/%s HTTP/1.1\r\n" HOST "X-Forwarded-For: %s\r\n\r\n", code,
                       from);
    }
    ask(site, request, &answer);
    status = answer.status;
    CHECK(status != 429 || atoi(answer_header(&answer, "Retry-After")) > 0, "%s", answer.head);
    answer_done(&answer);
    return status;
}

/* Wrong codes of one address are bounded, by whatever way they are tried; others and other commands
 * go on. */
static void try_codes(void)
{
    struct site site;

    site_prepare(&site);
    must(address_net_parse(&site.config.trusted[0], "127.0.0.1"), "address");
    site.config.trusted_count = 1;
    site.config.limits.wrong_burst = 6;
    site.config.limits.wrong_rate = 1;
    site_start(&site);
    int wrong = 0;
    while (wrong < 100 && ask_code(&site, "192.0.2.1", "AAAAAA", wrong % 2 == 0) == 404) {
        wrong++;
    }
    CHECK(wrong >= 6 && wrong < 30, "%d wrong codes were let through", wrong);
    /* Faster than one a second refills: look until it is refused again, at most a few times. */
    int status = 0;
    for (int i = 0; i < 20 && (status = ask_code(&site, "192.0.2.1", "AAAAAA", false)) != 429;
         i++) {
    }
    CHECK(status == 429, "%d", status);
    CHECK(ask_code(&site, "192.0.2.2", "AAAAAA", false) == 404, "another address");
    CHECK(ask_code(&site, "192.0.2.2", FAKE_CODE, true) == 200, "another address");
    struct answer answer;
    ask(&site,
        "POST /api/v1/commands HTTP/1.1\r\n" HOST BEARER KEY JSON
        "X-Forwarded-For: 192.0.2.1\r\nContent-Length: 2\r\n\r\n{}",
        &answer);
    CHECK(answer.status == 200, "who already plays is not held up: %d", answer.status);
    answer_done(&answer);
    site_stop(&site);
}

static void try_rate(void)
{
    struct site site;
    struct client client;
    struct answer answer;
    int good = 0;

    site_prepare(&site);
    site.config.limits.command_rate = 1;
    site.config.limits.command_burst = 5;
    site.config.metrics_token = "for-the-operator";
    site.config.public_url = "https://spel.example";
    site_start(&site);
    client_open(&client, &site);
    for (int i = 0; i < 100; i++) {
        client_text(&client, "POST /api/v1/commands HTTP/1.1\r\n" HOST BEARER KEY JSON
                             "Content-Length: 2\r\n\r\n{}");
        if (!client_answer(&client, &answer, false)) {
            break;
        }
        good += answer.status == 200;
        if (answer.status == 429) {
            CHECK(atoi(answer_header(&answer, "Retry-After")) >= 1, "%s", answer.head);
            CHECK(strstr(answer.body, "too-many") != NULL, "%s", answer.body);
            answer_done(&answer);
            break;
        }
        answer_done(&answer);
    }
    CHECK(good >= 5 && good < 60, "%d commands were let through", good);
    client_close(&client);
    ask(&site, "GET /metrics HTTP/1.1\r\n" HOST "\r\n", &answer);
    CHECK(answer.status == 404, "%d", answer.status);
    answer_done(&answer);
    ask(&site, "GET /metrics HTTP/1.1\r\n" HOST "Authorization: Bearer for-the-operator\r\n\r\n",
        &answer);
    CHECK(answer.status == 200, "%d", answer.status);
    CHECK(strstr(answer.head, "Strict-Transport-Security: ") != NULL, "%s", answer.head);
    answer_done(&answer);
    ask(&site,
        "POST /api/v1/commands HTTP/1.1\r\n" HOST KEY JSON
        "Origin: https://spel.example\r\nContent-Length: 2\r\n\r\n{}",
        &answer);
    CHECK(answer.status == 200, "%d", answer.status);
    answer_done(&answer);
    site_stop(&site);
}

/* An upload of several MiB goes through whole; one byte too much is refused before it is sent. */
static void try_film(const struct site *site)
{
    enum { SIZE = 6 << 20 };
    struct client client;
    struct answer answer;
    char head[256];
    char *body = malloc(SIZE);

    must(body != NULL, "memory");
    memset(body, 'x', SIZE);
    (void)snprintf(head, sizeof(head),
                   "POST /api/v1/films HTTP/1.1\r\n" HOST
                   "Content-Type: application/jsonl\r\nContent-Length: %d\r\n\r\n",
                   SIZE);
    client_open(&client, site);
    client_text(&client, head);
    client_send(&client, body, SIZE);
    CHECK(client_answer(&client, &answer, false) && answer.status == 200 &&
              strstr(answer.body, "\"size\":6291456,") != NULL,
          "%d %s", answer.status, answer.size > 0 ? answer.body : "");
    answer_done(&answer);
    client_close(&client);
    free(body);
    ask(site,
        "POST /api/v1/films HTTP/1.1\r\n" HOST
        "Content-Type: application/jsonl\r\nContent-Length: 16777217\r\n\r\n",
        &answer);
    CHECK(answer.status == 413, "%d", answer.status);
    answer_done(&answer);
    ask(site, "GET /api/v1/recording?session=large HTTP/1.1\r\n" HOST BEARER "\r\n", &answer);
    CHECK(answer.status == 200 && answer.size == 8 << 20, "%d %zu", answer.status, answer.size);
    answer_done(&answer);
}

/* What the phone's test page does: five ticks and an end, one after the other. */
static void try_reach(const struct site *site)
{
    struct answer answer;

    ask(site, "GET /api/v1/reach/stream HTTP/1.1\r\n" HOST "\r\n", &answer);
    CHECK(answer.status == 200, "%d", answer.status);
    must(answer.body != NULL, "a body");
    CHECK(strstr(answer.body, "retry: 2000\nid: 1\nevent: hello\ndata: {\"now\":") == answer.body,
          "%s", answer.body);
    const char *at = answer.body;
    for (int i = 1; i <= 4 && at != NULL; i++) {
        at = strstr(at + 1, "\nevent: tick\n");
    }
    CHECK(at != NULL && strstr(at, "id: 6\nevent: end\n") != NULL, "%s", answer.body);
    answer_done(&answer);
}

/* Several tokens of one browser: each seat its own view, the bad one its end, then patches in step.
 */
static void try_stream(const struct site *site)
{
    static const char patch[] = "{\"a\":1}";
    struct client client;
    struct answer answer;
    char want[512];

    client_open(&client, site);
    client_text(&client, "GET /api/v1/stream HTTP/1.1\r\n" HOST
                         "Connection: close\r\nAuthorization: Bearer " FAKE_TOKEN
                         ", " FAKE_TOKEN_EXPIRED ",short\r\n\r\n");
    CHECK(client_head(&client, &answer) && answer.status == 200, "%d", answer.status);
    CHECK(strstr(answer.head, "X-Accel-Buffering: no\r\n") != NULL, "%s", answer.head);
    CHECK(strstr(answer.head, "Cache-Control: no-store\r\n") != NULL, "%s", answer.head);
    CHECK(fake_game_push(site->game, "patch", patch, sizeof(patch) - 1) == 2, "two are good");
    CHECK(fake_game_push(site->game, "end", "{\"code\":\"closed\"}", 17) == 2, "two are good");
    /* The last seat has its end, so the stream ends and all of it can be read. */
    const char *all = client_rest(&client);
    (void)snprintf(want, sizeof(want), "event: end\ndata: {\"seat\":1,\"n\":1,\"now\":");
    CHECK(strstr(all, want) != NULL && strstr(all, ",\"code\":\"token-expired\"}\n\n") != NULL,
          "%s", all);
    CHECK(strstr(all, "{\"seat\":0,\"n\":1,\"now\":") != NULL, "%s", all);
    CHECK(strstr(all, ",\"view\":{\"whole\": 1}}\n\n") != NULL, "%s", all);
    CHECK(strstr(all, "{\"seat\":2,\"n\":2,\"now\":") != NULL, "%s", all);
    CHECK(strstr(all, ",\"patch\":{\"a\":1}}\n\n") != NULL, "%s", all);
    CHECK(strstr(all, ",\"code\":\"closed\"}\n\n") != NULL, "%s", all);
    client_close(&client);
}

int main(void)
{
    struct site site;

    site_prepare(&site);
    site_start(&site);
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        try_call(&site, &calls[i]);
    }
    try_tags(&site);
    try_film(&site);
    try_reach(&site);
    try_stream(&site);
    site_stop(&site);
    try_codes();
    try_rate();
    return check_end("calls");
}
