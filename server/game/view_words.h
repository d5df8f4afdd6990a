/* SPDX-License-Identifier: EUPL-1.2 */
/* view_words.h -- the words of what is C and not data: phases, procedures, answers, states. In
 * Dutch and English. */
#ifndef GAME_VIEW_WORDS_H
#define GAME_VIEW_WORDS_H

#include "engine/world.h"

/* WORD(name, Dutch, English) */
#define VIEW_WORD_LIST(W)                                                                          \
    W(LOBBY, "Ontvangst", "Lobby")                                                                 \
    W(BRIEF, "Inleiding", "Briefing")                                                              \
    W(INTEL, "Inlichtingen", "Intelligence")                                                       \
    W(ASSESS, "Oordeel", "Assessment")                                                             \
    W(DELIBERATE, "Beraad", "Deliberation")                                                        \
    W(COUNCIL, "Raad", "Council")                                                                  \
    W(ADJUDICATE, "Afwikkeling", "Adjudication")                                                   \
    W(OUTCOME, "Gevolgen", "Outcome")                                                              \
    W(LATER, "Drie maanden later", "Three months later")                                           \
    W(REVEAL, "Onthulling", "Reveal")                                                              \
    W(DEBRIEF, "Nabespreking", "Debriefing")                                                       \
    W(CLOSED, "Gesloten", "Closed")                                                                \
    W(LOBBY_HELP, "Kies een team en een taak.", "Choose a team and a job.")                        \
    W(BRIEF_HELP, "Lees wie u bent en wat er speelt.", "Read who you are and what is going on.")   \
    W(INTEL_HELP, "Lees wat uw team weet; anderen weten iets anders.",                             \
      "Read what your team knows; others know other things.")                                      \
    W(ASSESS_HELP, "Eerst ieder zijn eigen oordeel, dan de kaart van het team.",                   \
      "First everyone's own judgement, then the team's card.")                                     \
    W(DELIBERATE_HELP, "Overleg en zet nationale acties klaar. Tot het slot kunt u wijzigen.",     \
      "Confer and prepare national actions. You can change them until the lock.")                  \
    W(COUNCIL_HELP, "Dien voorstellen in en neem positie.", "Table motions and take positions.")   \
    W(ADJUDICATE_HELP, "De spelleiding bekijkt wat er volgt.",                                     \
      "The facilitator looks at what follows.")                                                    \
    W(OUTCOME_HELP, "Zie wat er veranderde en waarom.", "See what changed and why.")               \
    W(LATER_HELP, "De gekozen lijn en het alternatief, vele malen verder gespeeld.",               \
      "The chosen line and its alternative, played on many times.")                                \
    W(REVEAL_HELP, "Wat verborgen was, stap voor stap.", "What was hidden, step by step.")         \
    W(DEBRIEF_HELP, "Wat gebeurde er, waarom, en wat neemt u mee?",                                \
      "What happened, why, and what do you take along?")                                           \
    W(CLOSED_HELP, "Het spel is gesloten.", "The game is closed.")                                 \
    W(SILENCE, "Stilteprocedure", "Silence procedure")                                             \
    W(ROLL_CALL, "Hardop, bij consensus", "Aloud, by consensus")                                   \
    W(RIGHT, "Recht van één bondgenoot", "Right of one ally")                                      \
    W(DUTY, "Plicht tot bijstand", "Duty to assist")                                               \
    W(OPT_IN, "Ieder beslist voor zich", "Each decides for itself")                                \
    W(K_OF, "Bij voldoende steun", "With enough support")                                          \
    W(UNANIMITY, "Eenparig", "Unanimous")                                                          \
    W(MAJORITY, "Bij meerderheid", "By majority")                                                  \
    W(ANSWER_NONE, "nog geen standpunt", "no position yet")                                        \
    W(ANSWER_SILENT, "zwijgt", "stays silent")                                                     \
    W(ANSWER_STATEMENT, "stemt in met verklaring", "agrees with a statement")                      \
    W(ANSWER_ASK, "vraagt toelichting", "asks for clarification")                                  \
    W(ANSWER_BREAK, "breekt de stilte", "breaks the silence")                                      \
    W(ANSWER_YES, "ja", "yes")                                                                     \
    W(ANSWER_YES_IF, "ja, mits", "yes, if")                                                        \
    W(ANSWER_NOT_NOW, "nu niet", "not now")                                                        \
    W(ANSWER_NO, "nee", "no")                                                                      \
    W(MOTION_TABLED, "ter tafel", "on the table")                                                  \
    W(MOTION_BROKEN, "stilte gebroken", "silence broken")                                          \
    W(MOTION_ADOPTED, "aangenomen", "adopted")                                                     \
    W(MOTION_EFFECTIVE, "van kracht", "in effect")                                                 \
    W(MOTION_REFUSED, "verworpen", "refused")                                                      \
    W(MOTION_DROPPED, "van tafel", "dropped")                                                      \
    W(MOTION_LAPSED, "vervallen", "lapsed")                                                        \
    W(DO_SILENT, "Zwijgen (instemmen)", "Stay silent (agree)")                                     \
    W(DO_STATEMENT, "Instemmen met verklaring", "Agree with a statement")                          \
    W(DO_ASK, "Toelichting vragen", "Ask for clarification")                                       \
    W(DO_BREAK, "Stilte breken", "Break the silence")                                              \
    W(DO_YES, "Ja", "Yes")                                                                         \
    W(DO_YES_IF, "Ja, mits", "Yes, if")                                                            \
    W(DO_NOT_NOW, "Nu niet", "Not now")                                                            \
    W(DO_NO, "Nee", "No")                                                                          \
    W(HIDDEN, "Een oorzaak die u niet kent", "A cause that you do not know")                       \
    W(LIMIT, "Grens van de schaal", "Limit of the scale")                                          \
    W(NEW_TURN, "Begin van de beurt", "Start of the turn")                                         \
    W(OVERRIDE, "Besluit van de spelleiding", "Decision of the facilitator")                       \
    W(TOTAL, "Samen", "Together")                                                                  \
    W(EXPECTED, "De lijn die gekozen is", "The line that was chosen")                              \
    W(OTHER_YES, "Als het voorstel was aangenomen", "Had the motion been adopted")                 \
    W(OTHER_NO, "Als het voorstel was verworpen", "Had the motion been refused")                   \
    W(STEP_DESCRIBE, "Beschrijven", "Describe")                                                    \
    W(STEP_ANALYSE, "Ontleden", "Analyse")                                                         \
    W(STEP_TRANSFER, "Vergelijken", "Transfer")                                                    \
    W(STEP_APPLY, "Toepassen", "Apply")                                                            \
    W(HOST, "Spelleiding", "Facilitator")                                                          \
    W(TO_COUNCIL, "aan de bondgenoten", "to the allies")                                           \
    W(NOBODY, "niemand", "nobody")

enum view_word {
#define VIEW_WORD_ENUM(name, nl, en) WORD_##name,
    VIEW_WORD_LIST(VIEW_WORD_ENUM)
#undef VIEW_WORD_ENUM
        VIEW_WORDS
};

/* Ready JSON: {"nl":"…","en":"…"}. */
const char *view_word_json(enum view_word word);
const char *view_word_text(enum view_word word, int lang); /* enum lang */
/* The words of a procedure ("roll_call") and a motion's state ("adopted") on the wire. */
const char *procedure_word(int procedure);
const char *motion_state_word(int state);

#endif
