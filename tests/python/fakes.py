"""Objects with the public attributes of those of Qiskit, OpenFermion and PennyLane that are read."""

import math


class QubitOperator:
    def __init__(self, terms):
        self.terms = terms


FermionOperator = QubitOperator


class SparsePauliOp:
    def __init__(self, pairs):
        self._pairs = pairs
        self.num_qubits = len(pairs[0][0])

    def to_list(self):
        return [(label, complex(c)) for label, c in self._pairs]


class PauliList:
    def __init__(self, labels):
        self._labels = labels
        self.num_qubits = len(labels[0].lstrip("-i"))

    def to_labels(self):
        return list(self._labels)


class Pauli:
    def __init__(self, label):
        self._label = label
        self.num_qubits = len(label.lstrip("-i"))

    def to_label(self):
        return self._label


class Parameter:
    def __init__(self, name):
        self.name = name
        self.parameters = {self}

    def __str__(self):
        return self.name


class Expression:
    """2*theta + ..., as a text, of parameters."""

    def __init__(self, text, *parameters):
        self._text = text
        self.parameters = set(parameters)

    def __str__(self):
        return self._text

    def __float__(self):
        if self.parameters:
            raise TypeError("unbound parameters")
        return float(self._text)


class Operation:
    def __init__(self, name, params=(), definition=None):
        self.name = name
        self.params = list(params)
        self.definition = definition


class Instruction:
    def __init__(self, operation, qubits):
        self.operation = operation
        self.qubits = tuple(qubits)


class QuantumCircuit:
    """Of Qiskit."""

    def __init__(self, num_qubits, name="circuit-1"):
        self.num_qubits = num_qubits
        self.qubits = [object() for _ in range(num_qubits)]
        self.data = []
        self.name = name

    def append(self, name, at, *params, definition=None):
        self.data.append(Instruction(Operation(name, params, definition),
                                     [self.qubits[q] for q in at]))
        return self


class PauliWord(dict):
    """{wire: letter} of PennyLane; PauliSentence is {word: coefficient}."""

    def __hash__(self):
        return hash(frozenset(self.items()))


class PennyLaneOperator:
    def __init__(self, *pairs):
        self.pauli_rep = {PauliWord(word): c for c, word in pairs}


class TapeOperation:
    def __init__(self, name, wires, *parameters, parts=None):
        self.name = name
        self.wires = list(wires)
        self.parameters = list(parameters)
        if parts is not None:
            self.decomposition = lambda: parts


class Tape:
    def __init__(self, operations, wires):
        self.operations = operations
        self.wires = wires


HALF = math.pi / 2
