#!/bin/sh
# Builds the console into dist/ when a source is newer; "build.sh check" runs the checks and unit tests instead.
set -eu
cd "$(dirname "$(readlink -f "$0")")"

need() {
    echo "otter: the console is built with Node.js 20.19 or newer and npm; $1." >&2
    echo "otter: Install them (Debian: packages nodejs and npm), or put a newer node into the PATH." >&2
    exit 1
}

fresh() {
    [ -f "$1" ] && shift && [ -z "$(find "$@" -newer "$stamp" 2>/dev/null | head -n 1)" ]
}

stamp=dist/.built
if [ "${1:-}" != check ] && fresh "$stamp" src public index.html package.json package-lock.json vite.config.ts build.sh; then
    exit 0
fi
command -v node >/dev/null 2>&1 || need "there is no node in the PATH"
command -v npm >/dev/null 2>&1 || need "there is no npm in the PATH"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    need "this is node $(node --version)"

stamp=node_modules/.package-lock.json
if ! fresh "$stamp" package.json package-lock.json; then
    npm ci --no-audit --no-fund --loglevel=error
fi
if [ "${1:-}" = check ]; then
    npm run check
    exit 0
fi
npm run build
touch dist/.built
