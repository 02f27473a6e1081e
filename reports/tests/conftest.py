"""Fixtures of the tests of autopar-report."""

import sys
from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPORTS), str(REPORTS / "tests")]


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure is an empty one: for tests that look at something else."""
    monkeypatch.setattr("autopar_report.page._call", lambda draw: "<svg/>")
