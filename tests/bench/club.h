/* SPDX-License-Identifier: EUPL-1.2 */
/* club.h -- a server of our own and games on it, brought to a phase through the API alone: host
 * link, join, start, next. */
#ifndef BENCH_CLUB_H
#define BENCH_CLUB_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "viewtree.h"
#include "wire.h"

enum { SEATS_MAX = 16, GAMES_MAX = 200, TOKEN_SIZE = 64, NAME_SIZE = 48 };

struct server {
    pid_t pid;
    int port;
    const char *program;
    char folder[200], data[256];
    double start_ms; /* from exec to listening */
};
/* Starts PROGRAM on a data file in a new folder under `place`. */
void server_start(struct server *server, const char *program, const char *place);
void server_stop(struct server *server);  /* SIGTERM; its data file stays */
void server_clean(struct server *server); /* removes the folder */

struct game;
struct seat {
    struct game *game;
    int index;
    char team[NAME_SIZE], token[TOKEN_SIZE];
    struct wire answers, events;
    struct node view;
    long n;           /* of the last message of the stream */
    bool ally;        /* sees the council */
    bool asking;      /* a command is under way */
    struct buf asked; /* its request, with its key: it may be sent again */
};

/* What a game does in this measurement: the phase it stands in. */
enum kind { KIND_POSITION, KIND_ORDER, KIND_VOTE, KIND_AMENDMENT, KINDS_OF_DECISION };

struct game {
    int index, seats;
    enum kind does; /* POSITION stands for the council: positions and amendments */
    char host[TOKEN_SIZE], code[16];
    struct seat seat[SEATS_MAX];
    /* The decision under way. */
    bool busy, answered;
    enum kind kind;
    unsigned need, got; /* seats that must have it, and have it */
    int64_t sent_ns, last_ns;
    int tabled; /* motions tabled while the game was prepared */
    int steps;  /* decisions so far, for the order in which a council does things */
};

/* A game of het-pakket with so many seats, in the phase in which `does` is done. */
void game_open(struct game *game, const struct server *server, int index, int seats,
               enum kind does);
/* A command of the host or a seat that must be accepted. */
void club_command(int fd, const char *token, const char *body, struct node *ret_answer);
/* The whole view, freshly projected. */
void club_view(int fd, const char *token, struct node *ret_view);

/* ---- choose.c ---- */
/* The next decision of this game, drawn from the view of the seat that gives it: its body, the
 * seat, and the seats that must see it. False when no seat can do anything of this kind. */
bool choose(struct game *game, enum kind kind, struct buf *ret_body, int *ret_seat,
            unsigned *ret_need);
uint32_t chance(uint32_t below);
/* Amendments are new versions of the text while the procedure allows one (two a motion), else
 * clarifications. */
extern bool choose_new_versions;

/* ---- check.c ---- */
/* Is what the patches made of this seat's view what a fresh projection gives? Says on stderr where
 * not. */
bool seat_agrees(const struct seat *seat, int fd);
/* Events of sessions in a closed data file that a participant gave with a key, each with what
 * followed from it. */
int64_t count_file(const char *path);

#endif
