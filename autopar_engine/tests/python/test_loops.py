"""Loops of every form: while, break, continue, else, bounds that the data decides, reused names."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

from autopar import _engine

BODIES = {
    "break": """
        for i in range(n):
            if a[i] > limit:
                break
            b[i] = a[i] * 2
        return i
        """,
    "continue": """
        t = 0
        for i in range(n):
            if a[i] > limit:
                continue
            b[i] = a[i] * 2
            t += i
        return i, t
        """,
    "else": """
        for i in range(n):
            if a[i] > limit:
                b[0] = i
                break
        else:
            b[0] = -1
        return i
        """,
    "a temporary beside a break": """
        s = 0
        for i in range(n):
            if a[i] > limit:
                break
            t = a[i] * 2
            if t < 1:
                continue
            r = t + 1
            b[i] = t * r
            s += i
        return i, s
        """,
    "a temporary of an else that a break skips": """
        s = t = 0
        for i in range(n):
            for j in range(3):
                if a[i] > limit + j:
                    break
            else:
                t = i
            b[i] = t
            s += t
        return i, j, s, t
        """,
    "inner else": """
        j = k = 0
        for i in range(n):
            for j in range(i, n):
                if a[j] > limit + i:
                    break
                k += j
            else:
                b[i] = 1.5
                continue
            b[i] = j
        return i, k
        """,
    "while": """
        i = 0
        s = 0.0
        while i < n and s < limit * 10:
            s += abs(a[i])
            b[i] = s
            i += 1
        return i, s
        """,
    "what a loop leaves, changed by its else": """
        k = 1
        while k < n:
            k = k * 3
        else:
            k = -k
        for i in range(n):
            b[i] = a[i]
            t = i
        else:
            t = -t
        return k, t
        """,
    "while else": """
        i = n
        while i > 0:
            i -= 1
            if a[i] > limit:
                break
            b[i] = i
        else:
            b[0] = 7.5
        return i
        """,
    "while in for": """
        c = 0
        for i in range(n):
            x = abs(a[i]) + 1.0
            while x < 100.0:
                x = x * 2
                c += 1
                if c % 7 == 3:
                    continue
                c += 1
            b[i] = x
        return c
        """,
    "data decides the bounds": """
        t = 0
        for i in range(n):
            for j in range(int(abs(a[i])), int(abs(a[i])) * 2 + 2, 2):
                t += j
                b[i] = t
        return t
        """,
    "step from data": """
        t = 0
        for i in range(n):
            for j in range(0, n, step):
                t += j * i
            step += 1
        return t, step
        """,
    "reused variable": """
        t = 0
        for i in range(n):
            for i in range(3):
                t += i
            b[i] = b[i] + t
        return i, t
        """,
    "rebound variable": """
        t = 0
        for i in range(n):
            t += i
            i = i // 2
            b[i] = b[i] + 1
            if i > 3:
                i = -1
        return i, t
        """,
    "variable after its loop": """
        t = 0
        j = 5
        for i in range(n):
            for j in range(i):
                t += 1
            b[j % n] = j
        return i, j, t
        """,
    "swap": """
        x, y = 0, 1
        for i in range(n):
            x, y = y, (x + y) % 1000
            a[i], b[i] = b[i], a[i]
            u = v = a[i] * 2
        return x, y, u, v
        """,
    "pass": """
        while n > 100:
            pass
        for i in range(n):
            pass
        return i
        """,
    "search in two dimensions": """
        found = -1
        for i in range(n):
            for j in range(n):
                if a[i] + b[j] > 2 * limit:
                    found = i * n + j
                    break
            if found >= 0:
                break
        return found, i, j
        """,
}


def arguments(n: int, limit: float) -> tuple[Any, ...]:
    numbers = np.random.default_rng(n).standard_normal(n) * 3
    return numbers, np.zeros(n), n, limit, 1


@pytest.mark.parametrize("name", BODIES)
def test_loops_do_what_cpython_does(tmp_path: Path, name: str) -> None:
    function = define(tmp_path, f"def program(a, b, n, limit, step):{BODIES[name]}")
    for n in (0, 1, 2, 7, 50):
        for limit in (-10.0, 0.5, 3, 100):
            check_same(function, partial(arguments, n, limit), None)
    check_same(function, partial(arguments, 50, 3), "compiled")


def test_a_step_of_zero_raises(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, step):
            for i in range(9):
                for j in range(0, 9, step - i):
                    a[j] = a[j] + 1.0
        """,
    )
    seen = check_same(function, lambda: (np.zeros(9), 4), "replayed")
    assert seen.error is not None
    check_same(function, lambda: (np.zeros(9), 20), "compiled")


def test_escape_times_run_in_parallel(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(out, n, most):
            for i in range(n):
                for j in range(n):
                    x = 0.0
                    y = 0.0
                    k = 0
                    while k < most and x * x + y * y <= 4.0:
                        t = x * x - y * y + (3.0 * i / n - 2.0)
                        y = 2.0 * x * y + (2.0 * j / n - 1.0)
                        x = t
                        k += 1
                    out[i, j] = k
        """,
    )
    check_same(function, lambda: (np.zeros((40, 40), dtype="int32"), 40, 60), "compiled")


@pytest.mark.parametrize("leave", ["break", "continue"])
def test_a_loop_that_is_left_early_stays_in_order(tmp_path: Path, leave: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b):
            for i in range(len(a)):
                if a[i] > 3.0:
                    {leave}
                b[i] = a[i] * 2.0
            k = 0
            while k < len(a):
                b[k] = b[k] + 1.0
                k += 1
            return i, k
        """,
    )
    before = _engine.thread_count()
    _engine.set_thread_count(3)
    try:
        a = np.zeros(100_000)
        a[50:] = 4.0
        check_same(function, lambda: (a.copy(), np.zeros(100_000)), "compiled")
    finally:
        _engine.set_thread_count(before)


def test_a_parallel_loop_knows_to_what_type_a_name_was_bound(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, s):
            for t in range(3):
                for i in range(len(a)):
                    a[i] = b[i] + s
                    u = s
                s = s + 0.5
            return s, u, t, i
        """,
    )
    for s in (1, 1.0, np.float64(1.0), True):
        check_same(function, partial(lambda s: (np.zeros(9), np.arange(9.0), s), s), "compiled")
