"""Each program's folder agrees with itself."""

import ast
from dataclasses import replace
from typing import Any

import pytest
from autopar_bench.cells import SEED, Problem
from autopar_bench.comparison import find_difference
from autopar_bench.programs import PRESETS, Program, load_programs, spread_sizes
from autopar_bench.reference import load_reference
from autopar_bench.values import copy_values, count_bytes
from program_inputs import make_small_inputs
from suite_under_test import SUITE

PROGRAMS = load_programs(SUITE / "programs")
SIZES = (0, 1, 2, 3, 17)
TWELVE = {
    "black_scholes",
    "conv2d",
    "covariance",
    "floyd_warshall",
    "gemm",
    "histogram",
    "jacobi_2d",
    "mandelbrot",
    "nbody",
    "saxpy",
    "seidel_2d",
    "spmv",
}

each_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)


def test_the_twelve_programs_are_there() -> None:
    assert {program.name for program in PROGRAMS if program.set == "twelve"} == TWELVE


@each_program
def test_a_program_has_the_presets_in_growing_order(program: Program) -> None:
    assert tuple(program.presets) == PRESETS
    operations = [program.count_operations(preset) for preset in PRESETS]
    assert 0 < operations[0] < operations[1] < operations[2] < operations[3]
    assert all(program.count_bytes(preset) > 0 for preset in PRESETS)


@each_program
def test_a_series_grows_from_tiny_to_far_more_than_preset_s(program: Program) -> None:
    assert len(program.sizes) == 9
    operations = [program.count_operations(size) for size in program.sizes]
    assert operations == sorted(operations)
    assert operations[0] < program.count_operations("S") // 10
    assert operations[-1] > program.count_operations("S") * 50
    assert all(
        parameters.keys() == program.presets["S"].keys() for parameters in program.sizes.values()
    )


@pytest.mark.slow
@each_program
def test_a_series_ends_far_beyond_an_l3_of_32_mib(program: Program) -> None:
    arguments = program.make_inputs(SEED, **program.sizes["size9"])
    assert sum(count_bytes(argument) for argument in arguments) > 48 * 2**20


def test_points_of_a_series_are_spread_by_equal_factors() -> None:
    sizes = spread_sizes({"n": [1, 256], "steps": 3})
    assert [size["n"] for size in sizes.values()] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert {size["steps"] for size in sizes.values()} == {3}


@each_program
def test_the_expected_loops_are_the_loops_of_the_source(program: Program) -> None:
    loops = [(loop.variable, loop.depth) for loop in program.loops]
    assert loops == find_loops(parse_loops(program), 1)


def parse_loops(program: Program) -> ast.AST:
    """The function of the program, or the cell that it runs."""
    if program.cell is not None:
        return ast.parse(program.cell.read_text(encoding="utf-8"))
    tree = ast.parse((program.folder / "program.py").read_text(encoding="utf-8"))
    return next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == program.name
    )


def find_loops(node: ast.AST, depth: int) -> list[tuple[str, int]]:
    loops: list[tuple[str, int]] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.For | ast.While):
            variable = ast.unparse(child.target) if isinstance(child, ast.For) else "while"
            loops += [(variable, depth), *find_loops(child, depth + 1)]
        else:
            loops += find_loops(child, depth)
    return loops


@each_program
def test_inputs_are_the_same_for_the_same_seed_and_others_for_another(program: Program) -> None:
    parameters = program.presets["S"]
    inputs = program.make_inputs(SEED, **parameters)
    assert find_difference(inputs, program.make_inputs(SEED, **parameters)) == ""
    assert find_difference(inputs, program.make_inputs(SEED + 1, **parameters)) != ""


@each_program
def test_the_reference_in_c_equals_cpython(program: Program) -> None:
    reference = load_reference(program)
    for size in SIZES:
        expected = make_small_inputs(program, size)
        actual = copy_values(expected)
        assert program.function(*expected) is None
        reference(*actual)
        assert find_difference(expected, actual) == "", size


@each_program
def test_the_reference_in_c_equals_cpython_in_the_series(program: Program) -> None:
    """Where extents differ that are equal in the presets."""
    expected = program.make_inputs(SEED, **program.sizes["size4"])
    actual = copy_values(expected)
    program.function(*expected)
    load_reference(program)(*actual)
    assert find_difference(expected, actual) == ""


@pytest.mark.slow
@each_program
@pytest.mark.parametrize("preset", ("S", "M", "L"))
def test_the_reference_in_c_equals_cpython_at_a_preset(program: Program, preset: str) -> None:
    expected = program.make_inputs(SEED, **program.presets[preset])
    actual = copy_values(expected)
    program.function(*expected)
    load_reference(program)(*actual)
    assert find_difference(expected, actual) == ""


@each_program
def test_a_program_writes_the_named_arguments_and_no_others(program: Program) -> None:
    before = make_small_inputs(program, 5)
    after = copy_values(before)
    program.function(*after)
    for name, one, other in zip(program.argument_names, before, after, strict=True):
        assert (find_difference(one, other) != "") == (name in program.writes), name


def refuse_to_run(*_arguments: Any) -> None:
    raise AssertionError("CPython is not asked")


def test_at_preset_xl_the_reference_in_c_stands_in_for_cpython() -> None:
    program = next(program for program in PROGRAMS if program.name == "gemm")
    small = replace(program, presets={"S": program.presets["S"], "XL": program.presets["S"]})
    expected = Problem(small, "S").expected()
    found = Problem(replace(small, function=refuse_to_run), "XL").expected()
    assert find_difference(expected, found) == ""


@each_program
def test_restoring_gives_the_arguments_that_the_problem_began_with(program: Program) -> None:
    problem = Problem(program, "S")
    before = copy_values(problem.arguments)
    program.function(*problem.arguments)
    problem.restore()
    assert find_difference(before, problem.arguments) == ""
