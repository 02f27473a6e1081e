"""A parallel loop gives the same bits whatever the order of its iterations.

The data of the golden loops are integers or floats of integer value, so that reductions are exact
too; where they are not, a reduction of floats is compared closely. AUTOPAR_TEST_SEED repeats the
random order.
"""

from __future__ import annotations

import os
import random
import sys
import types
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from golden_loops import GoldenFile, GoldenLoop, golden_files
from reordering import Place, Reordered, in_order, in_reverse, run_reordered, shuffled
from trace_oracle import Trace

PARALLEL = {"DOALL", "DOALL_PRIV", "REDUCE", "COLLECT", "HISTO"}
SEED = int(os.environ.get("AUTOPAR_TEST_SEED") or random.SystemRandom().randrange(2**32))


def is_reordered(loop: GoldenLoop) -> bool:
    return loop.said["verdict"] in PARALLEL and loop.said["kind"] in ("FOR", "WHILE")


NAMES = [name for name, file in golden_files().items() if any(map(is_reordered, file.loops))]


@cache
def parallel_loops(golden: GoldenFile) -> dict[Place, Reordered]:
    trace = Trace(golden.source)
    trace.run(golden.lines("before"), golden.lines("after"), golden.path.name)
    result = {}
    for loop in filter(is_reordered, golden.loops):
        place = (loop.said["line"], loop.said["column"])
        number = trace.loop_at(*place)
        result[place] = Reordered(
            frozenset(loop.said["private"]), trace.steps(number), trace.iterations(number)
        )
    return result


def canonical(value: Any, ordered: bool) -> Any:
    """The value with its type; lists that are only collected into lose their order."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes())
    if isinstance(value, (list, tuple)):
        parts = [canonical(each, ordered) for each in value]
        return (type(value), parts if ordered else sorted(parts, key=repr))
    if isinstance(value, str) and not ordered:
        return (str, sorted(value))
    if isinstance(value, (dict, set)):
        return (type(value), value)
    if isinstance(value, types.SimpleNamespace):
        return canonical(sorted(vars(value).items()), ordered)
    return (type(value), value)


def is_same(found: Any, expected: Any, golden: GoldenFile) -> bool:
    verdicts = {loop.said["verdict"] for loop in golden.loops}
    if canonical(found, "COLLECT" not in verdicts) == canonical(
        expected, "COLLECT" not in verdicts
    ):
        return True
    return "of floats" in golden.source.partition("\n")[0] and np.allclose(found, expected)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("order", ["reversed", "random"])
def test_the_order_of_iterations_does_not_matter(name: str, order: str) -> None:
    print(f"AUTOPAR_TEST_SEED={SEED}")
    golden = golden_files()[name]
    loops = parallel_loops(golden)
    feed = (golden.lines("before"), golden.lines("after"))
    expected = run_reordered(golden.source, {}, in_order, *feed)
    permute = in_reverse if order == "reversed" else shuffled(SEED)
    found = run_reordered(golden.source, loops, permute, *feed)
    for key, value in expected.items():
        if isinstance(value, (types.ModuleType, types.FunctionType, type)):
            continue
        assert key in found, f"{name}: {key} is unbound after the loop"
        assert is_same(found[key], value, golden), f"{name}: {key} is {found[key]}, not {value}"


def test_a_loop_that_carries_something_does_not_stand_another_order() -> None:
    source = "a = [1, 2, 3, 4]\nfor i in range(1, 4):\n    a[i] = a[i - 1] + a[i]\n"
    loops = {(2, 0): Reordered(frozenset(), {}, 0)}
    in_source_order = run_reordered(source, loops, in_order, [], [])["a"]
    assert in_source_order == [1, 3, 6, 10]
    assert run_reordered(source, loops, in_reverse, [], [])["a"] != in_source_order


def test_a_name_that_is_wrongly_private_is_seen() -> None:
    source = "s = 0\nfor i in range(4):\n    s = s + i\n"
    loops = {(2, 0): Reordered(frozenset("s"), {}, 0)}
    with pytest.raises(TypeError, match="Unset"):
        run_reordered(source, loops, in_order, [], [])
