"""Calls a program's reference.c."""

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autopar_bench.programs import Program

FLAGS = ("-O2", "-ffp-contract=off", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")


def load_reference(program: Program) -> Callable[..., None]:
    """Compiles reference.c. The result takes the arguments of the Python function."""
    function = _compile(program.folder / "reference.c", program.name)

    def call(*arguments: Any) -> None:
        contiguous = [_make_contiguous(argument) for argument in arguments]
        function(*(part for argument in contiguous for part in _convert(argument)))
        for argument, result in zip(arguments, contiguous, strict=True):
            _write_back(argument, result)

    return call


@cache
def _compile(source: Path, name: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / f"{name}.so"
        subprocess.run(["cc", *FLAGS, "-o", str(library), str(source), "-lm"], check=True)
        function = ctypes.CDLL(str(library))[name]
    function.restype = None
    return function


def _make_contiguous(argument: Any) -> Any:
    if isinstance(argument, list):
        return np.array(argument)
    return np.ascontiguousarray(argument) if isinstance(argument, np.ndarray) else argument


def _convert(argument: Any) -> list[Any]:
    """A double, an int64_t, or a pointer and the extents behind it."""
    if isinstance(argument, float):
        return [ctypes.c_double(argument)]
    if isinstance(argument, int):
        return [ctypes.c_int64(argument)]
    if not isinstance(argument, np.ndarray):
        raise TypeError(f"the reference does not take {type(argument).__name__}")
    extents = [ctypes.c_int64(extent) for extent in argument.shape]
    return [ctypes.c_void_p(argument.ctypes.data), *extents]


def _write_back(argument: Any, result: Any) -> None:
    if isinstance(argument, list):
        argument[:] = result.tolist()
    elif isinstance(argument, np.ndarray) and result is not argument:
        np.copyto(argument, result)
