/* SPDX-License-Identifier: EUPL-1.2 */
/* address.h -- who is at the other end: socket addresses, proxies that are trusted,
 * X-Forwarded-For. An address never leaves this layer: it is a key for limits, not a fact that is
 * kept. */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;

enum { ADDRESS_TRUSTED_MAX = 16 };

/* IPv6, or IPv4 mapped into it. */
struct address {
    uint8_t byte[16];
};

struct address_net {
    struct address address;
    int bits; /* of 128 */
};

/* False for other families. */
bool address_of_socket(struct address *ret_address, const struct sockaddr *from);
/* "192.0.2.1", "2001:db8::1", also "[2001:db8::1]:443" and "192.0.2.1:443" as proxies write them.
 */
bool address_parse(struct address *ret_address, const char *text, size_t size);
/* "192.0.2.0/24", "fd00::/8" or one address. */
bool address_net_parse(struct address_net *ret_net, const char *text);
bool address_in(const struct address *address, const struct address_net *net);
bool address_is_loopback(const struct address *address);

/* The client: the peer, or if the peer is trusted, the last address of `forwarded` (NULL: none)
 * that is not trusted. */
struct address address_client(const struct address *peer, const char *forwarded,
                              const struct address_net *trusted, size_t count);
/* Key for limits: an IPv4 address, or the first half of an IPv6 one (one household or one lecture
 * hall). */
void address_key(const struct address *address, uint8_t ret_key[16]);

#endif
