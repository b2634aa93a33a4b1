"""Ansätze: where they come from, and what can be computed of them."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Type, TypeVar, Union

from . import results
from ._call import Call, Listener, words_of
from .drawing import Drawing
from .errors import FileError, Note, UsageError, warn
from .exact import vector_text
from .numbers import PauliSum, html_text, integer, pauli_sum

__all__ = ["Ansatz", "Generator", "load", "open", "parse", "catalogue", "Entry"]

Value = Union[int, float, str, Fraction]
Time = Union[int, float, str, None]
Size = Union[int, str, None]
PathLike = Union[str, "os.PathLike[str]"]
State = Union[int, str, None]
Found = TypeVar("Found", bound=results.Result)

# Commands that need no training states, and take none.
_WITHOUT_STATES = {"dim", "structure", "constants", "symmetries", "table"}


@dataclass(frozen=True)
class Generator:
    """A Hermitian generator H_k: its name, "" without one, and its Pauli sum."""

    name: str
    terms: PauliSum

    def __str__(self) -> str:
        return f"{self.name} = {self.terms}" if self.name else str(self.terms)


@dataclass(frozen=True)
class Entry:
    """An ansatz family of the catalogue; parameters are names and defaults, "n = 4, J = 1"."""

    name: str
    parameters: str
    about: str
    reference: str


class Ansatz:
    """A periodic ansatz U(theta) = prod_l prod_k exp(-i theta_lk H_k), or the layers of a circuit,
    with its training states and its observable. Made by `load`, `open`, `parse` and the `from_`
    functions; it does not change.

    Attributes:
        name: of the family; "" where it has none.
        parameters: its parameters with their values, as texts.
        qubits: n.
        states: the names of the training states; without any, |0...0> is taken.
        generators: H_1 .. H_K, expanded, with exact coefficients.
        about, reference: what its author says of it, and where it comes from.
        literature_dimension: dim g according to the literature, or None. It is never evidence.
        notes: how the text was taken where it could mean something else.

    Every method that computes takes

        time_limit: seconds, or "10m", "2h". It ends with what is proved by then.
        memory_limit: bytes of the process, or "8G"; the same.
        threads: their number; no proof depends on it.
        progress: called with a liebound.Progress a few times a second, by the thread that called;
            when it returns False the computation ends as at a limit.

    and ends soon after Ctrl-C. A number that is not proved is never returned as if it were: see
    liebound.Number. The mathematics and the sources stand in the manual and in the headers of the
    library (include/liebound).
    """

    def __init__(self, source: str, settings: Mapping[str, Value] = {}, *,
                 texts: Mapping[str, bytes] = {}, states: Optional[str] = None,
                 format: Optional[str] = None, numbers: Optional[str] = None) -> None:
        self._source = source
        self._settings = {name: _value(name, value) for name, value in settings.items()}
        self._texts = dict(texts)
        self._states = states
        self._language = words_of(**{"from": format, "numbers": numbers})
        call = self._call("show", json=True)
        self._shown: Dict[str, Any] = json.loads(call.output)
        self.notes: Tuple[str, ...] = tuple(call.notes)
        for note in self.notes:
            warn(note, Note)

    def _call(self, command: str, progress: Optional[Listener] = None, **options: Any) -> Call:
        words = [*self._language, *words_of(**options)]
        if self._states is not None and command not in _WITHOUT_STATES:
            words += ["--states", self._states]
        words += ["--", self._source, *(f"{n}={value}" for n, value in self._settings.items())]
        return Call(command, words, self._texts).run(progress)

    def _result(self, kind: Type[Found], command: str, options: Dict[str, Any],
                progress: Optional[Listener]) -> Found:
        call = self._call(command, progress, quiet=True, json=True, **options)
        return kind(call, self.notes)

    # ---- What it is ----

    @property
    def name(self) -> str:
        return str(self._shown["ansatz"])

    @property
    def parameters(self) -> Dict[str, str]:
        return dict(self._shown["parameters"])

    @property
    def title(self) -> str:
        """"tfim-open n=4": the name and every parameter."""
        settings = (f"{name}={value}" for name, value in self.parameters.items())
        return " ".join(word for word in (self.name, *settings) if word)

    @property
    def qubits(self) -> int:
        return int(self._shown["qubits"])

    @property
    def states(self) -> Tuple[str, ...]:
        return tuple(self._shown["states"])

    @property
    def generators(self) -> Tuple[Generator, ...]:
        return tuple(Generator(g["name"], pauli_sum(g["terms"]))
                     for g in self._shown["expanded_generators"])

    @property
    def about(self) -> str:
        return str(self._shown["about"])

    @property
    def reference(self) -> str:
        return str(self._shown["reference"])

    @property
    def literature_dimension(self) -> Optional[int]:
        told = self._shown["literature_dimension"]
        return None if told is None else integer(told)

    @property
    def alg(self) -> str:
        """The ansatz in the .alg language, expanded; `parse` reads it again."""
        return self._call("show").output

    def save(self, path: PathLike) -> None:
        """Write `alg` to a file, for `open` and for the command line."""
        with io.open(path, "w", encoding="utf-8") as stream:
            stream.write(self.alg)

    def __repr__(self) -> str:
        return (f"<Ansatz {self.title}: {self.qubits} qubits, "
                f"{self._shown['generators']} generators>")

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td style='text-align:left'>{html_text(g.name)}</td>"
                       f"<td style='text-align:left'>{html_text(g.terms)}</td></tr>"
                       for g in self.generators[:20])
        more = len(self.generators) - 20
        if more > 0:
            rows += f"<tr><td colspan=2>and {more} more</td></tr>"
        return (f"<table><caption>{html_text(repr(self)[1:-1])}</caption>"
                f"<tbody>{rows}</tbody></table>")

    # ---- Others like it ----

    def with_states(self, *states: Any) -> "Ansatz":
        """The same with other training states.

        Either texts as in the .alg language: "plus", "zero", "ghz", "0+1-", "stabilizer XX ZZ". Or
        vectors, of shape (2^n,), in the order of numpy.kron, or a dictionary of them by name. They
        need not be normalized. Integers, fractions and complex numbers of integers are exact; any
        other float makes its vector floating, and little can be proved of such a state.
        """
        if not states:
            raise UsageError("with_states needs a state")
        if all(isinstance(state, str) for state in states):
            lines = [line for line in self.alg.splitlines() if not line.startswith("state ")]
            lines += [f"state {state}" for state in states]
            return parse("\n".join(lines) + "\n", name=self.name or "ansatz")
        vectors: Dict[str, Iterable[Any]] = {}
        for state in states:
            named = state if isinstance(state, Mapping) else {f"v{len(vectors)}": state}
            vectors.update(named)
        text = "".join(vector_text(name, vector) for name, vector in vectors.items())
        return self._with(states="states", texts={**self._texts, "states": text.encode()})

    def _with(self, states: str, texts: Mapping[str, bytes]) -> "Ansatz":
        other = object.__new__(Ansatz)
        other.__dict__.update(self.__dict__, _states=states, _texts=dict(texts))
        other._shown = json.loads(other._call("show", json=True).output)
        return other

    def _as_source(self, number: int, swept: Iterable[str]) -> Tuple[str, Dict[str, bytes]]:
        """The operand of a table, and the texts that belong to it."""
        own = set(self._settings) - set(swept)
        if self._states is not None:
            raise UsageError("a table takes the states of the ansatz, and no vectors")
        if not own and not self._language:
            return self._source, self._texts
        name = f"{self.name or 'ansatz'}-{number}"
        return name, {name: self.alg.encode()}

    # ---- What can be computed ----

    def dim(self, *, basis: bool = False, enumerate: bool = False, no_symmetry: bool = False,
            method: Optional[str] = None, checkpoint: Optional[PathLike] = None,
            time_limit: Time = None, memory_limit: Size = None, threads: Optional[int] = None,
            progress: Optional[Listener] = None) -> results.Dimension:
        """dim g, the dimension of the dynamical Lie algebra, proved by a closed basis over Q and
        independent elements modulo a prime, or by identifying the algebra of single strings.

        basis: give the reduced basis, too. enumerate: search for one also where the dimension is
        known without. checkpoint: a file that keeps the state of the search, and from which it goes
        on. method: "automatic", "sparse" or "dense".
        """
        options = dict(basis=basis, enumerate=enumerate, no_symmetry=no_symmetry, method=method,
                       checkpoint=checkpoint, time_limit=time_limit, memory_limit=memory_limit,
                       threads=threads)
        return self._result(results.Dimension, "dim", options, progress)

    def structure(self, *, centre: bool = False, torus: bool = False, time_limit: Time = None,
                  memory_limit: Size = None, threads: Optional[int] = None,
                  progress: Optional[Listener] = None) -> results.Structure:
        """Centre, derived algebra, rank, simple ideals over R and sectors of g, proved
        (proofs/structure.md). centre, torus: give bases of the centre and of a maximal torus."""
        options = dict(centre=centre, torus=torus, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Structure, "structure", options, progress)

    def orbit(self, *, state: State = None, joint: bool = False, no_sectors: bool = False,
              time_limit: Time = None, memory_limit: Size = None, threads: Optional[int] = None,
              progress: Optional[Listener] = None) -> results.Orbit:
        """Orbit and sector dimensions of the training states, proved: the orbit dimension,
        rank { X psi : X in g } modulo i psi, is the maximal rank of the QFIM, and at most dim g
        restricted to the sector. state: only the one of this number. joint: only all together."""
        options = dict(state=state, joint=joint, no_sectors=no_sectors, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Orbit, "orbit", options, progress)

    def bound(self, *, state: State = None, layers: Optional[int] = None, seeds: Optional[int] = None,
              seed: Optional[int] = None, no_dimension: bool = False, time_limit: Time = None,
              memory_limit: Size = None, threads: Optional[int] = None,
              progress: Optional[Listener] = None) -> results.Bound:
        """The maximal rank R of the QFIM, and M_c, the least number of angles that reaches it, from
        both sides (proofs/overparametrization.md; Larocca et al., Nat. Comput. Sci. 3, 542, 2023).

        state: only the one of this number. layers: of the exact rank, as many as it takes when
        None. seeds: simulations of each state, for comparison. no_dimension: leave out dim g.
        """
        options = dict(state=state, layers=layers, seeds=seeds, seed=seed,
                       no_dimension=no_dimension, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Bound, "bound", options, progress)

    def rank(self, *, layers: int = 1, angles: Optional[int] = None, state: State = None,
             seeds: Optional[int] = None, seed: Optional[int] = None,
             precision: Optional[int] = None, no_dimension: bool = False, time_limit: Time = None,
             memory_limit: Size = None, threads: Optional[int] = None,
             progress: Optional[Listener] = None) -> results.Rank:
        """The rank of the QFIM of a circuit of so many layers, or of its first `angles` angles:
        exact, with a proved upper bound, and simulated at random angles.

        F_jk = 4 Re[<d_j psi|d_k psi> - <d_j psi|psi><psi|d_k psi>]. state: only the one of this
        number, and then the spectra have the singular values of the tangents. precision: simulate
        with so many bits.
        """
        one = len(self.states) <= 1 or state not in (None, "all")
        options = dict(layers=layers, angles=angles, state=state, seeds=seeds, seed=seed,
                       precision=precision, no_dimension=no_dimension,
                       spectrum=os.devnull if one else None, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Rank, "rank", options, progress)

    def hessian(self, *, layers: int = 1, angles: Optional[int] = None, state: State = None,
                observable: Union[str, PauliSum, None] = None, target: Optional[str] = None,
                optimum: bool = False, seeds: Optional[int] = None, seed: Optional[int] = None,
                time_limit: Time = None, memory_limit: Size = None, threads: Optional[int] = None,
                progress: Optional[Listener] = None) -> results.Hessian:
        """The Hessian of the expectation value of the observable (minus the sum of the generators
        where the ansatz states none), or of the infidelity to the state or unitary in the file
        `target`, at random angles, or with optimum=True at a local minimum; and what bounds its
        rank there (Theorem 3 of Larocca et al.). Floating point but for the bound."""
        options = dict(layers=layers, angles=angles, state=state, observable=observable,
                       target=target, optimum=optimum, seeds=seeds, seed=seed,
                       time_limit=time_limit, memory_limit=memory_limit, threads=threads)
        return self._result(results.Hessian, "hessian", options, progress)

    def capacity(self, *, layers: int = 1, angles: Optional[int] = None, seeds: Optional[int] = None,
                 seed: Optional[int] = None, data: Optional[int] = None, time_limit: Time = None,
                 memory_limit: Size = None, threads: Optional[int] = None,
                 progress: Optional[Listener] = None) -> results.Capacity:
        """The capacity measures D1 (Haug, Bharti and Kim, PRX Quantum 2, 040309) and D2 (Abbas et
        al., Nat. Comput. Sci. 1, 403), and the effective dimension for so many data. Floating point
        but for the bound."""
        options = dict(layers=layers, angles=angles, seeds=seeds, seed=seed, data=data,
                       time_limit=time_limit, memory_limit=memory_limit, threads=threads)
        return self._result(results.Capacity, "capacity", options, progress)

    def symmetries(self, *, basis: bool = False, time_limit: Time = None,
                   memory_limit: Size = None, threads: Optional[int] = None,
                   progress: Optional[Listener] = None) -> results.Symmetries:
        """What commutes with every generator, and the sectors it makes, proved. basis: give a basis
        of the commutant where it is small."""
        options = dict(basis=basis, time_limit=time_limit, memory_limit=memory_limit,
                       threads=threads)
        return self._result(results.Symmetries, "symmetries", options, progress)

    def variance(self, *, observable: Union[str, PauliSum, None] = None, state: State = None,
                 time_limit: Time = None, memory_limit: Size = None, threads: Optional[int] = None,
                 progress: Optional[Listener] = None) -> results.Variance:
        """Mean and variance of the loss of deep circuits, exact and proved: those of U Haar
        distributed on the group of g (include/liebound/variance.h has the sources). observable: a
        sum such as "Z[0] Z[1] - 1/2 X[0]"; that of the ansatz, or its first generator, when None."""
        options = dict(observable=observable, state=state, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Variance, "variance", options, progress)

    def train(self, *, layers: int = 1, starts: Optional[int] = None, steps: Optional[int] = None,
              optimizer: Optional[str] = None, rate: Optional[float] = None,
              below: Optional[float] = None, observable: Union[str, PauliSum, None] = None,
              state: State = None, seed: Optional[int] = None, time_limit: Time = None,
              memory_limit: Size = None, threads: Optional[int] = None,
              progress: Optional[Listener] = None) -> results.Training:
        """Minimize the expectation value of the observable from random starts, by "lbfgs" or
        "adam", beside what is proved of the circuit. Floating point but for that."""
        options = dict(layers=layers, starts=starts, steps=steps, optimizer=optimizer, rate=rate,
                       below=below, observable=observable, state=state, seed=seed,
                       time_limit=time_limit, memory_limit=memory_limit, threads=threads)
        return self._result(results.Training, "train", options, progress)

    def command(self, name: str, *, progress: Optional[Listener] = None,
                **options: Any) -> results.Result:
        """Any other command that prints JSON, with its options: command("noise", p="0,1e-3"). What
        it found is in `data`."""
        return self._result(results.Result, name, options, progress)

    def draw(self, *, layers: int = 1) -> Drawing:
        """The circuit as a picture, gates as they are written."""
        return Drawing(lambda form: self._call("draw", layers=layers, format=form).output)

    def constants(self, *, basis: str = "reduced", killing: bool = False, time_limit: Time = None,
                  memory_limit: Size = None, threads: Optional[int] = None,
                  progress: Optional[Listener] = None) -> results.Constants:
        """Structure constants of g, exact, in the reduced basis of `dim`, or with basis="nested" in
        one of the shortest nested commutators. killing: give the Killing form, too."""
        options = dict(basis=basis, killing=killing, time_limit=time_limit,
                       memory_limit=memory_limit, threads=threads)
        return self._result(results.Constants, "constants", options, progress)


def _value(name: str, value: Value) -> str:
    if not name.isidentifier():
        raise UsageError(f"{name!r} is no name of a parameter")
    if not isinstance(value, (int, float, str, Fraction)) or isinstance(value, bool):
        raise UsageError(f"{name} = {value!r}: a number or a word is expected")
    return str(value)


def load(name: str, /, *, states: Optional[PathLike] = None, **parameters: Value) -> Ansatz:
    """An ansatz of the catalogue: load("tfim-open", n=6). `catalogue` lists it.

    states: a file of training states by their amplitudes, in place of those of the ansatz.
    """
    if os.sep in name or "." in name:
        raise UsageError(f"{name!r} is no name of the catalogue: liebound.open reads files")
    return Ansatz(name, parameters, states=None if states is None else os.fspath(states))


def open(path: PathLike, /, *, states: Optional[PathLike] = None, format: Optional[str] = None,
         numbers: Optional[str] = None, **parameters: Value) -> Ansatz:
    """An ansatz in a file: .alg, OpenQASM, or operators as other packages print them.

    format: "alg", "qasm", "strings", "qiskit", "formula" or "matrix", recognized when None.
    numbers: what a number means that is an angle in OpenQASM: "own" (an angle of its own, or a fixed
    gate where it is a multiple of pi/2), "equal" (equal numbers are one angle) or "all" (always an
    angle of its own). The file is read once; graphs are looked up beside it.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as reason:
        raise FileError(f"cannot open {os.fspath(path)}: {reason.strerror}") from reason
    name = os.path.join(os.curdir, path) if not os.path.dirname(path) else os.fspath(path)
    return Ansatz(name, parameters, texts={name: data}, format=format, numbers=numbers,
                  states=None if states is None else os.fspath(states))


def parse(text: Union[str, bytes], /, *, name: str = "ansatz", states: Optional[PathLike] = None,
          format: Optional[str] = None, numbers: Optional[str] = None,
          **parameters: Value) -> Ansatz:
    """The same from a text. name: what it is called where it does not say, and in errors."""
    data = text.encode() if isinstance(text, str) else bytes(text)
    return Ansatz(name, parameters, texts={name: data}, format=format, numbers=numbers,
                  states=None if states is None else os.fspath(states))


def catalogue() -> Tuple[Entry, ...]:
    """The ansatz families that come with the library."""
    data = json.loads(Call("list", ["--json"]).run().output)
    return tuple(Entry(**entry) for entry in data["catalogue"])
