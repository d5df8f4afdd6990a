/* SPDX-License-Identifier: EUPL-1.2 */
/* schema_json.h -- JSON Schemas (2020-12) of the files of a book and of a scenario, made from the
 * checker's tables. */
#ifndef COMPILER_SCHEMA_JSON_H
#define COMPILER_SCHEMA_JSON_H

#include <jansson.h>

/* How many there are, the name of one ("rules"), and the schema itself, yours. */
int schema_json_count(void);
const char *schema_json_name(int index);
json_t *schema_json(int index);

#endif
