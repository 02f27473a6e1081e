"""Runs a program in CPython and compiled, and says how the two differ."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from call_outcome import (
    USUAL,
    Arguments,
    Circumstances,
    Outcome,
    differing_fields,
    run,
)
from compiled_cells import CompiledCells, compiled_calls_by_line
from program_arguments import make_arguments
from program_arguments.disturb import disturbed
from program_arguments.parameters import Signature
from program_cells import cells_by_line
from program_generator import FUNCTION, Program
from time_limit import TookTooLongError, at_most
from written_slots import Stores, stores_to_slots

import autopar
from autopar import _engine

# By the depth of the nest or the rank of an argument, whichever is larger. The large ones are work
# for several threads, and for a few programs only.
SIZES = {1: (0, 1, 2, 7, 200), 2: (0, 1, 2, 5, 19), 3: (0, 1, 2, 3, 8)}
LARGE_SIZES = {1: 6000, 2: 64, 3: 17}
SHARE_OF_LARGE = 0.1
DISTURBED_CALLS = 3
THREADS = (1, 2, 3, 7)
SECONDS_IN_CPYTHON = 0.5
SECONDS_COMPILED = 60.0
CALLS_UNTIL_WARM = 12

Function = Callable[..., object]
Compiler = Callable[[Function], Function]


@dataclass(frozen=True)
class Call:
    """A program's text with all that its call depends on."""

    text: str
    signature: Signature
    size: int
    seed: int
    circumstances: Circumstances = USUAL
    same_objects: frozenset[str] = frozenset()

    def arguments(self) -> Arguments:
        return make_arguments(self.signature, self.size, self.seed)


@dataclass(frozen=True)
class Difference:
    """Two outcomes of one call that should be the same. `fields` names the parts that differ."""

    call: Call
    expected: Outcome
    actual: Outcome
    fields: tuple[str, ...]

    def __str__(self) -> str:
        call = self.call
        lines = [
            f"size {call.size}, arguments of seed {call.seed}, {call.circumstances}:",
            call.text[call.text.index(f"def {FUNCTION}") :],
            "arguments:",
            *(f"  {name} = {value!r}" for name, value in call.arguments().items()),
        ]
        for name in self.fields:
            lines += [f"{name} in CPython: {_short(getattr(self.expected, name))}"]
            lines += [f"{name} compiled:   {_short(getattr(self.actual, name))}"]
        return "\n".join(lines)


def _short(value: object) -> str:
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    return text if len(text) < 4000 else text[:4000] + " ..."


