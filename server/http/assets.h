/* SPDX-License-Identifier: EUPL-1.2 */
/* assets.h -- the files that are compiled into the program; written by embed.c during the build. */
#ifndef HTTP_ASSETS_H
#define HTTP_ASSETS_H

#include <stddef.h>

struct asset {
    const char *path; /* "/index.html" */
    const unsigned char *plain, *gzip;
    size_t plain_size, gzip_size; /* gzip_size 0: compression gains nothing */
};

extern const struct asset assets[];
extern const size_t asset_count;

#endif
