"""autopar-bench from outside: names, flags, exit codes, and what it does with wrong results."""

import json
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from suite_under_test import SUITE, Run

FAST = ("--benchmark_min_time=0.001", "--benchmark_repetitions=2")
MORE = ("--contenders", str(SUITE / "tests" / "more_contenders.py"))


def read_rows(database: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_every_program_has_each_preset_and_contender(bench: Run) -> None:
    names = bench("--benchmark_list_tests").stdout.splitlines()
    assert len({name.split("/")[0] for name in names}) == 12
    warm = {name.removesuffix("/manual_time") for name in names if "/cold" not in name}
    for program in ("gemm", "jacobi_2d", "saxpy"):
        for preset in "SML":
            for contender in ("cpython", "numpy", "numba_auto", "numba_prange", "autopar_serial"):
                assert f"{program}/{preset}/{contender}" in warm
    assert "mandelbrot/S/autopar" in warm
    assert "mandelbrot/S/numpy" not in warm
    assert any(name.startswith("saxpy/S/numpy_only/cold") for name in names)
    assert not any(name.startswith("saxpy/M") and "/cold" in name for name in names)


def test_quick_is_preset_s_and_cold_starts_can_be_left_out(bench: Run) -> None:
    names = bench("--quick", "--cold-starts", "0", "--benchmark_list_tests").stdout.splitlines()
    assert names
    assert all("/S/" in name and "/cold" not in name for name in names)


def test_preset_xl_is_there_on_request_and_without_cpython(bench: Run) -> None:
    assert "/XL/" not in bench("--benchmark_list_tests").stdout
    names = bench("--xl", "--benchmark_list_tests").stdout
    assert "saxpy/XL/numba_njit/" in names
    assert "saxpy/XL/cpython/" not in names


def test_a_quick_run_starts_few_contenders_and_the_twelve_programs(bench: Run) -> None:
    names = bench("--quick", "--benchmark_list_tests").stdout.splitlines()
    cold = {name.split("/")[2] for name in names if "/cold" in name}
    assert cold == {"cpython", "numba_njit", "autopar", "numpy_only"}
    assert len({name.split("/")[0] for name in names}) == 12


def test_help_names_the_exit_codes_and_version_is_one_line(bench: Run) -> None:
    assert "Exit codes: 0" in bench("--help").stdout
    assert bench("--version").stdout.startswith("autopar-bench ")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--no-such-flag",), 2, "no such option: --no-such-flag"),
        (("gemm",), 2, "takes no argument gemm"),
        (("--jobs", "0"), 2, "--jobs"),
        (("--benchmark_filter=nothing",), 2, "nothing"),
        (("--output", "x.db", "--benchmark_out_format=csv"), 2, "does not go with --output"),
        (("--python", "/no/such/python"), 3, "there is no /no/such/python"),
        (("--python", "/usr/bin/python3"), 3, "does not belong to a virtual environment"),
        (("--output", "/no/such/folder/x.db"), 4, "/no/such/folder/x.db"),
    ],
)
def test_what_cannot_be_done_ends_with_one_sentence_and_its_code(
    bench: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    finished = bench(*arguments, *FAST)
    assert finished.returncode == code
    assert message in finished.stdout + finished.stderr


def test_google_benchmark_writes_its_json_with_the_environment(bench: Run) -> None:
    finished = bench(
        "--benchmark_filter=saxpy/S/cpython/m", "--benchmark_format=json", "--jobs", "1", *FAST
    )
    result = json.loads(finished.stdout)
    assert finished.returncode == 0
    assert result["context"]["threads"] == "1"
    assert result["context"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {row["name"] for row in result["benchmarks"]} >= {"saxpy/S/cpython/manual_time_median"}
    assert {row["label"] for row in result["benchmarks"]} == {"cpython x1"}


def test_right_results_end_in_the_database_and_quiet_is_quiet(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    for run in (1, 2):
        finished = bench(
            "--output",
            str(database),
            "--quiet",
            "--cold-starts",
            "1",
            "--benchmark_filter=gemm/S/(cpython|numpy_only)",
            *FAST,
        )
        assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", ""), run
    assert read_rows(
        database,
        "SELECT run_id, contender, measurement, status, device, n FROM result ORDER BY 1, 2, 3",
    ) == [
        (run, contender, measurement, "ok", device, n)
        for run in (1, 2)
        for contender, measurement, device, n in (
            ("cpython", "cold", "cpython", 1),
            ("cpython", "warm", "cpython", 2),
            ("numpy_only", "cold", "", 1),
        )
    ]
    assert read_rows(database, "SELECT count(*) FROM run WHERE finished_at IS NULL") == [(0,)]
    assert read_rows(database, "SELECT count(*) FROM result WHERE NOT median_ns > 0") == [(0,)]
    assert json.loads(database.with_suffix(".json").read_text())["benchmarks"]


def test_wrong_and_failing_contenders_are_kept_and_not_timed(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        *MORE,
        "--output",
        str(database),
        "--cold-starts",
        "1",
        "--benchmark_filter=saxpy/S/(wrong|raises|does_not)",
        *FAST,
    )
    assert finished.returncode == 1
    rows = read_rows(
        database, "SELECT contender, measurement, status, message, n FROM result ORDER BY 1, 2"
    )
    found = {(row[0], row[1]): row[2:] for row in rows}
    assert {key: facts[0] for key, facts in found.items()} == {
        ("does_not_start", "cold"): "failed",
        ("does_not_start", "warm"): "failed",
        ("raises", "cold"): "failed",
        ("raises", "warm"): "failed",
        ("wrong_bit", "cold"): "wrong",
        ("wrong_bit", "warm"): "wrong",
        ("wrong_later", "cold"): "ok",
        ("wrong_later", "warm"): "wrong",
    }
    assert "1 of 40000 elements differ" in str(found["wrong_bit", "warm"][1])
    assert found["raises", "warm"][1] == "ArithmeticError: planted"
    assert all(facts[2] is None for facts in found.values() if facts[0] != "ok")
    for (contender, measurement), facts in found.items():
        suffix = "/cold" if measurement == "cold" else ""
        line = f"saxpy/S/{contender}{suffix}: {facts[0]}: "
        assert (line in finished.stderr) == (facts[0] != "ok")


def test_a_comparison_that_throws_is_a_failure(bench: Run, tmp_path: Path) -> None:
    (tmp_path / "harness").symlink_to(SUITE / "harness")
    shutil.copytree(SUITE / "programs" / "saxpy", tmp_path / "programs" / "saxpy")
    source = tmp_path / "programs" / "saxpy" / "program.py"
    text = source.read_text().replace("\n\n\ndef saxpy_", "\n    return {a}\n\n\ndef saxpy_")
    source.write_text(text)
    finished = bench("--suite", str(tmp_path), "--benchmark_filter=saxpy/S/cpython/m", *FAST)
    assert finished.returncode == 1
    assert "saxpy/S/cpython: failed: TypeError: no comparison for set" in finished.stderr


def test_a_fallback_is_timed_but_not_called_a_success(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        *MORE, "--output", str(database), "--benchmark_filter=saxpy/S/falls_back/m", *FAST
    )
    assert finished.returncode == 0
    assert "FALLBACK: planted reason" in finished.stdout
    assert "saxpy/S/falls_back: fallback: planted reason" in finished.stderr
    rows = read_rows(database, "SELECT status, message, device, n FROM result")
    assert rows == [("fallback", "planted reason", "cpython", 2)]
