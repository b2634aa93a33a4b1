"""Circuits and operators of other packages: the operators that are meant, with the qubits in the order
that is meant."""

import random
import unittest
from fractions import Fraction

import liebound as lb
from fakes import (HALF, Expression, FermionOperator, Parameter, Pauli, PauliList, PennyLaneOperator,
                   QuantumCircuit, QubitOperator, SparsePauliOp, Tape, TapeOperation)

from support import Case

CHAIN = {"zz": {"ZZI": 1, "IZZ": 1}, "x": {"XII": 1, "IXI": 1, "IIX": 1}}


def sums(ansatz):
    """The generators as sets of terms."""
    return [set(g.terms) for g in ansatz.generators]


class Paulis(Case):
    def test_forms(self):
        one = Fraction(1)
        for operators in (["ZZ", "XI"], ("ZZ", ("XI", 1)), [["ZZ"], {"XI": 1}], iter(["ZZ", "XI"]),
                          [[("ZZ", 1)], ["XI"]], [("ZZ", "1"), ("XI", 1.0)]):
            self.assertEqual(sums(lb.from_paulis(list(operators))), [{(one, "ZZ")}, {(one, "XI")}])
        self.assertEqual(sums(lb.from_paulis("ZZ")), [{(one, "ZZ")}])
        self.assertEqual(sums(lb.from_paulis([("ZZ", "XX")])), [{(one, "ZZ"), (one, "XX")}])
        self.assertEqual(sums(lb.from_paulis([{"II": 2, "ZI": 1}])), [{(Fraction(2), "II"), (one, "ZI")}])
        self.assertEqual(sums(lb.from_paulis([{"ZI": 0}])), [set()])

    def test_the_chain(self):
        a = lb.from_paulis(CHAIN, state="plus", name="chain", observable="ZZI")
        self.assertEqual(sums(a), sums(lb.load("tfim-open", n=3)))
        self.assertEqual([g.name for g in a.generators], ["zz", "x"])
        self.assertEqual((a.name, a.states), ("chain", ("plus",)))
        self.assertEqual(a.dim().dimension, 9)
        self.assertEqual(a.hessian().observable, lb.PauliSum([(1, "ZZI")]))
        self.assertEqual(lb.from_paulis(CHAIN, state=["plus", "zero"]).states, ("plus", "zero"))

    def test_refused(self):
        for bad in ([], ["ZQ"], ["Z", "ZZ"], [""], [3], [("ZZ", 1j), ("XX", 1)][:2] and
                    [[("ZZ", 1j), ("XX", 1)]], [None]):
            self.assertRaises(lb.UsageError, lb.from_paulis, bad)
        self.assertRaises(lb.ParseError, lb.from_paulis, {"no name": "ZZ"})


class OpenFermion(Case):
    def test_qubits(self):
        a = lb.from_openfermion([QubitOperator({((0, "Z"), (2, "Z")): 0.5, (): 1.0}),
                                 QubitOperator({((1, "X"),): 1j})], state="plus")
        self.assertEqual(sums(a), [{(Fraction(1, 2), "ZIZ"), (Fraction(1), "III")},
                                   {(Fraction(1), "IXI")}])
        self.assertEqual(lb.from_openfermion(QubitOperator({((0, "Z"),): 1.0}), qubits=3).qubits, 3)
        with self.assertRaisesRegex(lb.UsageError, r"X\[0\]"):
            lb.from_openfermion(QubitOperator({((0, "X"),): 1 + 1j, ((1, "X"),): 1j}))
        self.assertRaises(lb.UsageError, lb.from_openfermion, QubitOperator({((3, "X"),): 1}),
                          qubits=2)

    # Jordan and Wigner: c_0^ c_1 + h.c. = (X X + Y Y)/2, and n = (1 - Z)/2.
    def test_fermions(self):
        hop = FermionOperator({((0, 1), (1, 0)): 1.0, ((1, 1), (0, 0)): 1.0})
        number = FermionOperator({((1, 1), (1, 0)): 0.5 + 0j})
        excite = FermionOperator({((1, 1), (0, 0)): 1.0, ((0, 1), (1, 0)): -1.0})
        a = lb.from_openfermion([hop, number, excite])
        half = Fraction(1, 2)
        self.assertEqual(sums(a)[0], {(half, "XX"), (half, "YY")})
        self.assertEqual(sums(a)[1], {(half / 2, "II"), (-half / 2, "IZ")})
        self.assertEqual({string for _, string in sums(a)[2]}, {"XY", "YX"})
        self.assertEqual(lb.from_openfermion(hop, state="10").states, ("10",))
        self.assertRaises(lb.ParseError, lb.from_openfermion,
                          FermionOperator({((0, 1), (1, 0)): 1.0}))


    def test_others(self):
        self.assertRaises(lb.UsageError, lb.from_openfermion, QubitOperator({(0, 3): 1.0}))


