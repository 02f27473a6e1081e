"""Who last wrote each cell, who read it since, and which loop carries what follows from that.

A cell is one element of an array (by its address, so that views meet), one slot of a list or dict,
the length of a container, one attribute, or one name of one frame. An access is stamped with the
iterations of the loops around it; of two accesses to one cell, at least one a write, the later one
depends on the earlier one, and the outermost loop whose iterations differ carries that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

Stamp = tuple[tuple[int, int], ...]
MOST_ITERATIONS = 1000


class EndlessLoop(BaseException):
    """A loop ran MOST_ITERATIONS times; what it carried until then is filed."""


@dataclass(frozen=True)
class Site:
    """One access as the text has it.

    `update` names the operation if the access is part of a statement s = s op e of this very place;
    `every_iteration_of` the loop whose body has that statement directly, if it has.
    """

    text: str
    line: int
    update: str | None = None
    every_iteration_of: int | None = None

    @property
    def root(self) -> str:
        return self.text.partition("[")[0].partition(".")[0]


@dataclass(frozen=True)
class Carried:
    """A dependence that a loop carried: flow, anti or output, and over how many iterations."""

    kind: str
    source: Site
    sink: Site
    distance: int
    cell_kind: str

    def __str__(self) -> str:
        return (
            f"{self.kind} dependence over {self.distance} from {self.source.text} (line "
            f"{self.source.line}) to {self.sink.text} (line {self.sink.line})"
        )


@dataclass
class Cell:
    last_write: tuple[Stamp, Site] | None = None
    reads: set[tuple[Stamp, Site]] = field(default_factory=set)


class Recorder:
    """The events of one run; `carried` holds what each loop carried."""

    def __init__(self) -> None:
        self.cells: dict[tuple[Hashable, ...], Cell] = defaultdict(Cell)
        self.carried: dict[int, set[Carried]] = defaultdict(set)
        self.iterations: dict[int, int] = defaultdict(int)
        # For each instance of a loop and each name: the value at the start of its iterations.
        self.inherited: dict[tuple[int, str], dict[int, object]] = defaultdict(dict)
        # For each loop and name: who reads it there.
        self.readers: dict[tuple[int, str], set[Site]] = defaultdict(set)
        # Names of strings and tuples that `+=` made longer.
        self.concatenated: set[str] = set()
        self.loop_of_instance: dict[int, int] = {}
        self._stack: list[tuple[int, int]] = []
        self._stamp: Stamp = ()
        # The iteration that each instance has begun.
        self._last: dict[int, int] = {}

    def open_loop(self, loop: int) -> int:
        instance = len(self.loop_of_instance)
        self.loop_of_instance[instance] = loop
        self._stack.append((instance, -1))
        self._stamp = tuple(self._stack)
        return instance

    def next_iteration(self, instance: int) -> None:
        self._return_to(instance)
        self._stack[-1] = (instance, self._stack[-1][1] + 1)
        self._last[instance] = self._stack[-1][1]
        if self._stack[-1][1] == MOST_ITERATIONS:
            raise EndlessLoop
        self._stamp = tuple(self._stack)

    def close_loop(self, instance: int) -> None:
        """The last iteration was only begun: its element or its test ended the loop."""
        self._return_to(instance)
        loop = self.loop_of_instance[instance]
        self.iterations[loop] = max(self.iterations[loop], self._stack[-1][1])
        self._stack.pop()
        self._stamp = tuple(self._stack)

    def _return_to(self, instance: int) -> None:
        """Ends the loops inside; a generator goes on inside of whoever asks it for more."""
        if instance not in dict(self._stack):
            self._stack.append((instance, self._last.get(instance, -1)))
        while self._stack[-1][0] != instance:
            self._stack.pop()

    def read(self, cell: tuple[Hashable, ...], site: Site, value: object = None) -> None:
        state = self.cells[cell]
        written_in = state.last_write[0] if state.last_write else ()
        if cell[0] == "name":
            for instance, iteration in self._stamp:
                self.readers[self.loop_of_instance[instance], site.text].add(site)
                if (instance, iteration) not in written_in:
                    self.inherited[instance, site.text].setdefault(iteration, value)
        if state.last_write is not None:
            self._depend("flow", cell, state.last_write, site)
        state.reads.add((self._stamp, site))

    def write(self, cell: tuple[Hashable, ...], site: Site) -> None:
        state = self.cells[cell]
        for read in state.reads:
            self._depend("anti", cell, read, site)
        if state.last_write is not None:
            self._depend("output", cell, state.last_write, site)
        state.last_write = (self._stamp, site)
        state.reads.clear()

    def _depend(
        self, kind: str, cell: tuple[Hashable, ...], source: tuple[Stamp, Site], sink: Site
    ) -> None:
        """Files the dependence under the loop that carries it, if one does."""
        for (instance, first), (other, second) in zip(source[0], self._stamp, strict=False):
            if instance != other:
                return
            if first != second:
                found = Carried(kind, source[1], sink, second - first, str(cell[0]))
                self.carried[self.loop_of_instance[instance]].add(found)
                return

    def step(self, loop: int, name: str) -> int:
        """What an iteration adds to an induction, from the first instance with two values."""
        for (instance, of_name), values in self.inherited.items():
            of_loop = self.loop_of_instance[instance] == loop
            if of_name == name and of_loop and len(values) > 1:
                (first_at, first), (second_at, second), *_ = sorted(values.items())
                assert isinstance(first, int)
                assert isinstance(second, int)
                return (second - first) // (second_at - first_at)
        return 0

    def is_induction(self, loop: int, name: str) -> bool:
        """The loop found in the name, at the start of each iteration, start + step * iteration."""
        progressions = [
            values
            for (instance, of_name), values in self.inherited.items()
            if of_name == name and self.loop_of_instance[instance] == loop
        ]
        return bool(progressions) and all(_is_progression(values) for values in progressions)


def _is_progression(values: dict[int, object]) -> bool:
    whole = {at: value for at, value in values.items() if isinstance(value, (int, np.integer))}
    if len(whole) != len(values):
        return False
    if len(whole) == 1:
        return True
    (first_at, first), (second_at, second), *_ = sorted(whole.items())
    return all(
        (value - first) * (second_at - first_at) == (second - first) * (at - first_at)
        for at, value in whole.items()
    )
