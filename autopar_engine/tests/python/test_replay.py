"""What was done before a check failed or an operation may have to warn is taken back."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

# The update shows cells that are not put back: they are updated twice.
UPDATES_OF_TWO = """
def program(a, b, p):
    for i in range(len(a)):
        for j in range(a.shape[1]):
            a[i, j] = a[i, j] * 0.5 + 1.0
            b[i, j] = b[i, j] * 0.25 + 7 // (i - p)
    return i
"""

LAYOUTS: dict[str, Callable[[int, int], Any]] = {
    "C": lambda n, m: np.arange(1.0 * n * m).reshape(n, m),
    "Fortran": lambda n, m: np.asfortranarray(np.arange(1.0 * n * m).reshape(n, m)),
    "every second": lambda n, m: np.arange(4.0 * n * m).reshape(2 * n, 2 * m)[::2, 1::2],
    "reversed": lambda n, m: np.arange(1.0 * n * m).reshape(n, m)[::-1, ::-1],
    "a part": lambda n, m: np.arange(1.0 * n * (m + 3)).reshape(n, m + 3)[:, 1 : m + 1],
    "transposed": lambda n, m: np.arange(2.0 * n * m).reshape(m, n, 2)[:, :, 1].T,
}


def whole(view: Any) -> Any:
    """The array that a view is a part of."""
    return view if view.base is None else whole(view.base)


def two_views(layout: str, n: int, m: int, p: int) -> tuple[Any, ...]:
    return LAYOUTS[layout](n, m), LAYOUTS[layout](n, m) + 0.5, p


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("n", "m"), [(3, 4), (9, 11), (70, 90)])
def test_every_layout_is_put_back(tmp_path: Path, layout: str, n: int, m: int) -> None:
    function = define(tmp_path, UPDATES_OF_TWO)
    check_same(function, partial(two_views, layout, n, m, -1), "compiled")
    for place in (0, n // 2, n - 1):
        seen = check_same(function, partial(two_views, layout, n, m, place), "replayed")
        assert seen.error is not None
        assert seen.error[0] is ZeroDivisionError


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_bytes_between_the_elements_are_left_alone(tmp_path: Path, layout: str) -> None:
    function = define(tmp_path, UPDATES_OF_TWO)
    a, b, p = two_views(layout, 9, 11, 5)
    other_a, other_b, _ = two_views(layout, 9, 11, 5)
    with pytest.raises(ZeroDivisionError):
        function(a, b, p)
    with pytest.raises(ZeroDivisionError):
        function.__wrapped__(other_a, other_b, p)  # type: ignore[attr-defined]
    assert whole(a).tobytes() == whole(other_a).tobytes()
    assert whole(b).tobytes() == whole(other_b).tobytes()


def test_a_warning_long_before_the_end_is_not_forgotten(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            i = 0
            while i < n:
                a[i % 4] = b[i] * b[i]
                i += 1
            return i
        """,
    )
    n = 400_000

    def large_at(place: int) -> tuple[Any, ...]:
        b = np.ones(n)
        b[place] = 1e200
        return np.zeros(4), b, n

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        for place in (0, n // 2, n - 1):
            seen = check_same(function, partial(large_at, place), "replayed")
            assert [one[0] for one in seen.warnings] == [RuntimeWarning]
