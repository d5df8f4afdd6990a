/* SPDX-License-Identifier: EUPL-1.2 */
/* schemas.c -- writes rules/schema anew: hs_schemas FOLDER. A test complains when what stands there
 * differs. */
#include <stdio.h>
#include <stdlib.h>

#include "compiler/schema_json.h"

int main(int argc, char **argv)
{
    for (int i = 0; argc == 2 && i < schema_json_count(); i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s.schema.json", argv[1], schema_json_name(i));
        json_t *schema = schema_json(i);
        int code = json_dump_file(schema, path, JSON_INDENT(1));
        json_decref(schema);
        if (code != 0)
            return EXIT_FAILURE;
    }
    return argc == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
