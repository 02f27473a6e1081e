"""The decorator."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from autopar import _engine
from autopar._rewrite import Rewritten, rewrite

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

_CARRIED_OVER = (
    "__annotations__",
    "__doc__",
    "__kwdefaults__",
    "__module__",
    "__qualname__",
    "__type_params__",
)

_records: WeakKeyDictionary[FunctionType, Rewritten] = WeakKeyDictionary()


def jit(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Return `function` with its loops compiled where that changes nothing but the time.

    Each loop is looked at when it is about to run: if everything about it can be proved for the
    arrays and numbers at hand, it runs compiled and on all cores, otherwise CPython runs it as it
    stands. What is not a plain Python function is returned unchanged. `autopar.explain` says what
    became of each loop.
    """
    if not isinstance(function, FunctionType) or function in _records:
        return function
    record = rewrite(function)
    if record.code is None or _engine.is_switched_off():
        _records[function] = record
        return cast(Callable[_Parameters, _Result], function)
    twin = _twin(function, record)
    _records[twin] = record
    return cast(Callable[_Parameters, _Result], twin)


def record_of(function: FunctionType) -> Rewritten | None:
    """What jit found out about the function that it returned."""
    return _records.get(function)


def _twin(function: FunctionType, record: Rewritten) -> FunctionType:
    """The same function with the new code."""
    assert record.code is not None
    twin = FunctionType(
        record.code,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    for name in _CARRIED_OVER:
        if hasattr(function, name):
            setattr(twin, name, getattr(function, name))
    twin.__dict__.update(function.__dict__)
    twin.__dict__["__wrapped__"] = function
    return twin
