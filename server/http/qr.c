/* SPDX-License-Identifier: EUPL-1.2 */
/* qr.c -- see qr.h; and the route that draws a join link. */
#include "http/qr.h"

#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "http/api.h"
#include "http/request.h"

enum { QUIET = 4, CODE_MAX = 16 };

static void free_code(QRcode **code)
{
    QRcode_free(*code);
}

static QRcode *encode(const char *text)
{
    return QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
}

static bool is_black(const QRcode *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->width && y < code->width &&
           (code->data[y * code->width + x] & 1) != 0;
}

bool qr_svg(struct buf *buf, const char *text)
{
    AUTO(free_code) QRcode *code = encode(text);

    if (code == NULL) {
        return false;
    }
    int side = code->width + 2 * QUIET;
    buf_fmt(buf,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
            "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"",
            side, side, side, side);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int run = 0;

            while (is_black(code, x + run, y)) {
                run++;
            }
            if (run > 0) {
                buf_fmt(buf, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
                x += run;
            }
        }
    }
    buf_str(buf, "\"/></svg>\n");
    return true;
}

bool qr_terminal(struct buf *buf, const char *text)
{
    static const char *const halves[] = {" ", "\u2580", "\u2584", "\u2588"};
    AUTO(free_code) QRcode *code = encode(text);

    if (code == NULL) {
        return false;
    }
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        buf_str(buf, "\x1b[30;47m"); /* black on white, whatever the theme */
        for (int x = -QUIET; x < code->width + QUIET; x++) {
            buf_str(buf, halves[is_black(code, x, y) + 2 * is_black(code, x, y + 1)]);
        }
        buf_str(buf, "\x1b[0m\n");
    }
    return true;
}

void api_qr(struct request *request)
{
    const char *code = request->match.argument;
    size_t size = strlen(code);
    AUTO(buf_done) struct buf svg = {.data = NULL};
    char link[400], origin[LINT_HOST_MAX + 16];

    if (size > CODE_MAX ||
        strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != size) {
        request_refuse(request, ERR_NOT_FOUND, "", "a join code has letters and digits only");
        return;
    }
    request_origin(request, origin, sizeof(origin));
    (void)snprintf(link, sizeof(link), "%s/j/%s", origin, code);
    buf_init(&svg, 64 << 10);
    if (!qr_svg(&svg, link)) {
        request_refuse(request, ERR_NOT_FOUND, "", "the link is too long for a picture");
        return;
    }
    reply_take(&request->reply, 200, "image/svg+xml", &svg);
}
