"""Complex numbers: result types of Python and NumPy, parts to the last bit, errors, warnings."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define
from test_dtypes import DTYPES, SOME_OR_ALL, some

COMPLEX = ["complex64", "complex128"]
ARITHMETIC = ["+", "-", "*", "/"]
COMPARISON = ["==", "!="]

TAME = [0.0, -0.0, 1.0, -1.0, 0.1, -2.5, 1e-3, 7.0]
WILD = [*TAME, np.inf, -np.inf, np.nan, 1e300, -1e-300, 5e-324, 1e38, 1e-40, 2.0**53]


def complex_array(dtype: str, values: list[float]) -> Any:
    """All pairs of the values, as far as the element type holds them."""
    with np.errstate(over="ignore"):
        part = f"f{np.dtype(dtype).itemsize // 2}"
        pairs = np.array([*itertools.product(values, values)]).astype(part)
    return pairs.view(dtype)[:, 0]


def array(dtype: str, values: list[float], seed: int) -> Any:
    """As many elements as complex_array has."""
    count = len(values) ** 2
    random = np.random.default_rng(seed)
    if dtype in COMPLEX:
        return random.permutation(complex_array(dtype, values))
    if dtype.startswith("float"):
        with np.errstate(over="ignore"):
            return random.choice(np.array(values), count).astype(dtype)
    return random.integers(0, 2 if dtype == "bool" else 9, count).astype(dtype)


def without_zeros(values: Any) -> Any:
    return np.where(values == 0, values.dtype.type(1), values)


def of_two_elements(folder: Path, operator: str) -> Callable[..., Any]:
    return define(
        folder,
        f"""
        def program(a, b, out):
            for i in range(len(a)):
                r = a[i] {operator} b[i]
                out[i] = r
            return r
        """,
    )


@SOME_OR_ALL
@pytest.mark.parametrize("operator", [*ARITHMETIC, *COMPARISON])
@pytest.mark.parametrize("left", [*DTYPES, *COMPLEX])
def test_two_elements_give_numpys_type_and_value(
    tmp_path: Path, left: str, operator: str, count: int
) -> None:
    function = of_two_elements(tmp_path, operator)
    rights = [*DTYPES, *COMPLEX] if left in COMPLEX else COMPLEX
    for right in some(rights, 2 * count, left, operator):
        dtype = "bool" if operator in COMPARISON else "complex128"
        for values, seed in itertools.product((TAME, WILD), range(3)):

            def arguments(values: list[float] = values, seed: int = seed) -> tuple[Any, ...]:
                a, b = array(left, values, seed), array(right, values, seed + 9)  # noqa: B023
                if values is TAME and operator == "/":
                    b = without_zeros(b)
                return a, b, np.zeros(len(a), dtype)  # noqa: B023

            check_same(function, arguments, "compiled" if values is TAME else None)


SCALARS: list[Any] = [0, 2, -3, 2**24 + 1, 2**53 + 1, True, 0.5, -0.0, 1e300, 0.1]
SCALARS += [2j, -2j, complex(-0.0, 1.5), complex(1.0, -0.0), complex(-0.0, -0.0), 1e300 + 1e300j]
SCALARS += [complex(np.inf, np.nan), complex(0.1, np.inf), 0j, 0.1 + 0.2j]
SCALARS += [np.complex64(0.1 - 2j), np.complex128(-0.5 + 0.1j), np.complex128(complex(0.0, -0.0))]
SCALARS += [np.float32(0.1), np.float64(-2.5), np.float64(-0.0), np.int8(3), np.int64(2**53 + 1)]
SCALARS += [np.True_, np.uint64(7), np.float64(np.inf), np.float64(1e-300)]


@SOME_OR_ALL
@pytest.mark.parametrize("operator", [*ARITHMETIC, *COMPARISON])
@pytest.mark.parametrize("dtype", [*DTYPES, *COMPLEX])
def test_an_element_and_a_scalar_give_numpys_type_and_value(
    tmp_path: Path, dtype: str, operator: str, count: int
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, x, out):
            for i in range(len(a)):
                r = a[i] {operator} x
                out[i] = r
            for i in range(len(a)):
                s = x {operator} a[i]
                out[i] = out[i] + s
            return r, s
        """,
    )
    scalars = SCALARS if dtype in COMPLEX else [x for x in SCALARS if np.iscomplexobj(x)]
    for x in some(scalars, 6 * count, dtype, operator):
        for values in (TAME, WILD):

            def arguments(x: Any = x, values: list[float] = values) -> tuple[Any, ...]:
                a = array(dtype, values, 5)
                return a, x, np.zeros(len(a), "complex128")

            check_same(function, arguments, None)


