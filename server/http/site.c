/* SPDX-License-Identifier: EUPL-1.2 */
/* site.c -- see site.h. Names with a hash in them are kept for ever by the browser, all others are
 * asked for again. */
#include "http/site.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "http/assets.h"
#include "http/reply.h"

enum { ASSETS_MAX = 512, TAG_SIZE = 36 };

static const char *const types[][2] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

/* Paths that the client resolves itself; all of them are the same page. A last star stands for one
 * segment. */
static const char *const client_paths[] = {
    "/", "/j/*", "/host", "/play", "/room", "/replay", "/rules", "/rules/*",
};

static char plain_tags[ASSETS_MAX][TAG_SIZE], gzip_tags[ASSETS_MAX][TAG_SIZE];

static void make_tag(char ret_tag[TAG_SIZE], const unsigned char *data, size_t size)
{
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];

    hash_once(hash, data, size);
    hash_hex(hex, hash);
    ret_tag[0] = '"';
    memcpy(ret_tag + 1, hex, TAG_SIZE - 4);
    memcpy(ret_tag + TAG_SIZE - 3, "\"", 2);
}

void site_init(void)
{
    assert(asset_count <= ASSETS_MAX);
    for (size_t i = 0; i < asset_count; i++) {
        make_tag(plain_tags[i], assets[i].plain, assets[i].plain_size);
        make_tag(gzip_tags[i], assets[i].gzip, assets[i].gzip_size);
    }
}

static const struct asset *find_asset(const char *path)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (strcmp(assets[i].path, path) == 0) {
            return &assets[i];
        }
    }
    return NULL;
}

static bool is_client_path(const char *path)
{
    for (size_t i = 0; i < sizeof(client_paths) / sizeof(client_paths[0]); i++) {
        const char *star = strchr(client_paths[i], '*');
        size_t size = star != NULL ? (size_t)(star - client_paths[i]) : 0;

        if (star == NULL ? strcmp(path, client_paths[i]) == 0
                         : strncmp(path, client_paths[i], size) == 0 && path[size] != '\0' &&
                               strchr(path + size, '/') == NULL) {
            return true;
        }
    }
    return false;
}

/* The test page stands alone, so that it works when nothing else does. */
static const struct asset *find(const char *path)
{
    if (strcmp(path, "/reach") == 0) {
        return find_asset("/reach.html");
    }
    return is_client_path(path) ? find_asset("/index.html") : find_asset(path);
}

bool site_has(const char *path)
{
    return find(path) != NULL;
}

static const char *type_of(const char *path)
{
    const char *dot = strrchr(path, '.');

    for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(types[0]); i++) {
        if (strcmp(dot, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

/* "name-ABCD1234.js": the bundler's eight capitals and digits. */
static bool is_hashed(const char *path)
{
    const char *dash = strrchr(path, '-');
    size_t size = dash != NULL ? strspn(dash + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") : 0;

    return size >= 8 && dash[1 + size] == '.';
}

/* Is `word` one of a list with commas, not refused by ";q=0"? */
static bool lists(const char *list, const char *word)
{
    size_t size = strlen(word);

    while (list != NULL && *list != '\0') {
        size_t item;

        list += strspn(list, " \t,");
        item = strcspn(list, ",");
        if (item >= size && strncasecmp(list, word, size) == 0 &&
            (item == size || strchr("; \t", list[size]) != NULL)) {
            const char *q = memchr(list, '=', item);

            return q == NULL || strspn(q + 1, "0.") != item - (size_t)(q + 1 - list);
        }
        list += item;
    }
    return false;
}

static bool is_same(const char *if_none_match, const char *tag)
{
    return if_none_match != NULL &&
           (strcmp(if_none_match, "*") == 0 || strstr(if_none_match, tag) != NULL);
}

void site_reply(struct reply *reply, const char *path, const char *if_none_match,
                const char *accept_encoding)
{
    const struct asset *asset = find(path);
    bool gzip;

    assert(asset != NULL);
    size_t index = (size_t)(asset - assets);
    gzip = asset->gzip_size > 0 && lists(accept_encoding, "gzip");
    reply->etag = gzip ? gzip_tags[index] : plain_tags[index];
    reply->vary = asset->gzip_size > 0 ? "Accept-Encoding" : NULL;
    reply->cache = is_hashed(asset->path) ? "public, max-age=31536000, immutable" : "no-cache";
    if (is_same(if_none_match, reply->etag)) {
        reply->status = 304;
        return;
    }
    reply->status = 200;
    reply->type = type_of(asset->path);
    reply->encoding = gzip ? "gzip" : NULL;
    reply->fixed = gzip ? asset->gzip : asset->plain;
    reply->size = gzip ? asset->gzip_size : asset->plain_size;
}
