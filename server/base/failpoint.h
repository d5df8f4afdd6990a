/* SPDX-License-Identifier: EUPL-1.2 */
/* failpoint.h -- named places at which a test build can be killed. HS_FAILPOINT=name:n kills the
 * process with SIGKILL the n-th time that it passes `name`. Without -DHS_FAILPOINTS a place costs
 * nothing and the function is not linked. */
#ifndef BASE_FAILPOINT_H
#define BASE_FAILPOINT_H

void failpoint_pass(const char *name);

#ifdef HS_FAILPOINTS
#define FAILPOINT(name) failpoint_pass(name)
#else
#define FAILPOINT(name) ((void)0)
#endif

#endif
