/* SPDX-License-Identifier: EUPL-1.2 */
/* problem.c -- refusals as RFC 9457 bodies, with the sentence for people in both languages. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "game/game.h"

/* Dutch titles beside the English ones of the registry, by code. */
static const char *const DUTCH[ERR_COUNT] = {
    [ERR_BAD_REQUEST] = "Het verzoek is niet goed gevormd.",
    [ERR_BAD_JSON] = "De inhoud is niet de JSON die gevraagd is.",
    [ERR_KEY_MISSING] = "Er ontbreekt een Idempotency-Key.",
    [ERR_FIELD_MISSING] = "Er ontbreekt een veld.",
    [ERR_FIELD_UNKNOWN] = "Dit veld is niet bekend.",
    [ERR_FIELD_TYPE] = "Dit veld is van een andere soort.",
    [ERR_FIELD_RANGE] = "Dit getal valt buiten het bereik.",
    [ERR_FIELD_LENGTH] = "Deze tekst is te lang of te kort.",
    [ERR_FIELD_VALUE] = "Deze waarde is niet toegestaan.",
    [ERR_KEY_REUSED] = "Deze Idempotency-Key hoort bij een ander verzoek.",
    [ERR_UNAUTHORIZED] = "Er is geen geldig toegangsbewijs.",
    [ERR_TOKEN_EXPIRED] = "Dit toegangsbewijs geldt niet meer.",
    [ERR_WRONG_CODE] = "Er is geen open spel met deze code.",
    [ERR_WRONG_ROLE] = "Deze rol mag dit niet.",
    [ERR_NOT_FOUND] = "Hier is niets.",
    [ERR_METHOD] = "Deze methode kan hier niet.",
    [ERR_COMMAND_UNKNOWN] = "Deze opdracht bestaat niet.",
    [ERR_WRONG_PHASE] = "Dat kan niet in deze fase.",
    [ERR_STALE] = "Het is intussen veranderd.",
    [ERR_CLOSED] = "Het spel is gesloten.",
    [ERR_FULL] = "Er is geen plaats meer.",
    [ERR_REFUSED] = "De regels staan dit nu niet toe.",
    [ERR_IN_FLIGHT] = "Dezelfde opdracht wordt nog behandeld.",
    [ERR_TOO_LARGE] = "De inhoud is te groot.",
    [ERR_MEDIA_TYPE] = "Alleen application/json kan.",
    [ERR_TOO_MANY] = "Te veel verzoeken.",
    [ERR_CROSS_SITE] = "Verzoeken van andere sites worden niet aangenomen.",
    [ERR_DAMAGED] = "De opname is beschadigd.",
    [ERR_INTERNAL] = "Er ging binnen iets mis.",
    [ERR_STORE] = "De opslag nam de wijziging niet aan. Probeer het opnieuw.",
    [ERR_STORE_FULL] = "De schijf is vol.",
    [ERR_STORE_LOCKED] = "Een ander programma houdt het gegevensbestand vast.",
    [ERR_STOPPING] = "De server stopt.",
    [ERR_NO_MEMORY] = "Het geheugen is vol.",
};

static void write_pair(struct buf *body, const char *key, const char *nl, const char *en)
{
    json_key(body, key);
    json_open(body, '{');
    json_key(body, "nl");
    json_str(body, nl);
    json_key(body, "en");
    json_str(body, en);
    json_close(body, '}');
}

void game_problem(struct buf *body, const struct err *err, const char *instance)
{
    char type[96];
    const char *dutch = DUTCH[err->code] == NULL ? err_title(err->code) : DUTCH[err->code];
    (void)snprintf(type, sizeof type, "/problems/%s", err_slug(err->code));
    json_open(body, '{');
    json_key(body, "type");
    json_str(body, type);
    json_key(body, "title");
    json_str(body, err_title(err->code));
    json_key(body, "status");
    json_int(body, err_status(err->code));
    json_key(body, "detail");
    json_str(body, err->text);
    json_key(body, "code");
    json_str(body, err_slug(err->code));
    if (instance != NULL && instance[0] != '\0') {
        json_key(body, "instance");
        json_str(body, instance);
    }
    if (err->where[0] != '\0') {
        json_key(body, "errors");
        json_open(body, '{');
        json_key(body, "0");
        json_open(body, '{');
        json_key(body, "pointer");
        json_str(body, err->where);
        json_key(body, "detail");
        json_str(body, err->text);
        json_close(body, '}');
        json_close(body, '}');
    }
    write_pair(body, "text", dutch, err_title(err->code));
    json_close(body, '}');
}
