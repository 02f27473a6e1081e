"""Makes a program smaller as long as the call still differs: delta debugging of statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from call_outcome import USUAL
from comparison_of_runs import Call, Comparer, Difference
from program_generator import FUNCTION

MOST_TRIALS = 400


def minimized(comparer: Comparer, found: Difference) -> Difference:
    """A difference in one of the same fields, of a text from which nothing more can be left out."""
    trials = 0
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for call in _smaller_calls(found.call):
            trials += 1
            if trials > MOST_TRIALS:
                return found
            difference = _difference(comparer, call)
            if difference is not None and set(difference.fields) & set(found.fields):
                found = difference
                is_smaller = True
                break
    return found


def _difference(comparer: Comparer, call: Call) -> Difference | None:
    """None also for a text that is no program any more."""
    try:
        return comparer.check_call(call)
    except Exception:
        return None


def _smaller_calls(call: Call) -> Iterator[Call]:
    if call.circumstances != USUAL:
        yield replace(call, circumstances=USUAL)
    for text in smaller_texts(call.text):
        yield replace(call, text=text)
    for size in range(min(call.size, 4)):
        yield replace(call, size=size)
    if call.size > 8:
        yield replace(call, size=call.size // 2)


def smaller_texts(text: str) -> Iterator[str]:
    """The text with one statement left out, one block without its header, or one smaller value."""
    number = 0
    while True:
        tree = ast.parse(text)
        edits = list(_edits(_function(tree)))
        if number >= len(edits):
            return
        edits[number]()
        yield ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        number += 1


def _function(tree: ast.Module) -> ast.FunctionDef:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == FUNCTION:
            return node
    raise ValueError(f"no function {FUNCTION}")


Edit = Callable[[], None]


def _edits(function: ast.FunctionDef) -> Iterator[Edit]:
    """Large edits first."""
    blocks = [
        block
        for node in ast.walk(function)
        for name in ("body", "orelse")
        if isinstance(block := getattr(node, name, None), list)
    ]
    for block in blocks:
        for place, statement in enumerate(block):
            if not isinstance(statement, ast.Return | ast.Pass):
                yield _replacement(block, place, [] if len(block) > 1 else [ast.Pass()])
    for block in blocks:
        for place, statement in enumerate(block):
            if isinstance(statement, ast.If):
                yield _replacement(block, place, statement.body)
                yield _replacement(block, place, statement.orelse)
            elif isinstance(statement, ast.For | ast.While) and statement.orelse:
                yield _without_else(statement)
    for node in ast.walk(function):
        yield from _edits_of_operands(node)


def _replacement(block: list[ast.stmt], place: int, by: list[ast.stmt]) -> Edit:
    def edit() -> None:
        block[place : place + 1] = by

    return edit


def _without_else(statement: ast.For | ast.While) -> Edit:
    def edit() -> None:
        statement.orelse = []

    return edit


def _edits_of_operands(node: ast.AST) -> Iterator[Edit]:
    """Each operand that is an operation itself is replaced by a part of it."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.expr):
            for part in _parts(value):
                yield _assignment(node, name, part)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, ast.expr):
                    for part in _parts(item):
                        yield _item_assignment(value, place, part)


def _assignment(node: ast.AST, name: str, part: ast.expr) -> Edit:
    return lambda: setattr(node, name, part)


def _item_assignment(items: list[ast.expr], place: int, part: ast.expr) -> Edit:
    def edit() -> None:
        items[place] = part

    return edit


def _parts(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.BinOp):
        return [value.left, value.right]
    if isinstance(value, ast.UnaryOp):
        return [value.operand]
    if isinstance(value, ast.IfExp):
        return [value.body, value.orelse]
    if isinstance(value, ast.BoolOp):
        return list(value.values)
    if isinstance(value, ast.Compare):
        return [value.left, *value.comparators]
    if isinstance(value, ast.Call) and not isinstance(value.func, ast.Name):
        return list(value.args)
    return []
