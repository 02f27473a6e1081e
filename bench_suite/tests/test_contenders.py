"""Other forms of the programs, and the contenders that run them, give what the programs give."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from autopar_bench.cells import SEED, Cell, Problem
from autopar_bench.comparison import Tolerance, find_difference
from autopar_bench.contenders import CONTENDERS, Contender
from autopar_bench.programs import SIZES, Program, evaluate_formula, load_programs
from autopar_bench.values import copy_value, copy_values, find_owner, restore_value
from program_inputs import make_small_inputs
from suite_under_test import SUITE

PROGRAMS = load_programs(SUITE / "programs")
SIZE = 150

with_array_form = pytest.mark.parametrize(
    "program", [program for program in PROGRAMS if program.array_form], ids=lambda each: each.name
)
with_annotated_form = pytest.mark.parametrize(
    "program",
    [program for program in PROGRAMS if program.has_annotated_form],
    ids=lambda each: each.name,
)


def find_contender(name: str) -> Contender:
    return next(contender for contender in CONTENDERS if contender.name == name)


def compare_form(program: Program, form: Callable[..., Any]) -> str:
    expected = make_small_inputs(program, SIZE)
    actual = copy_values(expected)
    program.function(*expected)
    form(*actual)
    return find_difference(expected, actual, find_small_tolerance(program))


def find_small_tolerance(program: Program) -> Tolerance | None:
    if program.tolerance is None:
        return None
    parameters = dict.fromkeys(program.presets["S"], SIZE)
    ulps, magnitude = (
        evaluate_formula(program.tolerance[name], parameters) for name in ("ulps", "magnitude")
    )
    return Tolerance(ulps, float(magnitude))


@with_array_form
def test_the_form_in_arrays_gives_the_same(program: Program) -> None:
    assert program.array_form is not None
    assert compare_form(program, program.array_form) == ""


@with_annotated_form
def test_the_annotated_form_gives_the_same_without_numba(program: Program) -> None:
    """Outside of compiled code prange is range."""
    assert compare_form(program, program.load_annotated_form()) == ""


def test_every_program_has_an_annotated_form() -> None:
    assert [program.name for program in PROGRAMS if not program.has_annotated_form] == []


def test_a_form_that_converts_its_arguments_is_compiled_all_the_same() -> None:
    program = next(program for program in PROGRAMS if program.name == "gemm_lists")
    cell = Cell(Problem(program, "S"), find_contender("numba_prange"))
    rows = list(cell.problem.arguments[0])
    assert cell.check() == ""
    assert all(one is other for one, other in zip(rows, cell.problem.arguments[0], strict=True))
    assert cell.ran_on().device == "cpu"


@with_annotated_form
@pytest.mark.parametrize("size", (0, 1, 2, 3, 5, 17))
def test_the_annotated_form_gives_the_same_at_odd_sizes(program: Program, size: int) -> None:
    """Blocks, groups and pieces of threads end where they have to."""
    expected = make_small_inputs(program, size)
    actual = copy_values(expected)
    program.function(*expected)
    program.load_annotated_form()(*actual)
    assert find_difference(expected, actual, find_small_tolerance(program)) == ""


@with_array_form
def test_the_form_in_arrays_gives_the_same_in_the_series(program: Program) -> None:
    assert program.array_form is not None
    assert compare_in_series(program, program.array_form) == ""


@with_annotated_form
def test_the_annotated_form_gives_the_same_in_the_series(program: Program) -> None:
    assert compare_in_series(program, program.load_annotated_form()) == ""


def compare_in_series(program: Program, form: Callable[..., Any]) -> str:
    """Where extents differ that are equal in the presets."""
    expected = program.make_inputs(SEED, **program.sizes["size4"])
    actual = copy_values(expected)
    program.function(*expected)
    form(*actual)
    return find_difference(expected, actual, program.find_tolerance("size4"))


SLOW = ("numba_njit", "numba_auto")
FORMS = [
    pytest.param(
        program,
        name,
        marks=pytest.mark.slow if name in SLOW else (),
        id=f"{name}-{program.name}",
    )
    for name in ("numpy", "numba_prange", *SLOW)
    for program in PROGRAMS
    if find_contender(name).runs(program, "S")
]


@pytest.mark.parametrize(("program", "name"), FORMS)
def test_a_contender_gives_the_same_at_preset_s(program: Program, name: str) -> None:
    contender = find_contender(name)
    cell = Cell(Problem(program, "S"), contender)
    if refusal := contender.refusal(program):
        with pytest.raises(Exception, match=re.escape(refusal)):
            cell.check()
        return
    assert cell.check() == ""
    assert (cell.ran_on().device, cell.ran_on().fallback) == ("cpu", "")


@pytest.mark.slow
@with_annotated_form
def test_numba_keeps_the_annotated_form_on_disk(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a process with a warm cache would compile like a cold one."""
    numba = pytest.importorskip("numba")
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    contender = find_contender("numba_prange")
    assert contender.wrap_cached is not None
    contender.wrap_cached(program)(*Problem(program, "S").arguments)
    assert list(tmp_path.rglob("*.nbc"))


