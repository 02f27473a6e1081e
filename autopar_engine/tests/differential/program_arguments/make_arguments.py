"""Makes the arguments of a call. Two calls with one seed give equal graphs of distinct objects."""

from __future__ import annotations

import numpy as np

from program_arguments.boxes import AnyBox, make_box
from program_arguments.layouts import laid_out
from program_arguments.numbers import Array, contents, scalar
from program_arguments.parameters import (
    ArrayParameter,
    BoxParameter,
    ListParameter,
    Parameter,
    ScalarParameter,
    Signature,
    SizeParameter,
)


def make_arguments(signature: Signature, size: int, seed: int) -> dict[str, object]:
    """The arguments by name, in the order of the parameters."""
    numbers = np.random.default_rng(seed)
    arguments: dict[str, object] = {}
    for parameter in signature.parameters:
        arguments[parameter.name] = _make(parameter, signature, size, numbers, arguments)
    return arguments


def _make(
    parameter: Parameter,
    signature: Signature,
    size: int,
    numbers: np.random.Generator,
    others: dict[str, object],
) -> object:
    if isinstance(parameter, ArrayParameter):
        shape = _shape(signature, size, parameter.rank)
        return (
            _aliased(parameter.alias, others)
            if parameter.alias
            else _array(parameter, shape, numbers)
        )
    if isinstance(parameter, ListParameter):
        if parameter.alias:
            return others[parameter.alias.split()[1]]
        return _list(parameter, _shape(signature, size, parameter.rank), numbers)
    if isinstance(parameter, SizeParameter):
        value = max(0, size - parameter.less)
        return value if parameter.type == "int" else np.int64(value).astype(parameter.type)
    if isinstance(parameter, ScalarParameter):
        return scalar(
            numbers, parameter.type, is_small=parameter.is_small, is_extreme=parameter.is_extreme
        )
    assert isinstance(parameter, BoxParameter)
    return _box(parameter, _shape(signature, size, 1), size, numbers, others)


def _box(
    parameter: BoxParameter,
    shape: tuple[int, ...],
    size: int,
    numbers: np.random.Generator,
    others: dict[str, object],
) -> AnyBox:
    values, fresh = (contents(numbers, np.dtype("float64"), shape, "signed") for _ in range(2))
    attributes = {
        "count": size,
        "scale": 0.75 if parameter.is_float else 3,
        "values": values,
        "kept": {"": fresh, "values": values}.get(parameter.alias, others.get(parameter.alias)),
        "items": _items("float", shape[0], numbers),
    }
    return make_box(parameter.kind, attributes)


def _shape(signature: Signature, size: int, rank: int) -> tuple[int, ...]:
    extent = size + signature.room
    return (extent, extent + signature.width, extent)[:rank]


def _array(
    parameter: ArrayParameter, shape: tuple[int, ...], numbers: np.random.Generator
) -> Array:
    if parameter.dtype == "object":
        data = contents(numbers, np.dtype("float64"), shape, parameter.values)
        return data.astype(object)
    data = contents(numbers, np.dtype(parameter.dtype), shape, parameter.values)
    return laid_out(data, parameter.layout)


def _aliased(alias: str, others: dict[str, object]) -> Array:
    way, name = alias.split()
    array = others[name]
    assert isinstance(array, np.ndarray)
    if way == "overlap":
        both = np.concatenate([array, array[:1]])
        others[name] = both[: len(array)]
        return both[1:]
    if way == "shifted":
        return array[1:]
    if way == "backward":
        return array[::-1]
    return array[0] if way == "row" else array


def _list(parameter: ListParameter, shape: tuple[int, ...], numbers: np.random.Generator) -> object:
    if parameter.rank == 1:
        items = _items(parameter.element, shape[0], numbers)
        return tuple(items) if parameter.shape == "tuple" else items
    rows = [_items(parameter.element, shape[1], numbers) for _ in range(shape[0])]
    if parameter.shape == "shared" and len(rows) > 1:
        rows[1] = rows[0]
        rows[-1] = rows[len(rows) // 2]
    if parameter.shape == "ragged":
        rows = [row[: max(1, len(row) - place % 3)] for place, row in enumerate(rows)]
    return rows


def _items(element: str, count: int, numbers: np.random.Generator) -> list[object]:
    if element == "positions":
        if numbers.random() < 0.5:
            return [int(value) for value in numbers.permutation(count)]
        return [int(value) for value in numbers.integers(0, max(1, count), size=count)]
    if element == "mixed":
        types = ("int", "float", "bool", "float64", "int")
        return [scalar(numbers, types[place % 5], is_small=True) for place in range(count)]
    if element in ("int", "huge"):
        base = 0 if element == "int" else 2**62
        return [base + int(value) for value in numbers.integers(-9, 10, size=count)]
    if element == "bool":
        return [bool(value) for value in numbers.integers(0, 2, size=count)]
    reals = [float(value) for value in numbers.normal(size=count)]
    if element == "float":
        return list(reals)
    return [complex(value, 1.0) for value in reals]
