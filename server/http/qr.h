/* SPDX-License-Identifier: EUPL-1.2 */
/* qr.h -- a text as a QR code, for a screen and for a terminal. */
#ifndef HTTP_QR_H
#define HTTP_QR_H

#include <stdbool.h>

#include "base/buf.h"

/* Black on white with the quiet zone of four modules, in units of one module. False: too long. */
bool qr_svg(struct buf *buf, const char *text);
/* Two modules a character, black on white whatever the colours of the terminal. False: too long. */
bool qr_terminal(struct buf *buf, const char *text);

#endif
