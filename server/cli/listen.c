/* SPDX-License-Identifier: EUPL-1.2 */
/* listen.c -- see listen.h. Sends nothing: asking for the way out costs no packet. */
#include "cli/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

static enum err_code refuse(struct err *err, const char *address, int port)
{
    if (errno == EADDRINUSE) {
        return err_set(err, ERR_INTERNAL, "",
                       "port %d is taken by another program; choose one with --port, or 0 for any",
                       port);
    }
    return err_set(err, ERR_INTERNAL, address != NULL ? address : "",
                   "port %d cannot be opened: %s", port, strerror(errno));
}

static int bind_to(int family, const struct sockaddr *address, socklen_t size)
{
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int one = 1, zero = 0, saved;

    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (family == AF_INET6) {
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof(zero));
    }
    if (bind(fd, address, size) == 0) {
        return fd;
    }
    saved = errno;
    (void)close(fd);
    errno = saved;
    return -1;
}

static int bind_all(int port)
{
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = bind_to(AF_INET6, (struct sockaddr *)&six, sizeof(six));

    if (fd < 0 && errno != EADDRINUSE) {
        fd = bind_to(AF_INET, (struct sockaddr *)&four, sizeof(four)); /* no IPv6 here */
    }
    return fd;
}

static int port_of(int fd)
{
    struct sockaddr_storage name;
    socklen_t size = sizeof(name);

    if (getsockname(fd, (struct sockaddr *)&name, &size) != 0) {
        return 0;
    }
    return ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&name)->sin6_port
                                            : ((struct sockaddr_in *)&name)->sin_port);
}

enum err_code listen_bind(int *ret_fd, int *port, const char *address, struct err *err)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char service[8];
    int fd = -1;

    if (address == NULL) {
        fd = bind_all(*port);
    } else {
        (void)snprintf(service, sizeof(service), "%d", *port);
        int failed = getaddrinfo(address, service, &hints, &found);

        if (failed != 0) {
            return err_set(err, ERR_INTERNAL, address, "no address of this machine: %s",
                           gai_strerror(failed));
        }
        fd = bind_to(found->ai_family, found->ai_addr, found->ai_addrlen);
        freeaddrinfo(found);
    }
    if (fd < 0) {
        return refuse(err, address, *port);
    }
    *port = port_of(fd);
    *ret_fd = fd;
    return ERR_OK;
}

enum err_code listen_begin(int fd, struct err *err)
{
    if (listen(fd, BACKLOG) != 0) {
        return err_set(err, ERR_INTERNAL, "", "the port cannot be opened: %s", strerror(errno));
    }
    return ERR_OK;
}

/* The address from which a packet to the world would leave. */
static bool way_out(char ret_address[LISTEN_ADDRESS_SIZE])
{
    struct sockaddr_in far = {.sin_family = AF_INET, .sin_port = htons(9)}, near = {0};
    socklen_t size = sizeof(near);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool good;

    far.sin_addr.s_addr = htonl(0xC0000201u); /* 192.0.2.1: for documentation, belongs to nobody */
    good = fd >= 0 && connect(fd, (struct sockaddr *)&far, sizeof(far)) == 0 &&
           getsockname(fd, (struct sockaddr *)&near, &size) == 0 &&
           inet_ntop(AF_INET, &near.sin_addr, ret_address, LISTEN_ADDRESS_SIZE) != NULL;
    if (fd >= 0) {
        (void)close(fd);
    }
    return good;
}

static bool is_for_others(const struct ifaddrs *one)
{
    struct sockaddr_in in;

    if (one->ifa_addr == NULL || one->ifa_addr->sa_family != AF_INET ||
        (one->ifa_flags & IFF_UP) == 0 || (one->ifa_flags & IFF_RUNNING) == 0 ||
        (one->ifa_flags & IFF_LOOPBACK) != 0) {
        return false;
    }
    memcpy(&in, one->ifa_addr, sizeof(in));
    return ntohl(in.sin_addr.s_addr) >> 16 != 0xA9FE; /* 169.254: nobody gave this one out */
}

int listen_addresses(char ret_addresses[LISTEN_ADDRESSES_MAX][LISTEN_ADDRESS_SIZE])
{
    struct ifaddrs *all = NULL;
    int count = way_out(ret_addresses[0]);

    if (getifaddrs(&all) != 0) {
        return count;
    }
    for (const struct ifaddrs *one = all; one != NULL && count < LISTEN_ADDRESSES_MAX;
         one = one->ifa_next) {
        struct sockaddr_in in;
        bool known = false;

        if (!is_for_others(one)) {
            continue;
        }
        memcpy(&in, one->ifa_addr, sizeof(in));
        (void)inet_ntop(AF_INET, &in.sin_addr, ret_addresses[count], LISTEN_ADDRESS_SIZE);
        for (int i = 0; i < count; i++) {
            known = known || strcmp(ret_addresses[i], ret_addresses[count]) == 0;
        }
        count += !known;
    }
    freeifaddrs(all);
    return count;
}
