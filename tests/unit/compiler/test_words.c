/* SPDX-License-Identifier: EUPL-1.2 */
/* test_words.c -- a rule as it is written, and the sentence that people read in both languages:
 * the verb in its place, nothing lost, nothing that can be read in two ways. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"

static struct diags diags;

/* The tiny book with what `patch` changes. */
static struct book *patched(json_t *patch)
{
    json_t *tiny = books_must_read("tests/books/ok/tiny");
    json_t *files = books_patched(tiny, patch);
    memset(&diags, 0, sizeof diags);
    struct book *book = files ? book_compile(files, NULL, &diags) : NULL;
    json_decref(files);
    json_decref(tiny);
    json_decref(patch);
    return book;
}

/* With one rule more. */
static struct book *with_rule(const char *text)
{
    json_error_t error;
    json_t *rule = json_loads(text, 0, &error);
    json_t *line = json_load_file("tests/books/ok/tiny/rules/line.json", 0, &error);
    cr_assert(rule && line, "%s: %s", text, error.text);
    char at[32];
    (void)snprintf(at, sizeof at, "/rules/%zu", json_array_size(json_object_get(line, "rules")));
    (void)json_object_set_new(rule, "id", json_string("said"));
    (void)json_object_set_new(
        rule, "ground", json_pack("{s:[s],s:[],s:[]}", "claims", "B28", "sources", "assumptions"));
    json_decref(line);
    return patched(json_pack("{s:[{s:s,s:s,s:o},{s:s,s:s,s:s},{s:s,s:s,s:s}]}", "patch", "file",
                             "rules/line.json", "at", at, "value", rule, "file",
                             "texts/all.nl.json", "at", "/texts/rule.said", "value", "Zin", "file",
                             "texts/all.en.json", "at", "/texts/rule.said", "value", "Sentence"));
}

