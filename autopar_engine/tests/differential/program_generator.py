"""Random loop programs over arrays and scalars, and random arguments for them.

A program is a function of the parameters in PARAMETERS. Most programs stay inside what is compiled;
indices may leave the range, views may overlap, and the arguments may have any type: the comparison
is with CPython, whatever it does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np

VECTORS = ("u", "v", "w")
MATRICES = ("a", "b")
FLOATS = ("p", "q")
INTEGERS = ("n", "m")
PARAMETERS = (*VECTORS, *MATRICES, *FLOATS, *INTEGERS)
INDENT = "    "


@dataclass
class Scope:
    """Names that an expression may use at one point of a program."""

    indices: list[str] = field(default_factory=list)
    temporaries: list[str] = field(default_factory=list)

    def inside(self, index: str) -> Scope:
        return Scope([*self.indices, index], list(self.temporaries))


class ProgramGenerator:
    """Source text of one function per call of `program`; the same seed gives the same texts."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.free_bases: list[str] = []

    def program(self, name: str) -> str:
        lines = [f"def {name}({', '.join(PARAMETERS)}):"]
        self.free_bases = self.random.sample([*VECTORS, *MATRICES], 5)
        scope = Scope()
        if self.random.random() < 0.3:
            lines.append(f"{INDENT}t = {self.random.choice(['0.0', '0', 'p', '1.5'])}")
            scope.temporaries.append("t")
        for _ in range(self.random.choice([1, 1, 1, 2])):
            lines += self.loop(scope, depth=1)
        results = ["n", *scope.temporaries]
        if self.random.random() < 0.3:
            results.append("i1")
        lines.append(f"{INDENT}return {', '.join(results)}")
        return "\n".join(lines) + "\n"

    def loop(self, scope: Scope, depth: int) -> list[str]:
        index = f"i{depth}"
        inside = scope.inside(index)
        lines = [f"{INDENT * depth}for {index} in range({self.bounds(scope)}):"]
        for _ in range(self.random.choice([1, 1, 2, 3])):
            if depth < 3 and self.random.random() < 0.45:
                lines += self.loop(inside, depth + 1)
            else:
                lines += self.statement(inside, depth + 1)
        return lines

    def bounds(self, scope: Scope) -> str:
        stop = self.random.choice(
            ["n", "n", "m", "n - 1", "len(u)", "a.shape[0]", "a.shape[1]", "4"]
        )
        outer = scope.indices[-1] if scope.indices else None
        kind = self.random.random()
        if outer and kind < 0.12:
            return f"{outer}, {stop}"
        if kind < 0.45:
            return stop
        if kind < 0.7:
            return f"{self.random.choice(['1', '2', '-1'])}, {stop}"
        if kind < 0.85:
            return f"0, {stop}, {self.random.choice(['2', '3'])}"
        return f"{stop} - 1, -1, -1"

    def statement(self, scope: Scope, depth: int) -> list[str]:
        margin = INDENT * depth
        kind = self.random.random()
        value = self.value(scope, 3)
        if kind < 0.5:
            return [f"{margin}{self.target(scope)} = {value}"]
        if kind < 0.75:
            operator = self.random.choice(["+=", "-=", "*=", "+="])
            return [f"{margin}{self.target(scope)} {operator} {value}"]
        if kind < 0.9 or "t" not in scope.temporaries:
            line = f"{margin}t = {value}"
            if "t" not in scope.temporaries:
                scope.temporaries.append("t")
                return [line, f"{margin}{self.target(scope)} = t + {self.value(scope, 2)}"]
            return [line]
        return [f"{margin}t += {value}"]

    def target(self, scope: Scope) -> str:
        """Mostly a cell that no other iteration and no other statement writes."""
        if self.random.random() < 0.2 or not scope.indices or not self.free_bases:
            return self.element(scope)
        base = self.free_bases.pop()
        rank = 1 if base in VECTORS else 2
        indices = [self.random.choice(scope.indices) for _ in range(rank)]
        if rank == 2 and len(scope.indices) >= 2 and self.random.random() < 0.8:
            indices = self.random.sample(scope.indices, 2)
        offset = self.random.choice(["", "", "", " + 1"])
        return f"{base}[{', '.join(indices)}{offset}]"

    def value(self, scope: Scope, depth: int) -> str:
        kind = self.random.random()
        if depth == 0 or kind < 0.35:
            return self.leaf(scope)
        if kind < 0.42:
            return f"-{self.leaf(scope)}"
        operator = self.random.choice(["+", "-", "*", "*", "+", "-", "*", "/"])
        text = f"{self.value(scope, depth - 1)} {operator} {self.value(scope, depth - 1)}"
        return f"({text})" if self.random.random() < 0.6 else text

    def leaf(self, scope: Scope) -> str:
        choices = ["p", "q", "0.25", "3", "2.0"]
        choices += [self.element(scope) for _ in range(5)]
        choices += scope.temporaries * 2
        if scope.indices:
            choices.append(self.random.choice(scope.indices))
        return self.random.choice(choices)

    def element(self, scope: Scope) -> str:
        if self.random.random() < 0.5:
            return f"{self.random.choice(VECTORS)}[{self.index(scope)}]"
        matrix = self.random.choice(MATRICES)
        if self.random.random() < 0.2:
            return f"{matrix}[{self.index(scope)}][{self.index(scope)}]"
        return f"{matrix}[{self.index(scope)}, {self.index(scope)}]"

    def index(self, scope: Scope) -> str:
        if not scope.indices:
            return "0"
        index = self.random.choice(scope.indices)
        kind = self.random.random()
        if kind < 0.7:
            return index
        offsets = [f"{index} + 1", f"n - 1 - {index}", "0", f"{index} - 1", f"2 * {index}", "-1"]
        return self.random.choice(offsets if kind > 0.85 else offsets[:3])


