/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c -- word lists and draws from them. */
#include "game/words.h"

#include <stdint.h>
#include <stdio.h>

#include <sodium.h>

enum { WORDS = 128, ANIMALS = 32 };

static const char *const WORD[WORDS] = {
    "anker",  "appel", "atlas",  "bal",    "band",    "bank",   "bas",   "beker", "bel",
    "berg",   "boek",  "boot",   "bord",   "bos",     "brief",  "brood", "brug",  "bus",
    "circus", "cello", "dak",    "dans",   "dam",     "deur",   "dijk",  "dorp",  "drop",
    "duin",   "echo",  "eiland", "fiets",  "film",    "fluit",  "fort",  "foto",  "garen",
    "gast",   "gids",  "glas",   "golf",   "goud",    "gras",   "haak",  "hal",   "hamer",
    "harp",   "haven", "hek",    "helm",   "hout",    "huis",   "inkt",  "jas",   "jet",
    "kaart",  "kaas",  "kade",   "kano",   "kast",    "kelk",   "kerk",  "ketel", "klei",
    "klok",   "knoop", "koek",   "kom",    "kompas",  "kraan",  "krant", "kroon", "kruid",
    "kust",   "lamp",  "land",   "laan",   "lens",    "lijn",   "lied",  "linde", "loep",
    "maan",   "mand",  "mast",   "melk",   "meer",    "mist",   "molen", "muur",  "naald",
    "noot",   "oever", "olijf",  "orgel",  "oven",    "palm",   "pan",   "park",  "pen",
    "peer",   "piano", "plein",  "pont",   "poort",   "prisma", "raam",  "regen", "rivier",
    "roos",   "sjaal", "slot",   "sneeuw", "spiegel", "steen",  "ster",  "stoel", "strand",
    "tafel",  "tent",  "thee",   "toren",  "trein",   "tuin",   "veer",  "vlag",  "wiel",
    "wind",   "zand",
};

static const char *const ANIMAL[ANIMALS] = {
    "Otter", "Panda", "Zebra",   "Koala", "Lama",  "Bever",  "Das",   "Eland",
    "Fret",  "Gans",  "Haas",    "Ibis",  "Jager", "Kievit", "Lynx",  "Merel",
    "Mol",   "Mus",   "Pinguin", "Raaf",  "Ree",   "Rob",    "Snoek", "Specht",
    "Tapir", "Uil",   "Valk",    "Vos",   "Wezel", "Zwaan",  "Kraai", "Hermelijn",
};

void words_phrase(char *ret_phrase, size_t room)
{
    const char *w[4];
    for (int k = 0; k < 4; k++) {
        w[k] = WORD[randombytes_uniform(WORDS)];
    }
    (void)snprintf(ret_phrase, room, "%s %s %s %s", w[0], w[1], w[2], w[3]);
}

void words_pseudonym(char *ret_name, size_t room)
{
    (void)snprintf(ret_name, room, "%s %u", ANIMAL[randombytes_uniform(ANIMALS)],
                   2 + randombytes_uniform(98));
}
