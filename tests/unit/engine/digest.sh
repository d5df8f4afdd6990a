#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# digest.sh SOURCE_DIR -- builds digest.c with every compiler that is there, without and with optimisation; all must print
# the same hash of the same games. With one compiler there are still two builds to compare.
set -euo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=("$source"/rules/engine/*.c "$source"/tests/lib/{asm,tree,synth}.c "$source"/tests/unit/engine/digest.c)
first=
builds=0
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    for level in -O0 -O3; do
        "$compiler" -std=c17 "$level" -I"$source/rules" -I"$source/tests/lib" -D_POSIX_C_SOURCE=200809L "${files[@]}" -o "$work/digest"
        line=$("$work/digest" 6)
        echo "$compiler $level: $line"
        first=${first:-$line}
        builds=$((builds + 1))
        [ "$line" = "$first" ] || { echo "differs from the first" && exit 1; }
    done
done
[ "$builds" -ge 2 ]
