"""Random programs of loops over fresh arrays and lists, views of them, shared rows and scalars.

Every index stays inside its array, from the end or from the front, so that a program runs through.
"""

from __future__ import annotations

import random

HEAD = """import numpy as np
n = 5
A = np.arange(40)
B = np.ones(40, dtype=int)
C = [3] * 40
D = list(range(40))
M = np.ones((12, 12), dtype=int)
N = np.zeros((12, 12), dtype=int)
keys = [4, 1, 7, 1, 0, 4, 2, 9, 3, 8]
S = [0] * 12
T = np.zeros(12, dtype=int)
out = []
s = 1
p = 0
q = 2
k = 0
x = 5
y = 6
seen = {}
bag = set()


class Box:
    total = 0

    def __repr__(self):
        return f"a box of {self.total}"


box = Box()
crate = Box()
box.total = crate.total = 1


def shift(v):
    return v + 3


def mark(vector, at):
    vector[at] = 1
    return at
"""
VIEWS = (
    "V = A[1:31]",
    "V = A[::-1]",
    "V = B",
    "V = np.zeros(40, dtype=int)",
    "V = C",
    "V = A + 0",
)
ROWS = ("R = [[0] * 12] * 12", "R = [[0] * 12 for _ in range(12)]", "R = M", "R = M.T")
VECTORS = ("A", "B", "C", "D", "V")
MATRICES = ("M", "N", "R")
SCALARS = ("s", "p", "q", "x", "y")


