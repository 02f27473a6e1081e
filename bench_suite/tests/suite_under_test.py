"""Where the suite is, and how autopar-bench is started."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SUITE = Path(__file__).resolve().parent.parent

FAST = ("--benchmark_min_time=0.001", "--benchmark_repetitions=2")
MORE = ("--contenders", str(SUITE / "tests" / "more_contenders.py"))

# Gives autopar-bench's exit code and what it printed, for arguments.
Run = Callable[..., subprocess.CompletedProcess[str]]


def find_program() -> Path:
    """AUTOPAR_BENCH, or what the build leaves in build/bin."""
    return Path(os.environ.get("AUTOPAR_BENCH", SUITE.parent / "build/bin/autopar-bench"))


def run_bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """With the Python that runs the tests as the virtual environment's."""
    command = [str(find_program()), "--python", sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def read_rows(database: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def read_texts(database: Path, query: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in read_rows(database, query)}
