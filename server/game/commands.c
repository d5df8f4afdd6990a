/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.c -- the table of commands: who may give which, in which phase, with which fields. The
 * API's document, the checks and `can` are made from it; the matrix that tests it is written by
 * hand. */
#include "game/commands.h"

#include <string.h>

#define FS(name, required, min, max)                                                               \
    {                                                                                              \
        name, FIELD_STRING, required, min, max, NULL                                               \
    }
#define FI(name, required, min, max)                                                               \
    {                                                                                              \
        name, FIELD_INT, required, min, max, NULL                                                  \
    }
#define FB(name, required)                                                                         \
    {                                                                                              \
        name, FIELD_BOOL, required, 0, 0, NULL                                                     \
    }
#define FO(name, required)                                                                         \
    {                                                                                              \
        name, FIELD_OBJECT, required, 0, 64, NULL                                                  \
    }
#define FV(name, required, values)                                                                 \
    {                                                                                              \
        name, FIELD_STRING, required, 1, 40, values                                                \
    }

enum { ID = 48, FORCE = 1000000000 };
#define HOST        ROLE_HOST
#define PLAYER      ROLE_PLAYER
#define LOBBY_BRIEF (PHASE_BIT(LOBBY) | PHASE_BIT(BRIEF))
#define RUNNING     (PHASES_OPEN & ~PHASE_BIT(LOBBY))
#define HIDDEN      (PHASE_BIT(LOBBY) | PHASE_BIT(BRIEF) | PHASES_PLAY | PHASE_BIT(LATER))

