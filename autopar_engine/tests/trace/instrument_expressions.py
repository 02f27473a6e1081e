"""Rewrites expressions: each read of a name, an element or an attribute calls a probe."""

from __future__ import annotations

import ast
from typing import cast

from instrument_sites import Scope, Sites, names_in


class Expressions(Sites, ast.NodeTransformer):
    """One method per kind of expression."""

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
        names = {name for clause in clauses for name in names_in(clause.target)}
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
        loop = self._loop(target.lineno, target.col_offset, names_in(target))
        return self._header(clause.iter, loop)
