/* SPDX-License-Identifier: EUPL-1.2 */
/* words_names.c -- the engine's own words in Dutch and English: fields, answers, moments, bound
 * names. Tables only. */
#include "compiler/words.h"

struct both {
    const char *nl, *en;
};

/* A field that is a number or an entity has one form, a statement has them all. */
static const struct clause fields[FIELD_COUNT] = {
    [FIELD_MEMBER] = {"$1 is lid", "$1 lid is", "$1 is geen lid", "$1 geen lid is",
                      "$1 is a member", "$1 is no member"},
    [FIELD_CHAIR] = {"$1 zit voor", "$1 voorzit", "$1 zit niet voor", "$1 niet voorzit",
                     "$1 is in the chair", "$1 is not in the chair"},
    [FIELD_COMMAND] = {"$1 voert het bevel", "$1 het bevel voert", "$1 voert niet het bevel",
                       "$1 niet het bevel voert", "$1 is in command", "$1 is not in command"},
    [FIELD_UNION] = {"$1 is de unie", "$1 de unie is", "$1 is niet de unie", "$1 niet de unie is",
                     "$1 is the union", "$1 is not the union"},
    [FIELD_RED] = {"$1 is de tegenstander", "$1 de tegenstander is", "$1 is niet de tegenstander",
                   "$1 niet de tegenstander is", "$1 is the opponent", "$1 is not the opponent"},
    [FIELD_VICTIM] = {.nl = "het slachtoffer van $1", .en = "the victim of $1"},
    [FIELD_ORIGIN] = {.nl = "de partij achter $1", .en = "the actor behind $1"},
    [FIELD_OPEN] = {"$1 is open", "$1 open is", "$1 is niet open", "$1 niet open is", "$1 is open",
                    "$1 is not open"},
    [FIELD_DAY] = {.nl = "de dag van $1", .en = "the day of $1"},
    [FIELD_TURN] = {.nl = "de beurt van $1", .en = "the turn of $1"},
    [FIELD_NEW] = {"$1 is nieuw in deze beurt", "$1 nieuw is in deze beurt",
                   "$1 is niet nieuw in deze beurt", "$1 niet nieuw is in deze beurt",
                   "$1 is new in this turn", "$1 is not new in this turn"},
    [FIELD_DOSE] = {.nl = "de zwaarte van $1", .en = "the dose of $1"},
    [FIELD_INCIDENT] = {.nl = "het incident van $1", .en = "the incident of $1"},
    [FIELD_BY] = {.nl = "de indiener van $1", .en = "the actor that tabled $1"},
    [FIELD_ROUND] = {.nl = "de ronde van $1", .en = "the round of $1"},
    [FIELD_TABLED] = {.nl = "de beurt waarin $1 op tafel kwam",
                      .en = "the turn in which $1 was tabled"},
    [FIELD_PENDING] = {"$1 ligt nog op tafel", "$1 nog op tafel ligt", "$1 ligt niet op tafel",
                       "$1 niet op tafel ligt", "$1 is still on the table",
                       "$1 is not on the table"},
    [FIELD_ADOPTED] = {"$1 is aangenomen", "$1 is aangenomen", "$1 is niet aangenomen",
                       "$1 niet is aangenomen", "$1 is adopted", "$1 is not adopted"},
    [FIELD_REFUSED] = {"$1 is verworpen", "$1 is verworpen", "$1 is niet verworpen",
                       "$1 niet is verworpen", "$1 is refused", "$1 is not refused"},
    [FIELD_DROPPED] = {"$1 is ingetrokken", "$1 is ingetrokken", "$1 is niet ingetrokken",
                       "$1 niet is ingetrokken", "$1 is dropped", "$1 is not dropped"},
    [FIELD_EFFECTIVE] = {"$1 is in werking", "$1 in werking is", "$1 is niet in werking",
                         "$1 niet in werking is", "$1 is in effect", "$1 is not in effect"},
    [FIELD_DECIDED] = {.nl = "de beurt van het besluit over $1",
                       .en = "the turn in which $1 was decided"},
    [FIELD_ACTOR] = {.nl = "de gever van $1", .en = "the actor that gave $1"},
    [FIELD_ON] = {.nl = "het incident van $1", .en = "the incident of $1"},
    [FIELD_TARGET] = {.nl = "het doel van $1", .en = "the target of $1"},
    [FIELD_LEVEL] = {.nl = "het niveau van $1", .en = "the level of $1"},
    [FIELD_DONE] = {"$1 is in deze beurt uitgevoerd", "$1 in deze beurt is uitgevoerd",
                    "$1 is in deze beurt niet uitgevoerd", "$1 in deze beurt niet is uitgevoerd",
                    "$1 was carried out in this turn", "$1 was not carried out in this turn"},
    [FIELD_QUEUED] = {"$1 wacht op uitvoering", "$1 op uitvoering wacht",
                      "$1 wacht niet op uitvoering", "$1 niet op uitvoering wacht",
                      "$1 waits to be carried out", "$1 does not wait to be carried out"},
};

static const struct both answers[ANSWERS] = {
    {"geen", "none"},        {"stil", "silence"},    {"verklaring", "statement"},
    {"vraag", "question"},   {"breuk", "break"},     {"ja", "yes"},
    {"ja, mits", "yes, if"}, {"niet nu", "not now"}, {"nee", "no"},
};

static const struct both globals[GLOBALS] = {
    {"de huidige dag", "the present day"},
    {"de huidige beurt", "the present turn"},
    {"de lengte van de beurt in dagen", "the length of the turn in days"},
    {"het aantal beurten van het spel", "the number of turns of the game"},
};

