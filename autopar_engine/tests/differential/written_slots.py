"""Which slots of lists a call stores to, whether or not it changes them, and objects of which."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, SupportsIndex

from call_outcome import Arguments
from canonical_form import slot_origins


@dataclass
class Stores:
    """Slots by the names that `canonical_form.slot_origins` gives them.

    `moved` are those whose objects, as they were before the call, are stored to some slot.
    """

    written: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)


class RecordingList(list[Any]):
    """A list that notes the positions that are stored to; all of them once a slice is."""

    def __init__(
        self, name: str, items: list[Any], stores: Stores, origins: dict[int, str]
    ) -> None:
        super().__init__(items)
        self._name = name
        self._stores = stores
        self._origins = origins

    def __setitem__(self, place: SupportsIndex | slice, value: Any) -> None:
        super().__setitem__(place, value)
        if isinstance(place, slice):
            self._stores.written |= {f"{self._name}[{each}]" for each in range(len(self))}
            self._stores.moved |= {*self._origins.values()}
            return
        self._stores.written.add(f"{self._name}[{place.__index__() % len(self)}]")
        if id(value) in self._origins:
            self._stores.moved.add(self._origins[id(value)])


def stores_to_slots(
    function: Callable[..., object], make_arguments: Callable[[], Arguments]
) -> Stores:
    """What one call of the function, which is CPython's, does."""
    stores = Stores()
    recorders: dict[int, RecordingList] = {}
    originals = make_arguments()
    origins = slot_origins(originals)

    def recording(name: str, value: object) -> object:
        if not isinstance(value, list):
            return value
        if id(value) not in recorders:
            items = [recording(f"{name}[{place}]", item) for place, item in enumerate(value)]
            recorders[id(value)] = RecordingList(name, items, stores, origins)
        return recorders[id(value)]

    arguments = {name: recording(name, value) for name, value in originals.items()}
    with contextlib.suppress(Exception):
        function(**arguments)
    return stores
