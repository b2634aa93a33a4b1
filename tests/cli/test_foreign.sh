#!/bin/sh
# Texts of other packages: what is recognized, what it means, what is said of it, and what is refused.
. "$(dirname "$0")/support.sh"

# shows NAME LINE...: what stands on standard input is read as an ansatz of these lines.
shows() {
    name=$1
    shift
    cat >text
    run "$liebound" show text
    expect_status 0 "$name"
    grep -v '^ansatz' out >found
    printf '%s\n' "$@" >wanted
    expect "$name: what was meant" cmp found wanted
}
# notes TEXT: it is said on standard error.
notes() {
    expect "it is said: $1" grep -qF "note: $1" err
}
# refuses LINE:COLUMN TEXT: what stands on standard input is bad input there.
refuses() {
    cat >text
    run "$liebound" show text
    expect_error 65 "text:$1: $2"
}

shows "a list of strings" "qubits 3" "generator = X[0] X[1]" "generator = Z[2]" \
    "generator = -1/2 Y[0]" <<'END'
XXI
IIZ
-0.5 * YII
END
notes "a label has qubit 0 on its left"
notes "each operator is a generator, with an angle of its own: 3"
shows "strings of Stim" "qubits 3" "generator = X[0] Z[1]" "generator = -Y[2]" <<'END'
+XZ_
-__Y
END
shows "a list in Python" "qubits 2" "generator = X[0] X[1]" "generator = Z[0]" <<'END'
["XX", 'ZI']
END
shows "Qiskit" "qubits 3" "generator = 1/2 Z[0] Z[1] + Z[1] Z[2]" "generator zz = X[0] Y[2]" <<'END'
SparsePauliOp(['ZZI', 'IZZ'],
              coeffs=[1.+0.j, 0.5+0.j])
zz = SparsePauliOp(['YIX'], coeffs=[1.+0.j])
END
notes "a label has qubit 0 on its right, as in Qiskit"
shows "tuples of Qiskit" "qubits 3" "generator = 1/4 Z[1] Z[2] + X[0]" <<'END'
[("IIX", 1), ("ZZI", 0.25)]
END
shows "a sparse list of Qiskit" "qubits 4" "generator = X[0] Z[1] + 2 Y[2]" <<'END'
SparsePauliOp.from_sparse_list([("XZ", [0, 1], 1), ("Y", [2], 2)], num_qubits=4)
END
shows "a lone tuple of Qiskit" "qubits 2" "generator = 1/2 X[0] Z[1]" <<'END'
[("XZ", [0, 1], 0.5)]
END
printf "('ZX', 0.5)\n('YY')\n" >text
run "$liebound" show text --from qiskit
expect_line "generator = Y[0] Y[1] + 1/2 X[0] Z[1]"
shows "a program for Qiskit" "qubits 2" "generator zz = Z[0] Z[1]" "generator = 1/3 Z[0] - X[1] + 2 I[0]" \
    "observable = X[0]" <<'END'
import numpy as np
from qiskit.quantum_info import (SparsePauliOp,
                                 Pauli)
zz = SparsePauliOp(["ZZ"])
SparsePauliOp.from_sparse_list([("Z", [0], 1/3), ("X", [1], -1), ("", [], 2)], num_qubits=2)
observable = SparsePauliOp("IX")
END
notes "the operator called observable is what is measured"
shows "a program for OpenFermion" "qubits 4" "generator hop = 1/2 Y[0] Z[1] Y[2] + 1/2 X[0] Z[1] X[2]" \
    "generator = 1/2 X[0] Y[3] + 2 Z[1] - I[0]" "generator = 0" <<'END'
from openfermion import FermionOperator, QubitOperator
hop = FermionOperator('0^ 2') + FermionOperator('2^ 0', 1.0)
0.5 * QubitOperator("X0 Y3") + of.QubitOperator("2 [Z1] - 1 []")
QubitOperator()
END
shows "a list with a name" "qubits 2" "generator = X[0]" "generator = Z[0] Z[1]" <<'END'
import pennylane as qml
ops = [qml.X(0), qml.Z(0) @ qml.Z(1)]
END
shows "OpenFermion" "qubits 3" "generator = Z[0] Z[1] + 1/2 Z[1] Z[2]" "generator = X[0]" <<'END'
1.0 [Z0 Z1] +
0.5 [Z1 Z2]