class ArgumentGenerator:
    """Arguments for a generated program; the same seed gives the same arguments."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = np.random.default_rng(seed)

    def arguments(self, extent: int) -> dict[str, object]:
        room = extent + self.random.choice([0, 2, 2, 3])
        arguments: dict[str, object] = {name: self.array((2 * room,)) for name in VECTORS}
        arguments |= {
            name: self.array((room, room + self.random.choice([0, 0, 1]))) for name in MATRICES
        }
        arguments |= {name: float(self.numbers.normal()) for name in FLOATS}
        arguments |= {name: max(0, extent - self.random.choice([0, 0, 1])) for name in INTEGERS}
        self.disturb(arguments)
        return arguments

    def array(self, shape: tuple[int, ...]) -> np.ndarray:
        values = self.numbers.normal(size=shape)
        kind = self.random.random()
        if kind < 0.06 and values.size:
            special = self.random.choice([np.inf, -np.inf, np.nan, 1e308, -0.0, 5e-324])
            values.flat[self.random.randrange(values.size)] = special
        if kind > 0.9 and values.ndim == 2:
            return np.asfortranarray(values)
        if kind > 0.8:
            return values[::-1]
        if kind > 0.7:
            wide = np.zeros(tuple(2 * extent for extent in shape))
            view = wide[tuple(slice(None, None, 2) for _ in shape)]
            view[...] = values
            return view
        return values

    def disturb(self, arguments: dict[str, object]) -> None:
        """Sometimes: an alias, an overlapping view, another element type, another scalar type."""
        kind = self.random.random()
        u = arguments["u"]
        assert isinstance(u, np.ndarray)
        if kind < 0.06:
            arguments["v"] = u
        elif kind < 0.12 and len(u) > 1:
            arguments["v"] = u[1:]
        elif kind < 0.15:
            arguments["w"] = u[::-1]
        elif kind < 0.18:
            arguments["b"] = np.broadcast_to(np.float64(2.0), (3, 3))
        elif kind < 0.21:
            with np.errstate(invalid="ignore"):
                arguments["v"] = u.astype(
                    self.random.choice(["float32", "int64", "object", "bool"])
                )
        elif kind < 0.23:
            arguments["w"] = u.tolist()
        elif kind < 0.25:
            arguments["n"] = np.int64(int(str(arguments["n"])))
        elif kind < 0.27:
            arguments["p"] = np.float64(float(str(arguments["p"])))
        elif kind < 0.29:
            arguments["q"] = self.random.choice([2, True, 10**30, 0.0, float("inf")])
        elif kind < 0.31:
            u.flags.writeable = False
        elif kind < 0.33:
            arguments["b"] = arguments["a"]
