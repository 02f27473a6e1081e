"""Arrays in every layout that NumPy can express."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from program_arguments.numbers import Array


class Subclass(np.ndarray):
    """An array that is not exactly an ndarray."""


def laid_out(data: Array, layout: str) -> Array:
    """An array with the same elements, apart from "broadcast", which repeats the first row."""
    return _LAYOUTS[layout](data)


def _transposed(data: Array) -> Array:
    return np.ascontiguousarray(data.T).T


def _strided(data: Array) -> Array:
    wide = np.zeros(tuple(2 * extent for extent in data.shape), data.dtype)
    view = wide[tuple(slice(None, None, 2) for _ in data.shape)]
    view[...] = data
    return view


def _reversed(data: Array) -> Array:
    return np.ascontiguousarray(data[::-1])[::-1]


def _offset(data: Array) -> Array:
    wide = np.ones(tuple(extent + 3 for extent in data.shape), data.dtype)
    view = wide[tuple(slice(1, 1 + extent) for extent in data.shape)]
    view[...] = data
    return view


def _broadcast(data: Array) -> Array:
    """Stride 0 along the first axis, and writeable."""
    row = data[:1].copy()
    strides = (0, *row.strides[1:])
    return np.lib.stride_tricks.as_strided(row, data.shape, strides, writeable=True)


def _unaligned(data: Array) -> Array:
    size = data.dtype.itemsize
    if size == 1 or data.dtype in (object, np.longdouble):
        return data
    raw = np.zeros(data.size * size + 1, np.uint8)
    view: Array = np.ndarray(data.shape, data.dtype, raw, 1)
    view[...] = data
    return view


def _read_only(data: Array) -> Array:
    data.flags.writeable = False
    return data


_LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "C": lambda data: data,
    "F": np.asfortranarray,
    "transposed": _transposed,
    "strided": _strided,
    "reversed": _reversed,
    "offset": _offset,
    "broadcast": lambda data: _broadcast(data) if len(data) else data,
    "unaligned": _unaligned,
    "byte-swapped": lambda data: data.astype(data.dtype.newbyteorder()),
    "read-only": _read_only,
    "subclass": lambda data: data.view(Subclass),
}
