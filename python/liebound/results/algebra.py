"""What is known of the algebra: dimension, structure, structure constants, symmetries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Dict, List, Optional, Tuple

from ..errors import Undecided
from ..numbers import (Number, PauliSum, algebra_latex, decimal, decimal_latex, integer, number,
                       pauli_sum)
from ..surds import Exact, exact_number
from .base import Result, Row, WithDimension


class Dimension(WithDimension):
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
    def certificate_kind(self) -> Optional[str]:
        """What certificate() is: "strings", "closure" (a basis), or "sectors", where g is all that
        its symmetries allow; None where there is none."""
        return self.data.get("certificate_kind")

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


class Structure(WithDimension):
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


class Constants(WithDimension):
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
    def constants(self) -> Dict[Tuple[int, int, int], Exact]:
        """Those that are not 0, for i < j; the bracket is antisymmetric."""
        return {(i, j, k): exact_number(c) for i, j, k, c in self.data.get("constants") or ()}

    @cached_property
    def killing(self) -> Optional[Dict[Tuple[int, int], Exact]]:
        """tr(ad B_i ad B_j) where it is not 0, for i <= j; with killing=True."""
        told = self.data.get("killing")
        return None if told is None else {(i, j): exact_number(c) for i, j, c in told}

    @property
    def nested_commutators(self) -> Optional[Tuple[Tuple[int, ...], ...]]:
        """The basis as nested commutators of generators, (a, b, c) for {g_a, {g_b, g_c}}; with
        basis="nested"."""
        told = self.data.get("nested_commutators")
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


@dataclass(frozen=True)
class CommutantSector:
    """Invariant subspaces of one kind: `count` of them of some dimension, each with so many copies,
    on which circuits act in the same way."""

    count: int
    dimension: int
    copies: int


class Symmetries(Result):
    """What commutes with every generator, by `Ansatz.symmetries`."""

    @property
    def proved(self) -> bool:
        return self.dim.proved

    @cached_property
    def dim(self) -> Number:
        """The dimension of the commutant, an algebra of operators with complex coefficients."""
        return number(self.data)

    @property
    def sectors(self) -> Tuple[CommutantSector, ...]:
        return tuple(CommutantSector(integer(s["count"]), integer(s["dimension"]),
                                     integer(s["multiplicity"]))
                     for s in self.data.get("sectors") or ())

    @property
    def strings(self) -> Tuple[str, ...]:
        """Pauli strings that commute with every term, and are independent; `string_rank` counts
        them where not all are listed."""
        return tuple((self.data.get("strings") or {}).get("generators") or ())

    @property
    def string_rank(self) -> Optional[int]:
        told = self.data.get("strings")
        return told.get("rank") if told else None

    @property
    def permutations(self) -> Tuple[Tuple[int, ...], ...]:
        """Generators of the qubit permutations that fix every generator, q to p[q]."""
        return tuple(tuple(p) for p in self.data.get("permutations") or ())

    @property
    def sums(self) -> Tuple[PauliSum, ...]:
        """Other sums that commute with every generator."""
        return tuple(pauli_sum(s) for s in self.data.get("sums") or ())

    @property
    def basis(self) -> Optional[Tuple[PauliSum, ...]]:
        """A basis of the commutant, with basis=True, where it is small."""
        rows = self.data.get("basis")
        return tuple(pauli_sum(row) for row in rows) if rows is not None else None

    def _rows(self) -> List[Row]:
        rows: List[Row] = [("commutant", self.dim, self.dim.status)]
        rows += [(f"sectors of dimension {decimal(s.dimension)}", decimal(s.count),
                  f"proved; {decimal(s.copies)} {'copy' if s.copies == 1 else 'copies'} each")
                 for s in self.sectors]
        if self.strings:
            rows.append(("strings", " ".join(self.strings[:8]), "proved"))
        return [*rows, ("evidence", self.evidence, "")]
