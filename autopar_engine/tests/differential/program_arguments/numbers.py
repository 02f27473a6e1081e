"""Numbers of every type: the contents of arrays and lists, and scalars."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_ODD: dict[str, Callable[[int], object]] = {
    "0-d array": lambda value: np.array(value / 2),
    "subclass of int": lambda value: SubclassOfInt(value),
    "subclass of float": lambda value: SubclassOfFloat(value),
    "fraction": lambda value: Fraction(value, 2),
}

_EXTREME_FLOATS = (np.inf, -np.inf, np.nan, -0.0, 0.0, 5e-324, 1e308, -1e308, 1e30, 2.0**53)
_EXTREME_INTS = (2**31, -(2**31), 2**53 + 1, 2**62, -(2**63), 2**63 - 1, 255, -1)


class SubclassOfInt(int):
    """An int that is not exactly one."""


class SubclassOfFloat(float):
    """A float that is not exactly one."""


def scalar(
    numbers: np.random.Generator, type_name: str, *, is_small: bool, is_extreme: bool = False
) -> object:
    """A number of that type: Python's bool, int, float, complex and huge, a dtype, or odd."""
    value = int(numbers.integers(1, 10))
    if type_name == "bool":
        return bool(value % 2)
    if type_name == "int":
        is_usual = not is_extreme and (is_small or numbers.random() < 0.8)
        return value if is_usual else int(numbers.choice(_EXTREME_INTS))
    if type_name == "huge":
        return 10**30 + value
    real = value / 2 if is_small or numbers.random() < 0.5 else float(numbers.normal())
    if is_extreme or (not is_small and numbers.random() < 0.08):
        real = float(numbers.choice(_EXTREME_FLOATS))
    if type_name == "float":
        return real
    if type_name == "complex":
        is_odd = is_extreme or (not is_small and numbers.random() < 0.08)
        imaginary = numbers.choice(_EXTREME_FLOATS) if is_odd else numbers.normal()
        return complex(real, float(imaginary))
    if type_name in _ODD:
        return _ODD[type_name](value)
    return _numpy_scalar(type_name, value, real)


def _numpy_scalar(type_name: str, value: int, real: float) -> object:
    dtype = np.dtype(type_name)
    if dtype.kind in "iub":
        return dtype.type(value)
    with np.errstate(all="ignore"):
        return dtype.type(real) if dtype.kind == "f" else dtype.type(complex(real, value))


def contents(
    numbers: np.random.Generator, dtype: np.dtype[Any], shape: tuple[int, ...], values: str
) -> Array:
    """A C-contiguous array of that dtype in native byte order."""
    if values == "permutation":
        return _permutation(numbers, int(np.prod(shape))).reshape(shape).astype(dtype)
    if values == "positions":
        return numbers.integers(0, max(1, min(shape, default=1)), size=shape).astype(dtype)
    if dtype.kind == "b":
        return np.asarray(numbers.integers(0, 2, size=shape), dtype=dtype)
    if dtype.kind in "iu":
        return _integers(numbers, dtype, shape, values)
    if dtype.kind == "c":
        with np.errstate(over="ignore"):
            parts = _floats(numbers, (*shape, 2), values).astype(_part_of(dtype))
        return parts.view(dtype)[..., 0]
    with np.errstate(over="ignore"):
        return _floats(numbers, shape, values).astype(dtype)


def _permutation(numbers: np.random.Generator, count: int) -> Array:
    """Each position once; sometimes the last one as -1, or one of them twice."""
    places = numbers.permutation(count)
    turn = numbers.random()
    if turn < 0.15:
        return places - 1
    if turn < 0.3 and count > 1:
        places[0] = places[-1]
    return places


def _integers(
    numbers: np.random.Generator, dtype: np.dtype[Any], shape: tuple[int, ...], values: str
) -> Array:
    if values == "extreme":
        limits = np.iinfo(dtype)
        low, high = int(limits.min), int(limits.max)
        return numbers.integers(low, high, size=shape, dtype=dtype, endpoint=True)
    low = 1 if values == "positive" else (0 if dtype.kind == "u" else -9)
    return numbers.integers(low, 10, size=shape).astype(dtype)


def _floats(numbers: np.random.Generator, shape: tuple[int, ...], values: str) -> Array:
    data = numbers.normal(size=shape)
    if values == "positive":
        return np.abs(data) + 0.25
    if values == "extreme" and data.size:
        where = numbers.integers(0, data.size, size=max(1, data.size // 4))
        data.flat[where] = numbers.choice(_EXTREME_FLOATS, size=len(where))
    return data


def _part_of(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype(f"f{dtype.itemsize // 2}")
