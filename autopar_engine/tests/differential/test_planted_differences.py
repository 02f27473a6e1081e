"""Each difference that a compiled program could show is seen: none of these passes unnoticed."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from types import FunctionType

import fuzz
import numpy as np
import pytest
from call_outcome import Outcome, differing_fields, run
from comparison_of_runs import Call, Comparer, Function, traced
from fuzz import run_in_process
from minimize import minimized
from program_arguments import make_arguments
from program_arguments.parameters import (
    ArrayParameter,
    ListParameter,
    ScalarParameter,
    Signature,
    SizeParameter,
)
from program_cells import Cell
from program_generator import make_program
from tally import FUZZ_COMMAND, Tally, Task

SIGNATURE = Signature(
    (
        ArrayParameter("a", "float64", values="positive"),
        ArrayParameter("b", "float32", rank=2, layout="strided"),
        ArrayParameter("c", "int64", layout="read-only"),
        ListParameter("x", "float"),
        ListParameter("rows", "float", "nested"),
        ScalarParameter("p", "float", is_small=True),
        SizeParameter("n"),
    )
)


@dataclass(frozen=True)
class Plant:
    """Two bodies that do not mean the same, and the part of the outcome that tells them apart."""

    name: str
    field: str
    honest: str
    planted: str


PLANTS = (
    Plant("a bit", "arguments", "a[0] = a[0] * p", "a[0] = np.nextafter(a[0] * p, 99.0)"),
    Plant("the sign of zero", "arguments", "a[0] = 0.0", "a[0] = -0.0"),
    Plant("a bit of a float32", "arguments", "b[0, 0] = 1", "b[0, 0] = 1 + 2.0 ** -23"),
    Plant("between strides", "arguments", "b[0, 0] = 1", "b[0, 0] = 1; b.base[1, 1] = 1"),
    Plant("a part of a complex", "result", "t = complex(1.0, 0.0)", "t = complex(1.0, -0.0)"),
    Plant("NumPy's type of a scalar", "result", "t = a[0]", "t = float(a[0])"),
    Plant("a bool for an int", "result", "t = 1", "t = True"),
    Plant("a float for a large int", "result", "t = 2 ** 70", "t = 2.0 ** 70"),
    Plant("another dtype", "result", "t = np.zeros(n)", "t = np.zeros(n, np.float32)"),
    Plant("another layout", "result", "t = np.ones((3, 3))", "t = np.ones((3, 3), order='F')"),
    Plant("a bound name", "result", "pass", "t = 0"),
    Plant("an unbound name", "result", "t = 0", "pass"),
    Plant("the last index", "result", "for i in range(n): pass", "for i in range(n + 1): pass"),
    Plant("a copy of an array", "result", "t = a", "t = a.copy()"),
    Plant("a view of a copy", "result", "t = b[0]", "t = b.copy()[0]"),
    Plant("a copy of a row", "result", "t = rows[0]", "t = list(rows[0])"),
    Plant("a loop variable", "result", "for e0 in x: pass", "e0 = float(repr(x[-1]))"),
    Plant("a shared row", "arguments", "rows[1] = rows[0]", "rows[1] = list(rows[0])"),
    Plant("an array's flags", "arguments", "pass", "a.flags.writeable = False"),
    Plant("a longer list", "arguments", "pass", "x.append(1.0)"),
    Plant("an int in a list", "arguments", "x[0] = 1.0", "x[0] = 1"),
    Plant("a slot", "kept_slots", "pass", "x[0] = float(repr(x[0]))"),
    Plant("a partial effect", "arguments", "a[0] = 5.0; a[99] = 1.0", "a[99] = 1.0"),
    Plant("a name after a failure", "result", "t = 5; a[99] = 1.0", "t = 6; a[99] = 1.0"),
    Plant("no exception", "exception", "a[99] = 1.0", "pass"),
    Plant("a type of exception", "exception", "raise KeyError(1)", "raise IndexError(1)"),
    Plant("a text", "exception", "raise ValueError('one')", "raise ValueError('two')"),
    Plant("a line", "exception", "pass\na[99] = 1.0", "a[99] = 1.0\npass"),
    Plant("no warning", "warnings", "t = a[0] / np.float64(0.0)", "t = np.float64(np.inf)"),
    Plant("a warning's text", "warnings", "warnings.warn('one')", "warnings.warn('two')"),
    Plant(
        "a category",
        "warnings",
        "warnings.warn('one', RuntimeWarning)",
        "warnings.warn('one', UserWarning)",
    ),
    Plant("a warning's line", "warnings", "warnings.warn('x')\npass", "pass\nwarnings.warn('x')"),
)


def outcome_of(body: str) -> Outcome:
    lines = ["import warnings", "import numpy as np", f"def program({', '.join(SIGNATURE.names)}):"]
    lines += [f"    {line}" for line in body.split("\n")]
    names: dict[str, Function] = {}
    exec(compile("\n".join([*lines, "    return locals()"]), "program.py", "exec"), names)
    arguments = partial(make_arguments, SIGNATURE, 3, seed=1)
    return run(names["program"], arguments, same_objects=frozenset({"e0"}))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_difference_is_seen(plant: Plant) -> None:
    honest = outcome_of(plant.honest)
    assert differing_fields(honest, outcome_of(plant.honest)) == []
    assert plant.field in differing_fields(honest, outcome_of(plant.planted))


@pytest.mark.parametrize(
    ("honest", "same"),
    [
        ("a[0] = np.nan", "a[0] = -np.nan"),
        ("t = complex(np.nan, 1.0)", "t = complex(-np.nan, 1.0)"),
        ("t = np.float64(-1) / np.float64(0)", "t = np.float64(-2) / np.float64(0)"),
    ],
)
def test_what_is_not_promised_is_no_difference(honest: str, same: str) -> None:
    assert differing_fields(outcome_of(honest), outcome_of(same)) == []


def flips_a_bit(function: Function) -> Function:
    """A compiler whose code gets the last bit of one array wrong."""

    @wraps(function)
    def wrong(**arguments: object) -> object:
        result = function(**arguments)
        for value in arguments.values():
            if isinstance(value, np.ndarray) and value.size and value.flags.writeable:
                value.flat[0] = np.nextafter(value.flat[0], 1e9)
                break
        return result

    return wrong


def test_random_programs_show_one_bit(tmp_path: Path) -> None:
    comparer = Comparer(tmp_path, flips_a_bit)
    found = [comparer.check(make_program(seed, "affine")) for seed in range(20)]
    assert sum(each is not None and "arguments" in each.fields for each in found) > 15


def copies_a_slot(function: Function) -> Function:
    """A compiler that puts another float of the same value into a list."""

    @wraps(function)
    def wrong(**arguments: object) -> object:
        result = function(**arguments)
        x = arguments["x"]
        assert isinstance(x, list)
        x[0] = float(repr(x[0]))
        return result

    return wrong


@pytest.mark.parametrize(
    ("statement", "fields"), [("t = x[0]", ("kept_slots",)), ("x[0] = x[0]", None)]
)
def test_only_a_slot_that_is_not_written_keeps_its_object(
    statement: str, fields: tuple[str, ...] | None, tmp_path: Path
) -> None:
    text = f"def program({', '.join(SIGNATURE.names)}):\n    {statement}\n    return n\n"
    found = Comparer(tmp_path, copies_a_slot).check_call(Call(text, SIGNATURE, 3, 1))
    assert (found.fields if found else None) == fields


def copies_an_element(function: Function) -> Function:
    """A compiler that returns another float of the same value than the object it should."""

    @wraps(function)
    def wrong(**arguments: object) -> object:
        result = function(**arguments)
        assert isinstance(result, dict)
        return result | {"t": float(repr(result["t"]))}

    return wrong


@pytest.mark.parametrize(
    ("statement", "fields"),
    [("pass", ("result",)), ("x[2] = -x[1]", ("result",)), ("x[2] = x[1]", None)],
)
def test_only_an_object_that_is_not_moved_stays_the_same(
    statement: str, fields: tuple[str, ...] | None, tmp_path: Path
) -> None:
    text = (
        f"def program({', '.join(SIGNATURE.names)}):\n"
        f"    {statement}\n    t = x[1]\n    return locals()\n"
    )
    call = Call(text, SIGNATURE, 3, 1, same_objects=frozenset({"t"}))
    found = Comparer(tmp_path, copies_an_element).check_call(call)
    assert (found.fields if found else None) == fields


def runs_cold(function: Function) -> Function:
    """A compiler that never warms up."""

    @wraps(function)
    def cold(**arguments: object) -> object:
        with traced():
            return function(**arguments)

    return cold


@pytest.mark.parametrize("before", ["pass", "t = a[0] / (p - p)\n    del t"])
def test_an_unbound_name_may_be_found_on_the_line_of_cold_code(tmp_path: Path, before: str) -> None:
    """Also behind a warning, which is said of the program's file."""
    text = (
        f"def program({', '.join(SIGNATURE.names)}):\n"
        f"    {before}\n    for i in range(n * n):\n        pass\n"
        "    for e in x:\n        t += n\n"
    )
    call = Call(text, SIGNATURE, 9, 1)
    comparer = Comparer(tmp_path, runs_cold)
    function = comparer.load(text)
    assert run(function, call.arguments) != run(runs_cold(function), call.arguments)
    assert comparer.check_call(call) is None