(1+0j) [X0]
END
shows "hopping of fermions" "qubits 3" \
    "generator = 1/2 Y[0] Z[1] Y[2] + 1/2 X[0] Z[1] X[2]" <<'END'
1.0 [0^ 2] +
1.0 [2^ 0]
END
notes "fermions are taken to qubits by the Jordan-Wigner mapping"
shows "an excitation, which is anti-Hermitian" "qubits 2" \
    "generator = -1/2 Y[0] X[1] + 1/2 X[0] Y[1]" <<'END'
1.0 [0^ 1] - 1.0 [1^ 0]
END
notes "of an anti-Hermitian operator the generator is -i times it: 1"
shows "PennyLane" "qubits 3" "generator = 1/2 X[0] Z[1] + Z[2]" "generator = Y[1]" \
    "generator = -Z[0] + X[0]" <<'END'
0.5 * (X(0) @ Z(1)) + 1.0 * Z(2)
qml.PauliY(wires=[1])
X(0) @ (I(0) + 1j*Y(0))
END
shows "Cirq" "qubits 2" "generator = 1/2 X[0] Z[1] - Y[1]" <<'END'
0.500*X(q(0))*Z(q(1))-1.000*Y(q(1))
END
shows "matrices" "qubits 1" "generator = Y[0]" "generator = 1/2 Z[0] + 1/2 I[0]" <<'END'
[[0, -1j], [1j, 0]]
[[1 0]
 [0 0]]
END
notes "the first factor of a Kronecker product is qubit 0"

shows "OpenQASM 2" "qubits 2" "first" "apply H[0]" "apply H[1]" "layer" \
    "rotate zz[0,1] = Z[0] Z[1] by gamma" "rotate x[0] = X[0] by 1/2*angle_1" \
    "rotate x[1] = X[1] by 1/2*gamma" "state zero" <<'END'
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
creg c[2];
h q;
rzz(2*gamma) q[0], q[1];
rx(0.3) q[0];
rx(gamma) q[1];
rx(6.283185307179586) q[1];
barrier q;
measure q -> c;
END
notes "a parameter is one angle, however often it occurs: 1"
notes "each number that is an angle is one of its own, but for multiples of pi/2, which are fixed: 1"
notes "decimal numbers within 1e-9 of a multiple of pi/2 are that: 1"
notes "measurements are passed over: 2"
shows "OpenQASM 3" "qubits 3" "layer" "rotate z[0] = Z[0] by 1/2*angle_0" \
    "rotate z[1] = Z[1] by 1/2*angle_1" "rotate = Z[0] X[1] - X[1] by -1/4*t" "apply S[2]" \
    "apply CZ[0,2]" "state zero" <<'END'
OPENQASM 3;
include "stdgates.inc";
input array[float[64], 2] a;
input float t;
qubit[3] q;
for uint i in {0, 1} rz(a[i]) q[i];
ctrl @ rx(t) q[0], q[1];
inv @ sdg q[2];
ctrl @ z q[0], q[-1];
END

shows "a barrier before the layer" "qubits 2" "first" "apply H[0]" "layer" "apply CZ[0,1]" \
    "rotate x[0] = X[0] by 1/2*t" "apply H[1]" "state zero" <<'END'
OPENQASM 3;
input float t;
qubit[2] q;
barrier;
h q[0];
barrier q[0], q[1];
cz q[0], q[1];
barrier q[0];
rx(t) q[0];
barrier q;
h q[1];
END
notes "the fixed gates before the barrier come once, and the rest is a layer, which may be repeated: 1"

