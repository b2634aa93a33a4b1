"""The independent checker, a library that shares nothing with the one that writes certificates."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Tuple, Union

from . import _library as native
from .errors import FileError, UsageError
from .numbers import Number, html_text, integer

__all__ = ["CheckResult", "VerifiedRank", "check"]

_VERIFIED, _IO = 0, 74
_THREADS_MOST = 256


@dataclass(frozen=True)
class VerifiedRank:
    """What the checker concludes for a training state, or several jointly, by their numbers.

    Attributes:
        states: their numbers in the certificate.
        rank: R, the maximal rank of the QFIM.
        critical: M_c, the least number of angles that reaches it.
    """

    states: Tuple[int, ...]
    rank: Number
    critical: Number


@dataclass(frozen=True)
class CheckResult:
    """What the checker says of a certificate; true when it is verified, and str() is its verdict in
    words.

    Attributes:
        verified: whether it is.
        reason: why not, such as "line 17: ..."; "" when it is.
        dimension: dim g, verified; centre, derived and algebra where the certificate tells.
        ranks: R and M_c, where the certificate is about them.
        title: of the certificate, which is not verified.
        sha256: the digest of the generators. qubits, generators: their numbers.
        data: everything, as `liebound-check --json` prints it; orbits are among its "claims".
    """

    verified: bool
    reason: str
    dimension: Optional[int] = None
    centre: Optional[int] = None
    derived: Optional[int] = None
    algebra: Optional[str] = None
    ranks: Tuple[VerifiedRank, ...] = ()
    title: Optional[str] = None
    sha256: Optional[str] = None
    qubits: int = 0
    generators: int = 0
    text: str = field(default="", repr=False)
    data: Dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return self.verified

    def __str__(self) -> str:
        return self.text.rstrip("\n")

    def _repr_html_(self) -> str:
        return f"<pre>{html_text(self)}</pre>"


def check(certificate: Union[bytes, str, "os.PathLike[str]"], *,
          ansatz: Union[str, "os.PathLike[str]", None] = None, threads: int = 1) -> CheckResult:
    """Verify a certificate: its bytes, or the path of a file, compressed or not.

    ansatz: a file that `Ansatz.save` or `liebound show` wrote, whose generators the certificate must
    have. threads: the verdict does not depend on them. FileError when a file cannot be read.
    """
    library = native.checker
    path = None if ansatz is None else _path(ansatz)
    if not 1 <= threads <= _THREADS_MOST:
        raise UsageError(f"threads = {threads}: 1 to {_THREADS_MOST} are possible")
    if isinstance(certificate, (bytes, bytearray, memoryview)):
        data = bytes(certificate)
        pointer = library.lb_check_verify_memory(data, len(data), path, threads)
    else:
        pointer = library.lb_check_verify_file(_path(certificate), path, threads)
    try:
        return _read(pointer)
    finally:
        library.lb_check_result_free(pointer)


def _path(path: Union[str, "os.PathLike[str]"]) -> bytes:
    name = os.fsencode(path)
    if name == b"-" or b"\0" in name:
        raise UsageError(f"{os.fspath(path)!r} is no file")
    return name


def _text(pointer: int, name: str) -> Optional[str]:
    value = getattr(native.checker, "lb_check_result_" + name)(pointer)
    return None if value is None else value.decode(errors="replace")


def _integer(pointer: int, name: str) -> Optional[int]:
    value = _text(pointer, name)
    return None if value is None else integer(value)


def _range(data: Dict[str, str]) -> Number:
    return Number(integer(data["at_least"]), integer(data["at_most"]), "verified by the checker")


def _read(pointer: int) -> CheckResult:
    outcome = native.checker.lb_check_result_outcome(pointer)
    reason, text = _text(pointer, "reason") or "", _text(pointer, "text") or ""
    if outcome == _IO:
        raise FileError(reason)
    data = json.loads(_text(pointer, "json") or "{}")
    if outcome != _VERIFIED:
        return CheckResult(False, reason, text=text, data=data)
    ranks = tuple(VerifiedRank(tuple(c["states"]), _range(c["rank"]), _range(c["critical"]))
                  for c in data.get("conclusions", ()))
    return CheckResult(True, "", _integer(pointer, "dimension"), _integer(pointer, "centre"),
                       _integer(pointer, "derived"), _text(pointer, "algebra"), ranks,
                       _text(pointer, "title"), _text(pointer, "sha256"),
                       native.checker.lb_check_result_qubits(pointer),
                       native.checker.lb_check_result_generators(pointer), text, data)
