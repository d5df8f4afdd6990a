/* SPDX-License-Identifier: EUPL-1.2 */
/* program.c -- the program from outside: options, exit codes, start, host link, signals, a second
 * process on one file. program PATH: the program to try. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

enum { OUTPUT_MAX = 1 << 16, WORDS_MAX = 16 };

static const char *program;
static char folder[] = "/tmp/hoeksteen-program-XXXXXX";
static char data_file[64];

struct run {
    pid_t pid;
    int out, ready; /* stdout with stderr; the descriptor for readiness */
};

static void start(struct run *run, const char *const *words)
{
    int out[2], ready[2];
    char *argv[WORDS_MAX + 2] = {strdup(program)};

    must(pipe(out) == 0 && pipe(ready) == 0, "pipe");
    for (int i = 0; i < WORDS_MAX && words[i] != NULL; i++) {
        argv[i + 1] = strdup(words[i]);
    }
    run->pid = fork();
    must(run->pid >= 0, "fork");
    if (run->pid == 0) {
        (void)dup2(out[1], STDOUT_FILENO);
        (void)dup2(out[1], STDERR_FILENO);
        (void)dup2(ready[1], 9);
        (void)close(ready[0]);
        (void)close(out[0]);
        (void)execv(program, argv);
        _exit(127);
    }
    for (int i = 0; argv[i] != NULL; i++) {
        free(argv[i]);
    }
    (void)close(out[1]);
    (void)close(ready[1]);
    run->out = out[0];
    run->ready = ready[0];
}

/* Everything it writes, and its exit code. */
static int finish(struct run *run, char *ret_output)
{
    size_t used = 0;
    ssize_t got;
    int status;

    while ((got = read(run->out, ret_output + used, OUTPUT_MAX - 1 - used)) > 0) {
        used += (size_t)got;
    }
    ret_output[used] = '\0';
    (void)close(run->out);
    (void)close(run->ready);
    must(waitpid(run->pid, &status, 0) == run->pid, "wait");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int run_all(char *ret_output, const char *const *words)
{
    struct run run;

    start(&run, words);
    return finish(&run, ret_output);
}

static void try_lines(void)
{
    static const struct {
        const char *words[6];
        int code;
        const char *wanted;
    } cases[] = {
        {{"version"}, 0, "hoeksteen "},
        {{"--version"}, 0, "libmicrohttpd"},
        {{"version", "--json"}, 0, "{\"version\":\""},
        {{"version", "extra"}, 2, "too much: extra"},
        {{"--help"}, 0, "host-link"},
        {{NULL}, 2, "COMMAND [options]"},
        {{"serve", "--help"}, 0, "serve --lan"},
        {{"serve", "-h"}, 0, "Exit codes: 0 fine"},
        {{"host-link", "--help"}, 0, "--data FILE"},
        {{"serv"}, 2, "did you mean serve?"},
        {{"hots-link"}, 2, "did you mean host-link?"},
        {{"frobnicate"}, 2, "unknown command frobnicate\n"},
        {{"serve", "--prot", "1"}, 2, "did you mean --port?"},
        {{"serve", "--port=1", "--dta=x"}, 2, "did you mean --data?"},
        {{"serve", "-z"}, 2, "unknown option -z"},
        {{"serve", "--port"}, 2, "wants a value"},
        {{"serve", "--port", "65536"}, 2, "--port: a whole number from 0 to 65535"},
        {{"serve", "--port", "1x"}, 2, "--port: a whole number"},
        {{"serve", "--log", "xml"}, 2, "--log json|text"},
        {{"serve", "--public-url", "https://a/b"}, 2, "without a slash"},
        {{"serve", "--trusted-proxy", "me"}, 2, "10.0.0.0/24"},
        {{"serve", "--port", "0", "--data", "/nonexistent/folder/x.db"}, 6, "/nonexistent/folder"},
    };
    char output[OUTPUT_MAX];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int code = run_all(output, cases[i].words);

        CHECK(code == cases[i].code, "case %zu: %d, not %d: %s", i, code, cases[i].code, output);
        CHECK(strstr(output, cases[i].wanted) != NULL, "case %zu: no \"%s\" in: %s", i,
              cases[i].wanted, output);
    }
    (void)setenv("LC_ALL", "nl_NL.UTF-8", 1);
    CHECK(run_all(output, (const char *const[]){"serv", NULL}) == 2 &&
              strstr(output, "bedoelt u serve?") != NULL,
          "%s", output);
    (void)setenv("LC_ALL", "C", 1);
}

