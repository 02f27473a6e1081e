"""Functions from text, for tests that try one loop with many expressions."""

from __future__ import annotations

import importlib.util
import itertools
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import autopar

if TYPE_CHECKING:
    from autopar._jit import FloatMode

_numbers = itertools.count()

# What t held before goes at the first binding.
BINDS_A_PARAMETER = """
    def program(t, b):
        for i in range(len(b)):
            t = i + 1
            b[i] = t
        return t
    """


def of_elements(folder: Path, call: str, fp: FloatMode | None = None) -> Callable[..., Any]:
    """A function that stores what the call gives for each i into an array, and returns the last."""
    return define(
        folder,
        f"""
        def program(a, b, x):
            for i in range(len(a)):
                r = {call}
                b[i] = r
            return r
        """,
        fp,
    )


def define(folder: Path, text: str, fp: FloatMode | None = None) -> Callable[..., Any]:
    """Return the function `program` of the text, compiled; its source is a file in the folder."""
    path = folder / f"text_{next(_numbers)}.py"
    path.write_text(
        "import cmath, math\nimport numpy as np\n" + textwrap.dedent(text), encoding="utf-8"
    )
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[..., Any] = autopar.jit(module.program, fp=fp)
    return function


def original_of(function: Callable[..., Any]) -> Callable[..., Any]:
    """What jit rewrote."""
    original: Callable[..., Any] = getattr(function, "__wrapped__", function)
    assert original is not function
    return original
