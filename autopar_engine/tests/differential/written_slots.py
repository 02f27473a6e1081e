"""Which slots of lists a call stores to, whether or not it changes them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, SupportsIndex

from call_outcome import Arguments


class RecordingList(list[Any]):
    """A list that notes the positions that are stored to; all of them once a slice is."""

    def __init__(self, name: str, items: list[Any], written: set[str]) -> None:
        super().__init__(items)
        self._name = name
        self._written = written

    def __setitem__(self, place: SupportsIndex | slice, value: Any) -> None:
        super().__setitem__(place, value)
        if isinstance(place, slice):
            self._written |= {f"{self._name}[{each}]" for each in range(len(self))}
        else:
            self._written.add(f"{self._name}[{place.__index__() % len(self)}]")


def written_slots(
    function: Callable[..., object], make_arguments: Callable[[], Arguments]
) -> set[str]:
    """The slots by the names that `canonical_form.slot_origins` gives them."""
    written: set[str] = set()
    recorders: dict[int, RecordingList] = {}
    originals = make_arguments()

    def recording(name: str, value: object) -> object:
        if not isinstance(value, list):
            return value
        if id(value) not in recorders:
            items = [recording(f"{name}[{place}]", item) for place, item in enumerate(value)]
            recorders[id(value)] = RecordingList(name, items, written)
        return recorders[id(value)]

    arguments = {name: recording(name, value) for name, value in originals.items()}
    with contextlib.suppress(Exception):
        function(**arguments)
    return written
