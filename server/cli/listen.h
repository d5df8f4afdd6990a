/* SPDX-License-Identifier: EUPL-1.2 */
/* listen.h -- the listening socket, and the addresses under which others in the room reach it. */
#ifndef CLI_LISTEN_H
#define CLI_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { LISTEN_ADDRESSES_MAX = 8, LISTEN_ADDRESS_SIZE = 64 };

/* Binds, and says which port it became; `address` NULL: all addresses of both families. Does not
 * listen yet. */
enum err_code listen_bind(int *ret_fd, int *port, const char *address, struct err *err);
enum err_code listen_begin(int fd, struct err *err);
/* Addresses of this machine for others, the one towards the network first. How many. */
int listen_addresses(char ret_addresses[LISTEN_ADDRESSES_MAX][LISTEN_ADDRESS_SIZE]);

#endif
