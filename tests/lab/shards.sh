#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# shards.sh HOEKSTEEN -- the same games give the same bytes, whoever plays them: one process or three, one run or shards
# put together; a sweep and a screening. Only the line on speed may differ. Wrong command lines say so.
set -euo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C
cd "$folder"

fail() {
    echo "$1"
    exit 1
}

# same A B FILE...: equal but for the line on speed
same() {
    local one=$1 other=$2 file
    shift 2
    for file in "$@"; do
        [ -s "$one/$file" ] || fail "$one/$file is empty"
        cmp <(grep -v 'id="speed"' "$one/$file") <(grep -v 'id="speed"' "$other/$file") || fail "$one and $other: $file"
    done
}

# twice NAME OPTIONS...: whole in one process, and in three shards merged in another order
twice() {
    local name=$1 shard
    shift
    "$program" lab "$@" --jobs 1 --out "$name" >/dev/null
    for shard in 1 2 3; do "$program" lab "$@" --shard "$shard/3" --jobs "$shard" --out "$name-$shard" >/dev/null; done
    "$program" lab merge "$name-2" "$name-3" "$name-1" --out "$name-merged" >/dev/null
    same "$name" "$name-merged" games.csv turns.csv motions.csv rules.csv points.csv codebook.csv run.json report.html
}

twice plain het-pakket --games 7
twice sweep het-pakket --games 3 --vary MA-14.base=4..12:4 --truth intent=offensive --later
twice screening cyberrel --morris 1 --games 1
same screening screening-merged morris.csv
[ "$(wc -l <plain/games.csv)" = 8 ] || fail "a row a game"
[ "$(wc -l <sweep/games.csv)" = 10 ] || fail "games at each setting"
[ -z "$(find . -name '.*.csv.*')" ] || fail "parts were left behind"
grep -q '<svg' plain/report.html || fail "no picture"
if grep -qE 'https?://|<script|src=' plain/report.html; then fail "the report needs something from outside"; fi

# What must not merge, and what cannot be played.
if "$program" lab merge plain-1 plain-2 --out bad 2>err; then fail "two shards of three merged"; fi
if "$program" lab merge plain-1 plain-2 sweep-3 --out bad 2>>err; then fail "shards of two runs merged"; fi
if "$program" lab nowhere --games 1 2>>err; then fail "a scenario that is not there"; fi
if "$program" lab het-pakket --vary MA-14.base=4..99 2>>err; then fail "a value out of range"; fi
if "$program" lab het-pakket --vary NO-1.x=1..2 2>>err; then fail "an unknown parameter"; fi
if "$program" lab het-pakket --policy nobody=off 2>>err; then fail "an unknown policy"; fi
if "$program" lab het-pakket --shard 4/3 2>>err; then fail "a shard that is not there"; fi
echo "shards are runs"
