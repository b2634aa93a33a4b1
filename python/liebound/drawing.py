"""Circuits as pictures."""

from __future__ import annotations

import os
from typing import Callable, Union

__all__ = ["Drawing"]


class Drawing:
    """A circuit as a picture, by `Ansatz.draw`: notebooks show it, and str() has it as text."""

    def __init__(self, draw: Callable[[str], str]) -> None:
        self._draw = draw
        self._text = draw("text")

    def __str__(self) -> str:
        return self._text.rstrip("\n")

    __repr__ = __str__

    @property
    def svg(self) -> str:
        return self._draw("svg")

    @property
    def latex(self) -> str:
        """For the package quantikz."""
        return self._draw("latex")

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Write it: as SVG or LaTeX where the name ends in .svg or .tex, else as text."""
        ending = os.path.splitext(os.fspath(path))[1]
        text = {".svg": "svg", ".tex": "latex"}.get(ending, "text")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(self._draw(text))
