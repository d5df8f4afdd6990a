/* SPDX-License-Identifier: EUPL-1.2 */
/* flow.c -- who may come to know what. What is written or told may depend only on what all of its
 * readers may see; "own" counts only when it is the same actor's. What an expression reads, its
 * conditions included, is in `facts`. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static const struct {
    const char *word;
    uint8_t bits;
} audiences[] = {
    {"public", SEE_ALL},  {"allies", SEE_ALLIES | SEE_CHAIR | SEE_COMMAND},
    {"own", SEE_OWN},     {"red", SEE_RED},
    {"white", SEE_WHITE}, {"command", SEE_COMMAND},
    {"chair", SEE_CHAIR},
};

uint8_t see_bits(const json_t *list)
{
    unsigned bits = SEE_WHITE;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *word = json_string_value(json_array_get(list, i));
        for (size_t k = 0; word && k < sizeof audiences / sizeof audiences[0]; k++)
            bits |= strcmp(word, audiences[k].word) == 0 ? audiences[k].bits : 0u;
    }
    return (uint8_t)bits;
}

static bool same_subject(struct subject a, struct subject b)
{
    if (a.kind != b.kind || a.kind == SUBJECT_OTHER)
        return false;
    return a.kind == SUBJECT_NOBODY || (a.slot == b.slot && a.detail == b.detail);
}

void facts_add(struct facts *facts, int variable, uint8_t see, struct subject subject)
{
    for (int i = 0; i < facts->count; i++) {
        const struct read *read = &facts->read[i];
        if (read->variable == variable &&
            (same_subject(read->subject, subject) ||
             (read->subject.kind == SUBJECT_OTHER && subject.kind == SUBJECT_OTHER)))
            return;
    }
    if (facts->count < READS_MAX)
        facts->read[facts->count++] = (struct read){(int16_t)variable, see, subject};
}

void facts_join(struct facts *facts, const struct facts *more)
{
    for (int i = 0; i < more->count; i++)
        facts_add(facts, more->read[i].variable, more->read[i].see, more->read[i].subject);
}

uint8_t facts_see(const struct facts *facts)
{
    unsigned bits = SEE_ALL;
    for (int i = 0; i < facts->count; i++) {
        bits &= facts->read[i].see;
        if (facts->read[i].subject.kind == SUBJECT_OTHER && !(facts->read[i].see & SEE_ALLIES))
            bits &= ~(unsigned)SEE_OWN;
    }
    return (uint8_t)bits;
}

/* May the owner of what is written see this? Each role that the owner can have must. */
static bool owner_sees(const struct read *read, struct subject owner)
{
    static const uint8_t bit[ACTOR_KINDS] = {SEE_ALLIES, SEE_CHAIR, SEE_COMMAND,
                                             SEE_ALLIES, SEE_RED,   SEE_PUBLIC};
    if ((read->see & SEE_PUBLIC) || ((read->see & SEE_OWN) && same_subject(read->subject, owner)))
        return true;
    bool sees = owner.roles != 0;
    for (int role = 0; role < ACTOR_KINDS; role++) {
        if (owner.roles & 1u << role)
            sees &= (read->see & bit[role]) != 0;
    }
    return sees;
}

/* The first audience that would learn more than it may; NULL when there is none. */
static const char *leak(const struct read *read, uint8_t audience, struct subject owner)
{
    if (audience & SEE_PUBLIC)
        return read->see & SEE_PUBLIC ? NULL : "everybody";
    static const struct {
        uint8_t bit;
        const char *word;
    } readers[] = {{SEE_ALLIES, "the allies"},
                   {SEE_RED, "red"},
                   {SEE_COMMAND, "the command"},
                   {SEE_CHAIR, "the chair"}};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if ((audience & readers[i].bit) && !(read->see & readers[i].bit))
            return readers[i].word;
    }
    bool covered = (audience & SEE_ALLIES) && owner.roles == 1u << ACTOR_MEMBER;
    if ((audience & SEE_OWN) && !covered && !owner_sees(read, owner))
        return "the owner of the number";
    return NULL;
}

static void seen_by(uint8_t see, char *text, size_t size)
{
    size_t len = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof audiences / sizeof audiences[0]; i++) {
        bool all = (see & audiences[i].bits) == audiences[i].bits;
        if (all && (i == 0 || !(see & SEE_PUBLIC)) && len + 12 < size)
            len +=
                (size_t)snprintf(text + len, size - len, "%s%s", len ? " " : "", audiences[i].word);
    }
}

void flow_check(struct compiler *c, const struct facts *facts, uint8_t audience,
                struct subject owner, const char *what)
{
    for (int i = 0; i < facts->count; i++) {
        const struct read *read = &facts->read[i];
        const char *who = leak(read, audience, owner);
        if (!who)
            continue;
        char words[80];
        seen_by(read->see, words, sizeof words);
        const char *id = read->variable == NONE ? "the origin of an incident"
                                                : book_id(c->book, KIND_VARIABLE, read->variable);
        bool own = read->variable != NONE && (read->see & SEE_OWN) && (audience & SEE_OWN) &&
                   strcmp(who, "the owner of the number") == 0;
        complain(c,
                 "%s would tell %s about %s%s (seen by %s); hide what is written, or give the "
                 "reason: \"declassifies\":{\"nl\":…,\"en\":…}",
                 what, who, id, own ? " of another actor" : "", words);
        return; /* one is enough: the others are mended alike */
    }
}

bool declassified(struct compiler *c, const json_t *object)
{
    (void)c;
    return json_object_get(object, "declassifies") != NULL;
}
