"""What is known of a loss: its Hessian, its variance, its training."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Dict, List, Optional, Tuple

from ..errors import Undecided
from ..numbers import Number, PauliSum, algebra_latex, integer, number, pauli_sum, spectrum
from ..surds import Exact, exact_latex, exact_number
from .base import Result, Row


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
class VarianceIdeals:
    """The part of simple ideals of one kind in the variance.

    Attributes:
        algebra: such as "2 su(4)"; field: over which they are defined, or None for the rationals.
        dimension: of one of them.
        purity_observable, purity_state: the g-purities of O and of the state, of all together.
        variance: what they add to it. Where there are square roots these numbers are Surds.
    """

    algebra: str
    field: Optional[str]
    dimension: int
    purity_observable: Exact
    purity_state: Exact
    variance: Exact


class Variance(Result):
    """Mean and variance of the loss Tr[U rho U^dagger O] of deep circuits, U Haar distributed on the
    group of g, exact and proved, by `Ansatz.variance`."""

    @property
    def proved(self) -> bool:
        """Mean and variance of the loss."""
        known = self.data.get("variance") and self.data["variance"]["status"] == "proved"
        return bool(known) and self.scope != "part in i g"

    def _exact(self, key: str) -> Exact:
        if not (self.data.get(key) and self.data[key]["status"] == "proved"):
            raise Undecided(None, None, self.evidence)
        return exact_number(self.data[key]["value"])

    def _of_the_loss(self, key: str) -> Exact:
        if self.scope == "part in i g":
            raise Undecided(None, None, "neither the observable nor the state lies in i g")
        return self._exact(key)

    @property
    def mean(self) -> Exact:
        """Of the loss; raises Undecided where it is not proved."""
        return self._of_the_loss("mean")

    @property
    def variance(self) -> Exact:
        """Of the loss; raises Undecided where it is not proved."""
        return self._of_the_loss("variance")

    @property
    def mean_in_g(self) -> Exact:
        """The same of the part of O that lies in i g or commutes with all generators; raises
        Undecided where only that of the loss is known."""
        if self.scope == "sectors of the state":
            raise Undecided(None, None, "the mean is that of the whole loss")
        return self._exact("mean")

    @property
    def variance_in_g(self) -> Exact:
        """The variance of the part of O in i g."""
        if self.scope == "sectors of the state":
            total: Exact = Fraction(0)
            for ideal in self.ideals:
                total = total + ideal.variance
            return total
        return self._exact("variance")

    @property
    def algebra(self) -> Optional[str]:
        return self.data.get("algebra")

    @property
    def observable(self) -> PauliSum:
        return pauli_sum(self.data.get("observable") or ())

    @property
    def state(self) -> str:
        return str(self.data.get("state", ""))

    @property
    def scope(self) -> Optional[str]:
        """"observable in i g", "state in i g" or, by all of su(d) there, "sectors of the state", where
        the numbers are those of the loss; else "part in i g": only those of the part of O that lies in
        i g or commutes with all generators are known, and `outside` is the rest."""
        return self.data.get("scope")

    @property
    def outside(self) -> PauliSum:
        return pauli_sum(self.data.get("outside") or ())

    @property
    def ideals(self) -> Tuple[VarianceIdeals, ...]:
        return tuple(VarianceIdeals(i["algebra"], i["field"], integer(i["dimension"]),
                                    exact_number(i["purity_observable"]), exact_number(i["purity_state"]),
                                    exact_number(i["variance"])) for i in self.data.get("ideals") or ())

    def _rows(self) -> List[Row]:
        if self.scope is None:
            return [("variance", "unknown", "undecided"), ("evidence", self.evidence, "")]
        what = "of the loss" if self.proved else "of the part of O in i g or that commutes with g"
        rows: List[Row] = [(f"variance {what}", self._exact("variance"), "proved"),
                           (f"mean {what}", self._exact("mean"), "proved")]
        if self.algebra:
            rows.append(("algebra", self.algebra, "proved"))
        return [*rows, ("scope", self.scope, ""), ("evidence", self.evidence, "")]

    def _repr_latex_(self) -> Optional[str]:
        if not self.proved:
            return None
        return rf"$\operatorname{{Var}} = {exact_latex(self.variance)}$"


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """One training: floating point.

    Attributes:
        end: why it ended, such as "converged".
        steps, evaluations: how many it took.
        first, best, last: losses; best_step: where the best was.
        gradient: the norm of the gradient at the end.
        best_angles: an array of shape (angles,).
    """

    end: str
    steps: int
    evaluations: int
    first: float
    best: float
    last: float
    best_step: int
    gradient: float
    best_angles: Any


class Training(Result):
    """Trainings from random starts, by `Ansatz.train`; losses count from the smallest possible, where
    that is known. `rank` and `critical` are what is proved of the circuit, R and M_c."""

    @property
    def layers(self) -> int:
        return int(self.data.get("layers", 0))

    @property
    def runs(self) -> Tuple[TrainingRun, ...]:
        return tuple(TrainingRun(r["end"], r["steps"], r["evaluations"], r["first"], r["best"],
                                 r["last"], r["best_step"], r["gradient"],
                                 spectrum(r["best_angles"])) for r in self.data.get("runs") or ())

    @property
    def ground_energy(self) -> Optional[float]:
        return (self.data.get("loss") or {}).get("ground_energy")

    @property
    def successes(self) -> Dict[float, int]:
        """How many runs came below a loss, by that loss."""
        return {f["below"]: f["best"] for f in self.data.get("fractions") or ()}

    def _bounds(self, key: str) -> Number:
        told = (self.data.get("proved") or {}).get(key)
        if not told:
            return Number(0, None, self.evidence)
        return Number(integer(told["at_least"]), integer(told["at_most"]), "bounds from both sides")

    @property
    def rank(self) -> Number:
        return self._bounds("rank")

    @property
    def critical(self) -> Number:
        return self._bounds("critical")

    def _rows(self) -> List[Row]:
        runs = self.runs
        rows: List[Row] = [("best loss", f"{min(r.best for r in runs):.6g}" if runs else "none",
                            f"floating point; {len(runs)} runs, {self.layers} layers")]
        if self.rank.at_most is not None:
            rows += [("maximal rank R", self.rank, self.rank.status),
                     ("M_c", self.critical, self.critical.status)]
        rows += [(f"loss below {below:g}", count, f"of {len(runs)} runs")
                 for below, count in self.successes.items()]
        return rows
