"""Functions of the same file that a loop calls: compiled as their values, seen when they change."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

import autopar

CALL = """
def program(a, b, x):
    for i in range(len(a)):
        r = f(a[i], x)
        b[i] = r
    return r
"""

BODIES = {
    "an expression": "return x * x + y",
    "one line": "return x * y",
    "a name of its own": "z = x * y\n    w = z - x\n    w -= 0.5\n    return w * z",
    "a parameter that is bound anew": "x = x + 1\n    x = x * y\n    return x",
    "branches": "if x > y:\n        return x\n    elif x == y:\n        return 0\n    return -y",
    "a clamp": "if x < -0.5:\n        x = -0.5\n    if x > y:\n        x = y\n    return x * 2",
    "an argument unread": "return x",
    "a quotient that a branch guards": "z = y / 2\n    return z if x > 0 else x",
    "a function of a module": "return math.exp(-abs(x)) * y + np.sqrt(abs(x))",
    "another helper": "return square(x) + square(y)",
    "a number of the module": "return x * SCALE + y",
    "a comparison": "return -1 < x < y",
}

HELPERS = """
SCALE = 2.5

def square(x):
    '''The square.'''
    return x * x

def f(x, y):
    {}
"""


def vector(values: list[float], x: Any) -> tuple[Any, ...]:
    return np.array(values), np.zeros(len(values)), x


def with_helper(folder: Path, body: str) -> Any:
    return define(folder, HELPERS.format(body) + CALL)


@pytest.mark.parametrize("name", BODIES)
def test_a_helper_is_compiled_as_its_value(tmp_path: Path, name: str) -> None:
    function = with_helper(tmp_path, BODIES[name])
    taken: list[Any] = [1, 0.75, -2, np.float64(0.5), np.int64(3)]
    for x in taken:
        check_same(function, partial(vector, [0.5, -1.25, 0.75, 3.0], x), "compiled")
    others: list[Any] = [0, True, 2**70, "text", None]
    for x in others:
        check_same(function, partial(vector, [0.5, -1.25], x), None)


def test_lists_of_pythons_own_numbers(tmp_path: Path) -> None:
    function = with_helper(tmp_path, BODIES["a clamp"])
    check_same(function, lambda: ([1, 2, 3], [0.5, 0.25, 0.0], 2), "compiled")
    check_same(function, lambda: ([1.5, -2.5], [0.5, 0.25], 1), "compiled")


# All are raised in the helper or for its arguments, with their lines.
@pytest.mark.parametrize(
    "body",
    [
        "return x if x > 0 else 1 / y",
        "z = 1 / y\n    if y == 0:\n        return 0\n    return z",
        "return x",
        "return x ** y",
        "z = x // y\n    return x",
    ],
)
def test_errors_are_those_of_the_helper(tmp_path: Path, body: str) -> None:
    text = HELPERS.format(body) + CALL.replace("f(a[i], x)", "f(a[i], 6 // x)")
    function = define(tmp_path, text)
    check_same(function, lambda: ([1, 2], [1, 2], 3), "compiled")
    for x in (0, 7, 0.0, 2.0**70):
        check_same(function, partial(lambda x: ([1, -2, 0], [1, 2, 3], x), x), None)
        check_same(function, partial(vector, [1.0, -2.0, 0.0], x), None)


def test_warnings_of_an_unread_value_are_not_lost(tmp_path: Path) -> None:
    function = with_helper(tmp_path, "z = 1.0 / x\n    if x == 0:\n        return y\n    return z")
    check_same(function, partial(vector, [0.5, 2.0], 1), "compiled")
    seen = check_same(function, partial(vector, [0.5, 0.0, 2.0], 1), "replayed")
    assert "divide by zero" in seen.warnings[0][1]


def test_another_function_under_the_name_is_seen(tmp_path: Path) -> None:
    function = with_helper(tmp_path, "return square(x) + y")
    names = function.__globals__
    original, square = names["f"], names["square"]

    def other(x: float, y: float) -> float:
        return x - y

    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    names["f"] = other
    check_same(function, partial(vector, [1.5, 2.5], 1), "declined")
    names["f"] = autopar.jit(original)
    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    names["f"] = original
    names["square"] = abs
    check_same(function, partial(vector, [1.5, 2.5], 1), "declined")
    names["square"] = square
    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    del names["square"]
    check_same(function, partial(vector, [1.5, 2.5], 1), "declined")


def test_other_code_of_the_function_is_seen(tmp_path: Path) -> None:
    function = with_helper(tmp_path, "return square(x) + y")
    helper = function.__globals__["f"]
    code = helper.__code__
    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    helper.__code__ = (lambda x, y: x - y).__code__
    check_same(function, partial(vector, [1.5, 2.5], 1), "declined")
    helper.__code__ = code
    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    helper.__defaults__ = (5, 6)
    check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")


def test_numbers_of_the_module_are_those_of_the_call(tmp_path: Path) -> None:
    function = with_helper(tmp_path, "return x * SCALE + y")
    for scale in (2.5, 3, np.float32(0.1), -1.0):
        function.__globals__["SCALE"] = scale
        check_same(function, partial(vector, [1.5, 2.5], 1), "compiled")
    function.__globals__["SCALE"] = "text"
    check_same(function, partial(vector, [1.5, 2.5], 1), "declined")


@pytest.mark.parametrize(
    "text",
    [
        "def f(x, y):\n    return x\n\nf = abs if False else f\n",
        "def f(x, y=[]):\n    return x\n",
        "def f(x, y):\n    global S\n    S = x\n    return x\n",
        "def f(x, y):\n    for j in range(3):\n        x = x + y\n    return x\n",
        "def f(x, y):\n    print(end='')\n    return x\n",
        "import functools\n\n@functools.cache\ndef f(x, y):\n    return x\n",
        "def f(x, y):\n    return f(x - 1, y) if x > 1 else y\n",
        "f = lambda x, y: x * y\n",
    ],
)
def test_other_functions_are_left_to_cpython(tmp_path: Path, text: str) -> None:
    function = define(tmp_path, text + CALL)
    check_same(function, partial(vector, [1.5, 2.5], 1), None)
    explanation = autopar.explain(function)
    assert not any(loop.is_compiled for loop in explanation.loops), explanation


def test_a_function_that_a_local_name_hides_is_left_to_cpython(tmp_path: Path) -> None:
    text = "def f(x, y):\n    return x\n" + CALL.replace("b, x):", "b, x, f=max):")
    function = define(tmp_path, text)
    check_same(function, partial(vector, [1.5, 2.5], 2), None)
    assert not autopar.explain(function).loops[0].is_compiled


def test_a_helper_that_reads_elements(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def mean(values, i):
            return (values[i - 1] + values[i] + values[i + 1]) / 3

        def program(a, b):
            for i in range(1, len(a) - 1):
                b[i] = mean(a, i)
        """,
    )
    check_same(function, lambda: (np.arange(9.0), np.zeros(9)), "compiled")
    check_same(function, lambda: ([1.0, 2.0, 4.0, 8.0], [0.0] * 4), "compiled")
    check_same(function, lambda: (np.arange(9.0), np.zeros(3)), None)


