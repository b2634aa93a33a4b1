"""Python's numbers as exact numbers of the .alg language."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Number, Rational, Real
from typing import Any, Iterable, Tuple

from .errors import UsageError


def real_text(value: Any) -> str:
    """A real number: fractions as they are, floats as the decimals that Python prints (0.1 is
    1/10), texts as they stand."""
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Rational):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Decimal):
        return real_text(Fraction(value)) if value.is_finite() else _refuse(value)
    if isinstance(value, Real):
        number = float(value)
        return repr(number) if math.isfinite(number) else _refuse(value)
    return _refuse(value)


def _refuse(value: Any) -> str:
    raise UsageError(f"{value!r} is no number that can be a coefficient")


def parts(value: Any) -> Tuple[Any, Any]:
    """Real and imaginary part, also of an array of one number."""
    if hasattr(value, "item") and not isinstance(value, Number):
        value = value.item()
    if isinstance(value, (str, Rational, Decimal)) or not hasattr(value, "imag"):
        return value, 0
    return value.real, value.imag


def is_zero(value: Any) -> bool:
    return not isinstance(value, str) and value == 0


def _amplitude(value: Any, floating: bool) -> str:
    real, imaginary = (number if floating else _whole(number) for number in parts(value))
    text = real_text(real)
    if is_zero(imaginary):
        return text
    size = real_text(abs(imaginary))
    sign = "-" if imaginary < 0 else "+"
    return f"{'' if is_zero(real) else text}{sign if sign == '-' or not is_zero(real) else ''}{size}i"


def _whole(value: Any) -> Any:
    """2 for 2.0, which stands for it in complex numbers and arrays of floats."""
    if isinstance(value, Real) and not isinstance(value, Rational) and float(value).is_integer():
        return int(value)
    return value


def _is_floating(value: Any) -> bool:
    return any(isinstance(_whole(part), Real) and not isinstance(_whole(part), Rational)
               for part in parts(value))


def vector_text(name: str, vector: Iterable[Any]) -> str:
    """A vector of 2^n amplitudes as a file of states has it (include/liebound/ansatz.h)."""
    values = list(vector)
    length = len(values)
    if not length or length & (length - 1):
        raise UsageError(f"the vector {name} has {length} amplitudes, and not 2^n")
    floating = any(_is_floating(value) for value in values)
    lines = [f"state {name} dense floating" if floating else f"state {name} dense"]
    lines += [_amplitude(value, floating) for value in values]
    return "\n".join(lines) + "\n"
