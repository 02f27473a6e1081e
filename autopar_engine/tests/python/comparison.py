"""Runs a jitted function and its original side by side and compares all that can be seen."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

import autopar


@dataclass
class Observation:
    """What a call did: result, arguments afterwards, exception and warnings with their lines."""

    result: Any = None
    arguments: list[Any] = field(default_factory=list)
    error: tuple[Any, ...] | None = None
    warnings: list[tuple[Any, ...]] = field(default_factory=list)


def observe(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Observation:
    seen = Observation()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            seen.result = _picture(function(*arguments))
        except Exception as error:
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)][1:]
            seen.error = (type(error), str(error), lines)
    seen.warnings = [(one.category, str(one.message), one.filename, one.lineno) for one in caught]
    seen.arguments = [_picture(argument) for argument in arguments]
    return seen


def check_same(
    function: Callable[..., Any], make_arguments: Callable[[], tuple[Any, ...]], outcome: str | None
) -> Observation:
    """Compare `function` with the function that it wraps, twice; `outcome` is how it has to run.

    A function of which nothing is compiled wraps none.
    """
    original = getattr(function, "__wrapped__", function)
    assert outcome is None or original is not function
    expected = observe(original, make_arguments())
    for _ in range(2):
        seen = observe(function, make_arguments())
        assert seen == expected
        if outcome is not None:
            run = autopar.last_run()
            assert run is not None
            assert run.outcome == outcome, run
    return expected


def numbers(*shape: int) -> Any:
    """The same normally distributed numbers at each call with this shape."""
    return np.random.default_rng(sum(shape)).standard_normal(shape)


def _picture(value: Any) -> Any:
    """A value that compares equal only for the same type, shape and bits."""
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            return (type(value), value.shape, [_picture(item) for item in value.ravel()])
        mask = np.ma.getmaskarray(value).tobytes()
        return (type(value), value.dtype, value.shape, _bytes(np.asarray(value)), mask)
    if isinstance(value, (tuple, list)):
        return (type(value), [_picture(item) for item in value])
    if isinstance(value, dict):
        return ("dict", [(key, _picture(item)) for key, item in value.items()])
    if isinstance(value, np.complexfloating):
        return (type(value), _bytes(np.asarray(value)))
    if isinstance(value, np.generic):
        return (type(value), "nan" if value != value else value.tobytes())
    if isinstance(value, float):
        return (type(value), value.hex())
    if isinstance(value, complex):
        return (type(value), value.real.hex(), value.imag.hex())
    if isinstance(value, SimpleNamespace) or _is_compared_by_identity(value):
        return (type(value), _picture(_attributes(value)))
    return (type(value), value)


def _is_compared_by_identity(value: Any) -> bool:
    compares: Any = type(value).__eq__
    return compares is object.__eq__


def _attributes(value: Any) -> dict[str, Any]:
    """What an object holds. Classes and functions are what they are."""
    if isinstance(value, (type, FunctionType)):
        return {"itself": id(value)}
    if isinstance(value, ModuleType):
        return {name: each for name, each in vars(value).items() if not name.startswith("__")}
    slots = [name for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)]
    return {**getattr(value, "__dict__", {}), **{name: getattr(value, name) for name in slots}}


def _bytes(value: Any) -> bytes:
    """Each NaN counts as the same one."""
    if value.dtype.kind not in "fc":
        return bytes(value.tobytes())
    parts = np.stack([value.real, value.imag]) if value.dtype.kind == "c" else value.copy()
    parts[np.isnan(parts)] = np.nan
    return bytes(parts.tobytes())
