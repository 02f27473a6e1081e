"""Every rule of the taxonomy has a file that names it, and the analyzer follows each."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_autopar_analyze import PROGRAM, ROOT, run

RULES = sorted((Path(__file__).parent / "taxonomy").glob("*.cells"))
SCHEMA = ROOT / "corpus_analyzer" / "study_schema" / "schema.sql"
KEYS = {"call": "callee", "memory_reference": "base", "scalar_flow": "place"}
BIT_SETS = {"control": "control", "wrappers": "wrapper"}

# Codes that no rule gives by itself: OTHER ends each list; the taxonomy has no rule for these.
WITHOUT_A_RULE = {
    "memory_reference.base_kind": {"OBJECT"},
    "memory_reference.form": {"OTHER"},
}

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


@dataclass(frozen=True)
class Rule:
    """A file of the folder: what it expects, and its cells."""

    expectations: list[str]
    cells: list[str]


def read_rule(path: Path) -> Rule:
    """Comment lines up to the first other one; those that expect nothing only tell."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    end = next(n for n, line in enumerate(lines) if not line.startswith("# "))
    expected = [line[2:].strip() for line in lines[:end]]
    expected = [line for line in expected if re.match(r"\w[\w.\[\] ]*(=| has )", line)]
    text = "".join(line for line in lines[end:])
    return Rule(expected, [cell.rstrip("\n") for cell in text.split("# ---\n")])


