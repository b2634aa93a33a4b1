#!/bin/sh
# Certificates of ranks and of M_c: what `bound` and `rank` found, verified by both checkers.
. "$(dirname "$0")/support.sh"

run "$liebound" bound tfim-open n=10 --certificate mc.cert
expect_status 0 "bound with a certificate"
expect_line "certificate: mc.cert"
run "$both" mc.cert
expect_status 0 "its certificate"
expect_line "VERIFIED dimension 100"
expect_line "VERIFIED rank at least 50 with 50 angles"
expect_line "VERIFIED maximal rank 50"
expect_line "VERIFIED M_c = 50 (25 layers of 2 angles)"
"$liebound" show tfim-open n=10 >shown.alg
run "$both" --ansatz shown.alg mc.cert
expect_status 0 "the same generators"
sed 's/^rank 50 of/rank 51 of/' mc.cert >larger.cert
run "$both" larger.cert
expect_status 1 "a larger rank"

# Where dim g is not asked for, a real space bounds the rank, and what is conserved in it.
run "$liebound" rank tfim-open n=4 --layers 4 --seeds 1 --certificate rank.cert.gz
expect_status 0 "rank with a certificate"
run "$both" rank.cert.gz
expect_line "VERIFIED rank at least 8 with 8 angles"
expect_line "VERIFIED maximal rank 8"
expect_line "VERIFIED M_c = 8 (4 layers of 2 angles)"
gzip -dc rank.cert.gz | sed '/^quantities/,/^rank/{/^rank/!d}' >norms.cert
run "$both" norms.cert
expect_line "VERIFIED maximal rank 8 .. 10"

# Where dim g is not known, a real space says how large the rank can be.
run "$liebound" bound qaoa-grid rows=3 columns=3 --seeds 1 --certificate grid.cert
expect_status 0 "bound without dim g"
run "$both" grid.cert
expect_status 0 "its certificate"
expect_line "VERIFIED maximal rank 94"
expect_line "VERIFIED M_c = 94 (47 layers of 2 angles)"
sed '/^invariant/,/^rank/{/^rank/!d}; s/^claims 2/claims 1/' grid.cert >open.cert
run "$liebound-check" open.cert
expect_line "VERIFIED maximal rank 94 .. 1022"

# On a bipartite graph with two even sides psi^T P psi is conserved, and the norm alone leaves a gap.
run "$liebound" bound qaoa-grid rows=2 columns=4 --no-dimension --seeds 1 --certificate even.cert
expect_status 0 "bound of a bipartite graph"
run "$both" even.cert
expect_status 0 "its certificate"
expect_line "VERIFIED maximal rank 80"
expect_line "rank at most 80, by 1 conserved number and a real space of dimension 84 that is closed under the generators and contains state 0"
sed '/^quantities/,/^rank/{/^rank/!d}' even.cert >norm.cert
run "$both" norm.cert
expect_line "VERIFIED maximal rank 80 .. 82"
sed 's/^antilinear 0 .*/antilinear 0 X8/' even.cert >other.cert
run "$both" other.cert
expect_status 1 "another string"

# Several states: each by itself, and jointly; one of them alone.
cat >three.alg <<'END'
qubits 3
generator = Z[0] Z[1] - 2 Z[1] Z[2] + 5/3 I[0]
generator = 1/3 X[0] - X[1] + 1/2 X[2]
generator = Z[0] - 7 X[0]
generator = 0
state +0r
state bell
state -11
END
run "$liebound" bound three.alg --seeds 1 --certificate three.cert
expect_status 0 "states of different numbers of qubits"
run "$both" three.cert
expect_status 0 "their certificate"
expect_line "VERIFIED maximal rank 12 of state 0"
expect_line "VERIFIED maximal rank 21 of state 1"
expect_line "VERIFIED maximal rank 12 of state 2"
run "$liebound" bound three.alg --seeds 1 --state 1 --certificate one.cert --json
expect_status 0 "one state of three"
run "$both" one.cert
expect_status 0 "its certificate"
expect "only that state is claimed" grep -q '^VERIFIED M_c .* of state 1$' out
sed -i '/^state bell/d' three.alg
run "$liebound" bound three.alg --seeds 1 --certificate two.cert
run "$both" two.cert
expect_line "VERIFIED maximal rank 19 of states 0 1, jointly"
run "$liebound" bound tfim-open n=3 --certificate - --json
expect_status 64 "a certificate and JSON on standard output"
run "$liebound" bound tfim-open n=3 --certificate -
expect_status 0 "a certificate on standard output"
cp out my.cert
run "$both" my.cert
expect_status 0 "it is nothing but a certificate"

# Wherever a limit comes, status 0 means that the certificate shows what is printed.
for limit in 0.1 0.15 0.2 0.25 0.3 0.4 0.6; do
    rm -f my.cert
    run "$liebound" bound qaoa-grid rows=3 columns=3 --no-dimension --certificate my.cert \
        --time-limit $limit --quiet
    test "$status" -eq 0 || continue
    expect "$limit s: R is printed" grep -q '^orbit dimension  *94   proved' out
    run "$liebound-check" my.cert
    expect_line "VERIFIED maximal rank 94"
done
finish
