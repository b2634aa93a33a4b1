"""What all results have in common."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from .. import _library as native
from .._call import Call, Listener
from ..errors import Disagreement, Note, UsageError, warn
from ..numbers import Ideal, Number, decimal, html_text, ideals, integer, number

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


def theorem_of(data: Optional[Dict[str, Any]]) -> Optional[Theorem]:
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
        parameters = self.data["parameters"]
        words = [self.data["ansatz"], *(f"{n}={v}" for n, v in parameters.items())]
        return " ".join(word for word in words if word)

    @property
    def evidence(self) -> str:
        return self.data.get("evidence") or ""

    @property
    def seconds(self) -> float:
        return self.data.get("seconds", 0.0)

    def certificate(self, path: Union[str, "os.PathLike[str]", None] = None, *,
                    progress: Optional[Listener] = None) -> Optional[bytes]:
        """The certificate of what is proved here, which `liebound.check` verifies: its bytes, or
        written to a file, compressed when its name ends in .gz. UsageError where there is none."""
        if self._call is None:
            raise UsageError("a copy of a result has no certificate")
        if path is not None:
            self._call.certificate(os.fspath(path), progress)
            return None
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "cert")
            self._call.certificate(file, progress)
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


class WithDimension(Result):
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
        return theorem_of(self.data.get("theorem"))

    def _dimension_rows(self) -> List[Row]:
        rows: List[Row] = [("dim g", self.dim, self.dim.status)]
        if self.algebra:
            rows.append(("algebra", self.algebra, "proved"))
        if self.literature:
            words = {True: "agrees", False: "DISAGREES", None: "not decided"}
            rows.append(("literature", decimal(self.literature.dimension), words[self.literature.agrees]))
        return rows
