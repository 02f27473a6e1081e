"""What became of each loop of a function, and why."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from autopar import _engine
from autopar._jit import jit, record_of
from autopar._rewrite import LoopRecord, Rewritten, rewrite


@dataclass(frozen=True)
class LoopExplanation:
    """One loop. `stage` is the one that decided the verdict; `ran` says what ran it last."""

    line: int
    depth: int
    header: str
    is_parallel: bool
    verdict: str
    stage: str
    reason: str
    ran: str
    guards: tuple[str, ...] = ()

    def __str__(self) -> str:
        indent = "  " * self.depth
        decided = f" (stage {self.stage.lower()})" if self.stage != "NEVER" else ""
        lines = [f"{indent}line {self.line}: {self.header}: {self.verdict}{decided}"]
        lines += [f"{indent}    {text}" for text in (self.reason, *self._guard_lines()) if text]
        lines.append(f"{indent}    {self.ran}")
        return "\n".join(lines)

    def _guard_lines(self) -> list[str]:
        return [f"if {guard}" for guard in self.guards]


@dataclass(frozen=True)
class Explanation:
    """The loops of a function in source order, outermost first, and why it was left alone if so."""

    function: str
    loops: tuple[LoopExplanation, ...]
    reason: str = ""

    def __str__(self) -> str:
        head = f"{self.function}: {self.reason}" if self.reason else self.function
        return "\n".join([head, *(str(loop) for loop in self.loops)])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(loop)) + "</tr>"
            for loop in self.loops
        )
        head = "".join(f"<th>{name}</th>" for name in ("line", "loop", "verdict", "why", "ran"))
        title = html.escape(f"{self.function} {self.reason}".strip())
        return f"<p>{title}</p><table><tr>{head}</tr>{rows}</table>"


def _cells(loop: LoopExplanation) -> list[str]:
    header = "\u2003" * (loop.depth - 1) + loop.header
    return [str(loop.line), header, loop.verdict, loop.reason, loop.ran]


def explain(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Explanation:
    """Say what is known of each loop of `function`: from its text, and from the last call.

    With arguments the function is called once, with all its effects, and that call is explained.
    """
    if not isinstance(function, FunctionType):
        return Explanation(repr(function), (), "it is no plain Python function")
    if arguments or keywords:
        function = _jitted(function)
        function(*arguments, **keywords)
    record = record_of(function) or rewrite(function)
    loops = [loop for nest in record.loops for loop in _explain_nest(nest)]
    return Explanation(function.__qualname__, tuple(loops), _reason(record))


def _jitted(function: FunctionType) -> FunctionType:
    twin = jit(function)
    assert isinstance(twin, FunctionType)
    return twin


def _reason(record: Rewritten) -> str:
    if record.reason is not None:
        return f"left alone: {record.reason}"
    return "" if record.loops else "it has no loops"


def _explain_nest(record: LoopRecord) -> list[LoopExplanation]:
    if record.nest is None:
        never = f"CPython runs it: {record.reason}"
        return [LoopExplanation(record.line, 1, "for", False, "UNKNOWN", "NEVER", "", never)]
    if record.region is None:
        return [
            _from_report(loop, f"CPython runs it: {record.reason}") for loop in record.nest.loops
        ]
    history = _engine.history_of(record.region)
    return [
        _from_report(loop, _what_ran(loop, history)) for loop in _engine.last_loops(record.region)
    ]


def _what_ran(loop: _engine.LoopReport, history: _engine.RegionHistory) -> str:
    if history.last_outcome == "compiled":
        on = f"on {_engine.thread_count()} threads" if loop.role == "Threads" else "in order"
        return f"ran compiled, {on}"
    if history.last_outcome == "replayed":
        return "CPython ran it again: a floating-point operation may warn"
    if history.last_outcome == "declined":
        return f"CPython ran it: {history.last_reason}"
    return "not called yet"


def _from_report(loop: _engine.LoopReport, ran: str) -> LoopExplanation:
    return LoopExplanation(
        loop.line,
        loop.depth,
        loop.header,
        loop.is_parallel,
        loop.verdict,
        loop.stage,
        loop.reason,
        ran,
        tuple(loop.guards),
    )


@dataclass(frozen=True)
class LastRun:
    """The last time that a loop of this process reached autopar."""

    line: int
    outcome: str
    reason: str
    compiled_calls: int
    declined_calls: int
    replayed_calls: int


def last_run() -> LastRun | None:
    """What just happened, or None if no loop has reached autopar yet."""
    history = _engine.last_history()
    if history is None:
        return None
    return LastRun(
        _engine.last_line(),
        history.last_outcome,
        history.last_reason if history.last_outcome == "declined" else "",
        history.compiled_calls,
        history.declined_calls,
        history.replayed_calls,
    )
