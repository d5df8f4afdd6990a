/* SPDX-License-Identifier: EUPL-1.2 */
/* integer_only.h -- last include of every engine source: no floating point gets past the compiler.
 */
#pragma GCC poison float double
