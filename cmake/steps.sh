# shellcheck shell=bash
# SPDX-License-Identifier: EUPL-1.2
# steps.sh -- what server/run and tests/run share: numbered steps with quiet logs, missing packages, the web client.
# Sourced from the top of the repository; never starts the server and never installs what is already there.

step_number=0
step_total=0 # set by the caller
step_ticker=
step_code=0

log_dir=build/log

# shellcheck disable=SC2034 # read by the scripts that source this one
packages_build=(gcc libc6-dev cmake ninja-build pkg-config
    libmicrohttpd-dev libjansson-dev uuid-dev libsqlite3-dev libsodium-dev libqrencode-dev libjemalloc-dev
    ca-certificates)

# Which of the packages named are not installed, one a line.
missing_packages() {
    local have
    have=$( (dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true) | sed -n 's/ installed$//p')
    printf '%s\n' "$@" | grep -vxF -e "$have" || true
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# A user's password is asked for before the output goes into a log, and only when something is missing.
ask_for_sudo() {
    if [ "$(id -u)" = 0 ] || ! command -v sudo >/dev/null || ! command -v dpkg-query >/dev/null; then return 0; fi
    if [ -n "$(missing_packages "$@")" ] || ! command -v npm >/dev/null; then sudo -v; fi
}

# Installs what is missing of the packages named, and npm where there is no npm command at all: some machines have a
# build of Node that brings its own npm and conflicts with Debian's.
install_packages() {
    local need
    need=("$@")
    command -v npm >/dev/null || need+=(nodejs npm)
    if ! command -v dpkg-query >/dev/null; then
        echo "This machine has no dpkg. Install by hand what is missing of: ${need[*]}" >&2
        return 0
    fi
    mapfile -t need < <(missing_packages "${need[@]}")
    if [ ${#need[@]} -eq 0 ]; then return 0; fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        echo "These packages are missing: ${need[*]}" >&2
        echo "Run this once as root, or as a user who may use sudo." >&2
        return 1
    fi
    echo "installing: ${need[*]}"
    as_root apt-get -o DPkg::Lock::Timeout=300 update
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${need[@]}"
}

# One digest over every file under the folders named, without what is made there.
tree_digest() {
    find "$@" \( -name node_modules -o -name dist \) -prune -o -type f -print0 | LC_ALL=C sort -z |
        xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# True when the stamp NAME holds DIGEST: the thing it stands for is up to date.
stamp_is() {
    [ "$(cat "build/stamp/$1" 2>/dev/null)" = "$2" ]
}

stamp() {
    mkdir -p build/stamp
    printf '%s\n' "$2" >"build/stamp/$1"
}

# npm ci in FOLDER, unless its lock has not changed since the last time.
npm_packages() {
    local digest
    digest=$(cat "$1/package.json" "$1/package-lock.json" | sha256sum | cut -d ' ' -f 1)
    if [ -d "$1/node_modules" ] && stamp_is "npm-${1//\//-}" "$digest"; then return 0; fi
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund)
    stamp "npm-${1//\//-}" "$digest"
}

# The web client into web/dist, unless nothing under web/ has changed since the last time.
build_web() {
    local digest
    digest=$(tree_digest web)
    if [ -d web/dist ] && stamp_is web "$digest"; then return 0; fi
    npm_packages web
    (cd web && npm run build)
    stamp web "$digest"
}

# The preset named, configured when it was not yet or when the web client is newer, and then built.
build_preset() {
    local preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ] || [ build/stamp/web -nt "build/$preset/build.ninja" ]; then
        cmake --preset "$preset"
        touch "build/$preset/build.ninja"
    fi
    cmake --build --preset "$preset" "$@"
}

# On a terminal the seconds count while a step runs, with the last [n/m] of its log.
tick() {
    local began=$1 title=$2 log=$3 progress
    while sleep 1; do
        progress=$(grep -aoE '^\[[0-9]+/[0-9]+\]' "$log" 2>/dev/null | tail -n 1 || true)
        printf '\r%s %d s %s ' "$title" "$((SECONDS - began))" "$progress"
    done
}

stop_ticker() {
    if [ -n "$step_ticker" ]; then
        kill "$step_ticker" 2>/dev/null || true
        wait "$step_ticker" 2>/dev/null || true
        step_ticker=
    fi
}
trap stop_ticker EXIT

# try_step LOG TITLE COMMAND...: runs the command with its output in build/log/LOG.log; its exit code is in step_code.
# Call it plainly: behind "if", "&&" or "||" bash would ignore the "set -e" inside the command.
try_step() {
    local title began log="$log_dir/$1.log"
    step_number=$((step_number + 1))
    printf -v title '[%d/%d] %-44s' "$step_number" "$step_total" "$2"
    shift 2
    mkdir -p "$log_dir"
    began=$SECONDS
    printf '%s' "$title"
    if [ -t 1 ]; then
        tick "$began" "$title" "$log" &
        step_ticker=$!
    fi
    set +e
    (
        set -euo pipefail
        "$@"
    ) >"$log" 2>&1 </dev/null
    step_code=$?
    set -e
    stop_ticker
    if [ -t 1 ]; then printf '\r%s' "$title"; fi
    if [ "$step_code" = 0 ]; then
        printf ' %d s%*s\n' "$((SECONDS - began))" 12 ''
    else
        printf ' failed after %d s; the end of %s:\n' "$((SECONDS - began))" "$log"
        tail -n 60 "$log" | sed 's/^/    /'
    fi
}

# The same, and the whole script ends with the step when it fails.
step() {
    try_step "$@"
    if [ "$step_code" != 0 ]; then exit 1; fi
}
