"""What scripts/reproduce makes of the exit codes of its programs, which are stubs here."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def write_program(path: Path, exit_code: int) -> None:
    """A program that says its name and arguments and ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "ran $(basename "$0") $1"\nexit {exit_code}\n')
    path.chmod(0o755)


def reproduce(folder: Path, analyzed: int = 0, claims: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs the script in a tree of stubs, of which two end with these exit codes."""
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "reproduce", folder / "scripts")
    (folder / "data" / "sample").mkdir(parents=True)
    for name in ("scripts/setup", "scripts/build", "build/bin/autopar-crawl"):
        write_program(folder / name, 0)
    write_program(folder / "build" / "bin" / "autopar-analyze", analyzed)
    report = folder / "build" / "bin" / "autopar-report"
    write_program(report, 0)
    if claims != 0:
        report.write_text(
            f'#!/bin/sh\necho "ran autopar-report $1"\n[ "$1" = study ] || exit {claims}\n'
        )
    command = [str(folder / "scripts" / "reproduce"), "--bench", "none"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("analyzed", "expected"),
    [(0, 0), (3, 0), (4, 4)],
)
def test_notebooks_that_were_given_up_are_told_behind_the_claims(
    tmp_path: Path, analyzed: int, expected: int
) -> None:
    result = reproduce(tmp_path, analyzed)
    assert result.returncode == expected, result.stderr
    assert "ran autopar-report study" in result.stdout
    assert result.stdout.rstrip().endswith("ran autopar-report claims")


@pytest.mark.parametrize("analyzed", [1, 2, 130])
def test_nothing_is_reported_of_a_study_that_failed(tmp_path: Path, analyzed: int) -> None:
    result = reproduce(tmp_path, analyzed)
    assert result.returncode == 1
    assert "ran autopar-analyze" in result.stdout
    assert "ran autopar-report" not in result.stdout


def test_a_claim_that_does_not_hold_outweighs_notebooks_that_were_given_up(tmp_path: Path) -> None:
    assert reproduce(tmp_path, analyzed=4, claims=1).returncode == 1
