"""Commands of the library as calls that can be interrupted.

The library computes in a thread of its own, without Python's lock; the thread that called waits, is
told of progress, and hears Ctrl-C, which stops the computation at its next look at the limits. A
second Ctrl-C does not wait for that.
"""

from __future__ import annotations

import ctypes
import os
import re
import threading
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Callable, Iterable, List, Mapping, Optional, Tuple

from . import _library as native
from .errors import Error, FileError, InternalError, ParseError, UsageError

# Simulations must not overlap in time (liebound/rank.h); these commands simulate nothing.
_WITHOUT_SIMULATION = {"list", "show", "draw", "dim", "structure", "constants", "orbit", "variance",
                       "symmetries", "merge"}
_simulation = threading.Lock()


@dataclass(frozen=True)
class Progress:
    """The state of a running computation.

    Attributes:
        stage: what is being done, such as "search", "replay" or "exact rank".
        done, total: the dimension so far, rows or gates; total is 0 where it is being found.
        rank, layer: of the gates done, in an exact rank; the layer counts from 1.
        longest: terms in the longest row.
        bytes: memory that the process holds.
        seconds: since the computation began.
    """

    stage: str
    done: int
    total: int
    rank: int
    layer: int
    longest: int
    bytes: int
    seconds: float


Listener = Callable[[Progress], Optional[bool]]


def _raise(failure: native.Failure) -> None:
    message = failure.message.decode(errors="replace")
    source = failure.source.decode(errors="replace")
    if failure.status == native.INPUT:
        raise ParseError(message, source, failure.line, failure.column)
    kinds = {native.USAGE: UsageError, native.INTERNAL: InternalError, native.IO: FileError}
    raise kinds.get(failure.status, Error)(message or f"status {failure.status}")


class _Bell:
    """What the computing thread tells the one that waits."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.latest: Optional[Progress] = None
        self.over = False

    def ring(self, progress: Optional[Progress] = None, over: bool = False) -> None:
        with self.changed:
            self.latest = progress or self.latest
            self.over = self.over or over
            self.changed.notify()

    def wait(self) -> Tuple[Optional[Progress], bool]:
        with self.changed:
            while not (self.latest or self.over):
                self.changed.wait()
            latest, self.latest = self.latest, None
            return latest, self.over


class Call:
    """One call of a command, and what it found as long as this lives."""

    def __init__(self, command: str, words: Iterable[str] = (),
                 texts: Mapping[str, bytes] = {}) -> None:
        self.command = command
        self.status = native.OK
        self._busy = threading.Lock()
        self._pointer = native.library.lb_call_new(_bytes(command))
        for word in words:
            native.library.lb_call_add(self._pointer, _bytes(word))
        for name, text in texts.items():
            native.library.lb_call_add_text(self._pointer, _bytes(name), text, len(text))

    def __reduce__(self) -> Any:
        raise TypeError("a call of the library cannot be copied")

    def __del__(self) -> None:
        if getattr(self, "_pointer", None):
            native.library.lb_call_free(self._pointer)
            self._pointer = None

    def run(self, progress: Optional[Listener] = None) -> "Call":
        """The command, once. Its output is there unless this raises."""
        self.status = self._attend(native.library.lb_call_run, (), progress)
        return self

    def certificate(self, path: str, progress: Optional[Listener] = None) -> None:
        """Write the certificate of what was found."""
        self._attend(native.library.lb_call_certificate, (_bytes(path),), progress)

    def _attend(self, function: Callable[..., int], arguments: Tuple[Any, ...],
                progress: Optional[Listener]) -> int:
        """Compute in another thread, and wait. The status, when it is a verdict."""
        bell = _Bell()
        failure = native.Failure()
        statuses: List[int] = []

        def hear(state: Any, _context: Any) -> bool:
            s = state.contents
            bell.ring(Progress(s.stage.decode(), s.done, s.total, s.rank, s.layer, s.longest,
                               s.bytes, s.seconds))
            return True

        def work() -> None:
            turn: Any = nullcontext() if self.command in _WITHOUT_SIMULATION else _simulation
            try:
                with self._busy, turn:
                    self._listener = native.Listener(hear) if progress else native.NO_LISTENER
                    native.library.lb_call_set_progress(self._pointer, self._listener, None)
                    statuses.append(function(self._pointer, *arguments, ctypes.byref(failure)))
            finally:
                bell.ring(over=True)

        try:
            threading.Thread(target=work, name="liebound", daemon=True).start()
        except BaseException:  # Ctrl-C
            self.stop()
            raise
        self._wait(bell, progress)
        status = statuses[0] if statuses else native.INTERNAL
        if status not in (native.OK, native.DISAGREE, native.UNDECIDED) or failure.message:
            _raise(failure)
        return status

    def _wait(self, bell: _Bell, progress: Optional[Listener]) -> None:
        reason: Optional[BaseException] = None
        over = False
        while not over:
            try:
                latest, over = bell.wait()
                if latest and progress and not over and not reason:
                    if progress(latest) is False:
                        self.stop()
            except BaseException as raised:  # Ctrl-C, or an exception of the listener
                self.stop()
                if reason:
                    raise
                reason = raised
        if reason:
            raise reason

    def stop(self) -> None:
        native.library.lb_call_stop(self._pointer)

    @property
    def output(self) -> str:
        text: bytes = native.library.lb_call_output(self._pointer)
        return text.decode(errors="replace")

    @property
    def notes(self) -> List[str]:
        lines = native.library.lb_call_notes(self._pointer).decode(errors="replace").splitlines()
        return [re.sub("^(liebound: )?note: ", "", line) for line in lines]


def _bytes(word: Any) -> bytes:
    data = os.fsencode(word)
    if b"\0" in data:
        raise UsageError(f"{word!r} has a null character in it")
    return data


def words_of(**options: Any) -> List[str]:
    """Options of the command line: layers=3, optimum=True become --layers 3 --optimum.

    None and False are left out. Underscores become dashes, fractions of seconds decimals.
    """
    words: List[str] = []
    for name, value in options.items():
        if value is None or value is False:
            continue
        words.append("--" + name.replace("_", "-"))
        if isinstance(value, float):
            words.append(f"{value:.9f}")
        elif value is not True:
            words.append(os.fspath(value) if isinstance(value, os.PathLike) else str(value))
    return words