class Tensor:
    """An array of one number, as NumPy and others have it."""

    def __init__(self, value):
        self._value = value
        self.real, self.imag = self, self

    def item(self):
        return self._value

    def __float__(self):
        return float(self._value)


class Qiskit(Case):
    # The rightmost letter is qubit 0.
    def test_operators(self):
        a = lb.from_qiskit([SparsePauliOp([("IIZ", 0.5), ("ZZI", -1)]), SparsePauliOp([("XII", 1j)])])
        self.assertEqual(sums(a), [{(Fraction(1, 2), "ZII"), (Fraction(-1), "IZZ")},
                                   {(Fraction(1), "IIX")}])
        a = lb.from_qiskit(PauliList(["IX", "-ZZ", "iYI"]))
        self.assertEqual(sums(a), [{(Fraction(1), "XI")}, {(Fraction(-1), "ZZ")},
                                   {(Fraction(1), "IY")}])
        a = lb.from_qiskit({"field": Pauli("IIX"), "pair": Pauli("ZZI")}, state="plus",
                           observable=SparsePauliOp([("IIZ", 1)]))
        self.assertEqual([str(g) for g in a.generators], ["field = XII", "pair = IZZ"])
        self.assertRaises(lb.UsageError, lb.from_qiskit, SparsePauliOp([("X", 1), ("Z", 1j)]))
        self.assertRaises((lb.UsageError, TypeError), lb.from_qiskit, 3)

    def test_a_circuit(self):
        gamma, beta = Parameter("γ[0]"), Parameter("β")
        circuit = QuantumCircuit(3, name="qaoa-1")
        for q in range(3):
            circuit.append("h", [q])
        circuit.append("barrier", range(3))
        for q in range(2):
            circuit.append("rzz", [q, q + 1], gamma)
        for q in range(3):
            circuit.append("rx", [q], Expression("2*β", beta))
        circuit.append("measure", [0])
        a = lb.from_qiskit(circuit)
        self.assertEqual((a.name, a.qubits), ("qaoa-1", 3))
        self.assertEqual(a.dim().dimension, 9)
        self.assertEqual(a.bound().rank, lb.load("tfim-open", n=3).bound().rank)
        self.assertEqual(len(a.generators), 2)

    # As Qiskit's own composite gates, and lists of tuples as in older versions.
    def test_definitions(self):
        inner = QuantumCircuit(2)
        inner.append("h", [1]).append("cx", [0, 1]).append("rz", [1], Parameter("t"))
        outer = QuantumCircuit(3)
        outer.append("mine", [2, 0], definition=inner)
        outer.data = [(entry.operation, entry.qubits, ()) for entry in outer.data]
        flat = QuantumCircuit(3)
        flat.append("h", [0]).append("cx", [2, 0]).append("rz", [0], Parameter("t"))
        self.assertEqual(sums(lb.from_qiskit(outer)), sums(lb.from_qiskit(flat)))
        with self.assertRaisesRegex(lb.UsageError, "mystery"):
            lb.from_qiskit(QuantumCircuit(1).append("mystery", [0]))

    def test_numbers(self):
        circuit = QuantumCircuit(1).append("rx", [0], 0.3).append("rz", [0], HALF).append(
            "rx", [0], 0.3)
        for rule, angles in (("own", 2), ("equal", 1), ("all", 3)):
            self.assertEqual(lb.from_qiskit(circuit, numbers=rule)._shown["layer"]["angles"], angles)

    # A name within another one is another angle.
    def test_names_within_names(self):
        a, b = Parameter("t"), Parameter("t[1]")
        circuit = QuantumCircuit(1).append("rx", [0], a).append("rz", [0], b).append(
            "ry", [0], Expression("t + t[1]", a, b))
        text = lb.foreign._circuit_text(circuit)
        names = [line.split()[-1].rstrip(";") for line in text.splitlines()
                 if line.startswith("input")]
        self.assertEqual(len(names), 2)
        self.assertIn(f"ry({names[0]} + {names[1]}) q[0];", text.splitlines())


