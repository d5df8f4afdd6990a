/* SPDX-License-Identifier: EUPL-1.2 */
/* auto.h -- scope-bound cleanup. `AUTO(fn) T x` calls fn(&x) when x leaves its scope; TAKE hands
 * ownership on. */
#ifndef BASE_AUTO_H
#define BASE_AUTO_H

#include <stdlib.h>

#define AUTO(fn)  __attribute__((cleanup(fn)))
#define AUTO_FREE __attribute__((cleanup(auto_freep)))

static inline void auto_freep(void *pointer)
{
    free(*(void **)pointer);
}

/* The value of `x`, which becomes NULL: what follows owns it. */
#define TAKE(x)                                                                                    \
    __extension__({                                                                                \
        __typeof__(x) take_ = (x);                                                                 \
        (x) = NULL;                                                                                \
        take_;                                                                                     \
    })

#endif
