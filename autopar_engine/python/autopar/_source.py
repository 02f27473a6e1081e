"""Finds the source of a function, and makes sure that it is the source of what runs."""

from __future__ import annotations
import __future__

import ast
import inspect
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType

from autopar._source_file import SourceFile, first_line, read_source_file

_FUTURE_FLAGS = 0
for _feature in __future__.all_feature_names:
    _FUTURE_FLAGS |= getattr(__future__, _feature).compiler_flag


class NotRewrittenError(Exception):
    """A function or a loop is left as it is. The text says why, in one line."""


@dataclass
class FunctionSource:
    """Where a function was defined. Positions count in the text of the file."""

    file: SourceFile
    statement: ast.stmt
    """The statement of the module that contains the definition."""
    definition: ast.FunctionDef
    class_name: str
    """The innermost class around the definition, for names like `__private`; empty if none."""
    future_flags: int

    def compile(self) -> CodeType:
        """Compile the statement as it is now, and return the code of the function in it."""
        module = ast.Module([*self._imports(), self.statement], type_ignores=[])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(
                module, self.file.file_name, "exec", flags=self.future_flags, dont_inherit=True
            )
        found = [
            inner
            for inner in _nested_codes(code)
            if inner.co_name == self.definition.name and inner.co_firstlineno == self.first_line
        ]
        if len(found) != 1:
            raise NotRewrittenError("the definition cannot be told from others on the same line")
        return found[0]

    def _imports(self) -> list[ast.stmt]:
        """What makes the compiler know which names of the file are imported.

        CPython 3.11 calls `name.f()` in another way where the module imports `name`.
        """
        imports: list[ast.stmt] = [
            ast.Import([ast.alias("sys", name)]) for name in self.file.imported_names
        ]
        return [ast.fix_missing_locations(each) for each in imports]

    def variable_name(self, name: str) -> str:
        """The name under which the code knows a name of the source."""
        is_private = name.startswith("__") and not name.endswith("__")
        class_name = self.class_name.lstrip("_")
        return f"_{class_name}{name}" if is_private and class_name else name

    @property
    def first_line(self) -> int:
        return first_line(self.definition)


def find_source(function: FunctionType) -> FunctionSource:
    """Return the source whose compilation gives exactly the code of `function`.

    Raises NotRewrittenError where there is none: no file, an edited file, code made by exec.
    """
    code = function.__code__
    try:
        lines, _ = inspect.findsource(code)
    except (OSError, TypeError, IndexError, SyntaxError):
        raise NotRewrittenError("its source is not at hand") from None
    file = _read("".join(lines), code.co_filename)
    found = file.definitions(code.co_name, code.co_firstlineno)
    if len(found) != 1:
        raise NotRewrittenError("no plain def of it was found in its source file")
    source = FunctionSource(file, *found[0], code.co_flags & _FUTURE_FLAGS)
    if not is_same_code(source.compile(), code):
        raise NotRewrittenError("its source gives other code than the function has")
    return source


def is_same_code(left: CodeType, right: CodeType) -> bool:
    """Hold if both run the same instructions with the same names, constants and lines."""
    return (
        left == right
        and left.co_linetable == right.co_linetable
        and left.co_exceptiontable == right.co_exceptiontable
        and left.co_qualname == right.co_qualname
    )


def _read(text: str, file_name: str) -> SourceFile:
    try:
        return read_source_file(text, file_name)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotRewrittenError("its source file does not parse any more") from None


def _nested_codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _nested_codes(constant)
