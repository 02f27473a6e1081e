"""What became of each loop of a function, and why."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import FunctionType, MethodType
from typing import Any

from autopar import _engine
from autopar._jit import jit, record_of
from autopar._rewrite import Rewritten, rewrite


@dataclass(frozen=True)
class Refusal:
    """What keeps a loop from being compiled: the code of its kind, one sentence, and its line."""

    code: str
    sentence: str
    line: int

    def __str__(self) -> str:
        return f"{self.sentence} ({self.code}, line {self.line})"


@dataclass(frozen=True)
class LoopExplanation:
    """One loop. `stage` is the one that decided the verdict; `ran` says what ran it last.

    `is_compiled`: compiled code ran it last, on up to `threads` threads (0 where it did not).
    `refusals` are what keeps it from being compiled, none if nothing does; `counterexample` names
    the two iterations that prove that the loop is sequential. Where the verdict is UNKNOWN, the
    `guards` would make it `verdict_if_guarded`.
    """

    line: int
    depth: int
    header: str
    is_parallel: bool
    verdict: str
    stage: str
    reason: str
    ran: str
    guards: tuple[str, ...] = ()
    verdict_if_guarded: str = "UNKNOWN"
    counterexample: str = ""
    refusals: tuple[Refusal, ...] = ()
    is_compiled: bool = False
    threads: int = 0

    def __str__(self) -> str:
        indent = "  " * self.depth
        decided = f" (stage {self.stage.lower()})" if self.stage != "NEVER" else ""
        lines = [f"{indent}line {self.line}: {self.header}: {self.verdict}{decided}"]
        said = (self.reason, self.counterexample, *self._promises(), self.ran)
        lines += [f"{indent}    {text}" for text in said if text]
        return "\n".join(lines)

    def _promises(self) -> list[str]:
        if self.verdict == "UNKNOWN" and self.verdict_if_guarded != "UNKNOWN" and self.guards:
            return [f"{self.verdict_if_guarded} if {' and '.join(self.guards)}"]
        return [f"if {guard}" for guard in self.guards]


@dataclass(frozen=True)
class Explanation:
    """The loops of a function in source order, outermost first, and why it was left alone if so."""

    function: str
    loops: tuple[LoopExplanation, ...]
    reason: str = ""
    programs: Mapping[int, str] = field(default_factory=dict, repr=False, compare=False)
    """What `source` gives, by the line of each loop that has run compiled."""
    fp: str = "exact"
    """How far the floats of compiled loops may be from CPython's."""

    def source(self, dialect: str = "openmp", line: int | None = None) -> str:
        """Return what ran last as a file of its own: the loop of that line, or the only one.

        "openmp" is C that `g++ -fopenmp` compiles to the same bits; its first comment says how it
        is compiled, called, and what it requires.
        """
        if dialect != "openmp":
            raise ValueError(f"there is no source for {dialect!r}, only for 'openmp'")
        if not self.programs:
            raise ValueError(f"no loop of {self.function} has run compiled yet")
        places = ", ".join(str(each) for each in self.programs)
        if line is None and len(self.programs) > 1:
            raise ValueError(f"which of the loops: line={places}?")
        chosen = next(iter(self.programs)) if line is None else line
        if chosen not in self.programs:
            raise ValueError(f"no loop of line {line} has run compiled, but those of line {places}")
        return self.programs[chosen]

    def __str__(self) -> str:
        head = self.function + self._mode()
        head = f"{head}: {self.reason}" if self.reason else head
        return "\n".join([head, *(str(loop) for loop in self.loops)])

    def _mode(self) -> str:
        return "" if self.fp == "exact" else f' (fp="{self.fp}")'

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(loop)) + "</tr>"
            for loop in self.loops
        )
        head = "".join(f"<th>{name}</th>" for name in ("line", "loop", "verdict", "why", "ran"))
        title = html.escape(f"{self.function}{self._mode()} {self.reason}".strip())
        return f"<p>{title}</p><table><tr>{head}</tr>{rows}</table>"


def _cells(loop: LoopExplanation) -> list[str]:
    header = "\u2003" * (loop.depth - 1) + loop.header
    why = "; ".join(text for text in (loop.reason, loop.counterexample) if text)
    return [str(loop.line), header, loop.verdict, why, loop.ran]


