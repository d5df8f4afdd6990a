/* SPDX-License-Identifier: EUPL-1.2 */
/* datafile.c -- see datafile.h. Creates folders for the user alone, and never a file. */
#include "cli/datafile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum err_code make_folders(char *path, struct err *err)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            enum err_code code =
                err_set(err, ERR_STORE, path, "this folder cannot be made: %s", strerror(errno));

            *slash = '/';
            return code;
        }
        *slash = '/';
    }
    return ERR_OK;
}

enum err_code datafile_path(const char *given, char ret_path[DATAFILE_PATH_MAX], struct err *err)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char path[DATAFILE_PATH_MAX];
    int size;

    if (given != NULL) {
        size = snprintf(path, sizeof(path), "%s", given);
    } else if (data != NULL && data[0] == '/') {
        size = snprintf(path, sizeof(path), "%s/hoeksteen/hoeksteen.db", data);
    } else if (home != NULL && home[0] == '/') {
        size = snprintf(path, sizeof(path), "%s/.local/share/hoeksteen/hoeksteen.db", home);
    } else {
        return err_set(err, ERR_STORE, "HOME", "there is no home folder; name a file with --data");
    }
    if (size <= 0 || (size_t)size >= sizeof(path)) {
        return err_set(err, ERR_STORE, "", "the name of the data file is too long");
    }
    if (given == NULL && make_folders(path, err) != ERR_OK) {
        return ERR_STORE;
    }
    memcpy(ret_path, path, (size_t)size + 1);
    return ERR_OK;
}
