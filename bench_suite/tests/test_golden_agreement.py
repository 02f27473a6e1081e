"""The twelve programs are golden loops of the engine too; both expect the same verdicts."""

import re

import pytest
from autopar_bench.programs import load_program
from suite_under_test import SUITE

GOLDEN = SUITE.parent / "autopar_engine" / "tests" / "golden" / "verdict"
VERDICT = re.compile(r"(?P<variable>\w+): (?P<verdict>[A-Z_]+)")

# The golden file of a program, and how many loops before the program's own make its data.
FILES = {
    "black_scholes": ("price_options.py", 0),
    "conv2d": ("convolve_an_image.py", 0),
    "covariance": ("compute_covariance.py", 0),
    "floyd_warshall": ("find_shortest_paths.py", 2),
    "gemm": ("multiply_matrices.py", 0),
    "histogram": ("count_values_into_bins.py", 0),
    "jacobi_2d": ("average_neighbours_in_steps.py", 0),
    "mandelbrot": ("draw_mandelbrot.py", 0),
    "nbody": ("attract_bodies.py", 0),
    "saxpy": ("saxpy_fresh_arrays.py", 0),
    "seidel_2d": ("average_neighbours_in_place.py", 0),
    "spmv": ("multiply_a_sparse_matrix.py", 0),
}


@pytest.mark.parametrize("name", FILES)
def test_a_program_and_its_golden_loop_expect_the_same(name: str) -> None:
    file, before = FILES[name]
    first_line = (GOLDEN / file).read_text(encoding="utf-8").splitlines()[0]
    golden = [(found["variable"], found["verdict"]) for found in VERDICT.finditer(first_line)]
    program = load_program(SUITE / "programs" / name)
    assert [(loop.variable, loop.verdict) for loop in program.loops] == golden[before:]
