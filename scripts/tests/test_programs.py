"""Every program has --help, --version, --jobs, --quiet and exit codes that its help documents.

The programs are those of AUTOPAR_PROGRAMS, or what the build leaves in build/bin.
"""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("AUTOPAR_PROGRAMS", ROOT / "build" / "bin"))
SAMPLE = ROOT / "data" / "sample" / "loops"
# What each program does with little work: its arguments; DIR is an empty folder. A program that
# has commands takes --jobs and --quiet behind each of them.
SMALL_RUNS = {
    "autopar-analyze": [str(SAMPLE), "--output", "DIR/study.db"],
    "autopar-bench": ["--cold-starts", "0", "--benchmark_list_tests"],
    "autopar-crawl": [str(SAMPLE), "--output", "DIR/crawl.db"],
    "autopar-explain": [str(ROOT / "bench_suite" / "programs" / "gemm" / "program.py")],
    "autopar-report": ["study", "DIR/study.db", "--output", "DIR/report"],
}


def built(name: str) -> str:
    program = FOLDER / name
    if not program.exists():
        pytest.skip(f"{program} is not built; AUTOPAR_PROGRAMS names another folder")
    return str(program)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def small_run(name: str, folder: Path) -> list[str]:
    """A command that succeeds, once what it needs lies in the folder."""
    if name == "autopar-report":
        run(built("autopar-analyze"), str(SAMPLE), "--output", str(folder / "study.db"), "--quiet")
    return [built(name), *(part.replace("DIR", str(folder)) for part in SMALL_RUNS[name])]


def helps(name: str) -> list[str]:
    """The help of the program and of each of its commands."""
    commands = [["study"], ["bench"]] if name == "autopar-report" else [[]]
    return [run(built(name), *command, "--help").stdout for command in commands]


def test_every_program_that_is_built_is_known_here() -> None:
    if not FOLDER.exists():
        pytest.skip(f"{FOLDER} is not there; AUTOPAR_PROGRAMS names another folder")
    found = {path.name for path in FOLDER.glob("autopar-*")}
    assert found <= SMALL_RUNS.keys()


@pytest.mark.parametrize("name", SMALL_RUNS)
def test_the_help_lists_the_common_flags_and_the_exit_codes(name: str) -> None:
    for text in helps(name):
        for word in ("--help", "--jobs", "--quiet", "xit codes"):
            assert word in text
    general = run(built(name), "--help")
    assert general.returncode == 0
    assert "--version" in general.stdout


@pytest.mark.parametrize("name", SMALL_RUNS)
def test_the_version_names_the_program(name: str) -> None:
    result = run(built(name), "--version")
    assert result.returncode == 0
    assert result.stdout.startswith(f"{name} 0.")
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize("name", SMALL_RUNS)
def test_quiet_says_nothing_of_a_run_that_succeeds(name: str, tmp_path: Path) -> None:
    command = small_run(name, tmp_path)
    if name == "autopar-bench":
        pytest.skip("a list of benchmarks is asked for, so it is printed")
    result = run(*command, "--jobs", "2", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("name", SMALL_RUNS)
def test_any_number_of_jobs_is_taken_but_none_is_wrong_usage(name: str, tmp_path: Path) -> None:
    command = small_run(name, tmp_path)
    assert run(*command, "--jobs", "2").returncode == 0
    for wrong in ("0", "-1", "many"):
        assert run(*command, "--jobs", wrong).returncode == 2


@pytest.mark.parametrize("name", SMALL_RUNS)
def test_an_unknown_flag_is_wrong_usage(name: str, tmp_path: Path) -> None:
    result = run(*small_run(name, tmp_path), "--no-such-flag")
    assert result.returncode != 0
    assert f"{name}: " in result.stderr


def test_another_dialect_than_the_known_ones_is_an_error_that_names_them(tmp_path: Path) -> None:
    result = run(*small_run("autopar-explain", tmp_path), "--source", "rust")
    assert result.returncode == 2
    assert "c, cuda and opencl are allowed, and this is rust" in result.stderr


def test_the_report_is_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    command = small_run("autopar-report", tmp_path)
    pages = []
    for jobs in ("1", "3"):
        assert run(*command, "--jobs", jobs).returncode == 0
        pages.append((tmp_path / "report" / "index.html").read_bytes())
    assert pages[0] == pages[1]
