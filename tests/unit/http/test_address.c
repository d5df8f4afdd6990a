/* SPDX-License-Identifier: EUPL-1.2 */
/* test_address.c -- who counts as the client behind trusted and other proxies. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/address.h"

static struct address parse(const char *text)
{
    struct address address = {{0}};

    cr_assert(address_parse(&address, text, strlen(text)), "%s", text);
    return address;
}

Test(address, forms)
{
    static const char *const bad[] = {"",          "1.2.3",   "1.2.3.4.5", "a",   "[::1",    "::1]",
                                      "1.2.3.256", "unknown", "_hidden",   "1:2", "1.2.3.4 "};
    static const char *const same[][2] = {{"192.0.2.1", "192.0.2.1:8080"},
                                          {"192.0.2.1", "::ffff:192.0.2.1"},
                                          {"2001:db8::1", "[2001:db8::1]"},
                                          {"2001:db8::1", "[2001:db8::1]:443"}};
    struct address address;
    struct address_net net;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cr_expect_not(address_parse(&address, bad[i], strlen(bad[i])), "%s", bad[i]);
        cr_expect_not(address_net_parse(&net, bad[i]), "%s", bad[i]);
    }
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
        struct address a = parse(same[i][0]), b = parse(same[i][1]);
        cr_expect_eq(memcmp(&a, &b, sizeof(a)), 0, "%s", same[i][1]);
    }
    cr_assert_not(address_net_parse(&net, "10.0.0.0/33"));
    cr_assert_not(address_net_parse(&net, "10.0.0.0/"));
    cr_assert_not(address_net_parse(&net, "10.0.0.0/8x"));
    cr_assert_not(address_net_parse(&net, "::/129"));
    struct address loop4 = parse("127.3.2.1"), loop6 = parse("::1"), other = parse("128.0.0.1");
    cr_assert(address_is_loopback(&loop4));
    cr_assert(address_is_loopback(&loop6));
    cr_assert_not(address_is_loopback(&other));
}

Test(address, clients)
{
    static const struct {
        const char *peer, *forwarded, *client;
    } cases[] = {
        {"192.0.2.9", NULL, "192.0.2.9"},
        {"192.0.2.9", "198.51.100.1",
         "192.0.2.9"}, /* not a trusted proxy: what it says is not believed */
        {"10.1.2.3", NULL, "10.1.2.3"},
        {"10.1.2.3", "198.51.100.1", "198.51.100.1"},
        {"10.1.2.3", "203.0.113.5, 198.51.100.1",
         "198.51.100.1"}, /* the client made up the first */
        {"10.1.2.3", "203.0.113.5 , 10.9.9.9", "203.0.113.5"},
        {"10.1.2.3", "203.0.113.5,\t10.9.9.9,10.8.8.8", "203.0.113.5"},
        {"10.1.2.3", "rubbish, 198.51.100.1", "198.51.100.1"},
        {"10.1.2.3", "198.51.100.1, rubbish", "10.1.2.3"},
        {"10.1.2.3", "", "10.1.2.3"},
        {"10.1.2.3", ",", "10.1.2.3"},
        {"fd00::5", "[2001:db8::7]:1234", "2001:db8::7"},
    };
    struct address_net trusted[2];

    cr_assert(address_net_parse(&trusted[0], "10.0.0.0/8"));
    cr_assert(address_net_parse(&trusted[1], "fd00::/12"));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct address peer = parse(cases[i].peer), want = parse(cases[i].client);
        struct address got = address_client(&peer, cases[i].forwarded, trusted, 2);

        cr_expect_eq(memcmp(&got, &want, sizeof(got)), 0, "case %zu", i);
    }
    uint8_t a[16], b[16];
    struct address one = parse("2001:db8::1"), two = parse("2001:db8::2");
    address_key(&one, a);
    address_key(&two, b);
    cr_assert_eq(memcmp(a, b, 16), 0, "one household");
    one = parse("192.0.2.1");
    two = parse("192.0.2.2");
    address_key(&one, a);
    address_key(&two, b);
    cr_assert_neq(memcmp(a, b, 16), 0);
}
