"""Parts of the region language, so that narrow programs reach what broad ones never do."""

from __future__ import annotations

import random
from dataclasses import dataclass

OPERATORS = ("divide", "floor", "power", "shift", "bits", "compare", "logic", "ternary")
CALLS = (
    "builtins",
    "sums",
    "magnitudes",
    "parts",
    "conversions",
    "math",
    "cmath",
    "other cmath",
    "numpy",
    "constructors",
    "helpers",
)
READS = (
    "attributes",
    "boxes",
    "globals",
    "odd literals",
    "negative index",
    "wild index",
    "scatter",
)
STATEMENTS = (
    "augmented",
    "tuples",
    "if",
    "slices",
    "whole rows",
    "rows",
    "fresh arrays",
    "idioms",
    "rebinding",
    "unbound",
    "overflow",
    "refused",
)
LOOPS = (
    "step",
    "triangular",
    "dynamic bounds",
    "elements",
    "enumerate",
    "zip",
    "reversed",
    "while",
    "break",
    "continue",
    "else",
)
GROUPS = frozenset((*OPERATORS, *CALLS, *READS, *STATEMENTS, *LOOPS))

SIGNED = ("int8", "int16", "int32", "int64")
UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
FLOATS = ("float32", "float64")
COMPLEXES = ("complex64", "complex128")
DTYPES = ("bool", *SIGNED, *UNSIGNED, *FLOATS, *COMPLEXES)
REFUSED_DTYPES = ("float16", "object", "longdouble")

PLAIN_LAYOUTS = ("C", "C", "C", "F", "strided", "reversed", "transposed", "offset")
SAFE_LAYOUTS = (*PLAIN_LAYOUTS, *PLAIN_LAYOUTS, "read-only", "broadcast")
ODD_LAYOUTS = ("broadcast", "unaligned", "byte-swapped", "read-only", "subclass")

PYTHON_SCALARS = ("bool", "int", "float", "complex")
NUMPY_SCALARS = DTYPES
ODD_SCALARS = ("0-d array", "subclass of int", "subclass of float", "fraction")


@dataclass(frozen=True)
class Profile:
    """What a program may use. `lists` are element types of list parameters."""

    name: str
    groups: frozenset[str]
    dtypes: tuple[str, ...] = DTYPES
    layouts: tuple[str, ...] = PLAIN_LAYOUTS
    lists: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ("int", "float")
    weight: int = 2
    deepest: int = 3
    stores_once: bool = False
    """Each array is stored to by one statement at most: most such loops compile."""
    share_of_integers: float = 0.0
    """How many of the numbers that may be of any kind are ints."""

    @property
    def has_complex(self) -> bool:
        return any("complex" in name for name in (*self.dtypes, *self.lists, *self.scalars))

    def has(self, group: str) -> bool:
        return group in self.groups


_BASE = frozenset(("augmented", "step", "triangular", "idioms"))
_BRANCHES = frozenset(("if", "compare", "logic", "ternary"))
_ITERATION = frozenset(LOOPS)