@pytest.mark.parametrize("operator", [*ARITHMETIC, *COMPARISON])
def test_two_scalars_give_pythons_type_and_value(tmp_path: Path, operator: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(x, y):
            for _ in range(2):
                r = x {operator} y
            return r
        """,
    )
    parts = [0.0, -0.0, 1.5, -0.1, np.inf, np.nan, 1e200]
    values: list[Any] = [complex(*pair) for pair in itertools.product(parts, parts)]
    values += [0, 1, -7, 2**53 + 1, True, 0.5, -0.0, np.inf, np.float64(0.1), np.float32(-0.0)]
    chosen = np.random.default_rng(3).permutation(len(values) ** 2)[:400]
    for number in chosen:
        x, y = values[number // len(values)], values[number % len(values)]
        if np.iscomplexobj(x) or np.iscomplexobj(y):
            check_same(function, partial(lambda *pair: pair, x, y), None)


def test_pythons_numbers_stay_compiled_where_nothing_is_raised(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(z, w, x, k):
            for i in range(5):
                z = -z * w + x - (k / w) * 0.5j + i
                w = w * 1j
            return z, w, z == w, bool(z), abs(z), +z
        """,
    )
    check_same(function, lambda: (1 + 2j, 0.5 - 1j, 2.5, 3), "compiled")
    check_same(function, lambda: (complex(-0.0, 0.0), complex(-0.0, 2.0), -0.0, True), "compiled")
    check_same(function, lambda: (complex(np.inf, np.nan), 1e200 + 1e200j, np.inf, 0), "compiled")
    seen = check_same(function, lambda: (1 + 2j, 0j, 2.5, 3), "replayed")
    assert seen.error is not None
    assert seen.error[0] is ZeroDivisionError


@pytest.mark.parametrize("dtype", COMPLEX)
@pytest.mark.parametrize("start", ["0", "0.0", "0j", "np.complex64(1)"])
def test_a_sum_keeps_its_order_and_ends_with_numpys_type(
    tmp_path: Path, dtype: str, start: str
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a):
            s = {start}
            p = 1j
            for i in range(len(a)):
                s += a[i]
                p = p * a[i] - s
            return s, p, i
        """,
    )
    values = array(dtype, TAME, 4)
    check_same(function, lambda: (values,), "compiled")
    check_same(function, lambda: (values[::-3],), "compiled")
    check_same(function, lambda: (values[:1],), "compiled")
    check_same(function, lambda: (values[:0],), None)


@pytest.mark.parametrize("target", COMPLEX)
def test_a_store_casts_as_numpy_does(tmp_path: Path, target: str) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, x):
            for i in range(len(a)):
                a[i] = b[i]
            for i in range(2):
                a[i] = x
        """,
    )
    for dtype, x in itertools.product([*DTYPES, *COMPLEX], [*SCALARS[:12], *SCALARS[-10:]]):

        def arguments(dtype: str = dtype, x: Any = x) -> tuple[Any, ...]:
            b = array(dtype, TAME, 2)
            return np.zeros(len(b), target), b, x

        check_same(function, arguments, None)


def of_ones(dtype: str) -> tuple[Any, ...]:
    return np.zeros(4, dtype), np.ones(4) * 1j


def test_a_complex_number_in_an_array_of_others_is_left_to_cpython(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                a[i] = b[i]
        """,
    )
    for dtype in DTYPES:
        check_same(function, partial(of_ones, dtype), "declined")


@pytest.mark.parametrize("dtype", COMPLEX)
@pytest.mark.parametrize(
    "layout",
    [
        lambda a: a,
        np.asfortranarray,
        lambda a: a[::-1, ::2],
        lambda a: a.T,
        lambda a: np.broadcast_to(a[0], a.shape),
    ],
)
def test_arrays_of_any_strides_are_read_and_written(
    tmp_path: Path, dtype: str, layout: Callable[[Any], Any]
) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(b.shape[0]):
                for j in range(b.shape[1]):
                    b[i, j] = a[i, j] * 2j - b[i, j]
        """,
    )

    def arguments() -> tuple[Any, ...]:
        a = layout((numbers(8, 8) + 1j * numbers(8, 8).T).astype(dtype))
        return a, layout(np.ones((8, 8), dtype)).copy(order="K")

    check_same(function, arguments, "compiled")


