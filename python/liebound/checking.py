"""The independent checker, a library that shares nothing with the one that writes certificates."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Optional, Union

from . import _library as native
from .errors import FileError

__all__ = ["CheckResult", "check"]

_REJECTED, _IO = 1, 74


@dataclass(frozen=True)
class CheckResult:
    """What the checker says of a certificate; true when it is verified.

    Attributes:
        verified: whether it is.
        reason: why not, such as "line 17: ..."; "" when it is.
        dimension: dim g, verified; centre, derived and algebra where the certificate tells.
        title: of the certificate, which is not verified.
        sha256: the digest of the generators. qubits, generators: their numbers.
    """

    verified: bool
    reason: str
    dimension: Optional[int] = None
    centre: Optional[int] = None
    derived: Optional[int] = None
    algebra: Optional[str] = None
    title: Optional[str] = None
    sha256: Optional[str] = None
    qubits: int = 0
    generators: int = 0

    def __bool__(self) -> bool:
        return self.verified


def check(certificate: Union[bytes, str, "os.PathLike[str]"], *,
          ansatz: Union[str, "os.PathLike[str]", None] = None, threads: int = 1) -> CheckResult:
    """Verify a certificate: its bytes, or the path of a file, compressed or not.

    ansatz: a file that `Ansatz.save` or `liebound show` wrote, whose generators the certificate must
    have. threads: the verdict does not depend on them. FileError when a file cannot be read.
    """
    library = native.checker
    path = None if ansatz is None else os.fsencode(ansatz)
    if isinstance(certificate, (bytes, bytearray, memoryview)):
        data = bytes(certificate)
        pointer = library.lb_check_verify_memory(data, len(data), path, threads)
    else:
        pointer = library.lb_check_verify_file(os.fsencode(certificate), path, threads)
    try:
        return _read(pointer)
    finally:
        library.lb_check_result_free(pointer)


def _read(pointer: int) -> CheckResult:
    def text(name: str) -> Optional[str]:
        value = getattr(native.checker, "lb_check_result_" + name)(pointer)
        return None if value is None else value.decode(errors="replace")

    def integer(name: str) -> Optional[int]:
        value = text(name)
        return None if value is None else int(value)

    outcome = native.checker.lb_check_result_outcome(pointer)
    reason = text("reason") or ""
    if outcome == _IO:
        raise FileError(reason)
    if outcome == _REJECTED:
        return CheckResult(False, reason)
    return CheckResult(True, "", integer("dimension"), integer("centre"), integer("derived"),
                       text("algebra"), text("title"), text("sha256"),
                       native.checker.lb_check_result_qubits(pointer),
                       native.checker.lb_check_result_generators(pointer))
