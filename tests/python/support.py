"""The program beside the package, for the tests."""

import os
import re
import subprocess
import tempfile
import unittest
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("LIEBOUND_PROGRAMS", ROOT / "build"))
CLOCK = re.compile(r' *"(seconds|search_seconds|proof_seconds|peak_bytes)": ')

# No machine finishes it.
ENDLESS = """qubits 30
generator zz = sum(i in 0..28) Z[i] Z[i+1]
generator x = sum(i in 0..29) X[i]
generator z = sum(i in 0..29) Z[i]
state plus
"""


def program(*words, folder=None):
    """Standard output and exit status of `liebound`."""
    done = subprocess.run([str(PROGRAMS / "liebound"), *words], cwd=folder, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.stdout.decode(), done.returncode


def without_clock(text):
    """The lines of a JSON text but those that depend on the clock and on the memory."""
    return [line for line in text.splitlines(keepends=True) if not CLOCK.match(line)]


class Case(unittest.TestCase):
    """A test in a temporary folder, which notes do not disturb."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        caught = warnings.catch_warnings()
        caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.simplefilter("ignore", UserWarning)
