"""Finds the parallelism in ordinary Python loops and runs it on the cores that are there."""

from autopar._requirements import check_interpreter

check_interpreter()

from autopar._engine import __version__  # noqa: E402

__all__ = ["__version__"]
