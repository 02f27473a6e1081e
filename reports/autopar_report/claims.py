"""The paper's statements and our own earlier values, checked against databases and tables."""

import csv
import operator
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopar_report.database import Database, ReportError, Row
from autopar_report.page import Block, Note, Part, Points, Section
from autopar_report.table import Table

LEVELS = ("kick", "mid", "full")
_OPERATORS: dict[str, tuple[Callable[[float, float], bool], int]] = {
    ">=": (operator.ge, -1),
    "<=": (operator.le, 1),
    ">": (operator.gt, -1),
    "<": (operator.lt, 1),
}
# Numbers of expected tables may differ by this part of themselves: last digits of sums of floats.
_RELATIVE = 1e-9


@dataclass(frozen=True)
class Claim:
    """A statement and how it is checked at one level."""

    name: str
    mark: str
    statement: str
    reading: str
    database: str
    query: str
    operator: str
    expected: float
    tolerance: float
    command: str
    minutes: float
    beside: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """A claim with what was found. `found` is nothing where there was no database to ask."""

    claim: Claim
    found: float | None
    beside: Sequence[tuple[str, float | None]]

    @property
    def holds(self) -> bool | None:
        """Whether the claim holds; nothing if it was not checked."""
        if self.found is None:
            return None
        compare, sign = _OPERATORS[self.claim.operator]
        return compare(self.found, self.claim.expected + sign * self.claim.tolerance)


