"""Blocks of statements: loops, branches, early exits."""

from __future__ import annotations

from program_generator.expressions import comparison, condition
from program_generator.loop_headers import for_header
from program_generator.maker import INDENT, Maker
from program_generator.scope import Index, Scope
from program_generator.simple_statements import simple_statement
from program_generator.values import Kind, Level, Value


def indented(lines: list[str]) -> list[str]:
    return [INDENT + line for line in lines]


def for_loop(maker: Maker, scope: Scope, depth: int) -> list[str]:
    """A loop at nesting depth `depth`, which counts from 0, with all that is in it."""
    header, inside = for_header(maker, scope, depth)
    body = block(maker, inside, depth + 1, least=1)
    lines = [header, *indented(body)]
    scope.leave(inside)
    _leave_indices(scope, inside)
    return lines + _else_of_loop(maker, scope, body)


def _leave_indices(scope: Scope, inside: Scope) -> None:
    for index in inside.indices[len(scope.indices) :]:
        if index.name not in scope.bound:
            scope.perhaps[index.name] = Value(index.name, Kind.INT)


def _else_of_loop(maker: Maker, scope: Scope, body: list[str]) -> list[str]:
    chance = 0.5 if any("break" in line for line in body) else 0.1
    if not maker.has("else", chance):
        return []
    inside = scope.block()
    lines = indented(simple_statement(maker, inside))
    scope.leave(inside)
    return ["else:", *lines]


def while_loop(maker: Maker, scope: Scope, depth: int) -> list[str]:
    """Always ends: it counts in a name of its own."""
    counter = maker.new_name("w")
    inside = scope.block(in_loop=True)
    inside.indices = [*inside.indices, Index(counter, maker.room)]
    inside.kept = inside.kept | {counter}
    test = f"{counter} < n"
    if maker.chance(0.4):
        test = f"{test} and {condition(maker, inside, 1).inside(Level.NOT)}"
    body = block(maker, inside, depth + 1, least=1, may_continue=False)
    scope.leave(inside)
    scope.bound[counter] = Value(counter, Kind.INT)
    step = maker.choose(("1", "1", "2"))
    if maker.chance(0.15):
        body = [f"if not ({test}):", f"{INDENT}break", *body]
        test = "True"
    lines = [f"{counter} = 0", f"while {test}:", *indented([*body, f"{counter} += {step}"])]
    return lines + _else_of_loop(maker, scope, body)


def block(
    maker: Maker, scope: Scope, depth: int, *, least: int = 1, may_continue: bool = True
) -> list[str]:
    """One to four statements, the deeper the fewer."""
    lines: list[str] = []
    for _ in range(maker.choose((least, 1, 2, 3) if depth < 2 else (least, 1, 2))):
        lines += _statement(maker, scope, depth, may_continue=may_continue)
    return lines


def _statement(maker: Maker, scope: Scope, depth: int, *, may_continue: bool) -> list[str]:
    turn = maker.random.random()
    deepest = maker.profile.deepest
    if depth < deepest and turn < 0.33:
        if maker.has("while", 0.3):
            return while_loop(maker, scope, depth)
        return for_loop(maker, scope, depth)
    if scope.in_loop and turn < 0.4:
        early = _early_exit(maker, scope, may_continue=may_continue)
        if early:
            return early
    if turn < 0.6 - 0.05 * depth and depth < 5 and maker.profile.has("if"):
        return _branch(maker, scope, depth, may_continue=may_continue)
    return simple_statement(maker, scope)


def _early_exit(maker: Maker, scope: Scope, *, may_continue: bool) -> list[str]:
    words = [word for word in ("break", "continue") if maker.profile.has(word)]
    if not may_continue:
        words = [word for word in words if word != "continue"]
    if not words:
        return []
    word = maker.choose(words)
    test = comparison(maker, scope, 1)
    return [f"if {test.text}:", f"{INDENT}{word}"]


def _branch(maker: Maker, scope: Scope, depth: int, *, may_continue: bool) -> list[str]:
    test = condition(maker, scope, 2)
    insides = [scope.block()]
    lines = [f"if {test.text}:"]
    lines += indented(block(maker, insides[0], depth + 1, may_continue=may_continue))
    if maker.chance(0.2):
        insides.append(scope.block())
        lines.append(f"elif {condition(maker, scope, 1).text}:")
        lines += indented(simple_statement(maker, insides[-1]))
    if maker.chance(0.4):
        insides.append(scope.block())
        lines.append("else:")
        lines += indented(block(maker, insides[-1], depth + 1, may_continue=may_continue))
    for inside in insides:
        scope.leave(inside)
    return lines
