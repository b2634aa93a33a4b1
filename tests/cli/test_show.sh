#!/bin/sh
# The catalogue and the expanded ansatz.
. "$(dirname "$0")/support.sh"

run "$liebound" list
expect_status 0 "list"
for name in tfim-open tfim-closed; do
    expect "$name is in the catalogue" grep -q "^$name " out
done
names=$(tail -n +2 out | cut -d' ' -f1)
# Numbers in names by their values: padded with zeros, the names are in the order of bytes.
echo "$names" | sed 's/^\([ab]\)\([0-9]\)$/\10\2/' >padded
expect "the names are sorted" env LC_ALL=C sort -c padded
expect "a2 comes before a10" sh -c "grep -n '^a02$\|^a10$' padded | head -n 1 | grep -q a02"
run "$liebound" list --json
expect_status 0 "list --json"
expect_json first schema
expect_json schema liebound/list/1
expect_json catalogue.length "$(echo "$names" | wc -l)"
expect_json catalogue.0.name "$(echo "$names" | head -n 1)"

for name in $names; do
    run "$liebound" show "$name"
    expect_status 0 "show $name"
    grep -v '^#' out >once.alg
    run "$liebound" show once.alg
    expect "what show prints of $name reads back as the same" cmp out once.alg
done

# liebound-check --ansatz takes every line that show prints; of other generators it says so.
if [ -x "$B/liebound-check" ]; then
    run "$liebound" dim xy-chain n=2 --certificate other.cert
    for name in $names; do
        "$liebound" show "$name" >shown.alg
        ! grep -q '^layer$' shown.alg || "$liebound" show "$name" --generators >shown.alg
        run "$B/liebound-check" --ansatz shown.alg other.cert
        expect "--ansatz reads $name" grep -q 'the generators are not those of the ansatz$' out
    done
    printf 'ansatz every-line\nabout "u \303\274"\nreference "r"\nparameter n = 2\n' >every.alg
    printf 'parameter w = "X Y"\nqubits n\ngenerator a = 1/2 Z[0]\ngenerator = X[1]\n' >>every.alg
    printf 'state plus\nstate 0+\nstate bell\nstate stabilizer "ZI -IX"\n' >>every.alg
    printf 'state vector "01:1 10:1/2-3/4i tilted-w"\nobservable = -1/2 Z[0] Z[1] + X[0]\ndimension 2\n' >>every.alg
    run "$liebound" show every.alg
    expect_status 0 "show every.alg"
    cp out shown.alg
    run "$liebound" dim every.alg --certificate every.cert
    run "$both" --ansatz shown.alg every.cert
    expect_status 0 "--ansatz reads every kind of line"
fi

# In the languages of other packages.
run "$liebound" show chain.alg n=3 --format qiskit
expect_line 'zz = SparsePauliOp(["IZZ", "ZZI"], coeffs=[1, 1])'
run "$liebound" show hea-cz n=3 --format qiskit
expect_line 'OPENQASM 3.0;'
run "$liebound" show hea-cz n=3 --format qiskit --generators
expect_line 'from qiskit.quantum_info import SparsePauliOp'
run "$liebound" show chain.alg n=3 --format alg
cp out alg
run "$liebound" show chain.alg n=3
expect "alg is what is printed without a format" cmp alg out
run "$liebound" show chain.alg n=3 --format json
cp out json
run "$liebound" show chain.alg n=3 --json
expect "json is --json" cmp json out
run "$liebound" show chain.alg --format cirq
expect_error 64 "there is no format 'cirq'; there are alg, qasm, qiskit, openfermion, pennylane, latex and json"
run "$liebound" show chain.alg --format latex --json
expect_error 64 "show prints one of"
run "$liebound" show chain.alg --format latex --canonical
expect_error 64 "show prints one of"
run "$liebound" show xxz n=3 --format qasm
expect_error 65 "the terms of generator g0 (hop) do not all commute"

run "$liebound" show chain.alg n=3 --canonical
expect_status 0 "show --canonical"
cp out canonical
run "$liebound" dim chain.alg n=3 --certificate my.cert --quiet
sed -n '/^qubits /,/^symmetry /p' my.cert | sed '$d' >section
expect "--canonical is what the certificate has" cmp canonical section
if [ -x "$B/liebound-check" ] && command -v sha256sum >digest_tool; then
    run "$both" my.cert
    expect "its digest is that of liebound-check" grep -q "$(sha256sum canonical | cut -c 1-64)" out
fi

echo 'state 010' >>chain.alg
run "$liebound" show chain.alg n=3 --json
expect_status 0 "show --json"
expect_json first schema
expect_json schema liebound/show/1
expect_json ansatz chain
expect_json parameters.n 3
expect_json qubits 3
expect_json generators 2
expect_json literature_dimension 9
expect_json states.0 plus
expect_json states.1 010
expect_json expanded_generators.0.name zz
expect_json expanded_generators.0.terms.length 2
expect_json expanded_generators.1.terms.length 3
expect_json expanded_generators.1.terms.0.coefficient 1

# Text that is hostile to JSON.
printf 'ansatz odd\nqubits 1\nabout "tab\\\\ and / and umlaut \303\274"\ngenerator X\n' >odd.alg
run "$liebound" show odd.alg --json
[ "$status" -eq 65 ] || expect_json ansatz odd

finish
