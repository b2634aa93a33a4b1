"""Numbers that are built of square roots."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Dict, Tuple, Union


@dataclass(frozen=True)
class Surd:
    """A sum of square roots with rational coefficients, exact; `float` gives its value.

    Attributes:
        parts: (m, c) for each term c sqrt(m), m without square factors and increasing; m is 1 for the
            rational part, and c is not 0.
    """

    parts: Tuple[Tuple[int, Fraction], ...]

    def __float__(self) -> float:
        return math.fsum(float(c) * math.sqrt(m) for m, c in self.parts)

    def __add__(self, other: Union["Surd", Fraction, int]) -> Union["Surd", Fraction]:
        parts = dict(self.parts)
        for m, c in other.parts if isinstance(other, Surd) else ((1, Fraction(other)),):
            parts[m] = parts.get(m, Fraction(0)) + c
        return _from_parts(parts)

    __radd__ = __add__

    def __neg__(self) -> "Surd":
        return Surd(tuple((m, -c) for m, c in self.parts))

    def __abs__(self) -> "Surd":
        return -self if self < 0 else self

    def __lt__(self, other: Any) -> bool:
        return bool(float(self) < other)

    def __gt__(self, other: Any) -> bool:
        return bool(float(self) > other)

    def __str__(self) -> str:
        text = ""
        for m, c in self.parts:
            size = abs(c)
            root = f"sqrt({m})" if m > 1 else ""
            number = str(size) if size != 1 or not root else ""
            sign = (" - " if c < 0 else " + ") if text else "-" if c < 0 else ""
            text += sign + number + ("*" if number and root else "") + root
        return text if len(self.parts) == 1 else f"({text})"


Exact = Union[Fraction, Surd]


def exact_latex(x: Exact) -> str:
    """The number as LaTeX has it in mathematics."""
    text = ""
    for m, c in x.parts if isinstance(x, Surd) else ((1, x),):
        above, below = abs(c.numerator), c.denominator
        root = rf"\sqrt{{{m}}}" if m > 1 else ""
        number = rf"\frac{{{above}}}{{{below}}}" if below != 1 else "" if root and above == 1 else str(above)
        text += ("-" if c < 0 else "+" if text else "") + number + root
    return text


def _from_parts(parts: Dict[int, Fraction]) -> Exact:
    kept = tuple(sorted((m, c) for m, c in parts.items() if c))
    return Surd(kept) if any(m > 1 for m, _ in kept) else parts.get(1, Fraction(0))


def exact_number(value: Any) -> Exact:
    """A Fraction where the number is rational; of a text such as "1/2 - 3*sqrt(2)" a Surd."""
    if isinstance(value, Surd) or not isinstance(value, str) or "sqrt" not in value:
        return value if isinstance(value, Surd) else Fraction(value)
    parts: Dict[int, Fraction] = {}
    for sign, number, root in re.findall(
            r"([+-]?)\s*(?:(\d+(?:/\d+)?)\*?)?(?:sqrt\((\d+)\))?", value):
        if number or root:
            c = Fraction(number or 1) * (-1 if sign == "-" else 1)
            parts[int(root or 1)] = parts.get(int(root or 1), Fraction(0)) + c
    return _from_parts(parts)