static const struct both moments[MOMENT_COUNT] = {
    [MOMENT_NEVER] = {"", ""},
    [MOMENT_START] = {"Bij het begin", "At the start"},
    [MOMENT_TURN] = {"Als een beurt begint", "When a turn opens"},
    [MOMENT_INCIDENT] = {"Als een incident begint", "When an incident opens"},
    [MOMENT_EVIDENCE] = {"Als het bewijs wordt gewogen", "When evidence is weighed"},
    [MOMENT_LOCKED] = {"Als een opdracht wordt uitgevoerd", "When an order is carried out"},
    [MOMENT_TABLED] = {"Als een voorstel op tafel komt", "When a motion is tabled"},
    [MOMENT_BROKEN] = {"Als de stilte wordt doorbroken", "When silence is broken"},
    [MOMENT_KEPT] = {"Als de stilte standhoudt", "When silence is kept"},
    [MOMENT_ADOPTED] = {"Als een voorstel wordt aangenomen", "When a motion is adopted"},
    [MOMENT_REFUSED] = {"Als een voorstel wordt verworpen", "When a motion is refused"},
    [MOMENT_DROPPED] = {"Als een voorstel van tafel gaat", "When a motion is dropped"},
    [MOMENT_LAPSED] = {"Als een voorwaardelijk besluit vervalt",
                       "When a conditional decision lapses"},
    [MOMENT_EFFECTIVE] = {"Als een besluit in werking treedt", "When a decision takes effect"},
    [MOMENT_RED] = {"Na de opdrachten van de tegenstander", "After the opponent's orders"},
    [MOMENT_DUE] = {"Als uitgestelde gevolgen er zijn", "When delayed effects have landed"},
    [MOMENT_ANSWERS] = {"Als de antwoorden worden gewogen", "When answers are weighed"},
    [MOMENT_AFTERMATH] = {"In de nasleep", "In the aftermath"},
    [MOMENT_DRIFT] = {"Aan het eind van de beurt", "At the end of the turn"},
    [MOMENT_DERIVED] = {"Bij het doorrekenen", "When derived values are computed"},
    [MOMENT_LADDER] = {"Als de ladder wordt bepaald", "When the ladder is set"},
    [MOMENT_ENDING] = {"Als het einde wordt bepaald", "When an ending is weighed"},
    [MOMENT_REVEAL] = {"Bij de onthulling", "At the reveal"},
};

static const char *say(const struct words *w, struct both words)
{
    return w->lang == LANG_NL ? words.nl : words.en;
}

const struct noun *words_noun(const struct words *w, int set)
{
    static const struct noun nouns[SET_KINDS] = {
        [SET_ACTOR] = {"partij", "partijen", "elke", "actor", "actors", "an"},
        [SET_MEMBER] = {"bondgenoot", "bondgenoten", "elke", "ally", "allies", "an"},
        [SET_FIXED] = {"", "", "elke", "", "", "an"},
        [SET_INCIDENT] = {"incident", "incidenten", "elk", "incident", "incidents", "an"},
        [SET_MOTION] = {"voorstel", "voorstellen", "elk", "motion", "motions", "a"},
        [SET_ORDER] = {"opdracht", "opdrachten", "elke", "order", "orders", "an"}};
    return &nouns[w->book->program.set[set].kind];
}

const char *words_bound(struct words *w, int slot)
{
    if (slot >= w->names.count)
        return "?";
    const char *name = w->names.name[slot];
    const struct noun *noun = words_noun(w, w->names.set[slot]);
    return *noun->nl ? words_fill(w, "$1 $3", "$2 $3", noun->nl, noun->en, name) : name;
}

/* A member by name: Poland, “the Baltic region”. */
const char *words_member(struct words *w, int set, int member)
{
    const struct program *p = &w->book->program;
    const char *id = book_member(w->book, set, member);
    if (member < 0)
        return w->lang == LANG_NL ? "niemand" : "nobody";
    if (p->set[set].kind == SET_FIXED) {
        const char *prefix =
            words_fill(w, "set.$1", "set.$1", book_id(w->book, KIND_SET, set), NULL, NULL);
        return words_fill(w, "“$1”", "“$1”", words_text(w, prefix, id), NULL, NULL);
    }
    const json_t *row = json_object_get(w->book->names, id);
    const char *name = json_string_value(json_object_get(row, w->lang == LANG_NL ? "nl" : "en"));
    return name ? name : id;
}

struct piece words_field(struct words *w, int field, const char *who)
{
    if (fields[field].nl_sub)
        return words_clause(w, &fields[field], who, NULL);
    bool incident = field == FIELD_INCIDENT || field == FIELD_ON;
    bool actor = field == FIELD_VICTIM || field == FIELD_ORIGIN || field == FIELD_BY ||
                 field == FIELD_ACTOR || field == FIELD_TARGET;
    struct piece piece =
        words_plain(words_fill(w, fields[field].nl, fields[field].en, who, NULL, NULL), HOLD_ATOM);
    piece.set = (int8_t)(incident ? set_of_kind(&w->book->program, SET_INCIDENT)
                         : actor  ? set_of_kind(&w->book->program, SET_ACTOR)
                                  : NONE);
    return piece;
}

const char *words_answer(const struct words *w, int answer)
{
    return answer >= 0 && answer < ANSWERS ? say(w, answers[answer]) : "?";
}

const char *words_global(const struct words *w, int global)
{
    return say(w, globals[global]);
}

const char *words_moment(const struct words *w, int moment)
{
    return say(w, moments[moment]);
}
