"""The report on the study: its sums, its numbers, and what it says when a row is missing."""

import csv
import re
import sqlite3
from pathlib import Path

import pytest
from autopar_report.command_line import main
from autopar_report.frame import FrameFiles
from autopar_report.study_report import open_study, study_report
from databases import REPOSITORIES, empty_study, insert, small_crawl, small_frame, small_study

LOOPS = 7 * REPOSITORIES


def report(database: Path, output: Path) -> int:
    return main(["study", str(database), "--output", str(output), "--quiet"])


def read_csv(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "study" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    assert report(small_study(folder / "study.db"), folder) == 0
    return folder


def test_the_sums_of_the_flow_close(output: Path) -> None:
    steps = read_csv(output, "flow")
    assert len(steps) == 11
    for step in steps:
        assert int(step["previous"]) == int(step["kept"]) + int(step["dropped"])
    assert steps[-1] == {
        "step": "classified",
        "unit": "loop",
        "previous": str(LOOPS + REPOSITORIES),
        "kept": str(LOOPS),
        "dropped": str(REPOSITORIES),
    }
    dropped = sum(int(drop["n"]) for drop in read_csv(output, "flow_drops"))
    assert dropped == sum(int(step["dropped"]) for step in steps)
    assert "do not add up" not in (output / "index.html").read_text(encoding="utf-8")


def test_the_repositories_of_the_frame_are_followed_to_their_loops(tmp_path: Path) -> None:
    frame, crawl = small_frame(tmp_path), small_crawl(tmp_path / "crawl.db")
    with (tmp_path / "repositories.csv").open("a") as file:
        file.write("https://example.org/owner/gone,c,MIT\nhttps://example.org/owner/unread,c,MIT\n")
    with sqlite3.connect(crawl) as connection:
        connection.execute(
            "INSERT INTO source SELECT 'https://example.org/owner/gone#c', 'PINNED', 'GONE', "
            "version, generation, 0, damaged, incomplete, 1, 'none there', NULL, NULL FROM source"
        )
    connection.close()
    database = open_study(small_study(tmp_path / "study.db"), FrameFiles(frame, crawl))
    columns = ("step", "previous", "kept", "dropped", "reasons")
    steps = database.rows("report_repository_flow", columns)
    database.close()
    n = REPOSITORIES
    assert steps == [
        ("with a notebook file", n + 2, n, 2, "GONE 1, NOT_READ 1"),
        ("with a Python notebook that has code", n, n, 0, ""),
        ("with a loop", n, n, 0, ""),
        ("with a classified loop", n, n, 0, ""),
    ]


def delete(database: Path, row: str) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute(f"DELETE FROM {row}").rowcount == 1
    connection.close()


@pytest.mark.parametrize(
    ("row", "step"),
    [
        ("occurrence WHERE path = 'r3/a.ipynb'", "listed"),
        (f"notebook WHERE blob = '{3:040x}'", "unique"),
        (f"cell WHERE blob = '{3:040x}' AND cell = 2", "cells"),
        (f"loop WHERE blob = '{3:040x}' AND cell = 1 AND loop = 2", "loops"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'GREATEST_COMMON_DIVISOR'", "test runs"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'NAME'", "test runs"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'NONE'", "pairs decided"),
    ],
)
def test_a_deleted_row_opens_a_sum(row: str, step: str, tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    assert study_report(database)[1] == []
    delete(database, row)
    gaps = study_report(database)[1]
    assert gaps
    assert gaps[0].startswith(f"step '{step}' does not close: ")


@pytest.mark.usefixtures("no_drawing")
def test_a_sum_that_does_not_close_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = small_study(tmp_path / "study.db")
    delete(database, "occurrence WHERE path = 'r0/link.ipynb'")
    assert report(database, tmp_path) == 4
    assert "does not close" in capsys.readouterr().err
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    warning = page.index('class="warning" role="alert"')
    assert "do not add up" in page[warning : warning + 200]
    assert warning < page.index('class="tiles"')


def test_the_main_table_counts_every_headline_loop_once(output: Path) -> None:
    rows = read_csv(output, "verdicts_statement") + read_csv(output, "verdicts_comprehension")
    trivial = sum(int(kind["trivial"]) for kind in read_csv(output, "loop_kinds"))
    assert sum(int(row["loops"]) for row in rows) == LOOPS - trivial
    for family in ("statement", "comprehension"):
        shares = [float(row["share"]) for row in read_csv(output, f"verdicts_{family}")]
        assert sum(shares) == pytest.approx(1)


def test_a_share_lies_in_its_interval(output: Path) -> None:
    rows = [row for row in read_csv(output, "verdicts_statement") if int(row["loops"])]
    assert rows
    for row in rows:
        assert float(row["share_low"]) < float(row["share"]) < float(row["share_high"])


def test_headline_sets_are_nested_and_complete(output: Path) -> None:
    rows = read_csv(output, "headline")
    for row in rows:
        shares = [float(row[f"{name}_share"]) for name in ("decided", "conditional", "neither")]
        assert sum(shares) == pytest.approx(1)
    strict, relaxed = rows[0], rows[1]
    assert (strict["headline"], relaxed["headline"]) == ("STRICT", "RELAXED")
    assert int(strict["decided"]) < int(relaxed["decided"])
    assert int(strict["conditional"]) > 0


def test_stages_and_verdicts_agree(output: Path) -> None:
    verdicts = read_csv(output, "verdicts_statement") + read_csv(output, "verdicts_comprehension")
    for row in read_csv(output, "stages"):
        loops = sum(int(v["loops"]) for v in verdicts if v["verdict"] == row["verdict"])
        assert int(row["all"]) == loops


def test_every_loop_is_under_one_stage(output: Path) -> None:
    rows = read_csv(output, "stage_sums")
    assert [row["stage"] for row in rows] == [
        "SYNTAX", "LOOP", "NOTEBOOK", "LIBRARY", "BOUNDS", "TYPES", "CONTENT", "NEVER",
    ]  # fmt: skip
    trivial = sum(int(kind["trivial"]) for kind in read_csv(output, "loop_kinds"))
    assert sum(int(r["classified_decided"]) + int(r["classified_needed"]) for r in rows) == LOOPS
    assert sum(int(r["decided"]) + int(r["needed"]) for r in rows) == LOOPS - trivial
    by_stage = {row["stage"]: row for row in rows}
    assert int(by_stage["NEVER"]["decided"]) == 0
    assert int(by_stage["TYPES"]["guarded"]) == int(by_stage["TYPES"]["needed"]) > 0


def test_the_stages_together_give_the_loops_of_relaxed(output: Path) -> None:
    rows = read_csv(output, "stage_gains")
    sets = [
        row
        for family in ("statement", "comprehension")
        for row in read_csv(output, f"sets_{family}")
        if row["headline"] == "RELAXED decided or conditional"
    ]
    assert sum(int(row["loops"]) for row in rows) == sum(int(row["loops"]) for row in sets) > 0
    assert float(rows[-1]["reached"]) == 1
    shares = [float(row["reached"]) for row in rows]
    assert shares == sorted(shares)


def test_runs_and_pairs_of_every_test_are_counted(output: Path) -> None:
    rows = {row["test"]: row for row in read_csv(output, "pair_tests")}
    assert len(rows) == 13
    for row in rows.values():
        outcomes = ("independent", "dependent", "passed_on", "gave_up")
        assert int(row["applied"]) == sum(int(row[name]) for name in outcomes)
    assert int(rows["GCD"]["passed_on"]) == 2 * REPOSITORIES
    assert int(rows["exact (integer points)"]["gave_up"]) == REPOSITORIES
    assert int(rows["ZIV"]["applied"]) == 0
    for name, share in (("name", 0.4), ("exact (integer points)", 0.3), ("no test", 0.3)):
        assert float(rows[name]["share"]) == pytest.approx(share)
    assert float(rows["GCD"]["share"]) == 0


def test_pairs_by_answer_are_the_pairs_of_the_tests(output: Path) -> None:
    answers = {row["answer"]: row for row in read_csv(output, "pair_answers")}
    for name, pairs in (("independent", 5), ("dependent", 2), ("unknown", 3)):
        assert int(answers[name]["pairs"]) == pairs * REPOSITORIES
        of_tests = sum(int(row[f"pairs_{name}"]) for row in read_csv(output, "pair_tests"))
        assert of_tests == pairs * REPOSITORIES


def test_pairs_of_trivial_loops_are_not_in_the_headline(output: Path) -> None:
    trivial = sum((7 * number) % 11 == 10 for number in range(REPOSITORIES))
    assert trivial == 1
    whole = sum(int(row["headline_pairs"]) for row in read_csv(output, "pair_answers"))
    assert whole == 10 * (REPOSITORIES - trivial)


def test_a_database_of_an_older_version_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = small_study(tmp_path / "study.db")
    with sqlite3.connect(database) as connection:
        connection.execute("DROP VIEW flow_gap")
        connection.execute("DROP VIEW detail_flow")
        connection.execute("DROP TABLE scalar_flow")
    connection.close()
    assert report(database, tmp_path) != 0
    assert "of an older version" in capsys.readouterr().err


def test_every_status_has_an_example(output: Path) -> None:
    rows = {row["status"]: row for row in read_csv(output, "file_status")}
    assert set(rows) == {"OK", "BAD_JSON", "SYMLINK"}
    assert rows["SYMLINK"]["example"] == "r0/link.ipynb"
    assert sum(int(row["files"]) for row in rows.values()) == REPOSITORIES + 4


def test_the_page_needs_no_other_file(output: Path) -> None:
    page = (output / "index.html").read_text(encoding="utf-8")
    needed = re.findall(r'<(?:img|link|script|iframe)[^>]*(?:src|href)="([^"]*)"', page)
    assert needed
    assert all(source.startswith("data:") for source in needed)
    assert "<script" not in page
    assert "url(" not in page
    anchors = set(re.findall(r'id="([^"]*)"', page))
    links = re.findall(r'href="#([^"]*)"', page)
    assert len(links) > 8
    assert set(links) <= anchors
    assert len(re.findall(r'id="', page)) == len(anchors)
    assert len(page) < 10_000_000


def test_the_same_database_gives_the_same_bytes(output: Path, tmp_path: Path) -> None:
    arguments = ["study", str(output / "study.db"), "--output", str(tmp_path), "--jobs", "2"]
    assert main([*arguments, "--quiet"]) == 0
    files = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert len(files) > 20
    for file in files:
        assert (tmp_path / file).read_bytes() == (output / file).read_bytes(), file


def test_an_empty_database_gives_a_report(tmp_path: Path) -> None:
    assert report(empty_study(tmp_path / "study.db"), tmp_path) == 0
    assert read_csv(tmp_path, "verdicts_statement") == []


def test_the_database_is_not_changed(tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    before = database.read_bytes()
    study_report(database)
    assert database.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["study.db"]


def test_shares_of_notebooks_and_repositories_count_those_with_one(output: Path) -> None:
    rows = {row["verdict"]: row for row in read_csv(output, "verdicts_statement")}
    # Verdict k of VERDICTS belongs to loop 7 * number + loop: SEARCH is the fifth.
    with_search = sum(any((7 * n + k) % 11 == 4 for k in range(7)) for n in range(REPOSITORIES))
    for name in ("notebooks", "repositories"):
        assert int(rows["SEARCH"][name]) == with_search
    assert int(rows["SEARCH"]["notebook_whole"]) == REPOSITORIES
    for unit in ("notebook", "repository"):
        low, high = float(rows["SEARCH"][f"{unit}_low"]), float(rows["SEARCH"][f"{unit}_high"])
        assert low < with_search / REPOSITORIES < high


def test_the_raw_counts_are_all_headline_loops(output: Path) -> None:
    rows = read_csv(output, "raw_counts")
    verdicts = read_csv(output, "verdicts_statement") + read_csv(output, "verdicts_comprehension")
    assert sum(int(row["loops"]) for row in rows) == sum(int(row["loops"]) for row in verdicts)
    assert len({tuple(row[name] for name in list(row)[:-1]) for row in rows}) == len(rows)


def test_the_first_row_of_sensitivity_is_the_headline(output: Path) -> None:
    for family in ("statement", "comprehension"):
        first = read_csv(output, f"sensitivity_{family}")[0]
        sets = {row["headline"]: row for row in read_csv(output, f"sets_{family}")}
        assert int(first["loops"]) == int(sets["STRICT decided"]["whole"])
        for column, name in (
            ("strict_decided", "STRICT decided"),
            ("strict_all", "STRICT decided or conditional"),
            ("relaxed_decided", "RELAXED decided"),
            ("relaxed_all", "RELAXED decided or conditional"),
        ):
            assert float(first[column]) == float(sets[name]["share"])


def test_rows_of_sensitivity_name_the_fields_that_the_frame_lacks(output: Path) -> None:
    missing = {row["missing"] for row in read_csv(output, "sensitivity_statement")}
    assert missing == {"", *(f"not available: {name}" for name in ("fork", "stars", "created"))}
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "not available: stars" in page
    assert "by year: not available: created" in page


@pytest.mark.usefixtures("no_drawing")
def test_failures_are_counted_by_the_year_of_the_repository(tmp_path: Path) -> None:
    """r1 also holds the damaged file and that of another language."""
    database = small_study(tmp_path / "study.db")
    connection = sqlite3.connect(database)
    for number, created in enumerate(("2017-05-01", "2017-06-01", "2019")):
        insert(
            connection, "repository", source="corpus", repository=f"owner/r{number}", listed=1,
            created=created,
        )  # fmt: skip
    connection.execute("UPDATE cell SET study_syntax = 'DAMAGED' WHERE cell = 3")
    connection.commit()
    connection.close()
    assert report(database, tmp_path) == 0
    rows = [list(row.values()) for row in read_csv(tmp_path, "failures_by_year")]
    others = REPOSITORIES - 3
    assert rows == [
        ["2017", "4", "1", "6", "2"],
        ["2019", "1", "0", "3", "1"],
        ["not known", str(others), "0", str(3 * others), str(others)],
    ]


def test_the_ladder_says_what_each_level_removes(output: Path) -> None:
    rows = {row["level"][:2]: row for row in read_csv(output, "ladder")}
    # One notebook lies there twice; bad and other are contents, but not Python with code.
    assert (int(rows["L0"]["items"]), int(rows["L0"]["removed"])) == (REPOSITORIES + 3, 0)
    assert (int(rows["L1"]["items"]), int(rows["L1"]["removed"])) == (REPOSITORIES + 3, 1)
    groups = {row["level"][:2]: row for row in read_csv(output, "ladder_groups")}
    assert (int(groups["L1"]["pairs_of_copies"]), int(groups["L1"]["largest"])) == (1, 2)
    assert int(rows["L2"]["items"]) == REPOSITORIES
    for row in rows.values():
        assert int(row["items"]) == int(row["distinct_items"]) + int(row["removed"])


def test_main_tables_are_there_as_latex(output: Path) -> None:
    text = (output / "study" / "verdicts_statement.tex").read_text(encoding="utf-8")
    assert r"DOALL\_PRIV & STRICT & " in text
    assert text.count(r"\\") == 1 + len(read_csv(output, "verdicts_statement"))
    assert len(list((output / "study").glob("*.tex"))) >= 5


@pytest.fixture(scope="module")
def page_with_texts(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("texts")
    database, crawl = small_study(folder / "study.db"), small_crawl(folder / "crawl.db")
    arguments = ["study", str(database), "--output", str(folder), "--quiet"]
    frame = small_frame(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autopar_report.page._call", lambda draw: "<svg/>")
        assert main([*arguments, "--frame", str(frame), "--crawl", str(crawl)]) == 0
    return (folder / "index.html").read_text(encoding="utf-8")


def examples(page: str, anchor: str) -> list[str]:
    group = page[page.index(f'id="{anchor}"') :]
    return re.findall(r"<li>(.*?)</li>", group[: group.index("</details>")], re.DOTALL)


def test_numbers_lead_to_loops_with_repository_commit_and_line(page_with_texts: str) -> None:
    assert '<a href="#loops-verdict-statement-search">' in page_with_texts
    found = examples(page_with_texts, "loops-verdict-statement-search")
    assert len(found) == sum((number % 11) == 4 for number in range(LOOPS))
    # Loop 4 of the first notebook stands in line 5 of its second cell.
    link = f"https://example.org/owner/r0/blob/{0:040x}/r0/a.ipynb"
    assert any(link in text and "cell 2, line 5" in text for text in found)


@pytest.mark.usefixtures("no_drawing")
def test_the_commit_that_was_read_is_said_without_a_frame(tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE occurrence SET commit_name = ?", ("c" * 40,))
    connection.close()
    assert report(database, tmp_path) == 0
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all("commit cccccccccc" in text for text in examples(page, "loops-kind-for"))


def test_texts_are_shown_only_where_a_licence_is_known(page_with_texts: str) -> None:
    shown = 0
    for text in examples(page_with_texts, "loops-kind-for"):
        number = re.search(r"owner/r(\d+)", text)
        assert number is not None
        assert ("<pre>" in text) == (int(number[1]) % 2 == 0)
        assert ("no licence known" in text) == (int(number[1]) % 2 == 1)
        shown += "<pre>" in text
    assert shown
    assert "text 1-5 &lt;&amp;&gt;\ntext 1-6 &lt;&amp;&gt;</pre>" in page_with_texts


def test_at_most_twenty_loops_stand_behind_a_number(page_with_texts: str) -> None:
    groups = re.findall(r'<details class="loops"><summary id="([^"]*)"', page_with_texts)
    assert len(groups) > 20
    counts = [len(examples(page_with_texts, anchor)) for anchor in groups]
    assert max(counts) == 20
    assert min(counts) >= 1


def test_without_a_frame_no_text_is_shown(output: Path) -> None:
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "<pre>" not in page
    assert "commits and licences are not known" in page


def test_judged_loops_of_the_headline_are_judged_as_the_schema_does(tmp_path: Path) -> None:
    database = open_study(small_study(tmp_path / "study.db"), FrameFiles())
    columns = ("blob", "cell", "loop", "family", "verdict", "headline", "decision")
    headline = database.rows("report_loop", columns)
    database.close()
    assert headline
    database = open_study(tmp_path / "study.db", FrameFiles())
    assert set(headline) <= set(database.rows("report_judged", columns))
    database.close()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("manifest = 'none.csv'", "none.csv"),
        ("manifest =", "frame.toml"),
        ("repositories = 'short.csv'", "has no column commit, licence"),
        ("repositories = 'words.csv'", "'many' under stars is no whole number"),
    ],
)
def test_a_frame_that_can_not_be_read_is_1(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "frame.toml").write_text(text)
    (tmp_path / "short.csv").write_text("repository\na/b\n")
    (tmp_path / "words.csv").write_text("repository,commit,licence,stars\na/b,c,MIT,many\n")
    database = small_study(tmp_path / "study.db")
    arguments = ["study", str(database), "--output", str(tmp_path / "d")]
    assert main([*arguments, "--frame", str(tmp_path / "frame.toml")]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.usefixtures("no_drawing")
def test_fields_of_the_frame_open_rows_of_sensitivity(tmp_path: Path) -> None:
    frame = small_frame(tmp_path)
    file = tmp_path / "repositories.csv"
    lines = file.read_text().splitlines()
    file.write_text(
        "\n".join(
            [lines[0] + ",stars", *(f"{line},{100 * (i % 2)}" for i, line in enumerate(lines[1:]))]
        )
    )
    database = small_study(tmp_path / "study.db")
    arguments = ["study", str(database), "--output", str(tmp_path), "--quiet"]
    assert main([*arguments, "--frame", str(frame)]) == 0
    rows = {row["choice"]: row for row in read_csv(tmp_path, "sensitivity_statement")}
    popular = rows["popular repositories (100 stars or more)"]
    base = rows["headline: each cell once (L3)"]
    assert popular["missing"] == ""
    assert 0 < int(popular["loops"]) < int(base["loops"])


def test_the_page_begins_with_sentences_that_agree_with_its_tables(output: Path) -> None:
    page = (output / "index.html").read_text(encoding="utf-8")
    short = page[page.index("<h2") : page.index("<h2", page.index("<h2") + 1)]
    statements = {row["headline"]: row for row in read_csv(output, "sets_statement")}
    loops = int(statements["STRICT decided"]["whole"])
    share = 100 * float(statements["STRICT decided"]["share"])
    assert f"Of {loops:,} distinct for and while statements, {share:.1f} % (95 % interval" in short
    relaxed = 100 * float(statements["RELAXED decided or conditional"]["share"])
    assert f"or in the numbers drawn, it is {relaxed:.1f} % (95 % interval" in short
    sole = read_csv(output, "sole_reasons")
    assert f"For {sum(int(row['loops']) for row in sole):,} loops one thing alone" in short


def test_a_number_leads_to_a_group_of_as_many_loops(page_with_texts: str) -> None:
    links = re.findall(r'<a href="#(loops-[^"]*)">([\d,]+)</a>', page_with_texts)
    wholes = dict(
        re.findall(r'<summary id="(loops-[^"]*)">[^\n]*?, ([\d,]+) loops, ', page_with_texts)
    )
    assert len(links) > 30
    for anchor, number in links:
        assert wholes[anchor] == number, anchor
