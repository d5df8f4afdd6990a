/* SPDX-License-Identifier: EUPL-1.2 */
/* vm.h -- evaluates one expression of a verified program. */
#ifndef ENGINE_VM_H
#define ENGINE_VM_H

#include "engine/memo.h"

/* The value of `code` with names bound in `frame`. After a fault the value is 0 and *fault says
 * which came first; `fault` is left alone otherwise. Code 0 ("absent") is the caller's to handle.
 */
int32_t vm_eval(const struct sight *sight, uint32_t code, const int16_t frame[BIND_MAX],
                uint8_t *fault);

/* Who passes: of the entities in `left`, a bit each, those for whom `code` is not 0 with them bound
 * in `slot`. After a fault the answer is worth nothing. */
uint64_t vm_pass(const struct sight *sight, uint32_t code, int slot, uint64_t left,
                 const int16_t frame[BIND_MAX], uint8_t *fault);

/* Value of a formula with its arguments in slots 0.. of the frame. */
int32_t vm_formula(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                   uint8_t *fault);
/* The same. When the value was not known already and is without fault, `ret_by` (may be NULL, and
 * `ret_noted` with it) gets each term as vm_terms() would tell it. */
int32_t vm_noted(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                 int32_t *ret_by, bool *ret_noted, uint8_t *fault);
/* The same term by term: `ret_by` gets each before the clamp. */
int32_t vm_terms(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                 int32_t *ret_by, uint8_t *fault);

#endif
