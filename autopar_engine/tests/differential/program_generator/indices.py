"""Subscripts and elements: which position of an array or a list is read or written."""

from __future__ import annotations

from program_generator.maker import Maker
from program_generator.scope import Index, Scope, Sequence
from program_generator.values import Kind, Value


def position(maker: Maker, scope: Scope) -> str:
    """A subscript that mostly lies within every extent."""
    if not scope.indices:
        return maker.choose(("0", "1", "-1", "n"))
    index = scope.indices[-1] if maker.chance(0.5) else maker.choose(scope.indices)
    turn = maker.random.random()
    if turn < 0.6:
        return index.name
    if turn < 0.66 and maker.has("scatter") and scope.positions:
        return f"{maker.choose(scope.positions)}[{index.name}]"
    if turn < 0.7 and maker.has("wild index"):
        return maker.choose(
            (f"{index.name} * 2", f"{index.name} + 3", "n + 1", f"{index.name} - 4")
        )
    if turn < 0.76 and maker.has("negative index"):
        return maker.choose(("-1", f"-1 - {index.name}", f"-{index.name}", f"{index.name} - n"))
    return maker.choose(_neighbours(maker, index))


def _neighbours(maker: Maker, index: Index) -> list[str]:
    name = index.name
    safe = ["0", name] + ([f"{name} // 2"] if maker.profile.has("floor") else [])
    safe += [f"{name} + {step}" for step in (1, 2) if step <= index.slack or maker.is_careless]
    safe += [f"{name} - {step}" for step in (1, 2) if step <= index.back or maker.is_careless]
    safe += [f"n - 1 - {name}"] if index.slack >= 2 or maker.is_careless else []
    return safe


def subscript(maker: Maker, scope: Scope, sequence: Sequence) -> str:
    """Text of one element of the sequence, in one pair of brackets or several."""
    positions = [position(maker, scope) for _ in range(sequence.rank)]
    if len(scope.indices) >= 2 and sequence.rank == 2 and maker.chance(0.5):
        positions = [each.name for each in maker.random.sample(scope.indices, 2)]
    if sequence.is_list or (sequence.rank > 1 and maker.chance(0.15)):
        return sequence.name + "".join(f"[{text}]" for text in positions)
    return f"{sequence.name}[{', '.join(positions)}]"


def element(maker: Maker, scope: Scope, most: Kind) -> Value | None:
    """The value of an element whose kind is at most `most`, if there is one."""
    fitting = [each for each in scope.sequences if each.kind <= most]
    if not fitting:
        return None
    sequence = maker.choose(fitting)
    text = subscript(maker, scope, sequence)
    return Value(text, sequence.kind, is_nonzero=sequence.is_nonzero)


def target(maker: Maker, scope: Scope) -> tuple[Sequence, str] | None:
    """An element to store to; rarely one of a sequence that is only to be read."""
    fitting = [each for each in scope.sequences if each.is_written or maker.chance(0.01)]
    if not fitting:
        return None
    fresh = [each for each in fitting if each.name not in maker.stored]
    if maker.profile.stores_once and not fresh:
        return None
    takes_fresh = fresh and (maker.profile.stores_once or maker.chance(0.8))
    sequence = maker.choose(fresh if takes_fresh else fitting)
    maker.stored.add(sequence.name)
    positions = subscript(maker, scope, sequence)
    if scope.indices and maker.chance(0.55):
        positions = _own_cell(maker, scope, sequence)
    if sequence.rank == 1 and scope.indices and scope.positions and maker.has("scatter", 0.5):
        positions = f"{sequence.name}[{_scattered(maker, scope)}]"
    return sequence, positions


def _scattered(maker: Maker, scope: Scope) -> str:
    """A position that only an index array knows."""
    text = f"{maker.choose(scope.positions)}[{maker.choose(scope.indices).name}]"
    return maker.choose((f"{text} + 1", f"{text} - 1")) if maker.chance(0.15) else text


def _own_cell(maker: Maker, scope: Scope, sequence: Sequence) -> str:
    """The cell that belongs to this iteration: loops that only do this are parallel."""
    names = [index.name for index in scope.indices[-sequence.rank :]]
    names += [maker.choose(scope.indices).name for _ in range(sequence.rank - len(names))]
    if sequence.is_list:
        return sequence.name + "".join(f"[{name}]" for name in names)
    return f"{sequence.name}[{', '.join(names)}]"
