"""Lists of Python's own numbers: copied in, copied back, and left alone where anything is odd."""

from __future__ import annotations

import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

import autopar

BODIES = {
    "sum": """
        s = 0
        for v in x:
            s += v
        return s, v
        """,
    "scale": """
        for i in range(len(x)):
            x[i] = x[i] * 2
        return i
        """,
    "prefix": """
        for i in range(1, len(x)):
            x[i] = x[i - 1] + x[i]
        """,
    "halve": """
        for i in range(len(x)):
            x[i] = x[i] / 2
        """,
    "replace": """
        for i in range(len(x)):
            if x[i] > 2:
                x[i] = 0.5
            elif x[i] < 0:
                x[i] = -1
        """,
    "swap": """
        n = len(x)
        for i in range(n // 2):
            x[i], x[n - 1 - i] = x[n - 1 - i], x[i]
        """,
    "bubble": """
        n = len(x)
        for i in range(n):
            for j in range(n - 1 - i):
                if x[j] > x[j + 1]:
                    t = x[j]
                    x[j] = x[j + 1]
                    x[j + 1] = t
        """,
    "negative": """
        for i in range(len(x)):
            x[-1 - i] = x[i]
        """,
    "out of range": """
        for i in range(len(x)):
            x[i + 1] = x[i]
        """,
}
LISTS: dict[str, list[Any]] = {
    "ints": [3, -1, 4, 1, -5, 9, 2, 6, 5],
    "floats": [0.5, -0.0, 0.0, 2.5, 1e300, -3.0, float("inf")],
    "one": [7],
    "huge": [1, 2**62, 2**62],
    "beyond": [1, 2**63, 3],
    "mixed": [1, 2.5, 3],
    "bools": [True, False, True],
    "bools and ints": [True, 2, 3],
    "strings": ["a", "b"],
    "empty": [],
    "of float64": [np.float64(1.0), np.float64(2.0)],
    "none": [1.0, None, 2.0],
}
COMPILED = {"ints", "floats"}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("values", LISTS)
def test_every_list_gives_what_cpython_gives(tmp_path: Path, body: str, values: str) -> None:
    function = define(tmp_path, f"def program(x):{BODIES[body]}")
    fails = body == "out of range" or (values == "floats" and body == "scale")
    outcome = "compiled" if values in COMPILED and not fails else None
    check_same(function, lambda: (list(LISTS[values]),), outcome)


MATRIX_PRODUCT = """
    def program(c, a, b):
        for i in range(len(c)):
            for j in range(len(b)):
                for k in range(len(b)):
                    c[i][j] += a[i][k] * b[k][j]
    """


def rows(value: float, *, count: int = 5) -> list[list[float]]:
    return [[value * (i + 1) - j for j in range(count)] for i in range(count)]


def test_lists_of_lists(tmp_path: Path) -> None:
    function = define(tmp_path, MATRIX_PRODUCT)
    check_same(function, lambda: (rows(0.0), rows(0.5), rows(0.25)), "compiled")
    same = rows(0.5)
    check_same(function, lambda: (rows(0.0), list(same), list(same)), "compiled")
    check_same(function, lambda: (rows(0.0), np.array(rows(0.5)), rows(0.25)), None)
    check_same(function, lambda: ([[0.0] * 5] * 5, rows(0.5), rows(0.25)), "declined")
    check_same(function, lambda: ([[0.0] * 5, *rows(0.0)[1:4], [0.0] * 4], *2 * [rows(0.5)]), None)
    check_same(function, lambda: 3 * (rows(0.5),), "declined")


def test_a_shared_row_of_two_lists_is_seen(tmp_path: Path) -> None:
    function = define(tmp_path, MATRIX_PRODUCT)

    def arguments() -> tuple[Any, ...]:
        c, a = rows(0.0), rows(0.5)
        a[2] = c[3]
        return c, a, rows(0.25)

    check_same(function, arguments, "declined")


def test_one_list_under_two_names_is_seen(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y):
            for i in range(1, len(x)):
                x[i] = y[i - 1]
        """,
    )
    check_same(function, lambda: ([1, 2, 3], [4, 5, 6]), "compiled")

    def one_list() -> tuple[Any, ...]:
        x = [1, 2, 3]
        return x, x

    check_same(function, one_list, "declined")


def test_other_types_at_later_calls_are_seen(tmp_path: Path) -> None:
    function = define(tmp_path, f"def program(x):{BODIES['scale']}")
    for values in ([1, 2], [1.0, 2.0], [1, 2.0], [1, 2, 3], [2, 1], [True, False], [1, 2**70]):
        check_same(function, partial(lambda v: (list(v),), values), None)


def test_elements_that_are_not_written_stay_the_objects_that_they_are(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x):
            for i in range(len(x)):
                if x[i] > 1000:
                    x[i] = 0
        """,
    )
    values = [10**6 + i if i % 3 else 500 - i for i in range(30)]
    before = list(values)
    function(values)
    run = autopar.last_run()
    assert run is not None and run.outcome == "compiled"
    assert all(one is other for one, other in zip(values, before, strict=True) if other <= 1000)
    assert all(one == 0 for one, other in zip(values, before, strict=True) if other > 1000)


