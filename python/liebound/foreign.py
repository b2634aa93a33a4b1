"""Ansätze from circuits in OpenQASM, from Pauli strings, and from live objects of other packages,
which are known by their public attributes and never imported."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from .ansatz import Ansatz, PathLike
from .ansatz import open as open_file
from .ansatz import parse
from .errors import UsageError
from .exact import is_zero, parts, real_text

__all__ = ["from_qasm", "from_paulis", "from_openfermion", "from_qiskit", "from_pennylane"]

# A product of Paulis as {qubit: letter}, with its coefficient.
Term = Tuple[Any, Dict[int, str]]


def from_qasm(source: Union[PathLike, str], *, numbers: Optional[str] = None,
              name: str = "circuit") -> Ansatz:
    """A circuit in OpenQASM 2 or 3: a text, or the path of a file.

    Parameters are angles, however often they occur. numbers: what a number means that is an angle,
    see `open`. Fixed gates before the first rotation prepare the state; the rest is a layer.
    """
    if isinstance(source, os.PathLike) or ("\n" not in source and ";" not in source):
        return open_file(source, format="qasm", numbers=numbers)
    return parse(source, name=name, format="qasm", numbers=numbers)


# ---- Operators ----


def _hermitian(terms: Iterable[Term], what: str) -> List[Term]:
    """With real coefficients: those of an anti-Hermitian operator are divided by i."""
    kept = [(*parts(c), letters) for c, letters in terms]
    if all(is_zero(imaginary) for _, imaginary, _ in kept):
        return [(real, letters) for real, _, letters in kept]
    for real, imaginary, letters in kept:
        if not is_zero(real):
            raise UsageError(f"{what} is neither Hermitian nor anti-Hermitian: the coefficient of "
                             f"{_string(letters)} is {real} + {imaginary}i")
    return [(imaginary, letters) for _, imaginary, letters in kept]


def _string(letters: Mapping[int, str]) -> str:
    factors = [f"{letter}[{q}]" for q, letter in sorted(letters.items()) if letter != "I"]
    return " ".join(factors) or "I[0]"


def _sum(terms: Iterable[Term], what: str) -> str:
    """The right-hand side of a generator in the .alg language."""
    kept = [(c, letters) for c, letters in _hermitian(terms, what) if not is_zero(c)]
    return " + ".join(f"({real_text(c)})*{_string(letters)}" for c, letters in kept) or "0"


def _width(operators: Iterable[List[Term]]) -> int:
    return 1 + max((q for terms in operators for _, letters in terms for q in letters), default=0)


def _names(operators: Any) -> Tuple[List[str], List[Any]]:
    if isinstance(operators, Mapping):
        return list(operators), list(operators.values())
    return [""] * len(operators), list(operators)


def _build(names: Sequence[str], operators: Sequence[List[Term]], qubits: Optional[int],
           state: Union[str, Sequence[str], None], observable: Optional[List[Term]],
           name: Optional[str]) -> Ansatz:
    every = [*operators, *([observable] if observable else [])]
    if not operators:
        raise UsageError("an ansatz has at least one generator")
    if qubits is not None and qubits < _width(every):
        raise UsageError(f"an operator is on qubit {_width(every) - 1}, and qubits = {qubits}")
    lines = [f"ansatz {name}"] if name else []
    lines.append(f"qubits {qubits or _width(every)}")
    for k, (title, terms) in enumerate(zip(names, operators)):
        what = f"generator {title or k}"
        lines.append(f"generator {title or f'g{k}'} = {_sum(terms, what)}")
    if observable:
        lines.append(f"observable = {_sum(observable, 'the observable')}")
    for text in [state] if isinstance(state, str) else state or []:
        lines.append(f"state {text}")
    return parse("\n".join(lines) + "\n", name=name or "operators", format="alg")


def _label(label: str, reverse: bool = False) -> Dict[int, str]:
    if not label or set(label) - set("IXYZ"):
        raise UsageError(f"{label!r} is no Pauli string: letters I, X, Y and Z, one a qubit")
    letters = {q: c for q, c in enumerate(reversed(label) if reverse else label) if c != "I"}
    return letters or {0: "I"}


def _labels(operator: Any) -> List[Tuple[Any, str]]:
    """"XX"; ("XX", 2); [("XX", 1), ("YY", 1)], also the other way round; {"XX": 1}."""
    if isinstance(operator, str):
        return [(1, operator)]
    if isinstance(operator, Mapping):
        return [(c, label) for label, c in operator.items()]
    if isinstance(operator, tuple) and len(operator) == 2 and isinstance(operator[0], str) and \
            not (isinstance(operator[1], str) and set(operator[1]) <= set("IXYZ")):
        return [(operator[1], operator[0])]
    if isinstance(operator, Iterable):
        return [pair for item in operator for pair in _labels(item)]
    raise UsageError(f"{operator!r} is no Pauli string and no list of them")


def from_paulis(operators: Union[Sequence[Any], Mapping[str, Any]], *,
                state: Union[str, Sequence[str], None] = None, observable: Any = None,
                name: Optional[str] = None) -> Ansatz:
    """A generator for each operator: a Pauli string, qubit 0 on the left ("ZZI"), one with a
    coefficient (("ZZI", 1/2)), or a sum of them as a list or a dictionary ({"ZZI": 1, "IZZ": 1}).
    A dictionary of operators names the generators.

    Coefficients are exact: int, Fraction, Decimal, a text such as "1/3"; a float is the decimal that
    Python prints. state: as in the .alg language, such as "plus", or several.
    """
    names, items = _names([operators] if isinstance(operators, str) else operators)
    labels = [_labels(item) for item in items]
    watched = _labels(observable) if observable is not None else []
    lengths = {len(label) for pairs in [*labels, watched] for _, label in pairs}
    if len(lengths) > 1:
        raise UsageError(f"Pauli strings of different lengths: {sorted(lengths)}")
    read = [[(c, _label(label)) for c, label in pairs] for pairs in labels]
    return _build(names, read, max(lengths, default=None), state,
                  [(c, _label(label)) for c, label in watched] or None, name)


# ---- OpenFermion ----


def _is_fermionic(operator: Any) -> bool:
    actions = [action for term in operator.terms for action in term]
    if any(not isinstance(action, tuple) for action in actions):
        raise UsageError(f"{operator!r} is neither a QubitOperator nor a FermionOperator")
    return any(isinstance(action, int) for _, action in actions)


def _fermion_text(operator: Any) -> str:
    """As OpenFermion prints it: (0.5+0j) [0^ 1] + ..."""
    words = []
    for term, c in operator.terms.items():
        real, imaginary = parts(c)
        factors = " ".join(f"{mode}^" if action else f"{mode}" for mode, action in term)
        sign = "-" if not is_zero(imaginary) and imaginary < 0 else "+"
        coefficient = f"({real_text(real)}{sign}{real_text(abs(imaginary))}j)"
        words.append(f"{coefficient} [{factors}]")
    return " +\n".join(words) or "0 []"


def from_openfermion(operators: Any, *, state: Union[str, Sequence[str], None] = None,
                     qubits: Optional[int] = None, observable: Any = None,
                     name: Optional[str] = None) -> Ansatz:
    """OpenFermion's QubitOperator or FermionOperator, one or several: a generator for each.

    Anything with the attribute `terms` is taken: {((0, "X"), (3, "Z")): 0.5} or, by Jordan and
    Wigner, {((2, 1), (0, 0)): 1.0}. An operator is Hermitian, or anti-Hermitian, and then -i times it
    is the generator.
    """
    names, items = _names([operators] if hasattr(operators, "terms") else operators)
    if any(_is_fermionic(item) for item in items):
        if observable is not None or qubits is not None or any(names):
            raise UsageError("fermionic operators take no observable, number of qubits or names")
        text = "\n\n".join(_fermion_text(item) for item in items)
        ansatz = parse(text, name=name or "operators", format="formula")
        return ansatz.with_states(*([state] if isinstance(state, str) else state)) if state else ansatz
    read = [_qubit_terms(item) for item in items]
    watched = _qubit_terms(observable) if observable is not None else None
    return _build(names, read, qubits, state, watched, name)


def _qubit_terms(operator: Any) -> List[Term]:
    return [(c, dict(term) or {0: "I"}) for term, c in operator.terms.items()]


# ---- Qiskit ----


def from_qiskit(source: Any, *, state: Union[str, Sequence[str], None] = None,
                observable: Any = None, numbers: Optional[str] = None,
                name: Optional[str] = None) -> Ansatz:
    """Qiskit's QuantumCircuit, whose Parameters are the angles of a layer; or its SparsePauliOp,
    Pauli or PauliList, one or several: a generator for each SparsePauliOp and each Pauli.

    Qiskit's rightmost letter is qubit 0, and so it is taken here. Gates that OpenQASM does not know
    are replaced by their definitions.
    """
    if hasattr(source, "data") and hasattr(source, "num_qubits") and hasattr(source, "qubits"):
        text = _circuit_text(source)
        ansatz = parse(text, name=name or _word(getattr(source, "name", None)) or "circuit",
                       format="qasm", numbers=numbers)
        return ansatz.with_states(*([state] if isinstance(state, str) else state)) if state else ansatz
    names, items = _names([source] if hasattr(source, "num_qubits") else source)
    read: List[List[Term]] = []
    titles: List[str] = []
    for title, item in zip(names, items):
        found = _qiskit_operators(item)
        titles += [title] if len(found) == 1 else [""] * len(found)
        read += found
    watched = _qiskit_operators(observable)[0] if observable is not None else None
    width = max((item.num_qubits for item in items), default=None)
    return _build(titles, read, width, state, watched, name)


def _word(name: Any) -> Optional[str]:
    return re.sub(r"\W", "-", name) if isinstance(name, str) and re.match(r"[A-Za-z]", name) else None


def _qiskit_operators(item: Any) -> List[List[Term]]:
    if hasattr(item, "to_list"):  # SparsePauliOp
        return [[(c, _label(label, reverse=True)) for label, c in item.to_list()]]
    if hasattr(item, "to_labels"):  # PauliList
        return [[_phased(label)] for label in item.to_labels()]
    if hasattr(item, "to_label"):  # Pauli
        return [[_phased(item.to_label())]]
    raise UsageError(f"{item!r} is neither a circuit nor an operator of Qiskit")


def _phased(label: str) -> Term:
    signs = {"": 1, "-": -1, "i": 1j, "-i": -1j}
    sign = label[:len(label) - len(label.lstrip("-i"))]
    return signs[sign], _label(label[len(sign):], reverse=True)


# What is the same in OpenQASM 3, by Qiskit's names.
_GATES = {
    "rx", "ry", "rz", "p", "u1", "rxx", "ryy", "rzz", "rzx", "h", "s", "sdg", "x", "y", "z", "sx",
    "sxdg", "cx", "cy", "cz", "swap", "iswap", "ecr", "u", "u2", "u3", "id", "t", "tdg", "cp",
    "crx", "cry", "crz", "cu", "ch", "ccx", "barrier",
}


class _Writer:
    """A circuit in OpenQASM 3, with parameters of its own names."""

    def __init__(self, qubits: int) -> None:
        self.qubits = qubits
        self.parameters: Dict[str, str] = {}
        self.lines: List[str] = []

    def angle(self, value: Any) -> str:
        """A number, or an expression in parameters, whose names OpenQASM may not allow."""
        names = sorted((p.name for p in getattr(value, "parameters", ())), key=len, reverse=True)
        if not names:
            return real_text(float(value) if hasattr(value, "__float__") else value)
        for n in names:
            self.parameters.setdefault(n, f"p{len(self.parameters)}")
        pattern = "|".join(re.escape(n) for n in names)
        return re.sub(pattern, lambda found: self.parameters[found.group()], str(value))

    def gate(self, name: str, angles: Sequence[str], at: Sequence[int]) -> None:
        inside = f"({', '.join(angles)})" if angles else ""
        self.lines.append(f"{name}{inside} {', '.join(f'q[{q}]' for q in at)};")

    def text(self) -> str:
        head = ["OPENQASM 3.0;", 'include "stdgates.inc";']
        head += [f"input float {short};" for short in self.parameters.values()]
        return "\n".join([*head, f"qubit[{self.qubits}] q;", *self.lines]) + "\n"


def _circuit_text(circuit: Any) -> str:
    writer = _Writer(circuit.num_qubits)
    _write_circuit(writer, circuit, {q: i for i, q in enumerate(circuit.qubits)})
    return writer.text()


def _write_circuit(writer: _Writer, circuit: Any, at: Mapping[Any, int]) -> None:
    for entry in circuit.data:
        operation, qubits = (entry.operation, entry.qubits) if hasattr(entry, "operation") else \
            (entry[0], entry[1])
        places = [at[q] for q in qubits]
        if operation.name in _GATES:
            writer.gate(operation.name, [writer.angle(a) for a in operation.params], places)
        elif operation.name in ("measure", "delay"):
            continue
        elif getattr(operation, "definition", None) is not None:
            inner = operation.definition
            _write_circuit(writer, inner, dict(zip(inner.qubits, places)))
        else:
            raise UsageError(f"the gate {operation.name} of the circuit is no rotation and no fixed "
                             "gate, and has no definition")


# ---- PennyLane ----

_PENNYLANE = {
    "RX": "rx", "RY": "ry", "RZ": "rz", "PhaseShift": "p", "U1": "p", "U2": "u2", "U3": "u3",
    "Hadamard": "h", "PauliX": "x", "PauliY": "y", "PauliZ": "z", "S": "s", "Adjoint(S)": "sdg",
    "SX": "sx", "Adjoint(SX)": "sxdg", "T": "t", "Adjoint(T)": "tdg", "CNOT": "cx", "CY": "cy",
    "CZ": "cz", "SWAP": "swap", "ISWAP": "iswap", "ECR": "ecr", "Toffoli": "ccx", "CH": "ch",
    "IsingXX": "rxx", "IsingYY": "ryy", "IsingZZ": "rzz", "ControlledPhaseShift": "cp",
    "CPhase": "cp", "CRX": "crx", "CRY": "cry", "CRZ": "crz", "Identity": "id",
    "Barrier": "barrier",
}


def from_pennylane(source: Any, *, state: Union[str, Sequence[str], None] = None,
                   observable: Any = None, wires: Optional[Sequence[Any]] = None,
                   numbers: Optional[str] = None, name: Optional[str] = None) -> Ansatz:
    """PennyLane's operators, one or several: a generator for each; or its QuantumScript (a tape),
    whose numbers are angles of their own unless they are multiples of pi/2 (see `open`).

    Anything with the attribute `pauli_rep`, a dictionary of Pauli words {wire: letter}, is an
    operator, and anything with `operations` and `wires` a tape. Wires are numbered in the order of
    `wires`, else in that of the tape, or of the sorted wires of the operators.
    """
    if hasattr(source, "operations"):
        order = list(wires if wires is not None else source.wires)
        writer = _Writer(len(order))
        _write_tape(writer, source.operations, {wire: i for i, wire in enumerate(order)})
        ansatz = parse(writer.text(), name=name or "tape", format="qasm", numbers=numbers)
        return ansatz.with_states(*([state] if isinstance(state, str) else state)) if state else ansatz
    names, items = _names([source] if hasattr(source, "pauli_rep") else source)
    every = [*items, *([observable] if observable is not None else [])]
    reps = [_pauli_rep(item) for item in every]
    order = list(wires) if wires is not None else _sorted_wires(reps)
    at = {wire: i for i, wire in enumerate(order)}
    read = [[(c, {at[w]: p for w, p in word.items()} or {0: "I"}) for word, c in rep.items()]
            for rep in reps]
    watched = read.pop() if observable is not None else None
    return _build(names, read, max(1, len(order)), state, watched, name)


def _pauli_rep(operator: Any) -> Any:
    rep = getattr(operator, "pauli_rep", None)
    if rep is None:
        raise UsageError(f"{operator!r} is no linear combination of Pauli words")
    return rep


def _sorted_wires(reps: Iterable[Any]) -> List[Any]:
    wires = {wire for rep in reps for word in rep for wire in word}
    try:
        return list(range(1 + max(wires))) if wires and all(
            isinstance(wire, int) for wire in wires) else sorted(wires)
    except TypeError:
        raise UsageError("the wires have no order: give `wires`") from None


def _write_tape(writer: _Writer, operations: Iterable[Any], at: Mapping[Any, int]) -> None:
    for operation in operations:
        angles = [writer.angle(a) for a in operation.parameters] if \
            operation.name in _PENNYLANE else []
        places = [at[wire] for wire in operation.wires]
        if operation.name in _PENNYLANE:
            writer.gate(_PENNYLANE[operation.name], angles, places)
        elif callable(getattr(operation, "decomposition", None)):
            _write_tape(writer, operation.decomposition(), at)
        else:
            raise UsageError(f"the operation {operation.name} of the tape has no decomposition")
