#!/bin/sh
# Training states by their amplitudes: --states.
. "$(dirname "$0")/support.sh"

cat >data.states <<'END'
# W, GHZ, and |+>^4 as NumPy would write it
state w
0001 1
0010 1
0100 1
1000 1
state ghz
0000 2/3
1111 2/3
state uniform exact dense
2.5e-01 2.5e-01 2.5e-01 2.5e-01
2.5e-01 2.5e-01 2.5e-01 2.5e-01
 (2.5e-01+0.0e+00j)  (2.5e-01+0.0e+00j)  (2.5e-01+0.0e+00j)  (2.5e-01+0.0e+00j)
2.5e-01 2.5e-01 2.5e-01 2.5e-01
END
printf 'state rounded\n0000 0.7071067811865476\n1111 0.7071067811865475\n' >rounded.states

run "$liebound" bound chain.alg --states data.states --quiet
expect_status 0 "bound --states"
expect_line "state 0: w"
expect_line "state 2: uniform"
expect_line "orbit dimension          12   proved   (maximal QFIM rank)"
expect_line "all states jointly (the sum of their matrices)"
expect_line "each state by itself (the definition of arXiv:2109.11676)"
run "$liebound" bound chain.alg --states data.states --json
expect_json states.length 3
expect_json states.0.state w
expect_json states.0.orbit_dimension 12
expect_json states.0.exact_rank 12
expect_json states.1.critical_angles.at_most 9
expect_json states.2.orbit_dimension 8
expect_json joint.orbit_dimension 16
expect_json joint.exact_rank 16
expect_json joint.float.rank 16
expect_json critical_angles.at_most 12
printf 'state ghz\nstate plus\n' | cat chain.alg - >named.alg
run "$liebound" bound named.alg --state 1 --json
expect_json orbit_dimension 8
expect_json critical_angles.at_most 9

run "$liebound" orbit chain.alg --states data.states
expect_status 0 "orbit --states"
expect_line "state 0, w:"
expect_line "orbit dimension 12   proved"
run "$liebound" rank chain.alg --states data.states --layers 9 --seeds 1 --json
expect_status 0 "rank --states"
expect_json states.0.exact_rank 12
expect_json joint.exact_rank 16
run "$liebound" rank chain.alg --states data.states --layers 9 --seeds 1 --state 0
expect_line "9 layers, 18 angles, state w"
run "$liebound" capacity chain.alg --states data.states --layers 9 --seeds 1 --json
expect_status 0 "capacity --states"
expect_json states.0.d1 12
run "$liebound" hessian chain.alg --states data.states --state 2 --layers 4 --seeds 1
expect_status 0 "hessian --states"
expect "its state" grep -q 'state uniform, observable' out

printf 'state a weight -1/2\n0001 1\n0010 2i\nstate b\n1111 1\n0101 -1\n' >weighted.states
run "$liebound" hessian chain.alg --states weighted.states --layers 14 --seeds 1 --optimum
expect_status 0 "a weighted loss"
expect "of all states" grep -q 'state all, observable' out
expect_line "bounds there: dim g 16; orbit dimension 16; 2 d r - r^2 - r = 58; 28 angles"
run "$liebound" hessian chain.alg --states weighted.states --layers 3 --seeds 1 --json
expect_json state all
expect_json bounds_at_minimum.unitary_orbit 58
run "$liebound" hessian chain.alg --states weighted.states --state 2
expect_error 64 "counted from 0"

# Lists as other programs write them.
printf "Statevector([0.+0.j, 1.+0.j, 0.+0.j, 0.+0.j],\n            dims=(2, 2))\n" >qiskit.txt
run "$liebound" show chain.alg n=2 --states qiskit.txt
expect_line 'state vector "floating 10:1 psi0"'
expect "the order is said" grep -q 'note: in a Statevector qubit 0 is the last bit of an index, as in Qiskit' err
printf '1 0\n0 1\n' >short.txt
run "$liebound" bound chain.alg --states short.txt
expect_error 65 "short.txt:1:1: '1': a line 'state NAME' was expected, or 16 amplitudes in one list"
printf '\223NUMPY\001\000\166\000{' >broken.npy
run "$liebound" bound chain.alg --states broken.npy
expect_error 65 "broken.npy: this file of NumPy ends within its header"

# What show prints is the same ansatz.
run "$liebound" show chain.alg --states data.states
expect_line 'state vector "0001:1 0010:1 0100:1 1000:1 w"'
cp out shown.alg
run "$liebound" bound shown.alg --state 0 --json
expect_json orbit_dimension 12
run "$liebound" show chain.alg --states data.states --json
expect_json states.1 ghz