def test_numba_says_how_many_threads_it_took() -> None:
    numba = pytest.importorskip("numba")
    program = next(program for program in PROGRAMS if program.name == "gemm")
    for name, threads in (("numba_njit", 1), ("numba_prange", numba.get_num_threads())):
        cell = Cell(Problem(program, "S"), find_contender(name))
        assert cell.check() == ""
        assert cell.ran_on().threads == threads


def test_cpython_is_not_asked_for_preset_xl() -> None:
    program = PROGRAMS[0]
    assert not find_contender("cpython").runs(program, "XL")
    assert find_contender("autopar").runs(program, "XL")


def test_each_cell_of_autopar_has_its_own_number_of_threads() -> None:
    program = next(program for program in PROGRAMS if program.name == "saxpy")
    problem = Problem(program, "S")
    cells = {
        count: Cell(problem, find_contender(name), count)
        for name, count in (("autopar_serial", 4), ("autopar", 2), ("autopar_cpu", 3))
    }
    assert all(cell.check() == "" for cell in cells.values())
    found = {}
    for count, cell in cells.items():
        cell.enter()
        cell.function(*cell.arguments)
        found[count] = cell.ran_on().threads
    assert found == {4: 1, 2: 2, 3: 3}


USE_THE_CACHE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from autopar_bench.contenders import CONTENDERS
from autopar_bench.programs import load_program
program = load_program(Path(sys.argv[2]))
contender = next(row for row in CONTENDERS if row.name == sys.argv[3])
function = contender.wrap_cached(program)
function(*program.make_inputs(1, **program.presets["S"]))
print(sum(function.stats.cache_hits.values()) if hasattr(function, "stats") else "")
"""


@pytest.mark.parametrize("name", ("numba_njit", "numba_auto", "numba_prange", "autopar"))
def test_what_one_process_has_compiled_the_next_finds(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", USE_THE_CACHE, str(SUITE / "harness")]
    command += [str(SUITE / "programs" / "saxpy"), name]
    cache = {"AUTOPAR_CACHE_DIR": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path)}
    found = []
    for _ in range(2):
        done = subprocess.run(
            command, env={**os.environ, **cache}, capture_output=True, text=True, check=True
        )
        found.append((done.stdout.strip(), sorted(path.name for path in tmp_path.rglob("*"))))
    assert found[0][1] == found[1][1] != []
    assert [hits for hits, _ in found] == (["", ""] if name == "autopar" else ["0", "1"])


def test_cpython_is_asked_for_sizes_of_about_a_second_at_most() -> None:
    cpython = find_contender("cpython")
    for program in PROGRAMS:
        asked = [size for size in SIZES if cpython.runs(program, size)]
        assert asked == list(SIZES[: len(asked)])
        assert len(asked) >= 4, program.name


def test_a_copy_lies_in_memory_like_the_original() -> None:
    base = np.arange(60.0).reshape(6, 10, order="F")
    for view in (base, base[::2, ::-3], base.T[1:, ::-1], base[2:2]):
        copied = copy_value(view)
        assert copied.strides == view.strides
        assert find_difference(view, copied) == ""
        assert not np.shares_memory(view, copied)
        assert find_owner(copied).nbytes == find_owner(view).nbytes


def test_lists_are_restored_in_place() -> None:
    pristine = [[1.0, 2.0], [3.0]]
    rows = copy_value(pristine)
    first = rows[0]
    first[1] = 7.0
    restore_value(rows, pristine)
    assert rows == pristine
    assert rows[0] is first


def test_a_tolerance_holds_each_element_on_its_own() -> None:
    tolerance = Tolerance(ulps=2, magnitude=1.0)
    expected = np.array([1e-9, 1.0, 1024.0])
    close = expected + np.array([2.0**-52, -(2.0**-51), 2.0**-41])
    assert find_difference(expected, close, tolerance) == ""
    for place in range(3):
        far = close.copy()
        far[place] = expected[place] + 3 * np.spacing(max(expected[place], 1.0))
        found = find_difference(expected, far, tolerance)
        assert re.search(rf"1 of 3 .* first at \[{place}\]", found), found


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_no_tolerance_covers_what_is_not_finite(strange: float) -> None:
    tolerance = Tolerance(ulps=1_000_000, magnitude=1e300)
    assert find_difference(np.array([1.0]), np.array([strange]), tolerance) != ""
    assert find_difference(np.array([strange]), np.array([1.0]), tolerance) != ""
    assert find_difference(np.array([strange]), np.array([strange]), tolerance) == ""
