/* SPDX-License-Identifier: EUPL-1.2 */
/* cli.c -- see cli.h. Never runs a subcommand whose line it does not understand. */
#include "cli/cli.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/suggest.h"

enum { FIRST_CODE = 1000 }; /* options without a letter get codes that no letter has */

static const struct cli_option help_option = {
    "help", 'h', NULL, {"Toont deze tekst.", "Shows this text."}, false};

const char *cli_say(struct cli_text text)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "nl", 2) == 0 ? text.nl : text.en;
        }
    }
    return text.en;
}

enum { ENVIRONMENT_NAME = 64 };

/* HOEKSTEEN_METRICS_TOKEN_FILE for "metrics-token-file". */
static const char *environment_name(char ret_name[ENVIRONMENT_NAME], const char *option)
{
    size_t used = (size_t)snprintf(ret_name, ENVIRONMENT_NAME, "HOEKSTEEN_");

    for (; *option != '\0' && used + 1 < ENVIRONMENT_NAME; option++) {
        bool small = *option >= 'a' && *option <= 'z';

        ret_name[used++] = small ? (char)(*option - 'a' + 'A') : '_';
    }
    ret_name[used] = '\0';
    return ret_name;
}

static const char *from_environment(const char *option)
{
    char name[ENVIRONMENT_NAME];

    return getenv(environment_name(name, option));
}

const char *cli_nth(const struct cli_args *args, const char *option, int index)
{
    for (int i = 0; i < args->value_count; i++) {
        if (strcmp(args->values[i].name, option) == 0 && index-- == 0) {
            return args->values[i].value;
        }
    }
    return NULL;
}

const char *cli_value(const struct cli_args *args, const char *option, const char *otherwise)
{
    const struct cli_option *options = args->command->options;
    const char *found = NULL, *value;

    for (int i = 0; (value = cli_nth(args, option, i)) != NULL; i++) {
        found = value;
    }
    for (; found == NULL && options != NULL && options->name != NULL; options++) {
        if (options->environment && strcmp(options->name, option) == 0) {
            found = from_environment(option);
        }
    }
    return found != NULL ? found : otherwise;
}

bool cli_has(const struct cli_args *args, const char *option)
{
    return cli_value(args, option, NULL) != NULL;
}

bool cli_number(const struct cli_args *args, const char *option, int64_t min, int64_t max,
                int64_t *number)
{
    const char *text = cli_value(args, option, NULL);
    char *end;

    if (text == NULL) {
        return true;
    }
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < min || value > max) {
        (void)cli_misuse(args, "--%s: %s %" PRId64 " %s %" PRId64, option,
                         cli_say((struct cli_text){"een heel getal van", "a whole number from"}),
                         min, cli_say((struct cli_text){"tot en met", "to"}), max);
        return false;
    }
    *number = value;
    return true;
}

int cli_misuse(const struct cli_args *args, const char *format, ...)
{
    va_list arguments;

    (void)fprintf(stderr, "hoeksteen %s: ", args->command->name);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fprintf(stderr, "\n%s: hoeksteen %s --help\n", cli_say((struct cli_text){"Hulp", "Help"}),
                  args->command->name);
    return CLI_USAGE;
}

int cli_fail(const struct err *err)
{
    (void)fprintf(stderr, "hoeksteen: %s%s%s\n", err->where, err->where[0] != '\0' ? ": " : "",
                  err->text[0] != '\0' ? err->text : err_title(err->code));
    if (err->code == ERR_STORE_LOCKED) {
        return CLI_LOCKED;
    }
    if (err->code == ERR_STORE || err->code == ERR_STORE_FULL) {
        return CLI_STORE;
    }
    return err_status(err->code) < 500 ? CLI_INPUT : CLI_FAILURE;
}

