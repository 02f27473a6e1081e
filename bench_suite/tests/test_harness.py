"""autopar-bench from outside: names, flags, exit codes, and what it does with wrong results."""

import json
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from suite_under_test import FAST, MORE, SUITE, Run, read_rows, read_texts


def test_every_program_has_each_preset_and_contender(bench: Run) -> None:
    names = bench("--benchmark_list_tests").stdout.splitlines()
    assert len({name.split("/")[0] for name in names}) == 12
    warm = {name.removesuffix("/manual_time") for name in names if "/cold" not in name}
    for program in ("gemm", "jacobi_2d", "saxpy"):
        for preset in "SML":
            for contender in ("cpython", "numpy", "numba_auto", "numba_prange", "autopar_serial"):
                assert f"{program}/{preset}/{contender}" in warm
    assert "seidel_2d/S/autopar" in warm
    assert "seidel_2d/S/numpy" not in warm
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


def test_processes_with_a_warm_cache_are_started_of_who_keeps_one(bench: Run) -> None:
    names = bench("--benchmark_list_tests", "--benchmark_filter=^gemm/S/.*/cached").stdout
    assert [name.split("/")[2] for name in names.splitlines()] == [
        "numba_njit",
        "numba_auto",
        "numba_prange",
        "autopar",
    ]


def test_processes_with_a_warm_cache_are_right_and_timed(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        "--output",
        str(database),
        "--cold-starts",
        "2",
        "--benchmark_filter=^saxpy/S/(numba_njit|numba_prange|autopar)/cached",
        *FAST,
    )
    assert finished.returncode == 0, finished.stderr
    query = "SELECT contender, measurement, status, n FROM result ORDER BY 1"
    assert read_rows(database, query) == [
        (contender, "cached", "ok", 2) for contender in ("autopar", "numba_njit", "numba_prange")
    ]


