"""Runs chosen loops of a program in another order, each iteration with its own private places.

`for x in values: body` becomes a loop over the positions of the values in the given order. Before
an iteration its private names are unset, so that a read before a write shows; inductions get the
value that their position gives them. Afterwards a private place has what the last iteration in
source order that wrote it left there; a name that none wrote is as unbound as before.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

Place = tuple[int, int]


@dataclass(frozen=True)
class Reordered:
    """What is known of a loop: places of its iterations' own, steps of its inductions."""

    private: frozenset[str]
    steps: dict[str, int]
    # For a while loop, which does not tell.
    trip_count: int


class Unset:
    def __repr__(self) -> str:
        return "a private name that its iteration has not written"


UNSET = Unset()
# Stands in an integer cell that is private until its iteration has written it.
HOLE = -1_000_000_007


def hole(value: Any) -> Any:
    """What a private cell holds when an iteration begins; rows stay what they are."""
    return HOLE if isinstance(value, int | np.integer) and not isinstance(value, bool) else value


def is_unwritten(value: Any) -> bool:
    return value is UNSET or (isinstance(value, int | np.integer) and value == HOLE)


class OwnArrays:
    """A new array for each iteration, none of its cells written; then the last value of each."""

    def __init__(self, original: Any) -> None:
        self.original = original
        self.copies: dict[int, Any] = {}

    def of(self, position: int) -> Any:
        is_list = isinstance(self.original, list)
        copy = [UNSET] * len(self.original) if is_list else np.full_like(self.original, HOLE)
        self.copies[position] = copy
        return copy

    def merged(self) -> Any:
        """The original, each cell as the last iteration in source order that wrote it left it."""
        for _, copy in sorted(self.copies.items()):
            for cell in np.ndindex(np.shape(self.original)):
                at = cell[0] if isinstance(copy, list) else cell
                if not is_unwritten(copy[at]):
                    self.original[at] = copy[at]
        return self.original


class LastValues:
    """The value of each private place after the last iteration that wrote it."""

    def __init__(self, before: dict[str, Callable[[], Any]]) -> None:
        self.found: dict[str, tuple[int, Any]] = {}
        for place, read in before.items():
            self.keep(place, -1, read)

    def keep(self, place: str, position: int, read: Callable[[], Any]) -> None:
        try:
            value = read()
        except (NameError, AttributeError, LookupError):
            return
        if not is_unwritten(value) and position >= self.found.get(place, (-1, None))[0]:
            self.found[place] = (position, value)

    def __contains__(self, place: str) -> bool:
        return place in self.found

    def __getitem__(self, place: str) -> Any:
        return self.found[place][1]


class Items(Sequence[Any]):
    """An iterable by position; elements are read when their iteration runs."""

    def __init__(self, count: int, item: Callable[[int], Any]) -> None:
        self._count = count
        self._item = item

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: Any) -> Any:
        if not 0 <= position < self._count:
            raise IndexError(position)
        return self._item(position)


def items(values: Any) -> Any:
    return values if hasattr(values, "__getitem__") and not isinstance(values, dict) else [*values]


def enumerated(values: Iterable[Any], start: int = 0) -> Items:
    of = items(values)
    return Items(len(of), lambda position: (start + position, of[position]))


def zipped(*values: Iterable[Any]) -> Items:
    of = [items(each) for each in values]
    return Items(min(map(len, of)), lambda position: tuple(each[position] for each in of))


def backwards(values: Iterable[Any]) -> Items:
    of = items(values)
    return Items(len(of), lambda position: of[len(of) - 1 - position])


