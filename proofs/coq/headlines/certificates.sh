#!/bin/sh
# certificates.sh LIEBOUND: for each line of headlines.txt, which is a name and what to ask for, a
# certificate NAME.cert that Liebound writes now, and on standard output a term of Coq. It runs in
# proofs/coq or a copy.
set -eu
cat <<'END'
From Coq Require Import ZArith List.
From Liebound Require Import checker.Lower headlines.Witness.
Import ListNotations.
Local Open Scope Z_scope.
END
while read -r name arguments; do
    # shellcheck disable=SC2086 # words are wanted
    "$1" dim $arguments --no-symmetry --method sparse --quiet --certificate "headlines/$name.cert" >&2
    awk -v name="$name" -f headlines/certificate.awk "headlines/$name.cert"
done <headlines/headlines.txt
