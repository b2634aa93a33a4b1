"""Small plots as SVG, without any other package: points and lines over x, y linear or logarithmic."""

from __future__ import annotations

import math
import os
from html import escape
from typing import List, Sequence, Tuple, Union

__all__ = ["Plot"]

Series = Tuple[str, Sequence[float], Sequence[float]]

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_WIDTH, _HEIGHT = 560, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 20, 34, 52


class Plot:
    """A plot that notebooks show and `save` writes.

    series: triples (title, x, y); points that are not positive are left out where log is True.
    """

    def __init__(self, series: Sequence[Series], *, title: str = "", x_label: str = "",
                 y_label: str = "", log: bool = False) -> None:
        self.title, self.x_label, self.y_label, self.log = title, x_label, y_label, log
        self.series = [(name, [(float(a), float(b)) for a, b in zip(x, y)
                               if math.isfinite(a) and math.isfinite(b) and (b > 0 or not log)])
                       for name, x, y in series]

    def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Write it to a file as SVG."""
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(self._repr_svg_())

    def _repr_svg_(self) -> str:
        points = [point for _, line in self.series for point in line]
        xs, ys = [x for x, _ in points] or [0, 1], [y for _, y in points] or [1, 10]
        across = _Axis(min(xs), max(xs), _LEFT, _WIDTH - _RIGHT, False)
        up = _Axis(min(ys), max(ys), _HEIGHT - _BOTTOM, _TOP, self.log)
        body = [*self._frame(across, up), *self._lines(across, up), *self._key()]
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
                f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12">'
                f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>' + "".join(body) + "</svg>")

    def _frame(self, across: "_Axis", up: "_Axis") -> List[str]:
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        parts = [_text(_WIDTH / 2, 20, self.title, "middle"),
                 _text((_LEFT + right) / 2, _HEIGHT - 14, self.x_label, "middle"),
                 _text(18, (_TOP + bottom) / 2, self.y_label, "middle", turned=True)]
        for value in across.ticks():
            x = across.at(value)
            parts += [_line(x, _TOP, x, bottom, "#e4e4e4"), _text(x, bottom + 17, f"{value:g}", "middle")]
        for value in up.ticks():
            y = up.at(value)
            parts += [_line(_LEFT, y, right, y, "#e4e4e4"), _text(_LEFT - 6, y + 4, f"{value:g}", "end")]
        return parts + [_line(_LEFT, bottom, right, bottom, "black"),
                        _line(_LEFT, _TOP, _LEFT, bottom, "black")]

    def _lines(self, across: "_Axis", up: "_Axis") -> List[str]:
        parts = []
        for k, (_, line) in enumerate(self.series):
            colour = _COLOURS[k % len(_COLOURS)]
            places = [(across.at(x), up.at(y)) for x, y in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>' for x, y in places]
        return parts

    def _key(self) -> List[str]:
        parts = []
        for k, (name, _) in enumerate(self.series):
            y = _TOP + 14 + 17 * k
            parts += [f'<circle cx="{_LEFT + 14}" cy="{y - 4}" r="3.2" '
                      f'fill="{_COLOURS[k % len(_COLOURS)]}"/>', _text(_LEFT + 24, y, name, "start")]
        return parts


class _Axis:
    """A scale from the smallest to the largest value, with some room, onto two pixels."""

    def __init__(self, least: float, most: float, first: float, last: float, log: bool) -> None:
        self.first, self.last, self.log = first, last, log
        low, high = (math.log10(least), math.log10(most)) if log else (least, most)
        room = 0.05 * (high - low) or 0.5
        self.low, self.high = low - room, high + room

    def at(self, value: float) -> float:
        share = ((math.log10(value) if self.log else value) - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)

    def ticks(self) -> List[float]:
        """Round values, some five of them; powers of ten, and 2 and 5 times them where they are few."""
        if self.log:
            exponents = range(math.floor(self.low), math.ceil(self.high) + 1)
            step = max(1, len(exponents) // 6)
            factors = (1, 2, 5) if len(exponents) <= 3 else (1,)
            values = [f * 10.0 ** e for e in exponents if e % step == 0 for f in factors]
            return [v for v in values if self.low <= math.log10(v) <= self.high]
        power = 10.0 ** math.floor(math.log10(self.high - self.low))
        width = next(power * f for f in (0.1, 0.2, 0.5, 1, 2, 5)
                     if (self.high - self.low) / (power * f) <= 8)
        return [width * k
                for k in range(math.ceil(self.low / width), math.floor(self.high / width) + 1)]


def _line(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, anchor: str, turned: bool = False) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turn}>{escape(text)}</text>'
