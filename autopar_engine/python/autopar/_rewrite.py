"""Puts a guarded call in front of each loop that the engine takes.

A loop `for i in range(n): a[i] = x` becomes

    for i in <region>(a, n, x) if -<region> else <region>:
        break
    else:
        for i in range(n): a[i] = x

where `<region>` is an object among the constants of the code. `-<region>` says whether it is worth
a call. It returns an iterator with one element, what the loop leaves in its one name or the tuple
for its several names, or with none if CPython shall run the loop; iterating over the region itself
gives none either. So the values never pass through any other name, and the original loop
keeps its lines and its frame. The same for `while`; a loop that binds no name leaves `()`.
"""

from __future__ import annotations

import ast
import builtins
import cmath
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy
from numpy._core import umath  # the ufuncs, wherever numpy.* was led

from autopar import _engine
from autopar._assigned import Loop, names_assigned_before_loops, names_stored
from autopar._helpers import agree, code_of_helper
from autopar._source import FunctionSource, NotRewrittenError, find_source


@dataclass
class LoopRecord:
    """An outermost loop of a function: the engine's view of it, and what became of it."""

    line: int
    column: int
    nest: _engine.Nest | None = None
    region: _engine.Region | None = None
    reason: str | None = None
    """Why CPython always runs it; None if there is a region."""


@dataclass
class Rewritten:
    """The new code of a function, or None with the reason why it stays as it is."""

    code: CodeType | None = None
    reason: str | None = None
    original: Callable[..., Any] | None = None
    """The function that has a twin with that code, once it has one."""
    fp: str = "exact"
    """How far the floats of its regions may be from CPython's."""
    loops: list[LoopRecord] = field(default_factory=list)
    nests: list[_engine.Nest] = field(default_factory=list)
    """All outermost loops of the source, also those that are never looked at for a region."""


def rewrite(function: FunctionType, fp: str) -> Rewritten:
    """Make the code that runs the loops of `function` through regions where it can."""
    try:
        source = find_source(function)
    except NotRewrittenError as why:
        return Rewritten(reason=str(why), fp=fp)
    result = Rewritten(fp=fp)
    try:
        result.nests = _nests_of(source)
        _refuse_kinds_of_functions(function.__code__)
        rewriter = _Rewriter(source, function, result)
        result.code = rewriter.run()
    except NotRewrittenError as why:
        result.reason = str(why)
    except Exception as bug:  # whatever is wrong inside, the function stays as it is
        result.reason = f"an internal error: {bug}"
    return result


def _nests_of(source: FunctionSource) -> list[_engine.Nest]:
    definition = source.definition
    begin = (definition.lineno, definition.col_offset)
    end = (definition.end_lineno or begin[0], definition.end_col_offset or begin[1])
    return [nest for nest in source.file.nests if begin <= (nest.line, nest.column) < end]


_AttributePath = tuple[str, list[str]]

# What NumPy calls functions that it has under another name, too.
_NAMES_IN_NUMPY = {
    "abs": "absolute",
    "bool_": "bool",
    "intc": "int32",
    "intp": "int64",
    "int_": "int64",
    "uint": "uint64",
    "single": "float32",
    "double": "float64",
    "csingle": "complex64",
    "cdouble": "complex128",
}
_MODULES = {"builtins": builtins, "cmath": cmath, "math": math, "numpy": numpy}
_CO_GENERATOR = 0x20
_CO_COROUTINE = 0x80
_CO_ASYNC_GENERATOR = 0x200


def _has_its_own(module: ModuleType, name: str) -> bool:
    """Whether the module has the function that it came with, and not another one put there.

    Names prove nothing: functools.wraps carries them over, and other packages have ufuncs that are
    called like NumPy's.
    """
    function = getattr(module, name, None)
    if isinstance(function, numpy.ufunc):
        return function is getattr(umath, _NAMES_IN_NUMPY.get(name, name), None)
    if isinstance(function, FunctionType):
        # NumPy has a few that are written in Python.
        is_numpys = str(function.__globals__.get("__name__")).startswith("numpy.")
        if module is not numpy or not is_numpys:
            return False
    elif not isinstance(function, (BuiltinFunctionType, type)):
        return False
    names = (name, _NAMES_IN_NUMPY.get(name, name) if module is numpy else name)
    return function.__module__ == module.__name__ and function.__name__ in names