def test_compiled_code_alone_is_timed_where_there_is_some(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    wanted = "--benchmark_filter=^(gemm|notebook_cell)/S/autopar/(kernel|manual)"
    finished = bench("--output", str(database), "--extended", wanted, *FAST)
    assert finished.returncode == 0, finished.stderr
    query = "SELECT program, measurement, status FROM result ORDER BY 1, 2"
    assert read_rows(database, query) == [
        ("gemm", "kernel", "ok"),
        ("gemm", "warm", "ok"),
        ("notebook_cell", "warm", "fallback"),
    ]
    rows = read_rows(database, "SELECT median_ns > 0 FROM result WHERE measurement = 'kernel'")
    assert rows == [(1,)]


def test_a_series_has_nine_sizes_and_cpython_leaves_the_large_ones_out(bench: Run) -> None:
    assert "/size" not in bench("--benchmark_list_tests").stdout
    names = bench("--size-series", "--extended", "--benchmark_list_tests").stdout.splitlines()
    fields = [name.split("/") for name in names if "/size" in name]
    assert len({(field[0], field[1]) for field in fields}) == 9 * 29
    sizes = [field[1] for field in fields if field[0] == "gemm" and field[2] == "cpython"]
    assert sizes[0] == "size1"
    assert "size9" not in sizes
    assert sum(field[0] == "gemm" and field[2] == "autopar" for field in fields) == 9


def test_a_series_of_threads_goes_up_to_the_jobs(bench: Run) -> None:
    names = bench(
        "--thread-series", "--jobs", "20", "--benchmark_filter=^saxpy/.*=", "--benchmark_list_tests"
    ).stdout.splitlines()
    assert {name.split("/")[1] for name in names} == {"L"}
    counts = [name.split("=")[1].split("/")[0] for name in names if "/autopar/" in name]
    assert counts == ["1", "2", "3", "4", "5", "6", "7", "8", "16"]
    assert {name.split("/")[2] for name in names} == {
        "numba_auto",
        "numba_prange",
        "autopar_cpu",
        "autopar",
    }


def test_a_contender_is_told_its_number_of_threads(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        *MORE,
        "--output",
        str(database),
        "--thread-series",
        "--jobs",
        "3",
        "--benchmark_filter=^conv2d/L/scales",
        *FAST,
    )
    assert finished.returncode == 0
    rows = read_rows(database, "SELECT asked_threads, threads FROM every_result ORDER BY 1")
    assert rows == [(1, 1), (2, 2), (3, 3)]
    assert read_rows(database, "SELECT asked_threads, threads FROM result") == [(3, 3)]


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
        (("--benchmark_filter=(",), 2, "--benchmark_filter=( is no regular expression"),
        (("--benchmark_repetitions=none",), 2, "--benchmark_repetitions"),
        (("--time-limit", "0"), 2, "--time-limit"),
        (("--benchmark_filter=saxpy/S/cpython/m", "--benchmark_out=/no/x"), 4, "/no/x"),
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
    said = [line.split(": ")[1:3] for line in finished.stderr.splitlines() if ": saxpy/S/" in line]
    assert said == [
        ["saxpy/S/does_not_start", "failed (the first of 2 cells)"],
        ["saxpy/S/raises", "failed (the first of 2 cells)"],
        ["saxpy/S/wrong_bit", "wrong (the first of 2 cells)"],
        ["saxpy/S/wrong_later", "wrong"],
    ]


def test_a_crash_or_a_hang_is_one_failed_cell(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        *MORE,
        "--output",
        str(database),
        "--time-limit",
        "5",
        "--cold-starts",
        "1",
        "--benchmark_filter=saxpy/S/(cpython|crashes|hangs|numpy)",
        *FAST,
    )
    assert finished.returncode == 1
    query = "SELECT contender, status, message, n FROM result WHERE measurement = ? ORDER BY 1"
    segfault = "the process ended with 139 (Segmentation fault)"
    late = "took longer than 5 s"
    assert read_rows(database, query.replace("?", "'warm'")) == [
        ("cpython", "ok", "", 2),
        ("crashes", "failed", segfault, None),
        ("crashes_later", "failed", "the process ended with 137 (Killed)", None),
        ("hangs", "failed", late, None),
        ("numpy", "ok", "", 2),
    ]
    assert read_rows(database, query.replace("?", "'cold'")) == [
        ("cpython", "ok", "", 1),
        ("crashes", "failed", f"{segfault}: ", None),
        ("crashes_later", "ok", "", 1),
        ("hangs", "failed", late, None),
        ("numpy", "ok", "", 1),
        ("numpy_only", "ok", "", 1),
    ]


def test_what_a_contender_prints_does_not_get_into_the_result(bench: Run) -> None:
    finished = bench(*MORE, "--benchmark_filter=saxpy/S/prints/m", "--benchmark_format=json", *FAST)
    assert json.loads(finished.stdout)["benchmarks"]
    assert "printed by a contender" in finished.stderr


def test_the_results_of_several_problems_are_one_result(bench: Run, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    finished = bench(
        "--benchmark_filter=^(saxpy|histogram)/S/(cpython|numpy)/m",
        f"--benchmark_out={file}",
        "--benchmark_format=csv",
        *FAST,
    )
    assert finished.returncode == 0
    runs = json.loads(file.read_text())["benchmarks"]
    names = {run["name"] for run in runs if run["run_type"] == "iteration"}
    assert names == {
        f"{program}/S/{contender}/manual_time"
        for program in ("saxpy", "histogram")
        for contender in ("cpython", "numpy")
    }
    heads = [line for line in finished.stdout.splitlines() if line.startswith("name,")]
    assert len(heads) == 1
    assert "autopar-bench: 1 of 2 done: histogram/S; " in finished.stderr


def test_a_filter_with_a_minus_takes_what_it_does_not_find(bench: Run) -> None:
    names = bench("--benchmark_filter=-saxpy", "--benchmark_list_tests").stdout
    assert "gemm/S/autopar/manual_time" in names
    assert "saxpy" not in names


def test_the_result_says_what_the_machine_was(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    filtered = "--benchmark_filter=saxpy/S/cpython/m"
    assert bench("--output", str(database), "--jobs", "1", filtered, *FAST).returncode == 0
    facts = read_texts(database, "SELECT key, value FROM environment")
    processor = ("cpu", "cpu_family", "cpu_model", "cpu_stepping", "cores")
    caches = ("cache_l1d", "cache_l2", "cache_l3")
    machine = [facts[key] for key in (*processor, *caches)]
    assert facts["fingerprint"] == "; ".join([*machine, "1 threads"])
    assert 0 <= float(facts["idle_processors"]) <= float(facts["cores"]) + 0.2
    assert ("flag" in facts) == (float(facts["idle_processors"]) < 1.8)
    assert facts["numba_threading_layer"] in ("omp", "tbb", "workqueue")
    assert facts["numba_uses_svml"] in ("yes", "no")
    assert facts["numpy_blas"].startswith(("openblas", "scipy-openblas"))
    assert facts["autopar_float_mode"] == "exact"
    assert facts["flags"] == f"--jobs 1 {filtered} {' '.join(FAST)}"
    assert int(facts["bandwidth"]) > 0
    assert int(facts["operations"]) > 0
    assert facts["unset OPENBLAS_CORETYPE"] == "was not set"
    (footprint,) = read_rows(database, "SELECT footprint FROM problem")
    assert footprint == (2 * 8 * 40_000,)


def test_variables_that_change_a_contender_are_unset_and_recorded(
    bench: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more.py").write_text(
        "import os\n"
        "from autopar_bench.contenders import Contender, RanOn, leave_as_it_is\n"
        "def look(function):\n"
        "    names = ('OPENBLAS_CORETYPE', 'AUTOPAR_FP', 'NUMBA_DISABLE_JIT', 'NUMBA_CACHE_DIR')\n"
        "    return RanOn(' '.join(name for name in names if name in os.environ), None)\n"
        "CONTENDERS = (Contender('looks', (), leave_as_it_is, look),)\n"
    )
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setenv("AUTOPAR_FP", "fast")
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    database = tmp_path / "bench.db"
    finished = bench(
        "--contenders",
        str(tmp_path / "more.py"),
        "--output",
        str(database),
        "--benchmark_filter=saxpy/S/looks",
        *FAST,
    )
    assert finished.returncode == 0
    assert set(read_rows(database, "SELECT device FROM result")) == {("NUMBA_CACHE_DIR",)}
    facts = read_texts(database, "SELECT key, value FROM environment")
    assert facts["unset OPENBLAS_CORETYPE"] == "Haswell"
    assert facts["unset OPENBLAS_L2_SIZE"] == "was not set"
    assert facts["unset AUTOPAR_FP"] == "fast"
    assert facts["unset NUMBA_DISABLE_JIT"] == "1"
    assert "unset NUMBA_CACHE_DIR" not in facts


def test_a_database_of_an_older_layout_is_refused(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    finished = bench("--output", str(database), "--benchmark_filter=saxpy/S/cpython/m", *FAST)
    assert finished.returncode == 4
    assert "is of an older autopar-bench; name another file with --output" in finished.stderr


def test_who_is_measured_nowhere_has_a_column_and_a_reason(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    bench("--output", str(database), "--benchmark_filter=saxpy/S/cpython/m", *FAST)
    rows = read_texts(database, "SELECT name, absent FROM contender WHERE absent <> ''")
    assert rows == {
        "autopar_opencl": "autopar does not launch on OpenCL devices yet",
        "autopar_cuda": "autopar does not launch on CUDA devices yet",
    }


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
