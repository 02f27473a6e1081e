"""A comparison that misses a difference would let a wrong contender be timed."""

import re
from typing import Any

import numpy as np
import pytest
from autopar_bench.comparison import digest, find_difference

QUIET_NAN = np.array([0x7FF8000000000000], dtype=np.uint64).view(np.float64)
OTHER_NAN = np.array([0xFFF8000000000001], dtype=np.uint64).view(np.float64)

SAME = [
    (None, None),
    (3, 3),
    (1.5, 1.5),
    (QUIET_NAN, OTHER_NAN),
    (QUIET_NAN + 1j, OTHER_NAN + 1j),
    (np.zeros((0, 3)), np.zeros((0, 3))),
    (np.array(2.0), np.array(2.0)),
    (np.asfortranarray(np.eye(3)), np.eye(3)),
    ((1, np.float32(2)), (1, np.float32(2))),
    ([[1.0], [2, None]], [[1.0], [2, None]]),
]

DIFFERENT = [
    (None, 0, "int instead of NoneType"),
    (True, 1, "int instead of bool"),
    (3, 4, "4 instead of 3"),
    (2.0, np.float64(2.0), "float64 instead of float"),
    (0.0, -0.0, "1 of 1 elements"),
    (np.array([1.0, 2.0]), np.array([1.0, np.nextafter(2.0, 3.0)]), r"first at \[1\]"),
    (np.zeros((2, 3)), np.array([[0, 0, 0], [0, -0.0, 1.0]]), r"2 of 6 .* first at \[1, 1\]"),
    (QUIET_NAN, np.array([1.0]), "1 of 1 elements"),
    (np.zeros(3), np.zeros(3, dtype=np.float32), "dtype float32 instead of float64"),
    (np.zeros(3), np.zeros((3, 1)), r"shape \(3, 1\) instead of \(3,\)"),
    ((1, 2), (1, 2, 3), "3 values instead of 2"),
    ((1, (2.0,)), (1, (2.5,)), r"\[1\]: \[0\]: "),
    ((1,), [1], "list instead of tuple"),
    ([1.0, [2.0]], [1.0, [-2.0]], r"\[1\]: \[0\]: "),
]


@pytest.mark.parametrize(("expected", "actual"), SAME)
def test_the_same_values_have_no_difference_and_one_digest(expected: Any, actual: Any) -> None:
    assert find_difference(expected, actual) == ""
    assert digest(expected) == digest(actual)


@pytest.mark.parametrize(("expected", "actual", "pattern"), DIFFERENT)
def test_a_difference_is_found_and_named(expected: Any, actual: Any, pattern: str) -> None:
    difference = find_difference(expected, actual)
    assert re.search(pattern, difference), difference
    assert digest(expected) != digest(actual)


@pytest.mark.parametrize("value", ["text", {1.0}, [1.0, "text"], np.array([None])])
def test_what_cannot_be_compared_raises(value: Any) -> None:
    with pytest.raises(TypeError, match="no comparison for"):
        find_difference(value, value)


def test_the_comparison_leaves_its_arguments_alone() -> None:
    values = OTHER_NAN.copy()
    find_difference(values, values.copy())
    assert values.tobytes() == OTHER_NAN.tobytes()
