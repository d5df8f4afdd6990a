#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# tidy_selftest.sh -- a check that cannot fail is none: builds a small tree that breaks every rule of tidy.sh once, and
# one that breaks none, and expects each check to say so. Works in a folder of its own under the system's temporary one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

mkdir -p "$tree"/{rules/engine,rules/compiler,rules/lab,rules/book,server/base,server/store,server/game,web/src,tests/museum}
cp .clang-format "$tree/"
licence='/* SPDX-License-Identifier: EUPL-1.2 */'
put() { printf '%s\n' "$licence" "${@:2}" >"$tree/$1"; }

put rules/engine/pure.c '#include <stdint.h>' '' '#include "engine/integer_only.h"' \
    '/* a float, malloc() and GRAIN in a comment do no harm */' 'int32_t one(void);' 'int32_t one(void)' '{' '    return 1;' '}'
put server/game/fine.c '#include "engine/world.h"' '#include "store/store.h"' 'const char *help = "see // GRAINS";'
printf '%s\n' '{ "variables": { "GRAIN": { "text": "x" }, "AB": { "text": "y" } } }' >"$tree/rules/book/variables.json"
library=$tree/build/release/rules/engine/libhs_engine.a
compile() {
    mkdir -p "${library%/*}"
    gcc -O1 -c -o "$tree/build/o.o" -x c -
    ar rcs "$library" "$tree/build/o.o"
}
compile <<<'int one(void); int one(void) { return 1; }'

if ! tests/tidy.sh "$tree" >"$tree/clean.log" 2>&1; then
    echo "a tree without a fault is refused:"
    cat "$tree/clean.log"
    exit 1
fi

put rules/engine/impure.c '#include <stdlib.h>' 'double *half(void);' 'double *half(void) { return malloc(8); }'
put server/store/upward.c '#include "game/session.h"' '#include "upward.h"'
put server/base/rule.c 'const char *name = "GRAIN";' 'int spaced; ' '/* TODO */'
put server/base/long.c "$(yes '/* */' | head -n 400)"
printf 'element.innerHTML = "";\n' >"$tree/web/src/bare.ts"
printf '%s\n' '--- a/server/game/fine.c' '+++ b/server/game/fine.c' '@@ -1,1 +1,2 @@' ' int gone;' '+int leak;' \
    >"$tree/tests/museum/01-gone.patch"
compile <<<'#include <stdlib.h>
static int calls; void *grow(void); void *grow(void) { calls++; return malloc((unsigned)calls); }'

tests/tidy.sh "$tree" >"$tree/faults.log" 2>&1 || true
if grep '^ok' "$tree/faults.log" || ! grep -q '^0 passed' "$tree/faults.log"; then
    echo "these checks did not see the fault that was made for them:"
    cat "$tree/faults.log"
    exit 1
fi
echo "every check of tidy.sh can fail"
