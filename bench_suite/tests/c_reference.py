"""Calls a program's reference.c."""

import ctypes
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from autopar_bench.programs import Program

FLAGS = ("-O2", "-ffp-contract=off", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")


def load_reference(program: Program, folder: Path) -> Callable[..., None]:
    """Compiles reference.c into folder. The result takes the arguments of the Python function."""
    library = folder / f"{program.name}.so"
    source = program.folder / "reference.c"
    subprocess.run(["cc", *FLAGS, "-o", str(library), str(source)], check=True)
    function = ctypes.CDLL(str(library))[program.name]
    function.restype = None

    def call(*arguments: Any) -> None:
        function(*(part for argument in arguments for part in _convert(argument)))

    return call


def _convert(argument: Any) -> list[Any]:
    """A double, an int64_t, or a pointer and the extents behind it."""
    if isinstance(argument, float):
        return [ctypes.c_double(argument)]
    if isinstance(argument, int):
        return [ctypes.c_int64(argument)]
    if not isinstance(argument, np.ndarray) or not argument.flags.c_contiguous:
        raise TypeError(f"the reference does not take {type(argument).__name__}")
    extents = [ctypes.c_int64(extent) for extent in argument.shape]
    return [ctypes.c_void_p(argument.ctypes.data), *extents]