@dataclass
class Comparer:
    """Loads programs into a folder, compiles them and compares.

    `skipped` counts the calls that took too long in CPython, `raised` those that raise there.
    """

    folder: Path
    compiler: Compiler = autopar.jit
    cells: CompiledCells = field(default_factory=CompiledCells)
    calls: int = 0
    raised: int = 0
    skipped: int = 0
    loaded: int = 0

    def load(self, text: str) -> Function:
        """The function of a program, from a file of its own."""
        self.loaded += 1
        path = self.folder / f"program_{self.loaded}.py"
        path.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        function: Function = getattr(module, FUNCTION)
        return function

    def check(self, program: Program) -> Difference | None:
        """The first difference over all sizes."""
        threads = _engine.thread_count()
        _engine.set_thread_count(THREADS[program.seed % len(THREADS)])
        try:
            return self._check_calls(program)
        finally:
            _engine.set_thread_count(threads)

    def _check_calls(self, program: Program) -> Difference | None:
        function = self.load(program.text)
        compiled = self.compiler(function)
        cells = cells_by_line(program.text, FUNCTION, program.signature)
        for call in calls_of(program):
            before = compiled_calls_by_line(compiled)
            difference = self._compare(function, compiled, call)
            self.cells.add(cells, before, compiled_calls_by_line(compiled))
            if difference is not None:
                return difference
        return None

    def check_call(self, call: Call) -> Difference | None:
        """Whether this one call differs, in freshly loaded functions."""
        function = self.load(call.text)
        return self._compare(function, self.compiler(function), call)

    def _compare(self, function: Function, compiled: Function, call: Call) -> Difference | None:
        run_it = partial(
            run,
            make_arguments=call.arguments,
            circumstances=call.circumstances,
            same_objects=call.same_objects,
        )
        try:
            with at_most(SECONDS_IN_CPYTHON, of_this_process=True):
                expected = run_it(function)
        except TookTooLongError:
            self.skipped += 1
            return None
        self.calls += 1
        self.raised += bool(expected.exception)
        try:
            with at_most(SECONDS_COMPILED), _order_of(call):
                actual = run_it(compiled)
        except TookTooLongError:
            actual = Outcome("", "took too long", frozenset(), (), frozenset())
        different = differing_fields(expected, actual)
        if different and {*different} <= {"kept_slots", "result"}:
            stores = stores_to_slots(function, call.arguments)
            different = differing_fields(_forgetting(expected, stores), _forgetting(actual, stores))
        if not different or self._is_also_what_cpython_does(call, actual):
            return None
        return Difference(call, expected, actual, tuple(different))

    def _is_also_what_cpython_does(self, call: Call, actual: Outcome) -> bool:
        """Whether CPython does this at some time, too.

        Once its code is warm, CPython 3.11 gives another line for an unbound name that is the first
        to be read in a loop: the line of the instruction that it joined with the reading one. The
        loops of a single call may make it warm; a traced function never is.
        """
        function = self.load(call.text)
        surroundings: list[AbstractContextManager[None]] = [traced()]
        surroundings += [nullcontext() for _ in range(CALLS_UNTIL_WARM)]
        for surrounding in surroundings:
            try:
                with at_most(SECONDS_IN_CPYTHON, of_this_process=True), surrounding:
                    expected = run(function, call.arguments, call.circumstances, call.same_objects)
            except TookTooLongError:
                return False
            if not differing_fields(expected, actual):
                return True
        return False


def _forgetting(outcome: Outcome, stores: Stores) -> Outcome:
    """The outcome, without what it says of the objects in slots that the program stores to.

    Whether an equal object in such a slot is a new one is nobody's business, nor whether a name
    stands for the old one or the new one, or for the one in the slot that the old one came from.
    """
    result = outcome.result
    for slot in stores.written | stores.moved:
        result = result.replace(f"{slot} itself: ", "")
    return replace(outcome, result=result, kept_slots=outcome.kept_slots - stores.written)


@contextmanager
def traced() -> Iterator[None]:
    """Runs code under a trace function that does nothing."""
    before = sys.gettrace()
    sys.settrace(lambda *_: None)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _order_of(call: Call) -> Iterator[None]:
    """Large calls run on threads; in small ones, parallel loops go from the end to the start.

    Nothing is copied only since it is small, and index arrays are looked at in all calls.
    """
    _engine.set_backward_order(call.size not in LARGE_SIZES.values())
    _engine.set_copying_small(False)
    _engine.set_always_inspecting(True)
    try:
        yield
    finally:
        _engine.set_backward_order(False)
        _engine.set_copying_small(True)
        _engine.set_always_inspecting(False)


def calls_of(program: Program) -> list[Call]:
    """The calls that a program is tried with: small sizes, a larger one, other arguments."""
    rank = min(3, max(program.depth, program.signature.rank))
    chooser = random.Random(program.seed)
    large = [LARGE_SIZES[rank]] if chooser.random() < SHARE_OF_LARGE else []
    sizes = [*SIZES[rank], *large]
    plain = Call(program.text, program.signature, 0, 0, same_objects=program.same_objects)
    calls = [
        replace(
            plain,
            size=size,
            seed=program.seed * 31 + size,
            circumstances=_circumstances(chooser),
        )
        for size in sizes
    ]
    for number in range(DISTURBED_CALLS):
        signature = disturbed(program.signature, chooser)
        size = large[0] if large and number == 0 else SIZES[rank][3]
        calls.append(replace(plain, signature=signature, size=size, seed=program.seed + number))
    return calls


def _circumstances(chooser: random.Random) -> Circumstances:
    turn = chooser.random()
    if turn < 0.09:
        return Circumstances(chooser.choice(("raise", "ignore", "warn")))
    return Circumstances(warnings_are_errors=True) if turn < 0.12 else USUAL
