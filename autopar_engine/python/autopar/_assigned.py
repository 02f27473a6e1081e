"""Which local names surely have a value: definite assignment over Python's ast.

Every answer errs towards "not sure". A name counts as assigned only where each path to that place
assigns it and none deletes it afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

Names = frozenset[str]
Loop = ast.For | ast.While
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def names_assigned_before_loops(definition: ast.FunctionDef) -> dict[Loop, Names]:
    """For each loop of the function's own scope, the names that surely have a value before it."""
    analysis = _Analysis()
    analysis.block(definition.body, _parameters(definition.args))
    return analysis.before


def names_stored(node: ast.AST) -> list[str]:
    """The names that the node assigns, in the order in which they first appear."""
    stored = [
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    ]
    return list(dict.fromkeys(stored))


def _parameters(arguments: ast.arguments) -> Names:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return frozenset(argument.arg for argument in every)


def _deleted_in(statements: Iterable[ast.AST]) -> Names:
    """Names that the statements may unbind: by del, or at the end of an except clause."""
    deleted: set[str] = set()
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
                deleted.add(node.id)
            elif isinstance(node, ast.ExceptHandler) and node.name is not None:
                deleted.add(node.name)
    return frozenset(deleted)


class _Analysis:
    def __init__(self) -> None:
        self.before: dict[Loop, Names] = {}

    def block(self, statements: Iterable[ast.stmt], assigned: Names) -> Names:
        """The names that have a value after the statements, if their end is reached."""
        for statement in statements:
            assigned = self._statement(statement, assigned)
        return assigned

    def _statement(self, statement: ast.stmt, assigned: Names) -> Names:
        if isinstance(statement, ast.For):
            return self._for(statement, assigned)
        if isinstance(statement, ast.While):
            self.before[statement] = assigned
        if isinstance(statement, ast.If):
            return self.block(statement.body, assigned) & self.block(statement.orelse, assigned)
        if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
            return assigned | {statement.name}
        blocks = _inner_blocks(statement)
        if blocks:
            return self._uncertain_blocks(statement, blocks, assigned)
        return (assigned - _deleted_in([statement])) | _sure_names(statement)

    def _for(self, loop: ast.For, assigned: Names) -> Names:
        self.before[loop] = assigned
        kept = assigned - _deleted_in([loop])
        self.block(loop.body, kept | frozenset(names_stored(loop.target)))
        self.block(loop.orelse, kept)
        return kept

    def _uncertain_blocks(
        self, statement: ast.stmt, blocks: list[list[ast.stmt]], assigned: Names
    ) -> Names:
        """while, with, try, match: nothing is sure of how far their blocks come."""
        kept = assigned - _deleted_in([statement])
        for block in blocks:
            self.block(block, kept)
        return kept


def _sure_names(statement: ast.stmt) -> Names:
    """What a simple statement binds; an assignment expression inside it is not sure."""
    if isinstance(statement, ast.Assign):
        return frozenset(name for target in statement.targets for name in names_stored(target))
    if isinstance(statement, ast.AugAssign):
        return frozenset(names_stored(statement.target))
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return frozenset(names_stored(statement.target))
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return frozenset(alias.asname or alias.name.split(".")[0] for alias in statement.names)
    return frozenset()


def _inner_blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    blocks = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(statement, "handlers", [])]
    blocks += [case.body for case in getattr(statement, "cases", [])]
    return [block for block in blocks if block]
