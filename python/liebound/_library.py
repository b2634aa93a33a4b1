"""The two shared libraries, by the functions of liebound/call.h and liebound/check.h."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int, c_size_t, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Dict, Tuple


class Failure(ctypes.Structure):
    """lb_error of liebound/status.h."""

    _fields_ = [
        ("status", c_int),
        ("source", c_char * 256),
        ("line", c_size_t),
        ("column", c_size_t),
        ("message", c_char * 512),
    ]


class State(ctypes.Structure):
    """lb_progress of liebound/run.h."""

    _fields_ = [
        ("stage", c_char_p),
        ("done", c_size_t),
        ("total", c_size_t),
        ("pending", c_size_t),
        ("deferred", c_size_t),
        ("longest", c_size_t),
        ("rank", c_size_t),
        ("layer", c_size_t),
        ("bytes", c_size_t),
        ("seconds", c_double),
    ]


OK, DISAGREE, UNDECIDED, USAGE, INPUT, INTERNAL, IO = 0, 1, 2, 64, 65, 70, 74

Listener = ctypes.CFUNCTYPE(c_bool, POINTER(State), c_void_p)
NO_LISTENER = Listener()  # type: ignore[call-overload]


def _open(name: str) -> ctypes.CDLL:
    """From the folder LIEBOUND_LIBRARIES, beside this file, or wherever the system finds it."""
    file = f"lib{name}.so.0"
    folders = [os.environ.get("LIEBOUND_LIBRARIES"), Path(__file__).parent / "lib"]
    found = [Path(folder, file) for folder in folders if folder and Path(folder, file).exists()]
    try:
        return ctypes.CDLL(str(found[0].absolute()) if found else file)
    except OSError as reason:
        raise ImportError(f"{reason}; the wheel of `make python` has the libraries of Liebound, and "
                          "`make` installs or names those they need") from reason


def _declare(library: ctypes.CDLL, signatures: Dict[str, Tuple[Any, ...]]) -> None:
    for name, (result, *arguments) in signatures.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments


library = _open("liebound")
_declare(library, {
    "lb_version": (c_char_p,),
    "lb_call_new": (c_void_p, c_char_p),
    "lb_call_free": (None, c_void_p),
    "lb_call_add": (None, c_void_p, c_char_p),
    "lb_call_add_text": (None, c_void_p, c_char_p, c_char_p, c_size_t),
    "lb_call_set_progress": (None, c_void_p, Listener, c_void_p),
    "lb_call_stop": (None, c_void_p),
    "lb_call_run": (c_int, c_void_p, POINTER(Failure)),
    "lb_call_certificate": (c_int, c_void_p, c_char_p, POINTER(Failure)),
    "lb_call_output": (c_char_p, c_void_p),
    "lb_call_notes": (c_char_p, c_void_p),
})

checker = _open("lieboundcheck")
_declare(checker, {
    "lb_check_verify_file": (c_void_p, c_char_p, c_char_p, c_size_t),
    "lb_check_verify_memory": (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t),
    "lb_check_result_free": (None, c_void_p),
    "lb_check_result_outcome": (c_int, c_void_p),
    "lb_check_result_qubits": (c_uint64, c_void_p),
    "lb_check_result_generators": (c_uint64, c_void_p),
    **{
        "lb_check_result_" + text: (c_char_p, c_void_p)
        for text in ("reason", "dimension", "centre", "derived", "algebra", "title", "sha256", "text",
                     "json")
    },
})

version: str = library.lb_version().decode()
