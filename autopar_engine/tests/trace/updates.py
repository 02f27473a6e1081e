"""Which places a statement updates: s = s op e in its spellings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "+",
    ast.Mult: "*",
    ast.Div: "*",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}
COMMUTING = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)


def updates_of(statement: ast.stmt) -> dict[str, str]:
    """The text of each updated place and its operator.

    Instead of an operator "record" where the position of an extreme value is noted, and "decides"
    where a test reads a name that it guards.
    """
    if isinstance(statement, ast.AugAssign):
        operator = OPERATORS.get(type(statement.op))
        return {ast.unparse(statement.target): operator} if operator else {}
    if isinstance(statement, ast.Assign):
        return dict(_of_assignment(statement))
    if isinstance(statement, ast.If):
        return {**_of_deciding_test(statement), **_of_guarded_assignment(statement)}
    return {}


def _of_deciding_test(statement: ast.If) -> dict[str, str]:
    assigned = {
        node.id
        for part in (*statement.body, *statement.orelse)
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    tested = {node.id for node in ast.walk(statement.test) if isinstance(node, ast.Name)}
    return dict.fromkeys(assigned & tested, "decides")


def _of_assignment(statement: ast.Assign) -> Iterator[tuple[str, str]]:
    for target in statement.targets:
        place = ast.unparse(target)
        operator = _operator(statement.value, place)
        if operator:
            yield place, operator


def _operator(value: ast.expr, place: str) -> str | None:
    if isinstance(value, ast.BinOp):
        left, right = ast.unparse(value.left), ast.unparse(value.right)
        commutes = isinstance(value.op, COMMUTING)
        inner = _operator(value.left, place)
        own = OPERATORS.get(type(value.op))
        is_update = left == place or (commutes and right == place) or (inner and inner == own)
        return own if is_update else None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        is_extreme = value.func.id in ("min", "max")
        is_update = is_extreme and place in [ast.unparse(each) for each in value.args]
        return value.func.id if is_update else None
    if isinstance(value, ast.BoolOp) and ast.unparse(value.values[0]) == place:
        return "and" if isinstance(value.op, ast.And) else "or"
    if isinstance(value, ast.IfExp) and isinstance(value.test, ast.Compare):
        compared = [ast.unparse(each) for each in (value.test.left, *value.test.comparators)]
        chosen = [ast.unparse(value.body), ast.unparse(value.orelse)]
        return "minmax" if place in compared and place in chosen else None
    return None


def _single_assignments(statement: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in statement.targets:
        if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            yield from zip(target.elts, statement.value.elts, strict=False)
        else:
            yield target, statement.value


def _of_guarded_assignment(statement: ast.If) -> dict[str, str]:
    """`if e < s: s = e; where = i`."""
    test = statement.test
    if not isinstance(test, ast.Compare) or statement.orelse:
        return {}
    compared = {ast.unparse(each) for each in (test.left, *test.comparators)}
    assigned = {
        ast.unparse(target): ast.unparse(value)
        for each in statement.body
        if isinstance(each, ast.Assign)
        for target, value in _single_assignments(each)
    }
    extremes = [place for place, value in assigned.items() if {place, value} <= compared]
    if len(extremes) != 1:
        return {}
    return {place: "minmax" if place in extremes else "record" for place in assigned}


def counts(statement: ast.stmt) -> bool:
    """The statement adds what no element and no call decides."""
    return isinstance(statement, (ast.Assign, ast.AugAssign)) and not any(
        isinstance(each, (ast.Subscript, ast.Call)) for each in ast.walk(statement.value)
    )
