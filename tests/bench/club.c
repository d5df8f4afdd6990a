/* SPDX-License-Identifier: EUPL-1.2 */
/* club.c -- see club.h. Everything goes through the API, as a class would do it. */
#include "club.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"

enum { READY_FD = 9, BODY_MAX = 4 << 20 };

void server_start(struct server *server, const char *program, const char *place)
{
    char line[200] = "";
    int ready[2];
    *server = (struct server){.program = program};
    (void)snprintf(server->folder, sizeof server->folder, "%.150s/hoeksteen-bench-XXXXXX", place);
    must(mkdtemp(server->folder) != NULL && pipe(ready) == 0, "no folder in %s", place);
    (void)snprintf(server->data, sizeof server->data, "%s/game.db", server->folder);
    int64_t start = now_ns();
    server->pid = fork();
    must(server->pid >= 0, "fork");
    if (server->pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG,
                    SIGTERM); /* a measurement that fails leaves no server behind */
        must(dup2(ready[1], READY_FD) == READY_FD && freopen("/dev/null", "w", stdout) != NULL,
             "descriptors");
        (void)close(ready[0]);
        (void)execl(program, program, "serve", "--port", "0", "--data", server->data, "--ready-fd",
                    "9", "--command-rate", "0", "--log-level", "warn", (char *)NULL);
        _exit(127);
    }
    (void)close(ready[1]);
    ssize_t got = read(ready[0], line, sizeof line - 1);
    server->start_ms = (double)(now_ns() - start) / 1e6;
    (void)close(ready[0]);
    const char *colon = strrchr(line, ':');
    must(got > 0 && colon != NULL, "%s does not start", program);
    server->port = (int)strtol(colon + 1, NULL, 10);
}

void server_stop(struct server *server)
{
    int status = 0;
    (void)kill(server->pid, SIGTERM);
    must(waitpid(server->pid, &status, 0) == server->pid && WIFEXITED(status) &&
             WEXITSTATUS(status) == 0,
         "the server ended with status %d", status);
    server->pid = 0;
}

void server_clean(struct server *server)
{
    static const char *const ENDS[] = {"", "-wal", "-shm", ".sock", ".lock", ".pid"};
    char path[300];
    for (size_t k = 0; k < sizeof ENDS / sizeof ENDS[0]; k++) {
        (void)snprintf(path, sizeof path, "%s%s", server->data, ENDS[k]);
        (void)unlink(path);
    }
    (void)rmdir(server->folder);
}

static void host_secret(const struct server *server, char ret_secret[TOKEN_SIZE])
{
    char command[700], line[300] = "";
    (void)snprintf(command, sizeof command, "'%s' host-link --data '%s'", server->program,
                   server->data);
    FILE *pipe = popen(command, "r");
    must(pipe != NULL && fgets(line, sizeof line, pipe) != NULL, "no host link");
    (void)pclose(pipe);
    const char *hash = strchr(line, '#');
    must(hash != NULL, "no host link: %s", line);
    (void)snprintf(ret_secret, TOKEN_SIZE, "%.*s", (int)strcspn(hash + 1, "\r\n"), hash + 1);
}

void club_command(int fd, const char *token, const char *body, struct node *ret_answer)
{
    static unsigned long number;
    char key[40];
    struct buf answer;
    struct node scrap = {0};
    buf_init(&answer, BODY_MAX);
    (void)snprintf(key, sizeof key, "club-%08lu", ++number);
    int status = wire_call(fd, "POST", "/api/v1/commands", token, key, body, &answer);
    must(status == 200, "%s: %d %s", body, status, buf_text(&answer));
    must(tree_merge(ret_answer == NULL ? &scrap : ret_answer, answer.data, answer.size),
         "no JSON: %s", buf_text(&answer));
    tree_free(&scrap);
    buf_done(&answer);
}

void club_view(int fd, const char *token, struct node *ret_view)
{
    struct buf answer;
    buf_init(&answer, BODY_MAX);
    must(wire_call(fd, "GET", "/api/v1/view", token, NULL, NULL, &answer) == 200, "no view");
    tree_free(ret_view);
    must(tree_merge(ret_view, answer.data, answer.size), "the view is no JSON of objects");
    buf_done(&answer);
}

/* Teams in the order in which seats are taken: those who must be there first. Four, eight and
 * sixteen seats. */
