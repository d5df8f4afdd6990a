#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# digests.sh -- the compiler of books, the engine and digests.c alone, built without optimisation, with much of it, and by
# the other compiler: each must play the games of digests.txt. Asks for gcc and clang; builds in a folder of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read -ra jansson <<<"$(pkg-config --cflags --libs jansson)"
flags=(-std=c17 -w -D_POSIX_C_SOURCE=200809L -Irules) # warnings are for the builds that are delivered
carry=(rules/compiler/embed/embed.c rules/compiler/folder.c rules/compiler/diags.c)
scenarios=()
for file in rules/scenarios/*/scenario.json; do scenarios+=("${file%/scenario.json}"); done

one() { # one COMPILER LEVEL
    local folder="$work/$1$2"
    mkdir "$folder"
    "$1" "$2" "${flags[@]}" "${carry[@]}" -o "$folder/carry" "${jansson[@]}"
    "$folder/carry" "$folder/data.c" rules/book "${scenarios[@]}"
    "$1" "$2" "${flags[@]}" rules/engine/*.c rules/compiler/*.c "$folder/data.c" tests/rules/digests.c -o "$folder/digests" "${jansson[@]}"
    echo "$1 $2: $("$folder/digests" tests/rules/digests.txt)"
}
one gcc -O0
one gcc -O3
one clang -O2
