"""The trace oracle: what each loop of a program really carried in one run, against a verdict.

The program is rewritten so that every access reports itself (instrument.py, probes.py), run once,
and each dependence is filed under the loop that carried it (recorder.py). What a verdict of
dimension D8 allows a loop to carry:

- every class: anti and output dependences on the loop's own target; all on an induction, a name
  that one statement directly in the body updates and that starts iteration t with start + step * t.
- DOALL: nothing else. TRIVIAL: the same, or it ran at most once, or its body is empty.
- DOALL_PRIV: besides, anti and output dependences on private places. Never a flow: then an
  iteration would need the value of an earlier one, and no copy of its own would do.
- REDUCE, HISTO: besides, any dependence on a reduced place whose two ends are parts of updates
  s = s op e of that place (or notes of the position of an extreme value). A read elsewhere is none.
- COLLECT: besides, on the length of a list, string or dict that is only appended to, or stored
  under new keys; integers may be reduced too.
- DOANY: besides, between calls of set.add.
- SEARCH: as DOALL_PRIV; a while loop may read in its test the flag that an earlier iteration set.
- ORDERED_IO, RNG_STREAM: as all of the above, and on the order of output or of random numbers.
- SCAN: besides what COLLECT allows, dependences on one base whose value does not decide in a test
  what becomes of it.
- DOACROSS(d): besides what REDUCE allows, flows over at least d iterations.
- PIPELINE, SEQ, UNKNOWN: anything.

The other way round, a loop that carried nothing which DOALL_PRIV forbids, with every name private
that carried no flow, is free. A free loop that is called sequential is a difference to explain.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from instrument import instrument
from instrument_sites import PROBES, Loop, Program
from probes import Probes
from recorder import Carried, EndlessLoop, Recorder

COLLECTING = {"COLLECT", "REDUCE", "HISTO", "ORDERED_IO", "RNG_STREAM", "SCAN"}
UPDATING = {*COLLECTING, "DOACROSS"}
UNLIMITED = {"PIPELINE", "SEQ", "UNKNOWN"}
SEQUENTIAL = {"PIPELINE", "SEQ", "SCAN", "DOACROSS", "UNKNOWN"}


@dataclass(frozen=True)
class Claim:
    """A verdict with the places that it makes private or reduces.

    `a[...]` stands for all cells of an array. Instead of places, "*" stands for every name and "[]"
    for every array: of those that carry no flow, if they are to be private.
    """

    verdict: str
    private: frozenset[str] = frozenset()
    reduced: frozenset[str] = frozenset()
    distance: int = 1


class Trace:
    def __init__(self, source: str) -> None:
        self.program: Program = instrument(source)
        self.recorder = Recorder()

    def run(self, before: Iterable[str], after: Iterable[str], name: str) -> dict[str, Any]:
        """Runs the lines before, the rewritten program, the lines after; answers the names."""
        names: dict[str, Any] = {"attempt": attempt}
        names[PROBES] = Probes(self.program.sites, self.recorder, names)
        for line in before:
            exec(line, names)
        with suppress(EndlessLoop):
            exec(compile(self.program.tree, name, "exec"), names)
        for line in after:
            exec(line, names)
        return names

    def loop_at(self, line: int, column: int) -> int:
        places = [(each.line, each.column) for each in self.program.loops]
        return places.index((line, column))

    def iterations(self, loop: int) -> int:
        """Without one that a break, a return or an exception ended."""
        return self.recorder.iterations[loop]

    def is_reached(self, loop: int) -> bool:
        return loop in self.recorder.iterations

    def carried(self, loop: int) -> set[Carried]:
        return self.recorder.carried[loop]

    def is_free(self, loop: int) -> bool:
        return not self.unexplained(loop, Claim("DOALL_PRIV", frozenset("*")))

    def unexplained(self, loop: int, claim: Claim) -> list[Carried]:
        """What the loop carried and the claim does not allow."""
        if claim.verdict in UNLIMITED:
            return []
        rest = [each for each in self.carried(loop) if not self._is_allowed(loop, claim, each)]
        if claim.verdict == "SCAN":
            is_one = len({each.sink.root for each in rest}) <= 1
            rest = [each for each in rest if not is_one or each.sink.update == "decides"]
        return sorted(rest, key=str)

    def inductions(self, loop: int) -> set[str]:
        """Names that the loop only counts up or down, whatever else reads them."""
        ends = [
            (each, place)
            for each in self.carried(loop)
            for place in (each.source, each.sink)
            if each.cell_kind == "name"
        ]
        candidates = {
            place.text
            for _, place in ends
            if place.every_iteration_of == loop and place.update == "+"
        }
        irregular = {
            each.sink.text
            for each in self.carried(loop)
            if each.kind in ("anti", "output") and each.sink.every_iteration_of != loop
        }
        return {name for name in candidates - irregular if self.recorder.is_induction(loop, name)}

    def steps(self, loop: int) -> dict[str, int]:
        """What each induction of the loop that anything else reads adds in one iteration."""
        return {
            name: self.recorder.step(loop, name)
            for name in self.inductions(loop)
            if any(site.every_iteration_of != loop for site in self.recorder.readers[loop, name])
        }

    def _is_allowed(self, loop: int, claim: Claim, found: Carried) -> bool:
        place = found.sink.text
        shape: Loop = self.program.loops[loop]
        is_name = found.cell_kind == "name"
        if is_name and place in self.inductions(loop):
            return True
        own = is_name and place in shape.targets
        if found.kind != "flow" and (own or self._is_private(loop, claim, found)):
            return True
        if claim.verdict in UPDATING and _is_update(found, claim.reduced):
            return True
        if claim.verdict in COLLECTING and self._is_collecting(found):
            return True
        if claim.verdict == "DOACROSS":
            return found.kind == "flow" and found.distance >= claim.distance
        if claim.verdict == "SEARCH":
            return is_name and found.sink.line == shape.line
        if claim.verdict == "DOANY":
            return found.source.text.endswith(".add") and found.sink.text.endswith(".add")
        return found.cell_kind == "world" and claim.verdict in ("ORDERED_IO", "RNG_STREAM")

    def _is_private(self, loop: int, claim: Claim, found: Carried) -> bool:
        if claim.verdict == "DOALL":
            return False
        place = found.sink.text
        if found.source.text == place and place in claim.private:
            return True
        root = found.sink.root
        if found.source.root == root and f"{root}[...]" in claim.private:
            return found.cell_kind == "element"
        every = {"name": "*", "element": "[]"}.get(found.cell_kind)
        return every in claim.private and not any(
            each.kind == "flow"
            and each.cell_kind == found.cell_kind
            and each.sink.root == found.sink.root
            for each in self.carried(loop)
        )

    def _is_collecting(self, found: Carried) -> bool:
        ends = (found.source, found.sink)
        if found.cell_kind == "name":
            is_text = found.sink.text in self.recorder.concatenated
            return is_text and all(place.update == "+" for place in ends)
        return found.cell_kind == "length" and all(
            place.update == "+" or place.text.endswith((".append", ".extend", "]"))
            for place in ends
        )


def _is_update(found: Carried, reduced: frozenset[str]) -> bool:
    """Both ends belong to updates of one reduced place, by operations that go together."""
    operations = {found.source.update, found.sink.update}
    if operations & {None, "decides"} or len(operations - {"min", "max", "minmax"}) > 1:
        return False
    roots = {place.partition("[")[0].partition(".")[0] for place in reduced}
    return "*" in reduced or {found.source.root, found.sink.root} <= roots


def attempt(function: Any, *arguments: Any) -> None:
    """Calls a function that may raise."""
    try:
        function(*arguments)
    except Exception as error:
        print(f"{function.__name__}: {error!r}")
