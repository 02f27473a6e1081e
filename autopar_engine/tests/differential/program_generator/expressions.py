"""Expressions: numbers of every kind, conditions, calls."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter

from program_generator.call_templates import TEMPLATES, CallTemplate
from program_generator.indices import element
from program_generator.maker import Maker
from program_generator.scope import Scope
from program_generator.values import Kind, Level, Value, literal

LEVEL_OF_OPERATOR = {
    "|": Level.BIT_OR,
    "^": Level.BIT_XOR,
    "&": Level.BIT_AND,
    "<<": Level.SHIFT,
    ">>": Level.SHIFT,
    "+": Level.SUM,
    "-": Level.SUM,
    "*": Level.PRODUCT,
    "/": Level.PRODUCT,
    "//": Level.PRODUCT,
    "%": Level.PRODUCT,
}
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


def binary(maker: Maker, left: Value, operator: str, right: Value, kind: Kind) -> Value:
    """`left operator right`, with the parentheses that it needs and sometimes more."""
    level = LEVEL_OF_OPERATOR[operator]
    if maker.chance(0.2):
        left = left.in_parentheses()
    text = f"{left.inside(level)} {operator} {right.inside(Level(level + 1))}"
    return Value(text, kind, level)


def number(maker: Maker, scope: Scope, depth: int, most: Kind = Kind.COMPLEX) -> Value:
    """A number whose kind is at most `most`."""
    if most <= Kind.INT or maker.chance(maker.profile.share_of_integers):
        return integer(maker, scope, depth)
    if depth <= 0 or maker.chance(0.25):
        return leaf(maker, scope, most)
    return maker.choose(_number_makers(maker))(maker, scope, depth, most)


def _number_makers(maker: Maker) -> list[Callable[[Maker, Scope, int, Kind], Value]]:
    """Those that the profile has, the common ones several times."""
    makers: list[Callable[[Maker, Scope, int, Kind], Value]] = [_negation]
    makers += [_arithmetic] * 6
    for group, weight, one in (
        ("divide", 2, _division),
        ("floor", 2, _floor_division),
        ("power", 1, _power),
        ("ternary", 1, _ternary),
        ("logic", 1, _value_of_logic),
    ):
        makers += [one] * weight if maker.profile.has(group) else []
    makers += [_call] * (2 * len(_call_groups(maker)))
    return makers


def _call_groups(maker: Maker) -> list[str]:
    return [group for group in TEMPLATES if maker.profile.has(group)]


def _arithmetic(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    left = number(maker, scope, depth - 1, most)
    right = number(maker, scope, depth - 1, most)
    operator = maker.choose("+-**+")
    if operator == "-" and left.kind == right.kind == Kind.BOOL:
        operator = "+"
    return binary(maker, left, operator, right, max(left.kind, right.kind, Kind.INT))


def _negation(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    operand = number(maker, scope, depth - 1, most)
    if operand.kind == Kind.BOOL:
        return operand
    operator = "+" if maker.chance(0.1) else "-"
    text = operator + operand.inside(Level.UNARY)
    return Value(text, operand.kind, Level.UNARY, is_nonzero=operand.is_nonzero)


def divisor(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    """Mostly not zero."""
    if maker.is_careless or maker.chance(0.06):
        return number(maker, scope, depth, most)
    for _ in range(3):
        value = leaf(maker, scope, most)
        if value.is_nonzero:
            return value
    return literal(maker.choose(("3", "7", "2.0", "0.5") if most >= Kind.FLOAT else "3725"), most)


def _division(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    left = number(maker, scope, depth - 1, most)
    right = divisor(maker, scope, depth - 1, most)
    return binary(maker, left, "/", right, max(left.kind, right.kind, Kind.FLOAT))


def _floor_division(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    most = min(most, Kind.FLOAT)
    left = number(maker, scope, depth - 1, most)
    right = divisor(maker, scope, depth - 1, most)
    return binary(maker, left, maker.choose(("//", "%")), right, max(left.kind, right.kind))


def _power(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    base = number(maker, scope, depth - 1, most)
    if base.kind == Kind.BOOL:
        return base
    exponents = ("2", "2", "3", "2.0", "0", "1") + (("-1", "0.5") if base.is_nonzero else ())
    exponent = literal(maker.choose(exponents), Kind.INT)
    text = f"{base.inside(Level.ATOM)} ** {exponent.text}"
    kind = max(base.kind, Kind.FLOAT if exponent.text in ("2.0", "-1", "0.5") else Kind.INT)
    return Value(text, kind, Level.POWER)


def _ternary(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    test = condition(maker, scope, depth - 1)
    left = number(maker, scope, depth - 1, most)
    right = number(maker, scope, depth - 1, most)
    text = f"{left.inside(Level.OR)} if {test.inside(Level.OR)} else {right.inside(Level.TERNARY)}"
    return Value(text, max(left.kind, right.kind), Level.TERNARY)


def _value_of_logic(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    left = number(maker, scope, depth - 1, most)
    right = number(maker, scope, depth - 1, most)
    word, level = maker.choose((("and", Level.AND), ("or", Level.OR)))
    text = f"{left.inside(level)} {word} {right.inside(Level(level + 1))}"
    return Value(text, max(left.kind, right.kind), level)


def integer(maker: Maker, scope: Scope, depth: int) -> Value:
    """An int or a bool."""
    if depth <= 0 or maker.chance(0.25):
        return leaf(maker, scope, Kind.INT)
    if maker.has("bits", 0.3):
        return _bit_operation(maker, scope, depth)
    if maker.has("shift", 0.25):
        return _shift(maker, scope, depth)
    if maker.has("floor", 0.3):
        return _floor_division(maker, scope, depth, Kind.INT)
    if _call_groups(maker) and maker.chance(0.2):
        return _call(maker, scope, depth, Kind.INT)
    if maker.chance(0.1):
        return _negation(maker, scope, depth, Kind.INT)
    return _arithmetic(maker, scope, depth, Kind.INT)


def _bit_operation(maker: Maker, scope: Scope, depth: int) -> Value:
    left = integer(maker, scope, depth - 1)
    if maker.chance(0.2):
        return Value("~" + left.inside(Level.UNARY), left.kind, Level.UNARY)
    right = integer(maker, scope, depth - 1)
    return binary(maker, left, maker.choose("&|^"), right, max(left.kind, right.kind))


def _shift(maker: Maker, scope: Scope, depth: int) -> Value:
    left = integer(maker, scope, depth - 1)
    amount = small(maker, scope)
    if maker.is_careless and maker.chance(0.2):
        amount = literal(maker.choose(("40", "63", "64", "70")), Kind.INT)
    return binary(maker, left, maker.choose(("<<", ">>")), amount, Kind.INT)


def small(maker: Maker, scope: Scope) -> Value:
    """A small int that is not negative."""
    if scope.indices and maker.chance(0.6):
        index = maker.choose(scope.indices).name
        count = maker.choose("3578")
        return Value(f"{index} % {count}", Kind.INT, level=Level.PRODUCT, is_small=True)
    return literal(maker.choose("012345"), Kind.INT, is_nonzero=False, is_small=True)


def condition(maker: Maker, scope: Scope, depth: int) -> Value:
    """What an `if` tests: mostly a comparison."""
    if depth > 0 and maker.has("logic", 0.3):
        return _logic(maker, scope, depth)
    if maker.chance(0.08):
        return number(maker, scope, 0)
    if maker.has("math", 0.1):
        return _fill(maker, scope, CallTemplate("math.isnan({f})", Kind.BOOL), 0)
    return comparison(maker, scope, depth)


def comparison(maker: Maker, scope: Scope, depth: int) -> Value:
    if maker.profile.has_complex and maker.chance(0.2):
        return _equality(maker, scope, depth)
    left = number(maker, scope, depth - 1, Kind.FLOAT)
    right = number(maker, scope, depth - 1, Kind.FLOAT)
    operands = [left, right]
    if maker.chance(0.12):
        operands.append(number(maker, scope, 0, Kind.FLOAT))
    parts = [left.inside(Level.BIT_OR)]
    for operand in operands[1:]:
        operator = maker.choose(COMPARISONS)
        parts += [operator, operand.inside(Level.BIT_OR)]
    return Value(" ".join(parts), Kind.BOOL, Level.COMPARE)


def _equality(maker: Maker, scope: Scope, depth: int) -> Value:
    """Complex numbers have no order."""
    left, right = (number(maker, scope, depth - 1).inside(Level.BIT_OR) for _ in range(2))
    return Value(f"{left} {maker.choose(COMPARISONS[4:])} {right}", Kind.BOOL, Level.COMPARE)


def _logic(maker: Maker, scope: Scope, depth: int) -> Value:
    left = condition(maker, scope, depth - 1)
    if maker.chance(0.25):
        return Value("not " + left.inside(Level.NOT), Kind.BOOL, Level.NOT)
    right = condition(maker, scope, depth - 1)
    word, level = maker.choose((("and", Level.AND), ("or", Level.OR)))
    text = f"{left.inside(level)} {word} {right.inside(Level(level + 1))}"
    return Value(text, Kind.BOOL, level)


def _call(maker: Maker, scope: Scope, depth: int, most: Kind) -> Value:
    group = maker.choose(_call_groups(maker))
    fitting = [each for each in TEMPLATES[group] if each.kind <= most]
    if maker.helpers and maker.chance(0.3) and most >= Kind.FLOAT:
        return call_of_helper(maker, scope)
    if not fitting:
        return leaf(maker, scope, most)
    template = maker.random.choices(fitting, [each.weight for each in fitting])[0]
    return _fill(maker, scope, template, depth - 1)


def call_of_helper(maker: Maker, scope: Scope) -> Value:
    """A call of one of the program's own functions, by position or by name."""
    vectors = scope.of_rank(1)
    if vectors and scope.indices and maker.chance(0.25):
        place = maker.choose(scope.indices).name
        return Value(f"element_of({maker.choose(vectors).name}, {place})", Kind.FLOAT)
    left, right = (number(maker, scope, 1, Kind.FLOAT).text for _ in range(2))
    right = f"right={right}" if maker.chance(0.15) else right
    return Value(f"{maker.choose(maker.helpers)}({left}, {right})", Kind.FLOAT)


