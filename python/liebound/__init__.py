"""Liebound: exact dynamical Lie algebras of quantum neural networks, with certificates.

    import liebound as lb

    chain = lb.load("tfim-open", n=6)
    chain.dim().dimension                    # 36, proved
    chain.bound()                            # R and M_c from both sides
    lb.check(chain.dim().certificate())      # verified by the independent checker

An ansatz comes from the catalogue (`load`), from a file (`open`), a text (`parse`), a circuit in
OpenQASM (`from_qasm`), from Pauli strings (`from_paulis`) or from objects of other packages
(`from_qiskit`, `from_openfermion`, `from_pennylane`). Exact numbers are ints and Fractions, and
Surds where there are square roots; what is not proved is never returned as if it were.
"""

from . import errors, results
from ._call import Progress
from ._library import version as __version__
from .ansatz import Ansatz, Entry, Generator, catalogue, load, open, parse
from .checking import CheckResult, VerifiedRank, check
from .drawing import Drawing
from .errors import (Disagreement, Error, FileError, InternalError, Note, ParseError, Undecided,
                     UsageError)
from .foreign import from_openfermion, from_paulis, from_pennylane, from_qasm, from_qiskit
from .numbers import Ideal, Number, PauliSum
from .results import (Bound, Capacity, Constants, Dimension, Hessian, Orbit, Rank, Result, Spectrum,
                      Structure, Symmetries, Training, Variance)
from .surds import Surd
from .svg import Plot
from .table import Fit, Table, table

__all__ = [
    "Ansatz", "Bound", "Capacity", "CheckResult", "Constants", "Dimension", "Disagreement", "Drawing", "Entry",
    "Error", "FileError", "Fit", "Generator", "Hessian", "Ideal", "InternalError", "Note", "Number",
    "Orbit", "ParseError", "PauliSum", "Plot", "Progress", "Rank", "Result", "Spectrum", "Structure",
    "Surd", "Symmetries", "Table", "Training", "Undecided", "UsageError", "Variance", "VerifiedRank", "__version__", "catalogue", "check", "errors",
    "from_openfermion", "from_paulis", "from_pennylane", "from_qasm", "from_qiskit", "load", "parse",
    "results", "table",  # and `open`, which a star must not put in place of Python's
]
