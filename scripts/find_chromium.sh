#!/bin/sh
# Find the browser that the tests drive (Debian's chromium), and install it where that is allowed.
# With CI=true a missing browser is a failure; elsewhere the tests that need it are skipped, and say so.
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing chromium, which the browser tests drive"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null || true
    if apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core </dev/null >/dev/null; then exit 0; fi
    echo "chromium could not be installed with apt-get" >&2
fi
echo "No chromium was found, so the tests in a browser are left out; install it with: apt-get install chromium" >&2
if [ "${CI:-}" = true ]; then exit 1; fi
