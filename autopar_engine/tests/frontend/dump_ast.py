"""Prints the structure of every statement of Python files, as CPython's parser sees it.

One line a statement: file number, line, column, structure. The notation is that of structure.cpp,
where "?" stands for an expression that the region language does not hold. With --texts the one
argument is a file of texts, each after its size in bytes; what parses also gets a line "parsed".
"""

import ast
import struct
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "~", ast.Not: "not"}
BINARY = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}
COMPARISON = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def form(*parts: str) -> str:
    return "(" + " ".join(parts) + ")"


def real(value: float) -> str:
    return struct.pack(">d", value).hex()


def constant(value: object) -> str:
    if value is None or value is Ellipsis or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "float:" + real(value)
    if isinstance(value, complex):
        return "imag:" + real(value.imag)
    return "str"


def subscript(node: ast.Subscript) -> str:
    index = node.slice
    parts = index.elts if isinstance(index, ast.Tuple) and len(index.elts) > 1 else [index]
    return form("[]", expression(node.value), *(expression(part) for part in parts))


def call(node: ast.Call) -> str:
    positional = [
        "*" + expression(each.value) if isinstance(each, ast.Starred) else expression(each)
        for each in node.args
    ]
    keywords = [
        (each.arg + "=" if each.arg else "**") + expression(each.value) for each in node.keywords
    ]
    return form("call", expression(node.func), *positional, *keywords)


def display(node: ast.Tuple | ast.List | ast.Set) -> str:
    return form(type(node).__name__.lower(), *(expression(each) for each in node.elts))


def dictionary(node: ast.Dict) -> str:
    parts = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            return "?"
        parts += [expression(key), expression(value)]
    return form("dict", *parts)


def comparison(node: ast.Compare) -> str:
    parts = [expression(node.left)]
    for operator, operand in zip(node.ops, node.comparators, strict=True):
        parts += [COMPARISON[type(operator)], expression(operand)]
    return form("cmp", *parts)


def formatted(node: ast.JoinedStr) -> str:
    has_value = any(isinstance(each, ast.FormattedValue) for each in node.values)
    return "?" if has_value else "str"


def slice_of(node: ast.Slice) -> str:
    return form(
        "slice",
        *(expression(part) if part else "_" for part in (node.lower, node.upper, node.step)),
    )


def expression(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant):
        return constant(node.value)
    if isinstance(node, ast.Attribute):
        return form(".", expression(node.value), node.attr)
    if isinstance(node, ast.Subscript):
        return subscript(node)
    if isinstance(node, ast.Slice):
        return slice_of(node)
    if isinstance(node, ast.UnaryOp):
        return form(UNARY[type(node.op)], expression(node.operand))
    if isinstance(node, ast.BinOp):
        return form(BINARY[type(node.op)], expression(node.left), expression(node.right))
    if isinstance(node, ast.BoolOp):
        name = "and" if isinstance(node.op, ast.And) else "or"
        return form(name, *(expression(each) for each in node.values))
    if isinstance(node, ast.Compare):
        return comparison(node)
    if isinstance(node, ast.IfExp):
        return form("if", expression(node.test), expression(node.body), expression(node.orelse))
    if isinstance(node, ast.Call):
        return call(node)
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return display(node)
    if isinstance(node, ast.Dict):
        return dictionary(node)
    if isinstance(node, COMPREHENSIONS):
        return "C"
    return formatted(node) if isinstance(node, ast.JoinedStr) else "?"


def statement(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Assign):
        targets = [expression(each) for each in node.targets]
        return form("=", *targets, expression(node.value))
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return form("=", expression(node.target), expression(node.value))
    if isinstance(node, ast.AugAssign):
        operator = BINARY[type(node.op)]
        return form(operator + "=", expression(node.target), expression(node.value))
    if isinstance(node, ast.Expr):
        return expression(node.value)
    if isinstance(node, (ast.If, ast.While)):
        return form("test", expression(node.test))
    return None


def dump(number: int, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for each in node.decorator_list:
                print(number, each.lineno, each.col_offset - len("@"), expression(each))
        if isinstance(node, ast.stmt) and (text := statement(node)) is not None:
            print(number, node.lineno, node.col_offset, text)


def texts_of(path: Path) -> Iterator[str | None]:
    """The texts of a file of "size in bytes, newline, bytes"; None for one that is no UTF-8."""
    with path.open("rb") as file:
        while size := file.readline():
            content = file.read(int(size))
            try:
                yield content.decode()
            except UnicodeDecodeError:
                yield None


def dump_texts(path: Path) -> None:
    for number, text in enumerate(texts_of(path)):
        try:
            tree = ast.parse(text) if text is not None else None
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            tree = None
        if tree is not None:
            print(number, "parsed")
            dump(number, tree)


def main() -> None:
    sys.setrecursionlimit(20_000)
    warnings.simplefilter("ignore")
    if sys.argv[1] == "--texts":
        dump_texts(Path(sys.argv[2]))
        return
    for number, path in enumerate(sys.argv[1:]):
        dump(number, ast.parse(Path(path).read_bytes()))


main()
