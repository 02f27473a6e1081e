"""Chooses the parameters of a program, and what its text may do with them."""

from __future__ import annotations

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

from program_generator.maker import Maker
from program_generator.scope import Scope, Sequence
from program_generator.values import KIND_OF_DTYPE, Kind, Value


def make_signature(maker: Maker, *, has_cubes: bool) -> Signature:
    """Arrays u v w (vectors), a b c (matrices), d (rank 3); lists x y; scalars p q k; n and m."""
    parameters: list[Parameter] = []
    dtypes = maker.random.sample(maker.profile.dtypes, min(2, len(maker.profile.dtypes)))
    for name in "uvw"[: maker.random.randint(1, 3)]:
        parameters.append(_array(maker, name, 1, dtypes, parameters))
    for name in "abc"[: maker.choose((0, 1, 1, 2, 2, 3))]:
        parameters.append(_array(maker, name, 2, dtypes, parameters))
    if has_cubes and maker.chance(0.2):
        parameters.append(_array(maker, "d", 3, dtypes, parameters))
    parameters += _lists(maker)
    parameters += _positions(maker)
    for name in "pqk"[: maker.random.randint(1, 3)]:
        type_name = maker.choose(maker.profile.scalars)
        parameters.append(ScalarParameter(name, type_name, is_small=maker.chance(0.7)))
    if maker.profile.has("boxes"):
        parameters.append(_box(maker, parameters))
    parameters += _sizes(maker)
    maker.room = maker.choose((0, 2, 2, 2, 2, 2, 3))
    return Signature(
        tuple(parameters),
        room=maker.room,
        width=maker.choose((0, 0, 0, 1)),
    )


def _box(maker: Maker, others: list[Parameter]) -> BoxParameter:
    kind = maker.random.choices(BOX_KINDS, (4, 4, 2, 2, 0.5))[0]
    alias = ""
    if maker.chance(0.15):
        vectors = [
            each.name for each in others if isinstance(each, ArrayParameter) and each.rank == 1
        ]
        alias = maker.choose(("values", *vectors))
    return BoxParameter("box", maker.chance(0.7), kind, alias)


def _array(
    maker: Maker, name: str, rank: int, dtypes: list[str], others: list[Parameter]
) -> ArrayParameter:
    dtype = maker.choose(dtypes)
    layout = maker.choose(maker.profile.layouts)
    values = maker.random.choices(("signed", "positive", "extreme"), (5, 4, 0.7))[0]
    arrays = [each for each in others if isinstance(each, ArrayParameter) and not each.alias]
    if arrays and maker.chance(0.15):
        other = maker.choose(arrays)
        ways = ["same", "shifted", "overlap", "backward"] if other.rank == rank else []
        ways += ["row"] if other.rank == rank + 1 else []
        if ways:
            alias = f"{maker.choose(ways)} {other.name}"
            return ArrayParameter(name, other.dtype, rank, other.layout, other.values, alias)
    return ArrayParameter(name, dtype, rank, layout, values)


def _lists(maker: Maker) -> list[Parameter]:
    found: list[Parameter] = []
    count = maker.random.randint(1, 2) if maker.profile.lists else 0
    for name in "xy"[:count]:
        element = maker.choose(maker.profile.lists)
        shape = maker.random.choices(
            ("flat", "nested", "shared", "ragged", "tuple"), (6, 3, 0.7, 0.5, 0.3)
        )[0]
        if found and maker.chance(0.12) and isinstance(found[0], ListParameter):
            found.append(ListParameter(name, found[0].element, found[0].shape, "same x"))
        else:
            found.append(ListParameter(name, element, shape))
    return found


def _positions(maker: Maker) -> list[Parameter]:
    if not (maker.profile.has("scatter") or maker.profile.has("dynamic bounds")):
        return []
    if maker.profile.lists and maker.chance(0.3):
        return [ListParameter("at", "positions")]
    dtype = maker.choose(("int64", "int64", "int32", "uint8", "intp"))
    values = maker.choose(("positions", "permutation", "permutation"))
    return [ArrayParameter("at", dtype, values=values)]


def _sizes(maker: Maker) -> list[Parameter]:
    has_numpy_scalars = len(maker.profile.scalars) > 2 and maker.chance(0.3)
    types = ("int", "int64", "int32") if has_numpy_scalars else ("int",)
    sizes: list[Parameter] = [SizeParameter("n", maker.choose(types))]
    if maker.chance(0.5):
        sizes.append(SizeParameter("m", "int", maker.choose((0, 1, 2))))
    return sizes


def scope_of(maker: Maker, signature: Signature) -> Scope:
    """What the program may read and write, mostly at most two sequences written."""
    scope = Scope([])
    for parameter in signature.parameters:
        _add(maker, scope, parameter)
    scope.kept = frozenset(("n", "m", "at", "box"))
    return scope


def _add(maker: Maker, scope: Scope, parameter: Parameter) -> None:
    if isinstance(parameter, ArrayParameter | ListParameter):
        if parameter.name == "at":
            scope.positions.append("at")
            return
        scope.sequences.append(_sequence(maker, parameter))
    elif isinstance(parameter, SizeParameter | ScalarParameter):
        kind = KIND_OF_DTYPE[parameter.type]
        is_nonzero = isinstance(parameter, ScalarParameter) and parameter.is_small
        scope.bound[parameter.name] = Value(
            parameter.name,
            kind,
            is_nonzero=is_nonzero and kind != Kind.BOOL,
        )
    else:
        _add_box(scope, parameter)


def _add_box(scope: Scope, parameter: BoxParameter) -> None:
    name = parameter.name
    scope.sequences += [
        Sequence(f"{name}.values", "float64", 1, "C", is_written=False),
        Sequence(f"{name}.kept", "float64", 1, "C"),
        Sequence(f"{name}.items", "float", 1, "flat list", is_list=True),
    ]


def _sequence(maker: Maker, parameter: ArrayParameter | ListParameter) -> Sequence:
    if isinstance(parameter, ListParameter):
        is_tuple = parameter.shape == "tuple"
        layout = f"{parameter.shape} list"
        return Sequence(
            parameter.name, parameter.element, parameter.rank, layout, not is_tuple, is_list=True
        )
    is_written = parameter.layout != "read-only" and maker.chance(0.65)
    return Sequence(
        parameter.name,
        parameter.dtype,
        parameter.rank,
        parameter.layout,
        is_written,
        is_nonzero=parameter.values == "positive",
    )
