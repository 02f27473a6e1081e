"""Where a rewritten program tells the probes what it does: loops, sites, frames."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from recorder import Site

PROBES = "_probes"
CLAUSES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Loop:
    """A loop statement by the place of its first character, a clause by that of its target."""

    line: int
    column: int
    targets: tuple[str, ...]


@dataclass
class Scope:
    number: int
    names: set[str]
    is_module: bool = False


@dataclass
class Program:
    tree: ast.Module
    sites: list[Site] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)


def names_in(target: ast.expr) -> list[str]:
    return [
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


class Sites(ast.NodeTransformer):
    """What every rewriting needs: calls of probes, each with the number of its site."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scopes: list[Scope] = []
        self.frames = 0
        self.updates: list[dict[str, str]] = []
        self.directly_in: int | None = None

    def _header(self, iterated: ast.expr, loop: int) -> ast.expr:
        text = ast.unparse(iterated)
        elements = self._probe("elements", f"{text}[...]", iterated, self.visit(iterated))
        method = ast.Attribute(ast.Name(PROBES, ast.Load()), "loop", ast.Load())
        return ast.Call(method, [ast.Constant(loop), elements], [])

    def _loop(self, line: int, column: int, targets: list[str]) -> int:
        self.program.loops.append(Loop(line, column, tuple(targets)))
        return len(self.program.loops) - 1

    def _operand(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Constant):
            return node
        return self._probe("use", ast.unparse(node), node, self.visit(node))

    def _truth(self, node: ast.expr) -> ast.expr:
        return self._probe("truth", ast.unparse(node), node, self.visit(node))

    def _index(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Slice):
            parts = [
                self.visit(each) if each else ast.Constant(None)
                for each in (node.lower, node.upper, node.step)
            ]
            return ast.Call(ast.Name("slice", ast.Load()), parts, [])
        if isinstance(node, ast.Tuple):
            return ast.Tuple([self._index(each) for each in node.elts], ast.Load())
        return cast(ast.expr, self.visit(node))

    def _probe(
        self,
        method: str,
        text: str,
        node: ast.AST,
        *arguments: ast.expr,
        named: list[ast.keyword] | None = None,
    ) -> ast.expr:
        function = ast.Attribute(ast.Name(PROBES, ast.Load()), method, ast.Load())
        site = ast.Constant(self._site(text, [node]))
        return ast.Call(function, [site, *arguments], named or [])

    def _site(self, text: str, nodes: Iterable[ast.AST]) -> int:
        line = cast(ast.expr, next(iter(nodes))).lineno
        update = next((each[text] for each in reversed(self.updates) if text in each), None)
        directly = self.directly_in if self.updates and text in self.updates[-1] else None
        self.program.sites.append(Site(text, line, update, directly))
        return len(self.program.sites) - 1

    def _frame_of(self, name: str) -> str | None:
        """The variable that numbers the frame of a name; none for names that are not traced."""
        for scope in reversed(self.scopes):
            if name in scope.names:
                return None if scope.number < 0 else f"_frame_{scope.number}"
        return None
