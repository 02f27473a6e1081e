"""Rewrites a program so that each access to a name, an element or an attribute calls a probe."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from recorder import Site
from updates import counts, updates_of

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


def instrument(source: str) -> Program:
    tree = ast.parse(source)
    rewriter = _Rewriter(Program(tree))
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


def _names_in(target: ast.expr) -> list[str]:
    return [
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


class _Rewriter(ast.NodeTransformer):
    def __init__(self, program: Program) -> None:
        self.program = program
        self.scopes: list[Scope] = []
        self.frames = 0
        self.updates: list[dict[str, str]] = []
        self.directly_in: int | None = None

    # Statements.

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
        names = [name for target in targets for name in _names_in(target)]
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
        loop = self._loop(node.lineno, node.col_offset, _names_in(node.target))
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

    # Expressions.

    def visit_Name(self, node: ast.Name) -> ast.expr:
        frame = self._frame_of(node.id)
        if frame is None or not isinstance(node.ctx, ast.Load):
            return node
        return self._probe("name", node.id, node, ast.Name(frame, ast.Load()), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        text = ast.unparse(node)
        base, index = self.visit(node.value), self._index(node.slice)
        if isinstance(node.ctx, ast.Store):
            slot = self._probe("slot", text, node, base, index)
            return ast.Attribute(slot, "value", ast.Store())
        return self._probe("load", text, node, base, index)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        text = ast.unparse(node)
        base, name = self.visit(node.value), ast.Constant(node.attr)
        if isinstance(node.ctx, ast.Store):
            slot = self._probe("field", text, node, base, name)
            return ast.Attribute(slot, "value", ast.Store())
        return self._probe("attribute", text, node, base, name)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self._operand(node.left), self._operand(node.right)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        is_not = isinstance(node.op, ast.Not)
        node.operand = self._truth(node.operand) if is_not else self._operand(node.operand)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if any(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            return cast(ast.expr, self.generic_visit(node))
        node.left = self._operand(node.left)
        node.comparators = [self._operand(each) for each in node.comparators]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self._truth(each) for each in node.values]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self._truth(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        text = ast.unparse(node.func)
        arguments = [self.visit(each) for each in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        if isinstance(node.func, ast.Attribute):
            head = [self.visit(node.func.value), ast.Constant(node.func.attr)]
            return self._probe("method", text, node, *head, *arguments, named=node.keywords)
        function = self.visit(node.func)
        return self._probe("call", text, node, function, *arguments, named=node.keywords)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        text = f"{node.target.id} := {ast.unparse(node.value)}"
        raise NotImplementedError(f"the oracle does not follow {text}")

    def _comprehension(self, node: ast.expr) -> ast.expr:
        clauses = cast(ast.ListComp, node).generators
        names = {name for clause in clauses for name in _names_in(clause.target)}
        first = self._clause_header(clauses[0])
        self.scopes.append(Scope(-1, names))
        for clause in clauses:
            clause.iter = first if clause is clauses[0] else self._clause_header(clause)
            clause.ifs = [self._truth(each) for each in clause.ifs]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        else:
            element = cast(ast.ListComp, node)
            element.elt = self.visit(element.elt)
        self.scopes.pop()
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def _clause_header(self, clause: ast.comprehension) -> ast.expr:
        target = clause.target
        loop = self._loop(target.lineno, target.col_offset, _names_in(target))
        return self._header(clause.iter, loop)

    # Pieces.

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
