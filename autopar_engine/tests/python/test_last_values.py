"""Names that only some iterations of a parallel loop bind, seen in the frame after the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import autopar
from autopar import _engine

SIZE = 20_000


class EndError(Exception):
    """Raised behind the loop, so that the frame can be looked at."""


def bound_under_a_condition(x: Any, y: Any) -> None:
    for i in range(len(x)):
        if x[i] > 0.5:
            t = x[i] * 2.0
            y[i] = t
    raise EndError


def bound_unless_skipped(x: Any, y: Any) -> None:
    t = -1.0
    for i in range(len(x)):
        if x[i] <= 0.5:
            continue
        t = x[i] * 2.0
        y[i] = t
    raise EndError


def bound_in_a_while(x: Any, y: Any) -> None:
    for i in range(len(x)):
        count = 0
        z = x[i]
        while z > 0.5 and count < 9:
            t = z
            z = t * 0.75
            count += 1
        y[i] = count
    raise EndError


def bound_to_two_types(x: Any, y: Any) -> None:
    for i in range(len(x)):
        if x[i] > 0.7:
            t = 1
            y[i] = t
        elif x[i] > 0.5:
            t = 2.5  # type: ignore[assignment]  # what is tested
            y[i] = t
    raise EndError


def bound_in_triangles(x: Any, y: Any) -> None:
    for i in range(len(x)):
        for j in range(i % 3):
            y[i] = j
    raise EndError


LOOPS = (
    bound_under_a_condition,
    bound_unless_skipped,
    bound_in_a_while,
    bound_to_two_types,
    bound_in_triangles,
)
# Where x is above a half: there the names are bound.
PLACES = {
    "nowhere": [],
    "first": [0],
    "last": [SIZE - 1],
    "early": [3, 4],
    "some": [7, 5000, 5001, 17_000],
}


@pytest.fixture(params=[False, True], ids=["forward", "backward"])
def is_backward(request: pytest.FixtureRequest) -> Iterator[bool]:
    _engine.set_backward_order(request.param)
    yield request.param
    _engine.set_backward_order(False)


def locals_behind(function: Callable[..., Any], places: list[int]) -> dict[str, Any]:
    x = np.full(SIZE, 0.25)
    x[places] = np.linspace(0.6, 0.9, len(places))
    y = np.zeros(SIZE)
    with pytest.raises(EndError) as caught:
        function(x, y)
    frame = caught.traceback[-1].frame
    return {name: _picture(value) for name, value in frame.f_locals.items()}


def _picture(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else (type(value), value)


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.__name__)
def test_the_last_iteration_that_binds_a_name_decides(
    loop: Callable[..., Any], places: list[int], threads: int, is_backward: bool
) -> None:
    compiled = autopar.jit(loop)
    expected = locals_behind(loop, places)
    for _ in range(2):
        assert locals_behind(compiled, places) == expected
    outermost = autopar.explain(compiled).loops[0]
    assert outermost.is_parallel
    # A name that nothing has bound is CPython's to leave unbound.
    assert "threads" in outermost.ran or not places
