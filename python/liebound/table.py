"""Tables over sweeps of parameters."""

from __future__ import annotations

import json
import os
import re
from fractions import Fraction
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from . import _library as native
from ._call import Call, Listener, words_of
from .ansatz import Ansatz, Size, Time
from .errors import Note, UsageError, warn
from .numbers import decimal, html_text, integer, number
from .svg import Plot

__all__ = ["Table", "Fit", "table"]

Sweep = Union[int, float, str, Fraction, Sequence[Union[int, float, str, Fraction]], range]

# Columns that are texts; those that may be known from one side only. The others are counts, truth
# values, and parameters, which are numbers or words.
_TEXTS = {"ansatz", "status", "algebra", "formula", "about", "reference", "evidence"}
_BOUNDED = {"dimension", "orbit", "span", "sector", "rank", "critical", "layers"}


class Fit:
    """A closed form that fits the proved numbers of one ansatz: a conjecture, where it has spare
    points.

    Attributes:
        ansatz, parameters: which rows it is about.
        of, variable: the column, and the parameter it is a formula in.
        formula, latex: the form, or None.
        status: "conjecture" or "none".
        values, spare: how many proved values there are, and how many of them the form did not need.
    """

    def __init__(self, data: Dict[str, Any]) -> None:
        self.data = data
        self.ansatz: str = data["ansatz"]
        self.parameters: Dict[str, str] = data["parameters"]
        self.of: str = data["of"]
        self.variable: str = data["in"]
        self.status: str = data["status"]
        self.formula: Optional[str] = data["formula"]
        self.latex: Optional[str] = data["latex"]
        self.values: int = data["values"]
        self.spare: Optional[int] = data["spare"]

    def __repr__(self) -> str:
        return f"<Fit of {self.ansatz}: {self.of} = {self.formula or '?'} ({self.status})>"

    def _repr_latex_(self) -> Optional[str]:
        return f"${self.latex}$" if self.latex else None


class Table:
    """Rows as dictionaries by column, by `liebound.table`.

    Numbers that are proved are ints, and those that are not liebound.Number; parameters are ints,
    Fractions or words; what is not known is None.

    Attributes:
        rows: the rows. columns: the names of the columns.
        skipped: combinations that an ansatz does not allow, with the reasons.
        fits: closed forms, with fit=True.
        notes: what else there is to say.
        undecided, disagrees: a limit came before the end of some row; a row contradicts itself or
            the literature.
        json: as `liebound table --json` prints it.
    """

    def __init__(self, records: str, words: Sequence[str], fit: bool, notes: Sequence[str],
                 status: int) -> None:
        self._records, self._words, self._fit = records.encode(), list(words), fit
        self.notes: Tuple[str, ...] = tuple(notes)
        for note in self.notes:
            warn(note, Note)
        self.undecided = status == native.UNDECIDED
        self.disagrees = status == native.DISAGREE
        self.json: str = self._print("json")
        self.data: Dict[str, Any] = json.loads(self.json)
        self.rows: List[Dict[str, Any]] = [_row(row) for row in self.data["rows"]]
        self.columns: List[str] = list(dict.fromkeys(key for row in self.rows for key in row))
        self.skipped: List[Dict[str, Any]] = self.data["skipped"]
        self.fits: List[Fit] = [Fit(fit) for fit in self.data.get("fits", ())]

    def _print(self, format: str, digits: Union[int, str, None] = None) -> str:
        words = ["rows", *self._words, *words_of(format=format, fit=self._fit, digits=digits)]
        return Call("merge", words, {"rows": self._records}).run().output

    @property
    def proved(self) -> bool:
        """Whether every row is."""
        return not (self.undecided or self.disagrees)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __getitem__(self, key: Union[int, str]) -> Any:
        """Row number i, or the column of this name as a list."""
        if isinstance(key, str):
            if key not in self.columns:
                raise KeyError(key)
            return [row.get(key) for row in self.rows]
        return self.rows[key]

    def __str__(self) -> str:
        return self._print("text").rstrip("\n")

    def __repr__(self) -> str:
        return f"<Table of {len(self.rows)} rows: {', '.join(self.columns)}>"

    def markdown(self) -> str:
        """A table for Markdown documents."""
        return self._print("markdown")

    def csv(self) -> str:
        """Exact bounds are ">=4", and integers are never abbreviated."""
        return self._print("csv")

    def latex(self) -> str:
        """A tabular with the rules of booktabs."""
        return self._print("latex")

    def _repr_html_(self) -> str:
        def cells(kind: str, values: Iterable[object]) -> str:
            return "".join(f"<{kind}>{_shown(v)}</{kind}>" for v in values)

        rows = "".join(f"<tr>{cells('td', (row.get(c) for c in self.columns))}</tr>"
                       for row in self.rows)
        return (f"<table><thead><tr>{cells('th', self.columns)}</tr></thead>"
                f"<tbody>{rows}</tbody></table>")

    def _repr_latex_(self) -> None:
        return None

    def plot(self, x: str = "n", y: str = "dimension", *, log: bool = True) -> Plot:
        """A column against a parameter or another column, a line for each ansatz; only numbers that
        are proved are drawn."""
        lines: Dict[str, Tuple[List[float], List[float]]] = {}
        for row in self.rows:
            if x not in row or y not in row:
                raise UsageError(f"the table has no columns {x} and {y}")
            if isinstance(row[y], (int, float)) and row[x] is not None:
                across, up = lines.setdefault(row.get("ansatz") or y, ([], []))
                across.append(float(Fraction(row[x])))
                up.append(float(row[y]))
        return Plot([(name, *line) for name, line in lines.items()], title="", x_label=x, y_label=y,
                    log=log)


