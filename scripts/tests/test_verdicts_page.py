"""docs/verdicts.md explains every word that the programs print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADER = ROOT / "autopar_engine" / "include" / "autopar" / "verdict.hpp"


def codes_of(enumeration: str) -> list[str]:
    found = re.search(rf"AUTOPAR_NAMED_ENUM\({enumeration}, ([^)]*)\)", HEADER.read_text())
    assert found is not None
    names = found[1].replace("\n", " ").split(",")
    return [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()).upper() for name in names]


@pytest.mark.parametrize(
    ("enumeration", "prefix"), [("Verdict", ""), ("Stage", ""), ("Reason", "R_")]
)
def test_every_code_has_a_row(enumeration: str, prefix: str) -> None:
    page = (ROOT / "docs" / "verdicts.md").read_text()
    rows = re.findall(r"^\| ([A-Z_]+)", page, re.MULTILINE)
    missing = [prefix + code for code in codes_of(enumeration) if prefix + code not in rows]
    assert not missing