def test_a_process_that_dies_is_a_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = tmp_path / "python"
    interpreter.write_text('#!/bin/sh\nfor last; do :; done\necho 3 >"$last/seed"\nkill -11 $$\n')
    interpreter.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(interpreter))
    tally = run_in_process(Task(0, 10, "lists"))
    assert "--seed 3 --programs 1 --profile 'lists'\nexit code -11" in tally.differences[0]
    assert make_program(3, "lists").text in tally.differences[0]


class _Exchange(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            node.op = ast.Sub()
        return node


def subtracts(function: Function) -> Function:
    """A compiler that takes each sum for a difference."""
    path = Path(function.__code__.co_filename)
    tree = _Exchange().visit(ast.parse(path.read_text(encoding="utf-8")))
    names: dict[str, Callable[..., object]] = {}
    exec(compile(tree, path, "exec"), names)
    wrong = names["program"]
    assert isinstance(wrong, FunctionType)
    return wrong


def test_a_difference_is_minimized(tmp_path: Path) -> None:
    text = (
        "def program(a, b, c, x, rows, p, n):\n"
        "    t = 3\n"
        "    for i in range(n):\n"
        "        t = i * 2\n"
        "        if p > 0:\n"
        "            a[i] = (a[i] + p) * 3.0\n"
        "        else:\n"
        "            x[i] = p\n"
        "    return locals()\n"
    )
    comparer = Comparer(tmp_path, subtracts)
    found = comparer.check_call(Call(text, SIGNATURE, 7, 1))
    assert found is not None
    smallest = minimized(comparer, found).call
    assert smallest.size == 1
    assert smallest.text.splitlines()[1:-1] == [
        "    for i in range(n):",
        "        a[i] = a[i] + p",
    ]


def test_a_difference_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for differences, code in (([], 0), (["one"], 1)):
        found = Tally(1, differences=differences)
        monkeypatch.setattr(fuzz, "compare_many", lambda *_, found=found: found)
        for length in ("--programs=1", "--minutes=0.0001"):
            monkeypatch.setattr(sys, "argv", ["fuzz.py", length])
            assert fuzz.main() == code


@pytest.mark.parametrize("cells", [frozenset(), frozenset({("name", "float64", "C")})])
def test_the_command_that_repeats_a_program_runs_that_program(cells: frozenset[Cell]) -> None:
    task = Task(7, 1, cells=cells)
    said, _, command = task.how_to_repeat(7).partition(": ")
    assert said == "differs"
    assert command.startswith(FUZZ_COMMAND)
    root = Path(__file__).resolve().parents[3]
    words = [sys.executable, *shlex.split(command)[1:]]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)
    assert "AUTOPAR_TEST_SEED" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 programs, ")
