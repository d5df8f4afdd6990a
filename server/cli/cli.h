/* SPDX-License-Identifier: EUPL-1.2 */
/* cli.h -- what every subcommand shares: its table of options, help, and exit codes.
 * A new subcommand is a file cmd_NAME.c with one struct cli_command, and its name in the list of
 * main.c. Results go to stdout, everything said to a person about them to stderr. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Documented in --help; scripts rely on them. */
enum cli_exit {
    CLI_OK = 0,
    CLI_FAILURE = 1,  /* it did not work */
    CLI_USAGE = 2,    /* the command line is wrong */
    CLI_INPUT = 3,    /* a file that was given is invalid */
    CLI_MISMATCH = 4, /* a recording does not verify */
    CLI_LOCKED = 5,   /* another process holds the data file */
    CLI_STORE = 6     /* the store is not available */
};

enum {
    CLI_OPTIONS_MAX = 24, /* of one subcommand */
    CLI_VALUES_MAX = 64   /* options given at once, repeated ones included */
};

/* A sentence in both languages; the user's locale chooses. */
struct cli_text {
    const char *nl, *en;
};

struct cli_option {
    const char *name;  /* without the dashes; NULL ends the table */
    char letter;       /* 0: none */
    const char *value; /* what --help calls its value; NULL: a flag */
    struct cli_text help;
    bool environment; /* without the option HOEKSTEEN_NAME counts */
};

struct cli_args;

struct cli_command {
    const char *name;
    const char *operands;           /* as --help shows them, "" if there are none */
    int operands_min, operands_max; /* max -1: any number */
    struct cli_text summary;
    const struct cli_option *options;        /* NULL: none but --help */
    const char *const *examples;             /* ends with NULL; NULL: none */
    int (*run)(const struct cli_args *args); /* returns an enum cli_exit */
};

/* What was given. Strings are borrowed from argv or the environment. */
struct cli_args {
    const struct cli_command *command;
    struct {
        const char *name, *value; /* value "" for a flag */
    } values[CLI_VALUES_MAX];
    int value_count;
    const char *const *operands;
    int operand_count;
};

bool cli_has(const struct cli_args *args, const char *option);
/* The last value that was given, else `otherwise`. */
const char *cli_value(const struct cli_args *args, const char *option, const char *otherwise);
/* The index-th value of an option that may be repeated; NULL: there are no more. */
const char *cli_nth(const struct cli_args *args, const char *option, int index);
/* A whole number between min and max. False: the complaint has been printed, return CLI_USAGE. */
bool cli_number(const struct cli_args *args, const char *option, int64_t min, int64_t max,
                int64_t *number);

/* The sentence in the user's language. */
const char *cli_say(struct cli_text text);
/* Prints "hoeksteen NAME: ..." with a pointer to --help; returns CLI_USAGE. */
int cli_misuse(const struct cli_args *args, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Prints what went wrong; returns the exit code that belongs to it. */
int cli_fail(const struct err *err);

/* Runs the subcommand that argv names. */
int cli_main(const struct cli_command *const *commands, size_t count, int argc, char **argv);

#endif
