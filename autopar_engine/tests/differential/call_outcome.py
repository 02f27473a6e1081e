"""What a call of a function did, in a form in which two calls can be compared."""

from __future__ import annotations

import copy
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Outcome:
    """Result or exception, warnings and final arguments of one call, all as comparable text."""

    result: str
    exception: str
    warnings: frozenset[str]
    arguments: tuple[str, ...]


def canonical(value: object) -> str:
    """Type and bits of a value; every NaN counts as the same one."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        settled = np.where(np.isnan(value), np.nan, value) if value.dtype.kind == "f" else value
        data = np.ascontiguousarray(settled).astype(value.dtype).tobytes().hex()
        return f"ndarray {value.dtype} {value.shape} {data}"
    if isinstance(value, np.ndarray):
        return f"ndarray object {[canonical(item) for item in value.ravel().tolist()]}"
    if isinstance(value, float):
        return f"{type(value).__name__} {'nan' if value != value else value.hex()}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__} {[canonical(item) for item in value]}"
    return f"{type(value).__name__} {value!r}"


def line_in(function: Callable[..., object], error: BaseException) -> int:
    """The line of the function at which the error passed through it."""
    file_name = function.__code__.co_filename
    lines = [
        frame.lineno or 0
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == file_name
    ]
    return lines[-1] if lines else 0


def run(function: Callable[..., object], arguments: dict[str, object]) -> Outcome:
    """Calls the function on a deep copy that keeps views of one array views of one array."""
    own = copy_with_views(arguments)
    result, exception = "", ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = canonical(function(**own))
        except Exception as error:
            exception = f"{type(error).__name__}: {error} (line {line_in(function, error)})"
    return Outcome(
        result,
        exception,
        frozenset(f"{item.category.__name__}: {item.message} ({item.lineno})" for item in caught),
        tuple(f"{name} = {canonical(value)}" for name, value in own.items()),
    )


def copy_with_views(arguments: dict[str, object]) -> dict[str, object]:
    """Copies each base once and makes the same views of the copies."""
    bases: dict[int, np.ndarray] = {}

    def copied(value: object) -> object:
        if not isinstance(value, np.ndarray) or value.dtype == object:
            return copy.deepcopy(value)
        root = value
        while isinstance(root.base, np.ndarray):
            root = root.base
        if id(root) not in bases:
            bases[id(root)] = root.copy(order="K")
        base = bases[id(root)]
        offset = value.__array_interface__["data"][0] - root.__array_interface__["data"][0]
        view = np.ndarray(value.shape, value.dtype, base, offset, value.strides)
        view.flags.writeable = value.flags.writeable
        return view

    memo: dict[int, object] = {}
    return {name: memo.setdefault(id(value), copied(value)) for name, value in arguments.items()}
