"""autopar against CPython on the suite's programs: every bit, whatever the inputs look like."""

import json
import os
import subprocess
import tomllib
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from autopar_bench.cells import SEED
from autopar_bench.comparison import find_difference
from autopar_bench.contenders import ran_in_autopar
from autopar_bench.programs import Program, load_programs
from autopar_bench.reference import load_reference
from autopar_bench.values import copy_value, copy_values, find_owner
from layouts import LAYOUTS
from program_inputs import make_small_inputs
from suite_under_test import SUITE

import autopar
from autopar import _engine

PROGRAMS = load_programs(SUITE / "programs")
EXPLAIN = Path(os.environ.get("AUTOPAR_EXPLAIN", SUITE.parent / "build/bin/autopar-explain"))
SIZES = (0, 1, 2, 3, 17, 64)
DIFFERENCES = tomllib.loads((SUITE / "tests" / "known_differences.toml").read_text())

each_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
each_layout = pytest.mark.parametrize("layout", LAYOUTS)


def lay_out(arguments: tuple[Any, ...], layouts: list[str]) -> tuple[Any, ...]:
    """Arrays get the layouts in turn; everything is fresh at each call."""
    arrays = 0
    laid_out = []
    for value in arguments:
        if isinstance(value, np.ndarray):
            value = LAYOUTS[layouts[arrays % len(layouts)]](value)
            arrays += 1
        laid_out.append(copy_value(value))
    return tuple(laid_out)


