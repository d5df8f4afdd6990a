/* SPDX-License-Identifier: EUPL-1.2 */
/* merge_apply.c -- applies a merge patch. Slow and plain; knows nothing of the code it tests. */
#include "merge_apply.h"

json_t *merge_apply(const json_t *target, const json_t *patch)
{
    const char *key = NULL;
    json_t *value = NULL;
    if (!json_is_object(patch)) {
        return json_deep_copy(patch);
    }
    json_t *result = json_is_object(target) ? json_deep_copy(target) : json_object();
    json_t *members = json_deep_copy(patch);
    json_object_foreach(members, key, value)
    {
        if (json_is_null(value)) {
            (void)json_object_del(result, key);
        } else {
            (void)json_object_set_new(result, key,
                                      merge_apply(json_object_get(result, key), value));
        }
    }
    json_decref(members);
    return result;
}
