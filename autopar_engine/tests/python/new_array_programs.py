"""Functions whose loop makes arrays anew, and their arguments."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from comparison import numbers
from programs import define


def arguments(n: int = 6) -> tuple[Any, ...]:
    p = np.arange(max(n, 1))[::-1].copy()
    return numbers(n, n), numbers(n, n) + 1, numbers(n), p, 0.75, n


def program(folder: Path, body: str, before: str = "s = t = u = None") -> Callable[..., Any]:
    lines = textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    head = f"def program(a, b, c, p, x, n):\n    {before}\n    for i in range(n):\n"
    return define(folder, f"{head}{lines}\n    return i, s, t, u\n")
