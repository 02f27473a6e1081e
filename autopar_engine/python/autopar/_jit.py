"""The decorator."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, get_args
from weakref import WeakKeyDictionary

from autopar import _engine
from autopar._rewrite import Rewritten, rewrite

if not TYPE_CHECKING:

    def overload(function: Any) -> Any:
        """Keep nothing: typing's own keeps this module, and so its records, beyond the end."""
        return function
else:
    from typing import overload


_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

FloatMode = Literal["exact", "libm", "fast"]

_CARRIED_OVER = (
    "__annotations__",
    "__doc__",
    "__kwdefaults__",
    "__module__",
    "__qualname__",
    "__type_params__",
)

_records: WeakKeyDictionary[FunctionType, Rewritten] = WeakKeyDictionary()


@overload
def jit(
    function: Callable[_Parameters, _Result], *, fp: FloatMode | None = None
) -> Callable[_Parameters, _Result]: ...


@overload
def jit(
    *, fp: FloatMode | None = None
) -> Callable[[Callable[_Parameters, _Result]], Callable[_Parameters, _Result]]: ...


def jit(
    function: Callable[_Parameters, _Result] | None = None, *, fp: FloatMode | None = None
) -> (
    Callable[_Parameters, _Result]
    | Callable[[Callable[_Parameters, _Result]], Callable[_Parameters, _Result]]
):
    """Return `function` with its loops compiled where that changes nothing but the time.

    Each loop is looked at when it is about to run: if everything about it can be proved for the
    arrays and numbers at hand, it runs compiled and on all cores, otherwise CPython runs it as it
    stands. What is not a plain Python function is returned unchanged. `autopar.explain` says what
    became of each loop.

    `fp` says how far floats may be from CPython's: "exact" (the same bits), "libm" or "fast"
    (docs/decisions/float_modes.md). Without it AUTOPAR_FP decides, which is "exact" if unset. A
    function that was given back by `jit` before is compiled anew if its mode was another one.
    """
    mode = _engine.float_mode() if fp is None else fp
    if mode not in get_args(FloatMode):
        raise ValueError(f"fp is {fp!r}: exact, libm and fast are allowed")
    if isinstance(function, str):
        raise TypeError(f"the mode of floats is a keyword: jit(fp={function!r})")
    if function is None:
        return lambda decorated: _jit(decorated, mode, is_chosen=fp is not None)
    return _jit(function, mode, is_chosen=fp is not None)


def _jit(
    function: Callable[_Parameters, _Result], mode: str, *, is_chosen: bool
) -> Callable[_Parameters, _Result]:
    if not isinstance(function, FunctionType):
        return function
    known = _records.get(function)
    if known is None:
        return _rewritten(function, mode)
    if known.original is None or known.fp == mode or not is_chosen:
        return function
    return _rewritten(known.original, mode)


def _rewritten(function: Callable[..., Any], mode: str) -> Callable[..., Any]:
    assert isinstance(function, FunctionType)
    record = rewrite(function, mode)
    if record.code is None or _engine.is_switched_off():
        _records[function] = record
        return function
    record.original = function
    twin = _twin(function, record)
    _records[twin] = record
    return twin


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
    # What functools.wraps made wraps something else already.
    twin.__dict__.setdefault("__wrapped__", function)
    return twin