def explain(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Explanation:
    """Say what is known of each loop of `function`: from its text, and from the last call.

    With arguments the function is called once, with all its effects, and that call is explained.
    A method of an object is called on it.
    """
    if isinstance(function, MethodType):
        is_called = bool(arguments or keywords)
        arguments = (function.__self__, *arguments) if is_called else ()
        function = function.__func__
    if not isinstance(function, FunctionType):
        return Explanation(repr(function), (), "it is no plain Python function")
    if arguments or keywords:
        function = _jitted(function)
        function(*arguments, **keywords)
    record = record_of(function) or rewrite(function, _engine.float_mode())
    return Explanation(
        function.__qualname__,
        tuple(_explain_loops(record)),
        _reason(record),
        _programs(function.__name__, record),
        record.fp,
    )


def _programs(function_name: str, record: Rewritten) -> dict[int, str]:
    letters = re.sub(r"[^0-9A-Za-z_]", "_", function_name)
    texts = {
        loop.line: _engine.openmp_program(loop.region, f"{letters}_{loop.line}")
        for loop in record.loops
        if loop.region is not None
    }
    return {line: text for line, text in texts.items() if text}


def _jitted(function: FunctionType) -> FunctionType:
    twin = jit(function)
    assert isinstance(twin, FunctionType)
    return twin


def _reason(record: Rewritten) -> str:
    if record.reason is not None:
        return f"left alone: {record.reason}"
    return "" if record.nests else "it has no loops"


_Place = tuple[int, int]


def _explain_loops(record: Rewritten) -> Iterator[LoopExplanation]:
    """Every loop of the source: what its region says, or else its text and why it has no region."""
    of_regions: dict[_Place, LoopExplanation] = {}
    reasons: dict[_Place, str] = {}
    for loop in record.loops:
        if loop.region is not None:
            explained = _explain_region(loop.region, loop.nest)
            # A region inside another one has something to say only if it ran.
            has_run = _engine.history_of(loop.region).last_outcome != "not run"
            of_regions = of_regions | explained if has_run else explained | of_regions
        elif loop.reason is not None:
            reasons[loop.line, loop.column] = loop.reason
    usual = record.reason or "only the loops of the function itself are compiled"
    for nest in record.nests:
        reason = reasons.get((nest.line, nest.column), usual)
        for report in nest.loops:
            place = (report.line, report.column)
            if place in of_regions:
                yield replace(of_regions[place], depth=report.depth, header=report.header)
            else:
                yield _left_to_cpython(report, reasons.get(place, reason))


def _explain_region(
    region: _engine.Region, nest: _engine.Nest | None
) -> dict[_Place, LoopExplanation]:
    """What was decided when it ran last; before it ran, what its text says."""
    history = _engine.history_of(region)
    reports = _engine.last_loops(region) or (nest.loops if nest is not None else [])
    return {
        (loop.line, loop.column): _from_report(
            loop, _what_ran(loop, history), threads=_threads_of(loop, history)
        )
        for loop in reports
    }


def _left_to_cpython(loop: _engine.LoopReport, reason: str) -> LoopExplanation:
    refusals = tuple(Refusal(each.code, each.sentence, each.line) for each in loop.refusals)
    refusals = refusals or (Refusal("NotRewritten", reason, loop.line),)
    return _from_report(loop, f"CPython runs it: {refusals[0]}", refusals=refusals)


def _threads_of(loop: _engine.LoopReport, history: _engine.RegionHistory) -> int:
    if history.last_outcome != "compiled":
        return 0
    return _engine.thread_count() if loop.role in ("Threads", "Parts") else 1


def _what_ran(loop: _engine.LoopReport, history: _engine.RegionHistory) -> str:
    if history.last_outcome == "compiled":
        # Little work stays on one of them.
        threads = f"on up to {_engine.thread_count()} threads"
        how = {"Threads": threads, "Parts": f"its sum in fixed parts, {threads}"}
        return f"ran compiled, {how.get(loop.role, 'in order')}{_inspected(history)}"
    if history.last_outcome == "replayed":
        return "CPython ran it again: an error, a warning or an int beyond 64 bits may come of it"
    if history.last_outcome == "declined":
        return f"CPython ran it: {history.last_reason}"
    if history.last_outcome == "switched off":
        return f"CPython ran it, switched off: {history.last_reason}"
    if _engine.is_switched_off():
        return "CPython runs it: AUTOPAR_DEVICE is cpython"
    return "not called yet"


def _inspected(history: _engine.RegionHistory) -> str:
    """What was found in index arrays before that run."""
    if not history.last_inspection:
        return ""
    return f"; {history.last_inspection}: {history.did_inspection_hold}"


def _from_report(
    loop: _engine.LoopReport,
    ran: str,
    *,
    refusals: tuple[Refusal, ...] = (),
    threads: int = 0,
) -> LoopExplanation:
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
        loop.verdict_if_guarded,
        loop.counterexample,
        refusals,
        threads > 0,
        threads,
    )


@dataclass(frozen=True)
class LastRun:
    """The last time that a loop of this process reached autopar.

    `outcome` is "compiled", "declined", "replayed" (compiled, taken back, and run by CPython) or
    "switched off" (left to CPython without a look, since looking at such calls was in vain).
    """

    line: int
    outcome: str
    reason: str
    compiled_calls: int
    declined_calls: int
    replayed_calls: int
    skipped_calls: int


def last_run() -> LastRun | None:
    """What just happened, or None if no loop has reached autopar yet."""
    history = _engine.last_history()
    if history is None:
        return None
    return LastRun(
        _engine.last_line(),
        history.last_outcome,
        history.last_reason if history.last_outcome in ("declined", "switched off") else "",
        history.compiled_calls,
        history.declined_calls,
        history.replayed_calls,
        history.skipped_calls,
    )
