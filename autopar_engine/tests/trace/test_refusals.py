"""Each refusal has a golden file: `# KIND at LINE:COLUMN-LINE:COLUMN: SENTENCE`, then the text.

A refusal that needs the types of a call reads `# KIND when compiled, line LINE: SENTENCE`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from golden_loops import EXPLAIN, GOLDEN, ROOT, explain

ENGINE = ROOT / "autopar_engine"
PATHS = sorted((GOLDEN / "refusal").glob("refuse_*.py"))
# More text than a golden file should hold.
GENERATED = {"TooLarge"}


@cache
def kinds() -> dict[str, str]:
    """The sentence of each kind."""
    table = (ENGINE / "include/autopar/refusal_kinds.def").read_text()
    return dict(re.findall(r'^AUTOPAR_REFUSAL\((\w+), "(.*)", \w+\)$', table, re.MULTILINE))


@cache
def used_kinds() -> set[str]:
    """Those with which some room refuses."""
    rooms = (path for path in ENGINE.rglob("*.cpp") if "tests" not in path.parts)
    return {kind for path in rooms for kind in re.findall(r"RefusalKind::(\w+)", path.read_text())}


@cache
def static_refusals() -> dict[str, set[str]]:
    return {
        path.name: {
            f"{each['kind']} at {each['line']}:{each['column']}-{each['end_line']}:"
            f"{each['end_column']}: {each['sentence']}"
            for loop in report["loops"]
            for each in loop["refusals"]
        }
        for path, report in zip(PATHS, explain(PATHS), strict=True)
    }


def first_line(path: Path) -> str:
    return path.read_text().partition("\n")[0].removeprefix("# ")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_text_is_refused_as_the_first_line_says(path: Path) -> None:
    expected = first_line(path)
    compiled = re.fullmatch(r"(\w+) when compiled, line (\d+): (.*)", expected)
    if compiled is None:
        assert expected in static_refusals()[path.name]
        return
    command = [str(EXPLAIN), "--source", "c", str(path)]
    text = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    (said,) = re.findall(r"^// not compiled: (.*) \(line (\d+)\)$", text, re.MULTILINE)
    assert said[0].startswith(compiled[3])
    assert said[1] == compiled[2]
    assert kinds()[compiled[1]] == compiled[3]


def test_every_refusal_has_a_file_named_after_it() -> None:
    files = {path.stem: first_line(path).partition(" ")[0] for path in PATHS}
    names = {kind: "refuse" + re.sub("([A-Z])", r"_\1", kind).lower() for kind in files.values()}
    assert {name: names[kind] for name, kind in files.items()} == {name: name for name in files}
    assert {*files.values(), *GENERATED} == set(kinds()) & used_kinds()


def test_a_loop_beyond_the_budget_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.py"
    path.write_text("for i in range(9):\n" + ("    a[i] = " + "1 + " * 150 + "i\n") * 800)
    (report,) = explain([path])
    refusals = report["loops"][0]["refusals"]
    assert "TooLarge" in {each["kind"] for each in refusals}
    assert all(1 < each["line"] <= each["end_line"] for each in refusals)
