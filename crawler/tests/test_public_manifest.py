"""The manifest of public notebooks is what its README says."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from crawling import PROGRAM, ROOT, rows, run

MANIFEST = ROOT / "data" / "manifests" / "public.csv"


def records() -> list[dict[str, str]]:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_names_a_notebook_once() -> None:
    found = records()
    assert len(found) == 6188
    assert len({record["blob"] for record in found}) == len(found)
    assert len({record["repository"] for record in found}) == 141
    assert sum(int(record["bytes"]) for record in found) == 452_713_587
    for record in found:
        assert record["repository"].startswith("https://github.com/")
        assert record["path"].endswith(".ipynb")
        assert re.fullmatch("[0-9a-f]{40}", record["commit"])
        assert re.fullmatch("[0-9a-f]{40}", record["blob"])


@pytest.mark.slow
@pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")
def test_the_archives_of_the_corpus_hold_what_it_names(tmp_path: Path) -> None:
    folder = os.environ.get("AUTOPAR_CORPUS_ARCHIVES")
    if not folder:
        pytest.skip("AUTOPAR_CORPUS_ARCHIVES names no folder with the archives")
    archives = sorted(Path(folder).glob("*.tar.zst"))
    assert run(*archives, "--output", tmp_path / "crawl.db").returncode == 0
    found = rows(tmp_path / "crawl.db", "SELECT path, blob, size_bytes FROM occurrence")
    expected = {
        (
            record["repository"].removeprefix("https://github.com/") + "/" + record["path"],
            record["blob"],
            int(record["bytes"]),
        )
        for record in records()
    }
    assert set(found) == expected
