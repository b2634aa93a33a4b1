#!/bin/sh
# Layers in the language: fixed gates, named angles, a first layer, and what is refused.
. "$(dirname "$0")/support.sh"

run "$liebound" bound hea-cz n=3 --quiet
expect_status 0 "bound hea-cz"
expect_line "a layer: 6 rotations by 6 angles, 2 fixed gates"
expect "the algebra is that of all layers" grep -q '^the generators are the rotations of all layers, conjugated by the fixed gates before them; they repeat after 2 layers$' out
expect_line "M_c                      14   proved   (3 layers of 6 angles)"

run "$liebound" bound hea-cz n=3 --quiet --certificate hea.cert
expect_status 0 "layers that differ have a certificate"
if [ -x "$B/tests/second/second" ]; then
    run "$both" hea.cert
    expect_line "VERIFIED maximal rank 14"
    expect_line "VERIFIED M_c = 14"
fi

# One angle of all commuting gates is one generator: the Ising chain, written gate by gate, with
# CX in the place of ZZ.
cat >gates.alg <<'END'
parameter n = 5
qubits n
first
apply H
layer
rotate zz for i in 0..n-3: Z[i] Z[i+1] by gamma
apply CX[n-2,n-1]
rotate Z[n-1] by gamma
apply CX[n-2,n-1]
rotate x for i in 0..n-1: X[i] by -2*beta/2
state zero
END
run "$liebound" bound gates.alg --quiet
expect_line "dim g                    25   proved"
expect_line "exact QFIM rank          12   at L = 6, M = 12   proved"
cp out first
run "$liebound" show gates.alg
expect_line "rotate zz[0] = Z[0] Z[1] by gamma"
expect_line "rotate x[4] = X[4] by -1*beta"
expect_line "apply CX[3,4]"
grep -v "^#" out >shown.alg
run "$liebound" show shown.alg
expect "show parses back" cmp -s out shown.alg
run "$liebound" bound shown.alg --quiet
sed 1d first >first.rest && sed 1d out >out.rest
expect "to the same ansatz" cmp -s first.rest out.rest

# An angle of rotations that do not commute.
printf 'qubits 1\nlayer\nrotate X[0] by t\nrotate Z[0] by t\n' >shared.alg
run "$liebound" bound shared.alg --quiet
expect_status 0 "bound of a shared angle"
expect "it is said" grep -q '^an angle is shared by rotations that cannot be brought together: ' out
expect "the exact rank" grep -q '^exact QFIM rank  *2  *at L = 2, M = 2   proved' out
expect_line "M_c                       2   proved   (2 layers of 1 angle)"
expect "the orbit need not be reached" grep -q '^orbit dimension .*(at least the maximal QFIM rank)$' out
run "$liebound" bound shared.alg --certificate shared.cert --quiet
expect_status 0 "a certificate of it"
if [ -x "$B/tests/second/second" ]; then
    run "$both" shared.cert
    expect_line "VERIFIED maximal rank 2"
    expect_line "VERIFIED M_c = 2"
    sed 's/^a0 1 g0 a0 1 g1/a0 1 g0 a1 1 g1/' shared.cert >apart.cert
    run "$both" apart.cert
    expect_status 1 "angles of their own would be more numbers"
fi
# A first layer, factors, and sums that have no gate but an exponential.
cat >many.alg <<'END'
qubits 2
first
rotate Y[0]
apply CX[0,1]
layer
rotate X[0] by 2*t/3
rotate Z[0] + 2 Z[1] - I[0] by -t
apply H[1]
rotate X[1] by 3*t/2
rotate Y[0] by u
apply CX[0,1]
state vector "00:1 11:2i v"
END
run "$liebound" bound many.alg --certificate many.cert --quiet
expect_status 0 "factors of a shared angle"
printf 'qubits 2\nlayer\nrotate X[0] + Y[1] X[0] + Z[0]\napply H[1]\nrotate X[1] + Z[1]\napply CX[0,1]\n' >sums.alg
run "$liebound" bound sums.alg --certificate sums.cert --quiet
expect_status 0 "any sums in layers"
if [ -x "$B/tests/second/second" ]; then
    run "$both" many.cert
    expect_line "VERIFIED maximal rank 6"
    expect_line "VERIFIED M_c 6 .. 7"
    run "$both" sums.cert
    expect_line "VERIFIED M_c = 6"
fi
printf 'qubits 3\nlayer\nrotate X[0] X[1] + Z[0] + X[2] by t\nrotate Z[0] by t\n' >other.alg
run "$liebound" bound other.alg --quiet
expect "other terms" grep -q '^exact QFIM rank  *-  *not certified: an angle is shared by rotations, and the terms of generator g0 (t) do not all commute' out
run "$liebound" hessian shared.alg --layers 5 --optimum --quiet
expect_line "at a minimum on the orbit, the rank of the Hessian <= 5   proved, by the number of angles"
run "$liebound" rank shared.alg --layers 3 --angles 2 --quiet
expect_status 0 "whole layers"
printf 'qubits 1\nlayer\nrotate X[0] by t\nrotate Z[0] by t\nrotate Y[0]\nstate plus\n' >shared.alg
run "$liebound" rank shared.alg --layers 3 --angles 3 --quiet
expect_error 64 "the circuit can be cut behind a layer only"

