"""What the computations return: the numbers of the library's JSON objects, with Python's types.

Every result has

    proved: whether the numbers that it is about are proved; if not, bounds are, and `evidence` says
        why. Floating point is never proved.
    undecided: a limit, or an interruption by `progress`, came before the end.
    disagrees: two numbers that must agree do not.
    evidence: one sentence: how the main number is known, or which limit came first.
    notes: what else there is to say.
    data, json: everything, as a dictionary, and as the text that `liebound COMMAND --json` prints.
    seconds: what it took.
    certificate(): where there is one, for liebound.check.
"""

from .algebra import CommutantSector, Constants, Dimension, Sector, Structure, Symmetries
from .base import Literature, Result, Theorem
from .losses import Hessian, HessianAt, Training, TrainingRun, Variance, VarianceIdeals
from .states import (Bound, Capacity, Exact, Orbit, Rank, Simulation, Spectrum, StateBound,
                     StateCapacity, StateOrbit, StateRank)

__all__ = [
    "Bound", "Capacity", "CommutantSector", "Constants", "Dimension", "Exact", "Hessian",
    "HessianAt", "Literature", "Orbit", "Rank", "Result", "Sector", "Simulation", "Spectrum",
    "StateBound", "StateCapacity", "StateOrbit", "StateRank", "Structure", "Symmetries", "Theorem",
    "Training", "TrainingRun", "Variance", "VarianceIdeals",
]
