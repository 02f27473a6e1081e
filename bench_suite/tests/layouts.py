"""The same values in memory in different ways."""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

FILLER = 77


def lay_out_contiguous(values: Array) -> Array:
    return np.ascontiguousarray(values).copy()


def lay_out_strided(values: Array) -> Array:
    """Every second element of each axis of an array with something else between."""
    base = np.full([2 * extent + 1 for extent in values.shape], FILLER, dtype=values.dtype)
    return _fill(base[(slice(1, None, 2),) * values.ndim], values)


def lay_out_backwards(values: Array) -> Array:
    base = np.empty_like(values, order="C")
    return _fill(base[(slice(None, None, -1),) * values.ndim], values)


def lay_out_in_fortran_order(values: Array) -> Array:
    return np.asfortranarray(values).copy(order="F")


def lay_out_with_offset(values: Array) -> Array:
    """A window in the middle of something larger: rows are further apart than they are long."""
    base = np.full([extent + 2 for extent in values.shape], FILLER, dtype=values.dtype)
    return _fill(base[(slice(1, -1),) * values.ndim], values)


LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "contiguous": lay_out_contiguous,
    "strided": lay_out_strided,
    "backwards": lay_out_backwards,
    "fortran": lay_out_in_fortran_order,
    "window": lay_out_with_offset,
}


def _fill(view: Array, values: Array) -> Array:
    view[...] = values
    return view
