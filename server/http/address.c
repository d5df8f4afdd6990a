/* SPDX-License-Identifier: EUPL-1.2 */
/* address.c -- see address.h. Never asks a name server. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

static bool is_mapped(const struct address *address)
{
    return memcmp(address->byte, mapped, sizeof(mapped)) == 0;
}

bool address_of_socket(struct address *ret_address, const struct sockaddr *from)
{
    if (from->sa_family == AF_INET) {
        struct sockaddr_in in;

        memcpy(&in, from, sizeof(in));
        memcpy(ret_address->byte, mapped, sizeof(mapped));
        memcpy(ret_address->byte + 12, &in.sin_addr, 4);
        return true;
    }
    if (from->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;

        memcpy(&in6, from, sizeof(in6));
        memcpy(ret_address->byte, &in6.sin6_addr, 16);
        return true;
    }
    return false;
}

bool address_parse(struct address *ret_address, const char *text, size_t size)
{
    char copy[INET6_ADDRSTRLEN + 1];
    const char *end = memchr(text, text[0] == '[' ? ']' : ':', size);
    bool is_v4 = memchr(text, '.', size) != NULL &&
                 (end == NULL || memchr(end + 1, ':', size - (size_t)(end + 1 - text)) == NULL);

    if (size > 0 && text[0] == '[') {
        if (end == NULL) {
            return false;
        }
        text++;
        size = (size_t)(end - text);
        is_v4 = false;
    } else if (is_v4 && end != NULL) {
        size = (size_t)(end - text);
    }
    if (size == 0 || size >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    struct address address = {{0}};
    if (is_v4) {
        memcpy(address.byte, mapped, sizeof(mapped));
    }
    if (inet_pton(is_v4 ? AF_INET : AF_INET6, copy, address.byte + (is_v4 ? 12 : 0)) != 1) {
        return false;
    }
    *ret_address = address;
    return true;
}

bool address_net_parse(struct address_net *ret_net, const char *text)
{
    size_t size = strcspn(text, "/");
    struct address_net net = {.bits = 128};

    if (!address_parse(&net.address, text, size)) {
        return false;
    }
    if (text[size] == '/') {
        char *end;
        long bits = strtol(text + size + 1, &end, 10);
        int most = is_mapped(&net.address) ? 32 : 128;

        if (end == text + size + 1 || *end != '\0' || bits < 0 || bits > most) {
            return false;
        }
        net.bits = (int)bits + 128 - most;
    }
    *ret_net = net;
    return true;
}

bool address_in(const struct address *address, const struct address_net *net)
{
    size_t whole = (size_t)net->bits / 8;
    int rest = net->bits % 8;

    if (memcmp(address->byte, net->address.byte, whole) != 0) {
        return false;
    }
    return rest == 0 || (address->byte[whole] ^ net->address.byte[whole]) >> (8 - rest) == 0;
}

bool address_is_loopback(const struct address *address)
{
    static const struct address_net nets[] = {
        {{{[10] = 0xff, [11] = 0xff, [12] = 127}}, 104},
        {{{[15] = 1}}, 128},
    };

    return address_in(address, &nets[0]) || address_in(address, &nets[1]);
}

static bool is_trusted(const struct address *address, const struct address_net *trusted,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (address_in(address, &trusted[i])) {
            return true;
        }
    }
    return false;
}

struct address address_client(const struct address *peer, const char *forwarded,
                              const struct address_net *trusted, size_t count)
{
    struct address client = *peer;
    size_t end = forwarded != NULL ? strlen(forwarded) : 0;

    /* From the right: each trusted proxy vouches for the address that it added, and for nothing
     * before it. */
    while (end > 0 && is_trusted(&client, trusted, count)) {
        size_t start = end;
        struct address next;

        while (start > 0 && forwarded[start - 1] != ',') {
            start--;
        }
        size_t first = start + strspn(forwarded + start, " \t");
        size_t last = end;
        while (last > first && (forwarded[last - 1] == ' ' || forwarded[last - 1] == '\t')) {
            last--;
        }
        if (first >= last || !address_parse(&next, forwarded + first, last - first)) {
            break;
        }
        client = next;
        end = start > 0 ? start - 1 : 0;
    }
    return client;
}

void address_key(const struct address *address, uint8_t ret_key[16])
{
    memcpy(ret_key, address->byte, 16);
    if (!is_mapped(address)) {
        memset(ret_key + 8, 0, 8);
    }
}
