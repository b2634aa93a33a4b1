#!/bin/sh
# The formal proofs: nothing is admitted, and the theorems and their axioms are those of
# proofs/coq/theorems.txt. B is the directory of the build.
sources=$(cd "$(dirname "$0")/../../proofs/coq" && pwd)
. "$(dirname "$0")/../cli/support.sh"

run find "$sources" -name '*.v'
cp out files
expect "there are sources" test -s files
for word in Admitted admit Axiom Axioms Parameter Parameters Conjecture Hypotheses \
    'Unset Guard Checking' 'Unset Positivity Checking' 'Unset Universe Checking' bypass_check; do
    refuse "no $word" xargs grep -nw "$word" <files
done

# Hypothesis and Variable only inside of sections, which turn them into premises.
for file in $(cat files); do
    expect "$(basename "$file"): premises only in sections" awk '
        /^(Section|Module) / { depth++ }
        /^End / { depth-- }
        /^(Hypothesis|Variable|Variables|Context)[ :]/ && !depth { print FILENAME ": " $0; bad = 1 }
        END { exit bad }' "$file"
done

run cmp "$B/proofs/theorems.txt" "$sources/theorems.txt"
expect_status 0 "the theorems and their axioms"
# A text in which a theorem rests on an axiom more is another text.
grep -q functional_extensionality "$B/proofs/theorems.txt"
verdict $? "the axioms of the real numbers are named"
finish
