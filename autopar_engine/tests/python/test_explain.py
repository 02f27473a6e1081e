"""What autopar says about itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from loops import prints, product, running_sum
from programs import define

import autopar


def test_loops_come_in_source_order_outermost_first() -> None:
    matrices = [np.ones((4, 4)) for _ in range(3)]
    explanation = autopar.explain(product, *matrices)
    assert [loop.depth for loop in explanation.loops] == [1, 2, 3]
    assert [loop.is_parallel for loop in explanation.loops[:2]] == [True, True]
    assert "for i in range(c.shape[0])" in str(explanation)
    assert "ran compiled" in explanation.loops[0].ran
    assert matrices[0].tolist() == (np.ones((4, 4)) * 5).tolist()


def test_a_sequential_loop_says_why() -> None:
    explanation = autopar.explain(running_sum, np.ones(5))
    assert not explanation.loops[0].is_parallel
    assert explanation.loops[0].reason


def test_a_function_that_was_never_called_is_explained_from_its_text() -> None:
    explanation = autopar.explain(prints)
    assert len(explanation.loops) == 1
    assert "CPython runs it" in explanation.loops[0].ran


def refused(n: int, x: Any) -> Any:
    while n > 0:
        n -= len(str(n))
    total = sum(k * k for k in range(9))
    for i in range(9):
        x[i] = 1.0
        print(i)
        for j in range(3):
            x[j] = x[j] + 1.0

    def inner() -> None:
        for k in range(9):
            x[k] = 2.0

    inner()
    return total


def test_every_loop_is_listed_once_in_source_order_outermost_first() -> None:
    loops = autopar.explain(refused).loops
    first = refused.__code__.co_firstlineno
    assert [loop.line - first for loop in loops] == [1, 3, 4, 7, 11]
    assert [loop.depth for loop in loops] == [1, 1, 1, 2, 1]


def test_a_loop_that_is_not_compiled_names_code_sentence_and_line() -> None:
    loops = autopar.explain(refused).loops
    first = refused.__code__.co_firstlineno
    said = [
        (loop.refusals[0].code, loop.refusals[0].line - first) for loop in loops if loop.refusals
    ]
    assert said[:3] == [("OtherCall", 2), ("Comprehension", 3), ("OtherCall", 6)]
    assert said[-1] == ("NotRewritten", 11)
    for loop in loops:
        if loop.refusals:
            assert loop.refusals[0].sentence in loop.ran
            assert f"({loop.refusals[0].code}, line {loop.refusals[0].line})" in str(loop)


def generator(x: Any) -> Any:
    for i in range(1, 9):
        x[i] = x[i - 1]
        yield i


def test_a_function_that_is_left_alone_still_lists_its_loops() -> None:
    explanation = autopar.explain(generator)
    assert "generators" in explanation.reason
    assert [loop.refusals[0].code for loop in explanation.loops] == ["Yield"]


def doubled(x: Any) -> None:
    for i in range(1, 100):
        x[i] = x[i - 1] * 2.0


def test_a_sequential_loop_names_its_counterexample() -> None:
    loop = autopar.explain(doubled).loops[0]
    line = doubled.__code__.co_firstlineno + 2
    assert not loop.is_parallel
    assert loop.counterexample.startswith("iterations (")
    assert loop.counterexample.endswith(f"lines {line} and {line}")
    assert loop.counterexample in str(loop)
    assert loop.counterexample in autopar.explain(doubled)._repr_html_()


def test_a_loop_says_whether_it_was_compiled() -> None:
    assert not autopar.explain(doubled).loops[0].is_compiled
    assert autopar.explain(doubled, np.ones(100)).loops[0].is_compiled


def total(x: Any) -> Any:
    s = 0.0
    for i in range(len(x)):
        s += x[i]
    return s


def test_a_loop_says_on_how_many_threads_it_ran(threads: int) -> None:
    assert {loop.threads for loop in autopar.explain(refused).loops} == {0}
    matrices = [np.ones((4, 4)) for _ in range(3)]
    # So few elements stay on one thread.
    assert autopar.explain(product, *matrices).loops[0].threads == threads
    assert f"on up to {threads} threads" in autopar.explain(product).loops[0].ran
    assert autopar.explain(running_sum, np.ones(5)).loops[0].threads == 1
    in_parts = autopar.jit(fp="fast")(total)
    in_parts(np.ones(100))
    assert autopar.explain(in_parts).loops[0].threads == threads
    in_parts(np.ones(100).astype(object))
    assert autopar.explain(in_parts).loops[0].threads == 0


def test_html_escapes_what_the_source_says() -> None:
    text = autopar.explain(product)._repr_html_()
    assert "<table>" in text
    assert "for i in range(c.shape[0])" in text


def doubled_by_a_name(a: Any, b: Any, n: int) -> None:
    for i in range(n):
        t = a * 2
        b[i] = t[i]


def test_a_name_for_an_array_that_the_loop_binds_is_said_to_hold_no_number() -> None:
    ran = autopar.explain(doubled_by_a_name).loops[0].ran
    assert "'t' may have no value before it" in ran
    assert "before it binds a number to it" in ran


def smoothed_by_rows(a: Any, n: int) -> None:
    for i in range(1, n):
        a[i, :] = a[i - 1] * 0.5


def test_cells_that_stand_for_a_slice_are_written_as_such() -> None:
    loop = autopar.explain(smoothed_by_rows, np.ones((5, 5)), 5).loops[0]
    assert loop.is_compiled
    assert loop.reason == "a[...] and a[...] name one cell in different iterations"


def shifted(x: Any) -> None:
    for i in range(1, len(x)):
        x[i] = x[i - 1]


@pytest.mark.parametrize("dtype", ["float16", "longdouble", "str"])
def test_an_array_of_another_type_is_declined_by_the_name_of_the_type(dtype: str) -> None:
    array = np.zeros(9, dtype)
    ran = autopar.explain(shifted, array).loops[0].ran
    assert f"'x' is an array of numpy.{array.dtype.type.__name__}, which is not compiled" in ran


class Scaled:
    """An object whose method has a loop."""

    def __init__(self) -> None:
        self.values = np.ones(8)

    def scale(self, factor: float) -> None:
        for i in range(len(self.values)):
            self.values[i] *= factor


def test_a_method_of_an_object_is_called_on_it() -> None:
    scaled = Scaled()
    assert autopar.explain(scaled.scale).loops[0].ran == "not called yet"
    explanation = autopar.explain(scaled.scale, 3.0)
    assert explanation.function == "Scaled.scale"
    assert explanation.loops[0].is_compiled
    assert scaled.values.tolist() == [3.0] * 8


def test_what_is_no_function_says_so() -> None:
    assert "no plain Python function" in str(autopar.explain(len))


def run_python(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("AUTOPAR_NUM_THREADS", "none", "from 1 to 1024"),
        ("AUTOPAR_DEVICE", "gpu", "auto, cpython and cpu"),
        ("AUTOPAR_FP", "quick", "exact, libm and fast are allowed"),
    ],
)
def test_a_bad_setting_is_an_error_that_names_the_allowed_ones(
    name: str, value: str, allowed: str
) -> None:
    done = run_python("import autopar", **{name: value})
    assert done.returncode != 0
    assert allowed in done.stderr.splitlines()[-1]


def test_a_loop_that_a_setting_leaves_to_cpython_says_so(tmp_path: Path) -> None:
    (tmp_path / "shared.py").write_text(MODULE, encoding="utf-8")
    code = "import numpy, autopar, shared; x = numpy.ones(9); shared.double(x, x.copy()); "
    code += "print(autopar.explain(shared.double).loops[0].ran)"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = run_python(code, AUTOPAR_DEVICE="cpython", PYTHONPATH=path)
    assert done.stdout == "CPython runs it: AUTOPAR_DEVICE is cpython\n"


def test_the_number_of_threads_comes_from_the_environment() -> None:
    code = "from autopar import _engine; print(_engine.thread_count())"
    assert run_python(code, AUTOPAR_NUM_THREADS="3").stdout == "3\n"


PROGRAM = """
import os, numpy as np, {module} as shared
x, y = np.ones(40000), np.ones(40000)
shared.double(x, y)
child = os.fork()
if child == 0:
    shared.double(x, y)
    os._exit(0 if y[-1] == 5.0 and shared.outcome() == "compiled" else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), y[-1], shared.outcome())
"""

MODULE = """
import autopar

@autopar.jit
def double(x, y):
    for i in range(len(x)):
        y[i] = y[i] + x[i] * 2.0

def outcome():
    return autopar.last_run().outcome
"""


def test_a_child_of_fork_runs_compiled_on_its_own_threads(tmp_path: Any) -> None:
    (tmp_path / "shared_module.py").write_text(MODULE)
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = run_python(
        PROGRAM.format(module="shared_module"), PYTHONPATH=path, AUTOPAR_NUM_THREADS="2"
    )
    assert (done.stdout, done.stderr) == ("0 3.0 compiled\n", "")


@pytest.mark.parametrize("word", ["break", "continue"])
def test_an_else_clause_that_leaves_the_loop_around_it_is_said(tmp_path: Path, word: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(x):
            for level in [1.0, 2.0]:
                for i in range(len(x)):
                    x[i] += level
                else:
                    while x[0] > level:
                        break
                    if x[0] > 1.0:
                        {word}
                x[0] = 9.0
        """,
    )
    inner = autopar.explain(function).loops[1]
    assert [refusal.sentence for refusal in inner.refusals] == [
        "its else clause leaves the loop around it"
    ]
