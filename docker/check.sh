#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# check.sh -- reads Dockerfile and compose.yaml strictly, and turns the Dockerfile into a plain shell script, so that its
# steps can be tried in any Debian 12 root without a container engine. Itself installs and starts nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
docker/check.sh                  checks Dockerfile and compose.yaml; exit 1 with every fault
docker/check.sh --steps STAGE    prints the steps of a stage (build or run) as a script for "sh -e"

As root in a Debian 12 that may be thrown away, with the sources in the current folder:
  docker/check.sh --steps build | sh -e
And the small stage in another one, with the first one's files under /first:
  docker/check.sh --steps run | STAGE_build=/first sh -e
TEXT
}

faults=0
fault() {
    echo "docker/$1" >&2
    faults=$((faults + 1))
}

# One instruction a line: comments gone, continued lines joined.
instructions() {
    sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' Dockerfile |
        sed -e ':a' -e '/\\$/N' -e 's/\\\n[[:space:]]*//' -e 'ta'
}

is_exec_form() {
    [[ $1 =~ ^\[(\"[^\"]*\"(,\ ?\"[^\"]*\")*)\]$ ]]
}

check_run() {
    case $1 in
        *sudo* | *curl*\|* | *wget*\|*) fault "Dockerfile: $1: no sudo, nothing piped from the net into a shell" ;;
    esac
    if [[ $1 == *"apt-get install"* ]]; then
        [[ $1 == "apt-get update "*"&& apt-get install -y --no-install-recommends "* ]] ||
            fault "Dockerfile: $1: wants apt-get update && apt-get install -y --no-install-recommends"
        [[ $1 == *"rm -rf /var/lib/apt/lists/*"* ]] || fault "Dockerfile: $1: leaves the package lists behind"
    fi
    if [[ $1 == *"npm "*"install"* ]]; then fault "Dockerfile: $1: npm ci, so that the lock file holds"; fi
    if [[ $1 == *"npm ci"* && $1 != *"--ignore-scripts"* ]]; then fault "Dockerfile: $1: scripts of packages must not run"; fi
}

# copied files stand in the repository, or in a stage above
check_copy() {
    local stages=$1 words source
    read -r -a words <<<"$2"
    if [[ ${words[0]} == --from=* ]]; then
        [[ " $stages " == *" ${words[0]#--from=} "* ]] || fault "Dockerfile: COPY $2: no such stage above it"
        return
    fi
    for source in "${words[@]:0:${#words[@]}-1}"; do
        [ -e "../$source" ] || fault "Dockerfile: COPY $2: $source is not in the repository"
    done
}

check_dockerfile() {
    local word rest stages='' user='' health='' entry='' from='^debian:[a-z]+(-slim)? AS [a-z]+$'
    while read -r word rest; do
        case $word in
            FROM)
                [[ $rest =~ $from ]] || fault "Dockerfile: FROM $rest: wants debian:RELEASE[-slim] AS name"
                stages="$stages ${rest##* }" user='' health='' entry=''
                ;;
            RUN) check_run "$rest" ;;
            COPY) check_copy "$stages" "$rest" ;;
            WORKDIR) [[ $rest == /* ]] || fault "Dockerfile: WORKDIR $rest: must be absolute" ;;
            USER) user=$rest ;;
            HEALTHCHECK) health=$rest && { is_exec_form "${rest#*CMD }" || fault "Dockerfile: HEALTHCHECK wants the exec form"; } ;;
            ENTRYPOINT) entry=$rest && { is_exec_form "$rest" || fault "Dockerfile: ENTRYPOINT wants the exec form"; } ;;
            CMD | VOLUME) is_exec_form "$rest" || fault "Dockerfile: $word wants the exec form" ;;
            EXPOSE) [[ $rest =~ ^[0-9]{2,5}$ ]] || fault "Dockerfile: EXPOSE $rest: wants one port" ;;
            ENV) [[ $rest =~ ^[A-Z_]+=[^\ ]+$ ]] || fault "Dockerfile: ENV $rest: wants one NAME=value" ;;
            STOPSIGNAL) [[ $rest == SIG* ]] || fault "Dockerfile: STOPSIGNAL $rest: wants a name" ;;
            *) fault "Dockerfile: $word: not used here" ;;
        esac
    done < <(instructions)
    if [ -z "$user" ] || [ "$user" = root ] || [ "$user" = 0 ]; then fault "Dockerfile: the last stage runs as root"; fi
    if [ -z "$health" ]; then fault "Dockerfile: the last stage has no HEALTHCHECK"; fi
    if [ -z "$entry" ]; then fault "Dockerfile: the last stage has no ENTRYPOINT"; fi
}

check_compose() {
    local lines
    lines=$(grep -cvE '^[[:space:]]*(#|$)' compose.yaml)
    [ "$lines" -le 15 ] || fault "compose.yaml: $lines lines; 15 are enough for one service"
    if grep -nP '\t| $' compose.yaml; then fault "compose.yaml: tabs or trailing blanks"; fi
    grep -vE '^[[:space:]]*#' compose.yaml | grep -nE '^( {2}){0,2}[a-z_]+:( .+)?$' -v && fault "compose.yaml: a line that is no \"key: value\" at 0, 2 or 4 blanks"
    grep -qE '^ {4}ports: \["127\.0\.0\.1:[0-9]+:[0-9]+"\]$' compose.yaml || fault "compose.yaml: the port must be bound to 127.0.0.1"
    grep -qE '^ {4}healthcheck: \{ test: \["CMD", ' compose.yaml || fault "compose.yaml: no healthcheck"
    if grep -nE 'privileged|network_mode|docker\.sock|:latest' compose.yaml; then fault "compose.yaml: more rights than the server needs"; fi
    local volume
    volume=$(sed -n 's/^ \{4\}volumes: \["\([a-z]*\):\/.*"\]$/\1/p' compose.yaml)
    { [ -n "$volume" ] && grep -qx "  $volume:" compose.yaml; } || fault "compose.yaml: wants one named volume, declared below"
    local inside
    inside=$(sed -n 's/^ \{4\}volumes: \["[a-z]*:\(\/[a-z]*\)"\]$/\1/p' compose.yaml)
    grep -qxF "VOLUME [\"$inside\"]" Dockerfile || fault "compose.yaml: its volume is not the Dockerfile's"
}

# COPY as a command. What .dockerignore leaves out is left out here too.
copy_step() {
    local directory=$1 words target
    read -r -a words <<<"$2"
    target=${words[-1]}
    case $target in /*) ;; *) target=$directory/$target ;; esac
    if [[ ${words[0]} == --from=* ]]; then
        echo "install -D \"\${STAGE_${words[0]#--from=}:-}${words[1]}\" '$target'"
    elif [ "${words[0]}" = . ]; then
        echo "mkdir -p '$target' && tar -C '$context' --exclude=./.git --exclude=./build --exclude=node_modules" \
            "--exclude=./web/dist --exclude='*.db' --exclude='*.db-wal' --exclude='*.db-journal' -cf - . | tar -C '$target' -xf -"
    else
        echo "mkdir -p '$target' && (cd '$context' && cp -a ${words[*]:0:${#words[@]}-1} '$target')"
    fi
}

steps() {
    local wanted=$1 word rest here='' directory=/
    context=$(cd .. && pwd)
    while read -r word rest; do
        if [ "$word" = FROM ]; then here=${rest##* } directory=/; fi
        if [ "$here" != "$wanted" ]; then continue; fi
        case $word in
            WORKDIR) directory=$rest && echo "mkdir -p '$rest'" ;;
            COPY) copy_step "$directory" "$rest" ;;
            ENV) echo "export $rest" ;;
            RUN) printf 'echo %q\n(cd %q && %s)\n' "--> RUN $rest" "$directory" "$rest" ;;
        esac
    done < <(instructions)
    instructions | grep -q "^FROM .* AS $wanted\$" || { echo "no stage $wanted" >&2 && exit 2; }
}

case "$*" in
    "")
        check_dockerfile
        check_compose
        if [ "$faults" != 0 ]; then exit 1; fi
        echo "Dockerfile and compose.yaml: no fault"
        ;;
    "--steps build" | "--steps run") steps "$2" ;;
    -h | --help) usage ;;
    *) usage >&2 && exit 2 ;;
esac
