"""What the computations return: the numbers of the library's JSON objects, with Python's types.

Every result has

    proved: whether the numbers that it is about are proved; if not, bounds are, and `evidence` says
        why. Floating point is never proved.
    undecided: a limit, or an interruption by `progress`, came before the end.
    disagrees: two numbers that must agree do not.
    evidence: one sentence: how the main number is known, or which limit came first.
    notes: what else there is to say.
    data, json: everything, as a dictionary, and as the text that `liebound COMMAND --json` prints.
    seconds: what it took.
    certificate(): where there is one, for liebound.check.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from . import _library as native
from ._call import Call
from .errors import Disagreement, Note, UsageError, warn
from .numbers import (Ideal, Number, PauliSum, algebra_latex, decimal, decimal_latex, html_text,
                      ideals, integer, number, pauli_sum, spectrum)

__all__ = [
    "Result", "Dimension", "Structure", "Sector", "Orbit", "StateOrbit", "Bound", "StateBound",
    "Exact", "Simulation", "Rank", "StateRank", "Spectrum", "Hessian", "HessianAt", "Capacity",
    "StateCapacity", "Constants", "Literature", "Theorem",
]

Row = Tuple[str, object, str]


@dataclass(frozen=True)
class Literature:
    """The dimension that the literature gives; `agrees` is None while the bounds do not decide."""

    dimension: int
    agrees: Optional[bool]
    reference: str


@dataclass(frozen=True)
class Theorem:
    """A number that Coq has proved for every size of a family, such as "every n >= 2 (FILE)"."""

    value: int
    proved_for: str


def _theorem(data: Optional[Dict[str, Any]]) -> Optional[Theorem]:
    return Theorem(integer(data["value"]), data["proved_for"]) if data else None


class Result:
    """What a computation found. See the module."""

    def __init__(self, call: Call, known_notes: Sequence[str] = ()) -> None:
        self._call: Optional[Call] = call
        self.json: str = call.output
        self.data: Dict[str, Any] = json.loads(self.json)
        notes = list(self.data.get("notes") or [])
        notes += [note for note in call.notes if note not in notes]
        self.notes: Tuple[str, ...] = tuple(notes)
        self.undecided: bool = call.status == native.UNDECIDED
        self.disagrees: bool = call.status == native.DISAGREE
        for note in self.notes:
            if note not in known_notes:
                warn(note, Note)
        if self.disagrees:
            warn(f"{self!r}: numbers that must agree do not", Disagreement)

    def __getstate__(self) -> Dict[str, Any]:
        """Copies, also those for other processes, have all but what certificates are written from."""
        return {**self.__dict__, "_call": None}

    @property
    def proved(self) -> bool:
        return False

    @property
    def title(self) -> str:
        """"tfim-open n=4": the ansatz and its parameters."""
        settings = self.data.get("settings", self.data.get("parameters"))
        words = [self.data["ansatz"], *(f"{n}={v}" for n, v in settings.items())]
        return " ".join(word for word in words if word)

    @property
    def evidence(self) -> str:
        return self.data.get("evidence") or ""

    @property
    def seconds(self) -> float:
        return self.data.get("seconds", 0.0)

    def certificate(self, path: Union[str, "os.PathLike[str]", None] = None) -> Optional[bytes]:
        """The certificate of what is proved here, which `liebound.check` verifies: its bytes, or
        written to a file, compressed when its name ends in .gz. UsageError where there is none."""
        if self._call is None:
            raise UsageError("a copy of a result has no certificate")
        if path is not None:
            self._call.certificate(os.fspath(path))
            return None
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "cert")
            self._call.certificate(file)
            with open(file, "rb") as stream:
                return stream.read()

    def _rows(self) -> List[Row]:
        """What there is to show: names, values, and what they are worth."""
        return [("evidence", self.evidence, "")]

    def __repr__(self) -> str:
        name, value, worth = self._rows()[0]
        return f"<{type(self).__name__} of {self.title}: {name} {value}, {worth}>"

    def __str__(self) -> str:
        rows = [(name, str(value), worth) for name, value, worth in self._rows()]
        width = max(len(name) for name, _, _ in rows)
        lines = [f"{name:<{width}}  {value}   {worth}".rstrip() for name, value, worth in rows]
        return "\n".join([self.title, *lines])

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><th style='text-align:left'>{html_text(name)}</th>"
            f"<td style='text-align:left'>{html_text(value)}</td><td>{html_text(worth)}</td></tr>"
            for name, value, worth in self._rows())
        return (f"<table><caption>{html_text(self.title)}</caption><tbody>{cells}</tbody></table>")

    def _repr_latex_(self) -> Optional[str]:
        return None


class _WithDimension(Result):
    """The members about dim g, which several results share."""

    @property
    def proved(self) -> bool:
        return self.dim.proved

    @cached_property
    def dim(self) -> Number:
        """dim g, the dimension of the dynamical Lie algebra over the real numbers."""
        return number(self.data)

    @property
    def algebra(self) -> Optional[str]:
        """The isomorphism type, such as "2 su(8) + u(1)", where it was identified."""
        return self.data.get("algebra")

    @property
    def formula(self) -> Optional[str]:
        """dim g as the sum that the type gives, such as "2 * 63 + 1"."""
        return self.data.get("formula")

    @property
    def ideals(self) -> Optional[Tuple[Ideal, ...]]:
        return ideals(self.data.get("ideals"))

    @property
    def literature(self) -> Optional[Literature]:
        """What the ansatz states as known; never evidence."""
        told = self.data.get("literature")
        if not told:
            return None
        return Literature(integer(told["dimension"]), told["agrees"], told["reference"])

    @property
    def theorem(self) -> Optional[Theorem]:
        return _theorem(self.data.get("theorem"))

    def _dimension_rows(self) -> List[Row]:
        rows: List[Row] = [("dim g", self.dim, self.dim.status)]
        if self.algebra:
            rows.append(("algebra", self.algebra, "proved"))
        if self.literature:
            words = {True: "agrees", False: "DISAGREES", None: "not decided"}
            rows.append(("literature", decimal(self.literature.dimension), words[self.literature.agrees]))
        return rows


class Dimension(_WithDimension):
    """dim g, by `Ansatz.dim`. int(result) is the dimension, and raises Undecided unless proved."""

    @property
    def dimension(self) -> int:
        """dim g; raises Undecided where it is not proved."""
        return self.dim.value

    def __int__(self) -> int:
        return self.dim.value

    __index__ = __int__

    @property
    def at_least(self) -> int:
        return self.dim.at_least

    @property
    def at_most(self) -> Optional[int]:
        """The proved upper bound; None where there is none."""
        terms = self.data.get("single_terms")
        if self.dim.at_most is None and terms:
            return integer(terms["dimension"])
        return self.dim.at_most

    @property
    def symmetry_order(self) -> int:
        """How many qubit permutations, that fix every generator, the search used; 1 for none."""
        return integer(self.data.get("symmetry_order") or 1)

    @property
    def statistics(self) -> Dict[str, int]:
        """Brackets, strings, terms of the longest row and of the basis, primes."""
        return dict(self.data.get("statistics") or {})

    @cached_property
    def basis(self) -> Optional[Tuple[PauliSum, ...]]:
        """A basis of g over the rational numbers, when it was asked for and found."""
        rows = self.data.get("basis")
        return tuple(pauli_sum(row) for row in rows) if rows is not None else None

    def _rows(self) -> List[Row]:
        return [*self._dimension_rows(), ("evidence", self.evidence, "")]

    def _repr_latex_(self) -> str:
        g = rf"\mathfrak{{g}} \cong {algebra_latex(self.algebra)},\quad " if self.algebra else ""
        if self.dim.proved:
            return rf"${g}\dim\mathfrak{{g}} = {decimal_latex(self.dimension)}$"
        above = "" if self.at_most is None else rf" \leq {decimal_latex(self.at_most)}"
        return rf"${decimal_latex(self.at_least)} \leq \dim\mathfrak{{g}}{above}$"


@dataclass(frozen=True)
class Sector:
    """An invariant subspace: where each symmetry, a Pauli string, has the eigenvalue +1 or -1; and
    the algebra by which g acts on it."""

    symmetries: Dict[str, int]
    dimension: int
    algebra: str


class Structure(_WithDimension):
    """Centre, rank, simple ideals and sectors of g, by `Ansatz.structure`."""

    @property
    def proved(self) -> bool:
        return isinstance(self.data.get("algebra"), dict) and self.data["status"] == "proved"

    def _number(self, key: str) -> Number:
        told = self.data.get(key)
        if isinstance(told, dict):
            value = told["value"]
            if value is not None:
                return Number(integer(value), integer(value), self.evidence)
            return Number(0, None, self.evidence)
        return number(self.data, key, self.evidence)

    @cached_property
    def dim(self) -> Number:
        return self._number("dimension")

    @property
    def centre(self) -> Number:
        """The dimension of the centre."""
        return self._number("centre")

    @property
    def derived(self) -> Number:
        """The dimension of [g, g], which is semisimple."""
        return self._number("derived")

    @property
    def rank(self) -> Number:
        """The dimension of a maximal torus."""
        return self._number("rank")

    @property
    def algebra(self) -> Optional[str]:
        told = self.data.get("algebra")
        return told["value"] if isinstance(told, dict) else told

    @property
    def sectors(self) -> Tuple[Sector, ...]:
        return tuple(Sector(s["symmetries"], integer(s["dimension"]), s["algebra"])
                     for s in self.data.get("sectors") or ())

    def _vectors(self, key: str) -> Optional[Tuple[PauliSum, ...]]:
        rows = self.data.get(key)
        return tuple(pauli_sum(row) for row in rows) if rows is not None else None

    @property
    def centre_basis(self) -> Optional[Tuple[PauliSum, ...]]:
        """A basis of the centre, with centre=True."""
        return self._vectors("centre_basis")

    @property
    def torus_basis(self) -> Optional[Tuple[PauliSum, ...]]:
        """A basis of a maximal torus, with torus=True."""
        return self._vectors("torus_basis")

    def _rows(self) -> List[Row]:
        rows = self._dimension_rows()
        if self.centre.proved:
            rows.append(("centre", self.centre, "proved"))
            rows.append(("semisimple part", self.derived, self.derived.status))
        if self.rank.proved:
            rows.append(("rank", self.rank, "proved"))
        for sector in self.sectors:
            signs = ", ".join(f"{s} = {sign:+d}" for s, sign in sector.symmetries.items())
            rows.append((f"sector {signs}", sector.algebra, "proved"))
        return [*rows, ("evidence", self.evidence, "")]

    def _repr_latex_(self) -> Optional[str]:
        if not self.algebra:
            return None
        return rf"$\mathfrak{{g}} \cong {algebra_latex(self.algebra)}$"


@dataclass(frozen=True)
class StateOrbit:
    """What a training state sees of g.

    Attributes:
        state: its name; "joint" for all of them together.
        orbit: the dimension of the orbit of its ray, the maximal rank of the QFIM of deep circuits.
        sector: the dimension of g restricted to the smallest invariant space that contains it;
            None where it was left out.
    """

    state: str
    orbit: Number
    sector: Optional[Number]


def _orbit(data: Dict[str, Any], name: str) -> StateOrbit:
    sector = data.get("sector")
    return StateOrbit(name, number(data["orbit"]), number(sector) if sector else None)


class Orbit(_WithDimension):
    """Orbit and sector dimensions, by `Ansatz.orbit`."""

    @property
    def proved(self) -> bool:
        asked = [*self.states, *([self.joint] if self.joint else [])]
        return bool(asked) and all(s.orbit.proved and (s.sector is None or s.sector.proved)
                                   for s in asked)

    @property
    def states(self) -> Tuple[StateOrbit, ...]:
        return tuple(_orbit(s, s["state"]) for s in self.data.get("states") or ())

    @property
    def joint(self) -> Optional[StateOrbit]:
        """Of all states together, where there are several."""
        told = self.data.get("joint")
        return _orbit(told, "joint") if told else None

    def _main(self) -> Optional[StateOrbit]:
        return self.joint or (self.states[0] if self.states else None)

    @property
    def orbit(self) -> Number:
        """Of the only state, or of all together."""
        main = self._main()
        return main.orbit if main else Number(0, None, self.evidence)

    @property
    def sector(self) -> Optional[Number]:
        """Of the only state, or of all together."""
        main = self._main()
        return main.sector if main else None

    def _rows(self) -> List[Row]:
        rows: List[Row] = [("orbit dimension", self.orbit, self.orbit.status)]
        if self.sector:
            rows.append(("sector dimension", self.sector, self.sector.status))
        if len(self.states) > 1:
            rows += [(f"orbit of {s.state}", s.orbit, s.orbit.status) for s in self.states]
        return [*rows, *self._dimension_rows(), ("evidence", self.orbit.evidence, "")]


@dataclass(frozen=True)
class Exact:
    """The exact rank of a circuit, modulo primes.

    Attributes:
        rank: of the QFIM, at integer points: a proved lower bound of R(M).
        layers, angles: of the circuit, L and M.
        proved: it is R(M); otherwise R(M) is larger with a probability of at most `error`.
        saturated: more layers do not make it larger, proved or but for that probability.
        reached: reached[i] angles already have the rank i + 1.
    """

    rank: int
    layers: int
    angles: int
    proved: bool
    error: Optional[float]
    saturated: bool
    reached: Tuple[int, ...]


@dataclass(frozen=True)
class Simulation:
    """A rank in floating point, beside the proved one: an estimate, never a proof.

    Attributes:
        rank: the largest over the seeds, with `angles` angles.
        gap: the ratio of the last singular value that counts to the next; None where all count.
        agreement: "agrees", "unresolved", "disagrees" or "not compared".
    """

    rank: int
    angles: int
    gap: Optional[float]
    agreement: str


@dataclass(frozen=True)
class StateBound:
    """What is known of one training state, or of all jointly.

    Attributes:
        state: its name, or "joint".
        rank: R, the maximal rank of the QFIM at any depth.
        critical: M_c, the least number of angles that reaches R.
        layers: the layers of M_c angles; None where it is not proved.
        orbit, sector: the dimensions of the orbit and of g restricted to the sector.
        orbit_theorem: what Coq has proved of the orbit for every size, or None.
        exact: the exact rank, or None, and then `not_certified` says why.
        floating: the simulation, or None.
    """

    state: str
    rank: Number
    critical: Number
    layers: Optional[int]
    orbit: Number
    sector: Number
    orbit_theorem: Optional[Theorem]
    exact: Optional[Exact]
    not_certified: Optional[str]
    floating: Optional[Simulation]


def _critical(data: Optional[Dict[str, Any]]) -> Number:
    if not data:
        return Number(0, None)
    return Number(integer(data["at_least"]), integer(data["at_most"]), "bounds from both sides")


def _exact(data: Optional[Dict[str, Any]]) -> Optional[Exact]:
    if not data:
        return None
    return Exact(int(data["rank"]), data["layers"], data["parameters"], data["status"] == "proved",
                 data["error"], data["saturated"], tuple(data["reached"]))


def _simulation(data: Optional[Dict[str, Any]]) -> Optional[Simulation]:
    if not data:
        return None
    return Simulation(data["rank"], data["parameters"], data["gap"], data["agreement"])


def _state_bound(data: Dict[str, Any], shared: bool) -> StateBound:
    orbit = number(data, "orbit_dimension", data.get("orbit_dimension_at_most_by"))
    exact = _exact(data.get("exact"))
    # With shared angles circuits reach less than the orbit, which is only an upper bound then.
    least = (exact.rank if exact else 0) if shared else orbit.at_least
    critical = _critical(data.get("critical_parameters"))
    layers = data["critical_parameters"]["layers"] if critical.proved else None
    return StateBound(
        data.get("state", "joint"), Number(least, orbit.at_most, orbit.evidence), critical, layers,
        orbit, number(data, "sector_dimension", data.get("sector_dimension_at_most_by")),
        _theorem(data.get("orbit_theorem")), exact, data.get("not_certified"),
        _simulation(data.get("float")))


class Bound(_WithDimension):
    """The maximal rank R of the QFIM and the critical number of angles M_c, from both sides, by
    `Ansatz.bound`. `rank`, `orbit` and `sector` are those of the only state, or of all jointly."""

    @property
    def proved(self) -> bool:
        """R and M_c, of every state and of all jointly."""
        asked = [*self.states, *([self.joint] if self.joint else [])]
        return bool(asked) and all(s.rank.proved and s.critical.proved for s in asked)

    @cached_property
    def states(self) -> Tuple[StateBound, ...]:
        return tuple(_state_bound(s, self._shared) for s in self.data.get("states") or ())

    @cached_property
    def joint(self) -> Optional[StateBound]:
        told = self.data.get("joint")
        return _state_bound(told, self._shared) if told else None

    @property
    def _shared(self) -> bool:
        return bool((self.data.get("layer") or {}).get("shared_angles"))

    @property
    def _main(self) -> StateBound:
        if self.joint or self.states:
            return self.joint or self.states[0]
        nothing = Number(0, None, self.evidence)
        return StateBound("", nothing, nothing, None, nothing, nothing, None, None, None, None)

    @property
    def rank(self) -> Number:
        """R, the maximal rank of the QFIM over all angles and depths."""
        return self._main.rank

    @property
    def critical(self) -> Number:
        """M_c, the least number of angles at which the rank is R; of several states that at which
        every single one has reached its own (the definition of arXiv:2109.11676)."""
        told = self.data.get("critical_parameters")
        return _critical(told) if told else self._main.critical

    @property
    def layers(self) -> Optional[int]:
        """The layers of M_c angles, where it is proved."""
        return self.data["critical_parameters"]["layers"] if self.critical.proved else None

    @property
    def orbit(self) -> Number:
        return self._main.orbit

    @property
    def sector(self) -> Number:
        return self._main.sector

    @property
    def exact(self) -> Optional[Exact]:
        return self._main.exact

    @property
    def floating(self) -> Optional[Simulation]:
        return self._main.floating

    @property
    def limit(self) -> Optional[str]:
        """The limit that ended some of the computations."""
        return self.data.get("limit")

    def _rows(self) -> List[Row]:
        rows: List[Row] = [("maximal rank R", self.rank, self.rank.status),
                           ("M_c", self.critical, self.critical.status)]
        if self.layers is not None:
            rows.append(("layers of M_c", self.layers, "proved"))
        rows += [("orbit dimension", self.orbit, self.orbit.status),
                 ("sector dimension", self.sector, self.sector.status)]
        rows += self._dimension_rows()
        if self.floating:
            rows.append(("floating point", self.floating.rank, self.floating.agreement))
        if len(self.states) > 1:
            rows += [(f"R, M_c of {s.state}", f"{s.rank}, {s.critical}",
                      "proved" if s.rank.proved and s.critical.proved else "undecided")
                     for s in self.states]
        if self.limit:
            rows.append(("limit", self.limit, ""))
        return rows

    def _repr_latex_(self) -> Optional[str]:
        if not (self.rank.proved and self.critical.proved):
            return None
        return f"$R = {self.rank},\\quad M_c = {self.critical}$"


@dataclass(frozen=True, eq=False)
class Spectrum:
    """A simulation at random angles: floating point.

    Attributes:
        seed: of the angles.
        rank: how many singular values exceed the tolerance.
        gap: the ratio of the last that counts to the next; None where all count.
        clear: the gap leaves no doubt.
        tolerance: below it nothing counts.
        residual: the values that are not listed are at most this.
        precision_bits: 53, or more.
        singular_values: of the tangent matrix T, decreasing, an array of shape (count,); the
            eigenvalues of the QFIM are four times their squares. None for several states at once.
    """

    seed: int
    rank: int
    gap: Optional[float]
    clear: bool
    tolerance: float
    residual: float
    precision_bits: int
    singular_values: Any

    @property
    def eigenvalues(self) -> Any:
        """Of the QFIM, decreasing: 4 s^2."""
        if self.singular_values is None:
            return None
        return spectrum([4 * s * s for s in self.singular_values])


@dataclass(frozen=True, eq=False)
class StateRank:
    """The rank of a circuit for one training state, or for all jointly.

    Attributes:
        state: its name, or "joint".
        rank: R(M), the largest rank over all angles, from both sides.
        float_rank, gap: of the simulation with the largest rank; None where there is none.
        agreement: of both: "agrees", "disagrees" or "undetermined".
        spectra: the simulations.
    """

    state: str
    rank: Number
    float_rank: Optional[int]
    gap: Optional[float]
    agreement: str
    spectra: Tuple[Spectrum, ...]


def _spectrum(run: Dict[str, Any]) -> Spectrum:
    return Spectrum(int(run["seed"]), run["float_rank"], run["gap"], run["clear"], run["tolerance"],
                    run["residual"], run["precision_bits"], spectrum(run.get("singular_values")))


def _state_rank(data: Dict[str, Any]) -> StateRank:
    rank = Number(data["lower_bound"] or 0, data["upper_bound"], data["upper_bound_evidence"])
    return StateRank(data["state"], rank, data["float_rank"], data["gap"], data["agreement"],
                     tuple(_spectrum(run) for run in data["runs"]))


class Rank(Result):
    """The rank of the QFIM of a circuit of `layers` layers, by `Ansatz.rank`."""

    @property
    def proved(self) -> bool:
        """The exact ranks, of every state and of all jointly."""
        asked = [*self.states, *([self.joint] if self.joint else [])]
        return bool(asked) and all(s.rank.proved for s in asked)

    @cached_property
    def states(self) -> Tuple[StateRank, ...]:
        return tuple(_state_rank(s) for s in self.data.get("states") or ())

    @cached_property
    def joint(self) -> Optional[StateRank]:
        told = self.data.get("joint")
        return _state_rank(told) if told else None

    @property
    def _main(self) -> StateRank:
        if self.joint or self.states:
            return self.joint or self.states[0]
        return StateRank("", Number(0, None, self.evidence), None, None, "undetermined", ())

    @property
    def rank(self) -> Number:
        """R(M), the largest rank over all angles of this circuit, of the only state or jointly."""
        return self._main.rank

    @property
    def layers(self) -> int:
        return self.data.get("layers", 0)

    @property
    def angles(self) -> int:
        """M."""
        return self.data.get("angles", 0)

    @property
    def float_rank(self) -> Optional[int]:
        return self._main.float_rank

    @property
    def spectra(self) -> Tuple[Spectrum, ...]:
        return self._main.spectra

    def _rows(self) -> List[Row]:
        rows: List[Row] = [("exact rank", self.rank, self.rank.status),
                           ("angles", self.angles, f"{self.layers} layers")]
        if self.float_rank is not None:
            rows.append(("floating point", self.float_rank, self._main.agreement))
        if len(self.states) > 1:
            rows += [(f"rank of {s.state}", s.rank, s.rank.status) for s in self.states]
        return [*rows, ("rank at most", self.rank.at_most, self.rank.evidence)]


@dataclass(frozen=True, eq=False)
class HessianAt:
    """The Hessian at one point: floating point.

    Attributes:
        seed: of the angles, or of the start of the minimization.
        value, gradient: the expectation value, and the Euclidean norm of its gradient.
        rank, negative: eigenvalues that exceed the tolerance in absolute value; of them, below 0.
        gap, clear, tolerance: as of a Spectrum, of absolute values.
        evaluations: of the expectation value by the minimization.
        eigenvalues: an array of shape (angles,), by decreasing absolute value.
    """

    seed: int
    value: float
    gradient: float
    rank: int
    negative: int
    gap: Optional[float]
    clear: bool
    tolerance: float
    evaluations: int
    eigenvalues: Any


class Hessian(Result):
    """The Hessian of an expectation value, by `Ansatz.hessian`."""

    @cached_property
    def points(self) -> Tuple[HessianAt, ...]:
        return tuple(
            HessianAt(int(run["seed"]), run["value"], run["gradient"], run["float_rank"],
                      run["negative"], run["gap"], run["clear"], run["tolerance"],
                      run["evaluations"], spectrum(run["eigenvalues"]))
            for run in self.data.get("runs") or ())

    @property
    def observable(self) -> PauliSum:
        return pauli_sum(self.data.get("observable") or ())

    @property
    def rank_at_most(self) -> Optional[int]:
        """What bounds the rank at a minimum on the orbit of the states."""
        return self.data.get("upper_bound_at_minimum")

    def _rows(self) -> List[Row]:
        name = "rank at a minimum" if self.data.get("optimum") else "rank"
        rows: List[Row] = [(f"{name}, seed {p.seed}", p.rank,
                            f"floating point; value {p.value:.6g}, gradient {p.gradient:.2g}")
                           for p in self.points]
        rows.append(("rank at a minimum at most", self.rank_at_most,
                     self.data.get("upper_bound_evidence") or ""))
        return rows


@dataclass(frozen=True)
class StateCapacity:
    """Capacity measures for one training state, or their average: floating point.

    Attributes:
        state: its name, or "average".
        d1: the effective quantum dimension, the mean rank of the QFIM at random angles.
        d2: the largest rank of the classical Fisher information, the limit of the next.
        effective_dimension: for finitely many data.
        at_most: the proved bound on d1 and d2.
    """

    state: str
    d1: float
    d2: int
    effective_dimension: float
    at_most: int


class Capacity(Result):
    """Two measures of capacity, by `Ansatz.capacity`; include/liebound/capacity.h defines them."""

    @cached_property
    def states(self) -> Tuple[StateCapacity, ...]:
        return tuple(StateCapacity(s["state"], s["d1"], s["d2"], s["effective_dimension"],
                                   s["upper_bound"])
                     for s in self.data.get("states") or () if s.get("d1") is not None)

    def _rows(self) -> List[Row]:
        rows: List[Row] = [(f"D1, D2 of {s.state}", f"{s.d1:g}, {s.d2}",
                            f"floating point; at most {s.at_most}") for s in self.states]
        return rows or [("D1, D2", "none", "undecided")]


class Constants(_WithDimension):
    """Structure constants, {B_i, B_j} = sum_k c[i, j, k] B_k with the bracket {A, B} = (i/2)[A, B],
    by `Ansatz.constants`. Indices count from 0."""

    @cached_property
    def dim(self) -> Number:
        if isinstance(self.data.get("dimension"), int):
            D = self.data["dimension"]
            return Number(D, D, "a closed basis")
        return number(self.data)

    @property
    def proved(self) -> bool:
        return "constants" in self.data

    @cached_property
    def basis(self) -> Tuple[PauliSum, ...]:
        """B_0, B_1, ..."""
        return tuple(pauli_sum(row) for row in self.data.get("basis") or ())

    @cached_property
    def constants(self) -> Dict[Tuple[int, int, int], Fraction]:
        """Those that are not 0, for i < j; the bracket is antisymmetric."""
        return {(i, j, k): Fraction(c) for i, j, k, c in self.data.get("constants") or ()}

    @cached_property
    def killing(self) -> Optional[Dict[Tuple[int, int], Fraction]]:
        """tr(ad B_i ad B_j) where it is not 0, for i <= j; with killing=True."""
        told = self.data.get("killing")
        return None if told is None else {(i, j): Fraction(c) for i, j, c in told}

    @property
    def words(self) -> Optional[Tuple[Tuple[int, ...], ...]]:
        """The basis as nested commutators of generators, (a, b, c) for {g_a, {g_b, g_c}}; with
        basis="words"."""
        told = self.data.get("words")
        return None if told is None else tuple(tuple(word) for word in told)

    def array(self) -> Any:
        """c[i, j, k] as a NumPy array of floats, of shape (D, D, D); both orders of i and j."""
        import numpy

        D = self.dim.value
        c = numpy.zeros((D, D, D))
        for (i, j, k), value in self.constants.items():
            c[i, j, k], c[j, i, k] = float(value), -float(value)
        return c

    def _rows(self) -> List[Row]:
        return [("dim g", self.dim, self.dim.status),
                ("constants that are not 0", len(self.constants), "i < j"),
                *([("evidence", self.evidence, "")] if self.evidence else [])]