def _fill(maker: Maker, scope: Scope, template: CallTemplate, depth: int) -> Value:
    """The template with a value in each gap; an operand of an operator is put in brackets."""
    parts: list[str] = []
    operands: list[Value] = []
    for before, gap, _, _ in Formatter().parse(template.text):
        parts.append(before)
        if gap is None:
            continue
        operand = _for_gap(maker, scope, gap, depth)
        if operand is None:
            return leaf(maker, scope, template.kind)
        operands.append(operand)
        parts.append(operand.text)
    text = "".join(parts)
    for part, operand in zip(parts[1::2], operands, strict=True):
        if any(f"{part}{after}" in text for after in (" %", " /", ".")):
            text = text.replace(part, operand.inside(Level.ATOM), 1)
    return Value(text, template.kind)


def _for_gap(maker: Maker, scope: Scope, gap: str, depth: int) -> Value | None:
    if gap == "v":
        vectors = scope.of_rank(1)
        one = maker.choose(vectors) if vectors else None
        return Value(one.name, one.kind) if one else None
    if gap == "r":
        return _row_of_matrix(maker, scope)
    if gap == "x":
        value = leaf(maker, scope, Kind.COMPLEX)
        return value if value.kind == Kind.COMPLEX and value.level == Level.ATOM else None
    if gap == "p":
        value = number(maker, scope, depth, Kind.FLOAT)
        text = f"abs({value.text}) + 0.5"
        return Value(text, Kind.FLOAT, Level.SUM, is_nonzero=True)
    makers: dict[str, Callable[[], Value]] = {
        "f": lambda: number(maker, scope, depth, Kind.FLOAT),
        "c": lambda: number(maker, scope, depth),
        "d": lambda: divisor(maker, scope, depth, Kind.FLOAT),
        "i": lambda: integer(maker, scope, depth),
        "s": lambda: small(maker, scope),
        "b": lambda: condition(maker, scope, 1),
    }
    return makers[gap]()


