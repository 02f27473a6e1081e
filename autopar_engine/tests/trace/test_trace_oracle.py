"""The oracle sees what a loop carries, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from trace_oracle import Claim, Trace

NUMPY = "import numpy as np\n"


def carried(source: str, loop: int = 0) -> set[tuple[str, str, str, int]]:
    """Kind, source, sink and distance of what one loop carried, in cells and attributes."""
    trace = Trace(source)
    trace.run([], [], "test")
    return {
        (each.kind, each.source.text, each.sink.text, each.distance)
        for each in trace.carried(loop)
        if each.cell_kind != "name"
    }


def is_allowed(source: str, verdict: str, private: str = "", reduced: str = "") -> bool:
    trace = Trace(source)
    trace.run([], [], "test")
    claim = Claim(verdict, frozenset(private.split()), frozenset(reduced.split()))
    return not trace.unexplained(0, claim)


def test_kind_and_distance_of_dependences_between_elements() -> None:
    loop = "a = [0] * 9\nfor i in range(2, 7):\n    {}\n"
    assert carried(loop.format("a[i] = a[i - 2]")) == {("flow", "a[i]", "a[i - 2]", 2)}
    assert carried(loop.format("a[i] = a[i + 1]")) == {("anti", "a[i + 1]", "a[i]", 1)}
    assert carried(loop.format("a[i // 5] = i")) == {("output", "a[i // 5]", "a[i // 5]", 1)}
    assert carried(loop.format("a[i] = a[i] + 1")) == set()


def test_the_loop_whose_iterations_differ_carries_it() -> None:
    source = NUMPY + (
        "m = np.zeros((5, 5))\nfor i in range(1, 4):\n    for j in range(4):\n"
        "        m[i, j] = m[i - 1, j + 1]\n"
    )
    assert carried(source, 0) == {("flow", "m[i, j]", "m[i - 1, j + 1]", 1)}
    assert carried(source, 1) == set()


def test_a_negative_index_meets_the_end() -> None:
    source = "a = [0] * 5\nfor i in range(5):\n    a[i] = a[i - 1]\n"
    assert ("anti", "a[i - 1]", "a[i]", 4) in carried(source)


@pytest.mark.parametrize("view", ["a[1:]", "a[1:].reshape(9, 1)[:, 0]", "np.array(a)"])
def test_views_meet_the_array(view: str) -> None:
    source = f"{NUMPY}a = np.arange(10)\nv = {view}\nfor i in range(8):\n    v[i] = a[i]\n"
    met = {each[:3] for each in carried(source)}
    assert met == ({("flow", "v[i]", "a[i]")} if view.startswith("a[") else set())


def test_a_transposed_view_and_a_negative_stride_meet_the_array() -> None:
    source = NUMPY + "a = np.arange(6)\nv = a[::-1]\nfor i in range(6):\n    v[i] = a[i]\n"
    assert ("flow", "v[i]", "a[i]", 1) in carried(source)
    source = NUMPY + (
        "m = np.zeros((3, 3))\nt = m.T\nfor i in range(3):\n    for j in range(3):\n"
        "        t[i, j] = m[i, j]\n"
    )
    assert ("flow", "t[i, j]", "m[i, j]", 1) in carried(source)


def test_shared_rows_are_one_row() -> None:
    loop = "for i in range(3):\n    rows[i][0] = i\n"
    assert carried("rows = [[0]] * 3\n" + loop) != set()
    assert carried("rows = [[0], [0], [0]]\n" + loop) == set()


def test_a_slice_reads_and_writes_each_of_its_cells() -> None:
    source = NUMPY + "a = np.arange(9)\nfor i in range(4):\n    a[i : i + 2] = a[i + 2 : i + 4]\n"
    kinds = {each[0] for each in carried(source)}
    assert kinds == {"anti", "output"}


def test_elements_are_read_when_their_iteration_runs() -> None:
    source = "a = [1] * 6\nfor i, v in enumerate(a[:]):\n    a[(i + 1) % 6] = v\n"
    assert carried(source) == set()
    source = "a = [1] * 6\nfor i, v in enumerate(a):\n    a[(i + 1) % 6] = v\n"
    assert ("flow", "a[(i + 1) % 6]", "enumerate", 1) in carried(source)


def test_a_generator_reads_when_it_is_asked() -> None:
    source = "a = [1] * 6\nfor i, v in enumerate(x + 1 for x in a):\n    a[(i + 1) % 6] = v\n"
    assert ("flow", "a[(i + 1) % 6]", "a[...]", 1) in carried(source)


def test_attributes_and_helper_functions_are_followed() -> None:
    source = (
        "class Cell:\n    pass\nc = Cell()\nc.v = 0\ndef step(cell):\n    cell.v = cell.v + 1\n"
        "for i in range(3):\n    step(c)\n"
    )
    assert ("flow", "cell.v", "cell.v", 1) in carried(source)


def test_memory_that_is_made_again_is_other_memory() -> None:
    source = NUMPY + "for i in range(5):\n    t = np.zeros(3)\n    t[0] = i\n    x = t[0]\n"
    assert carried(source) == set()


def test_a_private_name_may_carry_no_flow() -> None:
    assert is_allowed("for i in range(4):\n    t = i\n    u = t\n", "DOALL_PRIV", "t u")
    assert not is_allowed("for i in range(4):\n    t = i\n    u = t\n", "DOALL")
    assert not is_allowed("t = 0\nfor i in range(4):\n    u = t\n    t = i\n", "DOALL_PRIV", "t u")


def test_an_induction_counts_by_a_constant_in_every_iteration() -> None:
    loop = "k = 0\nfor i in range(5):\n    {}\n"
    assert is_allowed(loop.format("k += 3"), "DOALL")
    assert not is_allowed(loop.format("k += i"), "DOALL")
    assert not is_allowed(loop.format("if i != 2:\n        k += 1"), "DOALL")


def test_a_reduction_is_touched_by_its_updates_only() -> None:
    loop = "s = 0\nd = [4, 2, 7, 1]\nfor i in range(4):\n    {}\n"
    assert is_allowed(loop.format("s += d[i]"), "REDUCE", "", "s")
    assert not is_allowed(loop.format("s += d[i]"), "REDUCE", "", "other")
    assert not is_allowed(loop.format("s += d[i]\n    d[i] = s"), "REDUCE", "", "s")
    assert not is_allowed(loop.format("s += d[i]\n    s *= 2"), "REDUCE", "", "s")
    assert is_allowed(loop.format("if d[i] > s:\n        s = d[i]"), "REDUCE", "", "s")
    assert not is_allowed(loop.format("if d[i] > s:\n        s = i"), "REDUCE", "", "s")


def test_collecting_appends_and_does_not_look() -> None:
    loop = "out = []\nfor i in range(4):\n    {}\n"
    assert is_allowed(loop.format("out.append(i)"), "COLLECT")
    assert not is_allowed(loop.format("out.append(i)"), "DOALL")
    assert not is_allowed(loop.format("out.append(len(out))"), "COLLECT")
    assert is_allowed("text = ''\nfor i in range(4):\n    text += 'x'\n", "COLLECT")
    assert not is_allowed("s = 0\nfor i in range(4):\n    s += i\n", "COLLECT")


def test_a_running_value_that_decides_is_no_scan() -> None:
    assert is_allowed("s = 0\nfor i in range(4):\n    s += i\n    t = s\n", "SCAN", "t")
    assert not is_allowed("s = 0\nfor i in range(4):\n    if s < 3:\n        s += i\n", "SCAN")
