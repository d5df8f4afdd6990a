/* SPDX-License-Identifier: EUPL-1.2 */
/* routes.c -- the table. Only rows. */
#include "game/game.h"
#include "http/api.h"
#include "http/route.h"

#define JSON       "application/json"
#define JSON_LINES "application/jsonl"
#define EVENTS     "text/event-stream"

const struct route routes[] = {
    {"POST", "/api/v1/commands", api_command, GAME_BODY_MAX, AUTH_OPTIONAL, NULL, JSON, JSON,
     "Gives one command. It is answered when it is durable."},
    {"GET", "/api/v1/commands", api_commands, 0, AUTH_NONE, NULL, NULL, JSON,
     "The table of commands: fields, roles and phases."},
    {"GET", "/api/v1/view", api_view, 0, AUTH_TOKEN, NULL, NULL, JSON,
     "All that the holder of the token may see now."},
    {"GET", "/api/v1/stream", api_stream, 0, AUTH_TOKENS, NULL, NULL, EVENTS,
     "Views and changes as they come, for up to sixteen tokens of one browser."},
    {"GET", "/api/v1/lobby/{code}", api_lobby, 0, AUTH_NONE, NULL, NULL, JSON,
     "What a newcomer with a join code may see."},
    {"GET", "/api/v1/recording", api_recording, 0, AUTH_TOKEN, "session", NULL, JSON_LINES,
     "The recording, as far as the holder of the token may have it."},
    {"POST", "/api/v1/films", api_film, GAME_FILM_BODY_MAX, AUTH_NONE, "eyes",
     "application/jsonl application/x-ndjson application/json", JSON,
     "Verifies a recording and shows it through the eyes of a team, of all or of the public."},
    {"GET", "/api/v1/rules", api_rules, 0, AUTH_NONE, NULL, NULL, JSON,
     "What a ground names: claims, sources, assumptions and cards that explain, in both "
     "languages."},
    {"GET", "/api/v1/book", api_book, 0, AUTH_NONE, "lang", NULL, JSON,
     "The whole rule book in one language: every object in words, with its parameters and ground."},
    {"GET", "/api/v1/qr/{code}.svg", api_qr, 0, AUTH_NONE, NULL, NULL, "image/svg+xml",
     "The join link of a code as a picture."},
    {"GET", "/api/v1/openapi.json", api_openapi, 0, AUTH_NONE, NULL, NULL, JSON, "This document."},
    {"GET", "/api/v1/reach", api_reach, 0, AUTH_NONE, NULL, NULL, JSON,
     "Answers with the time: the server is reached."},
    {"GET", "/api/v1/reach/stream", api_reach_stream, 0, AUTH_NONE, NULL, NULL, EVENTS,
     "A few ticks and an end: streams are let through."},
    {"GET", "/healthz", api_alive, 0, AUTH_NONE, NULL, NULL, JSON, "The process is alive."},
    {"GET", "/readyz", api_ready, 0, AUTH_NONE, NULL, NULL, JSON,
     "The game can be played: 200, or 503 with the reason."},
    {"GET", "/metrics", api_metrics, 0, AUTH_NONE, NULL, NULL, "text/plain; version=0.0.4",
     "Figures for the operator, from this machine or with the token for metrics."},
};
const size_t route_count = sizeof(routes) / sizeof(routes[0]);