class LoopGenerator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.indices: list[str] = []

    def program(self) -> str:
        lines = [HEAD.rstrip(), self.pick(*VIEWS), self.pick(*ROWS)]
        for _ in range(self.random.choice([1, 1, 2])):
            lines += self.loop("")
        return "\n".join(lines) + "\n"

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def loop(self, indent: str) -> list[str]:
        index = "ijl"[len(self.indices)]
        header = f"for {index} in range({self.bounds()}):"
        if self.chance(0.12) and not self.indices:
            over = self.pick("A", "keys", "C[:9]", "M")
            header = f"for {index}, {self.pick('x', 'e')} in enumerate({over}):"
        elif self.chance(0.1) and not self.indices:
            header = f"for {index}, e in zip(range(8), {self.pick('A', 'C', 'V')}):"
        self.indices.append(index)
        lines = [indent + header, *self.body(indent + "    ")]
        self.indices.pop()
        return lines

    def bounds(self) -> str:
        choices = ["8", "n", "1, 9", "2, 10, 2", "7, -1, -1", "6", "3, 9"]
        if self.indices:
            choices += [self.indices[-1], f"{self.indices[-1]}, 9", f"{self.indices[-1]} + 1, 8"]
        return self.pick(*choices)

    def body(self, indent: str) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.choice([1, 2, 2, 3, 4])):
            if len(self.indices) < 3 and self.chance(0.15):
                lines += self.loop(indent)
            else:
                lines += self.statement(indent)
        return lines

    def statement(self, indent: str) -> list[str]:
        kind = self.random.random()
        if kind < 0.14 and len(indent) < 16:
            lines = [f"{indent}if {self.condition()}:", *self.statement(indent + "    ")]
            if self.chance(0.4):
                lines += [f"{indent}else:", *self.statement(indent + "    ")]
            return lines
        if self.chance(0.12):
            return [indent + line for line in self.scratch()]
        if self.chance(0.2):
            return [indent + line for line in self.unusual()]
        return [indent + self.simple(kind)]

    def unusual(self) -> list[str]:
        """What people write less often: aliases, rows, containers, objects, helpers."""
        index, scalar = self.indices[-1], self.pick(*SCALARS)
        matrix, vector = self.pick(*MATRICES), self.pick(*VECTORS)
        row = self.small_index()
        choices = [
            [f"r = {matrix}[{row}]", f"r[{self.small_index()}] = {self.value()}"],
            [f"r = {matrix}[{row}]", f"r[{index} % 8] += 1"],
            [f"r = {vector}", f"r[{self.index()}] = {self.value()}"],
            [f"M[{row}] += 1"],
            [f"M[{row}, :] = N[{self.small_index()}, :] + 1"],
            [f"N[:, {row}] = M[{self.small_index()}, :]"],
            ["A, B = B, A"],
            [f"V = {self.pick('A', 'B')}"],
            [f"seen[{self.value(2)}] = {self.value(2)}"],
            [f"seen[{index}] = {self.value(2)}"],
            [f"{scalar} = seen.get({self.pick(index, '1')}, 0)"],
            [f"bag.add({self.value(2)})"],
            [f"{scalar} = len({self.pick('bag', 'out', 'seen', 'C')})"],
            [f"{scalar} = out[-1] if out else 0"],
            [f"C.append({index})"],
            [f"{self.pick('box', 'crate')}.total += {self.value(2)}"],
            [f"{scalar} = {self.pick('box', 'crate')}.total"],
            [f"{self.pick('box', 'crate')}.total = {index}"],
            [f"{self.place()} = shift({self.value(2)})"],
            [f"{scalar} = mark({vector}, {self.index()})"],
            [f"{scalar} = sum({self.pick('C', 'D', 'keys')})"],
            [f"{scalar} = sum([{vector}[g] for g in range(3)])"],
            [f"{scalar} = {self.value(2)} if {self.condition()} else {self.value(2)}"],
            [f"{scalar}, {self.place()} = {self.value(2)}, {self.value(2)}"],
            [f"{scalar} = {scalar} and {self.value(2)}"],
            ["w = 0", "while w < 3:", f"    {vector}[w] = {self.value(2)}", "    w += 1"],
            [f"for r in {matrix}:", f"    r[{row}] = {self.value(2)}"],
            [f"for e in {vector}[:5]:", f"    {scalar} += e"],
            [f"np.add(A, 1, out={self.pick('A', 'B')})"],
            ["D.reverse()"],
            ["global_count = len(D)"],
        ]
        return self.random.choice(choices)

    def scratch(self) -> list[str]:
        """Parts of an iteration's work on a buffer, and sums into its cells, in any order."""
        buffer, other = self.pick("S", "T"), self.pick("S", "T", "A")
        index = self.indices[-1]
        bounds = ["4", "8", "1, 8", "2, 6", "n", "7, -1, -1", f"{index}", f"{index} + 1", "9"]
        fill, read = f"for u in range({self.pick(*bounds)}):", self.pick("u", "u", "u - 1", "u + 1")
        parts = [
            [fill, f"    {buffer}[u] = {self.pick('u', index, f'u * {index}', f'A[u] + {index}')}"],
            [fill, f"    {buffer}[u] = {buffer}[u - 1] + {self.pick('u', index)}"],
            [
                fill,
                f"    if {self.pick('u > 2', f'{index} > 2', 'A[u] > 3')}:",
                f"        {buffer}[u] = {index}",
                "    else:",
                f"        {buffer}[u] = u",
            ],
            [f"if {self.condition()}:", f"    {buffer}[{self.pick('0', '1', index)}] = {index}"],
            [f"{buffer}[{self.pick('0', '1', '-1')}] = {self.pick('3', index)}"],
            [
                f"for u in range({self.pick(*bounds)}):",
                f"    M[{index}, u] = {buffer}[{read}] + {other}[{self.pick('u', '0')}]",
            ],
            [f"{self.pick('x', 'y')} = {buffer}[{self.pick('0', '1', '3', index)}]"],
            [
                fill,
                f"    {buffer}[{self.pick('u', f'(u + {index}) % 12')}] += {self.pick('1', 'u')}",
            ],
            [f"for u in range({self.pick('3', '4')}):", f"    {buffer}[u + {index}] += u"],
        ]
        chosen = self.random.sample(parts, self.random.choice([1, 2, 2, 3]))
        if self.chance(0.6):
            chosen.sort(key=parts.index)
        return [line for part in chosen for line in part]

    def simple(self, kind: float) -> str:
        scalar = self.pick(*SCALARS)
        if kind < 0.42:
            return f"{self.place()} = {self.value()}"
        if kind < 0.52:
            return f"{self.place()} {self.pick('+', '+', '-', '*', '|')}= {self.value()} % 7"
        if kind < 0.66:
            return f"{scalar} = {self.value()}"
        if kind < 0.78:
            return f"{scalar} {self.pick('+', '-', '|', '^')}= {self.value()}"
        if kind < 0.83:
            extreme = self.pick("max", "min")
            return f"{scalar} = {extreme}({scalar}, {self.value()})"
        if kind < 0.88:
            return f"k = (k + {self.pick('1', '2')}) % 40" if self.chance(0.3) else "k += 1"
        if kind < 0.92:
            return f"out.append({self.value()})"
        if kind < 0.95:
            return self.pick("continue", "break", "pass", "x, y = y, x", "x = y = s")
        vector = self.pick("A", "B", "V")
        low = self.random.randrange(4)
        return f"A[{low}:{low + 4}] = {vector}[{low + 1}:{low + 5}] + {self.pick('1', 's', 'i')}"

    def place(self) -> str:
        if self.chance(0.3):
            matrix = self.pick(*MATRICES)
            row, column = self.small_index(), self.small_index()
            return f"{matrix}[{row}][{column}]" if matrix == "R" else f"{matrix}[{row}, {column}]"
        return f"{self.pick(*VECTORS)}[{self.index()}]"

    def index(self) -> str:
        inner = self.indices[-1]
        choices = [
            *(
                f"{each} {sign} {self.random.randrange(4)}"
                for each in self.indices
                for sign in "+-"
            ),
            *self.indices,
            *self.indices,
            f"2 * {inner} + {self.random.randrange(3)}",
            f"3 * {inner}",
            f"{9 + self.random.randrange(4)} - {inner}",
            f"keys[{inner}]",
            f"{inner} // 2",
            f"{inner} * {inner} % 40",
            str(self.random.randrange(8)),
            "k % 20",
            "n",
        ]
        if len(self.indices) > 1:
            outer = self.indices[-2]
            choices += [f"{outer} * 3 + {inner}", f"{outer} + {inner}", f"{outer} - {inner}"] * 2
        return self.random.choice(choices)

    def small_index(self) -> str:
        one = self.random.choice(self.indices)
        choices = [one, one, *self.indices, f"{one} + 1", f"{one} - 1", f"10 - {one}", "2"]
        return self.random.choice(choices)

    def value(self, depth: int = 0) -> str:
        kind = self.random.random()
        if kind < 0.4 or depth > 1:
            return self.place()
        if kind < 0.55:
            return self.pick(*SCALARS)
        if kind < 0.65:
            return self.pick(*self.indices, "3", "1", "n", "k")
        if kind < 0.9:
            operator = self.pick("+", "+", "-", "*")
            return f"({self.value(depth + 1)} {operator} {self.value(depth + 1)}) % 11"
        return self.pick(f"abs({self.value(2)})", f"min({self.value(2)}, {self.value(2)})")

    def condition(self) -> str:
        return self.pick(
            f"{self.value(2)} > {self.random.randrange(6)}",
            f"{self.indices[-1]} % 2 == 0",
            f"{self.value(2)} < {self.value(2)}",
            f"{self.indices[-1]} > 3",
        )