static void print_option(const struct cli_option *option)
{
    char left[64];

    if (option->letter != 0) {
        (void)snprintf(left, sizeof(left), "-%c, --%s%s%s", option->letter, option->name,
                       option->value != NULL ? " " : "",
                       option->value != NULL ? option->value : "");
    } else {
        (void)snprintf(left, sizeof(left), "    --%s%s%s", option->name,
                       option->value != NULL ? " " : "",
                       option->value != NULL ? option->value : "");
    }
    char name[ENVIRONMENT_NAME];
    (void)printf("  %-30s %s", left, cli_say(option->help));
    if (option->environment) {
        (void)printf(" [%s]", environment_name(name, option->name));
    }
    (void)printf("\n");
}

static void print_exits(void)
{
    static const struct cli_text exits = {
        "Afsluitcodes: 0 goed, 1 mislukt, 2 verkeerd gebruik, 3 ongeldige invoer,\n"
        "  4 opname klopt niet, 5 databestand in gebruik, 6 opslag niet beschikbaar",
        "Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 invalid input,\n"
        "  4 a recording does not verify, 5 data file in use, 6 store not available"};

    (void)printf("\n%s\n", cli_say(exits));
}

static void print_help(const struct cli_command *command)
{
    (void)printf("hoeksteen %s [%s]%s%s\n\n%s\n", command->name,
                 cli_say((struct cli_text){"opties", "options"}),
                 command->operands[0] != '\0' ? " " : "", command->operands,
                 cli_say(command->summary));
    if (command->examples != NULL) {
        (void)printf("\n%s\n", cli_say((struct cli_text){"Voorbeelden:", "Examples:"}));
        for (size_t i = 0; command->examples[i] != NULL; i++) {
            (void)printf("  hoeksteen %s\n", command->examples[i]);
        }
    }
    (void)printf("\n%s\n", cli_say((struct cli_text){"Opties:", "Options:"}));
    for (const struct cli_option *option = command->options; option != NULL && option->name != NULL;
         option++) {
        print_option(option);
    }
    print_option(&help_option);
    print_exits();
}

static void print_overview(FILE *out, const struct cli_command *const *commands, size_t count)
{
    (void)fprintf(
        out, "hoeksteen %s\n\n%s\n",
        cli_say((struct cli_text){"OPDRACHT [opties]", "COMMAND [options]"}),
        cli_say((struct cli_text){"Een oefening over hybride dreiging en artikel 5. Opdrachten:",
                                  "An exercise on hybrid threats and Article 5. Commands:"}));
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, "  %-12s %s\n", commands[i]->name, cli_say(commands[i]->summary));
    }
    (void)fprintf(out, "\n%s: hoeksteen %s --help\n",
                  cli_say((struct cli_text){"Meer over een opdracht", "More about a command"}),
                  cli_say((struct cli_text){"OPDRACHT", "COMMAND"}));
}

static void complain_option(const struct cli_args *args, const char *word)
{
    const char *names[CLI_OPTIONS_MAX + 1] = {help_option.name};
    size_t count = 1, size;
    const char *bare = word + strspn(word, "-");
    char wanted[64];

    for (const struct cli_option *option = args->command->options;
         option != NULL && option->name != NULL; option++) {
        names[count++] = option->name;
    }
    size = strcspn(bare, "=");
    (void)snprintf(wanted, sizeof(wanted), "%.*s", (int)(size < 60 ? size : 60), bare);
    const char *near = suggest(wanted, names, count);
    (void)cli_misuse(
        args, "%s %s%s%s%s", cli_say((struct cli_text){"onbekende optie", "unknown option"}), word,
        near != NULL ? cli_say((struct cli_text){"; bedoelt u --", "; did you mean --"}) : "",
        near != NULL ? near : "", near != NULL ? "?" : "");
}

/* The options of the table in the form that getopt wants. */
static void make_getopt(const struct cli_command *command, struct option *ret_long, char *ret_short)
{
    size_t used = 0, i = 0;

    ret_short[used++] = ':';
    for (const struct cli_option *option = command->options; option != NULL && option->name != NULL;
         option++, i++) {
        bool takes = option->value != NULL;

        assert(i < CLI_OPTIONS_MAX);
        ret_long[i] = (struct option){option->name, takes ? required_argument : no_argument, NULL,
                                      FIRST_CODE + (int)i};
        if (option->letter != 0) {
            ret_short[used++] = option->letter;
            if (takes) {
                ret_short[used++] = ':';
            }
        }
    }
    ret_long[i] = (struct option){help_option.name, no_argument, NULL, 'h'};
    ret_short[used++] = 'h';
    ret_short[used] = '\0';
}

