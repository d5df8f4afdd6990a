/* SPDX-License-Identifier: EUPL-1.2 */
/* crew.h -- work shared among forked processes, with progress for whoever watches. A member gets a
 * copy of everything; what it finds it tells in messages of one size. */
#ifndef CLI_CREW_H
#define CLI_CREW_H

#include <stdbool.h>
#include <stddef.h>

enum { CREW_MAX = 256, CREW_MESSAGE_MAX = 64 };

struct crew_member {
    int number, of; /* 0.. of how many */
    int fd;
};

struct crew {
    int size;
    void (*work)(void *cls, const struct crew_member *member);
    void (*heard)(void *cls, const void *message); /* in the parent; NULL: only counted */
    void *cls;
    long total;     /* messages to come, for the progress bar */
    size_t message; /* bytes of each, at most CREW_MESSAGE_MAX */
};

/* As many as there are cores. */
int crew_usual(void);
/* One message from a member to the parent; ends the process when nobody listens any more. */
void crew_tell(const struct crew_member *member, const void *message, size_t size);
/* Runs all and waits for them. False: one could not be started, or failed. */
bool crew_run(const struct crew *crew);

#endif