class _Shell:
    """The text around the body of a reordered loop. Its own names end in a number, so that those of
    nested loops stay apart."""

    def __init__(self, number: str, loop: Reordered, private: frozenset[str]) -> None:
        self.items = f"_items{number}"
        self.item = f"_items{number}[_at{number}]"
        self._at = f"_at{number}"
        self._last = f"_last{number}"
        self._start = f"_start{number}"
        self._own = f"_own{number}"
        self._steps = loop.steps
        self._arrays = sorted(
            place.removesuffix("[...]") for place in private if place.endswith("[...]")
        )
        self._places = sorted(
            place for place in private - loop.steps.keys() if not place.endswith("[...]")
        )
        self._names = [place for place in self._places if place.isidentifier()]

    def lines(self, values: str) -> list[str]:
        return [
            *self._before(values),
            f"for {self._at} in _order(len({self.items})):",
            *self._begin_iteration(),
            "    try:",
            "        pass",
            "    finally:",
            "        pass",
            *(
                f"        {self._last}.keep({each!r}, {self._at}, lambda: {each})"
                for each in self._places
            ),
            *self._after(),
        ]

    def _before(self, values: str) -> list[str]:
        before = ", ".join(f"{place!r}: lambda: {place}" for place in self._places)
        return [
            f"{self.items} = _items({values})",
            f"{self._last} = _LastValues({{{before}}})",
            *(f"{self._start}_{name} = {name}" for name in self._steps),
            *(f"{self._own}_{name} = _OwnArrays({name})" for name in self._arrays),
        ]

    def _begin_iteration(self) -> list[str]:
        cells = [place for place in self._places if place not in self._names]
        return [
            *(f"    {name} = {self._own}_{name}.of({self._at})" for name in self._arrays),
            *(f"    {name} = _UNSET" for name in self._names),
            *(
                f"    try: {cell} = _hole({cell})\n    except (NameError, LookupError): pass"
                for cell in cells
            ),
            *(
                f"    {name} = {self._start}_{name} + {step} * {self._at}"
                for name, step in self._steps.items()
            ),
        ]

    def _after(self) -> list[str]:
        return [
            *(f"{name} = {self._own}_{name}.merged()" for name in self._arrays),
            *(
                f"if {place!r} in {self._last}: {place} = {self._last}[{place!r}]\n"
                + (
                    f"elif len({self.items}): {place} = _UNSET; del {place}"
                    if place in self._names
                    else ""
                )
                for place in self._places
            ),
            *(
                f"{name} = {self._start}_{name} + {step} * len({self.items})"
                for name, step in self._steps.items()
            ),
        ]


class _Reorder(ast.NodeTransformer):
    def __init__(self, loops: dict[Place, Reordered]) -> None:
        self.loops = loops
        self.count = 0

    def visit_For(self, node: ast.For) -> Any:
        loop = self.loops.get((node.lineno, node.col_offset))
        self.generic_visit(node)
        if loop is None:
            return node
        targets = {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}
        return self._rewrite(loop, loop.private | targets, node, ast.unparse(node.iter))

    def visit_While(self, node: ast.While) -> Any:
        loop = self.loops.get((node.lineno, node.col_offset))
        self.generic_visit(node)
        if loop is None:
            return node
        return self._rewrite(loop, loop.private, node, f"range({loop.trip_count})")

    def _rewrite(
        self, loop: Reordered, private: frozenset[str], node: ast.For | ast.While, values: str
    ) -> list[ast.stmt]:
        self.count += 1
        shell = _Shell(str(self.count), loop, private)
        block = ast.parse("\n".join(shell.lines(values))).body
        reordered = next(each for each in block if isinstance(each, ast.For))
        body = cast(ast.Try, reordered.body[-1])
        body.body = list(node.body)
        if isinstance(node, ast.For):
            item = cast(ast.Expr, ast.parse(shell.item).body[0]).value
            body.body.insert(0, ast.Assign([node.target], item))
        return [*block, *node.orelse]


def run_reordered(
    source: str,
    loops: dict[Place, Reordered],
    order: Callable[[int], Sequence[int]],
    before: Iterable[str],
    after: Iterable[str],
) -> dict[str, Any]:
    """Runs the program with those loops in that order; answers its names and the results of the
    lines after it."""
    tree = ast.fix_missing_locations(_Reorder(loops).visit(ast.parse(source)))
    names: dict[str, Any] = {
        "enumerate": enumerated,
        "zip": zipped,
        "reversed": backwards,
        "_items": items,
        "_order": order,
        "_LastValues": LastValues,
        "_OwnArrays": OwnArrays,
        "_UNSET": UNSET,
        "_hole": hole,
    }
    hidden = set(names)
    for line in before:
        exec(line, names)
    exec(compile(tree, "<reordered>", "exec"), names)
    results = [_run(line, names) for line in after]
    visible = {
        name: value
        for name, value in names.items()
        if name not in hidden and not name.startswith("_")
    }
    return {**visible, "results": results}


def _run(line: str, names: dict[str, Any]) -> Any:
    """The value of an expression; nothing of another statement."""
    if isinstance(ast.parse(line).body[0], ast.Expr):
        return eval(line, names)
    exec(line, names)
    return None


def in_order(count: int) -> Sequence[int]:
    return range(count)


def in_reverse(count: int) -> Sequence[int]:
    return range(count - 1, -1, -1)


def shuffled(seed: int) -> Callable[[int], Sequence[int]]:
    source = random.Random(seed)
    return lambda count: source.sample(range(count), count)
