"""The functions of the folder must_compile run compiled, each loop of them, and do the same."""

from __future__ import annotations

import importlib.util
from functools import partial

import pytest
from call_outcome import differing_fields, run
from comparison_of_runs import Function
from compiled_cells import compiled_calls_by_line
from must_compile_programs import MustCompile, must_compile_programs, parameter
from program_arguments import make_arguments
from program_arguments.parameters import (
    ArrayParameter,
    BoxParameter,
    ListParameter,
    SizeParameter,
)

import autopar

SIZES = (0, 1, 2, 5, 19)


def load(program: MustCompile) -> Function:
    spec = importlib.util.spec_from_file_location(program.path.stem, program.path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Function = getattr(module, program.name)
    return function


@pytest.mark.parametrize("program", [*must_compile_programs()], ids=str)
def test_the_program_compiles_and_does_the_same(program: MustCompile) -> None:
    function = load(program)
    compiled = autopar.jit(function)
    for size in SIZES:
        before = compiled_calls_by_line(compiled)
        arguments = partial(make_arguments, program.signature, size, seed=size)
        assert differing_fields(run(function, arguments), run(compiled, arguments)) == []
        after = compiled_calls_by_line(compiled)
    assert after, "no loop has a region"
    for line, calls in after.items():
        is_inside_another = bool(program.loops_around[line] & after.keys())
        assert is_inside_another or calls > before[line], (
            f"line {line}: {autopar.explain(compiled)}"
        )


def test_annotations_are_read() -> None:
    assert parameter("a", "int32.strided[n, n]") == ArrayParameter("a", "int32", 2, "strided")
    assert parameter("x", "list_of_float[n]") == ListParameter("x", "float")
    assert parameter("n", "size") == SizeParameter("n")
    assert parameter("o", "box") == BoxParameter("o")
