"""Texts of expressions, with what the generator knows of their values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum


class Kind(IntEnum):
    """What sort of number a value is, ordered by what the sum of two becomes."""

    BOOL = 0
    INT = 1
    FLOAT = 2
    COMPLEX = 3


class Level(IntEnum):
    """How tightly the outermost operator of a text binds."""

    TERNARY = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARE = 4
    BIT_OR = 5
    BIT_XOR = 6
    BIT_AND = 7
    SHIFT = 8
    SUM = 9
    PRODUCT = 10
    UNARY = 11
    POWER = 12
    ATOM = 13


@dataclass(frozen=True)
class Value:
    """An expression. `is_nonzero` and `is_small` (an int in 0 to 9) hold for nearly all data."""

    text: str
    kind: Kind
    level: Level = Level.ATOM
    is_nonzero: bool = False
    is_small: bool = False

    def inside(self, least: Level) -> str:
        """The text as an operand that has to bind at least that tightly."""
        return self.text if self.level >= least else f"({self.text})"

    def in_parentheses(self) -> Value:
        return self if self.text.startswith("(") else replace(self, text=f"({self.text})")


def literal(text: str, kind: Kind, *, is_nonzero: bool = True, is_small: bool = False) -> Value:
    level = Level.UNARY if text.startswith("-") else Level.ATOM
    return Value(text, kind, level=level, is_nonzero=is_nonzero, is_small=is_small)


KIND_OF_DTYPE = {
    "bool": Kind.BOOL,
    "int8": Kind.INT,
    "int16": Kind.INT,
    "int32": Kind.INT,
    "int64": Kind.INT,
    "uint8": Kind.INT,
    "uint16": Kind.INT,
    "uint32": Kind.INT,
    "uint64": Kind.INT,
    "float16": Kind.FLOAT,
    "float32": Kind.FLOAT,
    "float64": Kind.FLOAT,
    "longdouble": Kind.FLOAT,
    "complex64": Kind.COMPLEX,
    "complex128": Kind.COMPLEX,
    "object": Kind.FLOAT,
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "complex": Kind.COMPLEX,
    "huge": Kind.INT,
    "mixed": Kind.FLOAT,
    "intp": Kind.INT,
    "positions": Kind.INT,
    "0-d array": Kind.FLOAT,
    "subclass of int": Kind.INT,
    "subclass of float": Kind.FLOAT,
    "fraction": Kind.FLOAT,
}
