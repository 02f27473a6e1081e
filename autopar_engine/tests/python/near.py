"""Compares a jitted function with its original where floats may differ by a bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from comparison import observe

import autopar


def distance(seen: Any, expected: Any, least: float = 0.0) -> float:
    """How far apart two arrays are at most, in units of the last place of the expected values.

    What is smaller than `least` counts as that large. NaN is near NaN alone, and infinity near
    itself.
    """
    assert seen.dtype == expected.dtype
    assert np.array_equal(np.isnan(seen), np.isnan(expected))
    is_finite = np.isfinite(expected)
    assert np.array_equal(seen[~is_finite], expected[~is_finite], equal_nan=True)
    one, other = seen[is_finite], expected[is_finite]
    unit = np.spacing(np.maximum(np.abs(other), other.dtype.type(least)))
    with np.errstate(over="ignore"):
        apart = np.abs(one.astype(np.longdouble) - other.astype(np.longdouble)) / unit
    return float(apart.max(initial=0.0))


def check_near(
    function: Callable[..., Any],
    make_arguments: Callable[[], tuple[Any, ...]],
    bound: float,
    outcome: str | None,
    least: float = 0.0,
) -> float:
    """Compare `function` with the function that it wraps; the second argument holds the results.

    Errors and warnings have to be the same, and so does everything else that is no such float.
    """
    original = getattr(function, "__wrapped__", function)
    expected_arguments = make_arguments()
    expected = observe(original, expected_arguments)
    arguments = make_arguments()
    seen = observe(function, arguments)
    assert seen.error == expected.error
    assert seen.warnings == expected.warnings
    run = autopar.last_run()
    assert run is not None
    if outcome is not None:
        assert run.outcome == outcome, run
    if run.outcome != "compiled":
        assert seen == expected
    apart = distance(arguments[1], expected_arguments[1], least)
    assert apart <= bound
    return apart
