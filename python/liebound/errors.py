"""What can go wrong, by kind. Limits are no errors: results say what is proved by then."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any, Optional, Type

__all__ = [
    "Error", "UsageError", "ParseError", "FileError", "InternalError", "Undecided", "Note",
    "Disagreement",
]


class Error(Exception):
    """Any error of the library."""


class UsageError(Error, ValueError):
    """A call that makes no sense: an unknown option, a state that is not there."""


class ParseError(Error, ValueError):
    """An input that is not what it should be.

    Attributes:
        file: the name of the file, or what stands for the text; "" where there is none.
        line, column: the place, counted from 1; 0 where there is none.
        message: what is wrong, and what was expected.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, column: int = 0) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part)
        super().__init__(f"{place}: {message}" if place else message)
        self.file = file
        self.line = line
        self.column = column
        self.message = message

    def __reduce__(self) -> Any:
        return type(self), (self.message, self.file, self.line, self.column)


class FileError(Error, OSError):
    """A file could not be read or written."""


class InternalError(Error, RuntimeError):
    """A self-check of the library failed: a bug, reported in place of a wrong number."""


class Undecided(Error):
    """A number was asked for that is not proved; the bounds on it are.

    Attributes:
        at_least, at_most: the proved bounds; None where there is none.
        evidence: one sentence: how they are known, or which limit came first.
    """

    def __init__(self, at_least: Optional[int], at_most: Optional[int], evidence: str) -> None:
        from .numbers import decimal

        bounds = [f"at {word} {decimal(bound)}"
                  for word, bound in (("least", at_least), ("most", at_most)) if bound is not None]
        known = f"only bounds are proved: {' and '.join(bounds)}" if bounds else "nothing is proved"
        super().__init__(f"{known} ({evidence})")
        self.at_least = at_least
        self.at_most = at_most
        self.evidence = evidence

    def __reduce__(self) -> Any:
        return type(self), (self.at_least, self.at_most, self.evidence)


class Note(UserWarning):
    """What deserves a word: how an input was taken, what was left out."""


class Disagreement(UserWarning):
    """Two numbers that must agree do not: a claim, the literature or floating point against a proof."""


def warn(text: str, category: Type[Warning]) -> None:
    """Warn of the line outside this package that called it."""
    here, level = os.path.dirname(__file__) + os.sep, 2
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.startswith(here):
        frame, level = frame.f_back, level + 1
    warnings.warn(text, category, stacklevel=level)
