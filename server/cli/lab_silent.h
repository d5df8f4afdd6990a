/* SPDX-License-Identifier: EUPL-1.2 */
/* lab_silent.h -- `hoeksteen lab silent`. */
#ifndef CLI_LAB_SILENT_H
#define CLI_LAB_SILENT_H

/* Prints the rules that fired in no game of any of the folders; returns an enum cli_exit. */
int lab_silent(const char *const *folders, int count);

#endif
