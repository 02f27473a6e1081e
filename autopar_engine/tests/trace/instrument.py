"""Rewrites a program so that each access to a name, an element or an attribute calls a probe."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import cast

from instrument_expressions import Expressions
from instrument_sites import CLAUSES, PROBES, Program, Scope, names_in
from updates import counts, updates_of


def instrument(source: str) -> Program:
    tree = ast.parse(source)
    rewriter = _Statements(Program(tree))
    rewriter.scopes.append(Scope(0, _bound_names(tree.body), is_module=True))
    tree.body = [*_parse("_frame_0 = 0"), *rewriter.block(tree.body, None)]
    ast.fix_missing_locations(tree)
    return rewriter.program


def _bound_names(body: Iterable[ast.AST]) -> set[str]:
    """Names that the statements bind, without what nested functions and comprehensions bind."""
    bound: set[str] = set()
    for node in body:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef, *CLAUSES)):
            bound |= _bound_names(ast.iter_child_nodes(node))
    return bound


def _parse(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


class _Statements(Expressions, ast.NodeTransformer):
    """One method per kind of statement."""

    def block(self, body: Sequence[ast.stmt], loop: int | None) -> list[ast.stmt]:
        """The statements of a body; `loop` is the loop whose body it is."""
        result: list[ast.stmt] = []
        for statement in body:
            self.updates.append(updates_of(statement))
            outer, self.directly_in = self.directly_in, loop if counts(statement) else None
            rewritten = self.visit(statement)
            self.directly_in = outer
            self.updates.pop()
            result += rewritten if isinstance(rewritten, list) else [rewritten]
        return result

    def _after_store(self, targets: Iterable[ast.expr]) -> list[ast.stmt]:
        names = [name for target in targets for name in names_in(target)]
        return [
            each
            for name in names
            for each in _parse(
                f"{PROBES}.wrote({self._site(name, targets)}, {self._frame_of(name)})"
            )
            if self._frame_of(name) is not None
        ]

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        stored = self._after_store(node.targets)
        node.value = self.visit(node.value)
        node.targets = [self.visit(target) for target in node.targets]
        return [node, *stored]

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        if not isinstance(node.target, ast.Name) or self._frame_of(node.target.id) is None:
            node.target = self.visit(node.target)
            node.value = self._operand(node.value)
            return [node]
        name = node.target.id
        site, frame = self._site(name, [node]), self._frame_of(name)
        node.value = self._operand(node.value)
        return [
            *_parse(f"_old = {PROBES}.name({site}, {frame}, {name})"),
            node,
            *_parse(f"{PROBES}.in_place({site}, {frame}, _old, {name})"),
        ]

    def visit_For(self, node: ast.For) -> ast.stmt:
        loop = self._loop(node.lineno, node.col_offset, names_in(node.target))
        stored = self._after_store([node.target])
        node.iter = self._header(node.iter, loop)
        node.target = self.visit(node.target)
        node.body = [*stored, *self.block(node.body, loop)]
        node.orelse = self.block(node.orelse, None)
        return node

    def visit_While(self, node: ast.While) -> list[ast.stmt]:
        loop = self._loop(node.lineno, node.col_offset, [])
        self.directly_in = loop
        (begin,) = _parse(f"_while_{loop} = {PROBES}.open_while({loop})")
        tick = cast(ast.Expr, _parse(f"{PROBES}.next_iteration(_while_{loop})")[0]).value
        node.test = ast.BoolOp(ast.And(), [tick, self._truth(node.test)])
        node.body = self.block(node.body, loop)
        node.orelse = self.block(node.orelse, None)
        end = _parse(f"{PROBES}.close_while(_while_{loop})")
        return [begin, ast.Try([node], [], [], end)]

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self._truth(node.test)
        node.body = self.block(node.body, None)
        node.orelse = self.block(node.orelse, None)
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        node.items = [self.visit(item) for item in node.items]
        node.body = self.block(node.body, None)
        return node

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        node.body = self.block(node.body, None)
        for handler in node.handlers:
            handler.body = self.block(handler.body, None)
        node.orelse = self.block(node.orelse, None)
        node.finalbody = self.block(node.finalbody, None)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        parameters = [each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)]
        declared = {
            name
            for each in ast.walk(node)
            if isinstance(each, (ast.Global, ast.Nonlocal))
            for name in each.names
        }
        self.frames += 1
        self.scopes.append(
            Scope(self.frames, (_bound_names(node.body) | set(parameters)) - declared)
        )
        own = _parse(f"_frame_{self.frames} = {PROBES}.frame()")
        body = self.block(node.body, None)
        cut = sum(isinstance(each, (ast.Global, ast.Nonlocal)) for each in body)
        node.body = [*body[:cut], *own, *body[cut:]]
        self.scopes.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        node.body = [
            self.visit_FunctionDef(each) if isinstance(each, ast.FunctionDef) else each
            for each in node.body
        ]
        return node

    def visit_Delete(self, node: ast.Delete) -> ast.stmt:
        raise NotImplementedError(f"the oracle does not follow {ast.unparse(node)}")
