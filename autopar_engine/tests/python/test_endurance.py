"""What a long-lived process sees: many calls and many regions."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from loops import saxpy
from pain_loops import by_any_step, one_too_far

import autopar

CALLS = 100_000
REGIONS = 1_000


def resident_bytes() -> int:
    """Of this process, now; the peak would hide what is given back."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def growth_bytes(call: Callable[[int], object], calls: int) -> int:
    """How much the process grows over the second half of the calls."""
    for number in range(calls // 2):
        call(number)
    before = resident_bytes()
    for number in range(calls // 2):
        call(number)
    return resident_bytes() - before


def call_saxpy(x: Any, y: Any) -> Callable[[int], object]:
    return lambda number: saxpy(1.0 / (1 + number), x, y)


@pytest.mark.slow
def test_compiled_calls_leak_nothing() -> None:
    x, y = numbers(64), numbers(64)
    references = sys.getrefcount(x), sys.getrefcount(y)
    assert growth_bytes(call_saxpy(x, y), CALLS) < 1 << 20
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    assert (sys.getrefcount(x), sys.getrefcount(y)) == references


@pytest.mark.slow
def test_calls_with_ever_new_numbers_leak_nothing() -> None:
    values = numbers(CALLS + 1)
    assert growth_bytes(lambda number: by_any_step(values, number, number + 1, 1), CALLS) < 1 << 20

    def of_a_length(number: int) -> None:
        length = 1 + number % 5_000
        saxpy(0.5, values[:length], np.ones(length))

    assert growth_bytes(of_a_length, CALLS) < 1 << 20
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"


@pytest.mark.slow
def test_declined_calls_leak_nothing() -> None:
    values = numbers(65)
    assert growth_bytes(call_saxpy(values[:-1], values[1:]), CALLS) < 1 << 20
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"


@pytest.mark.slow
@pytest.mark.usefixtures("switching_off")
def test_calls_of_a_region_that_is_switched_off_leak_nothing() -> None:
    values = numbers(65)
    # Of its own: it stays switched off after the test.
    own_saxpy = autopar.jit(saxpy.__wrapped__)  # type: ignore[attr-defined]

    def call(number: int) -> None:
        own_saxpy(1.0 / (1 + number), values[:-1], values[1:])

    assert growth_bytes(call, CALLS) < 1 << 20
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "switched off"


@pytest.mark.slow
def test_calls_that_raise_leak_nothing() -> None:
    a, b = numbers(8), numbers(8)

    def call(number: int) -> None:
        with pytest.raises(IndexError):
            one_too_far(a, b)

    assert growth_bytes(call, CALLS) < 1 << 20


def many_functions(folder: Path) -> ModuleType:
    """A module of functions that differ in one constant each."""
    text = "\n\n".join(
        f"def scale_{number}(a):\n    for i in range(len(a)):\n        a[i] = a[i] * {number}.5\n"
        for number in range(REGIONS)
    )
    path = folder / "many_functions.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_a_process_may_have_a_thousand_regions(tmp_path: Path) -> None:
    module = many_functions(tmp_path)
    before = 0
    for number in range(REGIONS):
        function = autopar.jit(getattr(module, f"scale_{number}"))
        check_same(function, lambda: (np.arange(9.0),), "compiled")
        before = before or resident_bytes()
    assert (resident_bytes() - before) / REGIONS < 200 * 1024
