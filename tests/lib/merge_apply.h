/* SPDX-License-Identifier: EUPL-1.2 */
/* merge_apply.h -- RFC 7396 as its section 2 says it, on jansson values: the oracle of the patches.
 */
#ifndef LIB_MERGE_APPLY_H
#define LIB_MERGE_APPLY_H

#include <jansson.h>

/* The target with the patch applied; yours. Neither argument is changed. */
json_t *merge_apply(const json_t *target, const json_t *patch);

#endif
