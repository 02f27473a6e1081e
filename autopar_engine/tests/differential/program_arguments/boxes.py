"""Objects with attributes, which hold them in various ways."""

from __future__ import annotations

from types import SimpleNamespace

BOX_KINDS = ("namespace", "instance", "slots", "class", "computed")
"""How: in a namespace, in an instance, in slots, numbers in its class, a number by a property."""

ATTRIBUTES = ("count", "scale", "values", "kept", "items")


class Box:
    """An instance that holds what it is given."""

    def __init__(self, attributes: dict[str, object]) -> None:
        for name, value in attributes.items():
            setattr(self, name, value)


class SlotBox:
    """The same, without a dict."""

    __slots__ = ATTRIBUTES

    def __init__(self, attributes: dict[str, object]) -> None:
        for name, value in attributes.items():
            setattr(self, name, value)


class ComputedBox(Box):
    """Each read of `scale` gives another number."""

    reads = 0

    @property
    def scale(self) -> float:
        self.reads += 1
        return self.first_scale + self.reads

    @scale.setter
    def scale(self, value: float) -> None:
        self.first_scale = value


AnyBox = SimpleNamespace | Box | SlotBox


def make_box(kind: str, attributes: dict[str, object]) -> AnyBox:
    if kind == "namespace":
        return SimpleNamespace(**attributes)
    if kind == "class":
        of_class = {name: attributes[name] for name in ("count", "scale")}
        others = {name: each for name, each in attributes.items() if name not in of_class}
        made: Box = type("ClassBox", (Box,), of_class)(others)
        return made
    if kind == "slots":
        return SlotBox(attributes)
    return (ComputedBox if kind == "computed" else Box)(attributes)


def attributes_of(box: AnyBox) -> dict[str, object]:
    """What it holds now; a computed one is not computed."""
    if isinstance(box, ComputedBox):
        return vars(box)
    return {name: getattr(box, name) for name in ATTRIBUTES if hasattr(box, name)}
