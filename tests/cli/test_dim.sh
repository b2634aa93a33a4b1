#!/bin/sh
# Dimensions, their JSON, certificates, and disagreement with the literature.
. "$(dirname "$0")/support.sh"

for n in 2 3 6; do
    run "$liebound" dim tfim-open n=$n
    expect_status 0 "dim tfim-open n=$n"
    expect_line "dimension $((n * n))   proved"
    expect "the literature agrees" grep -q "^literature: $((n * n)), agrees" out
    expect "evidence is given" grep -q '^evidence: ' out
    expect "the time is on standard error" grep -q ' s, .*bracket' err
done
run "$liebound" dim tfim-closed n=5
expect_line "dimension 14   proved"
run "$liebound" dim chain.alg n=5 --quiet
expect_line "dimension 25   proved"
refuse "--quiet leaves standard error empty" test -s err

# After about a second of search the sectors are looked at, which bring a certificate of their own; not
# where something rests on a basis.
run "$liebound" dim xxz-open n=9 --json --certificate sectors.cert
expect_status 0 "dim xxz-open n=9"
expect_json dimension 12182
expect_json certificate_kind sectors
expect "it is proved by the sectors" grep -q 'at most by symmetries over Q, which leave 9 sectors' out
if [ -x "$B/liebound-check" ]; then
    run "$both" sectors.cert
    expect_status 0 "both checkers verify it"
    expect_line "VERIFIED dimension 12182"
    expect "it verifies the algebra" grep -q '^algebra su(66) + su(60) + ' out
fi
# Sectors on which g acts by X and by -X^T, which a string tells.
run "$liebound" dim qaoa-grid rows=3 columns=3 --json --certificate duals.cert.gz
expect_status 0 "dim qaoa-grid rows=3 columns=3"
expect_json dimension 8034
expect_json certificate_kind sectors
if [ -x "$B/liebound-check" ]; then
    run "$both" duals.cert.gz
    expect_status 0 "both checkers verify duals"
    expect_line "algebra su(59) + su(48) + su(33) + su(30) + su(16) + su(3) + u(1)"
fi
# Where every rotation of the letters fixes the generators, proofs by sectors give way to the blocks.
run "$liebound" dim heisenberg-open-even-odd n=8 --json
expect_status 0 "dim heisenberg-open-even-odd n=8"
expect_json dimension 724
expect_json certificate_kind null
expect "it is proved by the blocks of the states" grep -q 'on the blocks of the states' out
run "$liebound" dim qaoa-regular n=6 --json
expect_json certificate_kind closure
run "$liebound" dim xxz-open n=9 --quiet --json --time-limit 0.3 --certificate c.cert
expect_status 2 "a limit comes before the sectors"
expect_json certificate_kind null
run "$liebound" dim xxz-open n=9 --quiet --basis --time-limit 3
refuse "no sectors are looked at for a basis" grep -q 'by symmetries over Q' out

# Theorems for every n: beside what is computed, at once where a search would be long, and as the answer
# where a limit ended it; not for a copy of the generators.
every="proved for every n >= 2 (proofs/coq/families/TfimOpen.v)"
run "$liebound" dim tfim-open n=6
expect_line "$every"
expect_line "dimension 36   proved"
run "$liebound" dim tfim-open n=20000 --quiet --time-limit 5m
expect_status 0 "a theorem where no search is possible"
expect_line "dimension 400000000   $every"
run "$liebound" dim tfim-open n=20000 --quiet --enumerate
expect_status 65 "a search is refused"
run "$liebound" dim tfim-open n=900 --quiet --time-limit 0.2
expect_status 0 "a theorem after a search that was too long"
expect_line "dimension 810000   proved"
expect_line "$every"
run "$liebound" dim tfim-open n=900 --quiet --time-limit 0.2 --enumerate
expect_status 2 "a search that was asked for"
run "$liebound" dim tfim-open n=6 --json
expect_json theorem.value 36
expect_json theorem.proved_for "${every#proved for }"
run "$liebound" dim chain.alg n=6 --json
expect_json theorem null

run sh -c "'$liebound' dim - n=3 --quiet <chain.alg"
expect_status 0 "dim from standard input"
expect_line "dimension 9   proved"