def _row(data: Dict[str, Any]) -> Dict[str, Any]:
    row: Dict[str, Any] = {}
    for key, value in data.items():
        name = key
        for end in ("_at_least", "_at_most"):
            if key.endswith(end) and key[:-len(end)] in _BOUNDED:
                name = key[:-len(end)]
        if name in _BOUNDED and name not in row:
            known = number(data, name, "")
            row[name] = known.value if known.proved else known if _is_told(data, name) else None
        elif name not in _BOUNDED:
            row[name] = value if name in _TEXTS else _exact(value)
    return row


def _exact(value: Any) -> Any:
    """A number that is told as a text; anything else as it is."""
    if isinstance(value, str) and re.fullmatch(r"-?\d+(/\d+)?", value):
        above, _, below = value.partition("/")
        return Fraction(integer(above), integer(below)) if below else integer(above)
    return value


def _shown(value: object) -> str:
    if value is None:
        return ""
    many = isinstance(value, int) and not isinstance(value, bool)
    return html_text(decimal(value) if many else value)  # type: ignore[arg-type]


def _is_told(data: Dict[str, Any], name: str) -> bool:
    return any(data.get(name + end) is not None for end in ("", "_at_least", "_at_most"))


def _sweep(name: str, values: Sweep) -> str:
    if isinstance(values, bool) or not name.isidentifier():
        raise UsageError(f"{name} = {values}: numbers or words are expected")
    if isinstance(values, (int, float, str, Fraction)):
        return f"{name}={values}"
    texts = [str(value) for value in values]
    if not texts:
        raise UsageError(f"{name} has no values")
    return f"{name}={','.join(texts)}"


def table(*ansaetze: Union[str, Ansatz, "os.PathLike[str]"], columns: Union[str, Sequence[str], None] = None,
          fit: bool = False, time_limit: Time = None, memory_limit: Size = None,
          threads: Optional[int] = None, progress: Optional[Listener] = None,
          **parameters: Sweep) -> Table:
    """A table of several ansätze over a sweep: table("tfim-open", "xxz-open", n=range(2, 9)).

    ansaetze: names of the catalogue, files, or Ansatz objects, which bring their own parameters
    unless these are swept. parameters: a value, several, or a text such as "2..10". columns: names,
    `liebound help table` lists them. fit: look for closed forms. The limits hold for each row.
    """
    sources: List[str] = []
    texts: Dict[str, bytes] = {}
    for item in ansaetze:
        if isinstance(item, Ansatz):
            source, more = item._as_source(len(sources), parameters)
            sources.append(source)
            texts.update(more)
        else:
            sources.append(os.fspath(item))
    if isinstance(columns, str):
        columns = [columns]
    shown = words_of(columns=",".join(columns) if columns else None)
    words = [*shown, *words_of(slice="1/1", time_limit=time_limit, memory_limit=memory_limit,
                               threads=threads, quiet=True),
             "--", *sources, *(_sweep(name, values) for name, values in parameters.items())]
    call = Call("table", words, texts).run(progress)
    return Table(call.output, shown, fit, call.notes, call.status)