/* Waits for the line; returns the port. */
static int wait_ready(struct run *run)
{
    char line[200];
    size_t used = 0;
    ssize_t got;

    while (used < sizeof(line) - 1 && (got = read(run->ready, line + used, 1)) == 1 &&
           line[used] != '\n') {
        used++;
    }
    line[used] = '\0';
    const char *colon = strrchr(line, ':');
    must(strncmp(line, "listening on http://", 20) == 0 && colon != NULL, line);
    return atoi(colon + 1);
}

static int open_notify(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct timeval patience = {.tv_sec = 60};

    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%s/notify", folder);
    must(fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
             setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0,
         "notify");
    (void)setenv("NOTIFY_SOCKET", address.sun_path, 1);
    return fd;
}

static void expect_notify(int fd, const char *wanted)
{
    char text[64] = "";
    ssize_t got = recv(fd, text, sizeof(text) - 1, 0);

    CHECK(got > 0 && strcmp(text, wanted) == 0, "%s, not %s", text, wanted);
}

static bool is_link(const char *text, int port)
{
    char want[64];
    const char *at;

    (void)snprintf(want, sizeof(want), "http://127.0.0.1:%d/host#", port);
    at = strstr(text, want);
    return at != NULL && strcspn(at + strlen(want), "\n \x1b") == 43;
}

static void try_server(void)
{
    const char *const serve[] = {"serve", "--port", "0",     "--data", data_file, "--ready-fd",
                                 "9",     "--lan",  "--log", "json",   NULL};
    const char *const link[] = {"host-link", "--data", data_file, NULL};
    const char *const second[] = {"serve", "--port", "0", "--data", data_file, NULL};
    char output[OUTPUT_MAX], port_text[16], socket_file[80], pid_text[16];
    struct run run;
    struct site site = {.port = 0};
    struct answer answer;
    struct stat status;
    int notify = open_notify();

    start(&run, serve);
    (void)unsetenv("NOTIFY_SOCKET");
    site.port = wait_ready(&run);
    expect_notify(notify, "READY=1");
    ask(&site, "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n", &answer);
    CHECK(answer.status == 200, "%d", answer.status);
    answer_done(&answer);
    (void)snprintf(socket_file, sizeof(socket_file), "%s.sock", data_file);
    CHECK(stat(socket_file, &status) == 0 && (status.st_mode & 0777) == 0600, "%o", status.st_mode);
    CHECK(run_all(output, link) == 0 && is_link(output, site.port), "%s", output);
    (void)snprintf(pid_text, sizeof(pid_text), "%d", run.pid);
    CHECK(run_all(output, second) == 5, "%s", output);
    CHECK(strstr(output, pid_text) != NULL, "no pid %s in: %s", pid_text, output);
    (void)snprintf(port_text, sizeof(port_text), "%d", site.port);
    CHECK(run_all(output, (const char *const[]){"serve", "--port", port_text, "--data", "/tmp/x",
                                                NULL}) == 1 &&
              strstr(output, "is taken by another program") != NULL,
          "%s", output);
    must(kill(run.pid, SIGTERM) == 0, "kill");
    expect_notify(notify, "STOPPING=1");
    CHECK(finish(&run, output) == 0, "%s", output);
    CHECK(is_link(output, site.port), "%s", output);
    CHECK(strstr(output, "/reach\n") != NULL || strstr(output, "No network address") != NULL, "%s",
          output);
    CHECK(strstr(output, "\"event\":\"stopped\"") != NULL, "%s", output);
    CHECK(stat(socket_file, &status) != 0, "the socket is still there");
    CHECK(run_all(output, link) == 0 && is_link(output, 8180), "%s", output);
    (void)close(notify);
}

int main(int argc, char **argv)
{
    char command[128];

    must(argc == 2, "the program");
    program = argv[1];
    (void)setenv("LC_ALL", "C", 1);
    must(mkdtemp(folder) != NULL, "a folder");
    (void)snprintf(data_file, sizeof(data_file), "%s/game.db", folder);
    try_lines();
    try_server();
    (void)snprintf(command, sizeof(command), "rm -r '%s'", folder);
    CHECK(system(command) == 0, "%s", command);
    return check_end("program");
}