def test_ints_and_floats_in_one_list(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y):
            for i in range(len(x)):
                if x[i] > 1:
                    y[i] = x[i] * 0.5
                elif x[i] < -1:
                    y[-1 - i] = x[i]
            return y[0], x[-1]
        """,
    )
    halves = [0.5, 2, -3, 7.25, 2**53, -0.0, 0]
    check_same(function, lambda: (list(range(7)), [0] * 7), "compiled")
    check_same(function, lambda: (list(halves), [0] * 7), "compiled")
    check_same(function, lambda: (list(halves), [0.0, 1] * 3 + [2]), "compiled")
    check_same(function, lambda: ([0.5, 2.5] * 4, [-0.0] * 8), "compiled")
    check_same(function, lambda: (list(halves), [2**53 + 1] * 7), "declined")
    check_same(function, lambda: ([*halves[:4], 2**53 + 1, 1, 1], [0] * 7), "declined")
    check_same(function, lambda: (list(halves), [0, 1.5, True, 2, 3, 4, 5]), "declined")


def test_a_matrix_of_zeros_that_floats_are_added_to(tmp_path: Path) -> None:
    function = define(tmp_path, MATRIX_PRODUCT)
    zeros = partial(lambda: [[0] * 5 for _ in range(5)])
    check_same(function, lambda: (zeros(), rows(0.5), rows(0.25)), "compiled")
    check_same(function, lambda: (zeros(), zeros(), zeros()), "compiled")
    check_same(
        function, lambda: ([[0, 0.5, 1, 2, 3], *rows(0.0)[1:]], 2 * rows(1.5), rows(0.25)), None
    )


def test_a_list_that_would_hold_two_other_types_is_left_alone(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x):
            for i in range(len(x)):
                x[i] = x[i] / 2
        """,
    )
    check_same(function, lambda: ([1.0, 2.0],), "compiled")
    check_same(function, lambda: ([1, 2],), "compiled")
    check_same(function, lambda: ([True, False],), "declined")


def test_two_indices_and_a_shape_are_for_arrays(tmp_path: Path) -> None:
    for index in ("x[i, 0]", "x.shape[0]"):
        function = define(
            tmp_path,
            f"""
            def program(x):
                s = 0
                for i in range(2):
                    s += {index}
                return s
            """,
        )
        check_same(function, lambda: (rows(0.5),), None)
        check_same(function, lambda: (np.array(rows(0.5)),), "compiled")


def test_a_long_list_of_which_little_is_read_is_not_copied(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, value):
            low, high = 0, len(x)
            while low < high:
                middle = (low + high) // 2
                if x[middle] < value:
                    low = middle + 1
                else:
                    high = middle
            return low
        """,
    )
    values = list(range(100_000))
    seen = check_same(function, lambda: (values[:], 70_000), "declined")
    assert seen.result == (int, 70_000)


def test_a_list_that_a_signal_handler_changes(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, rounds):
            s = 0
            for r in range(rounds):
                for i in range(len(x)):
                    x[i] = (x[i] * 3 + 1) % 1000
            return s
        """,
    )
    values = list(range(1000))
    function(list(values), 1)

    def handler(number: int, frame: object) -> None:
        values.append(5)

    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005)
        started = time.monotonic()
        function(values, 10_000)
        assert time.monotonic() - started > 0.005
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    run = autopar.last_run()
    assert run is not None and run.outcome == "replayed"
    assert len(values) == 1001 and values[-1] == 5


def test_a_target_of_two_loops_over_lists_is_left_to_cpython(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y):
            for i in range(2):
                for v in x:
                    pass
                for v in y:
                    pass
            return v
        """,
    )
    x, y = [10.25, 11.5], [10.75, 11.5]
    assert function(x, y) is y[1]
    check_same(function, lambda: (x, y), "declined")
    check_same(function, lambda: (np.array(x), np.array(y)), "compiled")


def test_an_object_that_moves_within_a_list_is_left_to_cpython(tmp_path: Path) -> None:
    for stored in ("x[0]", "+x[0]", "max(x[0], x[0])", "x[0] if i > 0 else y", "y"):
        function = define(
            tmp_path,
            f"""
            def program(x, y):
                for i, v in enumerate(x):
                    x[1] = {stored}
                return v
            """,
        )
        x = [10.25, 11.5]
        y = 1.0 / len(x)
        # The second iteration binds what the first one stored.
        assert function(x, y) is (y if stored.endswith("y") else x[0]), stored
        check_same(function, lambda: ([1.5, 2.5], 3.5), "declined")
    function = define(
        tmp_path,
        """
        def program(x, y):
            for i, v in enumerate(x):
                x[i] = v * y
            return v
        """,
    )
    check_same(function, lambda: ([1.5, 2.5], 3.5), "compiled")


def test_a_loop_target_ends_as_the_very_object_in_the_list(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y):
            s = 0.0
            for a in x:
                s += a
            for i, b in enumerate(x, 3):
                s += b * i
            for c, d in zip(x, y):
                s += c * d
            for e in reversed(x):
                if e < 10.5:
                    break
                s += e
            return s, a, i, b, c, d, e
        """,
    )
    x, y = [10.25 + i for i in range(20)], [0.5 * i for i in range(30)]
    _, a, i, b, c, d, e = function(x, y)
    assert a is x[-1] and b is x[-1] and c is x[-1] and d is y[19] and e is x[0] and i == 22
    run = autopar.last_run()
    assert run is not None and run.outcome == "compiled"
