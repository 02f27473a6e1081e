"""What the tests share. AUTOPAR_BENCH names the program; ctest sets it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SUITE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SUITE / "harness"))

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def bench() -> Run:
    """Runs autopar-bench with this process's Python and gives what it left."""
    program = Path(os.environ.get("AUTOPAR_BENCH", SUITE.parent / "build/bin/autopar-bench"))
    if not program.exists():
        pytest.skip(f"{program} is not built; set AUTOPAR_BENCH")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(program), "--python", sys.executable, *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    return run
