"""What training states see: orbits, maximal ranks and M_c, ranks of circuits, capacity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Dict, List, Optional, Tuple

from ..numbers import Number, integer, number, spectrum
from .base import Result, Row, Theorem, WithDimension, theorem_of


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


class Orbit(WithDimension):
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

    @property
    def evidence(self) -> str:
        """How `orbit` is known."""
        return self.orbit.evidence

    def _main(self) -> Optional[StateOrbit]:
        return self.joint or (self.states[0] if self.states else None)

    @property
    def orbit(self) -> Number:
        """Of the only state, or of all together."""
        main = self._main()
        return main.orbit if main else Number(0, None, super().evidence)

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
        return [*rows, *self._dimension_rows(), ("evidence", self.evidence, "")]


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
    return Exact(int(data["rank"]), data["layers"], data["angles"], data["status"] == "proved",
                 data["error"], data["saturated"], tuple(data["reached"]))


def _simulation(data: Optional[Dict[str, Any]]) -> Optional[Simulation]:
    if not data:
        return None
    return Simulation(data["rank"], data["angles"], data["gap"], data["agreement"])


def _state_bound(data: Dict[str, Any], shared: bool) -> StateBound:
    orbit = number(data, "orbit_dimension", data.get("orbit_dimension_at_most_by"))
    exact = _exact(data.get("exact"))
    # With shared angles circuits reach less than the orbit, which is only an upper bound then.
    least = (exact.rank if exact else 0) if shared else orbit.at_least
    critical = _critical(data.get("critical_angles"))
    layers = data["critical_angles"]["layers"] if critical.proved else None
    return StateBound(
        data.get("state", "joint"), Number(least, orbit.at_most, orbit.evidence), critical, layers,
        orbit, number(data, "sector_dimension", data.get("sector_dimension_at_most_by")),
        theorem_of(data.get("orbit_theorem")), exact, data.get("not_certified"),
        _simulation(data.get("float")))


class Bound(WithDimension):
    """The maximal rank R of the QFIM and the critical number of angles M_c, from both sides, by
    `Ansatz.bound`. `rank`, `orbit` and `sector` are those of the only state, or of all jointly."""

    @property
    def proved(self) -> bool:
        """R and M_c, of every state and of all jointly."""
        asked = [*self.states, *([self.joint] if self.joint else [])]
        return bool(asked) and all(s.rank.proved and s.critical.proved for s in asked)

    @property
    def evidence(self) -> str:
        """How `rank` is known, from above and from below."""
        if not (self.joint or self.states):
            return super().evidence
        above = f"at most {self.rank.at_most} by {self.rank.evidence}"
        if not self.exact:
            return above
        return f"{above}; at least {self.exact.rank} by the rank of a circuit modulo a prime"

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
        nothing = Number(0, None, super().evidence)
        return StateBound("", nothing, nothing, None, nothing, nothing, None, None, None, None)

    @property
    def rank(self) -> Number:
        """R, the maximal rank of the QFIM over all angles and depths."""
        return self._main.rank

    @property
    def critical(self) -> Number:
        """M_c, the least number of angles at which the rank is R; of several states that at which
        every single one has reached its own (the definition of arXiv:2109.11676)."""
        told = self.data.get("critical_angles")
        return _critical(told) if told else self._main.critical

    @property
    def layers(self) -> Optional[int]:
        """The layers of M_c angles, where it is proved."""
        return self.data["critical_angles"]["layers"] if self.critical.proved else None

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
        return [*rows, ("evidence", self.evidence, "")]

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

    @property
    def evidence(self) -> str:
        """How `rank` is known: from below by exact ranks modulo primes."""
        return f"at most {self.rank.at_most} by {self.rank.evidence}" if self.states else \
            super().evidence

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
        return StateRank("", Number(0, None, super().evidence), None, None, "undetermined", ())

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
