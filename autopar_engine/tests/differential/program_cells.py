"""What each nest of a program consists of: constructs, and what they are applied to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from program_arguments.parameters import (
    ArrayParameter,
    ListParameter,
    ScalarParameter,
    Signature,
    SizeParameter,
)

Source = tuple[str, str]
"""Where an operand comes from: an element type and a layout, or "scalar", "index" or "list"."""

Cell = tuple[str, str, str]
"""A construct, and one source of what it is applied to; "any", "any" if it has none."""

_MODULES = ("math", "cmath", "np")
_OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.Invert: "~",
    ast.USub: "unary -",
    ast.UAdd: "unary +",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def cells_by_line(
    text: str, function_name: str, signature: Signature
) -> dict[int, frozenset[Cell]]:
    """For the line of each outermost `for` of the function: the cells of its nest."""
    tree = ast.parse(text)
    function = next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == function_name
    )
    finder = _Finder(_sources(signature), _ranks(signature))
    return {loop.lineno: frozenset(finder.cells(loop)) for loop in _outermost(function.body)}


def _outermost(block: list[ast.stmt]) -> Iterator[ast.For]:
    for statement in block:
        if isinstance(statement, ast.For):
            yield statement
            continue
        for name in ("body", "orelse"):
            yield from _outermost(getattr(statement, name, []))


def _sources(signature: Signature) -> dict[str, Source]:
    found: dict[str, Source] = {"z": ("float", "flat list"), "g": ("float64", "fresh")}
    for parameter in signature.parameters:
        if isinstance(parameter, ArrayParameter):
            found[parameter.name] = (parameter.dtype, parameter.layout)
        elif isinstance(parameter, ListParameter):
            found[parameter.name] = (parameter.element, f"{parameter.shape} list")
        elif isinstance(parameter, ScalarParameter | SizeParameter):
            found[parameter.name] = (parameter.type, "scalar")
    return found


def _ranks(signature: Signature) -> dict[str, int]:
    arrays = [each for each in signature.parameters if isinstance(each, ArrayParameter)]
    return {each.name: each.rank for each in arrays}


class _Finder:
    """Loop variables take over the source of what they iterate over."""

    def __init__(self, sources: dict[str, Source], ranks: dict[str, int]) -> None:
        self.sources = sources
        self.ranks = ranks

    def cells(self, loop: ast.For) -> Iterator[Cell]:
        for node in ast.walk(loop):
            if isinstance(node, ast.For):
                self._bind(node.target, node.iter)
        for node in ast.walk(loop):
            for construct, operands in (*_constructs(node), *self._wholes(node)):
                sources = {source for operand in operands for source in self._of(operand)}
                for source in sources or {("any", "any")}:
                    yield (construct, *source)

    def _wholes(self, node: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
        """Of a store to an array: rows, and arrays without an index."""
        if not isinstance(node, ast.Assign | ast.AugAssign):
            return
        target = node.targets[-1] if isinstance(node, ast.Assign) else node.target
        if not isinstance(target, ast.Subscript):
            return
        parts = list(ast.walk(node))
        passed = {id(each.value) for each in parts if isinstance(each, ast.Subscript)}
        calls = [each for each in parts if isinstance(each, ast.Call)]
        passed |= {id(argument) for call in calls for argument in call.args}
        for part in parts:
            if id(part) in passed:
                continue
            if isinstance(part, ast.Name) and part.id in self.ranks:
                yield "whole array", [part]
            elif isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name):
                count = len(part.slice.elts) if isinstance(part.slice, ast.Tuple) else 1
                is_slice = any(isinstance(inner, ast.Slice) for inner in ast.walk(part.slice))
                if not is_slice and self.ranks.get(part.value.id, 0) > count:
                    yield "whole row", [part.value]

    def _bind(self, target: ast.expr, iterated: ast.expr) -> None:
        sources = set(self._of(iterated)) or {("int", "index")}
        for node in ast.walk(target):
            if isinstance(node, ast.Name):
                is_index = node.id in ("i", "j", "l", "h") or len(sources) > 1
                self.sources[node.id] = ("int", "index") if is_index else next(iter(sources))

    def _of(self, node: ast.expr) -> Iterator[Source]:
        """The sources of the values that the expression is made of; subscripts are none."""
        if isinstance(node, ast.Name):
            if node.id in self.sources:
                yield self.sources[node.id]
        elif isinstance(node, ast.Subscript):
            yield from self._of(node.value)
        elif isinstance(node, ast.Call):
            for argument in node.args:
                yield from self._of(argument)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from self._of(child)


def _constructs(node: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """The constructs that the node is, with their operands."""
    if isinstance(node, ast.BinOp):
        yield _OPERATORS[type(node.op)], [node.left, node.right]
    elif isinstance(node, ast.UnaryOp):
        yield _OPERATORS[type(node.op)], [node.operand]
    elif isinstance(node, ast.BoolOp):
        yield _OPERATORS[type(node.op)], node.values
    elif isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for operator in node.ops:
            yield _OPERATORS.get(type(operator), "is"), operands
        if len(node.ops) > 1:
            yield "chained comparison", operands
    elif isinstance(node, ast.IfExp):
        yield "ternary", [node.body, node.orelse]
    elif isinstance(node, ast.Call):
        yield _called(node.func), list(node.args)
    elif isinstance(node, ast.Subscript):
        is_slice = any(isinstance(inner, ast.Slice) for inner in ast.walk(node.slice))
        if is_slice and isinstance(node.value, ast.Attribute):
            yield "slice of an attribute", []
        yield "slice" if is_slice else "element", [node.value]
    elif isinstance(node, ast.Attribute) and ast.unparse(node.value) not in _MODULES:
        yield f"attribute {node.attr}", [node.value]
    elif isinstance(node, ast.stmt):
        yield from _statement_constructs(node)


def _called(function: ast.expr) -> str:
    """`math.sqrt()`, or `.conjugate()` where a method of a value is called."""
    if isinstance(function, ast.Attribute):
        is_module = ast.unparse(function.value) in _MODULES
        return f"{ast.unparse(function) if is_module else '.' + function.attr}()"
    return f"{ast.unparse(function)}()"


def _statement_constructs(node: ast.stmt) -> Iterator[tuple[str, list[ast.expr]]]:
    if isinstance(node, ast.Assign):
        target = node.targets[-1]
        if isinstance(target, ast.Tuple):
            yield "tuple assignment", target.elts
        else:
            yield ("store" if isinstance(target, ast.Subscript) else "assign"), [target]
            yield from _scatters(target)
    elif isinstance(node, ast.AugAssign):
        where = "store" if isinstance(node.target, ast.Subscript) else "assign"
        yield f"{where} {_OPERATORS[type(node.op)]}=", [node.target]
        yield from _scatters(node.target)
    elif isinstance(node, ast.For):
        yield f"for {_iterated(node.iter)}", [node.iter]
    elif isinstance(node, ast.Break | ast.Continue | ast.While | ast.If):
        yield type(node).__name__.lower(), []
    if isinstance(node, ast.For | ast.While) and node.orelse:
        yield "else of a loop", []


def _scatters(target: ast.expr) -> Iterator[tuple[str, list[ast.expr]]]:
    """A store to `a[p[i]]`."""
    if isinstance(target, ast.Subscript) and any(
        isinstance(inner, ast.Subscript) for inner in ast.walk(target.slice)
    ):
        yield "scatter", [target]


def _iterated(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return "elements"
    name = ast.unparse(node.func)
    return f"{name} with a step" if name == "range" and len(node.args) == 3 else name
