"""Finds the parallelism in ordinary Python loops and runs it on the cores that are there."""

from autopar._requirements import check_interpreter

check_interpreter()

from autopar._engine import __version__
from autopar._explain import Explanation, LastRun, LoopExplanation, explain, last_run
from autopar._jit import jit

__all__ = [
    "Explanation",
    "LastRun",
    "LoopExplanation",
    "__version__",
    "explain",
    "jit",
    "last_run",
]