class PennyLane(Case):
    def test_operators(self):
        zz = PennyLaneOperator((1.0, {0: "Z", 1: "Z"}), (0.5, {2: "Z"}), (2, {}))
        x = PennyLaneOperator((1, {1: "X"}))
        a = lb.from_pennylane([zz, x])
        self.assertEqual(sums(a), [{(Fraction(1), "ZZI"), (Fraction(1, 2), "IIZ"), (Fraction(2), "III")},
                                   {(Fraction(1), "IXI")}])
        a = lb.from_pennylane(PennyLaneOperator((1, {"b": "Z"}), (1, {"a": "X"})))
        self.assertEqual(sums(a), [{(Fraction(1), "XI"), (Fraction(1), "IZ")}])
        a = lb.from_pennylane([zz, x], wires=[2, 1, 0], observable=x, state="plus")
        self.assertEqual(sums(a)[0], {(Fraction(1), "IZZ"), (Fraction(1, 2), "ZII"), (Fraction(2), "III")})
        a = lb.from_pennylane(PennyLaneOperator((Tensor(0.5), {0: "X"}), (Tensor(2 + 0j), {0: "Z"})))
        self.assertEqual(sums(a), [{(Fraction(1, 2), "X"), (Fraction(2), "Z")}])
        tape = Tape([TapeOperation("RX", [0], Tensor(0.3))], [0])
        self.assertEqual(len(lb.from_pennylane(tape).generators), 1)
        other = PennyLaneOperator((1, {0: "X"}))
        other.pauli_rep = None
        self.assertRaises(lb.UsageError, lb.from_pennylane, other)
        self.assertRaises(lb.UsageError, lb.from_pennylane,
                          PennyLaneOperator((1, {"a": "X"}), (1, {0: "X"})))

    def test_a_tape(self):
        ops = [TapeOperation("Hadamard", ["a"]), TapeOperation("Hadamard", ["b"]),
               TapeOperation("IsingZZ", ["a", "b"], 0.3),
               TapeOperation("Layer", ["a", "b"], parts=[TapeOperation("RX", [w], 0.7) for w in "ab"]),
               TapeOperation("PhaseShift", ["b"], HALF)]
        a = lb.from_pennylane(Tape(ops, ["a", "b"]))
        self.assertEqual((a.qubits, len(a.generators) > 0), (2, True))
        half = Fraction(1, 2)
        b = lb.from_pennylane(Tape(ops[2:4], ["a", "b"]), numbers="equal")
        self.assertEqual(sums(b), [{(half, "ZZ")}, {(half, "XI"), (half, "IX")}])
        with self.assertRaisesRegex(lb.UsageError, "Mystery"):
            lb.from_pennylane(Tape([TapeOperation("Mystery", [0])], [0]))


class Together(Case):
    """The same random sums by every door."""

    def test_random(self):
        random.seed(11)
        for _ in range(60):
            n = random.randrange(1, 5)
            terms = {"".join(random.choice("IXYZ") for _ in range(n)): random.choice((1, -2, 0.25, 3.5))
                     for _ in range(random.randrange(1, 5))}
            letters = {label: {q: c for q, c in enumerate(label) if c != "I"} for label in terms}
            wanted = sums(lb.from_paulis([terms]))
            self.assertEqual(wanted, sums(lb.from_qiskit(
                SparsePauliOp([(label[::-1], c) for label, c in terms.items()]))))
            self.assertEqual(wanted, sums(lb.from_openfermion(
                QubitOperator({tuple(letters[label].items()): c for label, c in terms.items()}),
                qubits=n)))
            self.assertEqual(wanted, sums(lb.from_pennylane(
                PennyLaneOperator(*((c, letters[label]) for label, c in terms.items())),
                wires=range(n))))
            self.assertEqual(wanted, sums(lb.parse(
                f"qubits {n}\ngenerator a = " +
                " + ".join(f"({c})*{label}" for label, c in terms.items()) + "\n")))

    def test_qasm(self):
        text = ('OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nrx(0.3) q[0];\nrzz(0.3) q[0],q[1];\n')
        a = lb.from_qasm(text, name="mine")
        self.assertEqual((a.name, len(a.generators)), ("mine", 2))
        path = self.folder / "c.qasm"
        path.write_text(text)
        self.assertEqual(lb.from_qasm(path).name, "c")
        self.assertEqual(lb.from_qasm(str(path)).generators, a.generators)


if __name__ == "__main__":
    unittest.main()
