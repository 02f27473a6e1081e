"""Arrays that a loop makes anew, but in a way that is left to CPython: the report says in which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from new_array_programs import arguments, program
from programs import define

import autopar

# Each with what is said of it.
REFUSED = {
    "a list of arrays": (
        """
            t = np.zeros(n)
            s.append(t)""",
        "`s.append(t)` takes more than elements",
    ),
    "another name": (
        """
            t = np.zeros(n)
            u = t
            u[0] = 1""",
        "`u = t` takes more than elements",
    ),
    "a view": (
        """
            t = np.zeros(n)
            u = t[1:]
            u[0] = 1""",
        "a slice of `t` as a value",
    ),
    "a row": (
        """
            t = np.zeros((n, n))
            u = t[0]
            u[0] = 1""",
        "`t` is no array with one index per dimension",
    ),
    "an array before": (
        """
            b[i, 0] = t[0]
            t = np.zeros(n)""",
        "may not be made yet where `b[i, 0] = t[0]` uses it",
    ),
    "two arrays": (
        """
            t = np.zeros(n)
            t = np.ones(n)""",
        "more than one statement",
    ),
    "a whole operand": (
        """
            t = np.zeros(n)
            t += c""",
        "`t += c` takes more than elements",
    ),
    "an element of a list": (
        """
            t = np.zeros(n)
            s[i] = t""",
        "`t` is used whole",
    ),
    "an element of a vector": (
        """
            t = np.zeros(n)
            c[i] = t""",
        "`t` is used whole",
    ),
    "a remainder": (
        """
            t = np.ones(n)
            b[i] = t % c""",
        "more than numbers, slices, + - * /",
    ),
    "two targets": (
        """
            t = np.zeros(n)
            u = b[i] = t""",
        "`u = b[i] = t` takes more than elements",
    ),
    "a choice": (
        """
            t = np.zeros(n)
            b[i] = t if x > 0 else c""",
        "`b[i] = t if x > 0 else c` takes more than elements",
    ),
    "a method": (
        """
            t = np.zeros(n)
            b[i, 0] = t.sum()""",
        "`b[i, 0] = t.sum()` takes more than elements",
    ),
    "a function": (
        """
            t = np.zeros(n)
            b[i, 0] = np.dot(t, c)""",
        "`b[i, 0] = np.dot(t, c)` takes more than elements",
    ),
    "an extent that changes": (
        """
            t = np.zeros(i)
            b[i, 0] = len(t)""",
        "extents change in the loop",
    ),
    "an order": (
        """
            t = np.zeros((n, n), order="F")
            b[i, 0] = t[0, 0]""",
        "other arguments than a shape and a dtype",
    ),
    "a half": (
        """
            t = np.zeros(n, np.float16)
            b[i, 0] = t[0]""",
        "of the type `np.float16`",
    ),
    "an array without a name": (
        """
            b[i, 0] = np.zeros(n)[0]""",
        "no statement of its own gives a name",
    ),
    "a use behind a block": (
        """
            if x > 0:
                t = np.zeros(n)
            b[i, 0] = t[0]""",
        "may not be made yet where `b[i, 0] = t[0]` uses it",
    ),
    "a use in a header": (
        """
            t = np.zeros(n)
            for j in range(t):
                pass""",
        "`for j in range(t):...` takes more than elements",
    ),
    "a type by its code": (
        """
            t = np.zeros(n, "float32")
            b[i, 0] = t[0]""",
        'of the type `"float32"`',
    ),
    "a type that a name holds": (
        """
            t = np.zeros(n, s)
            b[i, 0] = t[0]""",
        "of the type `s`",
    ),
    "a quotient": (
        """
            t = np.zeros(n // 2)
            b[i, 0] = t[0]""",
        "extent `n // 2`, which is more than a sum",
    ),
    "an element": (
        """
            t = np.zeros((2, p[0]))
            b[i, 0] = len(t)""",
        "extent `p[0]`, which is more than a sum",
    ),
    "the shape of another": (
        """
            t = np.zeros(a.shape)
            b[i, 0] = t[0, 0]""",
        "the shape `a.shape`",
    ),
    "four dimensions": (
        """
            t = np.zeros((n, 1, 1, 1))
            b[i, 0] = t[0, 0, 0, 0]""",
        "4 dimensions",
    ),
    "no dimension": (
        """
            t = np.zeros(())
            b[i, 0] = len(b)""",
        "0 dimensions",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_does_the_same_and_says_why(tmp_path: Path, name: str) -> None:
    body, reason = REFUSED[name]
    function = program(tmp_path, body, "s = [0] * n; t = u = c")
    check_same(function, arguments, None)
    loop = autopar.explain(function).loops[0]
    assert not loop.is_compiled
    assert reason in loop.ran


@pytest.mark.parametrize(
    ("shape", "n", "reason"),
    [
        ("n - 9", 4, "below zero"),
        ("n", 4.0, "no int"),
        ("n + 1", np.int64(4), "NumPy's ints"),
        ("n * n", 2**40, "too large"),
        ("n", 0, "no elements"),
    ],
)
def test_why_an_array_is_not_made_is_said(tmp_path: Path, shape: str, n: Any, reason: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(n, b):
            for i in range(3):
                t = np.zeros({shape})
                b[i] = len(t)
        """,
    )
    for _ in range(2):
        check_same(function, lambda: (n, np.zeros(3)), "declined")
        run = autopar.last_run()
        assert run is not None
        assert reason in run.reason
