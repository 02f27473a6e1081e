"""What ran compiled, as a C file of its own: g++ makes the same bits of it."""

from __future__ import annotations

import cmath
import ctypes
import math
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import numbers
from loops import gemm, jacobi_2d, lengths, saxpy, scale_backwards

import autopar


class Complex(ctypes.Structure):
    """How the texts hold a complex number."""

    _fields_ = (("real", ctypes.c_double), ("imag", ctypes.c_double))

    @property
    def value(self) -> complex:
        return complex(self.real, self.imag)


_KINDS = {"i64": ctypes.c_longlong, "f64": ctypes.c_double, "c128": Complex}


_InnerLoop = ctypes.CFUNCTYPE(
    None,
    ctypes.POINTER(ctypes.POINTER(ctypes.c_double)),
    ctypes.POINTER(ctypes.c_longlong),
    ctypes.POINTER(ctypes.c_longlong),
    ctypes.c_void_p,
)


def _square_root(operands: Any, count: Any, steps: Any, data: Any) -> None:
    assert count[0] == 1 and data is None
    operands[1][0] = operands[0][0] ** 0.5


SQUARE_ROOT = _InnerLoop(_square_root)


class OpenmpProgram:
    """The shared library of a text, called as the command in its comment says."""

    def __init__(self, text: str, folder: Path) -> None:
        command = re.search(r"^ \*   (g\+\+ .*) FILE$", text, re.MULTILINE)
        signature = re.search(r"^int (\w+_\d+)\((.*)\) \{$", text, re.MULTILINE)
        assert command is not None and signature is not None
        source, library = folder / "program.c", folder / "program.so"
        source.write_text(text, encoding="utf-8")
        flags = ["-Wall", "-Werror", str(source), "-o", str(library)]
        subprocess.run([*command.group(1).split(), *flags], check=True)
        self.function = getattr(ctypes.CDLL(str(library)), signature.group(1))
        self.parameters = [each.rsplit(" ", 1) for each in signature.group(2).split(", ")]

    def call(self, values: dict[str, Any]) -> dict[str, int | float | complex]:
        """Call with the values of names; return what the loop leaves in names that it binds."""
        arguments: list[Any] = []
        left: dict[str, Any] = {}
        for kind, name in self.parameters:
            base = re.sub(r"^((extents|strides)_a|last_v|type_v|a|v)\d+_", "", name)
            value: Any = values.get(base)
            if name.startswith(("last_", "type_")):
                left[name] = _KINDS[kind.rstrip("*")]()
                arguments.append(ctypes.byref(left[name]))
            elif name.startswith(("extents_", "strides_")):
                numbers = value.shape if name.startswith("extents_") else value.strides
                arguments.append((ctypes.c_longlong * len(numbers))(*numbers))
            elif name.startswith("numpy_"):
                arguments.append(ctypes.cast(SQUARE_ROOT, ctypes.c_void_p))
            elif name.startswith("data_of_numpy_"):
                arguments.append(None)
            elif isinstance(value, np.ndarray):
                arguments.append(ctypes.c_void_p(value.ctypes.data))
            elif kind == "c128":
                arguments.append(Complex(value.real, value.imag))
            else:
                arguments.append(_KINDS[kind](value))
        assert self.function(*arguments) == 0
        return {
            re.sub(r"^last_v\d+_", "", name): each.value
            for name, each in left.items()
            if name.startswith("last_") and left[name.replace("last_", "type_", 1)].value >= 0
        }


Make = Callable[[], dict[str, Any]]


@pytest.mark.parametrize(
    ("function", "make", "locals_before"),
    [
        (saxpy, lambda: {"a": 2.5, "x": numbers(1000)[::-2], "y": numbers(500)}, {}),
        (lengths, lambda: {"x": numbers(300), "y": numbers(300)}, {}),
        (scale_backwards, lambda: {"x": numbers(1000), "factor": 0.5}, {}),
        (gemm, lambda: {"c": numbers(8, 5), "a": numbers(9, 8).T, "b": numbers(9, 5)}, {}),
        (
            jacobi_2d,
            lambda: {"a": numbers(40, 31), "b": numbers(40, 31), "steps": 5},
            {"n": 40, "m": 31},
        ),
    ],
)
def test_the_program_of_a_loop_computes_the_same_bits(
    function: Callable[..., Any], make: Make, locals_before: dict[str, int], tmp_path: Path
) -> None:
    expected, seen = make(), make()
    # Of its own: what other tests called may be switched off, or compiled for another layout.
    function = autopar.jit(function.__wrapped__)  # type: ignore[attr-defined]
    function(**expected)
    program = OpenmpProgram(autopar.explain(function).source("openmp"), tmp_path)
    assert program.call(seen | locals_before)
    for name, value in expected.items():
        if isinstance(value, np.ndarray):
            assert value.tobytes() == seen[name].tobytes()


@autopar.jit
def running_product(x: Any, n: int) -> float:
    p = 1.0
    for i in range(n):
        p = p * 0.999 + 0.25
        x[i % 7] = p
    return p


