"""Which cells an operation on live objects touches."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np

Cell = tuple[Hashable, ...]
# Functions that look at an object without reading its elements.
LOOK_ONLY = {len, range, id, type, isinstance, np.shape, np.ndim, np.empty_like, np.zeros_like}
LENGTH_CHANGERS = {"append", "extend", "insert", "pop", "remove", "clear", "popleft", "appendleft"}
REORDERERS = {"sort", "reverse", "fill"}


class Memory:
    """Cells by identity; whatever was seen stays alive, so that no address comes back."""

    def __init__(self) -> None:
        self._alive: dict[int, object] = {}
        self._addresses: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Any] = {}

    def keep(self, value: object) -> int:
        self._alive[id(value)] = value
        return id(value)

    def addresses(self, array: np.ndarray) -> Any:
        """The address of each element, in an array of the same shape."""
        self.keep(array)
        start = array.__array_interface__["data"][0]
        key = (start, array.shape, array.strides)
        if key not in self._addresses:
            self._addresses[key] = start + sum(
                (
                    np.arange(extent).reshape([-1] + [1] * (array.ndim - dimension - 1)) * stride
                    for dimension, (extent, stride) in enumerate(
                        zip(array.shape, array.strides, strict=True)
                    )
                ),
                np.zeros(array.shape, dtype=np.int64),
            )
        return self._addresses[key]

    def length(self, container: object) -> Cell:
        return ("length", self.keep(container))

    def selected(self, base: Any, index: Any) -> Iterator[Cell]:
        """The cells of base[index]; none for what can't change."""
        if isinstance(base, np.flatiter):
            yield from self._of_addresses(self.addresses(base.base).ravel()[index])
        elif isinstance(base, np.ndarray):
            yield from self._of_addresses(self.addresses(base)[index])
        elif isinstance(base, list):
            positions = range(len(base))[index]
            for position in [positions] if isinstance(positions, int) else positions:
                yield ("element", self.keep(base), position)
        elif isinstance(base, dict):
            yield ("element", self.keep(base), index)

    def whole(self, value: Any) -> Iterator[Cell]:
        """All cells of an array, or of a list with the lists and arrays in it."""
        if isinstance(value, np.ndarray):
            yield from self._of_addresses(self.addresses(value))
        elif isinstance(value, list):
            yield self.length(value)
            yield from self.selected(value, slice(None))
            for item in value:
                yield from self.whole(item)
        elif isinstance(value, (dict, set)):
            yield self.length(value)
            if isinstance(value, dict):
                yield from (("element", self.keep(value), key) for key in value)
        elif isinstance(value, tuple):
            for item in value:
                yield from self.whole(item)

    def _of_addresses(self, addresses: Any) -> Iterator[Cell]:
        for address in np.asarray(addresses).ravel().tolist():
            yield ("element", "memory", address)


def is_view_of(value: object, base: object) -> bool:
    return (
        isinstance(value, np.ndarray)
        and isinstance(base, np.ndarray)
        and np.may_share_memory(value, base)
    )


class Elements(Sequence[Any]):
    """A list or array that is iterated: each step reads the length and one element."""

    def __init__(self, of: Any, load: Any) -> None:
        self._of = of
        self._load = load

    def __len__(self) -> int:
        return len(self._of)

    def __getitem__(self, index: Any) -> Any:
        return self._load(self._of, index)
