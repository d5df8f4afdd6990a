/* SPDX-License-Identifier: EUPL-1.2 */
/* api.h -- the handlers that the table of routes names. Each turns one request into calls of
 * game.h, and knows nothing of sockets. */
#ifndef HTTP_API_H
#define HTTP_API_H

struct request;

void api_command(struct request *request);
void api_view(struct request *request);
void api_lobby(struct request *request);
void api_recording(struct request *request);
void api_commands(struct request *request);
void api_rules(struct request *request);
void api_book(struct request *request);
void api_film(struct request *request);
void api_stream(struct request *request);
void api_openapi(struct request *request);
void api_qr(struct request *request);
void api_reach(struct request *request);
void api_reach_stream(struct request *request);
void api_alive(struct request *request);
void api_ready(struct request *request);
void api_metrics(struct request *request);

#endif