Test(words, rules_as_sentences)
{
    static const struct {
        const char *rule, *nl, *en;
    } rows[] = {
        {"{\"on\": \"drift\", \"for\": [\"i in INCIDENT where i.open and DUE[i] = 0\"], \"when\": "
         "\"COH < 2\", \"do\": [{\"add\": \"COH\", \"by\": \"1\"}]}",
         "Aan het eind van de beurt, voor elk incident i waarvoor incident i open is en “Tekst van "
         "DUE” van incident i niet geldt, als “Tekst van COH” minder is dan 2:\n"
         "- “Tekst van COH” stijgt met 1",
         "At the end of the turn, for each incident i for which incident i is open and “Text of "
         "DUE” of incident i does not hold, if “Text of COH” is below 2:\n"
         "- “Text of COH” rises by 1"},
        {"{\"on\": \"drift\", \"when\": \"any(i in INCIDENT where i.open and SEV[i] > 2) and not "
         "any(o in ORDER where o is N05 and o.queued)\", \"do\": [{\"add\": \"COH\", \"by\": "
         "\"-2\", \"after_days\": \"100\"}]}",
         "Aan het eind van de beurt, als (er een incident x is waarvoor incident x open is en "
         "“Tekst van SEV” van incident x meer is dan 2) en (er geen opdracht x is waarvoor "
         "opdracht x “Tekst van N05” is en opdracht x op uitvoering wacht):\n"
         "- na 100 dagen: “Tekst van COH” daalt met 2",
         "At the end of the turn, if (there is an incident x for which incident x is open and "
         "“Text of SEV” of incident x is above 2) and (there is no order x for which order x is "
         "“Text of N05” and order x waits to be carried out):\n"
         "- after 100 days: “Text of COH” falls by 2"},
        {"{\"on\": \"drift\", \"for\": [\"m in MOTION where m.pending\", \"a in ALLY where a.eu = "
         "1\"], \"when\": \"not (a.member and m.adopted) or a.chair\", \"chance\": {\"dice\": 40, "
         "\"percent\": \"2\"}, \"do\": [{\"set\": \"COH\", \"to\": \"1\", \"after_days\": \"1\"}]}",
         "Aan het eind van de beurt, voor elk voorstel m waarvoor voorstel m nog op tafel ligt, en "
         "voor elke bondgenoot a waarvoor “eu” van bondgenoot a geldt, als bondgenoot a geen lid "
         "is of voorstel m niet is aangenomen of bondgenoot a voorzit, met een kans van 2 "
         "procent:\n"
         "- na 1 dag: “Tekst van COH” wordt 1",
         "At the end of the turn, for each motion m for which motion m is still on the table, and "
         "for each ally a for which “eu” of ally a holds, if ally a is no member or motion m is "
         "not adopted or ally a is in the chair, with a chance of 2 percent:\n"
         "- after 1 day: “Text of COH” becomes 1"},
        {"{\"on\": \"drift\", \"when\": \"all(i in INCIDENT where i.open: SEV[i] >= 2)\", \"do\": "
         "[{\"atleast\": \"LINE\", \"to\": \"COH < 2\"}]}",
         "Aan het eind van de beurt, als voor elk incident x waarvoor incident x open is, geldt "
         "dat “Tekst van SEV” van incident x minstens 2 is:\n"
         "- “Tekst van LINE” wordt minstens 1 als “Tekst van COH” minder is dan 2, anders 0",
         "At the end of the turn, if for each incident x for which incident x is open, it holds "
         "that “Text of SEV” of incident x is at least 2:\n"
         "- “Text of LINE” becomes at least 1 if “Text of COH” is below 2, otherwise 0"},
        {"{\"on\": \"drift\", \"when\": \"days > 2 and turns < 100\", \"do\": [{\"add\": \"LINE\", "
         "\"by\": \"if(COH < 2, 2, 1)\"}, {\"add\": \"PREP\", \"by\": \"if(COH < 2, 100, 1)\", "
         "\"raw\": true}]}",
         "Aan het eind van de beurt, als de lengte van de beurt in dagen meer is dan 2 en het "
         "aantal beurten van het spel minder is dan 100:\n"
         "- “Tekst van LINE” verandert met 2 als “Tekst van COH” minder is dan 2, anders 1\n"
         "- “Tekst van PREP” verandert met (100 als “Tekst van COH” minder is dan 2, anders 1) "
         "honderdsten",
         "At the end of the turn, if the length of the turn in days is above 2 and the number of "
         "turns of the game is below 100:\n"
         "- “Text of LINE” changes by 2 if “Text of COH” is below 2, otherwise 1\n"
         "- “Text of PREP” changes by (100 if “Text of COH” is below 2, otherwise 1) hundredths"},
        {"{\"on\": \"tabled\", \"when\": \"m has soft or m is C07 and m has conditional\", \"do\": "
         "[{\"add\": \"PC[m.by]\", \"by\": \"-1 - (COH >= 2)\"}]}",
         "Als een voorstel op tafel komt, als voorstel m “Tekst van C01 option soft” heeft of "
         "(voorstel m “Tekst van C07” is en voorstel m “Tekst van C07 option conditional” heeft):\n"
         "- “Tekst van PC” van de indiener van voorstel m verandert met −1 − (1 als “Tekst van "
         "COH” minstens 2 is, anders 0)",
         "When a motion is tabled, if motion m has “Text of C01 option soft” or (motion m is “Text "
         "of C07” and motion m has “Text of C07 option conditional”):\n"
         "- “Text of PC” of the actor that tabled motion m changes by −1 − (1 if “Text of COH” is "
         "at least 2, otherwise 0)"},
        {"{\"on\": \"tabled\", \"when\": \"m.incident != none and m.incident.victim.region = "
         "REGION:south\", \"do\": [{\"set\": \"DUE[m.incident]\", \"to\": \"1\"}]}",
         "Als een voorstel op tafel komt, als het incident van voorstel m bestaat en “region” van "
         "het slachtoffer van het incident van voorstel m “Tekst van REGION south” is:\n"
         "- “Tekst van DUE” van het incident van voorstel m wordt 1 (geldt)",
         "When a motion is tabled, if the incident of motion m exists and “region” of the victim "
         "of the incident of motion m is “Text of REGION south”:\n"
         "- “Text of DUE” of the incident of motion m becomes 1 (holds)"},
        {"{\"on\": \"tabled\", \"when\": \"any(a in ALLY where position(a, m) != none)\", \"do\": "
         "[{\"add\": \"COH\", \"by\": \"count(a in ALLY where position(a, m) = break) / 2\"}]}",
         "Als een voorstel op tafel komt, als er een bondgenoot x is waarvoor het antwoord van "
         "bondgenoot x op voorstel m niet “geen” is:\n"
         "- “Tekst van COH” verandert met (het aantal bondgenoten x waarvoor het antwoord van "
         "bondgenoot x op voorstel m “breuk” is) ÷ 2",
         "When a motion is tabled, if there is an ally x for which the answer of ally x to motion "
         "m is not “none”:\n"
         "- “Text of COH” changes by (the number of allies x for which the answer of ally x to "
         "motion m is “break”) ÷ 2"},
        {"{\"on\": \"incident\", \"when\": \"table(@MA-02.cas, CAS[i]) > table(@MA-02.cas, 2) and "
         "fits(I02, i.victim)\", \"do\": [{\"add\": \"COH\", \"by\": \"-2 * CYBER[i]\"}, {\"set\": "
         "\"LINE\", \"to\": \"clamp(1 + CYBER[i], 1, 2)\"}]}",
         "Als een incident begint, als de tabelwaarde bij “Tekst van CAS” van incident i (vanaf 0: "
         "0, vanaf 1: 8, vanaf 10: 25) meer is dan 8 en het slachtoffer van incident i slachtoffer "
         "kan zijn van “Tekst van I02”:\n"
         "- “Tekst van COH” verandert met −2 als “Tekst van CYBER” van incident i geldt, anders 0\n"
         "- “Tekst van LINE” wordt 1 + (1 als “Tekst van CYBER” van incident i geldt, anders 0), "
         "maar minstens 1 en hoogstens 2",
         "When an incident opens, if the table’s value at “Text of CAS” of incident i (from 0: 0, "
         "from 1: 8, from 10: 25) is above 8 and the victim of incident i can be a victim of “Text "
         "of I02”:\n"
         "- “Text of COH” changes by −2 if “Text of CYBER” of incident i holds, otherwise 0\n"
         "- “Text of LINE” becomes 1 + (1 if “Text of CYBER” of incident i holds, otherwise 0), "
         "but at least 1 and at most 2"},
        {"{\"on\": \"incident\", \"when\": \"raw(PREP) >= 100 and PREP >= 1\", \"do\": [{\"add\": "
         "\"PREP\", \"by\": \"sum(r in REGION: r.cold * 2) + max(0, COH - 2)\"}]}",
         "Als een incident begint, als “Tekst van PREP” (in honderdsten) minstens 100 is en “Tekst "
         "van PREP” minstens 1 is:\n"
         "- “Tekst van PREP” verandert met (de som van (2 als “cold” van x geldt, anders 0) over "
         "elke x uit “REGION”) + (de grootste van 0 en “Tekst van COH” − 2)",
         "When an incident opens, if “Text of PREP” (in hundredths) is at least 100 and “Text of "
         "PREP” is at least 1:\n"
         "- “Text of PREP” changes by (the sum of (2 if “cold” of x holds, otherwise 0) over each "
         "x of “REGION”) + (the greater of 0 and “Text of COH” − 2)"},
        {"{\"on\": \"incident\", \"for\": [\"a in ALLY where a.region.cold = 1 or i.victim != "
         "a\"], \"do\": [{\"draw\": \"BEL[a,i]\", \"lo\": \"max(0, CONF[i] - 2)\", \"hi\": "
         "\"100\", \"dice\": 41}]}",
         "Als een incident begint, voor elke bondgenoot a waarvoor “cold” van “region” van "
         "bondgenoot a geldt of het slachtoffer van incident i niet bondgenoot a is:\n"
         "- “Tekst van BEL” van bondgenoot a bij incident i wordt geloot van (de grootste van 0 en "
         "“Tekst van CONF” van incident i − 2) tot en met 100",
         "When an incident opens, for each ally a for which “cold” of “region” of ally a holds or "
         "the victim of incident i is not ally a:\n"
         "- “Text of BEL” of ally a for incident i is drawn from (the greater of 0 and “Text of "
         "CONF” of incident i − 2) to 100"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct book *book = with_rule(rows[i].rule);
        cr_assert_not_null(book, "%s: %s: %s", rows[i].rule, diags.item[0].pointer,
                           diags.item[0].text);
        int rule = book_find(book, KIND_RULE, "said");
        char *nl = book_words(book, KIND_RULE, rule, LANG_NL);
        char *en = book_words(book, KIND_RULE, rule, LANG_EN);
        cr_expect_str_eq(nl, rows[i].nl, "%s:\n%s\n%s", rows[i].rule, nl, rows[i].nl);
        cr_expect_str_eq(en, rows[i].en, "%s:\n%s\n%s", rows[i].rule, en, rows[i].en);
        free(nl);
        free(en);
        book_free(book);
    }
}

/* The bit of "soft" differs between the kinds: the program asks for one kind after the other. */
Test(words, an_option_of_several_kinds_is_asked_once)
{
    static const struct {
        const char *when, *nl;
    } rows[] = {
        {"m has soft", "Als een voorstel op tafel komt, als voorstel m “Tekst van C01 option soft” "
                       "heeft:\n- “Tekst van COH” stijgt met 1"},
        {"not (m has soft)",
         "Als een voorstel op tafel komt, als voorstel m niet “Tekst van C01 option soft” "
         "heeft:\n- “Tekst van COH” stijgt met 1"},
        {"m is C07 and m has soft", "Als een voorstel op tafel komt, als voorstel m “Tekst van "
                                    "C07” is en voorstel m “Tekst van "
                                    "C07 option soft” heeft:\n- “Tekst van COH” stijgt met 1"},
        {"m has conditional", "Als een voorstel op tafel komt, als voorstel m “Tekst van C07” is "
                              "en voorstel m “Tekst van "
                              "C07 option conditional” heeft:\n- “Tekst van COH” stijgt met 1"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *patch = json_pack(
            "{s:[{s:s,s:s,s:[s,s]},{s:s,s:s,s:s},{s:s,s:s,s:o},{s:s,s:s,s:s},{s:s,s:s,s:s}]}",
            "patch", "file", "motions.json", "at", "/motions/1/options", "value", "conditional",
            "soft", "file", "rules/line.json", "at", "/rules/2/on", "value", "tabled", "file",
            "rules/line.json", "at", "/rules/2/do", "value",
            json_pack("[{s:s,s:s}]", "add", "COH", "by", "1"), "file", "rules/line.json", "at",
            "/rules/2/when", "value", rows[i].when, "file", "texts/all.nl.json", "at",
            "/texts/rule.break.costs", "value", "Zin");
        cr_assert_not_null(patch);
        struct book *book = patched(patch);
        cr_assert_not_null(book, "%s: %s %s", rows[i].when, diags.item[0].pointer,
                           diags.item[0].text);
        int rule = book_find(book, KIND_RULE, "break.costs");
        char *nl = book_words(book, KIND_RULE, rule, LANG_NL);
        cr_expect_str_eq(nl, rows[i].nl, "%s:\n%s", rows[i].when, nl);
        free(nl);
        book_free(book);
    }
}

Test(words, lines_of_actions_and_motions)
{
    static const struct {
        const char *at;
        int times;
        enum lang lang;
        const char *line;
    } rows[] = {{"limit_turn", 1, LANG_EN, "\nOnce a turn at most"},
                {"limit_turn", 2, LANG_EN, "\nTwice a turn at most"},
                {"limit_turn", 3, LANG_EN, "\nAt most 3 times a turn"},
                {"limit_game", 1, LANG_EN, "\nOnce a game at most"},
                {"limit_turn", 1, LANG_NL, "\nTen hoogste één keer per beurt"},
                {"limit_turn", 2, LANG_NL, "\nTen hoogste twee keer per beurt"},
                {"limit_game", 3, LANG_NL, "\nTen hoogste 3 keer per spel"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char at[48];
        (void)snprintf(at, sizeof at, "/actions/0/%s", rows[i].at);
        struct book *book = patched(json_pack("{s:[{s:s,s:s,s:i}]}", "patch", "file",
                                              "actions.json", "at", at, "value", rows[i].times));
        cr_assert_not_null(book, "%s", diags.item[0].text);
        char *words = book_words(book, KIND_ACTION, 0, rows[i].lang);
        cr_expect(strstr(words, rows[i].line), "%s: %s", rows[i].line, words);
        free(words);
        book_free(book);
    }
}

/* A place that nobody plays has a name as actors have, and an adjective. */
Test(words, places_and_adjectives_in_titles)
{
    static const char place[] = "{\"nl\":\"Oekraïne\",\"en\":\"Ukraine\",\"nl_adj\":"
                                "\"Oekraïense\",\"en_adj\":\"Ukrainian\",\"place\":true}";
    json_t *patch = json_pack("{s:[{s:s,s:s,s:o},{s:s,s:s,s:s},{s:s,s:s,s:s}]}", "patch", "file",
                              "names.json", "at", "/names/UA", "value", json_loads(place, 0, NULL),
                              "file", "texts/all.nl.json", "at", "/texts/action.N05", "value",
                              "{UA.adj} troepen, {UA}, {US.adj} hulp", "file", "texts/all.en.json",
                              "at", "/texts/action.N05", "value", "{US.adj} aid for {UA}");
    struct book *book = patched(patch);
    cr_assert_not_null(book, "%s: %s", diags.item[0].pointer, diags.item[0].text);
    int action = book_find(book, KIND_ACTION, "N05");
    char *nl = book_title(book, KIND_ACTION, action, "", LANG_NL);
    char *en = book_title(book, KIND_ACTION, action, "", LANG_EN);
    cr_expect_str_eq(nl, "Oekraïense troepen, Oekraïne, Amerikaanse hulp");
    cr_expect_str_eq(en, "American aid for Ukraine");
    free(nl);
    free(en);
    book_free(book);
}
