#!/bin/sh
# The main job in one minute: prove a few dimensions, let the independent checker confirm them,
# set a proved bound beside simulated ranks, and print a table for a paper.
# usage: demo.sh [BUILD]
set -e
B=${1:-build}
out=$B/demo
mkdir -p "$out"

run() {
    printf '\n$ %s\n' "$*"
    "$@"
}

run "$B/liebound" dim tfim-open n=8 --certificate "$out/tfim-open.cert"
run "$B/liebound-check" "$out/tfim-open.cert"
run "$B/liebound" dim ltfim-open n=8 --certificate "$out/ltfim-open.cert.gz"
run "$B/liebound-check" "$out/ltfim-open.cert.gz"
run "$B/liebound" bound tfim-open n=6
run "$B/liebound" table tfim-open tfim-closed ltfim-open qaoa-complete n=2..7