static const char *const TEAMS[SEATS_MAX] = {"sg", "pl", "us", "de", "saceur", "nl", "it", "red",
                                             "uk", "fr", "eu", "tr", "pl",     "us", "de", "nl"};

static void seats_join(struct game *game, int fd)
{
    for (int k = 0; k < game->seats; k++) {
        struct seat *seat = &game->seat[k];
        struct node answer = {0};
        char body[300];
        *seat = (struct seat){.game = game, .index = k, .ally = strcmp(TEAMS[k], "red") != 0};
        (void)snprintf(seat->team, sizeof seat->team, "%s", TEAMS[k]);
        (void)snprintf(
            body, sizeof body,
            "{\"command\":\"join\",\"code\":\"%s\",\"name\":\"Speler %d\",\"team\":\"%s\"}",
            game->code, k + 1, TEAMS[k]);
        club_command(fd, NULL, body, &answer);
        (void)tree_text(&answer, "token", seat->token, sizeof seat->token);
        tree_free(&answer);
    }
}

/* The host goes on until the third turn stands in the phase wanted. */
static void go_to(struct game *game, int fd, const char *phase)
{
    struct node view = {0};
    char now[NAME_SIZE], body[120];
    for (int step = 0;; step++) {
        club_view(fd, game->host, &view);
        (void)tree_text(&view, "session.phase", now, sizeof now);
        if (tree_int(&view, "session.turn", 0) == 3 && strcmp(now, phase) == 0) {
            break;
        }
        must(step < 40, "the game does not come to %s: turn %ld, %s", phase,
             tree_int(&view, "session.turn", 0), now);
        (void)snprintf(body, sizeof body, "{\"command\":\"phase.next\",\"from\":\"%s\"}", now);
        club_command(fd, game->host, body, NULL);
    }
    tree_free(&view);
}

/* The chair tables whatever may be tabled, each kind with its first target. */
static void table_motions(struct game *game, int fd)
{
    struct node view = {0};
    char body[400];
    struct seat *chair = &game->seat[0];
    club_view(fd, chair->token, &view);
    const struct node *menu = tree_get(&view, "council.menu");
    for (const struct node *kind = menu == NULL ? NULL : menu->first; kind != NULL;
         kind = kind->next) {
        const struct node *target = tree_get(kind, "target");
        const struct node *first = target == NULL ? NULL : target->first;
        while (first != NULL && !tree_true(first, "able")) {
            first = first->next;
        }
        if (tree_true(kind, "able") && (target == NULL || first != NULL)) {
            (void)snprintf(body, sizeof body,
                           "{\"command\":\"motion.table\",\"motion\":\"%s\"%s%s%s}", kind->key,
                           first == NULL ? "" : ",\"target\":\"", first == NULL ? "" : first->key,
                           first == NULL ? "" : "\"");
            club_command(fd, chair->token, body, NULL);
            game->tabled++;
        }
    }
    tree_free(&view);
}

void game_open(struct game *game, const struct server *server, int index, int seats, enum kind does)
{
    static const char *const PHASES[] = {[KIND_POSITION] = "council",
                                         [KIND_ORDER] = "deliberate",
                                         [KIND_VOTE] = "assess",
                                         [KIND_AMENDMENT] = "council"};
    char secret[TOKEN_SIZE], body[300];
    struct node answer = {0};
    int fd = wire_connect(server->port);
    *game = (struct game){.index = index, .seats = seats, .does = does};
    host_secret(server, secret);
    (void)snprintf(body, sizeof body, "{\"command\":\"host.claim\",\"secret\":\"%s\"}", secret);
    club_command(fd, NULL, body, &answer);
    (void)tree_text(&answer, "token", game->host, sizeof game->host);
    (void)snprintf(body, sizeof body,
                   "{\"command\":\"session.create\",\"scenario\":\"het-pakket\",\"preset\":\"%s\","
                   "\"names\":\"real\",\"clock\":\"off\",\"seed\":\"%d\"}",
                   seats > 11 ? "class" : "seminar", index + 1);
    club_command(fd, game->host, body, &answer);
    (void)tree_text(&answer, "code", game->code, sizeof game->code);
    tree_free(&answer);
    seats_join(game, fd);
    club_command(fd, game->host, "{\"command\":\"session.start\"}", NULL);
    go_to(game, fd, PHASES[does]);
    if (does == KIND_POSITION) {
        table_motions(game, fd);
    }
    (void)close(fd);
}
