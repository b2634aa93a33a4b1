#!/bin/sh
# The command matrices: summary, JSON, text for NumPy, program for GAP, limits.
. "$(dirname "$0")/support.sh"

run "$liebound" matrices ltfim-open n=4 --quiet
expect_status 0 "matrices ltfim-open n=4"
expect_line "su(10): 10 x 10, defining   proved"
expect_line "su(6): 6 x 6, defining   proved"
expect_line "u(1): 1 x 1, defining   proved"

run "$liebound" matrices tfim-open n=3 --json --quiet
expect_status 0 "matrices --json"
expect_json first schema
expect_json schema liebound/matrices/1
expect_json summands.0.algebra "su(3)"
expect_json summands.0.representation defining
expect_json summands.0.size 3
expect_json summands.0.form.length 3
expect_json summands.1.algebra "u(1)"
expect_json element_generators.length 2
expect_json basis.length 9
expect_json brackets_checked 18
expect_json status proved

run "$liebound" matrices tfim-closed n=4 --quiet
expect_line "2 su(2): 4 x 4, rational form of conjugate ideals; over Q[x]/(x^2 - 2) it splits into blocks   proved"

# Sums whose terms are free fermions are found among rotations in planes.
run "$liebound" matrices tfim-open n=8 --quiet
expect_status 0 "matrices tfim-open n=8"
expect_line "su(8): 8 x 8, defining   proved"

# Free fermions are rotations in planes; sets of strings have a copy for each sign.
run "$liebound" matrices tfim-open-free n=3 --json --quiet
expect_json summands.0.algebra "so(6) = su(4)"
expect_json summands.0.size 6
expect_json element_generators.0.matrices.0.length 2
expect_json element_generators.0.matrices.0.0.3 0

run "$liebound" matrices tfim-open-free n=3 --format numpy --quiet
expect_status 0 "matrices --format numpy"
expect "a line for each element" test "$(grep -vc '^#' out)" -eq 20
cp out m.txt
if python3 -c 'import numpy' 2>/dev/null; then
    cat >check.py <<END
import numpy
m = numpy.loadtxt("m.txt", dtype=complex)[:, 0:36].reshape(-1, 6, 6)
assert m.shape[0] == 20
assert numpy.allclose(m, -m.conj().transpose(0, 2, 1))
b = m[5:].reshape(15, -1)
assert numpy.linalg.matrix_rank(b) == 15
c = m[0] @ m[3] - m[3] @ m[0]
x, rest, rank, s = numpy.linalg.lstsq(b.T, c.reshape(-1), rcond=None)
assert numpy.allclose(b.T @ x, c.reshape(-1))
END
    run python3 check.py
    expect_status 0 "NumPy reads it"
else
    echo "skipped: NumPy is not there"
fi

run "$liebound" matrices xxz-open n=3 --format gap --quiet
expect_status 0 "matrices --format gap"
expect "a program" grep -q '^generators := \[$' out
if command -v gap >/dev/null; then
    cp out m.g
    cat >>m.g <<'END'
full := List([1 .. Length(basis[1])], e -> Concatenation(List(basis, s -> Concatenation(s[e]))));
dim := RankMat(full);
ok := ForAll(basis, s -> ForAll(s, A -> TraceMat(A) = ComplexConjugate(-TraceMat(A))));
Print(dim, " ", ok, "\n");
END
    run gap -q -b m.g </dev/null
    expect_line "$("$liebound" dim xxz-open n=3 --json --quiet | sed -n '/"dimension"/{s/.*: *"\([0-9]*\)".*/\1/p;q;}') true"
else
    echo "skipped: GAP is not there"
fi

run "$liebound" matrices tfim-open n=3 --format mtx
expect_error 64 "there are text, json, numpy and gap"
run "$liebound" matrices tfim-open n=3 --format gap --json
expect_error 64 "exclude each other"
run "$liebound" matrices xxz-open n=7 --quiet
expect_error 65 "at most 6 qubits"
run "$liebound" matrices tfim-open-free n=40
expect_error 65 "more than 4000000 entries"
# The dimension tells it, before the structure and the matrices are computed.
run "$liebound" matrices ltfim-open n=6 --quiet
expect_error 65 "3 generators and a basis of 2079 would have more than 4000000 entries; take fewer qubits"
run "$liebound" matrices ltfim-open n=5 --time-limit 0.2 --json --quiet
expect_status 2 "a limit"
finish