def run_and_look(function: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a call returned or raised and the warnings it gave; then what its arguments hold.

    Of an array that is its memory, cells beside a view included.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            ended: Any = ("returned", function(*arguments))
        except Exception as exception:
            ended = ("raised", type(exception), str(exception))
    warned = {(warning.category, str(warning.message), warning.lineno) for warning in caught}
    memory = [find_owner(value) if isinstance(value, np.ndarray) else value for value in arguments]
    return ((ended, warned), *memory)


def assert_equal(program: Program, arguments: tuple[Any, ...], layouts: list[str]) -> None:
    """Two calls of the same compiled function: the first may compile, the second does not."""
    expected = run_and_look(program.function, lay_out(arguments, layouts))
    compiled = autopar.jit(program.function)
    for call in range(2):
        actual = run_and_look(compiled, lay_out(arguments, layouts))
        assert actual[0] == expected[0], call
        assert find_difference(expected[1:], actual[1:]) == "", call


@each_program
@each_layout
@pytest.mark.parametrize("size", SIZES)
def test_a_program_equals_cpython(program: Program, layout: str, size: int) -> None:
    assert_equal(program, make_small_inputs(program, size), [layout])


@each_program
def test_a_program_equals_cpython_in_the_series(program: Program) -> None:
    """Where extents differ that are equal in the presets."""
    assert_equal(program, program.make_inputs(SEED, **program.sizes["size4"]), ["contiguous"])


@each_program
@each_layout
def test_a_program_runs_compiled_unless_it_is_listed(program: Program, layout: str) -> None:
    compiled = autopar.jit(program.function)
    compiled(*lay_out(make_small_inputs(program, 17), [layout]))
    ran_on = ran_in_autopar(compiled)
    if program.name in DIFFERENCES["not_compiled"]:
        assert ran_on.device == "cpython", "it is compiled now: remove it from the list"
    else:
        assert (ran_on.device, ran_on.fallback) == ("cpu", "")


@pytest.mark.parametrize(
    "program",
    [program for program in PROGRAMS if program.name not in DIFFERENCES["not_compiled"]],
    ids=lambda program: program.name,
)
def test_any_number_of_threads_gives_the_bits_of_the_reference(program: Program) -> None:
    """At a size that is cut into parts; the reference is held against CPython elsewhere.

    Where no loop has iterations of its own, nothing may run on two threads.
    """
    arguments = program.make_inputs(SEED, **program.parameters("M"))
    expected = copy_values(arguments)
    load_reference(program)(*expected)
    compiled = autopar.jit(program.function)
    before = _engine.thread_count()
    ran_on = set()
    try:
        for threads in (1, 2, 3, 7):
            _engine.set_thread_count(threads)
            actual = copy_values(arguments)
            assert compiled(*actual) is None
            assert find_difference(expected, actual) == "", threads
            assert ran_in_autopar(compiled).device == "cpu"
            ran_on.add(ran_in_autopar(compiled).threads)
    finally:
        _engine.set_thread_count(before)
    is_parallel = any(loop.verdict in ("DOALL", "DOALL_PRIV") for loop in program.loops)
    assert ran_on == ({1, 2, 3, 7} if is_parallel else {1})


@each_program
def test_the_loops_have_the_verdicts_that_the_program_expects(program: Program) -> None:
    arguments = make_small_inputs(program, 17)
    explained = explain_loops(program, arguments)
    values = dict(zip(program.argument_names, arguments, strict=True))
    expected = [loop.verdict for loop in program.loops]
    known = DIFFERENCES["verdicts"].get(program.name, {"says": expected})["says"]
    assert [loop["depth"] for loop in explained] == [loop.depth for loop in program.loops]
    assert [verdict_of(loop, values) for loop in explained] == known
    assert (known == expected) == (program.name not in DIFFERENCES["verdicts"])


def explain_loops(program: Program, arguments: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Depth, verdict, guards and verdict_if_guarded of each loop."""
    if program.cell is None:
        explanation = autopar.explain(program.function, *copy_values(arguments))
        return [asdict(loop) for loop in explanation.loops]
    if not EXPLAIN.exists():
        pytest.skip(f"{EXPLAIN} is not built; AUTOPAR_EXPLAIN names another")
    command = [str(EXPLAIN), "--json", str(program.cell)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loops: list[dict[str, Any]] = json.loads(done.stdout)["loops"]
    return loops


def verdict_of(loop: dict[str, Any], arguments: dict[str, Any]) -> str:
    """At the call; of a loop that CPython ran, as the text has it where its guards hold."""
    if loop["verdict"] != "UNKNOWN" or not loop["guards"]:
        return str(loop["verdict"])
    names = {"numpy": np, **arguments}
    holds = all(eval(guard, names) for guard in loop["guards"])
    return str(loop["verdict_if_guarded"]) if holds else "UNKNOWN"


def test_differences_are_listed_of_programs_that_exist() -> None:
    names = {program.name for program in PROGRAMS}
    assert {*DIFFERENCES["verdicts"], *DIFFERENCES["not_compiled"]} <= names


def as_refused(value: Any) -> Any:
    """An array of objects; a list of NumPy's floats, which are none of Python's own."""
    if isinstance(value, list):
        return [as_refused(each) for each in value]
    return value.astype(object) if isinstance(value, np.ndarray) else np.float64(value)


@each_program
def test_a_program_that_cpython_ran_is_called_a_fallback(program: Program) -> None:
    declined = autopar.jit(program.function)
    objects = tuple(
        as_refused(value) if isinstance(value, np.ndarray | list) else value
        for value in make_small_inputs(program, 3)
    )
    assert ran_in_autopar(declined).fallback != ""
    declined(*objects)
    ran_on = ran_in_autopar(declined)
    assert ran_on.device == "cpython"
    assert program.cell or "CPython ran it" in ran_on.fallback or "CPython runs" in ran_on.fallback


@each_program
@pytest.mark.parametrize("size", (3, 17))
def test_arguments_of_different_layouts_equal_cpython(program: Program, size: int) -> None:
    layouts = list(LAYOUTS)
    for first in range(len(layouts)):
        assert_equal(program, make_small_inputs(program, size), layouts[first:] + layouts[:first])


@each_program
@pytest.mark.parametrize("dtype", ("float32", "int64", "int32", "uint8", "bool", "complex128"))
def test_other_element_types_equal_cpython(program: Program, dtype: str) -> None:
    with np.errstate(all="ignore"):
        arguments = tuple(
            (8 * value).astype(dtype) if isinstance(value, np.ndarray) else value
            for value in make_small_inputs(program, 17)
        )
    assert_equal(program, arguments, ["contiguous"])


@each_program
@pytest.mark.parametrize("shift", (0, 1, 3, 17))
def test_arguments_that_share_memory_equal_cpython(program: Program, shift: int) -> None:
    """shift elements between the starts of the arrays; with 0 they are one array."""
    endings = []
    for function in (program.function, autopar.jit(program.function)):
        arguments, base = overlap(make_small_inputs(program, 17), shift)
        endings.append((run_and_look(function, arguments)[0], base))
    assert endings[0][0] == endings[1][0]
    assert find_difference(endings[0][1], endings[1][1]) == ""


def overlap(arguments: tuple[Any, ...], shift: int) -> tuple[tuple[Any, ...], Any]:
    """Views of one array, or lists that hold the same rows; then what they share."""
    shared = [value for value in arguments if isinstance(value, np.ndarray | list)]
    if isinstance(shared[0], list):
        rows = shared[0]
        ring = rows * (2 + shift * len(shared) // len(rows))
        begins = (shift * place for place in range(len(shared)))
        lists = iter([ring[begin : begin + len(rows)] for begin in begins])
        return tuple(next(lists) if isinstance(value, list) else value for value in arguments), rows
    sizes = [value.size for value in arguments if isinstance(value, np.ndarray)]
    base = np.linspace(-1.0, 1.0, max(sizes) + shift * len(sizes))
    starts = iter(range(0, shift * len(sizes) + 1, shift) if shift else [0] * len(sizes))
    views = []
    for value in arguments:
        if isinstance(value, np.ndarray):
            start = next(starts)
            value = base[start : start + value.size].reshape(value.shape)
        views.append(value)
    return tuple(views), base
