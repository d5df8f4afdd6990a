#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# purity.sh LIBRARY -- the engine calls nothing but a few functions of string.h and the assert, and keeps no state.
set -euo pipefail
library=$1
own=$(nm -g --defined-only "$library" | awk 'NF == 3 { print $3 }' | LC_ALL=C sort -u)
[ -n "$own" ] || { echo "nothing in $library" && exit 1; }
foreign=$(nm -u "$library" | awk 'NF == 2 { print $2 }' | LC_ALL=C sort -u | LC_ALL=C comm -23 - <(echo "$own") |
    grep -vxE '__assert_fail|(__)?mem(cpy|set|cmp|move)(_chk)?|__stack_chk_fail|__(a|ub|t)san_.*|_GLOBAL_OFFSET_TABLE_' || true)
state=$(nm --format=sysv "$library" |
    awk -F '|' '{ gsub(/ /, "") } $7 ~ /^(\.t?data|\.t?bss|\*COM\*)/ && $7 !~ /^\.data\.rel\.ro/ && $1 !~ /^(\.|__asan|__ub|__odr_asan)/ { print $1 }')
[ -z "$foreign" ] || { echo "the engine calls: $foreign" && exit 1; }
[ -z "$state" ] || { echo "the engine keeps state: $state" && exit 1; }
echo "pure: $(wc -l <<<"$own") functions"
