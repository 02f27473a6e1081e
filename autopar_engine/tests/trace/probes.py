"""What a rewritten program calls instead of touching names, elements and attributes itself."""

from __future__ import annotations

import random
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from memory import LENGTH_CHANGERS, LOOK_ONLY, REORDERERS, Elements, Memory, is_view_of
from recorder import Recorder, Site

# Objects with order or state of their own that no cell shows: one cell stands for all of it.
OUTPUT = ("world", "output")
RANDOM = ("world", "random")


class Slot:
    """`base[index]` or `base.name` as the target of a store."""

    def __init__(self, get: Callable[[], Any], put: Callable[[Any], None]) -> None:
        self._get = get
        self._put = put

    @property
    def value(self) -> Any:
        return self._get()

    @value.setter
    def value(self, new: Any) -> None:
        self._put(new)


def result_arrays(function: Any, arguments: Sequence[Any], named: dict[str, Any]) -> list[Any]:
    """What the call stored its result in: `out=`, or by position behind the operands."""
    places = [named.get("out")]
    if isinstance(function, np.ufunc):
        places += arguments[function.nin :]
    elif isinstance(getattr(function, "__self__", None), np.ndarray):
        places += arguments[1:]
    return [each for each in places if isinstance(each, np.ndarray)]


class Probes:
    def __init__(self, sites: list[Site], recorder: Recorder, namespace: dict[str, Any]) -> None:
        self.sites = sites
        self.recorder = recorder
        self.namespace = namespace
        self.memory = Memory()
        self.frames = 0

    def frame(self) -> int:
        self.frames += 1
        return self.frames

    # Names.

    def name(self, site: int, frame: int, value: Any) -> Any:
        own = self.sites[site]
        self.recorder.read(("name", frame, own.text), own, value)
        return value

    def wrote(self, site: int, frame: int) -> None:
        own = self.sites[site]
        self.recorder.write(("name", frame, own.text), own)

    def in_place(self, site: int, frame: int, old: Any, new: Any) -> None:
        """After `x op= e`: an array or list changed itself, anything else was replaced."""
        if isinstance(new, list) and new is old:
            self._change(site, new)
        elif isinstance(new, np.ndarray) and new is old:
            for cell in list(self.memory.whole(new)):
                self.recorder.read(cell, self.sites[site])
                self.recorder.write(cell, self.sites[site])
        else:
            if isinstance(new, (str, bytes, tuple)):
                self.recorder.concatenated.add(self.sites[site].text)
            self.wrote(site, frame)

    # Elements and attributes.

    def load(self, site: int, base: Any, index: Any) -> Any:
        value = base[index]
        if isinstance(base, list) and isinstance(index, int) and index < 0:
            self.recorder.read(self.memory.length(base), self.sites[site])
        if not is_view_of(value, base):
            self._read(site, self.memory.selected(base, index))
        return value

    def slot(self, site: int, base: Any, index: Any) -> Slot:
        def put(value: Any) -> None:
            self.use(site, value)
            if isinstance(base, dict) and index not in base:
                self._change(site, base)
            base[index] = value
            for cell in self.memory.selected(base, index):
                self.recorder.write(cell, self.sites[site])

        return Slot(lambda: self.load(site, base, index), put)

    def attribute(self, site: int, base: Any, name: str) -> Any:
        value = getattr(base, name)
        if name in getattr(base, "__dict__", {}) and not isinstance(base, types.ModuleType):
            self._read(site, [("attribute", self.memory.keep(base), name)])
        return value

    def field(self, site: int, base: Any, name: str) -> Slot:
        def put(value: Any) -> None:
            setattr(base, name, value)
            self.recorder.write(("attribute", self.memory.keep(base), name), self.sites[site])

        return Slot(lambda: self.attribute(site, base, name), put)

    # Whole values.

    def use(self, site: int, value: Any) -> Any:
        """An operand: arrays and lists are read whole."""
        self._read(site, self.memory.whole(value))
        return value

    def truth(self, site: int, value: Any) -> Any:
        if isinstance(value, (list, dict, set)):
            self._read(site, [self.memory.length(value)])
        elif isinstance(value, np.ndarray):
            self.use(site, value)
        return value

    # Calls.

    def call(self, site: int, function: Any, *arguments: Any, **named: Any) -> Any:
        if function in (enumerate, zip, reversed):
            return function(*(self.elements(site, each) for each in arguments), **named)
        if getattr(function, "__globals__", None) is self.namespace:
            return function(*arguments, **named)
        if function is print:
            self._order(site, OUTPUT)
        if (getattr(function, "__module__", None) or "").startswith("random") or isinstance(
            getattr(function, "__self__", None),
            (random.Random, np.random.Generator, np.random.RandomState),
        ):
            self._order(site, RANDOM)
        for each in [*arguments, *named.values()]:
            if function is len:
                self._read(site, [self.memory.length(each)] if isinstance(each, list) else [])
            elif function not in LOOK_ONLY:
                self.use(site, each)
        result = function(*arguments, **named)
        for array in result_arrays(function, arguments, named):
            for cell in self.memory.whole(array):
                self.recorder.write(cell, self.sites[site])
        return result

    def method(self, site: int, base: Any, name: str, *arguments: Any, **named: Any) -> Any:
        function = getattr(base, name)
        if isinstance(base, (list, dict, set)) and (name in LENGTH_CHANGERS or name == "add"):
            self._change(site, base)
        elif isinstance(base, (list, np.ndarray)) and name in REORDERERS:
            self._rewrite(site, base)
        elif not isinstance(base, types.ModuleType):
            self.use(site, base)
        before = len(base) if isinstance(base, list) else 0
        result = self.call(site, function, *arguments, **named)
        if isinstance(base, list) and name in ("append", "extend"):
            for cell in self.memory.selected(base, slice(before, None)):
                self.recorder.write(cell, self.sites[site])
        return result

    # Loops.

    def elements(self, site: int, iterated: Any) -> Any:
        if isinstance(iterated, (list, np.ndarray)):
            return Elements(iterated, lambda base, index: self._step(site, base, index))
        return iterated

    def loop(self, loop: int, iterated: Iterable[Any]) -> Iterator[Any]:
        values = iter(iterated)
        instance = self.recorder.open_loop(loop)
        try:
            while True:
                self.recorder.next_iteration(instance)
                try:
                    value = next(values)
                except StopIteration:
                    return
                yield value
        finally:
            self.recorder.close_loop(instance)

    def open_while(self, loop: int) -> int:
        return self.recorder.open_loop(loop)

    def next_iteration(self, instance: int) -> bool:
        self.recorder.next_iteration(instance)
        return True

    def close_while(self, instance: int) -> None:
        self.recorder.close_loop(instance)

    def _step(self, site: int, base: Any, index: Any) -> Any:
        if isinstance(base, list):
            self._read(site, [self.memory.length(base)])
        return self.load(site, base, index)

    def _read(self, site: int, cells: Iterable[Any]) -> None:
        for cell in cells:
            self.recorder.read(cell, self.sites[site])

    def _change(self, site: int, container: Any) -> None:
        """The length changes, from what it was."""
        self._order(site, self.memory.length(container))

    def _order(self, site: int, cell: Any) -> None:
        self.recorder.read(cell, self.sites[site])
        self.recorder.write(cell, self.sites[site])

    def _rewrite(self, site: int, container: Any) -> None:
        for cell in list(self.memory.whole(container)):
            self._order(site, cell)
