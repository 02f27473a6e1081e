"""A loop that compiled code does nothing for is left to CPython without a look, for a while."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

import autopar

pytestmark = pytest.mark.usefixtures("switching_off")

CALLS_UNTIL_OFF = 16
FIRST_PAUSE = 256
# While it is off the arguments are looked at in every sixteenth call only.
CALLS_FOR_A_LOOK = 16

SCALE = """
def program(x, y, k):
    for i in range(len(x)):
        y[i] = x[i] * k
    return y
"""


def outcome() -> str:
    run = autopar.last_run()
    assert run is not None
    return run.outcome


def outcomes(function: Any, calls: int, *arguments: Any) -> list[str]:
    seen = []
    for _ in range(calls):
        function(*arguments)
        seen.append(outcome())
    return seen


def overlapping(length: int) -> tuple[Any, Any]:
    base = np.arange(1.0 + length)
    return base[:-1], base[1:]


def overlapping_and_factor(length: int) -> tuple[Any, ...]:
    return *overlapping(length), 1.5


def test_calls_that_are_always_declined_switch_a_region_off(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    x, y = overlapping(9)
    assert outcomes(function, CALLS_UNTIL_OFF, x, y, 1.0) == ["declined"] * CALLS_UNTIL_OFF
    assert outcomes(function, FIRST_PAUSE, x, y, 1.0) == ["switched off"] * FIRST_PAUSE
    assert outcomes(function, 1, x, y, 1.0) == ["declined"]
    twice = 2 * FIRST_PAUSE
    assert outcomes(function, twice + 1, x, y, 1.0) == ["switched off"] * twice + ["declined"]


def test_calls_that_are_always_replayed_switch_a_region_off(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    x = np.full(9, 1e300)
    y = np.zeros(9)
    with np.errstate(over="warn"), pytest.warns(RuntimeWarning, match="overflow"):
        seen = outcomes(function, CALLS_UNTIL_OFF + 3, x, y, 1e300)
    assert seen == ["replayed"] * CALLS_UNTIL_OFF + ["switched off"] * 3
    explained = autopar.explain(function).loops[0]
    assert not explained.is_compiled
    assert explained.ran == (
        "CPython ran it, switched off: 16 calls in a row were not worth a look (an error, a "
        "warning or an int beyond 64 bits came of each); the next one comes after 256 calls"
    )


def test_calls_with_too_little_to_do_switch_a_region_off(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    short = np.ones(1), np.ones(1), 2.0
    seen = outcomes(function, CALLS_UNTIL_OFF + 3, *short)
    assert seen == ["compiled"] * CALLS_UNTIL_OFF + ["switched off"] * 3
    assert "there is too little to do in them" in str(autopar.explain(function))
    check_same(function, lambda: (np.ones(1), np.ones(1), 2.0), "switched off")


def test_a_few_iterations_are_enough_to_stay_on(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    calls = 3 * CALLS_UNTIL_OFF
    assert set(outcomes(function, calls, np.ones(8), np.ones(8), 2.0)) == {"compiled"}


def test_a_useful_call_now_and_then_keeps_a_region_on(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    x, y = overlapping(9)
    for _ in range(4):
        assert set(outcomes(function, CALLS_UNTIL_OFF - 1, x, y, 1.0)) == {"declined"}
        assert outcomes(function, 1, x, np.zeros(9), 1.0) == ["compiled"]


def test_a_trace_function_does_not_count(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    with np.errstate(under="warn"):
        seen = outcomes(function, 3 * CALLS_UNTIL_OFF, np.ones(9), np.ones(9), 1.0)
    assert set(seen) == {"declined"}
    assert outcomes(function, 1, np.ones(9), np.ones(9), 1.0) == ["compiled"]


@pytest.mark.parametrize(
    ("x", "y", "k"),
    [
        (np.ones(9, np.float32), np.ones(9), 1.0),
        (np.ones(9), np.ones(9), 2),
        (np.ones(9), np.ones(9), np.float64(2.0)),
        (np.ones(1000), np.ones(1000), 1.0),
    ],
)
def test_arguments_of_other_kinds_or_much_larger_switch_it_on_again(
    tmp_path: Path, x: Any, y: Any, k: Any
) -> None:
    function = define(tmp_path, SCALE)
    outcomes(function, CALLS_UNTIL_OFF, *overlapping(9), 1.0)
    function(*overlapping(9), 1.0)
    assert outcome() == "switched off"
    seen = outcomes(function, CALLS_FOR_A_LOOK, x, y, k)
    assert seen[-1] == "compiled"
    assert set(seen) == {"switched off", "compiled"} or set(seen) == {"compiled"}
    assert outcomes(function, 3, x, y, k) == ["compiled"] * 3


def test_calls_that_came_of_use_again_are_looked_at_after_the_pause(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    outcomes(function, CALLS_UNTIL_OFF, *overlapping(9), 1.0)
    apart = np.ones(9), np.ones(9), 1.0
    seen = outcomes(function, FIRST_PAUSE + 2, *apart)
    assert seen == ["switched off"] * FIRST_PAUSE + ["compiled"] * 2


def test_a_region_that_is_off_does_what_cpython_does(tmp_path: Path) -> None:
    function = define(tmp_path, SCALE)
    for _ in range(CALLS_UNTIL_OFF):
        function(*overlapping(9), 1.0)
    for length in (9, 1, 0):
        check_same(function, partial(overlapping_and_factor, length), "switched off")
    seen = check_same(function, lambda: (np.arange(9.0), np.zeros(4), 1.5), "switched off")
    assert seen.error is not None
    assert seen.error[0] is IndexError