def write_notebook(rule: Rule, path: Path) -> None:
    """The rule's cells as a notebook."""
    counts = next((line.split("=")[1].split() for line in rule.expectations
                   if line.startswith("counts =")), [])  # fmt: skip
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": [],
         "execution_count": int(counts[number]) if counts else None}
        for number, source in enumerate(rule.cells)
    ]  # fmt: skip
    metadata = {"language_info": {"name": "python", "version": "3.11"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """The database of all rules, one notebook each."""
    folder = tmp_path_factory.mktemp("taxonomy")
    for path in RULES:
        write_notebook(read_rule(path), folder / f"{path.stem}.ipynb")
    done = run(folder, "--output", folder / "study.db")
    assert done.returncode == 0, done.stderr
    return sqlite3.connect(folder / "study.db")


class Question:
    """Asks the database about one notebook."""

    def __init__(self, study: sqlite3.Connection, name: str, cell: int) -> None:
        """The cell is the one whose loops are meant."""
        self.study = study
        self.cell = cell
        (self.blob,) = study.execute(
            "SELECT blob FROM occurrence WHERE path = ?", (f"{name}.ipynb",)
        ).fetchone()

    def value(self, table: str, column: str, condition: str = "1", *values: object) -> str:
        """The first row's value as text."""
        place = "" if table == "notebook" else f"AND cell = {self.cell}"
        row = self.study.execute(
            f"SELECT {column} FROM {table} WHERE blob = ? {place} AND {condition}",
            (self.blob, *values),
        ).fetchone()
        return "no row" if row is None else "NULL" if row[0] is None else str(row[0])

    def names(self, loop: int, column: str) -> set[str]:
        """The names of a bit set."""
        table = BIT_SETS[column]
        return {
            str(row[0])
            for row in self.study.execute(
                f"SELECT {table}.name FROM loop JOIN {table} ON loop.{column} & {table}.bit "
                "WHERE blob = ? AND cell = ? AND loop = ?",
                (self.blob, self.cell, loop),
            )
        }

    def rows(self, sql: str) -> list[set[str]]:
        """Rows as sets of words."""
        found = self.study.execute(sql, (self.blob, self.cell)).fetchall()
        return [{str(value) for value in row} for row in found]

    def hashes(self) -> list[str]:
        """Of the outermost loop of each cell."""
        return [
            str(row[0])
            for row in self.study.execute(
                "SELECT loop_sha1 FROM loop WHERE blob = ? AND loop = 0", (self.blob,)
            )
        ]


def check_equal(question: Question, left: str, wanted: str) -> None:
    """An expectation with an equals sign."""
    table, bracket, rest = left.partition("[")
    if bracket:
        key, column = rest.rsplit("].", 1)
        name = "loop" if table == "loop" else KEYS[table]
        assert question.value(table, column, f"{name} = ?", key) == wanted
    elif left == "clones":
        hashes = question.hashes()
        assert len(hashes) > 1
        assert len(set(hashes)) == (1 if wanted == "yes" else len(hashes))
    else:
        table, column = left.split(".")
        condition = "loop = 0" if table == "loop" else "1"
        assert question.value(table, column, condition) == wanted


def check_has(question: Question, left: str, wanted: str) -> None:
    """An expectation of something among others."""
    is_there = not wanted.startswith("not ")
    words = set(wanted.removeprefix("not ").split())
    if left.startswith("loop"):
        place, column = left.rsplit(".", 1)
        loop = int(place[5:-1]) if "[" in place else 0
        assert (words <= question.names(loop, column)) == is_there
        return
    query = {
        "call": "SELECT callee FROM call WHERE blob = ? AND cell = ?",
        "reason": "SELECT reason FROM loop_reason WHERE blob = ? AND cell = ?",
        "pair": "SELECT class, result, kind, distances FROM pair WHERE blob = ? AND cell = ?",
        "memory_reference":
            "SELECT 'loop', loop FROM memory_reference WHERE blob = ? AND cell = ?",
    }[left]  # fmt: skip
    assert any(words <= row for row in question.rows(query)) == is_there


@pytest.mark.parametrize("path", RULES, ids=[path.stem for path in RULES])
def test_the_analyzer_follows_the_rule(study: sqlite3.Connection, path: Path) -> None:
    rule = read_rule(path)
    assert rule.expectations
    cell = 0
    for line in rule.expectations:
        left, sign, wanted = re.split(r" (=|has) ", line, maxsplit=1)
        if left == "cell":
            cell = int(wanted)
        elif left != "counts":
            question = Question(study, path.stem, cell)
            (check_equal if sign == "=" else check_has)(question, left, wanted)


def closed_lists() -> dict[str, set[str]]:
    """The codes that each column of a table about loops allows."""
    lists: dict[str, set[str]] = {}
    for table in ("loop", "call", "memory_reference", "scalar_flow", "pair"):
        text = SCHEMA.read_text(encoding="utf-8")
        body = text[text.index(f"CREATE TABLE {table} (") :]
        body = re.sub(r"--.*", "", body[: body.index("WITHOUT ROWID")])
        for column, codes in re.findall(r"CHECK \((\w+) IN \(([^)]*)\)\)", body):
            lists[f"{table}.{column}"] = set(re.findall(r"'(\w+)'", codes))
    return lists


def expected_codes() -> dict[str, set[str]]:
    """The codes that some rule's file expects, by column."""
    codes: dict[str, set[str]] = {}
    for path in RULES:
        for line in read_rule(path).expectations:
            left, sign, wanted = re.split(r" (=|has) ", line, maxsplit=1)
            if sign == "=":
                codes.setdefault(re.sub(r"\[.*\]", "", left), set()).add(wanted)
            elif left == "pair":
                for column in ("class", "result", "kind"):
                    codes.setdefault(f"pair.{column}", set()).update(wanted.split())
            elif not wanted.startswith("not "):
                codes.setdefault(left.split(".")[-1], set()).add(wanted)
    return codes


def test_every_code_of_a_closed_list_has_a_rule() -> None:
    expected = expected_codes()
    for column, codes in closed_lists().items():
        if column in {"loop.verdict_if_guarded", "pair.result", "pair.kind"}:
            continue
        missing = codes - expected.get(column, set()) - WITHOUT_A_RULE.get(column, set())
        assert not missing, f"{column}: {sorted(missing)}"


@pytest.mark.parametrize(
    ("table", "column", "without_a_rule"),
    [
        ("control", "control", set()),
        ("wrapper", "wrappers", set()),
        # Those whose files expect them as the first reason.
        ("reason", "reason", {"R_FLOW", "R_SCALAR"}),
        ("effect", "call.class", {"NONE"}),
    ],
)
def test_every_bit_has_a_rule(
    study: sqlite3.Connection, table: str, column: str, without_a_rule: set[str]
) -> None:
    names = {str(row[0]) for row in study.execute(f"SELECT name FROM {table}")}
    assert names - expected_codes()[column] == without_a_rule
