"""Puts the package autopar_bench and the helpers of these tests on the path."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parent / "harness")]

from suite_under_test import Run, find_program, run_bench  # noqa: E402


@pytest.fixture(scope="session")
def bench() -> Run:
    if not find_program().exists():
        pytest.skip(f"{find_program()} is not built; AUTOPAR_BENCH names another")
    return run_bench
