"""What a call of a function did, in a form in which two calls can be compared."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from types import TracebackType

import numpy as np
from canonical_form import Describer, slot_origins

Arguments = dict[str, object]


@dataclass(frozen=True)
class Outcome:
    """Everything reachable after a call, as text.

    `result` is what was returned or, after an exception, the names of the function's frame;
    `exception` has type, text and lines; of the warnings each is kept once.
    """

    result: str
    exception: str
    warnings: frozenset[str]
    arguments: tuple[str, ...]
    kept_slots: frozenset[str]


@dataclass(frozen=True)
class Circumstances:
    """What surrounds a call: NumPy's error state, and what a RuntimeWarning becomes.

    `errstate` is empty for NumPy's own, in which all but underflow warns, or it is for all cases.
    """

    errstate: str = ""
    warnings_are_errors: bool = False

    @contextmanager
    def entered(self) -> Iterator[list[warnings.WarningMessage]]:
        usual = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
        state = {name: self.errstate or action for name, action in usual.items()}
        with (
            np.errstate(**state),  # type: ignore[arg-type]
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("error" if self.warnings_are_errors else "always")
            yield caught


USUAL = Circumstances()


def run(
    function: Callable[..., object],
    make_arguments: Callable[[], Arguments],
    circumstances: Circumstances = USUAL,
    same_objects: frozenset[str] = frozenset(),
) -> Outcome:
    """Calls the function on fresh arguments.

    `same_objects` are names of the result that have to be the very objects that lists hold.
    """
    arguments = make_arguments()
    slots = slot_origins(arguments)
    alive = [_slots(value) for value in arguments.values()]
    result: object = None
    exception = ""
    with circumstances.entered() as caught:
        try:
            result = function(**arguments)
        except Exception as error:
            exception = describe_exception(function, error)
            result = _names_of_frame(function, error.__traceback__)
    describer = Describer(slots)
    described = tuple(f"{name} = {describer.describe(value)}" for name, value in arguments.items())
    outcome = Outcome(
        _describe_result(describer, result, same_objects),
        exception,
        frozenset(_describe_warning(function, item) for item in caught),
        described,
        frozenset(slot_origins(arguments).values()) & _kept(arguments, slots),
    )
    del alive
    return outcome


def _describe_warning(function: Callable[..., object], item: warnings.WarningMessage) -> str:
    """A program's own file has no name here: a copy of the program lies in another one."""
    is_own = item.filename == _file_name(function)
    place = f"line {item.lineno}" if is_own else f"{item.filename}:{item.lineno}"
    return f"{item.category.__name__}: {item.message} ({place})"


def _slots(value: object) -> object:
    """References to all that a list holds, so that no id is used twice."""
    return [_slots(item) for item in value] if isinstance(value, list) else value


def _kept(arguments: Arguments, slots: dict[int, str]) -> frozenset[str]:
    """The slots that hold the object that they held before the call."""
    return frozenset(
        text for key, text in slot_origins(arguments).items() if slots.get(key) == text
    )


def _describe_result(describer: Describer, result: object, same_objects: frozenset[str]) -> str:
    if not isinstance(result, dict):
        return describer.describe(result)
    return "\n".join(
        f"{name} = {describer.describe(result[name], with_origin=name in same_objects)}"
        for name in result
    )


def describe_exception(function: Callable[..., object], error: BaseException) -> str:
    """Type, text, and the lines in the function's file through which it passed."""
    lines = [
        f"{frame.tb_frame.f_code.co_name} {frame.tb_lineno}"
        for frame in _frames(function, error.__traceback__)
    ]
    chained = error.__cause__ or error.__context__
    after = f" after {type(chained).__name__}: {chained}" if chained else ""
    return f"{type(error).__name__}: {error} (line {', '.join(lines)}){after}"


def _file_name(function: Callable[..., object]) -> str:
    name: str = inspect.unwrap(function).__code__.co_filename
    return name


def _frames(
    function: Callable[..., object], traceback: TracebackType | None
) -> Iterator[TracebackType]:
    file_name = _file_name(function)
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file_name:
            yield traceback
        traceback = traceback.tb_next


def _names_of_frame(
    function: Callable[..., object], traceback: TracebackType | None
) -> dict[str, object]:
    """The local names that had a value when the exception left the function."""
    for frame in _frames(function, traceback):
        return dict(frame.tb_frame.f_locals)
    return {}


def differing_fields(expected: Outcome, actual: Outcome) -> list[str]:
    """The names of what differs. Slots that a call wrote need not hold the objects they held."""
    return [
        field.name
        for field in fields(Outcome)
        if getattr(expected, field.name) != getattr(actual, field.name)
        and not (field.name == "kept_slots" and expected.kept_slots <= actual.kept_slots)
    ]
