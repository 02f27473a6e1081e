"""The paper's claims and the committed tables: what holds, what is noticed, what is said."""

import csv
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from autopar_report.bench_report import open_bench
from autopar_report.claims import (
    EXPECTED_TABLES,
    LEVELS,
    Outcome,
    check_claims,
    check_tables,
    read_claims,
)
from autopar_report.command_line import main
from databases import (
    REPOSITORIES,
    ROOT,
    bench_of_twelve,
    small_bench,
    small_frame,
    small_study,
)

RESULTS = ROOT / "results"

CLAIMS = """
[[claim]]
id = "T1"
mark = "PAPER"
statement = "There are notebooks."
reading = "Distinct ones."
database = "study"
query = "SELECT count(*) FROM notebook"
operator = ">="
expected = {expected}
tolerance = {tolerance}
levels = ["kick"]
command = "none"
minutes = 0

[[claim.beside]]
text = "of them damaged"
query = "SELECT count(*) FROM notebook WHERE status <> 'OK'"

[[claim]]
id = "T2"
mark = "REGRESSION"
statement = "There are programs."
reading = "Distinct ones."
database = "bench"
query = "SELECT count(DISTINCT program) FROM problem"
operator = "<="
expected = 2
tolerance = 0
levels = ["kick", "full"]
command = "none"
minutes = 0
"""


@pytest.mark.parametrize("level", LEVELS)
def test_every_claim_of_the_paper_can_be_asked(level: str, tmp_path: Path) -> None:
    claims = read_claims(RESULTS / "claims.toml", level)
    assert [claim.name for claim in claims if claim.mark == "PAPER"][:3] == ["C1", "C2", "C3"]
    assert all(claim.reading and claim.command for claim in claims)


@pytest.mark.parametrize("level", LEVELS)
def test_tables_are_committed_for_every_level(level: str) -> None:
    files = sorted((RESULTS / "expected" / level).glob("*.csv"))
    assert [file.stem for file in files] == sorted(EXPECTED_TABLES)
    with (RESULTS / "expected" / level / "verdicts_statement.csv").open(newline="") as file:
        assert sum(int(row["loops"]) for row in csv.DictReader(file)) > 50


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    database, frame = small_study(folder / "study.db"), small_frame(folder)
    arguments = ["study", str(database), "--output", str(folder), "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autopar_report.page._call", lambda draw: "<svg/>")
        assert main([*arguments, "--frame", str(frame)]) == 0
    return folder


@pytest.fixture
def report(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "report"))


def check(report: Path, *more: str, expected: float = 14, tolerance: float = 0) -> int:
    claims = report / "claims.toml"
    claims.write_text(CLAIMS.format(expected=expected, tolerance=tolerance))
    study = ["claims", "--study", str(report / "study.db"), "--claims", str(claims)]
    return main([*study, "--level", "kick", "--output", str(report), *more])


def test_the_last_line_counts_the_claims_of_the_paper_alone(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert REPOSITORIES + 2 == 14
    bench = ["--bench", str(small_bench(report / "bench.db"))]
    assert check(report, *bench) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "REGRESSION: 1 of 1 earlier values",
        "PAPER: 1 of 1 claims",
    ]
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "PAPER: 1 of 1 claims." in page
    assert "of them damaged" in page


def test_a_claim_that_does_not_hold_is_5_and_named(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = ["--bench", str(small_bench(report / "bench.db"))]
    assert check(report, *bench, expected=15) == 5
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "T1 does not hold: There are notebooks."
    assert lines[-1] == "PAPER: 0 of 1 claims"
    assert check(report, *bench, expected=15, tolerance=1) == 0


def test_a_claim_that_could_not_be_asked_does_not_count(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(report) == 5
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "T2 was not checked: There are programs."
    assert lines[-2] == "REGRESSION: 0 of 1 earlier values"


def test_claims_on_benchmarks_are_left_out_on_request_and_named(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(report, "--without-bench") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "left out, since no benchmarks were run: T2"
    assert lines[-2] == "REGRESSION: 0 of 0 earlier values"


def check_bench_claims(path: Path) -> dict[str, Outcome]:
    claims = [c for c in read_claims(RESULTS / "claims.toml", "kick") if c.database == "bench"]
    database = open_bench(path)
    found = {outcome.claim.name: outcome for outcome in check_claims(claims, {"bench": database})}
    database.close()
    return found


def test_the_claims_on_benchmarks_sum_up_the_twelve(tmp_path: Path) -> None:
    """CPython takes 10 ms, autopar 50 us, Numba's njit 40 us times the number of the program."""
    found = check_bench_claims(bench_of_twelve(tmp_path / "bench.db"))
    assert found["C4"].found == pytest.approx(200)
    assert dict(found["C4"].beside)["how many of the twelve reach 100"] == 12
    assert found["C4"].holds
    beside = dict(found["C5"].beside)
    assert beside["the greatest ratio"] == pytest.approx(12 * 40 / 50)
    assert beside["how many of the twelve are faster than njit by their interval"] == 11
    assert beside["how many are slower"] == 1
    assert 12 * 40 / 50 * 0.9 < (found["C5"].found or 0.0) < 12 * 40 / 50
    assert found["C5"].holds


def test_a_median_that_is_less_by_chance_makes_no_claim_hold(tmp_path: Path) -> None:
    path = bench_of_twelve(tmp_path / "bench.db", njit_ns=lambda _number: 50_100)
    found = check_bench_claims(path)
    assert dict(found["C5"].beside)["the greatest ratio"] == pytest.approx(1.002)
    assert not found["C5"].holds


@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM cell WHERE problem_id = 5",
        "DELETE FROM repetition WHERE cell_id IN "
        "(SELECT cell_id FROM cell WHERE problem_id = 5 AND contender = 'cpython')",
    ],
)
def test_claims_on_twelve_are_not_checked_on_eleven(tmp_path: Path, lost: str) -> None:
    path = bench_of_twelve(tmp_path / "bench.db")
    with sqlite3.connect(path) as connection:
        connection.execute(lost)
    connection.close()
    found = check_bench_claims(path)
    assert found["C4"].holds is None
    assert found["C5"].holds is None


def test_a_failure_counts_as_one_in_the_claims(tmp_path: Path) -> None:
    path = bench_of_twelve(tmp_path / "bench.db")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "DELETE FROM repetition WHERE cell_id IN "
            "(SELECT cell_id FROM cell WHERE problem_id = 5 AND contender = 'autopar')"
        )
    connection.close()
    assert check_bench_claims(path)["C4"].found == pytest.approx(200 ** (11 / 12))