# Floating amplitudes prove nothing.
run "$liebound" bound chain.alg --states rounded.states --quiet
expect_status 0 "floating amplitudes"
expect_line "orbit dimension     0 .. 16   bounds, both proved; at most by dim g   (maximal QFIM rank)"
expect "no exact rank" grep -q '^exact QFIM rank *-   not certified: the amplitudes of the state rounded are floating' out
expect "a simulated one" grep -q '^floating point  *8 .*nothing proved to compare with' out
run "$liebound" rank chain.alg --states rounded.states --layers 9 --seeds 1
expect_status 0 "rank of floating amplitudes"
expect "none is exact" grep -q '^exact rank   not certified: the amplitudes of the state rounded are floating$' out
refuse "no lower bound" grep -q '^rank >=' out
run "$liebound" orbit chain.alg --states rounded.states
expect_status 2 "orbit of floating amplitudes"
run "$liebound" orbit chain.alg --states rounded.states --certificate none.cert
expect_error 64 "the amplitudes of the state rounded are floating"
refuse "none is written" test -e none.cert

# Exact amplitudes prove what stabilizers prove, and can be checked like them.
run "$liebound" orbit chain.alg --states data.states --certificate data.cert
expect_status 0 "orbits of amplitudes with a certificate"
sed -n 's/^\(orbit dimension [0-9]*\) .*/\1/p; s/^\(sector dimension [0-9]*\) .*/\1/p' out >told
if [ -x "$B/tests/second/second" ]; then
    run "$both" data.cert
    expect_status 0 "its certificate"
    expect_line "state 0: 4 amplitudes"
    sed -n 's/^\([os][a-z]* dimension [0-9]*\) of state.*/\1/p' out | cmp - told
    expect "the same numbers" test $? -eq 0
    sed '/^vector 4$/{n;s/^1 0/-1 0/}' data.cert >other.cert
    run "$both" other.cert
    expect_status 1 "another state"
fi
run "$liebound" bound chain.alg --states data.states --state 0 --seeds 1 --certificate bound.cert --quiet
expect_status 0 "the bound of amplitudes with a certificate"
if [ -x "$B/tests/second/second" ]; then
    run "$both" bound.cert
    expect "R is verified" grep -q '^VERIFIED maximal rank [0-9]* of state 0$' out
    expect "M_c is verified" grep -q '^VERIFIED M_c [0-9. =]*.* of state 0$' out
fi

# A certificate of the states asked for has no need of the others.
printf 'state vector "floating 0001:1 0010:1 tilted"\nstate ghz\n' | cat chain.alg - >mixed.alg
run "$liebound" orbit mixed.alg --certificate none.cert
expect_error 64 "the amplitudes of the state tilted are floating"
run "$liebound" orbit mixed.alg --joint --certificate none.cert
expect_error 64 "the amplitudes of the state tilted are floating"
run "$liebound" orbit mixed.alg --state 1 --certificate none.cert
expect_error 64 "the amplitudes of the state tilted are floating"
for state in 0 2; do
    run "$liebound" orbit mixed.alg --state $state --certificate mixed.cert --quiet
    expect_status 0 "a certificate of state $state"
    orbit=$(sed -n 's/^orbit dimension \([0-9]*\) .*/\1/p' out)
    number=$((state / 2)) # without the floating one
    if [ $state -eq 2 ]; then
        expect "its number is said" grep -q '^note: state 2 is number 1 in the certificate' out
    else
        refuse "its number is the same" grep -q '^note: ' out
    fi
    if [ -x "$B/liebound-check" ]; then
        run "$B/liebound-check" mixed.cert
        expect_status 0 "it verifies"
        expect_line "orbit dimension $orbit of state $number"
    fi
done

# Errors name the place.
printf 'state a\n0000 1\n00x0 1\n' >wrong.states
run "$liebound" bound chain.alg --states wrong.states
expect_error 65 "wrong.states:3:1: '00x0' is not a basis state of 4 digits 0 and 1"
run "$liebound" rank chain.alg n=5 --states data.states
expect_error 65 "data.states:3:1: '0001' is not a basis state of 5 digits"
run "$liebound" capacity chain.alg --states absent.states
expect_error 74 "absent.states"
run "$liebound" rank - --states - <chain.alg
expect_error 64 "both want standard input"
run "$liebound" dim chain.alg --states data.states
expect_error 64 "--states"
run "$liebound" rank chain.alg --states - --layers 2 --seeds 1 <rounded.states
expect_status 0 "states on standard input"
printf 'qubits 2\ngenerator = XI\nstate vector "00:1 02:1"\n' >wrong.alg
run "$liebound" rank wrong.alg
expect_error 65 "is not a basis state of 2 digits"

finish