def _refuse_kinds_of_functions(code: CodeType) -> None:
    if code.co_flags & (_CO_GENERATOR | _CO_COROUTINE | _CO_ASYNC_GENERATOR):
        raise NotRewrittenError("generators and coroutines are left alone")


class _Rewriter:
    def __init__(self, source: FunctionSource, function: FunctionType, result: Rewritten) -> None:
        self.source = source
        self.code = function.__code__
        self.fp = result.fp
        self.loops = result.loops
        self.nests = {(nest.line, nest.column): nest for nest in result.nests}
        self.before = names_assigned_before_loops(source.definition)
        self.regions: dict[str, _engine.Region] = {}

    def run(self) -> CodeType | None:
        definition = self.source.definition
        definition.body = [self._statement(statement) for statement in definition.body]
        if not self.regions:
            return None
        return self._with_regions(self._compile())

    def _statement(self, statement: ast.stmt) -> ast.stmt:
        """Rewrite the loops of a statement and its blocks, outermost loops first."""
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return statement
        if isinstance(statement, (ast.For, ast.While)):
            record = LoopRecord(statement.lineno, statement.col_offset)
            self.loops.append(record)
            try:
                guarded = self._guarded(statement, record)
            except NotRewrittenError as why:
                record.reason = str(why)
            else:
                # Where the call is left to CPython, the loops inside still have their chance.
                if isinstance(statement, ast.While) or _reads_attributes(record):
                    self._inner_statements(statement)
                return guarded
        self._inner_statements(statement)
        return statement

    def _inner_statements(self, statement: ast.stmt) -> None:
        for block in _blocks_of(statement):
            block[:] = [self._statement(inner) for inner in block]

    def _guarded(self, loop: Loop, record: LoopRecord) -> ast.stmt:
        nest = self.nests.get((loop.lineno, loop.col_offset)) or self._inner_nest(loop)
        if nest is None:
            raise NotRewrittenError("the engine found no loop there")
        record.nest = nest
        if nest.refusal is not None:
            raise NotRewrittenError(nest.refusal)
        if not agree(nest.printed, loop):
            raise NotRewrittenError("the two parsers read it differently")
        self._check_called_functions(nest)
        arguments, attributes = self._arguments(nest, loop)
        live_outs = self._live_outs(loop)
        variables = [self._variable(name) for name in live_outs]
        codes = [self._code_of_helper(name) for name in nest.helpers]
        region = _engine.make_region(
            nest, arguments, attributes, live_outs, variables, self.fp, codes
        )
        record.region = region
        placeholder = f"autopar region {len(self.regions)} of {id(self)}"
        self.regions[placeholder] = region
        return _guard(loop, placeholder, arguments, live_outs)

    def _inner_nest(self, loop: Loop) -> _engine.Nest | None:
        """The loop as the engine sees it without the loop around it, at the same place."""
        if _leaves_loop(loop.orelse):
            raise NotRewrittenError("its else clause leaves the loop around it")
        lines = self.source.file.text.split("\n")
        if loop.lineno < 2 or loop.end_lineno is None:
            return None
        before = [""] * (loop.lineno - 2) + ["if 1:"]
        text = "\n".join(before + lines[loop.lineno - 1 : loop.end_lineno]) + "\n"
        for nest in _engine.find_nests(text, self.source.file.file_name):
            if (nest.line, nest.column) == (loop.lineno, loop.col_offset):
                return nest
        return None

    def _arguments(self, nest: _engine.Nest, loop: Loop) -> tuple[list[str], list[_AttributePath]]:
        """The local names that the region is called with, and the attributes that it reads.

        Names that are inputs themselves come before those that only lead to attributes. The region
        reads other names as globals.
        """
        inputs = nest.inputs
        names = [name for name in inputs if "." not in name]
        attributes = [name for name in inputs if "." in name]
        roots = [name.split(".")[0] for name in attributes]
        arguments = [name for name in dict.fromkeys([*names, *roots]) if self._is_local(name)]
        for name in arguments:
            if name not in self.before[loop]:
                is_bound = name in names_stored(loop)
                and_then = ", and it may read it before it binds a number to it" if is_bound else ""
                raise NotRewrittenError(f"'{name}' may have no value before it{and_then}")
        return arguments, [self._attribute_path(name) for name in attributes]

    def _check_called_functions(self, nest: _engine.Nest) -> None:
        for called in nest.called_functions:
            module = _MODULES[called.module]
            is_global = self._scope_of(called.name) == "global"
            if not is_global or not _has_its_own(module, called.function):
                what = (
                    "the builtin function"
                    if module is builtins
                    else f"what the module {called.module} has"
                )
                raise NotRewrittenError(f"'{called.name}' is not {what}")

    def _is_local(self, name: str) -> bool:
        scope = self._scope_of(name)
        if scope == "closure":
            raise NotRewrittenError(f"it reads '{name}', which a closure shares")
        return scope == "local"

    def _attribute_path(self, name: str) -> _AttributePath:
        """The name of an input like `self.n`, and the attributes as the code knows them."""
        return name, [self.source.variable_name(part) for part in name.split(".")[1:]]

    def _code_of_helper(self, name: str) -> CodeType:
        if self._scope_of(name) != "global":
            raise NotRewrittenError(f"'{name}' is not the function of its module")
        return code_of_helper(name, self.source)

    def _scope_of(self, name: str) -> str:
        name_in_code = self.source.variable_name(name)
        if name_in_code in self.code.co_cellvars + self.code.co_freevars:
            return "closure"
        if name_in_code in self.code.co_varnames:
            return "local"
        if name_in_code != name:
            raise NotRewrittenError(f"'{name}' is private to a class, and no local name")
        return "global"

    def _live_outs(self, loop: Loop) -> list[str]:
        stored = names_stored(loop)
        for name in stored:
            if self._scope_of(name) != "local":
                raise NotRewrittenError(f"it assigns '{name}', which is not a plain local name")
        return sorted(stored, key=self._variable)

    def _variable(self, name: str) -> tuple[int, str]:
        """The local variable of that name: its place among those of the code, its name there."""
        name_in_code = self.source.variable_name(name)
        return self.code.co_varnames.index(name_in_code), name_in_code

    def _compile(self) -> CodeType:
        try:
            code = self.source.compile()
        except (SyntaxError, ValueError, RecursionError):
            raise NotRewrittenError("the code with guards does not compile") from None
        same = all(
            getattr(code, name) == getattr(self.code, name)
            for name in (
                "co_argcount",
                "co_posonlyargcount",
                "co_kwonlyargcount",
                "co_flags",
                "co_varnames",
                "co_cellvars",
                "co_freevars",
                "co_names",
                "co_firstlineno",
                "co_qualname",
            )
        )
        if not same:
            raise NotRewrittenError("the code with guards has other names than the original")
        return code

    def _with_regions(self, code: CodeType) -> CodeType:
        constants = tuple(
            self.regions.get(constant, constant) if isinstance(constant, str) else constant
            for constant in code.co_consts
        )
        return code.replace(co_consts=constants)