run "$liebound" dim chain.alg n=6 --json
expect_status 0 "dim --json"
expect_json first schema
expect_json schema liebound/dim/1
expect_json ansatz chain
expect_json parameters.n 6
expect_json qubits 6
expect_json generators 2
expect_json dimension 36
expect_json dimension_at_least missing
expect_json status proved
expect_json certificate null
expect_json literature.dimension 36
expect_json literature.agrees true
expect_json literature.reference arXiv:2109.11676
expect_json notes.length 0
refuse "seconds is a number" test "$(json seconds)" = missing
sed '/"resources"/,$d; /"seconds"/d' out >first
run "$liebound" dim chain.alg n=6 --json
expect "all but seconds and resources is the same again" sh -c \
    "sed '/\"resources\"/,\$d; /\"seconds\"/d' out | cmp - first"
run "$liebound" dim chain.alg n=6
cp out first
run "$liebound" dim chain.alg n=6
expect "the text is the same again" cmp out first

run "$liebound" dim chain.alg n=3 --basis --quiet
expect "nine rows of the basis" test "$(sed '1,/^basis:/d' out | wc -l)" -eq 9
run "$liebound" dim chain.alg n=3 --basis --json
expect_json basis.length 9
expect_json basis.0.0.coefficient 1

# A stated dimension that is wrong.
sed 's/n\*n/n*n+1/' chain.alg >wrong.alg
run "$liebound" dim wrong.alg n=3
expect_status 1 "a contradicted dimension"
expect_line "dimension 9   proved"
expect "it says so" grep -q '^literature: 10, DISAGREES' out
run "$liebound" dim wrong.alg n=3 --json
expect_status 1 "a contradicted dimension, JSON"
expect_json literature.agrees false
sed '/^dimension/d' chain.alg >silent.alg
run "$liebound" dim silent.alg --json
expect_status 0 "no stated dimension"
expect_json literature null

# Generators that deserve a word.
cat >odd.alg <<'END'
ansatz odd
qubits 2
generator a = X[0] + 2
generator b = Z[0] - Z[0]
generator c = 3 X[1]
generator d = -X[1]
END
sed 's/ + 2$/ + 2 II/' odd.alg >odd2.alg
run "$liebound" dim odd.alg --quiet
[ "$status" -eq 0 ] || run "$liebound" dim odd2.alg --quiet
expect_status 0 "odd generators"
expect_line "dimension 2   proved"
expect "the identity is mentioned" grep -q '^note: generator g0 (a) contains the identity' out
expect_line "note: generator g1 (b) is zero"
expect_line "note: generator g3 (d) is a multiple of generator g2 (c)"

# Certificates.
for path in my.cert my.cert.gz; do
    run "$liebound" dim chain.alg n=4 --certificate $path
    expect_status 0 "--certificate $path"
    expect_line "certificate: $path"
    expect "$path is there" test -s $path
    if [ -x "$B/liebound-check" ]; then
        run "$both" $path
        expect_status 0 "liebound-check $path"
        expect "it verifies dimension 16" grep -q 'VERIFIED dimension 16' out
        run "$liebound" show chain.alg n=4
        cp out shown.alg
        run "$both" --ansatz shown.alg $path
        expect_status 0 "liebound-check --ansatz $path"
    fi
done
run "$liebound" dim chain.alg n=4 --certificate -
expect_status 0 "--certificate -"
expect "standard output is the certificate alone" cmp out my.cert
expect "the report is on standard error" grep -q '^dimension 16   proved' err
run "$liebound" dim chain.alg --json --certificate my.cert
expect_json certificate my.cert
expect "no temporary file stays" test "$(ls my.cert* | wc -l)" -eq 2

# Averages over large groups bring tall fractions, and replays modulo many primes, which several
# threads make side by side.
run "$liebound" dim sn-equivariant-ltfim n=80 --json --certificate one.cert
expect "many primes" test "$(json statistics.primes)" -ge 4
for threads in 2 3; do
    run "$liebound" dim sn-equivariant-ltfim n=80 --threads $threads --certificate more.cert
    expect_status 0 "$threads threads"
    expect "$threads threads: the same certificate" cmp one.cert more.cert
done
"$B/liebound-check" one.cert >out 2>err
status=$?
last="liebound-check one.cert"
expect_status 0 "it verifies"

finish