@autopar.jit
def running_mean(n: int) -> float:
    p = 1.0
    for _i in range(n):
        p = p * 0.999 + 0.25
    return p


def test_the_program_of_a_long_loop_goes_on_to_its_end(tmp_path: Path) -> None:
    n = 1_000_000
    for function, make in (
        (running_product, lambda: {"x": np.zeros(7), "n": n}),
        (running_mean, lambda: {"n": n}),
    ):
        result = function(**make())
        folder = tmp_path / function.__name__
        folder.mkdir()
        program = OpenmpProgram(autopar.explain(function).source("openmp"), folder)
        assert program.call(make() | {"p": 1.0})["p"] == result


@autopar.jit
def iterate(z: complex, c: complex, x: Any, n: int) -> complex:
    for i in range(n):
        z = z * z / (2 - 1j) + c
        x[i % 7] = x[i % 7] * 1j - abs(z)
    return z


def test_the_program_of_a_loop_over_complex_numbers_computes_the_same_bits(tmp_path: Path) -> None:
    for dtype in ("complex64", "complex128"):
        expected, seen = np.ones(7, dtype), np.ones(7, dtype)
        values: dict[str, Any] = {"z": 0.1 - 0.7j, "c": complex(-0.4, 0.6), "n": 100}
        result = iterate(**values, x=expected)
        folder = tmp_path / dtype
        folder.mkdir()
        program = OpenmpProgram(autopar.explain(iterate).source("openmp"), folder)
        assert repr(program.call(values | {"x": seen})["z"]) == repr(result)
        assert expected.tobytes() == seen.tobytes()


@autopar.jit
def oscillate(x: Any, n: int) -> float:
    p = 0.5
    for i in range(n):
        p = math.exp(-p * p) * math.atan2(x[i], p) + math.fmod(i, 0.7)
        x[i] = math.floor(10 * p) + math.sqrt(abs(p))
    return p


def test_the_program_of_a_loop_that_calls_math_computes_the_same_bits(tmp_path: Path) -> None:
    expected, seen = numbers(90), numbers(90)
    result = oscillate(expected, 90)
    program = OpenmpProgram(autopar.explain(oscillate).source("openmp"), tmp_path)
    assert program.call({"x": seen, "n": 90, "p": 0.5})["p"].hex() == result.hex()  # type: ignore[union-attr]
    assert expected.tobytes() == seen.tobytes()


@autopar.jit
def follow(z: complex, x: Any, n: int) -> complex:
    for i in range(n):
        z = cmath.sqrt(z) + cmath.log(x[i % 7] + 3) * cmath.rect(0.5, cmath.phase(z))
        z = cmath.exp(z / 8) - cmath.sin(z) * cmath.cosh(x[i % 7]) / 9
        x[i % 7] = cmath.cos(z) - cmath.sinh(x[i % 7]) if cmath.isfinite(z) else 0j
    return z


def test_the_program_of_a_loop_that_calls_cmath_computes_the_same_bits(tmp_path: Path) -> None:
    expected, seen = np.linspace(0, 1j, 7), np.linspace(0, 1j, 7)
    result = follow(0.1 - 0.7j, expected, 9)
    program = OpenmpProgram(autopar.explain(follow).source("openmp"), tmp_path)
    left = program.call({"z": 0.1 - 0.7j, "x": seen, "n": 9})
    assert repr(left["z"]) == repr(result)
    assert expected.tobytes() == seen.tobytes()


def test_what_cannot_be_had_is_said_with_what_can() -> None:
    saxpy(1.0, numbers(4), numbers(4))
    explanation = autopar.explain(saxpy)
    with pytest.raises(ValueError, match="only for 'openmp'"):
        explanation.source("fortran")
    line = explanation.loops[0].line
    assert explanation.source(line=line) == explanation.source()
    with pytest.raises(ValueError, match=f"but those of line {line}"):
        explanation.source(line=line + 1)

    def never_called(x: Any) -> None:
        for i in range(len(x)):
            x[i] = 0.0

    with pytest.raises(ValueError, match="never_called has run compiled"):
        autopar.explain(autopar.jit(never_called)).source()


@autopar.jit
def reverse_rows(a: Any, b: Any, n: int) -> Any:
    for i in range(n):
        t = np.zeros(n)
        for j in range(n):
            t[n - 1 - j] = a[i, j]
        for j in range(n):
            b[i, j] = t[j] - t[0]
    return t


def test_the_program_of_a_loop_that_makes_arrays_has_one_for_each_part(tmp_path: Path) -> None:
    a, b, n = numbers(40, 40), np.zeros((40, 40)), 40
    expected = reverse_rows(a, b, n)
    program = OpenmpProgram(autopar.explain(reverse_rows).source("openmp"), tmp_path)
    seen, left = np.zeros((40, 40)), np.ones(40)
    assert program.call({"a": a, "b": seen, "n": n, "t": left})
    assert seen.tobytes() == b.tobytes()
    assert left.tobytes() == expected.tobytes()
