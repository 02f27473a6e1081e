"""The folders under programs/ as values."""

import importlib.util
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

LOOP_KINDS = ("parallel", "reduction", "sequential")
COMPARISONS = ("bits",)


@dataclass(frozen=True)
class Loop:
    """One loop as the analysis should see it; depth counts from 1 at the outermost."""

    variable: str
    depth: int
    kind: str


@dataclass(frozen=True)
class Program:
    """A loop nest with everything that is needed to run, check and count it.

    operations and bytes are formulas over the parameters, for one call. loops stand in source
    order. Names in writes are parameters of function: the arrays that it changes.
    """

    name: str
    summary: str
    folder: Path
    function: Callable[..., Any]
    make_inputs: Callable[..., tuple[Any, ...]]
    presets: dict[str, dict[str, int]]
    operations: str
    bytes: str
    writes: tuple[str, ...]
    compare: str
    loops: tuple[Loop, ...]

    @property
    def argument_names(self) -> tuple[str, ...]:
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    def count_operations(self, preset: str) -> int:
        return evaluate_formula(self.operations, self.presets[preset])

    def count_bytes(self, preset: str) -> int:
        return evaluate_formula(self.bytes, self.presets[preset])


def evaluate_formula(formula: str, parameters: dict[str, int]) -> int:
    """The value of a formula of program.toml: integer arithmetic and max over the parameters."""
    value = eval(formula, {"__builtins__": {}, "max": max}, dict(parameters))
    if not isinstance(value, int):
        raise TypeError(f"the formula {formula!r} does not give an integer")
    return value


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
        folder=folder,
        function=getattr(module, folder.name),
        make_inputs=module.make_inputs,
        presets=facts["presets"],
        operations=facts["operations"],
        bytes=facts["bytes"],
        writes=tuple(facts["writes"]),
        compare=facts["compare"],
        loops=tuple(Loop(**loop) for loop in facts["loops"]),
    )
    check_program(program)
    return program


def check_program(program: Program) -> None:
    """Raises ValueError, naming the file, when program.toml contradicts itself or program.py."""
    for kind in (loop.kind for loop in program.loops):
        if kind not in LOOP_KINDS:
            raise ValueError(f"{program.folder}/program.toml: no such kind of loop: {kind}")
    if program.compare not in COMPARISONS:
        raise ValueError(f"{program.folder}/program.toml: no such comparison: {program.compare}")
    for name in program.writes:
        if name not in program.argument_names:
            raise ValueError(f"{program.folder}/program.toml: no such argument: {name}")


def load_module(name: str, path: Path) -> ModuleType:
    """Imports a file under a name of its own, so that inspect finds its source."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