static const struct cli_option *find_option(const struct cli_command *command, int code)
{
    if (code >= FIRST_CODE) {
        return &command->options[code - FIRST_CODE];
    }
    for (const struct cli_option *option = command->options; option != NULL && option->name != NULL;
         option++) {
        if (option->letter == code) {
            return option;
        }
    }
    return NULL;
}

/* Fills `args`; -1: go on, else the exit code. */
static int parse(struct cli_args *args, int argc, char **argv)
{
    struct option longs[CLI_OPTIONS_MAX + 2] = {{0}};
    char shorts[2 * CLI_OPTIONS_MAX + 4];
    int code;

    make_getopt(args->command, longs, shorts);
    opterr = 0;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct cli_option *option = find_option(args->command, code);

        if (code == 'h' && option == NULL) {
            print_help(args->command);
            return CLI_OK;
        }
        if (code == ':') {
            return cli_misuse(args, "%s %s", argv[optind - 1],
                              cli_say((struct cli_text){"wil een waarde", "wants a value"}));
        }
        if (option == NULL) {
            char letter[3] = {'-', (char)optopt, '\0'};

            complain_option(args, optopt > 0 && optopt < FIRST_CODE ? letter : argv[optind - 1]);
            return CLI_USAGE;
        }
        if (args->value_count == CLI_VALUES_MAX) {
            return cli_misuse(args, "%s",
                              cli_say((struct cli_text){"te veel opties", "too many options"}));
        }
        args->values[args->value_count].name = option->name;
        args->values[args->value_count++].value = option->value != NULL ? optarg : "";
    }
    args->operands = (const char *const *)(argv + optind);
    args->operand_count = argc - optind;
    if (args->operand_count < args->command->operands_min) {
        return cli_misuse(args, "%s: %s",
                          cli_say((struct cli_text){"er ontbreekt iets", "something is missing"}),
                          args->command->operands);
    }
    if (args->command->operands_max >= 0 && args->operand_count > args->command->operands_max) {
        return cli_misuse(args, "%s: %s", cli_say((struct cli_text){"te veel", "too much"}),
                          args->operands[args->command->operands_max]);
    }
    return -1;
}

int cli_main(const struct cli_command *const *commands, size_t count, int argc, char **argv)
{
    const char *names[32], *near, *word = argc > 1 ? argv[1] : "--help";

    if (argc < 2 || strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0 ||
        strcmp(word, "help") == 0) {
        print_overview(argc < 2 ? stderr : stdout, commands, count);
        return argc < 2 ? CLI_USAGE : CLI_OK;
    }
    if (strcmp(word, "--version") == 0) {
        word = "version";
    }
    assert(count <= sizeof(names) / sizeof(names[0]));
    for (size_t i = 0; i < count; i++) {
        struct cli_args args = {.command = commands[i]};

        names[i] = commands[i]->name;
        if (strcmp(names[i], word) == 0) {
            int result = parse(&args, argc - 1, argv + 1);

            return result >= 0 ? result : commands[i]->run(&args);
        }
    }
    near = suggest(word, names, count);
    (void)fprintf(stderr, "hoeksteen: %s %s%s%s%s\n%s: hoeksteen --help\n",
                  cli_say((struct cli_text){"onbekende opdracht", "unknown command"}), word,
                  near != NULL ? cli_say((struct cli_text){"; bedoelt u ", "; did you mean "}) : "",
                  near != NULL ? near : "", near != NULL ? "?" : "",
                  cli_say((struct cli_text){"Hulp", "Help"}));
    return CLI_USAGE;
}
