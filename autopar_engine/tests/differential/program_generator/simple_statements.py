"""Statements without blocks: stores, assignments to names, whole rows and slices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from program_generator.expressions import (
    binary,
    condition,
    divisor,
    integer,
    leaf,
    number,
    small,
)
from program_generator.indices import element, position, target
from program_generator.loop_headers import INDEX_NAMES
from program_generator.maker import Maker
from program_generator.scope import Scope, Sequence
from program_generator.values import Kind, Level, Value, literal

TEMPORARIES = ("t", "r", "s")
REFUSED = ("pass", "assert n >= 0", "if n > 5: return n", "[0, n]", "n.real", "str(n)")


def simple_statement(maker: Maker, scope: Scope) -> list[str]:
    """One or two lines without indentation."""
    makers: list[Callable[[Maker, Scope], list[str]]] = [_store] * 5
    makers += [_assign] * 2
    for group, weight, one in (
        ("augmented", 3, _augmented_store),
        ("augmented", 2, _augmented_assign),
        ("tuples", 1, _tuple_assignment),
        ("slices", 4, _slice_assignment),
        ("whole rows", 3, _whole_assignment),
        ("idioms", 3, _idiom),
        ("rows", 2, _row),
        ("fresh arrays", 1, _fresh_in_loop),
        ("rebinding", 1, _rebinding),
    ):
        makers += [one] * weight if maker.profile.has(group) else []
    if maker.has("refused", 0.03):
        return [maker.choose(REFUSED)]
    return maker.choose(makers)(maker, scope)


def fitting(maker: Maker, scope: Scope, sequence: Sequence, depth: int = 3) -> Value:
    """A value that the element type of the sequence mostly holds."""
    if sequence.is_list and maker.profile.has("rebinding"):
        return number(maker, scope, depth, Kind.FLOAT)
    if sequence.kind == Kind.BOOL:
        return condition(maker, scope, depth - 1)
    value = number(maker, scope, depth, sequence.kind)
    if sequence.kind != Kind.INT or sequence.dtype in ("int64", "int", "huge"):
        return value
    if maker.is_careless or not maker.chance(0.8):
        return value
    return wrapped(maker, value)


def wrapped(maker: Maker, value: Value) -> Value:
    """The value in a range that every integer type holds."""
    if maker.profile.has("bits") and maker.chance(0.5):
        return binary(maker, value, "&", literal("63", Kind.INT), Kind.INT)
    return binary(maker, value, "%", literal("101", Kind.INT), Kind.INT)


def _row(maker: Maker, scope: Scope) -> list[str]:
    """A name for a row, or for a part of a vector, through which elements are written."""
    matrices = scope.of_rank(2)
    if not matrices or not scope.indices:
        return _store(maker, scope)
    matrix = maker.choose(matrices)
    name = maker.new_name("row")
    scope.sequences.append(replace(matrix.row(name), is_written=matrix.is_written))
    return [f"{name} = {matrix.name}[{maker.choose(scope.indices).name}]"]


# Other ways to write a type.
_OTHER_WORDS = {"float64": "np.double", "float32": "'f4'", "int64": "np.int_"}


def _fresh_in_loop(maker: Maker, scope: Scope) -> list[str]:
    name = maker.new_name("h")
    dtype = maker.choose(("float64", "float64", "float32", "int64"))
    vectors = [each.name for each in scope.of_rank(1) if each.name in ("u", "v", "w")]
    fits_vectors = bool(vectors) and maker.profile.has("whole rows") and maker.chance(0.6)
    extent = f"len({maker.choose(vectors)})" if fits_vectors else f"n + {maker.room}"
    rank = 2 if maker.chance(0.2) else 1
    shape = extent if rank == 1 else f"(n + {maker.room}, {extent})"
    scope.sequences.append(Sequence(name, dtype, rank, "C"))
    made_by = maker.choose(("np.zeros", "np.ones"))
    written = f"np.{dtype}" if made_by == "np.zeros" else _OTHER_WORDS[dtype]
    return [f"{name} = {made_by}({shape}, dtype={written})"]


def _rebinding(maker: Maker, scope: Scope) -> list[str]:
    """Two arrays change their names, or the loop variable gets another value."""
    vectors = [each.name for each in scope.of_rank(1) if each.name in ("u", "v", "w")]
    if len(vectors) >= 2 and maker.chance(0.5):
        return [f"{vectors[0]}, {vectors[1]} = {vectors[1]}, {vectors[0]}"]
    indices = [each.name for each in scope.indices if each.name in INDEX_NAMES]
    if indices and maker.chance(0.3):
        return [f"{maker.choose(indices)} = {integer(maker, scope, 1).text}"]
    found = target(maker, scope)
    if found is None:
        return _assign(maker, scope)
    return [f"{found[1]} = t = {leaf(maker, scope, found[0].kind).text}"]


def _store(maker: Maker, scope: Scope) -> list[str]:
    found = target(maker, scope)
    if found is None:
        return ["pass"] if maker.profile.stores_once else _assign(maker, scope)
    sequence, text = found
    value = fitting(maker, scope, sequence)
    return [f"{text} = {value.text}"]


def _operator(maker: Maker, kind: Kind) -> str:
    choices = ["+", "-", "*", "+"] if kind > Kind.BOOL else ["&", "|", "^"]
    if kind == Kind.INT:
        choices += ["&", "|", "^"] if maker.profile.has("bits") else []
        choices += ["<<", ">>"] if maker.profile.has("shift") else []
    if Kind.BOOL < kind < Kind.COMPLEX:
        choices += ["//", "%"] if maker.profile.has("floor") else []
    if kind >= Kind.FLOAT:
        choices += ["/"] if maker.profile.has("divide") else []
        choices += ["**"] if maker.profile.has("power") and maker.chance(0.3) else []
    return maker.choose(choices)


def _operand(maker: Maker, scope: Scope, operator: str, kind: Kind) -> Value:
    if operator in ("/", "//", "%"):
        return divisor(maker, scope, 2, min(kind, Kind.FLOAT))
    if operator == "**":
        return literal(maker.choose("223"), Kind.INT)
    if operator in ("<<", ">>"):
        return small(maker, scope)
    if kind == Kind.BOOL:
        return condition(maker, scope, 1)
    if operator == "*" and kind == Kind.INT:
        return literal(maker.choose("23"), Kind.INT)
    return number(maker, scope, 2, kind)


def _augmented_store(maker: Maker, scope: Scope) -> list[str]:
    found = target(maker, scope)
    if found is None:
        return ["pass"] if maker.profile.stores_once else _augmented_assign(maker, scope)
    sequence, text = found
    operator = _operator(maker, sequence.kind)
    value = _operand(maker, scope, operator, sequence.kind)
    return [f"{text} {operator}= {value.text}"]


def _name(maker: Maker, scope: Scope) -> str:
    free = [name for name in TEMPORARIES if name not in scope.kept]
    if maker.profile.has("rebinding") and maker.chance(0.1):
        free += [name for name in ("p", "q") if name in scope.bound]
    return maker.choose(free)


def _assign(maker: Maker, scope: Scope) -> list[str]:
    name = _name(maker, scope)
    before = scope.bound.get(name)
    most = Kind.COMPLEX
    if before is not None and not maker.profile.has("rebinding"):
        most = max(before.kind, Kind.INT)
    value = number(maker, scope, 3, most)
    if value.kind <= Kind.INT and value.level < Level.ATOM and not maker.has("overflow", 0.3):
        value = wrapped(maker, value)
    if value.kind == Kind.FLOAT and maker.has("floor", 0.1):
        value = binary(maker, value, "%", literal("10.0", Kind.FLOAT), Kind.FLOAT)
    return [f"{name} = {value.text}", *bind(maker, scope, name, value)]


def bind(maker: Maker, scope: Scope, name: str, value: Value) -> list[str]:
    """Lets the scope know of the assignment; sometimes the name is put to use at once."""
    scope.perhaps.pop(name, None)
    scope.bound[name] = Value(name, max(value.kind, Kind.INT))
    if maker.chance(0.75):
        found = target(maker, scope)
        if found is not None and found[0].kind >= scope.bound[name].kind:
            return [f"{found[1]} = {name} + {leaf(maker, scope, found[0].kind).text}"]
    return []


def _augmented_assign(maker: Maker, scope: Scope) -> list[str]:
    names = [name for name in TEMPORARIES if name in scope.bound and name not in scope.kept]
    if maker.profile.has("unbound") and maker.chance(0.1):
        names.append(maker.choose(TEMPORARIES))
    if not names:
        return _assign(maker, scope)
    name = maker.choose(names)
    kind = max(scope.bound[name].kind if name in scope.bound else Kind.FLOAT, Kind.INT)
    operator = _operator(maker, kind)
    value = _operand(maker, scope, operator, kind)
    if kind == Kind.INT and name in value.text and "*" in value.text:
        value = wrapped(maker, value)
    lines = [f"{name} {operator}= {value.text}"]
    if operator in ("*", "<<", "**") and kind == Kind.INT and not maker.has("overflow", 0.3):
        lines.append(f"{name} %= 1009")
    return lines


def _tuple_assignment(maker: Maker, scope: Scope) -> list[str]:
    first, second = target(maker, scope), target(maker, scope)
    if first and second and maker.chance(0.5):
        kind = min(first[0].kind, second[0].kind)
        if first[0].kind == second[0].kind:
            return [f"{first[1]}, {second[1]} = {second[1]}, {first[1]}"]
        value = number(maker, scope, 1, kind)
        return [f"{first[1]}, t = {value.text}, {leaf(maker, scope, kind).text}"]
    names = [name for name in TEMPORARIES if name in scope.bound and name not in scope.kept]
    if len(names) >= 2:
        one, other = names[:2]
        kind = max(scope.bound[one].kind, scope.bound[other].kind)
        scope.bound[one] = Value(one, kind)
        scope.bound[other] = Value(other, kind)
        return [f"{one}, {other} = {other}, {one} + {leaf(maker, scope, kind).text}"]
    if maker.has("builtins"):
        value = integer(maker, scope, 1)
        scope.bound["t"] = scope.bound["r"] = Value("t", Kind.INT)
        scope.bound["r"] = Value("r", Kind.INT, is_small=True)
        return [f"t, r = divmod({value.text}, 7)"]
    return _assign(maker, scope)


def _slice_assignment(maker: Maker, scope: Scope) -> list[str]:
    """Elements along one or two axes at once; mostly all sides go over as many positions."""
    written = [each for each in scope.sequences if each.is_written and not each.is_list]
    written = [each for each in written if each.rank <= 2 and each.kind != Kind.BOOL]
    if not written:
        return _store(maker, scope)
    sequence = maker.choose(written)
    bounds = _bounds(maker, scope)
    has_two = sequence.rank == 2 and maker.chance(0.2)
    axes = (bounds, _bounds(maker, scope)) if has_two else (bounds,)
    left = _slice_of(maker, scope, sequence, axes)
    sides = [each for each in scope.sequences if len(axes) <= each.rank <= 2 and not each.is_list]
    if not maker.chance(0.1):
        sides = [each for each in sides if each.kind <= sequence.kind]
    value = _sliced_value(maker, scope, sequence, (sides, axes), maker.choose((0, 1, 1, 2)))
    signs = ("=", "=", "=", "+=", "-=", "*=", "/=" if maker.profile.has("divide") else "=")
    return [f"{left} {maker.choose(signs)} {value}"]


def _whole_assignment(maker: Maker, scope: Scope) -> list[str]:
    """Rows and arrays without a slice: what the statement does depends on what the names hold."""
    written = [each for each in scope.sequences if each.is_written and not each.is_list]
    written = [each for each in written if each.rank <= 3 and each.kind != Kind.BOOL]
    if not written:
        return _store(maker, scope)
    sequence = maker.choose(written)
    left, dimensions = _whole_target(maker, scope, sequence)
    sides = [each for each in scope.sequences if not each.is_list]
    if not maker.chance(0.1):
        sides = [each for each in sides if each.kind <= sequence.kind]
    value = _whole_value(maker, scope, sequence, (sides, dimensions), maker.choose((0, 1, 1, 2)))
    signs = ("=", "=", "=", "+=", "-=", "*=", "/=" if maker.profile.has("divide") else "=")
    return [f"{left} {maker.choose(signs)} {value}"]


def _whole_target(maker: Maker, scope: Scope, sequence: Sequence) -> tuple[str, int]:
    """A row or the whole array, with its number of dimensions."""
    name, at = sequence.name, position(maker, scope)
    if sequence.rank == 1:
        return (f"{name}[:]" if maker.chance(0.95) else name), 1
    ways = [(f"{name}[{at}]", 1), (f"{name}[{at}, :]", 1), (f"{name}[:]", 2)]
    ways += [(f"{name}[:, {at}]", 1), (f"{name}[1:]", 2)] if maker.chance(0.3) else []
    text, dimensions = maker.choose(ways[: 3 if maker.chance(0.3) else 2] + ways[3:])
    return text, dimensions + sequence.rank - 2


def _operation(maker: Maker, operand: Callable[[], str]) -> str:
    """Of arrays; `**` and `//` are mostly refused."""
    left = operand()
    if maker.chance(0.1):
        return f"-({left})"
    right = operand()
    operators = ["+", "*", "-", "/" if maker.profile.has("divide") else "-"]
    operators += ["**", "//"] if maker.chance(0.05) else []
    return f"({left} {maker.choose(operators)} {right})"


def _whole_value(
    maker: Maker,
    scope: Scope,
    stored: Sequence,
    operands: tuple[list[Sequence], int],
    depth: int,
) -> str:
    sides, dimensions = operands
    if depth == 0:
        if sides and maker.chance(0.8):
            side = maker.choose(sides)
            at = "".join(
                f"[{position(maker, scope)}]" for _ in range(max(0, side.rank - dimensions))
            )
            return side.name + at
        return leaf(maker, scope, stored.kind).text
    return _operation(maker, lambda: _whole_value(maker, scope, stored, operands, depth - 1))


def _bounds(maker: Maker, scope: Scope) -> str:
    index = maker.choose(scope.indices).name if scope.indices else "1"
    plain = (":", "0:n", "1:n", ":n", "1:-1", "2:", ":-2", "-3:", ":n + 2", "3:1", "2:2")
    stepped = ("::2", "n::-1", "0:n:2")
    moving = (f"{index}:", f":{index}", f"{index} + 1:n", f"{index}:{index} + 2", f"{index} - 1:")
    return maker.choose(maker.choose((plain, plain, moving, moving, moving, stepped)))


def _sliced_value(
    maker: Maker,
    scope: Scope,
    stored: Sequence,
    operands: tuple[list[Sequence], tuple[str, ...]],
    depth: int,
) -> str:
    sides, axes = operands
    if depth == 0:
        if sides and maker.chance(0.75):
            return _slice_of(maker, scope, maker.choose(sides), axes)
        return leaf(maker, scope, stored.kind).text
    return _operation(maker, lambda: _sliced_value(maker, scope, stored, operands, depth - 1))


_SHIFTED = {
    "1:n": ("0:n - 1", ":n - 1"),
    "0:n": ("1:n + 1", ":n"),
    "1:-1": (":-2", "2:"),
    "2:": (":-2", "1:-1"),
    ":-2": ("2:", "1:-1"),
    ":": ("1:", "0:n", "2:3"),
}


def _slice_of(maker: Maker, scope: Scope, sequence: Sequence, axes: tuple[str, ...]) -> str:
    chosen = [
        maker.choose(_SHIFTED.get(bounds, (bounds,))) if maker.chance(0.25) else bounds
        for bounds in axes
    ]
    if sequence.rank == len(axes):
        return f"{sequence.name}[{', '.join(chosen)}]"
    if sequence.rank < len(axes):
        return f"{sequence.name}[{chosen[-1]}]"
    at = maker.choose(scope.indices).name if scope.indices else "0"
    places = [f"{at}, {chosen[0]}", f"{chosen[0]}, {at}", f"{at}][{chosen[0]}"]
    places += [at] if maker.chance(0.1) else []
    return f"{sequence.name}[{maker.choose(places)}]"


def _idiom(maker: Maker, scope: Scope) -> list[str]:
    """Loops' classics: running sums, prefix sums, histograms, extrema, packing."""
    if not scope.indices:
        return _store(maker, scope)
    index = scope.indices[-1]
    read = element(maker, scope, Kind.FLOAT)
    vectors = [each for each in scope.written(1) if each.kind > Kind.BOOL]
    if not vectors or read is None:
        return _augmented_assign(maker, scope)
    vector = maker.choose(vectors)
    name = vector.name
    turn = maker.random.random()
    if turn < 0.25 and index.back >= 1 and read.kind <= vector.kind:
        return [f"{name}[{index.name}] = {name}[{index.name} - 1] + {read.text}"]
    if turn < 0.45 and scope.positions:
        return [f"{name}[{scope.positions[0]}[{index.name}]] += 1"]
    if turn < 0.7 and maker.profile.has("builtins") and "s" in scope.bound:
        return [f"s = {maker.choose(('min', 'max'))}(s, {read.text})"]
    if turn < 0.85 and maker.profile.has("if") and "s" in scope.bound:
        return [f"if {read.text} > s:", f"    s = {read.text}"]
    if "s" in scope.bound and scope.bound["s"].kind >= read.kind:
        return [f"s += {read.text}"]
    return _augmented_store(maker, scope)
