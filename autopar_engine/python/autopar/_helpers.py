"""Functions of a file whose values are compiled in place of their calls."""

from __future__ import annotations

import ast
from types import CodeType

from autopar import _engine
from autopar._assigned import Loop
from autopar._source import FunctionSource, NotRewrittenError


def code_of_helper(name: str, source: FunctionSource) -> CodeType:
    """The code that the function has which the file of `source` defines under that name.

    Raises NotRewrittenError where the engine's parser and Python's may see different functions.
    """
    found = source.file.module_function(name)
    if found is None:
        raise NotRewrittenError(f"'{name}' is no function that its file defines once")
    statement, definition, _ = found
    if not _agree_on_body(definition, source.file.text, source.file.file_name):
        raise NotRewrittenError(f"the two parsers read the function '{name}' differently")
    helper = FunctionSource(source.file, statement, definition, "", source.future_flags)
    return helper.compile()


def agree(printed: str, loop: Loop) -> bool:
    """Hold if the engine's parser, which printed the loop, and Python's see the same one."""
    try:
        parsed = ast.parse(printed)
    except (SyntaxError, ValueError):
        return False
    return len(parsed.body) == 1 and ast.dump(parsed.body[0]) == ast.dump(loop)


_LOOP = b"while 1:"
_RETURN = b"return"
_STORE = b"r____="


def _agree_on_body(definition: ast.FunctionDef, text: str, file_name: str) -> bool:
    """Hold if both parsers read the body alike, as that of a loop that stores what is returned."""
    as_loop = _body_as_loop(definition, text)
    try:
        statements = ast.parse(as_loop).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    nests = _engine.find_nests(as_loop, file_name)
    loop = statements[0] if len(statements) == 1 else None
    return len(nests) == 1 and isinstance(loop, ast.While) and agree(nests[0].printed, loop)


def _body_as_loop(definition: ast.FunctionDef, text: str) -> str:
    """The statements at their places behind `while 1:`, with `r____=` for each `return`."""
    has_docstring = ast.get_docstring(definition, clean=False) is not None
    statements = definition.body[1 if has_docstring else 0 :]
    lines = [line.encode() for line in text.split("\n")][: definition.end_lineno]
    for node in ast.walk(definition):
        if isinstance(node, ast.Return):
            line = lines[node.lineno - 1]
            end = node.col_offset + len(_RETURN)
            lines[node.lineno - 1] = line[: node.col_offset] + _STORE + line[end:]
    place = statements[0].lineno - 1 if statements else 0
    first = lines[place]
    column = statements[0].col_offset if statements else 0
    if first[:column].isspace():
        return _joined(place - 1, [_LOOP, *lines[place:]])
    return _joined(place, [_LOOP.ljust(column) + first[column:], *lines[place + 1 :]])


def _joined(count_before: int, lines: list[bytes]) -> str:
    return b"\n".join([*[b""] * count_before, *lines]).decode() + "\n"