PROFILES = (
    Profile("affine", _BASE | {"divide", "negative index"}, ("float64",), SAFE_LAYOUTS, weight=4),
    Profile(
        "single stores",
        frozenset(("step", "triangular", "augmented", "divide")),
        ("float64",),
        SAFE_LAYOUTS,
        weight=4,
        stores_once=True,
    ),
    Profile(
        "whole numbers",
        frozenset(("step", "triangular", "odd literals")),
        ("float64",),
        scalars=("int",),
        stores_once=True,
        share_of_integers=0.8,
    ),
    Profile(
        "floats", _BASE | _BRANCHES | {"divide", "floor", "power", "builtins", "tuples"}, FLOATS
    ),
    Profile(
        "integers",
        _BASE
        | _BRANCHES
        | {"floor", "bits", "shift", "scatter", "overflow", "divide", "odd literals"},
        ("bool", *SIGNED, *UNSIGNED),
        scalars=("int", "bool", *SIGNED, *UNSIGNED),
        weight=3,
    ),
    Profile(
        "complex numbers",
        _BASE | _BRANCHES | {"divide", "power", "cmath", "other cmath", "attributes", "builtins"},
        (*COMPLEXES, "float64"),
        scalars=("complex", "float", *COMPLEXES),
    ),
    Profile(
        "complex arithmetic",
        frozenset(
            ("augmented", "step", "triangular", "divide", "if", "compare", "magnitudes", "parts")
        ),
        (*COMPLEXES, *COMPLEXES, *FLOATS, "int32"),
        scalars=("complex", "float", *COMPLEXES),
        weight=4,
        stores_once=True,
    ),
    Profile(
        "lists",
        _BASE | _BRANCHES | {"elements", "enumerate", "zip", "reversed", "builtins", "floor"},
        ("float64", "int64"),
        lists=("int", "float", "bool", "int", "float", "mixed", "huge"),
        scalars=PYTHON_SCALARS,
        weight=3,
    ),
    Profile(
        "iteration",
        _BASE | _BRANCHES | _ITERATION | {"tuples", "unbound"},
        ("float64", "int64", "float32"),
        lists=("int", "float"),
        weight=3,
    ),
    Profile(
        "boxes",
        frozenset(
            (
                *("boxes", "slices", "whole rows", "augmented", "divide"),
                *("if", "compare", "elements", "enumerate"),
            )
        ),
        ("float64",),
        lists=("float",),
        stores_once=True,
        weight=3,
    ),
    Profile(
        "complex functions",
        frozenset(("augmented", "step", "triangular", "if", "compare", "power", "cmath", "parts")),
        ("complex128", *COMPLEXES, *FLOATS, "int32"),
        scalars=("complex", "float", "int", *COMPLEXES),
        weight=3,
        stores_once=True,
    ),
    Profile("mathematics", _BASE | {"math", "if"}, ("float64", "float32"), weight=2),
    Profile(
        "functions of numpy",
        _BASE | {"numpy", "constructors"},
        ("float64", "float32", "int64"),
        scalars=("float", "int", "float64", "float32"),
    ),
    Profile(
        "calls",
        _BASE | {"builtins", "conversions", "constructors", "helpers", "compare", "globals"},
        ("float64", "float32", "int64"),
        scalars=("float", "int", "float64", "float32"),
    ),
    Profile(
        "scalars",
        _BASE
        | _BRANCHES
        | {"divide", "floor", "power", "bits", "builtins", "rebinding", "odd literals"},
        ("float64", "int64"),
        scalars=(*PYTHON_SCALARS, "huge", *NUMPY_SCALARS),
        weight=3,
    ),
    Profile(
        "sums",
        frozenset(("sums", "augmented", "divide", "if", "compare", "logic", "ternary")),
        ("float64", "float64", "float32", "int64", "int32", "bool", "complex128"),
        SAFE_LAYOUTS,
        lists=("int", "float", "bool", "mixed"),
        scalars=("float", "int", "bool", "float64", "int16"),
        weight=3,
        stores_once=True,
    ),
    Profile(
        "fresh arrays",
        frozenset(
            ("fresh arrays", "augmented", "divide", "if", "compare", "sums", "slices", "whole rows")
        ),
        ("float64", "float32", "int64"),
        scalars=("float", "int"),
        weight=3,
        stores_once=True,
    ),
    Profile(
        "slices",
        frozenset(("slices", "rows", "fresh arrays", "divide", "augmented", "if", "numpy")),
        ("float64", "float32", "int64", "complex128", "bool"),
        weight=3,
    ),
    Profile(
        "slice statements",
        frozenset(
            ("slices", "whole rows", "augmented", "divide", "triangular", "step", "if", "compare")
        ),
        ("float64", "float64", "float32", "int64", "int32", "uint8", "complex128"),
        SAFE_LAYOUTS,
        scalars=("float", "int", "float64", "float32", "int8"),
        weight=4,
    ),
    Profile(
        "indices",
        _BASE | {"scatter", "wild index", "negative index", "dynamic bounds", "if", "compare"},
        ("float64", "int64", "int32", "uint8"),
        lists=("int",),
    ),
    Profile(
        "scatters",
        frozenset(("scatter", "augmented", "divide")),
        ("float64", "int64"),
        lists=("float", "int"),
        scalars=("int", "float"),
        stores_once=True,
    ),
    Profile(
        "odd arguments",
        _BASE | _BRANCHES | {"divide", "builtins"},
        (*DTYPES, *REFUSED_DTYPES),
        (*PLAIN_LAYOUTS, *ODD_LAYOUTS, *ODD_LAYOUTS),
        lists=("float", "mixed", "complex"),
        scalars=(*PYTHON_SCALARS, *NUMPY_SCALARS, *ODD_SCALARS, *ODD_SCALARS),
        weight=1,
    ),
    Profile(
        "everything",
        GROUPS,
        DTYPES,
        (*PLAIN_LAYOUTS, *PLAIN_LAYOUTS, *ODD_LAYOUTS),
        lists=("int", "float", "bool", "mixed"),
        scalars=("int", "float", *PYTHON_SCALARS, *NUMPY_SCALARS),
    ),
)
PROFILE_NAMES = (*(profile.name for profile in PROFILES), "mixture")


def choose_profile(source: random.Random, name: str = "") -> Profile:
    """The profile of that name, or one by weight; a mixture is drawn afresh each time."""
    weights = [*(profile.weight for profile in PROFILES), 4]
    chosen = name or source.choices(PROFILE_NAMES, weights)[0]
    if chosen == "mixture":
        return _mixture(source)
    return next(profile for profile in PROFILES if profile.name == chosen)


def _mixture(source: random.Random) -> Profile:
    """A coin for each group, a few element types."""
    share = source.choice((0.15, 0.3, 0.6))
    groups = frozenset(group for group in sorted(GROUPS) if source.random() < share)
    return Profile(
        "mixture",
        groups | {"augmented"},
        tuple(source.sample(DTYPES, source.randint(1, 3))),
        tuple(source.sample(PLAIN_LAYOUTS, 3)),
        source.choice(((), ("int",), ("float",), ("int", "float", "bool"))),
        ("int", "float", *source.sample((*PYTHON_SCALARS, *NUMPY_SCALARS), 2)),
    )
