"""The kit for raters: what is drawn, what a sheet may say, and how far two sheets agree."""

import csv
import re
import sqlite3
from pathlib import Path

import pytest
from autopar_report.command_line import main
from autopar_report.raters import Sheet, agreements, allocate, draw
from autopar_report.taxonomy import DIMENSIONS
from databases import ROOT, small_crawl, small_frame, small_study


def test_the_lists_of_the_guide_are_those_of_the_schema() -> None:
    schema = (ROOT / "corpus_analyzer" / "study_schema" / "schema.sql").read_text(encoding="utf-8")
    table = schema[schema.index("CREATE TABLE loop (") :]
    for name, (_, values) in DIMENSIONS.items():
        check = re.search(rf"CHECK \({name} IN \((.*?)\)\)", table, re.DOTALL)
        assert check is not None, name
        listed = re.findall(r"'(\w+)'", re.sub("--.*", "", check[1]))
        assert sorted(values) == sorted(listed), name


def test_strata_get_even_parts_and_small_ones_all_of_theirs() -> None:
    assert allocate({"a": 100, "b": 100, "c": 100}, 30) == {"a": 10, "b": 10, "c": 10}
    assert allocate({"a": 100, "b": 2, "c": 100}, 30) == {"a": 14, "b": 2, "c": 14}
    assert allocate({"a": 100, "b": 0, "c": 100}, 31) == {"a": 16, "b": 0, "c": 15}
    assert allocate({"a": 3, "b": 2}, 30) == {"a": 3, "b": 2}


def test_the_same_seed_draws_the_same_loops_and_another_one_others() -> None:
    strata = {"a": list(range(100)), "b": list(range(100, 200))}
    drawn = draw(strata, 40, 7)
    assert drawn == draw(strata, 40, 7)
    assert drawn != draw(strata, 40, 8)
    assert len({item for item, _ in drawn}) == 40
    assert sum(name == "a" for _, name in drawn) == 20
    assert [name for _, name in drawn] != sorted(name for _, name in drawn)


def sheet(labels: list[str]) -> Sheet:
    return Sheet(["kind"], {str(i): {"kind": label} for i, label in enumerate(labels)})


def test_kappa_is_that_of_the_textbook() -> None:
    # Both FOR 20 times, both WHILE 15, the first alone FOR 5 times, the second alone 10.
    one = ["FOR"] * 20 + ["WHILE"] * 15 + ["FOR"] * 5 + ["WHILE"] * 10
    other = ["FOR"] * 20 + ["WHILE"] * 15 + ["WHILE"] * 5 + ["FOR"] * 10
    found = agreements(sheet(one), sheet(other))[0]
    assert found.loops == 50
    assert found.agreed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.interval is not None
    low, high = found.interval
    assert 0.1 < low < 0.4 < high < 0.7
    assert found.confusion["FOR", "WHILE"] == 5
    assert found.confusion["WHILE", "FOR"] == 10


def test_kappa_is_unknown_where_chance_explains_all() -> None:
    found = agreements(sheet(["FOR"] * 5), sheet(["FOR"] * 5))[0]
    assert (found.agreed, found.kappa, found.interval) == (1.0, None, None)


def test_fields_left_empty_do_not_count() -> None:
    one = Sheet(["kind"], {"1": {"kind": "FOR"}, "2": {}, "3": {"kind": "WHILE"}})
    other = Sheet(["kind"], {"1": {"kind": "FOR"}, "2": {"kind": "FOR"}, "4": {"kind": "FOR"}})
    assert agreements(one, other)[0].loops == 1


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    database, crawl = small_study(folder / "study.db"), small_crawl(folder / "crawl.db")
    arguments = ["sample", str(database), "--output", str(folder), "--loops", "30", "--seed", "7"]
    frame = small_frame(folder)
    assert main([*arguments, "--quiet", "--frame", str(frame), "--crawl", str(crawl)]) == 0
    return folder


def test_a_sample_is_blind_and_its_key_is_not(drawn: Path) -> None:
    labels, key = read(drawn / "labels.csv"), read(drawn / "key.csv")
    assert len(labels) == len(key) == 30
    for blind, known in zip(labels, key, strict=True):
        for name in ("id", "repository", "commit", "path", "cell", "loop", "line"):
            assert blind[name] == known[name] != ""
        assert all(blind[name] == "" and known[name] != "" for name in DIMENSIONS)
    assert len({(row["path"], row["cell"], row["loop"]) for row in labels}) == 30


def test_a_path_is_no_formula_for_a_spreadsheet(tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE occurrence SET path = '=1+1/' || path")
    connection.close()
    arguments = ["sample", str(database), "--output", str(tmp_path), "--seed", "7", "--quiet"]
    assert main(arguments) == 0
    assert all(row["path"].startswith("./=1+1/r") for row in read(tmp_path / "labels.csv"))


def test_the_loops_are_shown_without_their_verdicts(drawn: Path) -> None:
    page = (drawn / "loops.html").read_text(encoding="utf-8")
    body = page[page.index("<main>") :]
    assert body.count("<h2") == 30
    assert "<pre>text 1-" in body
    for verdict in DIMENSIONS["verdict"][1]:
        assert f"<code>{verdict}" not in body


def test_the_guide_explains_every_value(drawn: Path) -> None:
    guide = (drawn / "guide.md").read_text(encoding="utf-8")
    for _, values in DIMENSIONS.values():
        assert all(f"| {value} | {text} |" in guide for value, text in values.items())


def test_a_sheet_is_compared_with_the_key(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = read(drawn / "key.csv")
    for row in rows[:6]:
        row["verdict"] = "TRIVIAL" if row["verdict"] != "TRIVIAL" else "SEQ"
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    key = drawn / "key.csv"
    assert main(["agreement", str(filled), str(key), "--output", str(tmp_path)]) == 0
    assert "verdict       30   80.0 %" in capsys.readouterr().out
    found = {row["dimension"]: row for row in read(tmp_path / "agreement.csv")}
    assert float(found["verdict"]["agreed"]) == pytest.approx(0.8)
    assert float(found["domain"]["kappa"]) == 1
    confusion = read(tmp_path / "confusion_verdict.csv")
    assert sum(int(row["loops"]) for row in confusion) == 30


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,kind\n1,FOR\n1,FOR\n", "line 3: 1 stands there twice"),
        ("id,kind\n1,for each\n", "line 2: kind can't be FOR EACH, only FOR, WHILE"),
        ("name,kind\n1,FOR\n", "is no sheet: it needs the column id"),
        ("id,kind\n2,FOR\n", "no labelled loop in common"),
    ],
)
def test_a_sheet_that_can_not_be_used_is_1(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("id,kind\n1,FOR\n")
    bad.write_text(text)
    assert main(["agreement", str(good), str(bad)]) == 1
    assert message in capsys.readouterr().err
