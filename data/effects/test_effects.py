"""The published table of effects is the one that the engine has.

usage: test_effects.py --update   writes effects.csv anew
"""

import csv
import io
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "autopar_engine" / "dependence"


def upper_snake(name: str) -> str:
    """The spelling of databases: FileIo is FILE_IO."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def table() -> str:
    """The rows of effects.def as CSV."""
    version = re.search(
        r"kEffectTableVersion = (\d+);", (ENGINE / "effects.hpp").read_text(encoding="utf-8")
    )
    assert version
    rows = []
    for line in (ENGINE / "effects.def").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r'AUTOPAR_FUNCTION\("(.+)", (\w+)\)', line):
            rows.append(("FUNCTION", "", found[1], upper_snake(found[2])))
        elif found := re.fullmatch(r'AUTOPAR_METHOD\("(.+)", "(.+)", (\w+)\)', line):
            rows.append(("METHOD", found[1], found[2], upper_snake(found[3])))
        elif found := re.fullmatch(r'AUTOPAR_SAFE_BY_NAME\("(.+)", "(.+)"\)', line):
            rows.append(("SAFE_BY_NAME", found[2], found[1], ""))
        else:
            assert not line or line.startswith("//"), line
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("version", "kind", "type", "name", "effect"))
    writer.writerows((version[1], *row) for row in rows)
    return text.getvalue()


def test_the_table_is_the_engines() -> None:
    published = (HERE / "effects.csv").read_text(encoding="utf-8")
    assert published.count("\n") > 250
    assert published == table()


def test_what_is_compiled_has_a_row() -> None:
    """The study knows what the compiler knows."""
    compiled = (ENGINE.parent / "typing" / "numpy_functions.cpp").read_text(encoding="utf-8")
    names = re.findall(r'^    (?:near\(|\{)"(\w+)"', compiled, re.MULTILINE)
    assert len(names) > 50
    rows = {row["name"] for row in csv.DictReader(io.StringIO(table()))}
    assert [name for name in names if f"numpy.{name}" not in rows] == []


if __name__ == "__main__" and sys.argv[1:] == ["--update"]:
    (HERE / "effects.csv").write_text(table(), encoding="utf-8")
