#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# notice.sh HOEKSTEEN [short] -- for each rule removed a conformance case fails; with HS_LONG=1 also for each sign and condition.
# Then it can fail: without the cases of one rule that rule's removal goes unnoticed.
set -euo pipefail
program=$1
export LC_ALL=C
if [ "${HS_LONG:-}" = 1 ] && [ "${2:-}" != short ]; then
    "$program" mutate
else
    "$program" mutate --rules
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r rules/conformance "$folder/cases"
grep -v 'crack.widens' rules/conformance/more-rules.json >"$folder/cases/more-rules.json"
for file in "$folder"/cases/*.json; do
    sed -i '/"id": "crack.widens/d' "$file"
done
sed -i 'N;$!P;$!D;s/,\n\]}/\n]}/' "$folder"/cases/*.json
code=0
"$program" mutate --rules --only crack.widens --cases "$folder/cases" >"$folder/out" || code=$?
if [ "$code" != 1 ] || ! grep -q 'no case notices: rule crack.widens' "$folder/out"; then
    echo "a rule without cases was not missed (code $code)"
    exit 1
fi
echo "mutants are noticed"
