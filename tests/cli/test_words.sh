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

# A file without a name takes that of the file; a name that is stated stays.
mkdir -p sub.dir
printf 'qubits 1\ngenerator a = X[0]\n' >'sub.dir/my file.v2.alg'
run "$liebound" dim 'sub.dir/my file.v2.alg' --quiet
expect_line "my_file.v2: 1 qubit, 1 generator"
cp 'sub.dir/my file.v2.alg' .alg
run "$liebound" dim ./.alg --quiet
expect_line "1 qubit, 1 generator"
run sh -c "'$liebound' dim - --quiet <.alg"
expect_line "1 qubit, 1 generator"
run "$liebound" dim chain.alg n=3 --quiet
expect_line "chain n=3: 3 qubits, 2 generators"
run "$liebound" dim basis.alg --certificate basis.cert --quiet
if [ -x "$B/liebound-check" ]; then
    run "$liebound" show basis.alg
    cp out shown.alg
    run "$B/liebound-check" --ansatz shown.alg basis.cert
    expect_status 0 "the certificate is that of the ansatz"
fi

# That no state is stated is said where one is wanted, and nowhere else.
for command in rank orbit bound capacity hessian; do
    run "$liebound" $command basis.alg
    grep -qxF 'liebound: note: the ansatz states no training state: |0...0> is taken' err
    verdict $? "$command says that no state is stated"
    run "$liebound" $command chain.alg --quiet
    refuse "$command has nothing to say" test -s err
done
run "$liebound" dim basis.alg --quiet
refuse "dim has nothing to say" test -s err
printf 'state zero\n' | cat basis.alg - >zero.alg
run "$liebound" rank zero.alg --quiet
refuse "a state that is stated" test -s err

# Coefficients that were rounded. remarks TERMS NOTE: about a generator of these terms.
remarks() {
    printf 'qubits 2\ngenerator a = %s\n' "$1" >rounded.alg
    run "$liebound" dim rounded.alg --quiet
    expect_status 0 "$1"
    if [ "$2" ]; then
        grep -qxF "liebound: note: $2" err && [ "$(wc -l <err)" -eq 1 ]
        verdict $? "one note: $2"
    else
        refuse "$1: no note" test -s err
    fi
}
taken="but is taken as the rational number it is"
remarks '0.30000000000000004 X[0] + 0.3 Z[0]' \
    "the coefficients 0.30000000000000004 and 0.3 agree to 12 digits, but differ, and are taken as they are"
remarks '0.3 X[0] - 0.29999999999999999 Z[0]' \
    "the coefficients -0.29999999999999999 and 0.3 agree to 12 digits, but differ, and are taken as they are"
remarks 'X[0] + 0.30000000000000004 Z[0]' "the coefficient 0.30000000000000004 looks like 3/10, $taken"
remarks 'X[0] - 0.8660254037844386 Z[0]' "the coefficient -0.8660254037844386 looks like -sqrt(3)/2, $taken"
remarks 'X[0] + 1.0606601717798212 Z[0]' "the coefficient 1.0606601717798212 looks like 3*sqrt(2)/4, $taken"
remarks 'X[0] + 0.333333333333 Z[0]' "the coefficient 0.333333333333 looks like 1/3, $taken"
remarks 'X[0] + 0.7853981633974483 Z[0]' "the coefficient 0.7853981633974483 looks like pi/4, $taken"
remarks 'X[0] + 3.141592653589793 Z[0]' "the coefficient 3.141592653589793 looks like pi, $taken"
remarks 'X[0] + 0.012345679012345678 Z[0]' "the coefficient 0.012345679012345678 looks like 1/81, $taken"
for terms in '0.3 X[0] + 3/10 Z[0]' '0.123456789012345 X[0] + Z[0]' '0.8660254037844386 X[0]' \
    '0.25000000000000000 X[0] + Z[0]' '1e-30 X[0] + Z[0]' '10^30 X[0] + Z[0]' \
    '1/3 X[0] + 1/7 Z[0]' '123456789/987654321 X[0] + Z[0]' '0.333 X[0] + 0.334 Z[0]'; do
    remarks "$terms" ''
done
roots='1.4142135623730951 XX + 1.7320508075688772 YY + 2.23606797749979 ZZ + 2.6457513110645907 XY'
roots="$roots + 3.3166247903554 YX + 3.605551275463989 XZ"
printf 'qubits 2\ngenerator a = %s\n' "$roots" >many.alg
run "$liebound" dim many.alg --quiet
expect "five of six are named" test "$(grep -c 'looks like sqrt' err)" -eq 5
expect "and one is counted" grep -qx 'liebound: note: and 1 more coefficient like these' err

# A rank of 0 that reaches its bound is proved.
printf 'qubits 1\ngenerator z = Z[0]\nstate zero\n' >still.alg
run "$liebound" rank still.alg --quiet
expect_line "exact rank 0   proved"
expect_line "rank <= 0   proved, by the orbit dimension"
run "$liebound" rank still.alg --json
expect_json exact_status proved
expect_json exact_error 0.0

# Generators are named.
printf 'qubits 11\ngenerator a = X[0]\ngenerator odd = X[0] + Z[0] + Z[1]\n' >odd.alg
run "$liebound" capacity odd.alg --quiet
expect "the generator is named" grep -q 'generator g1 (odd) has terms' err

finish
