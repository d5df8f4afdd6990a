/* SPDX-License-Identifier: EUPL-1.2 */
/* version.c -- the only file that is compiled again when the version changes. */
#include "cli/version.h"

const char *cli_version(void)
{
    return HS_VERSION;
}
