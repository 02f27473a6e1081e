"""The frame of the public manifest: its lists agree, and say what the report needs."""

import csv
import tomllib
from pathlib import Path

from autopar_report.frame import repository_name
from databases import ROOT

MANIFESTS = ROOT / "data" / "manifests"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_lists_of_the_public_frame_agree() -> None:
    description = tomllib.loads((MANIFESTS / "public.toml").read_text(encoding="utf-8"))
    files = read(MANIFESTS / description["manifest"])
    repositories = {row["repository"]: row for row in read(MANIFESTS / description["repositories"])}
    assert len(repositories) == 141
    assert {row["repository"] for row in files} == set(repositories)
    for row in files:
        assert row["commit"] == repositories[row["repository"]]["commit"]
    listed: dict[str, int] = dict.fromkeys(repositories, 0)
    for row in files:
        listed[row["repository"]] += 1
    assert listed == {name: int(row["notebooks_listed"]) for name, row in repositories.items()}
    there = {name: int(row["notebooks_there"]) for name, row in repositories.items()}
    assert all(listed[name] <= there[name] for name in listed)
    assert sum(row["licence"] == "" for row in repositories.values()) == 47


def test_a_repository_is_named_by_the_end_of_its_url() -> None:
    for url in ("https://example.org/a/b", "https://example.org/a/b.git", "git://h/x/a/b/", "a/b"):
        assert repository_name(url) == "a/b"