/* A command a row, as wide as it takes. */
/* clang-format off */
const struct command COMMANDS[] = {
    {"host.claim", ROLE_ANYONE, PHASES_NONE, true, run_host_claim, {FS("secret", true, 40, 64)}, {"Spelleiderslink gebruiken", "Use a host link"}},
    {"join", ROLE_ANYONE, PHASES_OPEN, true, run_join,
     {FS("code", true, 6, 16), FS("name", true, 1, NAME_MAX_CHARS), FS("team", false, 0, ID), FS("job", false, 0, ID)}, {"Aanschuiven", "Join"}},
    {"rejoin", ROLE_ANYONE, PHASES_ALL, true, run_rejoin, {FS("code", true, 6, 16), FS("phrase", true, 3, PHRASE_MAX)}, {"Terugkomen", "Rejoin"}},
    {"table.open", HOST, PHASES_NONE, true, run_table_open, {{0}}, {"Tafel erbij openen", "Open another table"}},
    {"session.create", HOST, PHASES_NONE, true, run_session_create,
     {FS("scenario", true, 1, ID), FS("preset", true, 1, ID), FV("names", true, "real|fictional"), FS("variant", false, 0, ID),
      FV("clock", true, "scenario|off"), FO("truth", false), FO("set", false), FS("seed", false, 1, 20)},
     {"Spel opzetten", "Set up a game"}},
    {"session.select", HOST, PHASES_NONE, true, run_session_select, {FS("session", true, 36, 36)}, {"Spel kiezen", "Choose a game"}},
    {"session.start", HOST, PHASE_BIT(LOBBY), true, run_session_start, {{0}}, {"Beginnen", "Start"}},
    {"session.end", HOST, PHASES_OPEN, true, run_session_end, {{0}}, {"Spel afsluiten", "End the game"}},
    {"lobby.lock", HOST, PHASES_OPEN, true, run_lobby_lock, {FB("on", true)}, {"Deur op slot", "Lock the door"}},
    {"phase.next", HOST, RUNNING & ~PHASE_BIT(DEBRIEF), true, run_phase_next, {FS("from", false, 1, 16)}, {"Volgende fase", "Next phase"}},
    {"phase.pause", HOST, RUNNING, true, run_phase_pause, {{0}}, {"Pauze", "Pause"}},
    {"phase.resume", HOST, RUNNING, true, run_phase_resume, {{0}}, {"Verder", "Resume"}},
    {"phase.extend", HOST, RUNNING, true, run_phase_extend, {FI("minutes", true, 1, 30)}, {"Verlengen", "Extend"}},
    {"seat.move", HOST, PHASES_OPEN, true, run_seat_move, {FS("participant", true, 1, 11), FS("team", true, 0, ID), FS("job", false, 0, ID)}, {"Verplaatsen", "Move"}},
    {"seat.rename", HOST, PHASES_ALL, true, run_seat_rename, {FS("participant", true, 1, 11), FS("name", true, 1, NAME_MAX_CHARS)}, {"Hernoemen", "Rename"}},
    {"seat.remove", HOST, PHASES_ALL, true, run_seat_remove, {FS("participant", true, 1, 11)}, {"Verwijderen", "Remove"}},
    {"seat.phrase", HOST, PHASES_ALL, true, run_seat_phrase, {FS("participant", true, 1, 11)}, {"Nieuwe terugkomwoorden", "New rejoin phrase"}},
    {"team.automate", HOST, PHASES_OPEN, true, run_team_automate, {FS("team", true, 1, ID), FB("on", true)}, {"Team door het model", "Model plays a team"}},
    {"room.open", HOST, PHASES_ALL, true, run_room_open, {{0}}, {"Zaalscherm openen", "Open a room screen"}},
    {"rehearse", HOST, PHASES_OPEN, true, run_rehearse, {FS("team", true, 1, ID), FS("job", false, 0, ID)}, {"Oefenstoel", "Rehearsal seat"}},
    {"broadcast", HOST, PHASES_OPEN, true, run_broadcast, {FS("text", true, 1, DRAFT_MAX_CHARS)}, {"Bericht aan allen", "Tell everybody"}},
    {"whisper", HOST, PHASES_OPEN, true, run_whisper, {FS("text", true, 1, DRAFT_MAX_CHARS), FS("team", true, 1, ID)}, {"Geheim bericht", "Whisper"}},
    {"inject", HOST, PHASES_PLAY & ~PHASE_BIT(OUTCOME), true, run_inject, {FS("event", true, 1, ID)}, {"Spelimpuls", "Inject"}},
    {"truth.set", HOST, HIDDEN, true, run_truth, {FS("draw", true, 1, ID), FS("option", true, 1, ID)}, {"Waarheid kiezen", "Set a truth"}},
    {"override", HOST, PHASE_BIT(ADJUDICATE), true, run_override,
     {FS("var", true, 1, ID), FO("index", false), FI("value", true, -FORCE, FORCE), FS("note", true, 1, TEXT_MAX_CHARS)}, {"Uitkomst wijzigen", "Override"}},
    {"override.undo", HOST, PHASE_BIT(ADJUDICATE), true, run_override_undo, {FI("override", true, 1, CORRECTIONS_MAX)}, {"Wijziging intrekken", "Undo an override"}},
    {"adjudication.accept", HOST, PHASE_BIT(ADJUDICATE), true, run_accept, {{0}}, {"Uitkomst aanvaarden", "Accept"}},
    {"reveal.next", HOST, PHASE_BIT(REVEAL), true, run_reveal, {{0}}, {"Volgende onthulling", "Reveal the next"}},
    {"branch", HOST, PHASES_ALL & ~LOBBY_BRIEF, true, run_branch, {FS("session", true, 36, 36), FI("turn", true, 1, TURNS_MAX)}, {"Terug en anders", "Rewind into a branch"}},
    {"me.sit", PLAYER, PHASES_OPEN, true, run_sit, {FS("team", true, 1, ID), FS("job", false, 0, ID)}, {"Plaatsnemen", "Sit down"}},
    {"me.rename", PLAYER, PHASES_OPEN, true, run_rename, {FS("name", true, 1, NAME_MAX_CHARS)}, {"Andere naam", "Change name"}},
    {"me.leave", PLAYER, PHASES_ALL, true, run_leave, {{0}}, {"Vertrekken", "Leave"}},
    {"me.stepout", PLAYER, PHASES_OPEN, true, run_stepout, {FB("on", true)}, {"Uit de rol", "Step out of role"}},
    {"ready", PLAYER, PHASES_PLAY & ~PHASE_BIT(ADJUDICATE), false, run_ready, {FB("on", true)}, {"Klaar", "Ready"}},
    {"vote", PLAYER, PHASE_BIT(ASSESS), false, run_vote, {FO("values", false), FO("incidents", false)}, {"Eigen oordeel", "Private vote"}},
    {"card", PLAYER, PHASE_BIT(ASSESS), false, run_card, {FO("values", false), FO("incidents", false)}, {"Kaart van het team", "Team's card"}},
    {"order", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order,
     {FS("action", true, 1, ID), FO("targets", false), FI("level", false, -100, 100), FS("note", false, 0, TEXT_MAX_CHARS), FS("actor", false, 0, ID)}, {"Actie", "Order"}},
    {"order.cancel", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order_cancel, {FS("order", true, 1, 200)}, {"Actie intrekken", "Cancel an order"}},
    {"order.consent", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order_consent, {FS("order", true, 1, 200), FB("yes", true)}, {"Instemmen", "Consent"}},
    {"motion.table", PLAYER, PHASE_BIT(COUNCIL), false, run_table,
     {FS("motion", true, 1, ID), FS("target", false, 0, ID), FO("options", false), FS("text", false, 0, DRAFT_MAX_CHARS), FS("actor", false, 0, ID)}, {"Voorstel indienen", "Table a motion"}},
    {"motion.answer", PLAYER, PHASE_BIT(COUNCIL), false, run_answer,
     {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FS("actor", false, 0, ID), FS("answer", true, 1, 16), FS("condition", false, 0, ID), FS("reason", false, 0, TEXT_MAX_CHARS)},
     {"Standpunt", "Position"}},
    {"motion.agree", PLAYER, PHASE_BIT(COUNCIL), false, run_agree, {FS("motion", true, 2, 4), FB("yes", true)}, {"Instemming slachtoffer", "Victim's consent"}},
    {"motion.amend", PLAYER, PHASE_BIT(COUNCIL), false, run_amend, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FO("options", false), FS("text", false, 0, DRAFT_MAX_CHARS)}, {"Tekst wijzigen", "Amend"}},
    {"motion.clarify", PLAYER, PHASE_BIT(COUNCIL), false, run_clarify, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FS("text", false, 0, DRAFT_MAX_CHARS)}, {"Toelichten", "Clarify"}},
    {"motion.extend", PLAYER, PHASE_BIT(COUNCIL), false, run_extend, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535)}, {"Termijn verlengen", "Extend the deadline"}},
    {"motion.withdraw", PLAYER, PHASE_BIT(COUNCIL), false, run_withdraw, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535)}, {"Intrekken", "Withdraw"}},
    {"motion.slip", PLAYER, PHASE_BIT(COUNCIL) | PHASE_BIT(DELIBERATE), false, run_slip, {FS("motion", true, 2, 4), FS("actor", false, 0, ID), FI("level", true, 0, 5)}, {"Bijdrage", "Contribution"}},
    {"say", PLAYER, PHASES_OPEN & ~PHASE_BIT(LOBBY), true, run_say, {FV("room", true, "team|council"), FS("text", true, 1, TEXT_MAX_CHARS)}, {"Zeggen", "Say"}},
};
/* clang-format on */
const int COMMANDS_COUNT = (int)(sizeof COMMANDS / sizeof COMMANDS[0]);

const struct command *command_find(const char *name)
{
    for (int k = 0; name != NULL && k < COMMANDS_COUNT; k++) {
        if (strcmp(COMMANDS[k].name, name) == 0) {
            return &COMMANDS[k];
        }
    }
    return NULL;
}

bool command_may(const struct command *command, const struct table *table, uint8_t role)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    if ((command->roles & role) == 0) {
        return false;
    }
    if (command->phases == PHASES_NONE) {
        return true;
    }
    return session != NULL && (command->phases >> session->phase & 1u) != 0 &&
           (command->idle || !session->paused);
}