def _reads_attributes(record: LoopRecord) -> bool:
    """Whether the type of an object decides if the loop runs compiled."""
    return record.nest is not None and any("." in name for name in record.nest.inputs)


def declining_region() -> _engine.Region:
    """What a pickled region becomes: one that leaves every call to CPython."""
    return _engine.make_declining_region()


def _guard(loop: Loop, placeholder: str, arguments: list[str], live_outs: list[str]) -> ast.stmt:
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in live_outs]
    guard = ast.For(
        target=targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store()),
        iter=ast.IfExp(
            # The compiler knows the truth of a constant, but not of what it can't compute.
            test=ast.UnaryOp(ast.USub(), ast.Constant(placeholder)),
            body=ast.Call(
                func=ast.Constant(placeholder),
                args=[ast.Name(name, ast.Load()) for name in arguments],
                keywords=[],
            ),
            orelse=ast.Constant(placeholder),
        ),
        body=[ast.Break()],
        orelse=[],
        type_comment=None,
    )
    for node in ast.walk(guard):
        _place_on_header(node, loop)
    guard.orelse = [loop]
    return guard


def _place_on_header(node: ast.AST, loop: Loop) -> None:
    if isinstance(node, (ast.expr, ast.stmt)):
        node.lineno = node.end_lineno = loop.lineno
        node.col_offset = node.end_col_offset = loop.col_offset


def _leaves_loop(block: list[ast.stmt]) -> bool:
    """Whether a `break` or `continue` of the block belongs to a loop around it."""
    for statement in block:
        if isinstance(statement, (ast.Break, ast.Continue)):
            return True
        if isinstance(statement, (ast.For, ast.AsyncFor, ast.While)):
            blocks = [statement.orelse]
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            blocks = []
        else:
            blocks = list(_blocks_of(statement))
        if any(_leaves_loop(inner) for inner in blocks):
            return True
    return False


def _blocks_of(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if isinstance(block, list):
            yield block
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body
