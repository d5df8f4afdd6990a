/* SPDX-License-Identifier: EUPL-1.2 */
/* probe.c -- runs one rule alone, for the tests of a book. No game calls it. */
#include <string.h>

#include "engine/run.h"

#include "engine/integer_only.h"

bool engine_probe(const struct program *p, struct world *w, const struct probe *probe,
                  struct report *report)
{
    struct run run;
    struct world before;
    struct names names;
    struct report *const asked = report;
    run_start(&run, p, NULL, w, NULL);
    memset(run.touched, 0xff, sizeof run.touched);
    derive(&run); /* `w` may have been written by hand */
    run_start(&run, p, NULL, w, asked);
    if (asked != NULL) {
        derived_past(p, &before, w, derived_all);
        run.before = &before;
    }
    run.forced = probe->chance;
    run.landed = probe->landed;
    names_none(&names);
    memcpy(names.bind, probe->bind, sizeof names.bind);
    memcpy(names.kind, probe->kind, sizeof names.kind);
    moment_begin(&run, (enum moment)p->rule[probe->rule].moment);
    moment_rule(&run, probe->rule, &names);
    moment_end(&run);
    derive(&run);
    return run.fires > 0;
}
