/* SPDX-License-Identifier: EUPL-1.2 */
/* version.h -- the version of the project, as the root CMakeLists.txt has it. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

const char *cli_version(void);

#endif
