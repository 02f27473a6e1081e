"""Arguments that a program was not written for: another type, layout or alias in one place."""

from __future__ import annotations

import random
from dataclasses import replace

from program_arguments.boxes import BOX_KINDS
from program_arguments.parameters import (
    ArrayParameter,
    BoxParameter,
    ListParameter,
    Parameter,
    ScalarParameter,
    Signature,
    SizeParameter,
)

_SCALARS = ("bool", "int", "float", "complex", "huge", "int64", "float32", "float64", "uint8")
_DTYPES = ("float32", "int64", "bool", "object", "complex128", "float64", "uint8")
_LAYOUTS = ("read-only", "broadcast", "read-only", "broadcast", "strided", "F", "reversed")
_ODD_LAYOUTS = ("unaligned", "byte-swapped", "subclass")
_ELEMENTS = ("int", "float", "mixed", "bool", "huge")


def disturbed(signature: Signature, source: random.Random) -> Signature:
    """The signature with one parameter changed, or with shorter extents."""
    if source.random() < 0.15:
        return replace(signature, room=0)
    parameters = list(signature.parameters)
    arrays = [place for place, each in enumerate(parameters) if isinstance(each, ArrayParameter)]
    place = source.randrange(len(parameters))
    if arrays and source.random() < 0.6:
        place = source.choice(arrays)
    parameters[place] = _other(parameters[place], parameters[:place], source)
    return replace(signature, parameters=tuple(parameters))


def _other(parameter: Parameter, before: list[Parameter], source: random.Random) -> Parameter:
    if isinstance(parameter, ArrayParameter):
        return _other_array(parameter, before, source)
    if isinstance(parameter, ListParameter):
        return replace(parameter, element=source.choice(_ELEMENTS), alias="")
    if isinstance(parameter, ScalarParameter):
        if source.random() < 0.5:
            return replace(parameter, is_extreme=True)
        return replace(parameter, type=source.choice(_SCALARS), is_small=source.random() < 0.5)
    if isinstance(parameter, SizeParameter):
        types = ("int", "int64", "int32", "uint8")
        return replace(parameter, type=source.choice(types), less=source.choice((0, 1, -1)))
    assert isinstance(parameter, BoxParameter)
    turn = source.random()
    if turn < 0.3:
        return replace(parameter, is_float=not parameter.is_float)
    if turn < 0.6:
        return replace(parameter, alias="values")
    return replace(parameter, kind=source.choice(BOX_KINDS))


def _other_array(
    parameter: ArrayParameter, before: list[Parameter], source: random.Random
) -> ArrayParameter:
    turn = source.random()
    if turn < 0.15:
        return replace(parameter, dtype=source.choice(_DTYPES), alias="")
    if turn < 0.45:
        return replace(parameter, layout=source.choice(_LAYOUTS), alias="")
    if turn < 0.5:
        return replace(parameter, layout=source.choice(_ODD_LAYOUTS), alias="")
    others = [
        each
        for each in before
        if isinstance(each, ArrayParameter) and each.rank == parameter.rank and not each.alias
    ]
    if turn < 0.9 and others:
        way = source.choice(("same", "shifted", "overlap", "overlap", "backward"))
        return replace(parameter, alias=f"{way} {source.choice(others).name}")
    return replace(parameter, values=source.choice(("extreme", "positive", "signed")))
