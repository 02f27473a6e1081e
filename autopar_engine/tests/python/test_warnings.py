"""Whatever NumPy warns about or raises, it does so as if autopar were not there."""

from __future__ import annotations

import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, observe
from loops import difference, reciprocal, square
from programs import define

import autopar


def ones(n: int) -> Any:
    return np.ones(n)


def with_value(n: int, where: int, value: float) -> Any:
    array = np.linspace(1.0, 2.0, n)
    array[where] = value
    return array


def test_overflow_warns_once_per_operation_at_its_line() -> None:
    seen = check_same(square, lambda: (with_value(50, 30, 1e200), ones(50)), "replayed")
    assert [one[0] for one in seen.warnings] == [RuntimeWarning]
    assert "overflow" in seen.warnings[0][1]


def test_an_invalid_operation_warns_at_its_line() -> None:
    seen = check_same(
        difference, lambda: (with_value(50, 7, np.inf), with_value(50, 7, np.inf)), "replayed"
    )
    assert "invalid" in seen.warnings[0][1]


def test_a_division_by_zero_warns_at_its_line() -> None:
    seen = check_same(reciprocal, lambda: (with_value(50, 7, 0.0), ones(50)), "replayed")
    assert [one[0] for one in seen.warnings] == [RuntimeWarning]
    assert "divide by zero" in seen.warnings[0][1]
    check_same(reciprocal, lambda: (ones(50), ones(50)), "compiled")


@pytest.mark.parametrize(
    "value",
    [
        "0.5 / a[i]",
        "np.float64(1.0) / np.float64(i)",
        "np.float64(1e308) * np.float64(10.0)",
        "np.float64(2.0) / (i > 5)",
        "np.float64(1.0) / i",
    ],
)
def test_what_the_compiler_could_compute_itself_warns_all_the_same(
    value: str, tmp_path: Path
) -> None:
    function = define(
        tmp_path,
        f"""
        import numpy as np

        def program(a):
            t = 0.0
            for i in range(3):
                t += {value}
            return t
        """,
    )
    seen = check_same(function, lambda: (np.array([True, False, True]),), None)
    assert seen.warnings


