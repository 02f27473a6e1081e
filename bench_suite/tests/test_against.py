"""A result that is held against an earlier one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from autopar_bench.against import main, this_machine

STEADY = (100.0, 101.0, 99.0, 100.0, 100.5, 99.5, 100.0, 100.2, 99.8, 100.0)
CELL = "gemm/S/autopar/manual_time"


def times(factor: float) -> list[float]:
    return [factor * time for time in STEADY]


def write_result(
    path: Path,
    cells: Mapping[str, Sequence[float] | None],
    fingerprint: str = "here",
    labels: Mapping[str, str] | None = None,
) -> str:
    """None is a cell that failed; a label is "cpu x2" where none is given."""
    runs: list[dict[str, object]] = []
    for name, samples in cells.items():
        label = (labels or {}).get(name, "cpu x2")
        shown = {"name": name, "run_type": "iteration", "label": label, "time_unit": "us"}
        runs += [{**shown, "real_time": time} for time in samples or ()]
        if samples is None:
            runs.append({"name": name, "run_type": "iteration", "error_occurred": True})
        runs.append({"name": f"{name}_median", "run_type": "aggregate"})
    text = json.dumps({"context": {"fingerprint": fingerprint}, "benchmarks": runs})
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("later", "code"),
    [
        (times(1.0), 0),
        (times(1.09), 0),
        (times(1.12), 1),
        (times(0.5), 0),
        ([*times(1.0)[:4], *times(1.2)[:6]], 0),
        (None, 1),
    ],
)
def test_a_regression_is_more_than_a_tenth_and_not_by_chance(
    tmp_path: Path, later: list[float] | None, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_result(tmp_path / "one.json", {CELL: STEADY})
    other = write_result(tmp_path / "other.json", {CELL: later})
    assert main([one, other]) == code
    printed = capsys.readouterr().out
    assert f"1 cells compared, {code} regressions" in printed
    assert (CELL in printed) == (code == 1)


def test_other_contenders_and_cells_that_failed_before_do_not_count(tmp_path: Path) -> None:
    numba = "gemm/S/numba_njit/manual_time"
    failed = "saxpy/S/autopar/manual_time"
    one = write_result(tmp_path / "one.json", {CELL: STEADY, numba: STEADY, failed: None})
    other = write_result(tmp_path / "other.json", {CELL: STEADY, numba: times(3), failed: None})
    assert main([one, other]) == 0


def test_a_cell_that_was_not_measured_again_is_said_and_is_no_regression(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other_size = "gemm/L/autopar/manual_time"
    one = write_result(tmp_path / "one.json", {CELL: STEADY, other_size: STEADY})
    other = write_result(tmp_path / "other.json", {CELL: STEADY})
    assert main([one, other]) == 0
    printed = capsys.readouterr().out
    assert f"1 cells of the earlier result were not measured again, {other_size} first" in printed
    assert "1 cells compared, 0 regressions" in printed


def test_a_quick_run_without_kernels_has_no_regression_against_a_full_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = "gemm/S/autopar/kernel/manual_time"
    full = write_result(tmp_path / "full.json", {CELL: STEADY, kernel: STEADY})
    quick = write_result(tmp_path / "quick.json", {CELL: STEADY[:5]})
    assert main([full, quick]) == 0
    printed = capsys.readouterr().out
    assert f"1 cells of the earlier result were not measured again, {kernel} first" in printed
    assert "1 cells compared, 0 regressions" in printed


def test_loops_that_cpython_runs_now_are_a_regression_unless_it_ran_them_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fallen_back = {CELL: "cpython x1 FALLBACK: it has no loops"}
    one = write_result(tmp_path / "one.json", {CELL: STEADY})
    other = write_result(tmp_path / "other.json", {CELL: STEADY}, labels=fallen_back)
    assert main([one, other]) == 1
    assert f"{CELL}: was compiled, and CPython runs the loops now" in capsys.readouterr().out
    assert main([other, other]) == 0
    assert main([other, one]) == 0


def test_another_machine_is_2_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write_result(tmp_path / "one.json", {CELL: STEADY}, "there")
    other = write_result(tmp_path / "other.json", {CELL: STEADY})
    assert main([one, other]) == 2
    assert "of another machine: there, not here" in capsys.readouterr().err
    assert main([one]) == 2


def test_a_result_that_is_flagged_is_compared_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_result(tmp_path / "one.json", {CELL: STEADY})
    other = tmp_path / "other.json"
    text = json.loads(Path(one).read_text())
    text["context"]["flag"] = "0.5 processors were idle"
    other.write_text(json.dumps(text))
    assert main([one, str(other)]) == 0
    assert "against: of the later result: 0.5 processors were idle" in capsys.readouterr().out


def test_this_machine_is_the_one_that_it_was(tmp_path: Path) -> None:
    assert main([write_result(tmp_path / "one.json", {}, this_machine())]) == 0


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"context": {}, "benchmarks": []}'])
def test_what_is_no_result_is_2(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.json").write_text(text)
    assert main([str(tmp_path / "one.json"), str(tmp_path / "one.json")]) == 2


def test_a_missing_file_or_nothing_in_common_is_2(tmp_path: Path) -> None:
    one = write_result(tmp_path / "one.json", {CELL: STEADY})
    other = write_result(tmp_path / "other.json", {"saxpy/S/autopar/manual_time": STEADY})
    assert main([one, str(tmp_path / "none.json")]) == 2
    assert main([one, other]) == 2
    assert main([]) == 2
