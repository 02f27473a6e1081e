"""A graph of objects as text: types, bits, layouts, and which objects are one and the same."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from program_arguments.boxes import AnyBox, attributes_of

# A long double of x86 is 10 bytes, and 6 that nobody sets.
_PADDED_ITEM = 16
_BYTES_THAT_COUNT = 10

Array = np.ndarray[Any, np.dtype[Any]]


class Describer:
    """Gives each array, list and object a number when it first sees it, and refers to it later.

    Two graphs give the same texts, described in the same order, exactly if they have the same
    shape, types and bits. Every NaN counts as the same one. `origins` names objects by id, so that
    a text tells that a value is that very object.
    """

    def __init__(self, origins: dict[int, str] | None = None) -> None:
        self._numbers: dict[int, int] = {}
        self._alive: list[object] = []
        self._origins = origins or {}

    def describe(self, value: object, *, with_origin: bool = False) -> str:
        if with_origin and id(value) in self._origins:
            return f"{self._origins[id(value)]} itself: {self.describe(value)}"
        if isinstance(value, np.ndarray):
            return self._once(value, lambda: self._array(value))
        if isinstance(value, list):
            return self._once(value, lambda: f"{_type(value)} [{self._items(value)}]")
        if isinstance(value, tuple):
            return f"{_type(value)} ({self._items(value)})"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.describe(value[key])}" for key in value) + "}"
        if isinstance(value, AnyBox):
            return self._once(value, lambda: f"object {self.describe(attributes_of(value))}")
        return scalar_text(value)

    def _items(self, values: list[object] | tuple[object, ...]) -> str:
        return ", ".join(self.describe(item) for item in values)

    def _once(self, value: object, describe: Any) -> str:
        number = self._numbers.get(id(value))
        if number is not None:
            return f"#{number}"
        number = self._numbers[id(value)] = len(self._numbers)
        self._alive.append(value)
        return f"#{number} {describe()}"

    def _array(self, value: Array) -> str:
        access = "writeable" if value.flags.writeable else "read-only"
        head = f"{_type(value)} {value.dtype.str} {value.shape} {value.strides} {access}"
        root = root_of(value)
        if root is value:
            return f"{head} {self._contents(value)}"
        place = address(value) - address(root)
        return f"{head} at byte {place} of {self.describe(root)} {self._contents(value)}"

    def _contents(self, value: Array) -> str:
        if value.dtype == object:
            return f"[{self._items(value.ravel().tolist())}]"
        return bits(value)


def _type(value: object) -> str:
    return type(value).__name__


def root_of(value: Array) -> Array:
    """The array that owns the memory, as far as it is an array."""
    while isinstance(value.base, np.ndarray):
        value = value.base
    return value


def address(value: Array) -> int:
    return int(value.__array_interface__["data"][0])


def bits(value: Array) -> str:
    """The elements' bytes, each NaN replaced by one and the same."""
    plain = np.array(value, order="C", subok=False).reshape(-1)
    if plain.dtype.kind in "fc":
        parts = plain.view(_part_of(plain.dtype)) if plain.dtype.kind == "c" else plain
        parts[np.isnan(parts)] = np.nan
        if parts.dtype.itemsize == _PADDED_ITEM:
            return _without_padding(parts).tobytes().hex()
    return plain.tobytes().hex()


def _without_padding(parts: Array) -> Array:
    native = parts.astype(parts.dtype.newbyteorder("="))
    return native.view(np.uint8).reshape(-1, _PADDED_ITEM)[:, :_BYTES_THAT_COUNT]


def _part_of(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype(f"{dtype.byteorder}f{dtype.itemsize // 2}")


def scalar_text(value: object) -> str:
    """Type and bits of a number; the text of anything else."""
    if isinstance(value, np.generic):
        return f"{_type(value)} {bits(np.asarray(value))}"
    if type(value) is float:
        return f"float {_double(value)}"
    if type(value) is complex:
        return f"complex {_double(value.real)} {_double(value.imag)}"
    if type(value) is int:
        return f"int {value:#x}"
    return f"{_type(value)} {value!r}"


def _double(value: float) -> str:
    return "nan" if value != value else struct.pack("<d", value).hex()


def slot_origins(arguments: dict[str, object]) -> dict[int, str]:
    """Names for the objects in the slots of lists, by id, where an object is in one slot only."""
    found: dict[int, str] = {}
    twice: set[int] = set()

    def visit(name: str, values: list[object]) -> None:
        for place, item in enumerate(values):
            text = f"{name}[{place}]"
            if isinstance(item, list):
                visit(text, item)
            elif id(item) in found:
                twice.add(id(item))
            else:
                found[id(item)] = text

    for name, value in arguments.items():
        if isinstance(value, list):
            visit(name, value)
    return {key: text for key, text in found.items() if key not in twice}