def _claim(entry: Mapping[str, Any], level: str, place: str) -> Claim:
    fields = {**entry, **entry.get(level, {})}
    try:
        claim = Claim(
            str(fields["id"]),
            str(fields["mark"]),
            str(fields["statement"]),
            str(fields["reading"]),
            str(fields["database"]),
            str(fields["query"]).strip(),
            str(fields["operator"]),
            float(fields["expected"]),
            float(fields["tolerance"]),
            str(fields["command"]),
            float(fields["minutes"]),
            [(str(b["text"]), str(b["query"]).strip()) for b in fields.get("beside", [])],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReportError(f"{place}: a claim without a usable {error}") from error
    if claim.operator not in _OPERATORS or claim.mark not in ("PAPER", "REGRESSION"):
        raise ReportError(f"{place}: {claim.name} has no known operator or mark")
    return claim


def read_claims(path: Path, level: str) -> list[Claim]:
    """The claims that are checked at `level`."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("claim", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: {error}") from error
    return [_claim(e, level, str(path)) for e in entries if level in e.get("levels", [])]


def check_claims(claims: Sequence[Claim], databases: Mapping[str, Database]) -> list[Outcome]:
    """What the databases say of each claim."""
    outcomes = []
    for claim in claims:
        database = databases.get(claim.database)
        if database is None:
            outcomes.append(Outcome(claim, None, []))
            continue
        beside = [(text, database.number(query)) for text, query in claim.beside]
        outcomes.append(Outcome(claim, database.number(claim.query), beside))
    return outcomes


@dataclass(frozen=True)
class TableOutcome:
    """A committed table and the first thing in which the report's one differs; '' if in none."""

    name: str
    rows: int
    difference: str


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _is_equal(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        first, second = float(one), float(other)
    except ValueError:
        return False
    return abs(first - second) <= _RELATIVE * max(abs(first), abs(second))


def _difference(expected: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> str:
    if not expected or not found or expected[0] != found[0]:
        return "other columns"
    for number, (row, other) in enumerate(zip(expected[1:], found[1:], strict=False), start=1):
        for column, one, two in zip(expected[0], row, other, strict=False):
            if not _is_equal(one, two):
                place = f"row {number} ({row[0]}), {column}"
                return f"{place}: was {one or 'nothing'}, is {two or 'nothing'}"
    if len(expected) != len(found):
        return f"{len(expected) - 1} rows, now {len(found) - 1}"
    return ""


def check_tables(expected: Path, folder: Path) -> list[TableOutcome]:
    """Each CSV file of `expected` against the one of the same name in `folder`."""
    outcomes = []
    for file in sorted(expected.glob("*.csv")):
        other = folder / file.name
        rows = _read(file)
        difference = (
            _difference(rows, _read(other)) if other.is_file() else "there is no such table"
        )
        outcomes.append(TableOutcome(file.stem, len(rows) - 1, difference))
    return outcomes


def _state(holds: bool | None) -> str:
    return {True: "holds", False: "does not hold", None: "not checked"}[holds]


def summary(outcomes: Sequence[Outcome], tables: Sequence[TableOutcome]) -> list[str]:
    """The lines that a run ends with: our own earlier values, then the paper's claims."""
    own = [outcome for outcome in outcomes if outcome.claim.mark == "REGRESSION"]
    paper = [outcome for outcome in outcomes if outcome.claim.mark == "PAPER"]
    equal = sum(not table.difference for table in tables)
    held = sum(outcome.holds is True for outcome in own)
    return [
        f"REGRESSION: {equal + held} of {len(tables) + len(own)} earlier values",
        f"PAPER: {sum(o.holds is True for o in paper)} of {len(paper)} claims",
    ]


def _bound(claim: Claim) -> str:
    tolerance = f", tolerance {claim.tolerance:g}" if claim.tolerance else ""
    return f"{claim.operator} {claim.expected:g}{tolerance}"


def _reading(outcome: Outcome) -> str:
    """How a claim is read, what the same number is over other loops, and what computes it."""
    claim = outcome.claim
    beside = [f"{text}: {number:.3g}" for text, number in outcome.beside if number is not None]
    also = f" Beside it, {'; '.join(beside)}." if beside else ""
    return f"{claim.name} is read so: {claim.reading}{also} Computed by {claim.command}."


_DATA = (
    "claim", "mark", "statement", "reading", "operator", "expected", "tolerance", "found",
    "outcome", "command", "minutes",
)  # fmt: skip


def _data_row(outcome: Outcome) -> Row:
    claim = outcome.claim
    return (
        claim.name, claim.mark, claim.statement, claim.reading, claim.operator, claim.expected,
        claim.tolerance, outcome.found, _state(outcome.holds), claim.command, claim.minutes,
    )  # fmt: skip


def claims_part(outcomes: Sequence[Outcome], tables: Sequence[TableOutcome], level: str) -> Part:
    """The claims as a part of the page."""
    about = Note(
        "PAPER: a statement of the paper's abstract, which gives no definitions, so below the "
        "table stands how each is read here. REGRESSION: our own earlier values. Checked at the "
        f"level {level}."
    )
    claims = Table(
        "claims",
        "The claims.",
        ("claim", "mark", "statement", "bound", "found", "outcome"),
        [
            (
                o.claim.name,
                o.claim.mark,
                o.claim.statement,
                _bound(o.claim),
                o.found,
                _state(o.holds),
            )
            for o in outcomes
        ],
        data=(_DATA, [_data_row(outcome) for outcome in outcomes]),
        is_main=True,
    )
    regression = Table(
        "expected_tables",
        f"Tables of results/expected/{level}, compared number by number.",
        ("table", "rows", "difference"),
        [(t.name, t.rows, t.difference or "none") for t in tables],
        is_folded=not any(t.difference for t in tables),
        most_rows=100,
    )
    readings = Points([_reading(outcome) for outcome in outcomes])
    lines: list[Block] = [Note(line + ".") for line in reversed(summary(outcomes, tables))]
    blocks: list[Block] = [about, *lines, claims, readings, regression]
    return Part("claims", "Claims", [Section("claims", "The paper's claims", blocks)])


# The tables that are committed: those that depend on the notebooks alone, not on where they lay.
EXPECTED_TABLES = (
    "control", "effects", "flow", "flow_drops", "guarded", "headline", "ladder",
    "ladder_groups", "loop_contexts", "loop_depths", "loop_domains", "loop_kinds",
    "pair_classes", "pair_tests", "python_versions", "raw_counts", "reasons", "reductions",
    "scalar_flows", "sensitivity_comprehension", "sensitivity_statement", "sets_comprehension",
    "sets_statement", "sole_reasons", "stage_gains", "stage_sums", "stages", "subscripts",
    "syntax_errors", "verdicts_comprehension", "verdicts_statement",
)  # fmt: skip


def write_expected(expected: Path, folder: Path) -> None:
    """Replaces the committed tables by those of the report in `folder`."""
    expected.mkdir(parents=True, exist_ok=True)
    for old in expected.glob("*.csv"):
        old.unlink()
    for name in EXPECTED_TABLES:
        (expected / f"{name}.csv").write_bytes((folder / f"{name}.csv").read_bytes())
