#!/bin/sh
# Square roots in coefficients: what is proved of them, and where they are refused.
. "$(dirname "$0")/support.sh"

cat >spin.alg <<'END'
qubits 2
parameter h = sqrt(3)/2
generator a = h*X[1] + 1/2*(X[0] X[1] + Y[0] Y[1])
generator b = Z[0] + 1/2 Z[1]
state 00
dimension 3
END
run "$liebound" dim spin.alg --certificate spin.cert --quiet
expect_status 0 "dim"
expect_line "spin h=sqrt(3)/2: 2 qubits, 2 generators, coefficients in Q(sqrt(3))"
expect_line "dimension 3   proved"
expect_line "literature: 3, agrees"
run "$liebound" dim spin.alg --json --quiet
expect_json dimension 3
expect_json qubits 2
expect_json generators 2
expect_json field.name "Q(sqrt(3))"
expect_json field.degree 2
expect_json field.rational_qubits 3
expect_json field.rational_generators 4
expect_json algebra null
expect_json literature.agrees true
run "$liebound" dim spin.alg h=7/8 --json --quiet
expect_json dimension 10
expect_json field missing
run "$liebound" dim spin.alg 'h=sqrt(27)/6' --json --quiet
expect_json dimension 3
run "$liebound" dim spin.alg 'h=sqrt(2)' --quiet
expect_line "dimension 10   proved"
expect_status 1 "the stated dimension is contradicted"

# The certificate is of the rational generators, which show prints; their dimension is twice that.
run "$liebound" show spin.alg --generators
cp out rational.alg
run "$liebound" dim rational.alg --json --quiet
expect_json dimension 6
expect_json qubits 3
if [ -x "$B/liebound-check" ]; then
    run "$both" --ansatz rational.alg spin.cert
    expect_status 0 "the certificate is verified"
    expect_line "VERIFIED dimension 6"
    expect_line "same generators as rational.alg"
fi
run "$liebound" show spin.alg
grep -v '^#' out >shown.alg
expect_line "generator a = 1/2 Y[0] Y[1] + 1/2 X[0] X[1] + sqrt(3)*(1/2 X[1])"
run "$liebound" show shown.alg
sed 's/^ansatz shown$/ansatz spin/' out >again.alg
expect "what show prints reads back as the same" cmp again.alg shown.alg
run "$liebound" show spin.alg --canonical
sed -n '/^qubits /,/^symmetry /p' spin.cert | sed '$d' >section
expect "--canonical is what the certificate has" cmp out section

# Every number over the field.
run "$liebound" orbit spin.alg --quiet
expect_line "orbit dimension 2   proved"
expect_line "sector dimension 3   proved"
expect "the evidence is over Q" grep -q '^evidence: over Q, where the field has degree 2: at most 5 by' out
run "$liebound" bound spin.alg --json --quiet
expect_json field.name "Q(sqrt(3))"
expect_json states.0.orbit_dimension 2
expect_json states.0.exact.status proved
expect_json states.0.exact.primes.0 11
expect_json states.0.critical_angles.at_most 2
run "$liebound" rank spin.alg --layers 2 --quiet
expect_status 0 "rank"
run "$liebound" structure spin.alg --quiet
expect_line "dimension 3 = centre 0 + semisimple 3; rank 1   proved"
expect_line "g = su(2)   proved"
expect_line "  su(2), over Q[x]/(x^2 - 3)"
run "$liebound" table spin.alg 'h=sqrt(3)/2' --columns dimension,algebra,orbit,rank,critical --format csv --quiet
expect_line "3,su(2),2,2,2"
# A certificate of an orbit is one over Q: of dimension 5 = 2 * 2 + 1, whose half is 2.
run "$liebound" orbit spin.alg --certificate orbit.cert --quiet
expect_status 0 "orbit --certificate"
if [ -x "$B/liebound-check" ]; then
    run "$both" --ansatz rational.alg orbit.cert
    expect_status 0 "the certificate of the orbit is verified"
fi
for option in --certificate=c.cert --centre --torus; do
    run "$liebound" structure spin.alg $option
    expect_error 65 "takes rational coefficients alone, without square roots"
done
run "$liebound" rank spin.alg --certificate rank.cert --quiet
expect_line "note: no certificate was written: certificates of ranks are for rational coefficients, without square roots"
run "$liebound" symmetries spin.alg --quiet
expect_status 0 "symmetries"
expect_line "commutant: dimension 1   proved"
expect_line "1 sector of dimension 4, 1 copy   proved"
for option in --basis --controllability "--sector=Z[0]" "--reach=01"; do
    run "$liebound" symmetries spin.alg "$option"
    expect_error 65 "${option%%=*} takes rational coefficients alone, without square roots"
