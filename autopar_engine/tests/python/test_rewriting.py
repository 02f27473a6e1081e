"""A rewritten function is the function that it was, except for the time that it takes."""

from __future__ import annotations

import builtins
import copy
import inspect
import linecache
import pickle
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import loops
import pytest
from comparison import check_same, observe
from loops import (
    Grid,
    array,
    breaks_the_outer_loop,
    deletes,
    has_an_else_clause,
    keeps_index_of_empty_loop,
    loops_at_every_level,
    make_closure,
    makes_its_result,
    may_be_unbound,
    reads_globals,
    returns_locals,
    shadows_range,
    with_defaults,
)
from programs import define

import autopar
from autopar._jit import record_of


def reason_of(function: Any) -> str:
    record = record_of(function)
    assert record is not None
    assert record.code is None
    reasons = [record.reason] if record.reason is not None else [one.reason for one in record.loops]
    return "; ".join(reason or "" for reason in reasons)


def test_locals_are_those_of_the_original() -> None:
    check_same(returns_locals, lambda: (array(),), "compiled")
    check_same(returns_locals, lambda: (array(), True), "compiled")
    check_same(returns_locals, lambda: (array(0),), "declined")
    check_same(returns_locals, lambda: ([1.0, 2.0],), "compiled")
    check_same(returns_locals, lambda: ([1.0, True],), "declined")


def test_a_loop_that_never_runs_binds_nothing() -> None:
    check_same(keeps_index_of_empty_loop, lambda: (array(), 0), "declined")
    check_same(keeps_index_of_empty_loop, lambda: (array(), -3), "declined")
    check_same(keeps_index_of_empty_loop, lambda: (array(), 10), "compiled")


def test_calls_into_imported_modules_leave_the_rest_compiled() -> None:
    check_same(makes_its_result, lambda: (array(),), "compiled")


def test_loops_inside_any_statement_are_taken() -> None:
    check_same(loops_at_every_level, lambda: (array(), array(), 4), "compiled")
    record = record_of(cast(FunctionType, loops_at_every_level))
    assert record is not None
    assert [loop.region is not None for loop in record.loops] == [True] * 5


def test_globals_are_read_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    check_same(reads_globals, lambda: (array(),), "compiled")
    monkeypatch.setitem(vars(loops), "LIMIT", 4)
    monkeypatch.setitem(vars(loops), "OFFSET", -1.5)
    check_same(reads_globals, lambda: (array(),), "compiled")
    monkeypatch.setitem(vars(loops), "OFFSET", "text")
    assert check_same(reads_globals, lambda: (array(),), "declined").error is not None
    monkeypatch.delitem(vars(loops), "OFFSET")
    error = check_same(reads_globals, lambda: (array(),), "declined").error
    assert error is not None
    assert error[0] is NameError


def test_a_replaced_builtin_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(loops), "range", lambda n: [0, 1])
    check_same(reads_globals, lambda: (array(),), "declined")
    monkeypatch.setitem(vars(loops), "range", builtins.range)
    check_same(reads_globals, lambda: (array(),), "compiled")


def test_a_name_that_may_have_no_value_leaves_the_loop_alone() -> None:
    assert "'factor' may have no value" in reason_of(may_be_unbound)
    assert "'factor' may have no value" in reason_of(deletes)
    with pytest.raises(UnboundLocalError):
        may_be_unbound(array(), False)


def test_a_parameter_named_like_a_builtin_leaves_the_loop_alone() -> None:
    assert "range" in reason_of(shadows_range)
    with pytest.raises(TypeError):
        shadows_range(array(), 3)


def test_else_clauses_run_and_may_break_the_loop_around_them() -> None:
    check_same(has_an_else_clause, lambda: (array(), 3), None)
    check_same(breaks_the_outer_loop, lambda: (array(), 9), "compiled")


def test_methods_and_mangled_names_work() -> None:
    assert Grid(5).smooth(2.0).tolist() == [2.0, 4.0, 6.0, 8.0, 10.0]
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"


def test_closures_keep_their_cells() -> None:
    inner, shared = make_closure(3.0)  # type: ignore[no-untyped-call]
    check_same(inner, lambda: (array(),), "compiled")
    assert "which a closure shares" in reason_of(shared)
    x = array()
    shared(x)
    assert x.tolist() == array().tolist()


def test_everything_about_the_function_stays() -> None:
    original = with_defaults.__wrapped__  # type: ignore[attr-defined]
    assert with_defaults is not original
    assert inspect.signature(with_defaults) == inspect.signature(original)
    assert inspect.getsource(with_defaults) == inspect.getsource(original)
    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__defaults__"):
        assert getattr(with_defaults, name) == getattr(original, name)
    assert with_defaults.__kwdefaults__ == original.__kwdefaults__
    code, before = with_defaults.__code__, original.__code__
    for name in ("co_varnames", "co_names", "co_freevars", "co_cellvars", "co_firstlineno"):
        assert getattr(code, name) == getattr(before, name)
    check_same(with_defaults, lambda: (array(), 3.0), "compiled")
    assert with_defaults(array(), shift=0.0, other=1) == {"other": 1}


def test_what_a_function_wraps_is_still_what_it_wraps(tmp_path: Path) -> None:
    program = define(
        tmp_path,
        """
        import functools


        def tripling(function):
            @functools.wraps(function)
            def wrapper(x):
                for i in range(len(x)):
                    x[i] = x[i] * 3.0
                return function(x)

            return wrapper


        @tripling
        def program(x, *, unused=None):
            return x[0] + 1.0
        """,
    )
    assert program(array()) == 4.0
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    inner = program.__wrapped__  # type: ignore[attr-defined]
    assert inner(array()) == 2.0
    assert inspect.unwrap(program) is inner
    assert str(inspect.signature(program)) == "(x, *, unused=None)"


def test_functions_pickle_by_name_and_copy_as_themselves() -> None:
    assert pickle.loads(pickle.dumps(with_defaults)) is with_defaults
    assert copy.deepcopy(with_defaults) is with_defaults


def test_a_region_pickled_by_value_always_declines() -> None:
    record = record_of(cast(FunctionType, reads_globals))
    assert record is not None
    region = pickle.loads(pickle.dumps(record.loops[0].region))
    assert list(region(array())) == []
    assert type(region) is type(record.loops[0].region)


def test_a_function_whose_source_changed_is_left_alone() -> None:
    text = "def f(x):\n    for i in range(len(x)):\n        x[i] = x[i] * 2.0\n"
    scope: dict[str, Any] = {}
    exec(compile(text, "<changed>", "exec"), scope)
    changed = text.replace("2.0", "3.0")
    linecache.cache["<changed>"] = (len(changed), None, changed.splitlines(True), "<changed>")
    assert autopar.jit(scope["f"]) is scope["f"]
    assert "gives other code" in reason_of(scope["f"])


def test_a_function_without_source_is_left_alone() -> None:
    scope: dict[str, Any] = {}
    exec("def f(x):\n    for i in range(len(x)):\n        x[i] = x[i] * 2.0\n", scope)
    assert autopar.jit(scope["f"]) is scope["f"]
    assert "source is not at hand" in reason_of(scope["f"])


def test_other_callables_come_back_unchanged() -> None:
    assert autopar.jit(len) is len
    assert autopar.jit(Grid) is Grid
    assert autopar.jit(with_defaults) is with_defaults


def test_an_exception_in_the_loop_names_the_line_of_the_source() -> None:
    seen = observe(with_defaults, (["text"],))
    assert seen.error is not None
    lines, first = inspect.getsourcelines(with_defaults)
    assert seen.error[2] == [first + len(lines) - 2]
