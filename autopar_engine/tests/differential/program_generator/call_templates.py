"""The calls of the region language, as texts with gaps.

Gaps: {f} a number that is not complex, {p} one that is made positive, {d} one that is not zero,
{i} an int, {s} a small int, {c} any number, {b} a condition, {v} the name of a vector, {r} a row of
a matrix, {x} the name of a complex scalar.
"""

from __future__ import annotations

from dataclasses import dataclass

from program_generator.values import Kind


@dataclass(frozen=True)
class CallTemplate:
    """`construct` is what the table of compiled runs counts it as."""

    text: str
    kind: Kind
    weight: float = 1.0

    @property
    def construct(self) -> str:
        return self.text.split("(")[0] + "()"


def _floats(*texts: str, weight: float = 1.0) -> tuple[CallTemplate, ...]:
    return tuple(CallTemplate(text, Kind.FLOAT, weight) for text in texts)


def _ints(*texts: str, weight: float = 1.0) -> tuple[CallTemplate, ...]:
    return tuple(CallTemplate(text, Kind.INT, weight) for text in texts)


def _bools(*texts: str) -> tuple[CallTemplate, ...]:
    return tuple(CallTemplate(text, Kind.BOOL) for text in texts)


def _complexes(*texts: str) -> tuple[CallTemplate, ...]:
    return tuple(CallTemplate(text, Kind.COMPLEX) for text in texts)


TEMPLATES: dict[str, tuple[CallTemplate, ...]] = {
    "builtins": (
        *_floats("min({f}, {f})", "max({f}, {f})", "max({f}, {f}, {f})", "abs({f})", weight=2),
        *_floats("min({f}, {f}, 0)", "max(0.0, {f})", "abs({c})", "sum({v})", "pow({f}, 2)"),
        *_ints("len({v})", "round({p} % 100)", "abs({i})", "min({i}, {i})", "max({i}, {i})"),
        *_ints("pow({s}, 3)", "pow({i}, 2, 7)", "divmod({i}, 5)[1]"),
        *_floats("round({f}, 2)", weight=0.2),
    ),
    "sums": (
        *_floats("sum({v})", "sum({r})", weight=3),
        *_floats("sum({v}, {f})", "sum({r}, {f})", "sum({v}, start={f})"),
        *_ints("sum(range({s}))", "sum(range({s}, 9, 2))", "sum(range(5, {s}, -1), 3)"),
    ),
    "magnitudes": _floats("abs({c})"),
    "parts": _floats("{x}.real", "{x}.imag"),
    "conversions": (
        *_floats("float({f})", weight=3),
        *_ints("int({f} % 100)", "int({i})", weight=2),
        *_bools("bool({f})", "bool({i})"),
        *_complexes("complex({f})", "complex({f}, {f})"),
    ),
    "math": (
        *_floats("math.sqrt(abs({f}))", "math.exp(min({f}, 5.0))", "math.log({p})", weight=2),
        *_floats("math.sin({f})", "math.cos({f})", "math.tan({f})", "math.atan({f})"),
        *_floats("math.tanh({f})", "math.sinh(min({f}, 5))", "math.asinh({f})", "math.fabs({f})"),
        *_floats("math.hypot({f}, {f})", "math.atan2({f}, {f})", "math.copysign({f}, {f})"),
        *_floats("math.fmod({f}, {d})", "math.pow({p}, 0.75)", "math.erf({f})", "math.erfc({f})"),
        *_floats(
            "math.gamma({p})", "math.lgamma({p})", "math.expm1(min({f}, 3))", "math.cbrt({f})"
        ),
        *_floats("math.log1p(abs({f}))", "math.log2({p})", "math.log10({p})", "math.log({p}, 2)"),
        *_floats("math.degrees({f})", "math.radians({f})", "math.ldexp({f}, {s})"),
        *_floats("math.remainder({f}, {d})", "math.acos({f} % 1)", "math.sqrt({f})"),
        *_ints("math.floor({f} % 50)", "math.ceil({f} % 50)", "math.trunc({f} % 50)"),
        *_ints("math.gcd({i}, {i})", "math.isqrt(abs({i}))", "math.factorial({s})"),
        *_bools("math.isnan({f})", "math.isinf({f})", "math.isfinite({f})"),
    ),
    "cmath": (
        *_complexes("cmath.sqrt({c})", "cmath.sin({c})", "cmath.exp({c} / 8)", "cmath.cos({c})"),
        *_complexes("cmath.log({d})", "cmath.log({c})", "cmath.rect({f}, {f})"),
        *_complexes("cmath.sinh({c} / 8)", "cmath.cosh({c} / 8)"),
        *_floats("cmath.phase({c})", weight=2),
        *_bools("cmath.isnan({c})", "cmath.isfinite({c})", "cmath.isinf({c})"),
    ),
    "other cmath": (
        *_complexes("cmath.tanh({c})", "cmath.atan({c})", "cmath.log({d}, 2)"),
        *_bools("cmath.isclose({c}, {c})"),
    ),
    "numpy": (
        *_floats("np.sqrt(abs({f}))", "np.exp(min({f}, 5.0))", "np.log({p})", weight=2),
        *_floats("np.sin({f})", "np.cos({f})", "np.tanh({f})", "np.arctan({f})", "np.floor({f})"),
        *_floats("np.ceil({f})", "np.maximum({f}, {f})", "np.minimum({f}, {f})", "np.sign({f})"),
        *_floats("np.hypot({f}, {f})", "np.arctan2({f}, {f})", "np.square({f})", "np.fmax({f}, 1)"),
        *_floats("np.power({p}, 0.5)", "np.mod({f}, {d})", "np.fmod({f}, {d})", "np.log1p({p})"),
        *_floats("np.cbrt({f})", "np.rint({f})", "np.trunc({f})", "np.copysign({f}, {f})"),
        *_complexes("np.abs({c})", "np.conj({c})", "np.multiply({c}, {c})", "np.add({c}, {c})"),
        *_floats("np.sum({v})", "np.max({v})"),
        *_ints("np.maximum({i}, {i})", "np.fmin({i}, {i})", "np.abs({i})"),
        *_bools(
            "np.isnan({f})", "np.isfinite({f})", "np.less({f}, {f})", "np.logical_and({b}, {b})"
        ),
    ),
    "constructors": (
        *_floats("np.float64({f})", "np.float32({f} % 1000)", weight=2),
        *_ints("np.int64({i} % 1000)", "np.int32({s})", "np.uint8({s})", "np.int8({s})"),
        *_complexes("np.complex128({c})", "np.complex64({s})"),
        *_bools("np.bool_({b})"),
    ),
    "attributes": _floats("{x}.real", "{x}.imag") + _complexes("{x}.conjugate()"),
}
