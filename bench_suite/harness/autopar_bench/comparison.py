"""Whether two results are the same: type, dtype, shape and every bit; a NaN equals any NaN.

Where a tolerance is given, floats may differ by that much, each on its own.
"""

import base64
import hashlib
import pickle
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """ulps units in the last place of the expected element, or of magnitude if that is larger.

    magnitude is that of the terms an element is made of: where they cancel, their roundings stay.
    """

    ulps: int
    magnitude: float


def find_difference(expected: Any, actual: Any, tolerance: Tolerance | None = None) -> str:
    """'' when both are the same, else one line that says what differs first.

    Raises TypeError for values that it cannot compare; whoever calls counts that as a failure.
    """
    if type(expected) is not type(actual):
        return f"{type(actual).__name__} instead of {type(expected).__name__}"
    if expected is None or isinstance(expected, int):
        return "" if expected == actual else f"{actual} instead of {expected}"
    if isinstance(expected, tuple | list):
        return _find_difference_in_sequences(expected, actual, tolerance)
    return _find_difference_in_arrays(_as_array(expected), _as_array(actual), tolerance)


def digest(value: Any) -> str:
    """Equal for two values exactly when find_difference finds none."""
    state = hashlib.sha256()
    _add_to_digest(value, state)
    return state.hexdigest()


def pack(value: Any, tolerance: Tolerance | None) -> str:
    """One line from which another process sees whether it expected that."""
    return digest(value) if tolerance is None else base64.b64encode(pickle.dumps(value)).decode()


def find_packed_difference(expected: Any, packed: str, tolerance: Tolerance | None) -> str:
    """Like find_difference, for what pack() made of a value with the same tolerance."""
    if tolerance is None:
        is_same = packed == digest(expected)
        return "" if is_same else "the result of a fresh process differs from CPython's"
    return find_difference(expected, pickle.loads(base64.b64decode(packed)), tolerance)


def _as_array(value: Any) -> np.ndarray[Any, Any]:
    if not isinstance(value, np.ndarray | np.generic | float | complex):
        raise TypeError(f"no comparison for {type(value).__name__}")
    array = np.asarray(value)
    if array.dtype.hasobject:
        raise TypeError("no comparison for arrays of objects")
    return array


def _find_difference_in_sequences(expected: Any, actual: Any, tolerance: Tolerance | None) -> str:
    if len(expected) != len(actual):
        return f"{len(actual)} values instead of {len(expected)}"
    if _are_same_floats(expected, actual):
        return ""
    for place, (one, other) in enumerate(zip(expected, actual, strict=True)):
        if difference := find_difference(one, other, tolerance):
            return f"[{place}]: {difference}"
    return ""


def _are_same_floats(expected: Any, actual: Any) -> bool:
    """Whether both hold nothing but Python's floats, of the same bits: most rows of lists do.

    One by one, to compare would take longer than to compute.
    """
    if set(map(type, expected)) != {float} or set(map(type, actual)) != {float}:
        return False
    one, other = (np.array(values).view(np.uint64) for values in (expected, actual))
    return bool(np.array_equal(one, other))


def _find_difference_in_arrays(
    expected: np.ndarray[Any, Any], actual: np.ndarray[Any, Any], tolerance: Tolerance | None
) -> str:
    if expected.dtype != actual.dtype:
        return f"dtype {actual.dtype} instead of {expected.dtype}"
    if expected.shape != actual.shape:
        return f"shape {actual.shape} instead of {expected.shape}"
    differs = _rows_of_words(expected) != _rows_of_words(actual)
    differs = differs[:, 0] if differs.shape[1] == 1 else differs.any(axis=1)
    if tolerance is not None and expected.dtype.kind == "f":
        places = np.flatnonzero(differs)
        differs[places] = ~_are_close(expected.ravel()[places], actual.ravel()[places], tolerance)
    count = int(differs.sum())
    if count == 0:
        return ""
    place = int(differs.argmax())
    index = tuple(int(at) for at in np.unravel_index(place, expected.shape))
    where = f"at {list(index)} " if index else ""
    return (
        f"{count} of {expected.size} elements differ, the first {where}is "
        f"{actual[index]!r} instead of {expected[index]!r}"
    )


def _are_close(
    expected: np.ndarray[Any, Any], actual: np.ndarray[Any, Any], tolerance: Tolerance
) -> np.ndarray[Any, Any]:
    """False for whatever is not finite."""
    with np.errstate(all="ignore"):
        scale = np.maximum(np.abs(expected), np.asarray(tolerance.magnitude, expected.dtype))
        close: np.ndarray[Any, Any] = np.abs(actual - expected) <= tolerance.ulps * np.spacing(
            scale
        )
    close &= np.isfinite(expected)
    return close


def _rows_of_words(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The elements in index order, one row of words each, every NaN the same one.

    Words as large as there are: byte by byte, to compare would take longer than to compute.
    """
    flat = np.ascontiguousarray(array).reshape(-1)
    if flat.dtype.kind in "fc":
        parts = flat.view(flat.real.dtype)
        is_nan = np.isnan(parts)
        flat = np.where(is_nan, np.full_like(parts[:1], np.nan), parts) if is_nan.any() else parts
    word = np.dtype(f"u{min(flat.itemsize, 8)}")
    return flat.view(word).reshape(array.size, array.itemsize // word.itemsize)


def _add_to_digest(value: Any, state: "hashlib._Hash") -> None:
    state.update(f"{type(value).__name__};".encode())
    if value is None or isinstance(value, int):
        state.update(f"{value};".encode())
        return
    if isinstance(value, tuple | list):
        state.update(f"{len(value)};".encode())
        for part in value:
            _add_to_digest(part, state)
        return
    array = _as_array(value)
    state.update(f"{array.dtype.str}{array.shape};".encode())
    state.update(_rows_of_words(array).tobytes())
