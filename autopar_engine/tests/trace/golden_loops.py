"""The golden loops, what the analysis says of them, and the differences that are known.

A golden file's first line is the right verdict of each of its loops. Comments below it feed the
oracle: `# before: STATEMENT` runs before the text, `# after: STATEMENT` after it; `# raises: NAME`
says that the text ends in that exception.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parents[1] / "golden"
SOME_UNREAD = 1
EXPLAIN = Path(os.environ.get("AUTOPAR_EXPLAIN", ROOT / "build/bin/autopar-explain"))


@dataclass(frozen=True, eq=False)
class GoldenLoop:
    """One loop: the expected verdict, and the analyzer's entry for it."""

    label: str
    expected: str
    expected_distance: int
    said: dict[str, Any]


@dataclass(frozen=True, eq=False)
class GoldenFile:
    path: Path
    source: str
    loops: tuple[GoldenLoop, ...]

    def lines(self, when: str) -> list[str]:
        return re.findall(rf"^# {when}: (.*)$", self.source, re.MULTILINE)


def golden_paths() -> list[Path]:
    return sorted((GOLDEN / "verdict").glob("*.py"))


@cache
def golden_files() -> dict[str, GoldenFile]:
    paths = golden_paths()
    reports = explain(paths)
    return {
        path.name: GoldenFile(path, path.read_text(), tuple(_loops(path, report["loops"])))
        for path, report in zip(paths, reports, strict=True)
    }


def explain(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """What autopar-explain --json says of each file, also of those with syntax errors."""
    command = [str(EXPLAIN), "--json", *map(str, paths)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, SOME_UNREAD), done.stderr
    return list(_objects(done.stdout))


def known_differences(name: str) -> dict[str, str]:
    """The lines of a list in the golden folder, `FILE: the rest`."""
    lines = (GOLDEN / name).read_text().splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    return {file: rest for file, _, rest in (entry.partition(": ") for entry in entries)}


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    position = 0
    while text[position:].strip():
        value, position = decoder.raw_decode(text, position)
        yield value
        position += len(text[position:]) - len(text[position:].lstrip())


def _loops(path: Path, said: list[dict[str, Any]]) -> Iterator[GoldenLoop]:
    first = path.read_text().partition("\n")[0].removeprefix("# ")
    expected = first.split("; ")
    assert len(expected) == len(said), f"{path.name}: {len(said)} loops, first line has {expected}"
    for text, entry in zip(expected, said, strict=True):
        label, _, verdict = text.rpartition(": ")
        found = re.match(r"([A-Z_]+)(?:\((\d+)\))?", verdict)
        assert found is not None, text
        yield GoldenLoop(label, found[1], int(found[2] or 1), entry)