printf 'OPENQASM 2.0;\nqreg q[1];\nrx(0.3) q[0];\nry(0.4) q[0];\nrx(0.3) q[0];\nrz(pi) q[0];\n' >numbers.qasm
for rule in own:3 equal:2 all:4; do
    run "$liebound" rank numbers.qasm --numbers ${rule%:*} --json --quiet
    expect_status 0 "--numbers ${rule%:*}"
    expect_json angles ${rule#*:}
done
# Many of them: each pair of numbers that agree to 12 digits is one angle, of either sign, also next to
# a power of 2; below 0.02 these pairs do not.
awk 'BEGIN {
    print "OPENQASM 2.0; qreg q[1];"
    for (i = 1; i <= 20000; i++)
        printf "rx(%.15f) q[0]; ry(-%.15f) q[0];\n", i * 0.001 + 2e-14, i * 0.001 + 2e-14
    for (i = 1; i <= 20000; i++)
        printf "rx(%.3f) q[0]; ry(-%.3f) q[0];\n", i * 0.001, i * 0.001
    print "rx(0.0320000000001) q[0]; rx(0.99999999999996) q[0]; rx(1.00000000000004) q[0];"
}' >many.qasm
run "$liebound" show many.qasm --numbers equal
expect_status 0 "many numbers"
notes "equal numbers are one angle: 80003 numbers, 40041 angles"
run "$liebound" bound numbers.qasm --numbers some
expect_error 64 "--numbers some is none of own, equal and all"
run "$liebound" show numbers.qasm --from cirq
expect_error 64 "--from cirq is none of"
run "$liebound" show numbers.qasm n=3
expect_error 65 "there is no parameter to set"
printf 'XXI\nZII\n' >labels.txt
run "$liebound" show labels.txt --from qiskit
expect_error 65 "labels.txt:1:1: SparsePauliOp, Pauli, PauliList or a list of tuples was expected here, not 'XXI'"

refuses 1:31 "this gate has 1 angles, not 0" <<'END'
OPENQASM 2.0; qreg q[2]; rz() q[0];
END
refuses 1:34 "this gate has 3 angles, not 2" <<'END'
OPENQASM 2.0; qreg q[2]; u3(1,2) q[0];
END
refuses 2:4 "this gate has a fixed angle, and is not a Clifford gate" <<'END'
OPENQASM 2.0; qreg q[1];
   t q[0];
END
refuses 3:1 "reset has no place in an ansatz" <<'END'
OPENQASM 2.0;
qreg q[1];
reset q[0];
END
refuses 3:1 "this qubit was measured before" <<'END'
OPENQASM 2.0; qreg q[1]; creg c[1];
measure q -> c;
x q[0];
END
refuses 1:38 "there is no gate called 'rzzz' (did you mean 'rzz'?)" <<'END'
OPENQASM 3.0; input float a; qubit q;rzzz(a) q;
END
refuses 1:42 "a product of parameters is not linear in them" <<'END'
OPENQASM 3.0; input float a; qubit q;rx(a*a) q;
END
refuses 1:41 "there is no parameter or constant called 'b'" <<'END'
OPENQASM 3.0; input float a; qubit q;rx(b) q;
END
refuses 1:31 "'q' has 2 qubits, counted from 0" <<'END'
OPENQASM 2.0; qreg q[2]; cx q,q[2];
END
refuses 1:26 "the same qubit twice in one gate" <<'END'
OPENQASM 2.0; qreg q[2]; cx q[0],q[0];
END
refuses 1:40 "gates are defined by gates more than 100 deep" <<'END'
OPENQASM 2.0; qreg q[1]; gate f a { f a; } f q[0];
END
refuses 2:1 "this label has 2 letters, and those before it have 3" <<'END'
XXI
XX
END
refuses 1:1 "this operator is neither Hermitian nor anti-Hermitian: the coefficient of YI has an imaginary part" <<'END'
X(0) + 1j*Y(0) + Z(1)
END
refuses 1:8 "the number of a qubit, in parentheses was expected here, not '@'" <<'END'
X0 @ X @ Z(1)
END
refuses 3:1 "there is one observable already" <<'END'
import openfermion
observable = X0
observable = Z0
END
refuses 2:1 "an observable is Hermitian" <<'END'
import pennylane as qml
observable = 1j * X(0)
END
refuses 2:19 "'Q9' is not a Pauli matrix on a qubit, such as X0 or X(0)" <<'END'
X0
QubitOperator("Z1 Q9")
END
refuses 1:1 "a square matrix with 2, 4, 8, ... rows was expected, not 9 entries in rows of 3" <<'END'
[[1,0,0],[0,1,0],[0,0,1]]
END

# A circuit that the catalogue has too, QAOA on a ring, with the angles of both in the same order.
cat >ring.qasm <<'END'
OPENQASM 3.0;
qubit[4] q;
input float a;
input float b;
for int i in [0:3] h q[i];
for int i in [0:2] rzz(a) q[i], q[i + 1];
rzz(a) q[3], q[0];
rx(b) q;
END
run "$liebound" bound ring.qasm --json --quiet
expect_status 0 "bound of a circuit in OpenQASM"
expect_json dimension 11
notes "the fixed gates before the first rotation come once, and the rest is a layer, which may be repeated: 4"
finish
