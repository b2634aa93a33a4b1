#!/bin/sh
# The main job in one minute: prove a few dimensions, let the independent checker confirm them,
# set proved bounds beside simulated ranks, and print a table for a paper.
# usage: demo.sh [BUILD]
set -e
B=${1:-build}
out=$B/demo
mkdir -p "$out"

say() { printf '\n== %s\n' "$*"; }
run() {
    printf '\n$ %s\n' "$*"
    "$@"
}

say 'Prove a dimension, and let a program that shares no code with the first check the proof.'
run "$B/liebound" dim tfim-open n=8 --certificate "$out/tfim-open.cert" --quiet
run "$B/liebound-check" "$out/tfim-open.cert"

say 'A larger one, with both fields. Is the certificate about this ansatz?'
run "$B/liebound" dim ltfim-open n=8 --certificate "$out/ltfim-open.cert.gz" --quiet
printf '\n$ %s\n' "$B/liebound show ltfim-open n=8 > $out/ltfim-open.alg"
"$B/liebound" show ltfim-open n=8 >"$out/ltfim-open.alg"
run "$B/liebound-check" --ansatz "$out/ltfim-open.alg" "$out/ltfim-open.cert.gz"

say 'The maximal rank of the QFIM and M_c, proved from both sides, beside a simulated rank.'
run "$B/liebound" bound tfim-open n=6 --quiet

say 'A table: every dimension proved, and compared with the literature.'
run "$B/liebound" table tfim-open tfim-closed ltfim-open qaoa-complete n=3..6 --quiet

printf '\n%s\n' "The certificates are in $out/. Next: $B/liebound list, $B/liebound help."
