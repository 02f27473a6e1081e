"""Reads the folder must_compile: functions whose annotations say what their arguments shall be.

An annotation is `size`, `box`, a type of a scalar, or an element type with a layout and extents as
in `float64[n]`, `int32.strided[n, n]`, `list_of_float[n]`. Functions whose names begin with an
underscore are there for the others to call.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from program_arguments.parameters import (
    ArrayParameter,
    BoxParameter,
    ListParameter,
    Parameter,
    ScalarParameter,
    Signature,
    SizeParameter,
)

FOLDER = Path(__file__).parent / "must_compile"
_ANNOTATION = re.compile(r"(list_of_)?(\w+?)(?:\.(\w+))?(\[.*\])?")


@dataclass(frozen=True)
class MustCompile:
    """A function of the folder: its file, its name, its arguments.

    `loops_around` are, by the line of a loop, the lines of the loops that it lies in.
    """

    path: Path
    name: str
    signature: Signature
    loops_around: dict[int, set[int]] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.path.stem}.{self.name}"


def must_compile_programs() -> Iterator[MustCompile]:
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                signature = Signature(tuple(_parameters(node)))
                yield MustCompile(path, node.name, signature, _loops_around(node))


def _parameters(function: ast.FunctionDef) -> Iterator[Parameter]:
    for argument in function.args.args:
        assert argument.annotation is not None, f"{function.name}: {argument.arg} has no annotation"
        yield parameter(argument.arg, ast.unparse(argument.annotation))


def _loops_in(tree: ast.stmt) -> list[ast.For | ast.While]:
    """The loop itself, if it is one, included."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]


def _loops_around(function: ast.FunctionDef) -> dict[int, set[int]]:
    around: dict[int, set[int]] = {}
    for outer in _loops_in(function):
        for inner in _loops_in(outer):
            around.setdefault(inner.lineno, set()).add(outer.lineno)
    return {line: lines - {line} for line, lines in around.items()}


def parameter(name: str, annotation: str) -> Parameter:
    """What an annotation means."""
    match = _ANNOTATION.fullmatch(annotation)
    assert match is not None, annotation
    is_list, type_name, layout, extents = match.groups()
    rank = extents.count(",") + 1 if extents else 0
    if is_list:
        return ListParameter(name, type_name, layout or ("flat" if rank == 1 else "nested"))
    if rank:
        return ArrayParameter(name, type_name, rank, (layout or "C").replace("_", "-"))
    if type_name == "box":
        return BoxParameter(name)
    if type_name == "size":
        return SizeParameter(name)
    return ScalarParameter(name, type_name, is_small=True)
