/* SPDX-License-Identifier: EUPL-1.2 */
/* words_names.c -- the engine's own words in Dutch and English: fields, answers, moments, bound
 * names. Tables only. */
#include "compiler/words.h"

struct both {
    const char *nl, *en;
};

static const struct {
    uint8_t hold;
    struct both words;
} fields[FIELD_COUNT] = {
    [FIELD_MEMBER] = {HOLD_COMPARE, {"$1 is lid", "$1 is a member"}},
    [FIELD_CHAIR] = {HOLD_COMPARE, {"$1 zit voor", "$1 is in the chair"}},
    [FIELD_COMMAND] = {HOLD_COMPARE, {"$1 voert het bevel", "$1 is in command"}},
    [FIELD_UNION] = {HOLD_COMPARE, {"$1 is de unie", "$1 is the union"}},
    [FIELD_RED] = {HOLD_COMPARE, {"$1 is de tegenstander", "$1 is the opponent"}},
    [FIELD_VICTIM] = {HOLD_ATOM, {"het slachtoffer van $1", "the victim of $1"}},
    [FIELD_ORIGIN] = {HOLD_ATOM, {"wie achter $1 zit", "who is behind $1"}},
    [FIELD_OPEN] = {HOLD_COMPARE, {"$1 is open", "$1 is open"}},
    [FIELD_DAY] = {HOLD_ATOM, {"de dag van $1", "the day of $1"}},
    [FIELD_TURN] = {HOLD_ATOM, {"de beurt van $1", "the turn of $1"}},
    [FIELD_NEW] = {HOLD_COMPARE, {"$1 is nieuw in deze beurt", "$1 is new in this turn"}},
    [FIELD_DOSE] = {HOLD_ATOM, {"de zwaarte van $1", "the dose of $1"}},
    [FIELD_INCIDENT] = {HOLD_ATOM, {"het incident van $1", "the incident of $1"}},
    [FIELD_BY] = {HOLD_ATOM, {"de indiener van $1", "who tabled $1"}},
    [FIELD_ROUND] = {HOLD_ATOM, {"de ronde van $1", "the round of $1"}},
    [FIELD_TABLED] = {HOLD_ATOM,
                      {"de beurt waarin $1 op tafel kwam", "the turn in which $1 was tabled"}},
    [FIELD_PENDING] = {HOLD_COMPARE, {"$1 ligt nog op tafel", "$1 is still on the table"}},
    [FIELD_ADOPTED] = {HOLD_COMPARE, {"$1 is aangenomen", "$1 is adopted"}},
    [FIELD_REFUSED] = {HOLD_COMPARE, {"$1 is verworpen", "$1 is refused"}},
    [FIELD_DROPPED] = {HOLD_COMPARE, {"$1 is ingetrokken", "$1 is dropped"}},
    [FIELD_EFFECTIVE] = {HOLD_COMPARE, {"$1 is in werking", "$1 is in effect"}},
    [FIELD_DECIDED] = {HOLD_ATOM,
                       {"de beurt van het besluit over $1", "the turn in which $1 was decided"}},
    [FIELD_ACTOR] = {HOLD_ATOM, {"de gever van $1", "who gave $1"}},
    [FIELD_ON] = {HOLD_ATOM, {"het incident van $1", "the incident of $1"}},
    [FIELD_TARGET] = {HOLD_ATOM, {"het doel van $1", "the target of $1"}},
    [FIELD_LEVEL] = {HOLD_ATOM, {"de hoogte van $1", "the level of $1"}},
    [FIELD_DONE] = {HOLD_COMPARE,
                    {"$1 is in deze beurt uitgevoerd", "$1 was carried out in this turn"}},
    [FIELD_QUEUED] = {HOLD_COMPARE, {"$1 wacht op uitvoering", "$1 waits to be carried out"}},
};

static const struct both answers[ANSWERS] = {
    {"geen", "none"},        {"stil", "silence"},    {"verklaring", "statement"},
    {"vraag", "question"},   {"breuk", "break"},     {"ja", "yes"},
    {"ja, mits", "yes, if"}, {"niet nu", "not now"}, {"nee", "no"},
};

static const struct both globals[GLOBALS] = {
    {"de dag", "the day"},
    {"de beurt", "the turn"},
    {"het aantal dagen van de beurt", "the days of the turn"},
    {"het aantal beurten", "the number of turns"},
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

/* "ally a", "incident i"; a name that no scope holds gets x, y, z. */
const char *words_bound(struct words *w, int slot, int set)
{
    static const struct both kinds[SET_KINDS] = {
        {"partij", "actor"},      {"bondgenoot", "ally"}, {"", ""},
        {"incident", "incident"}, {"voorstel", "motion"}, {"opdracht", "order"}};
    static const char *const spare[BIND_MAX] = {"x", "y", "z", "u", "v", "w", "p", "q"};
    bool named = slot < w->names.count;
    const char *name =
        named ? w->names.name[slot] : spare[(slot - w->names.count) & (BIND_MAX - 1)];
    int of = named ? w->names.set[slot] : set;
    const char *word = of == NONE ? "" : say(w, kinds[w->book->program.set[of].kind]);
    return *word ? words_fill(w, "$1 $2", "$1 $2", word, name, NULL) : name;
}

/* A member by name: "Poland", "the Baltic region". */
const char *words_member(struct words *w, int set, int member)
{
    const struct program *p = &w->book->program;
    const char *id = book_member(w->book, set, member);
    if (member < 0)
        return w->lang == LANG_NL ? "niemand" : "nobody";
    if (p->set[set].kind == SET_FIXED)
        return words_text(
            w, words_fill(w, "set.$1", "set.$1", book_id(w->book, KIND_SET, set), NULL, NULL), id);
    const json_t *row = json_object_get(w->book->names, id);
    const char *name = json_string_value(json_object_get(row, w->lang == LANG_NL ? "nl" : "en"));
    return name ? name : id;
}

struct piece words_field(struct words *w, int field, const char *who)
{
    struct both words = fields[field].words;
    bool incident = field == FIELD_INCIDENT || field == FIELD_ON;
    bool actor = field == FIELD_VICTIM || field == FIELD_ORIGIN || field == FIELD_BY ||
                 field == FIELD_ACTOR || field == FIELD_TARGET;
    int set = incident ? set_of_kind(&w->book->program, SET_INCIDENT)
              : actor  ? set_of_kind(&w->book->program, SET_ACTOR)
                       : NONE;
    return (struct piece){.text = words_fill(w, words.nl, words.en, who, NULL, NULL),
                          .hold = fields[field].hold,
                          .set = (int8_t)set};
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
