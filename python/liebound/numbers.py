"""Exact numbers, Pauli sums and algebras as Python has them."""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Iterator, Optional, Sequence, Tuple, Union

from .errors import Undecided
from .surds import Surd, exact_number

__all__ = ["Number", "PauliSum", "Ideal"]


@dataclass(frozen=True)
class Number:
    """An integer that is known from both sides, by proof.

    Attributes:
        at_least, at_most: proved bounds; at_most is None where there is none.
        evidence: one sentence: how they are known.

    `int(number)` and `number.value` give the value where the bounds meet, and comparisons with
    integers what the bounds decide; they raise Undecided otherwise.
    """

    at_least: int
    at_most: Optional[int]
    evidence: str = ""

    @property
    def proved(self) -> bool:
        return self.at_least == self.at_most

    @property
    def value(self) -> int:
        if not self.proved:
            raise Undecided(self.at_least, self.at_most, self.evidence)
        return self.at_least

    def __int__(self) -> int:
        return self.value

    __index__ = __int__

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Number):
            return (self.at_least, self.at_most) == (other.at_least, other.at_most)
        if isinstance(other, int):
            return self.value == other
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.at_least) if self.proved else hash((self.at_least, self.at_most))

    def _below(self, bound: int) -> bool:
        """Whether it is less than an integer, as far as the bounds decide that."""
        if self.at_most is not None and self.at_most < bound:
            return True
        if self.at_least >= bound:
            return False
        raise Undecided(self.at_least, self.at_most, self.evidence)

    def __lt__(self, other: int) -> bool:
        return self._below(other)

    def __ge__(self, other: int) -> bool:
        return not self._below(other)

    def __le__(self, other: int) -> bool:
        return self._below(other + 1)

    def __gt__(self, other: int) -> bool:
        return not self._below(other + 1)

    def __str__(self) -> str:
        if self.proved:
            return decimal(self.at_least)
        if self.at_most is None:
            return f">= {decimal(self.at_least)}"
        return f"{decimal(self.at_least)} .. {decimal(self.at_most)}"

    def __repr__(self) -> str:
        return f"{self} ({self.status})"

    @property
    def status(self) -> str:
        """"proved" or "undecided"."""
        return "proved" if self.proved else "undecided"

    def _repr_latex_(self) -> str:
        if self.proved:
            return f"${decimal_latex(self.at_least)}$"
        if self.at_most is None:
            return rf"$\geq {decimal_latex(self.at_least)}$"
        return rf"${decimal_latex(self.at_least)} \ldots {decimal_latex(self.at_most)}$"


# Python converts no more decimal digits at once than it is told, 4300 as a rule.
_DIGITS_AT_ONCE = 600
_DIGITS_SHOWN = 40


def integer(value: Union[int, str]) -> int:
    """The integer of any number of digits."""
    text = str(value)
    if len(text) <= _DIGITS_AT_ONCE:
        return int(text)
    low = len(text) // 2
    power: int = 10 ** low
    return integer(text[:-low]) * power + integer(text[-low:])


def decimal(value: int) -> str:
    """Its digits, or "1148130695...0624299007 (603 digits)" where there are many."""
    if value < 10 ** _DIGITS_SHOWN:
        return str(value)
    digits = int(value.bit_length() * math.log10(2))
    while value >= 10 ** digits:
        digits += 1
    while value < 10 ** (digits - 1):
        digits -= 1
    return f"{value // 10 ** (digits - 10)}...{value % 10 ** 10:010d} ({digits} digits)"


def decimal_latex(value: int) -> str:
    """The same in LaTeX, in math mode."""
    return re.sub(r"\.\.\.(\d+) \((\d+) digits\)", r"\\ldots\1\\ (\2\\ \\text{digits})", decimal(value))


