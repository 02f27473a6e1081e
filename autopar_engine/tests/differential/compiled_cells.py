"""Counts what ran compiled: constructs by element type and layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from types import FunctionType

from program_cells import Cell

from autopar import _engine
from autopar._jit import record_of

SUPPORTED = Path(__file__).parent / "supported_cells.txt"


def compiled_calls_by_line(function: Callable[..., object]) -> dict[int, int]:
    """For each line of the function at which a compiled region starts: how often it ran so far."""
    record = record_of(function) if isinstance(function, FunctionType) else None
    if record is None:
        return {}
    return {
        loop.line: _engine.history_of(loop.region).compiled_calls
        for loop in record.loops
        if loop.region is not None
    }


class CompiledCells:
    """`seen` counts calls that reached a nest with the cell, `compiled` those that ran it so."""

    def __init__(self) -> None:
        self.seen: Counter[Cell] = Counter()
        self.compiled: Counter[Cell] = Counter()
        self.calls = 0
        self.calls_with_compiled = 0

    def add(
        self, cells: dict[int, frozenset[Cell]], before: dict[int, int], after: dict[int, int]
    ) -> None:
        """Takes in one call: the cells of each nest, and the counts before and after it."""
        self.calls += 1
        self.calls_with_compiled += before != after
        for line, of_nest in cells.items():
            self.seen.update(of_nest)
            if after.get(line, 0) > before.get(line, 0):
                self.compiled.update(of_nest)

    def merge(self, other: CompiledCells) -> None:
        self.seen += other.seen
        self.compiled += other.compiled
        self.calls += other.calls
        self.calls_with_compiled += other.calls_with_compiled

    def table(self) -> str:
        """One line for each construct: how often it ran compiled, by element type and layout."""
        lines = [f"{self.calls} calls, {self.calls_with_compiled} with a compiled loop"]
        lines.append("construct: type/layout compiled of seen")
        constructs = sorted({cell[0] for cell in self.seen})
        return "\n".join([*lines, *(self._row(construct) for construct in constructs)])

    def _row(self, construct: str) -> str:
        cells = sorted(cell for cell in self.seen if cell[0] == construct)
        total = sum(self.compiled[cell] for cell in cells)
        shown = " ".join(
            f"{dtype}/{layout} {self.compiled[construct, dtype, layout]}"
            for _, dtype, layout in cells
            if self.compiled[construct, dtype, layout]
        )
        return f"  {construct}: {total} of {sum(self.seen[cell] for cell in cells)}; {shown}"

    def never_compiled(self, cells: Iterable[Cell]) -> list[Cell]:
        return [cell for cell in cells if not self.compiled[cell]]


def supported_cells() -> Iterator[Cell]:
    """The cells of the list file: all that its lines combine."""
    for line in SUPPORTED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = [[word.strip() for word in part.split(",")] for part in line.split(";")]
            constructs, dtypes, layouts = parts
            yield from product(constructs, dtypes, layouts)