@pytest.mark.parametrize("value", ["pow(x, 2)", "divmod(x, 2)[0]", "divmod(x, 2)[1]"])
def test_a_builtin_that_a_helper_calls_is_seen_when_it_is_replaced(
    tmp_path: Path, value: str
) -> None:
    """Compiled it is no call any more."""
    function = with_helper(tmp_path, f"z = x + y\n    return {value.replace('x', 'z')}")
    check_same(function, lambda: vector([1.5, 2.5], 2.0), "compiled")
    name = value[: value.index("(")]
    function.__globals__[name] = (lambda *_: 42.0) if name == "pow" else (lambda *_: (42.0, 43.0))
    seen = check_same(function, lambda: vector([1.5, 2.5], 2.0), None)
    assert seen.result in ((float, (42.0).hex()), (float, (43.0).hex()))


def test_the_length_of_a_row_in_a_helper_is_seen_when_len_is_replaced(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def f(c, k):
            return len(c[k]) + 1

        def program(b, c):
            for i in range(b.shape[0]):
                b[i] = f(c, i)
            return b[0]
        """,
    )
    check_same(function, lambda: (np.zeros(2), np.zeros((2, 3))), "compiled")
    function.__globals__["len"] = lambda _: 42
    b = np.zeros(2)
    assert function(b, np.zeros((2, 3))) == 43


@pytest.mark.parametrize(
    "helper",
    [
        "def f(a, d, k):\n    a = d\n    return a[k]",
        "def f(a, d, k):\n    a = d\n    return d[k] + len(a)",
        "def f(a, d, k):\n    if k > 0:\n        return d[k]\n    else:\n        return -d[k]\n"
        "    return a[0]",
    ],
)
@pytest.mark.parametrize("binding", ["", "    undefined = c\n"])
def test_an_argument_that_is_never_looked_at_has_to_be_bound(
    tmp_path: Path, helper: str, binding: str
) -> None:
    function = define(
        tmp_path,
        f"{helper}\n\ndef program(b, c):\n    for i in range(len(b)):\n"
        f"        b[i] = f(undefined, c, i)\n{binding}",
    )
    seen = check_same(function, lambda: (np.zeros(3), np.arange(3.0)), None)
    assert seen.error is not None