def number(bounds: Any, key: str = "dimension", evidence: Optional[str] = None) -> Number:
    """The number of a JSON object: key, or key_at_least and key_at_most."""
    evidence = bounds.get("evidence") if evidence is None else evidence
    value = bounds.get(key)
    if value is not None:
        return Number(integer(value), integer(value), evidence or "")
    least, most = bounds.get(key + "_at_least"), bounds.get(key + "_at_most")
    return Number(integer(least or 0), None if most is None else integer(most), evidence or "")


class PauliSum(Tuple[Tuple[Union[Fraction, Surd], str], ...]):
    """A sum of Pauli strings with exact coefficients: a tuple of pairs (coefficient, string). A
    coefficient with square roots is a Surd.

    Strings are those of the .alg language, "ZXXZ" with qubit 0 on the left, or "Z[0] Z[40]" where
    that is shorter.
    """

    def __new__(cls, terms: Sequence[Tuple[Any, str]]) -> "PauliSum":
        return super().__new__(cls, [(exact_number(c), s) for c, s in terms])  # type: ignore[misc]

    def __str__(self) -> str:
        text = " ".join(self._signed_terms())
        return text[2:] if text.startswith("+ ") else "-" + text[2:] if text else "0"

    def _signed_terms(self) -> Iterator[str]:
        for coefficient, string in self:
            size = abs(coefficient)
            yield ("- " if coefficient < 0 else "+ ") + ("" if size == 1 else f"{size} ") + string

    def __repr__(self) -> str:
        return f"<PauliSum {self}>"

    def _repr_latex_(self) -> str:
        text = re.sub(r"(\d+)/(\d+)", r"\\tfrac{\1}{\2}", str(self))
        return "$" + re.sub(r"\[(\d+)\]", r"_{\1}", text) + "$"


def pauli_sum(terms: Sequence[Any]) -> PauliSum:
    return PauliSum([(term["coefficient"], term["string"]) for term in terms])


@dataclass(frozen=True)
class Ideal:
    """Simple ideals of one type, or the centre as copies of u(1).

    Attributes:
        type: "su", "so", "sp", "e", "f", "g" or "u".
        n: of su(n), so(n), sp(n) of rank n; 6, 7, 8 of e, 4 of f, 2 of g, 1 of u.
        copies: how many of them.
        dimension, rank: of one copy; the rank is None where it is not told.
        field: None where each copy is defined over the rational numbers; else the polynomial, such
            as "x^2 - 3", over whose field the copies are conjugate to each other.
    """

    type: str
    n: int
    copies: int
    dimension: int
    rank: Optional[int] = None
    field: Optional[str] = None

    def __str__(self) -> str:
        name = f"{self.type}({decimal(self.n)})"
        return f"{decimal(self.copies)} {name}" if self.copies > 1 else name


def ideals(data: Optional[Sequence[Any]]) -> Optional[Tuple[Ideal, ...]]:
    if data is None:
        return None
    return tuple(
        Ideal(i["type"], integer(i["n"]), integer(i["copies"]), integer(i["dimension"]),
              integer(i["rank"]) if i.get("rank") else None, i.get("field")) for i in data)


def algebra_latex(text: str) -> str:
    r"""8 su(2^1000) + u(1) as 8\,\mathfrak{su}(2^{1000}) \oplus \mathfrak{u}(1)."""
    text = re.sub(r"\b(\d+) (?=[a-z])", r"\1\\,", text)
    text = re.sub(r"\b(su|so|sp|e|f|g|u)(?=\()", r"\\mathfrak{\1}", text)
    return re.sub(r"\^(\d+)", r"^{\1}", text).replace(" + ", r" \oplus ")


def html_text(text: object) -> str:
    return html.escape(str(text)).replace("\n", "<br>")


def spectrum(values: Optional[Sequence[float]]) -> Any:
    """A NumPy array where NumPy is installed, else a list; None for none."""
    if values is None:
        return None
    try:
        import numpy
    except ImportError:
        return list(values)
    return numpy.array(values, dtype=float)
