#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# golden.sh HOEKSTEEN -- every golden recording verifies with the book that it carries, however much today's book differs;
# and one digit changed in the middle of it does not. Never writes in the tree.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/golden"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0
for packed in *.jsonl.gz; do
    count=$((count + 1))
    gzip -dc "$packed" >"$work/game.jsonl"
    if ! "$program" verify "$work/game.jsonl" >"$work/log" 2>&1; then
        echo "not ok  $packed no longer verifies: $(tail -n 1 "$work/log")"
        failed=1
        continue
    fi
    # the middle event's first result: 7 becomes 3, every other digit 7
    awk -v at="$(awk '/^\{"seq":/ && /"after":-?[0-9]/ { n++; line[n] = FNR } END { print line[int((n + 1) / 2)] }' "$work/game.jsonl")" '
        FNR == at && match($0, /"after":-?[0-9]/) {
            end = RSTART + RLENGTH - 1
            digit = substr($0, end, 1)
            $0 = substr($0, 1, end - 1) (digit == "7" ? "3" : "7") substr($0, end + 1)
        }
        { print }' "$work/game.jsonl" >"$work/changed.jsonl"
    code=0
    "$program" verify "$work/changed.jsonl" >"$work/log" 2>&1 || code=$?
    if [ "$code" != 4 ]; then
        echo "not ok  $packed: a changed result gave exit code $code, not 4"
        failed=1
        continue
    fi
    echo "ok      $packed: $(grep -c '^{"seq":' "$work/game.jsonl") events"
done
if [ "$count" = 0 ]; then echo "there is no golden recording" && exit 1; fi
exit "$failed"