# wrong TEXT WORDS: after "qubits 2", the text is refused in the words.
wrong() {
    printf "qubits 2\n$1" >wrong.alg
    run "$liebound" dim wrong.alg --quiet
    expect_error 65 "$2"
}
wrong 'rotate X[0]\n' "2:1: rotate stands behind a line 'first' or 'layer'"
wrong 'layer\nstate zero\n' "there is no rotation in the layer"
wrong 'layer\nlayer\n' "3:1: layer is stated a second time"
wrong 'layer\nrotate zz\n' "3:8: there is no generator 'zz' in the lines before"
wrong 'generator a = X[0]\nlayer\nrotate X[0]\n' "generator g0 (a) is in no layer"
wrong 'generator a = X[0] if 1 == 2\nlayer\nrotate a\n' "there is no generator 'a'"
wrong 'layer\nrotate X[0] by\n' "a number or a name"
wrong 'layer\nrotate X[0] by 2\n' "an angle has a name, as in 1/2*theta, and a fixed one is a multiple of pi, as in pi/8; in place of another number"
wrong 'layer\nrotate X[0] by 1/t\n' "unknown name 't'"
wrong 'layer\napply V[0]\n' "3:7: a fixed gate, one of H S Sdg"
wrong 'layer\nrotate X[0]\napply CCX[0,1]\n' "this gate acts on three qubits, as in CCX[0,1,2]"
wrong 'layer\nrotate X[0]\nrotate X[0] + Z[0] by pi/8\n' "the terms of a rotation by a fixed angle all commute"
wrong 'layer\nrotate X[0]\nrotate Z[0] by pi/7\n' "a fixed rotation about a string is by multiples of pi/24, not by 1/7 pi"

# T and Toffoli gates: with T the rotations about X become all about X and Y, and never leave their span.
printf 'qubits 3\nlayer\nrotate x = X[0] by a\napply T[0]\nstate plus\n' >t.alg
run "$liebound" dim t.alg --quiet
expect_line "dimension 3   proved"
expect_line "the generators are the rotations of all layers, conjugated by the fixed gates before them; they repeat after 8 layers"
run "$liebound" show t.alg
expect_line "rotate = Z[0] by 1/8*pi"
cp out again.alg
run "$liebound" show again.alg
expect "show reads back what it prints" cmp out again.alg
run "$liebound" show t.alg --format qasm
expect_line "t q[0]; "
cp out t.qasm
run "$liebound" show t.qasm
expect_line "rotate = Z[0] by 1/8*pi"
printf 'qubits 3\nlayer\nrotate Z[0] by a\napply CCX[0,1,2] H[0] CZ[1,2] CSWAP[2,1,0]\nstate plus\n' >ccx.alg
run "$liebound" structure ccx.alg --quiet
expect_line "g = su(6) + su(2)   proved"
# Its certificates are about the rotations of the layers that span all.
run "$liebound" structure ccx.alg --certificate ccx.cert --quiet
run "$liebound" show ccx.alg --generators
cp out spanning.alg
expect "those of 18 layers" test "$(grep -c '^generator' spanning.alg)" = 18
if [ -x "$B/liebound-check" ]; then
    run "$B/liebound-check" --ansatz spanning.alg ccx.cert
    expect_status 0 "the certificate is verified"
    expect_line "VERIFIED dimension 38"
    expect_line "same generators as spanning.alg"
fi
run "$liebound" rank ccx.alg --layers 40 --quiet
expect_error 64 "the rotations of the first 34 layers are known, not of 40"
wrong 'layer\napply CX[0]\n' "this gate acts on two qubits, as in CX[0,1]"
wrong 'layer\napply CX[1,1]\n' "this gate acts on two different qubits"
wrong 'layer\napply H[2]\n' "there is no qubit 2: the qubits are 0 to 1"
wrong 'layer\napply H[0] +\n' "'if' or the end of the line"
wrong 'generator X[0] by t\n' "'if' or the end of the line"
printf 'layer\nqubits 2\nrotate X[0]\n' >wrong.alg
run "$liebound" dim wrong.alg --quiet
expect_error 65 "wrong.alg:1:1: qubits must be stated before the layers"

# A layer that never comes back within reason.
{
    echo 'qubits 500'
    echo layer
    start=0
    for i in 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53; do
        echo "apply for i in $start..$((start + i - 2)): SWAP[i,i+1]"
        echo "rotate Z[$start]"
        start=$((start + i))
    done
} >long.alg
run "$liebound" dim long.alg --quiet
expect_error 65 "repeat only after more than 10^12 layers"
finish
