"""Whole programs: a function with its helpers and its parameters."""

from __future__ import annotations

import random
from dataclasses import dataclass

from program_arguments.parameters import Signature

from program_generator.blocks import for_loop, indented, while_loop
from program_generator.expressions import condition, number
from program_generator.maker import INDENT, Maker
from program_generator.profiles import choose_profile
from program_generator.scope import Scope, Sequence
from program_generator.signatures import make_signature, scope_of
from program_generator.simple_statements import simple_statement
from program_generator.values import Kind, Value

FUNCTION = "program"
PREAMBLE = """\
import cmath
import math

import numpy as np

WHOLE = 5
HALF = 0.5
TABLE = np.array([0.5, -1.0, 2.0, 0.25])


def element_of(values, place):
    return values[place] + HALF
"""


@dataclass(frozen=True)
class Program:
    """`text` is a module that defines the function `program`.

    `same_objects` are loop variables that end as an object that a list or an array holds; `depth`
    is that of the deepest nest.
    """

    seed: int
    profile: str
    text: str
    signature: Signature
    same_objects: frozenset[str]
    depth: int


def make_program(seed: int, profile: str = "") -> Program:
    """The same seed and profile give the same program."""
    source = random.Random(seed)
    maker = Maker(source, choose_profile(source, profile))
    maker.is_careless = maker.chance(0.12)
    signature = make_signature(maker, has_cubes=True)
    scope = scope_of(maker, signature)
    preamble = PREAMBLE.splitlines()
    for _ in range(maker.random.randint(1, 2) if maker.profile.has("helpers") else 0):
        preamble += ["", "", *_helper(maker)]
    head = [*preamble, "", "", f"def {FUNCTION}({', '.join(signature.names)}):"]
    body = _body(maker, scope)
    text = "\n".join([*head, *indented(body)]) + "\n"
    return Program(
        seed,
        maker.profile.name,
        text,
        signature,
        frozenset(("e0", "e1", "e2", "f0", "f1", "f2")),
        _depth_of_loops(body),
    )


def _helper(maker: Maker) -> list[str]:
    """A pure function of two numbers."""
    scope = Scope([], bound={name: Value(name, Kind.FLOAT) for name in ("left", "right")})
    narrow = Maker(maker.random, maker.profile)
    name = f"helper_{len(maker.helpers)}"
    lines = [f"def {name}(left, right):"]
    if maker.chance(0.4):
        lines.append(f"{INDENT}if {condition(narrow, scope, 1).text}:")
        lines.append(f"{INDENT}{INDENT}return {number(narrow, scope, 1, Kind.FLOAT).text}")
    if maker.chance(0.3):
        lines.append(f"{INDENT}local = {number(narrow, scope, 2, Kind.FLOAT).text}")
        scope.bound["local"] = Value("local", Kind.FLOAT)
    lines.append(f"{INDENT}return {number(narrow, scope, 2, Kind.FLOAT).text}")
    maker.helpers.append(name)
    return lines


def _body(maker: Maker, scope: Scope) -> list[str]:
    lines = _prelude(maker, scope)
    for _ in range(maker.choose((1, 1, 1, 2))):
        if maker.has("while", 0.15):
            lines += while_loop(maker, scope, 0)
            continue
        if lines and maker.chance(0.1):
            lines += simple_statement(maker, scope)
        lines += for_loop(maker, scope, 0)
    results = [*maker.random.sample(sorted(scope.bound), min(2, len(scope.bound)))]
    lines.append("return locals()" if maker.chance(0.8) else f"return {', '.join(results)}")
    return lines


def _prelude(maker: Maker, scope: Scope) -> list[str]:
    """Values that the loops start from, and arrays and lists of the function's own."""
    lines: list[str] = []
    for name in ("t", "s", "r"):
        if maker.chance(0.35):
            starts = (("0", Kind.INT), ("0.0", Kind.FLOAT), ("1.5", Kind.FLOAT), ("p", Kind.FLOAT))
            text, kind = maker.choose(starts)
            kind = scope.bound["p"].kind if text == "p" else kind
            lines.append(f"{name} = {text}")
            scope.bound[name] = Value(name, kind)
    if maker.has("fresh arrays", 0.7):
        lines += _fresh_array(maker, scope)
    if maker.profile.lists and maker.chance(0.2):
        lines.append("z = [0.0] * (n + 2)")
        scope.sequences.append(Sequence("z", "float", 1, "flat list", is_list=True))
    return lines


def _fresh_array(maker: Maker, scope: Scope) -> list[str]:
    dtype = maker.choose(("float64", "float64", "float32", "int64"))
    shape, rank = maker.choose((("n + 2", 1), ("len(u)", 1), ("(n + 2, n + 2)", 2)))
    maker_name = maker.choose(("np.zeros", "np.ones", "np.empty"))
    scope.sequences.append(Sequence("g", dtype, rank, "C"))
    lines = [f"g = {maker_name}({shape}, dtype=np.{dtype})"]
    return [*lines, "g[:] = 0"] if maker_name == "np.empty" else lines


def _depth_of_loops(lines: list[str]) -> int:
    """How many loops of the body lie in one another at most."""
    deepest = 0
    open_margins: list[int] = []
    for line in lines:
        margin = len(line) - len(line.lstrip())
        open_margins = [each for each in open_margins if each < margin]
        if line.lstrip().startswith(("for ", "while ")):
            open_margins.append(margin)
            deepest = max(deepest, len(open_margins))
    return deepest
