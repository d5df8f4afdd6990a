#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# tidy.sh -- what a compiler does not check: the arrows between folders, the purity of the engine, the length of files,
# licences, words that do not belong here, ids of the rule book in code. Reads only; prints one line a check.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${1:-$here/..}" # another tree can be named: that is how tidy_selftest.sh tries every check

passed=0
failed=0
complaints=$(mktemp)
trap 'rm -f "$complaints"' EXIT

# check NAME FUNCTION: the check passes when the function writes no complaint; a function that breaks has failed too.
check() {
    local code=0
    "$2" >"$complaints" 2>&1 || code=$?
    if [ "$code" = 0 ] && [ ! -s "$complaints" ]; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$1"
    else
        failed=$((failed + 1))
        printf 'not ok  %s\n' "$1"
        head -n 50 "$complaints" | sed 's/^/        /'
    fi
}

# files FOLDER... -- PATTERN...: the project's own files with one of these names, without what is installed or built.
files() {
    local folders=() names=() word
    while [ "$1" != -- ]; do folders+=("$1") && shift; done
    shift
    for word in "$@"; do names+=(-o -name "$word"); done
    find "${folders[@]}" \( -path ./build -o -path ./.git -o -name node_modules -o -name dist \) -prune -o \
        -type f \( "${names[@]:1}" \) -print | LC_ALL=C sort
}

