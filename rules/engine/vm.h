/* SPDX-License-Identifier: EUPL-1.2 */
/* vm.h -- evaluates one expression of a verified program. */
#ifndef ENGINE_VM_H
#define ENGINE_VM_H

#include "engine/world.h"

/* The value of `code` with names bound in `frame`. After a fault the value is 0 and *fault says which came first; `fault`
 * is left alone otherwise. Code 0 ("absent") is the caller's to handle. */
int32_t vm_eval(const struct program *p, const struct world *w, uint32_t code, const int16_t frame[BIND_MAX], uint8_t *fault);

/* Value of a formula; `ret_by` (may be NULL) gets each term before the clamp. */
int32_t vm_formula(const struct program *p, const struct world *w, int formula, const int16_t frame[BIND_MAX],
                   int32_t *ret_by, uint8_t *fault);

#endif
