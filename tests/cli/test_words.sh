#!/bin/sh
# What is printed can be typed, and the words that go with it.
. "$(dirname "$0")/support.sh"

# Bases are sums of the language: as generators they span the same algebra.
run "$liebound" dim tfim-open n=4 --basis --quiet
(echo 'qubits 4' && sed '1,/^basis:/d; s/^/generator = /' out) >basis.alg
run "$liebound" dim basis.alg --quiet
expect_line "dimension 16   proved"
expect "sixteen generators" grep -q ': 4 qubits, 16 generators$' out
run "$liebound" structure tfim-closed n=6 --centre --torus --quiet
expect_line "sector XXXXXX = +1: dimension 9, 3 su(2)   proved"
(echo 'qubits 6' && sed '1,/^centre:/d; /^torus:/d; s/^/generator = /' out) >torus.alg
run "$liebound" dim torus.alg --quiet
expect_line "dimension 7   proved" # abelian, and the centre lies in the torus

# On many qubits letters have their indices.
printf 'qubits 25\ngenerator a = Z[0] Z[24] + Z[1] Z[23]\ngenerator b = X[0] X[24]\n' >long.alg
run "$liebound" structure long.alg --quiet
expect "symmetries with indices" \
    grep -qF 'sector Z[0] Z[24] = -1, Z[1] Z[23] = +1, X[0] X[24] = +1: dimension ' out
run "$liebound" show long.alg --json
expect_json expanded_generators.0.terms.0.string "Z[0] Z[24]"
run "$liebound" show tfim-open n=4 --json
expect_json expanded_generators.0.terms.0.string ZZII
run "$liebound" constants tfim-open n=4
expect_json basis.0.0.string IXII
expect "no label is shortened" test "$(grep -c '[IXYZ][3-9]' out)" -eq 0

finish