def test_a_changed_number_a_lost_row_and_a_lost_table_are_noticed(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = report / "expected"
    bench = ["--bench", str(small_bench(report / "bench.db"))]
    compare = [*bench, "--expected", str(expected)]
    assert check(report, *compare, "--update") == 0
    assert len(list(expected.glob("*.csv"))) == len(EXPECTED_TABLES)
    for name, old, new in (
        ("headline", "STRICT", "STRICTER"),
        ("stage_sums", "SYNTAX,12", "SYNTAX,13"),
        ("sets_statement", "0.", "0.00001"),
    ):
        file = expected / f"{name}.csv"
        text = file.read_text()
        assert text.replace(old, new, 1) != text or name == "stage_sums"
        file.write_text(text.replace(old, new, 1))
    rows = (expected / "reasons.csv").read_text().splitlines()
    (expected / "reasons.csv").write_text("\n".join(rows[:-1]) + "\n")
    (report / "study" / "ladder.csv").unlink()
    capsys.readouterr()
    assert check(report, *compare) == 5
    output = capsys.readouterr().out
    assert (
        "headline is not as committed: row 1 (STRICTER), headline: was STRICTER, is STRICT"
        in output
    )
    assert "sets_statement is not as committed" in output
    assert f"reasons is not as committed: {len(rows) - 2} rows, now {len(rows) - 1}" in output
    assert "ladder is not as committed: there is no such table" in output
    assert "PAPER: 1 of 1 claims" in output


def test_last_digits_of_a_float_are_no_difference(tmp_path: Path) -> None:
    for folder, share in (("a", "0.12345678901234567"), ("b", "0.12345678901234569")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.csv").write_text(f"name,share\nx,{share}\n")
    assert check_tables(tmp_path / "a", tmp_path / "b")[0].difference == ""
    (tmp_path / "b" / "t.csv").write_text("name,share\nx,0.1234568\n")
    assert check_tables(tmp_path / "a", tmp_path / "b")[0].difference.startswith("row 1 (x), share")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('operator = ">="', 'operator = "near"', "T1 has no known operator or mark"),
        ('mark = "PAPER"', 'mark = "HOPE"', "T1 has no known operator or mark"),
        ("minutes = 0", "", "a claim without a usable 'minutes'"),
        ('SELECT count(*) FROM notebook"', 'SELECT blob FROM notebook"', "gives no single number"),
        ('SELECT count(*) FROM notebook"', 'SELECT n FROM nowhere"', "no such table: nowhere"),
        ("[[claim]]", "[[claim", "claims.toml"),
    ],
)
def test_claims_that_can_not_be_read_are_1(
    old: str, new: str, message: str, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = report / "claims.toml"
    claims.write_text(CLAIMS.format(expected=1, tolerance=0).replace(old, new, 1))
    study = ["claims", "--study", str(report / "study.db"), "--claims", str(claims)]
    assert main([*study, "--level", "kick", "--output", str(report)]) == 1
    assert message in capsys.readouterr().err


def test_the_artifact_page_lists_the_claims_of_the_paper() -> None:
    page = (ROOT / "docs" / "artifact.md").read_text(encoding="utf-8")
    claims = read_claims(RESULTS / "claims.toml", "full")
    for claim in (claim for claim in claims if claim.database == "study"):
        line = next(line for line in page.splitlines() if line.startswith(f"| {claim.name} |"))
        assert f"{claim.expected:,g}" in line
    rows = {path.stem for path in (RESULTS / "expected" / "kick").glob("*.csv")}
    assert f"REGRESSION: {len(rows)} of {len(rows)} earlier values" in page


def test_tables_are_updated_from_a_corpus_that_has_to_be_there(tmp_path: Path) -> None:
    script = str(ROOT / "scripts" / "update_expected")
    for arguments in ([], [str(tmp_path / "none")], [str(tmp_path), "more"]):
        result = subprocess.run([script, *arguments], capture_output=True, text=True, check=False)
        assert result.returncode == 2
        assert "give the notebooks of the manifest" in result.stderr
    result = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    assert "usage: scripts/update_expected CORPUS" in result.stdout
