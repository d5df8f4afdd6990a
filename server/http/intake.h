/* SPDX-License-Identifier: EUPL-1.2 */
/* intake.h -- the checks of a request's head, in their order: form, path, method, site, size,
 * caller, rate. Never reads a body. */
#ifndef HTTP_INTAKE_H
#define HTTP_INTAKE_H

#include "base/err.h"
#include "http/request.h"

/* ERR_OK: request->match.route is to be run, or request->reply already holds the answer (a page,
 * OPTIONS). Else the reason; request->reply may carry Allow, Retry-After or `close` for it. */
enum err_code intake_read(struct request *request, const char *method, const char *version,
                          struct err *err);

#endif