def _row_of_matrix(maker: Maker, scope: Scope) -> Value | None:
    matrices = scope.of_rank(2)
    if not matrices or not scope.indices:
        return None
    matrix = maker.choose(matrices)
    place = "-1" if maker.chance(0.1) else maker.choose(scope.indices).name
    return Value(f"{matrix.name}[{place}]", matrix.kind)


def leaf(maker: Maker, scope: Scope, most: Kind) -> Value:
    """An element, a name or a literal of at most that kind."""
    for _ in range(4):
        value = _any_leaf(maker, scope, most)
        if value.kind <= most:
            return value
    return _literal(maker, most)


def _any_leaf(maker: Maker, scope: Scope, most: Kind) -> Value:
    turn = maker.random.random()
    if turn < 0.5:
        found = element(maker, scope, most)
        if found is not None:
            return found
    if turn < 0.75 and scope.bound:
        return scope.bound[maker.choose(list(scope.bound))]
    if turn < 0.78 and scope.perhaps and maker.profile.has("unbound"):
        return scope.perhaps[maker.choose(list(scope.perhaps))]
    if turn < 0.9 and scope.indices:
        index = maker.choose(scope.indices)
        return Value(index.name, Kind.INT)
    if turn < 0.94 and maker.profile.has("globals"):
        place = maker.choose(scope.indices).name if scope.indices else "3"
        return literal(maker.choose(("WHOLE", "HALF", f"TABLE[{place} % 4]")), Kind.FLOAT)
    if turn < 0.97 and maker.profile.has("boxes"):
        return literal(maker.choose(("box.count", "box.scale")), Kind.FLOAT)
    return _literal(maker, most)


_ODD_LITERALS = (
    ("1e300", Kind.FLOAT),
    ("1e999", Kind.FLOAT),
    ("-0.0", Kind.FLOAT),
    ("5e-324", Kind.FLOAT),
    ("2147483648", Kind.INT),
    ("9007199254740993", Kind.INT),
    ("9223372036854775807", Kind.INT),
    ("300", Kind.INT),
    ("-1", Kind.INT),
    ("True", Kind.BOOL),
)


def _literal(maker: Maker, most: Kind) -> Value:
    if maker.has("odd literals", 0.15):
        text, kind = maker.choose(_ODD_LITERALS)
        if kind <= most:
            return literal(text, kind, is_nonzero=text != "-0.0")
    if most == Kind.COMPLEX and maker.profile.has_complex and maker.chance(0.2):
        return literal(maker.choose(("1j", "2.5j", "0j")), Kind.COMPLEX)
    if most >= Kind.FLOAT and maker.chance(0.5):
        return literal(maker.choose(("0.5", "2.0", "0.25", "1.5", "3.0")), Kind.FLOAT)
    return literal(maker.choose("1234"), Kind.INT, is_small=True)