done
run "$liebound" matrices spin.alg
expect_error 65 "spin.alg: the coefficients are in Q(sqrt(3)), and square roots are not taken here"
# sqrt(3) is X + Y + Z on a qubit whose Y is not transposed.
run "$liebound" cartan spin.alg --quiet
expect_status 0 "cartan"
expect_line "involution transpose: g 3 = k 1 + p 2   proved"
expect_line "  su(2): AI, su(2)/so(2), k 1 + p 2, rank 1   proved"
run "$liebound" cartan spin.alg --basis
expect_error 65 "--basis takes rational coefficients alone, without square roots"
# b has the spin 3/2: its square has the trace 5, of which |00>, an eigenvector of 3/2, has 9/20. The numbers of
# the second were also found as averages of matrices.
run "$liebound" variance spin.alg --observable "Z[0] + 1/2 Z[1]" --quiet
expect_status 0 "variance"
expect_line "variance of the loss  3/4 = 0.75   proved"
cat >turned.alg <<'END'
qubits 2
generator a = X[0] + sqrt(2)*Z[0] Z[1]
generator b = Z[0] + X[1]
state 0+
END
run "$liebound" variance turned.alg --observable "X[0] + sqrt(3)*Z[0] Z[1]" --quiet
expect_status 0 "variance with roots in both"
expect_line "variance of the part  7/9 + 2/9*sqrt(6) = 1.32211   proved"
expect_line "outside i g: 2/3 XI + sqrt(2)*(-1/3 ZZ) + sqrt(3)*(1/3 ZZ) + sqrt(6)*(-1/3 XI)"
run "$liebound" variance turned.alg --observable "X[0] + sqrt(3)*Z[0] Z[1]" --json --quiet
expect_json field.name "Q(sqrt(2))"
expect_json variance.value "7/9 + 2/9*sqrt(6)"
expect_json observable.0.coefficient "sqrt(3)"
expect_json ideals.0.purity_observable "28/3 + 8/3*sqrt(6)"
expect_json outside.0.coefficient "-1/3*sqrt(2) + 1/3*sqrt(3)"
# Spin matrices S_z and S_x, S_y, with <0|S_z|0> = 3/2.
run "$liebound" constants spin.alg --state 0 --killing --quiet
expect_status 0 "constants"
expect_json basis.2.2.coefficient "sqrt(3)"
expect_json constants.2.3 2
expect_json killing.0.2 "-1/2"
expect_json expectations.0 "3/2"
run "$liebound" constants spin.alg --format mtx
expect_error 65 "--format mtx takes rational coefficients alone, without square roots"
run "$liebound" constants turned.alg --basis nested --quiet
expect_status 0 "constants --basis nested"
expect_json nested_commutators.3.1 1
if command -v gap >/dev/null; then
    {
        "$liebound" constants turned.alg --format gap --quiet
        printf '%s\n' 'Print(TestJacobi(T), " ", Dimension(LieCentre(L)), " ",' \
            'SemiSimpleType(LieDerivedSubalgebra(L)), "\n");'
    } >turned.g
    run gap -q -A turned.g </dev/null
    expect_line "true 1 A1"
fi
run "$liebound" table turned.alg --columns dimension,variance --quiet
expect_line "        4         1"
run "$liebound" dim spin.alg --basis
expect_error 65 "--basis takes rational coefficients alone"
run "$liebound" show spin.alg --json
expect_json expanded_generators.0.terms.2.coefficient "1/2*sqrt(3)"
run "$liebound" show spin.alg --format qiskit
expect_error 65 "square roots are printed in the .alg language and for LaTeX alone"
run "$liebound" show spin.alg --format latex
expect_line "  H_{\\mathrm{a}} &= \\tfrac{1}{2} Y_{0} Y_{1} + \\tfrac{1}{2} X_{0} X_{1} + \\sqrt{3}\\, (\\tfrac{1}{2} X_{1}) \\\\"

# A factor of a whole generator says nothing.
printf 'qubits 2\ngenerator a = 1/sqrt(2)*(X[0] + Z[0])\ngenerator b = XX + ZZ\n' >factor.alg
run "$liebound" bound factor.alg --quiet
expect_status 0 "bound"
expect "a note says that the factor is left out" \
    grep -q 'note: generator g0 (a) is divided by its first coefficient or the root in it' err
run "$liebound" show factor.alg
expect_line "generator a = Z[0] + X[0]"
expect_line "qubits 2"
finish
