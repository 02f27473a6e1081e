"""What is known of one source file, whatever function of it is asked about."""

from __future__ import annotations

import ast
import copy
import symtable
import warnings
from collections.abc import Iterator
from functools import cached_property, lru_cache

from autopar import _engine

_FILES_KEPT = 4
"""Functions are often taken one after the other from one file."""


class SourceFile:
    """A file's text and its definitions; SyntaxError and the like where it does not parse."""

    def __init__(self, text: str, file_name: str) -> None:
        self.text = text
        self.file_name = file_name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text, file_name)
        self._definitions: dict[tuple[str, int], list[_Definition]] = {}
        for statement in module.body:
            for node, class_name in _definitions_in(statement, ""):
                place = (node.name, first_line(node))
                found = (statement, node, class_name)
                self._definitions.setdefault(place, []).append(found)

    def definitions(self, name: str, line: int) -> list[_Definition]:
        """Return copies of the functions of that name whose first line is that one."""
        return [_copied(found) for found in self._definitions.get((name, line), [])]

    def module_function(self, name: str) -> _Definition | None:
        """Return a copy of the one plain `def` of the module with that name, if there is one."""
        found = [
            definition
            for (each, _), definitions in self._definitions.items()
            for definition in definitions
            if each == name and definition[0] is definition[1]
        ]
        return _copied(found[0]) if len(found) == 1 else None

    @cached_property
    def imported_names(self) -> list[str]:
        """The names that the module's own statements import."""
        table = symtable.symtable(self.text, self.file_name, "exec")
        return [symbol.get_name() for symbol in table.get_symbols() if symbol.is_imported()]

    @cached_property
    def nests(self) -> list[_engine.Nest]:
        """The outermost loops as the engine sees them."""
        return _engine.find_nests(self.text, self.file_name)


_Definition = tuple[ast.stmt, ast.FunctionDef, str]
"""The module's statement, the definition in it, and the innermost class around the definition."""


@lru_cache(maxsize=_FILES_KEPT)
def read_source_file(text: str, file_name: str) -> SourceFile:
    """Return what is known of a text; the same object while it is asked for often."""
    return SourceFile(text, file_name)


def first_line(definition: ast.FunctionDef) -> int:
    """The line that the code of a definition begins with."""
    return min([definition.lineno, *(decorator.lineno for decorator in definition.decorator_list)])


def _copied(found: _Definition) -> _Definition:
    statement, definition, class_name = found
    copies: dict[int, object] = {}
    copied = copy.deepcopy(statement, copies)
    inner = copies[id(definition)]
    assert isinstance(inner, ast.FunctionDef)
    return copied, inner, class_name


def _definitions_in(node: ast.AST, class_name: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Every function definition at or below a node, with the innermost class around it."""
    if isinstance(node, ast.FunctionDef):
        yield node, class_name
    inner_class = node.name if isinstance(node, ast.ClassDef) else class_name
    for child in ast.iter_child_nodes(node):
        yield from _definitions_in(child, inner_class)