def test_mandelbrot_compiles(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, counts, limit):
            for i in range(len(c)):
                z = 0j
                k = 0
                while k < limit and abs(z) <= 2.0:
                    z = z * z + c[i]
                    k += 1
                counts[i] = k
            return z, k
        """,
    )
    c = (np.linspace(-2, 1, 40)[:, None] + 1j * np.linspace(-1.5, 1.5, 30)).ravel()
    check_same(function, lambda: (c, np.zeros(len(c), int), 60), "compiled")


def test_mandelbrot_by_parts_compiles(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, counts, limit):
            for i in range(len(c)):
                z = c[i]
                k = 0
                for k in range(limit):
                    if z.real * z.real + z.imag * z.imag > 4.0:
                        break
                    z = z * z + c[i]
                counts[i] = k
            return z.real, z.imag, k
        """,
    )
    points = (np.linspace(-2, 1, 40)[:, None] + 1j * np.linspace(-1.5, 1.5, 30)).ravel()
    for dtype in COMPLEX:
        c = points.astype(dtype)
        check_same(function, partial(lambda c: (c, np.zeros(len(c), int), 60), c), "compiled")


def test_parts_are_read_before_and_after_a_name_is_bound(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            z = 1j
            for i in range(len(a)):
                b[i] = z.real - (a[i] * z).imag
                z = a[i]
                r = z.imag
            return z, r
        """,
    )
    for dtype in COMPLEX:
        a = array(dtype, TAME, 6)
        check_same(function, partial(lambda a: (a, np.zeros(len(a))), a), None)
    check_same(function, lambda: (numbers(50) * 1j, np.zeros(50)), "compiled")


def test_butterflies_of_a_fourier_transform_compile(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, w):
            n = len(x)
            half = 1
            while half < n:
                for start in range(0, n, 2 * half):
                    for k in range(half):
                        t = w[k * (n // (2 * half))] * x[start + k + half]
                        u = x[start + k]
                        x[start + k] = u + t
                        x[start + k + half] = u - t
                half = half * 2
        """,
    )
    for dtype in COMPLEX:
        w = np.exp(-2j * np.pi * np.arange(32) / 32).astype(dtype)
        x = (numbers(32) + 1j * numbers(31, 32)[0]).astype(dtype)
        check_same(function, partial(lambda x, w: (x.copy(), w), x, w), "compiled")


@pytest.mark.parametrize("dtype", COMPLEX)
@pytest.mark.parametrize("name", ["a", "x"])
def test_magnitudes_are_those_of_python_and_numpy(tmp_path: Path, dtype: str, name: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, x, out):
            for i in range(len(a)):
                r = abs({"a[i]" if name == "a" else "x * i"})
                out[i] = r
            return r
        """,
    )
    random = np.random.default_rng(8)
    values = (random.standard_normal(999) + 1j * random.standard_cauchy(999)).astype(dtype)
    check_same(function, lambda: (values, 0.1 - 3.7j, np.zeros(999)), "compiled")
    wild = complex_array(dtype, WILD)
    for x in (1e308 + 1e308j, complex(np.inf, np.nan), complex(1.0, np.nan), 0j):
        check_same(function, partial(lambda x: (wild, x, np.zeros(len(wild))), x), None)


def test_a_magnitude_that_overflows_raises_in_python_only(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(z):
            for _ in range(2):
                r = abs(z)
            return r
        """,
    )
    seen = check_same(function, lambda: (1.5e308 + 1.5e308j,), "replayed")
    assert seen.error is not None
    assert seen.error[0] is OverflowError
    assert check_same(function, lambda: (np.complex128(1.5e308 + 1.5e308j),), None).error is None


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("a[0] * a[0]", "overflow encountered in scalar multiply"),
        ("b[0] * b[0]", "overflow encountered in scalar multiply"),
        ("a[1] * 0.0", "invalid value encountered in scalar multiply"),
        ("a[2] / (a[2] - a[2])", "divide by zero encountered in scalar divide"),
        ("b[0] * np.float64(1e308)", "overflow encountered in multiply"),
        ("np.float64(1e308) * 1e10j", "overflow encountered in multiply"),
        ("a[0] - -a[0] * 1e200", "overflow encountered in scalar multiply"),
        ("(a[0] * a[0] if a[2] else a[0])", "overflow encountered in scalar multiply"),
    ],
)
def test_what_numpy_warns_of_it_warns_of(tmp_path: Path, value: str, word: str) -> None:
    margin = "\n" + 20 * " "
    for text in (f"t = {value}", f"t = {value}{margin}t = a[2]", f"out[i] = {value}"):
        function = define(
            tmp_path,
            f"""
            def program(a, b, out):
                for i in range(3):
                    t = 0
                    {text}
                return t
            """,
        )
        seen = check_same(
            function,
            lambda: (
                np.array([1e200 + 1e200j, complex(np.inf, 1), 1 + 1j]),
                np.array([1e30 + 1e30j], "complex64"),
                np.zeros(3, "complex128"),
            ),
            "replayed",
        )
        assert word in [one[1] for one in seen.warnings]


