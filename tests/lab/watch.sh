#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# watch.sh HOEKSTEEN -- `check --watch` says what is wrong as soon as a file changes, says when it is mended, and ends with
# code 0 on an interrupt. Waits for lines, never for time.
set -euo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r rules/book "$folder/book"

# A line that holds the words, or the end of the test.
await() {
    local line
    while IFS= read -r -t 60 line <&"${watch[0]}"; do
        case $line in *"$1"*) return 0 ;; esac
    done
    echo "no line with: $1"
    exit 1
}

coproc watch { LC_ALL=C exec "$program" check --watch "$folder/book" 2>&1; }
pid=$!
await "all right"
await "waiting for a change"
sed -i 's/"COH"/"COHH"/' "$folder/book/profile.json"
await "COHH"
await "1 fault"
await "waiting for a change"
cp rules/book/profile.json "$folder/book/profile.json"
await "all right"
await "waiting for a change"
kill -INT "$pid"
wait "$pid"
echo "watched"
