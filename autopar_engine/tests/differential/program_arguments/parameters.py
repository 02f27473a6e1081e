"""What a program's arguments shall be: one description for each parameter, without any data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ArrayParameter:
    """`values` is one of signed, positive, extreme, positions, permutation and mask.

    `alias` is empty or says how it lies to the array of another parameter: "same u", "shifted u",
    "backward u" (a reversed view), "row a", or "overlap u" (one row further, with as many rows).
    """

    name: str
    dtype: str
    rank: int = 1
    layout: str = "C"
    values: str = "signed"
    alias: str = ""


@dataclass(frozen=True)
class ListParameter:
    """`element` is bool, int, float, complex, huge, mixed or positions.

    `shape` is flat, nested, shared (rows are one object), ragged or tuple; `alias` is "same x".
    """

    name: str
    element: str
    shape: str = "flat"
    alias: str = ""

    @property
    def rank(self) -> int:
        return 1 if self.shape in ("flat", "tuple") else 2


@dataclass(frozen=True)
class ScalarParameter:
    """`type` is bool, int, float, complex, huge, a NumPy dtype or odd.

    `is_small`: from 1 to 9; `is_extreme`: at the limits of its type.
    """

    name: str
    type: str
    is_small: bool = False
    is_extreme: bool = False


@dataclass(frozen=True)
class SizeParameter:
    """The size of the call less `less`, never negative; `type` as in ScalarParameter."""

    name: str
    type: str = "int"
    less: int = 0


@dataclass(frozen=True)
class BoxParameter:
    """An object with count (the size), scale, values and kept (arrays) and items (a list).

    `kind` is one of BOX_KINDS; `alias` is empty or names what `kept` is: `values`, or the array of
    another parameter.
    """

    name: str
    is_float: bool = True
    kind: str = "namespace"
    alias: str = ""


Parameter = ArrayParameter | ListParameter | ScalarParameter | SizeParameter | BoxParameter


@dataclass(frozen=True)
class Signature:
    """`room`: how much longer than the size every extent is; `width`: columns beyond the rows."""

    parameters: tuple[Parameter, ...]
    room: int = 2
    width: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.parameters)

    @property
    def rank(self) -> int:
        """The highest rank of an array or a list."""
        ranked = (ArrayParameter, ListParameter)
        return max(
            (parameter.rank for parameter in self.parameters if isinstance(parameter, ranked)),
            default=1,
        )
