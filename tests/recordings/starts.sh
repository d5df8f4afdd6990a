#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# starts.sh HOEKSTEEN -- start values and assumptions that were set otherwise: the recording carries them and verifies; with
# another number, or without them, it does not; what may not be set is refused with its reason. Never writes in the tree.
set -euo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

fail() {
    echo "not ok  $1"
    failed=1
}

# verify FILE must end with this code
verifies() {
    local code=0
    "$program" verify "$1" >log 2>&1 || code=$?
    if [ "$code" != "$2" ]; then fail "$3: exit code $code, not $2: $(tail -n 1 log)"; fi
}

"$program" play cyberrel --quiet --seed 7 --out plain.jsonl
"$program" play cyberrel --quiet --seed 7 --out set.jsonl --set 'RES[DE]=5' --set COH=40 --set 'PC[EE]=2' --set MA-14.base=9
set='"set":{"RES\[DE\]":5,"COH":40,"PC\[EE\]":2,"MA-14.base":9}'
if ! grep -q "^{\"seq\":1,.*$set" set.jsonl; then fail "the recording does not say what was set"; fi
if cmp -s <(tail -n 1 plain.jsonl) <(tail -n 1 set.jsonl); then fail "the game is the same"; fi
verifies set.jsonl 0 "as it was recorded"
sed 's/"RES\[DE\]":5/"RES[DE]":6/' set.jsonl >other.jsonl
verifies other.jsonl 4 "another number"
sed "s/,$set//" set.jsonl >without.jsonl
verifies without.jsonl 4 "without what was set"
sed 's/"RES\[DE\]":5/"RES[DE]":500/' set.jsonl >hostile.jsonl
verifies hostile.jsonl 4 "a number out of its range"

# refused NAME=VALUE WORDS: exit code 3 and these words
refused() {
    local code=0
    "$program" play cyberrel --quiet --set "$1" >log 2>&1 || code=$?
    if [ "$code" != 3 ] || ! grep -qF -- "$2" log; then fail "--set $1: exit code $code, $(cat log)"; fi
}

refused 'RES[DE]=101' 'must lie in 0..100'
refused 'RES[DE]=-1' 'must lie in 0..100'
refused 'RES[XYZ]=50' 'there is no ally "XYZ"'
refused 'RES[RED]=50' '"RED" is no ally'
refused 'RES=50' 'write RES[ALLY]'
refused 'COH[DE]=50' 'write COH'
refused 'PROXY=1' 'PROXY cannot be set before a game' # the hidden truth of this scenario
refused 'NOTHING=1' 'there is no start value NOTHING'
for good in 'RES[DE]=0' 'RES[DE]=100'; do
    if ! "$program" play cyberrel --quiet --set "$good" >log 2>&1; then fail "--set $good: $(cat log)"; fi
done
# in the laboratory a number that varies gives the games of the number that is set
"$program" lab cyberrel --games 2 --vary 'RES[DE]=5..55:50' --out swept >log
"$program" lab cyberrel --games 2 --set 'RES[DE]=55' --out fixed >log
if ! cmp -s <(awk -F, '$4 == 55' swept/games.csv | cut -d, -f5-) <(sed 1d fixed/games.csv | cut -d, -f4-); then
    fail "the laboratory varies a start value otherwise than it sets it"
fi
if [ "$failed" = 0 ]; then echo "ok"; fi
exit "$failed"
