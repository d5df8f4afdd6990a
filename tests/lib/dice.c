/* SPDX-License-Identifier: EUPL-1.2 */
/* dice.c -- splitmix64, for tests and in the place of the system's randomness. Guards nothing. */
#include "dice.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#include <sodium.h>

uint64_t dice_next(struct dice *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

int dice_below(struct dice *dice, int count)
{
    return count < 1 ? 0 : (int)((dice_next(dice) >> 33) % (uint64_t)count);
}

bool dice_hit(struct dice *dice, int percent)
{
    return dice_below(dice, 100) < percent;
}

static struct dice system_dice;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *name(void)
{
    return "dice of a test";
}

static uint64_t draw(void)
{
    (void)pthread_mutex_lock(&lock);
    uint64_t drawn = dice_next(&system_dice);
    (void)pthread_mutex_unlock(&lock);
    return drawn;
}

static uint32_t random_word(void)
{
    return (uint32_t)(draw() >> 32);
}

static void fill(void *const to, const size_t size)
{
    uint8_t *bytes = to;
    for (size_t k = 0; k < size; k++) {
        bytes[k] = (uint8_t)(draw() >> 24);
    }
}

static int close_nothing(void)
{
    return 0;
}

void dice_install(uint64_t seed)
{
    static struct randombytes_implementation dice = {
        .implementation_name = name, .random = random_word, .buf = fill, .close = close_nothing};
    dice_reseed(seed);
    if (randombytes_set_implementation(&dice) != 0 || sodium_init() < 0) {
        abort();
    }
}

void dice_reseed(uint64_t seed)
{
    (void)pthread_mutex_lock(&lock);
    system_dice.state = seed * UINT64_C(0x2545f4914f6cdd1d) + 1;
    (void)pthread_mutex_unlock(&lock);
}
