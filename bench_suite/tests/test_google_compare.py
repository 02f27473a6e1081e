"""compare.py of Google Benchmark on what autopar-bench writes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from suite_under_test import Run

# Where Debian's libbenchmark-tools has it, of the version of the library.
COMPARE = Path("/usr/share/benchmark/compare.py")
pytestmark = pytest.mark.skipif(
    not COMPARE.exists(),
    reason="Debian's libbenchmark-tools is not installed; scripts/setup installs it as root",
)
CONTENDERS = ("cpython", "numpy")
# Name, then the changes of time and CPU time, then old and new of both.
ROW = re.compile(r"^(\S+)\s+([+-]\d+\.\d+)\s+([+-]\d+\.\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$")


def run_compare(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(COMPARE), "--no-color", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def measure(bench: Run, *flags: str) -> None:
    wanted = f"--benchmark_filter=^saxpy/S/({'|'.join(CONTENDERS)})/m"
    fast = ("--benchmark_min_time=0.001", "--benchmark_repetitions=3")
    finished = bench(wanted, *fast, *flags)
    assert finished.returncode == 0, finished.stderr


def test_compare_py_holds_two_results_against_each_other(bench: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    measure(bench, f"--benchmark_out={one}")
    measure(bench, "--output", str(other.with_suffix(".db")))
    compared = run_compare("benchmarks", str(one), str(other))
    assert compared.returncode == 0, compared.stderr
    rows = [found for line in compared.stdout.splitlines() if (found := ROW.match(line))]
    names = [row[1] for row in rows]
    for contender in CONTENDERS:
        name = f"saxpy/S/{contender}/manual_time"
        assert names.count(name) == 3
        assert names.count(f"{name}_median") == 1
        assert f"{name}_pvalue" in compared.stdout


def test_compare_py_holds_two_contenders_of_one_result_against_each_other(
    bench: Run, tmp_path: Path
) -> None:
    result = tmp_path / "result.json"
    measure(bench, f"--benchmark_out={result}")
    compared = run_compare("--no-utest", "filters", str(result), *CONTENDERS)
    assert compared.returncode == 0, compared.stderr
    assert "saxpy/S/[cpython vs. numpy]/manual_time_median" in compared.stdout