@pytest.mark.parametrize(
    "read",
    ["z.real", "z.imag", "z == 2j", "not z", "1.0 if z else 0.0", "bool(z)", "(z + 1j).real"],
)
def test_a_part_that_nobody_reads_warns(tmp_path: Path, read: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b, out):
            for i in range(len(a)):
                z = a[i] * b[i]
                out[i] = {read}
                z = 0j
        """,
    )
    for part in (1e200, 1e200j):
        for other in (1e200, 1e200j):

            def arguments(part: complex = part, other: complex = other) -> tuple[Any, ...]:
                return np.full(9, part + 0j), np.full(9, other + 0j), np.zeros(9)

            seen = check_same(function, arguments, "replayed")
            assert "overflow" in " ".join(one[1] for one in seen.warnings)


def of_two(values: Any) -> tuple[Any, ...]:
    return np.zeros(3, "complex64"), values


def test_a_cast_that_overflows_warns(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                a[i] = b[i]
        """,
    )
    for part in (1e300, 1e300j):
        seen = check_same(function, partial(of_two, np.full(3, part + 1)), "replayed")
        assert "overflow encountered in cast" in seen.warnings[0][1]


def test_a_zero_that_underflowed_has_the_sign_that_numpy_gives_it(tmp_path: Path) -> None:
    function = of_two_elements(tmp_path, "*")
    signs = [complex(*pair) for pair in itertools.product((0.0, -0.0, 1e-200, -1e-200), repeat=2)]
    for x in (1e-200, -1e-200, 0.0, -0.0):

        def arguments(x: float = x) -> tuple[Any, ...]:
            b = np.array(signs)
            return np.full(len(b), x), b, np.zeros(len(b), "complex128")

        check_same(function, arguments, None)
        scaled = define(
            tmp_path,
            """
            def program(a, x, out):
                for i in range(len(a)):
                    out[i] = a[i] * x
            """,
        )
        for z in signs:
            check_same(scaled, partial(_scaling, x, z), None)


def _scaling(x: float, z: complex) -> tuple[Any, ...]:
    return np.full(2, x), z, np.zeros(2, "complex128")


def test_what_has_no_meaning_raises_in_cpython(tmp_path: Path) -> None:
    for value in ("z < 1", "z // 2", "z % 2", "int(z)", "float(z)", "min(z, z)", "math.sqrt(z)"):
        function = define(
            tmp_path,
            f"""
            def program(z):
                for _ in range(2):
                    r = {value}
                return r
            """,
        )
        assert check_same(function, lambda: (1 + 2j,), None).error is not None


def test_numpy_orders_and_powers_are_left_to_cpython(tmp_path: Path) -> None:
    for value in ("a[i] < a[0]", "a[i] ** 4", "np.abs(a[i])", "max(a[i], a[0])"):
        function = define(
            tmp_path,
            f"""
            def program(a):
                for i in range(len(a)):
                    r = {value}
                return r
            """,
        )
        check_same(function, lambda: (array("complex128", TAME, 1),), "declined")