@pytest.mark.parametrize("divisor", ["u[i]", "(x[i] > 1.0)", "((x[i] > 1.0) + 0)", "v[i]"])
def test_a_constant_divided_by_a_truth_value_warns(tmp_path: Path, divisor: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(x, u, v, n):
            t = 0.0
            for i in range(0, n, 2):
                for j in range(0, n, 2):
                    for k in range(n):
                        t += 3 / {divisor}
            return t
        """,
    )

    def arguments(last: float) -> tuple[Any, ...]:
        x = np.array([2.0, 2.0, last])
        return x, x > 1.0, (x > 1.0).astype(np.int64), 3

    check_same(function, lambda: arguments(2.0), "compiled")
    seen = check_same(function, lambda: arguments(0.5), "replayed")
    assert [one[0] for one in seen.warnings][:1] == [RuntimeWarning]
    assert "divide by zero" in seen.warnings[0][1]


@pytest.mark.parametrize(
    "value",
    [
        "1.5 / (b[i] * k)",
        "1.5 / (k - k)",
        "1.5 / (u[i] - u[i])",
        "1.5 / (u[i] ^ u[i])",
        "1.5 / (u[i] % u[i])",
        "1.5 / (u[i] * (i - i))",
        "1.5 / (k if b[i] else u[0] - u[0])",
        "np.float64(1.5) / (x[i] if b[i] else 0.0)",
        "np.float64(1.5) / (b[i] and x[i])",
        "np.float64(1.5) / min(x[i], 0.0)",
        "np.float64(1e308) * (x[i] if b[i] else 1e10)",
    ],
)
def test_what_the_compiler_knows_on_one_way_only_warns_all_the_same(
    value: str, tmp_path: Path
) -> None:
    function = define(
        tmp_path,
        f"""
        import numpy as np

        def program(b, u, x, k, y):
            for i in range(len(b)):
                y[i] = {value}
        """,
    )
    u, x = np.array([5, 7, 9, 11]), np.array([1.0, 2.0, 3.0, 4.0])
    b = np.array([True, False, False, True])
    seen = check_same(function, lambda: (b, u, x, np.int64(4), np.zeros(4)), None)
    assert seen.warnings


@pytest.mark.parametrize(
    "statement",
    [
        "b[i] /= i",
        "b[0] /= i",
        "u[i] /= i + 1 - u[0]",
        "b[i] = np.sqrt(x[i])",
        "b[i] = x[i] * 1e300 * 1e300",
        "b[i] = x[i] / i",
        "b[i] = -np.log(x[i])",
    ],
)
def test_what_a_cell_rounds_away_warns_all_the_same(statement: str, tmp_path: Path) -> None:
    function = define(
        tmp_path,
        f"""
        import numpy as np

        def program(b, u, x):
            for i in range(len(b)):
                {statement}
        """,
    )

    def arguments() -> tuple[Any, ...]:
        return np.array([True, True]), np.array([1, 3]), np.array([-1.0, 1e200])

    seen = check_same(function, arguments, None)
    assert seen.warnings


def test_infinities_and_nans_that_only_pass_through_stay_compiled() -> None:
    check_same(difference, lambda: (with_value(50, 7, np.inf), ones(50)), "compiled")
    check_same(difference, lambda: (with_value(50, 7, np.nan), ones(50)), "compiled")


def test_every_mode_of_errstate_does_what_it_does_in_cpython() -> None:
    def overflowing() -> tuple[Any, ...]:
        return with_value(20, 10, 1e200), ones(20)

    for mode in ("ignore", "warn", "raise"):
        with np.errstate(all=mode):
            check_same(square, overflowing, None)


def test_underflow_is_left_to_cpython_where_errstate_watches_it() -> None:
    def underflowing() -> tuple[Any, ...]:
        return with_value(20, 10, 1e-200), ones(20)

    assert check_same(square, underflowing, "compiled").warnings == []
    with np.errstate(under="warn"):
        seen = check_same(square, underflowing, "declined")
        assert "underflow" in seen.warnings[0][1]
    with np.errstate(under="raise"):
        assert check_same(square, underflowing, "declined").error is not None
    assert check_same(square, underflowing, "compiled").warnings == []


def test_underflow_set_for_the_whole_process_is_noticed() -> None:
    before = np.seterr(under="warn")
    try:
        check_same(square, lambda: (with_value(20, 10, 1e-200), ones(20)), "declined")
    finally:
        np.seterr(**before)


def test_a_warning_made_an_error_leaves_the_effects_before_it() -> None:
    def run(function: Any) -> Any:
        x, y = with_value(50, 30, 1e200), ones(50)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(RuntimeWarning, match="overflow"):
                function(x, y)
        return y

    expected = run(square.__wrapped__)  # type: ignore[attr-defined]
    assert run(square).tobytes() == expected.tobytes()
    assert expected[31] == 1.0


def test_a_trace_function_sees_every_line() -> None:
    def lines(function: Any) -> list[tuple[str, int]]:
        seen: list[tuple[str, int]] = []

        def trace(frame: Any, event: str, argument: Any) -> Any:
            if frame.f_code.co_name == "square":
                seen.append((event, frame.f_lineno))
            return trace

        x, y = ones(5), ones(5)
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            function(x, y)
        finally:
            sys.settrace(before)
        return seen

    assert lines(square) == lines(square.__wrapped__)  # type: ignore[attr-defined]
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
    check_same(square, lambda: (ones(5), ones(5)), "compiled")


def test_two_threads_may_run_the_same_region() -> None:
    expected = observe(square.__wrapped__, (ones(5000) * 3, ones(5000)))  # type: ignore[attr-defined]
    seen: list[Any] = []

    def work() -> None:
        for _ in range(30):
            x, y = ones(5000) * 3, ones(5000)
            square(x, y)
            seen.append(y.tobytes())

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {expected.arguments[1][3]}
    assert len(seen) == 60
