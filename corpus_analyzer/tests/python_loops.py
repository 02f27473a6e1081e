"""The loops of a text as CPython's parser sees them."""

from __future__ import annotations

import ast
from dataclasses import dataclass

COMPREHENSIONS = {
    ast.ListComp: "LISTCOMP",
    ast.SetComp: "SETCOMP",
    ast.DictComp: "DICTCOMP",
    ast.GeneratorExp: "GENEXP",
}
LOOPS = {ast.For: "FOR", ast.AsyncFor: "ASYNC_FOR", ast.While: "WHILE"}


@dataclass(frozen=True, order=True)
class PythonLoop:
    """One loop header: of a clause the place of its target. Columns count bytes, depth from 1."""

    line: int
    column: int
    kind: str
    depth: int


class _Finder(ast.NodeVisitor):
    """Walks a tree with the depth of the loops around, which functions and classes begin anew."""

    def __init__(self) -> None:
        self.depth = 0
        self.loops: list[PythonLoop] = []

    def _visit_all(self, nodes: list[ast.AST], depth: int) -> None:
        outer, self.depth = self.depth, depth
        for node in nodes:
            self.visit(node)
        self.depth = outer

    def _add(self, node: ast.stmt | ast.expr, kind: str) -> None:
        self.loops.append(PythonLoop(node.lineno, node.col_offset, kind, self.depth + 1))

    def _visit_for(self, node: ast.For | ast.AsyncFor) -> None:
        self._add(node, LOOPS[type(node)])
        self.visit(node.iter)
        self._visit_all([node.target, *node.body], self.depth + 1)
        self._visit_all([*node.orelse], self.depth)

    def _visit_comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ) -> None:
        outer = self.depth
        for clause in node.generators:
            self.visit(clause.iter)
            self._add(clause.target, COMPREHENSIONS[type(node)])
            self.depth += 1
            self._visit_all([clause.target, *clause.ifs], self.depth)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._visit_all([*parts], self.depth)
        self.depth = outer

    def _visit_scope(self, outside: list[ast.AST], body: list[ast.AST]) -> None:
        self._visit_all(outside, self.depth)
        self._visit_all(body, 0)

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outside: list[ast.AST] = [*node.decorator_list, node.args]
        outside += [node.returns] if node.returns else []
        self._visit_scope(outside, [*node.body])

    def visit(self, node: ast.AST) -> None:
        """One node."""
        if isinstance(node, ast.For | ast.AsyncFor):
            self._visit_for(node)
        elif isinstance(node, ast.While):
            self._add(node, "WHILE")
            self._visit_all([node.test, *node.body], self.depth + 1)
            self._visit_all([*node.orelse], self.depth)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            self._visit_comprehension(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self._visit_function(node)
        elif isinstance(node, ast.Lambda):
            self._visit_scope([node.args], [node.body])
        elif isinstance(node, ast.ClassDef):
            outside: list[ast.AST] = [*node.decorator_list, *node.bases]
            outside += [keyword.value for keyword in node.keywords]
            self._visit_scope(outside, [*node.body])
        else:
            self.generic_visit(node)


def loops_of(text: str) -> list[PythonLoop] | None:
    """In the order of their headers; nothing for a text that is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    finder = _Finder()
    finder.visit(tree)
    return sorted(finder.loops)