# C, TypeScript or CSS without its comments, each line with FILE:LINE: in front; strings stay.
without_comments() {
    awk '
        FNR == 1 { inside = 0 }
        {
            text = $0; out = ""
            while (text != "") {
                if (inside) {
                    end = index(text, "*/")
                    if (!end) { text = ""; break }
                    text = substr(text, end + 2); inside = 0
                    continue
                }
                if (!match(text, /"([^"\\]|\\.)*"|'"'"'([^'"'"'\\]|\\.)*'"'"'|`[^`]*`|\/\/|\/\*/)) { out = out text; break }
                found = substr(text, RSTART, RLENGTH)
                out = out substr(text, 1, RSTART - 1)
                text = substr(text, RSTART + RLENGTH)
                if (found == "//") break
                if (found == "/*") { inside = 1; out = out " " }
                else out = out found
            }
            print FILENAME ":" FNR ": " out
        }' "$@"
}

# ---- the arrows: a layer, and the layers whose headers it may include
# shellcheck disable=SC2016 # $0 is awk's
arrows() {
    local folder allowed file target
    while read -r folder allowed; do
        [ -d "$folder" ] || continue
        while read -r file target; do
            case " ${folder##*/} $allowed " in
                *" $target "*) ;;
                *) echo "$file includes $target/, which ${folder##*/}/ must not" ;;
            esac
        done < <(files "$folder" -- '*.c' '*.h' |
            xargs -r -d '\n' awk 'match($0, /^#[ \t]*include "[a-z_0-9]+\//) {
                t = $0; sub(/^[^"]*"/, "", t); sub(/\/.*/, "", t); print FILENAME, t }')
    done <<'ARROWS'
rules/engine
rules/compiler engine
rules/lab engine compiler
server/base
server/store base
server/game base engine compiler store
server/http base game
server/cli base engine compiler lab store game http
ARROWS
}

# "../x.h" and "x.h" go around the table
plain_includes() {
    files rules server -- '*.c' '*.h' |
        xargs -r -d '\n' grep -nE '^#[ \t]*include "([^/"]*|[^"]*\.\.[^"]*)"' /dev/null || true
}

# ---- the engine is pure: whole numbers, no heap, no clock, no files
engine_headers() {
    files rules/engine -- '*.c' '*.h' | xargs -r -d '\n' grep -nE '^#[ \t]*include <' /dev/null |
        grep -vE '<(assert|stdbool|stddef|stdint|inttypes|limits|string)\.h>' || true
}

engine_words() {
    local bad='malloc|calloc|realloc|free|alloca|printf|fprintf|snprintf|qsort|rand|random|time|clock|getenv|fopen'
    local file
    while read -r file; do
        without_comments "$file" | grep -E "(^|[^A-Za-z0-9_>.])($bad)\(|(^|[^A-Za-z0-9_])(float|double|_Thread_local)([^A-Za-z0-9_]|\$)" || true
    done < <(files rules/engine -- '*.c' '*.h' | grep -v '/integer_only\.h$')
}

engine_last_include() {
    local file
    while read -r file; do
        case "$(grep -E '^#[ \t]*include' "$file" | tail -n 1)" in
            '#include "engine/integer_only.h"') ;;
            *) echo "$file: the last include must be engine/integer_only.h" ;;
        esac
    done < <(files rules/engine -- '*.c')
}

# What the delivered engine asks of the world: a few functions of string.h, the assert, the stack guard.
engine_symbols() {
    local library=build/release/rules/engine/libhs_engine.a
    if [ ! -f "$library" ]; then
        echo "$library is not there: build the preset release first"
        return
    fi
    nm -g --defined-only "$library" | awk 'NF == 3 { print $3 }' | LC_ALL=C sort -u >"$complaints.own"
    nm -u "$library" | awk 'NF == 2 { print $2 }' | LC_ALL=C sort -u | LC_ALL=C comm -23 - "$complaints.own" |
        grep -vxE '__assert_fail|(__)?mem(cpy|set|cmp|move)(_chk)?|str(n?cmp|n?len)|__stack_chk_fail' |
        sed 's/^/the engine calls /' || true
    rm -f "$complaints.own"
    # constants may lie in .rodata and .data.rel.ro; anything else is state between two calls
    nm --format=sysv "$library" | awk -F '|' '{ gsub(/ /, "") } $7 ~ /^(\.t?data|\.t?bss|\*COM\*)/ && $7 !~ /^\.data\.rel\.ro/ && $1 !~ /^\./ {
        print "the engine keeps state in " $1 " (" $7 ")" }'
}

# ---- every file
file_length() {
    { files rules server -- '*.c' '*.h'; [ ! -d web/src ] || files web/src -- '*.ts' '*.tsx' '*.css'; } |
        xargs -r -d '\n' wc -l | awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines; 400 is the limit" }'
}

sources() {
    files . -- '*.c' '*.h' '*.ts' '*.tsx' '*.js' '*.mjs' '*.cjs' '*.css' '*.html' '*.sh' '*.sql' '*.cmake' '*.yaml' '*.yml' \
        CMakeLists.txt Dockerfile run
}

spdx() {
    local file
    while read -r file; do
        head -n 4 "$file" | grep -q 'SPDX-License-Identifier: EUPL-1\.2' || echo "$file: no SPDX line"
    done < <(sources)
}

banned_words() {
    files . -- '*' | grep -vE '^\./(LICENSE|tests/tidy(_selftest)?\.sh)$|package-lock\.json$|\.(png|db|ico|woff2?|zst|gz)$' |
        xargs -r -d '\n' grep -nIwE 'TODO|FIXME|XXX|HACK|[Ll]orem' /dev/null | cut -c 1-160 || true
}

whitespace() {
    { sources; files . -- '*.md' '*.json'; } | grep -v 'package-lock\.json$' |
        xargs -r -d '\n' grep -nIE '[[:blank:]]+$|'$'\r' /dev/null | cut -c 1-160 || true
    { files rules server -- '*.c' '*.h'; } | xargs -r -d '\n' grep -nP '\t' /dev/null | cut -c 1-160 || true
}

# One shape for all C: `cmake --build build/release --target format` gives it.
formatted() {
    files rules server tests -- '*.c' '*.h' |
        xargs -r -d '\n' -n 20 clang-format --dry-run --Werror --style=file 2>&1 >/dev/null |
        awk -F ':' '/error: / && !seen[$1]++ { print $1 ":" $2 ": not as .clang-format has it" }' || true
}

# Each leak of the museum is a change of today's code; whether it is noticed, tests/museum/run tells.
leaks_apply() {
    for patch in tests/museum/*.patch; do
        [ -f "$patch" ] || continue
        patch -s -F 0 -p1 --dry-run <"$patch" >/dev/null 2>&1 || echo "$patch: does not apply any more"
    done
}

# ---- the client and the rule book
web_markup() {
    [ -d web/src ] || return 0
    files web/src -- '*.ts' '*.tsx' |
        xargs -r -d '\n' grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(' \
            /dev/null || true
}

# An id of the book in code would be a rule written in code.
book_ids() {
    local patterns file
    [ -d rules/book ] || return 0
    patterns=$(node "$here/tidy_ids.mjs" rules/book tests/tidy_ids.txt)
    [ -n "$patterns" ] || return 0
    while read -r file; do without_comments "$file"; done < <(
        files rules/engine rules/compiler rules/lab server -- '*.c' '*.h'
        [ ! -d web/src ] || files web/src -- '*.ts' '*.tsx'
    ) | grep -E -e "$patterns" | cut -c 1-160 || true
}

check "arrows between the layers" arrows
check "includes name their layer" plain_includes
check "engine: headers of the language only" engine_headers
check "engine: no heap, clock, file or floating point" engine_words
check "engine: integer_only.h is the last include" engine_last_include
check "engine: symbols of the release library" engine_symbols
check "files of at most 400 lines" file_length
check "licence line in every source" spdx
check "no unfinished business" banned_words
check "no trailing blanks, no tabs in C" whitespace
check "C in the shape of .clang-format" formatted
check "the leaks of tests/museum apply" leaks_apply
check "client: no markup from strings" web_markup
check "no id of the rule book in code" book_ids

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
