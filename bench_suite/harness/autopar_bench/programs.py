"""The folders under programs/ as values."""

import importlib.util
import math
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from autopar_bench.comparison import Tolerance

SETS = ("twelve", "extended")
VERDICTS = (
    "TRIVIAL",
    "DOALL",
    "DOALL_PRIV",
    "REDUCE",
    "COLLECT",
    "HISTO",
    "DOANY",
    "SCAN",
    "SEARCH",
    "PIPELINE",
    "DOACROSS",
    "SEQ",
    "UNKNOWN",
)
PRESETS = ("S", "M", "L", "XL")
XL = "XL"
SIZES = tuple(f"size{point}" for point in range(1, 10))


@dataclass(frozen=True)
class Loop:
    """One loop with the verdict that is right at a call with the program's own inputs.

    Types, shapes and which arrays share memory are known there, what arrays hold is not. variable
    is `while` for a while loop; depth counts from 1 at the outermost.
    """

    variable: str
    depth: int
    verdict: str


def leave(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


@dataclass(frozen=True)
class Program:
    """A loop nest with everything that is needed to run, check and count it.

    operations and bytes are formulas over the parameters, for one call. loops stand in source
    order. Names in writes are parameters of function: what it changes. tolerance holds the formulas
    for a comparison.Tolerance, None where everybody has to give the same bits. sizes are the points
    of the series from tiny to far beyond the caches; wherever a preset is asked for, a point will
    do as well. refused_by leads from who does not take the program to a part of what it says then.
    """

    name: str
    summary: str
    set: str
    folder: Path
    function: Callable[..., Any]
    make_inputs: Callable[..., tuple[Any, ...]]
    array_form: Callable[..., Any] | None
    presets: dict[str, dict[str, int]]
    sizes: dict[str, dict[str, int]]
    operations: str
    bytes: str
    writes: tuple[str, ...]
    tolerance: dict[str, str] | None
    loops: tuple[Loop, ...]
    refused_by: dict[str, str]

    @property
    def argument_names(self) -> tuple[str, ...]:
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def cell(self) -> Path | None:
        """The file that holds the loops of a program that has them at module level, else None."""
        file = self.folder / "cell.py"
        return file if file.exists() else None

    @property
    def has_annotated_form(self) -> bool:
        return self._annotated_file.exists()

    def load_annotated_form(self, make: Callable[..., Any] = leave) -> Callable[..., Any]:
        """The function of numba_prange.py as `make` compiles it; importing that file imports Numba.

        A function `call` beside it takes what is compiled, then the arguments: it converts those
        that Numba does not take.
        """
        module = load_module(f"autopar_bench_numba_prange_{self.name}", self._annotated_file)
        form: Callable[..., Any] = make(getattr(module, self.name))
        return partial(module.call, form) if hasattr(module, "call") else form

    @property
    def _annotated_file(self) -> Path:
        return self.folder / "numba_prange.py"

    def parameters(self, preset: str) -> dict[str, int]:
        return self.presets[preset] if preset in self.presets else self.sizes[preset]

    def count_operations(self, preset: str) -> int:
        return evaluate_formula(self.operations, self.parameters(preset))

    def count_bytes(self, preset: str) -> int:
        return evaluate_formula(self.bytes, self.parameters(preset))

    def find_tolerance(self, preset: str) -> Tolerance | None:
        if self.tolerance is None:
            return None
        parameters = self.parameters(preset)
        return Tolerance(
            ulps=evaluate_formula(self.tolerance["ulps"], parameters),
            magnitude=float(evaluate_formula(self.tolerance["magnitude"], parameters)),
        )


def evaluate_formula(formula: str, parameters: dict[str, int]) -> int:
    """The value of a formula of program.toml: integer arithmetic and max over the parameters."""
    value = eval(formula, {"__builtins__": {}, "max": max}, dict(parameters))
    if not isinstance(value, int):
        raise TypeError(f"the formula {formula!r} does not give an integer")
    return value


def spread_sizes(series: dict[str, int | list[int]]) -> dict[str, dict[str, int]]:
    """One point for each name of SIZES; [from, to] grows by the same factor between points."""
    last = len(SIZES) - 1

    def at(value: int | list[int], point: int) -> int:
        if isinstance(value, int):
            return value
        least, most = value
        return round(least * math.pow(most / least, point / last))

    return {
        size: {name: at(value, point) for name, value in series.items()}
        for point, size in enumerate(SIZES)
    }


def load_programs(root: Path) -> list[Program]:
    """All programs under root, sorted by name."""
    folders = sorted(path.parent for path in root.glob("*/program.toml"))
    if not folders:
        raise FileNotFoundError(f"no programs in {root}")
    return [load_program(folder) for folder in folders]


def load_program(folder: Path) -> Program:
    facts = tomllib.loads((folder / "program.toml").read_text(encoding="utf-8"))
    module = load_module(f"autopar_bench_program_{folder.name}", folder / "program.py")
    program = Program(
        name=folder.name,
        summary=facts["summary"],
        set=facts["set"],
        folder=folder,
        function=getattr(module, folder.name),
        make_inputs=module.make_inputs,
        array_form=getattr(module, f"{folder.name}_numpy", None),
        presets=facts["presets"],
        sizes=spread_sizes(facts["series"]),
        operations=facts["operations"],
        bytes=facts["bytes"],
        writes=tuple(facts["writes"]),
        tolerance=facts.get("tolerance"),
        loops=tuple(Loop(**loop) for loop in facts["loops"]),
        refused_by=facts.get("refused_by", {}),
    )
    check_program(program)
    return program


def check_program(program: Program) -> None:
    """Raises ValueError, naming the file, when program.toml contradicts itself or program.py."""
    file = f"{program.folder}/program.toml"
    if program.set not in SETS:
        raise ValueError(f"{file}: no such set: {program.set}")
    for verdict in (loop.verdict for loop in program.loops):
        if verdict not in VERDICTS:
            raise ValueError(f"{file}: no such verdict: {verdict}")
    for preset in program.presets:
        if preset not in PRESETS:
            raise ValueError(f"{file}: no such preset: {preset}")
    for size, parameters in program.sizes.items():
        if parameters.keys() != program.presets["S"].keys():
            raise ValueError(f"{file}: the series has other parameters than S, see {size}")
    for name in program.writes:
        if name not in program.argument_names:
            raise ValueError(f"{file}: no such argument: {name}")


def load_module(name: str, path: Path) -> ModuleType:
    """Imports a file under a name of its own, so that inspect finds its source."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
