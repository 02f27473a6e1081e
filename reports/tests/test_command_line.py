"""The program's words and exit codes."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from autopar_report import __version__
from autopar_report.command_line import main
from databases import small_bench, small_study

MAIN = Path(__file__).resolve().parents[1] / "main.py"


def test_the_program_runs_by_path(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(MAIN), "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert result.stdout == f"autopar-report {__version__}\n"


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["study", "--help"], ["bench", "--help"]):
        with pytest.raises(SystemExit) as exit_info:
            main(arguments)
        assert exit_info.value.code == 0
        assert "exit codes:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["study"], ["study", "a.db"], ["study", "a.db", "--output", "d", "--jobs", "0"]],
)
def test_a_wrong_command_line_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(arguments)
    assert exit_info.value.code == 2


def test_a_missing_database_is_1_and_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.db"
    assert main(["study", str(missing), "--output", str(tmp_path / "d")]) == 1
    assert capsys.readouterr().err == f"autopar-report: no database at {missing}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_wrong_kind_of_database_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench, study = small_bench(tmp_path / "bench.db"), small_study(tmp_path / "study.db")
    for command, database in (("study", bench), ("bench", study)):
        assert main([command, str(database), "--output", str(tmp_path / "d")]) == 1
        assert "is no database of this kind" in capsys.readouterr().err


def test_a_file_that_is_no_database_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database at all, though long enough to look at\n" * 100)
    assert main(["study", str(text), "--output", str(tmp_path / "d")]) == 1
    assert "file is not a database" in capsys.readouterr().err


def test_a_cut_off_database_is_1(tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE loop")
    connection.close()
    assert main(["study", str(database), "--output", str(tmp_path / "d")]) == 1


@pytest.mark.usefixtures("no_drawing")
def test_quiet_prints_nothing_and_otherwise_the_page_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["bench", str(small_bench(tmp_path / "bench.db")), "--output", str(tmp_path / "d")]
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'd' / 'index.html'}\n"
