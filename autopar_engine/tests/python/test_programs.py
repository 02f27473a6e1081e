"""The three programs of the benchmark suite, and calls of them that CPython has to keep."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from loops import gemm, jacobi_2d, saxpy, scale_backwards


def test_saxpy_gives_the_bits_of_cpython(threads: int) -> None:
    check_same(saxpy, lambda: (2.5, numbers(50_000), numbers(50_000)), "compiled")


def test_gemm_gives_the_bits_of_cpython(threads: int) -> None:
    check_same(gemm, lambda: (numbers(21, 33), numbers(21, 17), numbers(17, 33)), "compiled")


def test_jacobi_gives_the_bits_of_cpython(threads: int) -> None:
    check_same(jacobi_2d, lambda: (numbers(40, 31), numbers(40, 31), 5), "compiled")


def test_a_negative_step_in_the_range_runs_compiled(threads: int) -> None:
    check_same(scale_backwards, lambda: (numbers(1000), 0.5), "compiled")


def test_negative_strides_run_compiled() -> None:
    check_same(saxpy, lambda: (2.5, numbers(100)[::-1], numbers(200)[::-2]), "compiled")


def test_a_transposed_matrix_runs_compiled() -> None:
    check_same(gemm, lambda: (numbers(9, 8).T, numbers(9, 8).T, numbers(9, 9)), "compiled")


def test_an_overlapping_view_is_left_to_cpython() -> None:
    def overlapping() -> tuple[Any, ...]:
        memory = numbers(101)
        return 2.5, memory[:-1], memory[1:]

    check_same(saxpy, overlapping, "declined")


def test_the_same_array_passed_twice_gives_what_cpython_gives() -> None:
    def twice() -> tuple[Any, ...]:
        memory = numbers(100)
        return 2.5, memory, memory

    check_same(saxpy, twice, None)


def test_an_array_whose_elements_share_memory_is_left_to_cpython() -> None:
    def repeated() -> tuple[Any, ...]:
        row = np.lib.stride_tricks.as_strided(numbers(1), (50,), (0,))
        return 2.5, numbers(50), row

    check_same(saxpy, repeated, "declined")


def test_an_index_out_of_range_raises_as_in_cpython() -> None:
    seen = check_same(saxpy, lambda: (2.5, numbers(100), numbers(99)), "declined")
    assert seen.error is not None
    assert seen.error[0] is IndexError


def test_a_read_only_array_raises_as_in_cpython() -> None:
    def read_only() -> tuple[Any, ...]:
        y = numbers(10)
        y.flags.writeable = False
        return 2.5, numbers(10), y

    seen = check_same(saxpy, read_only, "declined")
    assert seen.error is not None
    assert seen.error[0] is ValueError


@pytest.mark.parametrize(
    "convert",
    [
        lambda array: array.astype(object),
        lambda array: array.astype(">f8"),
        lambda array: list(array),
        lambda array: np.ma.masked_array(array),
        lambda array: array.view(np.recarray),
    ],
    ids=["object", "swapped", "list", "masked", "subclass"],
)
def test_other_kinds_of_sequences_are_left_to_cpython(convert: Any) -> None:
    check_same(saxpy, lambda: (2.5, convert(numbers(20)), convert(numbers(20))), "declined")


@pytest.mark.parametrize("dtype", ["float32", "int64", "uint8", "bool"])
def test_other_element_types_run_compiled(dtype: str) -> None:
    ones = np.ones(20, dtype=dtype)
    check_same(saxpy, lambda: (2.5, ones.copy(), ones.copy()), "compiled")


@pytest.mark.parametrize(
    "factor", [3, True, np.float64(2.5), np.float32(2.5), np.int64(3), 10**30, 2j, "x", None]
)
def test_factors_of_any_type_give_what_cpython_gives(factor: Any) -> None:
    check_same(saxpy, lambda: (factor, numbers(20), numbers(20)), None)


def test_no_iterations_change_nothing() -> None:
    check_same(saxpy, lambda: (2.5, numbers(0), numbers(0)), "declined")
    check_same(jacobi_2d, lambda: (numbers(5, 5), numbers(5, 5), 0), "declined")
    check_same(jacobi_2d, lambda: (numbers(2, 5), numbers(2, 5), 3), "declined")
    check_same(scale_backwards, lambda: (numbers(0), 0.5), "declined")


def test_subnormals_and_signed_zeros_keep_their_bits() -> None:
    x = np.array([5e-324, -5e-324, 0.0, -0.0, 1e-310, 1.0])
    check_same(saxpy, lambda: (0.5, x.copy(), x[::-1].copy()), "compiled")
