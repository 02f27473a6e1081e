"""The first lines of `for` loops, and what they bind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from program_generator.maker import Maker
from program_generator.scope import Index, Scope, Sequence
from program_generator.values import Kind, Value

INDEX_NAMES = ("i", "j", "l", "o")


def for_header(maker: Maker, scope: Scope, depth: int) -> tuple[str, Scope]:
    """`for ... :` and the scope of its body."""
    inside = scope.block(in_loop=True)
    makers: list[Callable[[Maker, Scope, Scope, int], str]] = [_range] * 6
    for group, one in (
        ("elements", _elements),
        ("enumerate", _enumerate),
        ("zip", _zip),
        ("reversed", _reversed),
    ):
        makers += [one] * 2 if maker.profile.has(group) else []
    header = maker.choose(makers)(maker, scope, inside, depth)
    return f"for {header}:", inside


def _add_index(inside: Scope, depth: int, slack: int, back: int = 0) -> str:
    name = INDEX_NAMES[depth]
    inside.indices = [*inside.indices, Index(name, slack, back)]
    inside.kept = inside.kept | {name}
    inside.bound.pop(name, None)
    inside.perhaps.pop(name, None)
    return name


def _range(maker: Maker, scope: Scope, inside: Scope, depth: int) -> str:
    turn = maker.random.random()
    outer = scope.indices[-1] if scope.indices else None
    if outer and turn < 0.2 and maker.profile.has("triangular"):
        return _triangular(maker, inside, outer, depth)
    if turn < 0.3 and outer and scope.positions and maker.profile.has("dynamic bounds"):
        bound = f"{scope.positions[0]}[{outer.name}]"
        return f"{_add_index(inside, depth, 0)} in range({bound})"
    if turn < 0.5 and maker.profile.has("step"):
        return _stepped(maker, inside, depth)
    if turn < 0.65:
        first = maker.choose(("1", "1", "2"))
        return f"{_add_index(inside, depth, maker.room, int(first))} in range({first}, n)"
    rows = [each for each in scope.sequences if each.rank == 2]
    if turn < 0.7 and outer and rows:
        stop = f"len({maker.choose(rows).name}[{outer.name}])"
        return f"{_add_index(inside, depth, 0)} in range({stop})"
    if turn < 0.72 and scope.sequences:
        name = maker.choose(scope.sequences).name
        name = maker.choose((f"len({name})", f"len({name})", f"len({name}) - 1"))
        return f"{_add_index(inside, depth, 0)} in range({name})"
    stops = ["n"] * 6 + ["n - 1", "3", "n + 1"] + (["m"] * 3 if "m" in scope.bound else [])
    matrices = [each for each in scope.sequences if each.rank > 1 and not each.is_list]
    if matrices and maker.chance(0.15):
        stop = f"{maker.choose(matrices).name}.shape[{maker.choose('01')}] - {maker.room}"
        return f"{_add_index(inside, depth, 0)} in range({stop})"
    stops += ["box.count"] * 2 if maker.profile.has("boxes") else []
    stop = maker.choose(stops)
    slack = maker.room + {"n - 1": 1, "n + 1": -1, "3": -2}.get(stop, 0)
    return f"{_add_index(inside, depth, slack)} in range({stop})"


def _triangular(maker: Maker, inside: Scope, outer: Index, depth: int) -> str:
    bounds = maker.choose(
        (
            outer.name,
            f"{outer.name}, n",
            f"{outer.name} + 1, n",
            f"{outer.name} + 1",
            f"n - {outer.name}",
        )
    )
    return f"{_add_index(inside, depth, outer.slack)} in range({bounds})"


def _stepped(maker: Maker, inside: Scope, depth: int) -> str:
    turn = maker.random.random()
    if turn < 0.45:
        step = maker.choose(("-1", "-1", "-2"))
        return f"{_add_index(inside, depth, maker.room)} in range(n - 1, -1, {step})"
    if turn < 0.85:
        return f"{_add_index(inside, depth, maker.room)} in range(0, n, {maker.choose('23')})"
    if "k" in inside.bound and inside.bound["k"].kind == Kind.INT:
        return f"{_add_index(inside, depth, maker.room)} in range(0, n, k)"
    return f"{_add_index(inside, depth, maker.room, 1)} in range(1, n, {maker.choose('24')})"


def _iterable(maker: Maker, scope: Scope) -> Sequence | None:
    fitting = [each for each in scope.sequences if each.rank <= 2]
    return maker.choose(fitting) if fitting else None


def _bind_element(maker: Maker, inside: Scope, sequence: Sequence, name: str) -> None:
    inside.perhaps.pop(name, None)
    inside.bound.pop(name, None)
    inside.sequences = [each for each in inside.sequences if each.name != name]
    inside.kept = inside.kept | {name}
    if sequence.rank == 1:
        inside.bound[name] = Value(name, sequence.kind)
    else:
        inside.sequences.append(replace(sequence.row(name), is_written=maker.chance(0.5)))


def _elements(maker: Maker, scope: Scope, inside: Scope, depth: int) -> str:
    sequence = _iterable(maker, scope)
    if sequence is None:
        return _range(maker, scope, inside, depth)
    name = f"e{depth}"
    _bind_element(maker, inside, sequence, name)
    return f"{name} in {sequence.name}"


def _enumerate(maker: Maker, scope: Scope, inside: Scope, depth: int) -> str:
    sequence = _iterable(maker, scope)
    if sequence is None:
        return _range(maker, scope, inside, depth)
    name = f"e{depth}"
    start = ", 1" if maker.chance(0.15) else ""
    index = _add_index(inside, depth, -1 if start else 0)
    if sequence.rank == 1 and maker.chance(0.2):
        _bind_element(maker, inside, sequence, name)
        return f"{index}, ({name}, h) in enumerate(zip({sequence.name}, range(n)))"
    _bind_element(maker, inside, sequence, name)
    return f"{index}, {name} in enumerate({sequence.name}{start})"


def _zip(maker: Maker, scope: Scope, inside: Scope, depth: int) -> str:
    first, second = _iterable(maker, scope), _iterable(maker, scope)
    if first is None or second is None:
        return _range(maker, scope, inside, depth)
    names = f"e{depth}", f"f{depth}"
    if maker.chance(0.4):
        index = _add_index(inside, depth, maker.room)
        _bind_element(maker, inside, first, names[0])
        return f"{index}, {names[0]} in zip(range(n), {first.name})"
    _bind_element(maker, inside, first, names[0])
    _bind_element(maker, inside, second, names[1])
    return f"{names[0]}, {names[1]} in zip({first.name}, {second.name})"


def _reversed(maker: Maker, scope: Scope, inside: Scope, depth: int) -> str:
    sequence = _iterable(maker, scope)
    if sequence is None or maker.chance(0.5):
        return f"{_add_index(inside, depth, maker.room)} in reversed(range(n))"
    name = f"e{depth}"
    _bind_element(maker, inside, sequence, name)
    return f"{name} in reversed({sequence.name})"
