"""Whose failure is one of the run, and whose is not."""

import pytest
from autopar_bench.contenders import CONTENDERS
from autopar_bench.programs import load_programs
from suite_under_test import FAST, MORE, SUITE, Run

SHORT = ("--time-limit", "5", "--cold-starts", "1", *FAST)


def test_a_program_that_numba_does_not_take_fails_and_the_run_does_not(bench: Run) -> None:
    finished = bench("--extended", "--benchmark_filter=^gemm_lists/S/numba_njit/m", *FAST)
    assert finished.returncode == 0
    assert "gemm_lists/S/numba_njit: failed: TypeError: cannot reflect" in finished.stderr


def test_only_who_runs_the_same_loops_may_refuse_a_program() -> None:
    """An annotated form is ours, and most programs are refused by nobody."""
    programs = load_programs(SUITE / "programs")
    refusals = {(c.name, p.name) for p in programs for c in CONTENDERS if c.refusal(p)}
    assert refusals == {
        (contender, program)
        for contender in ("numba_njit", "numba_auto")
        for program in ("gemm_lists", "notebook_cell")
    }
    assert {name for p in programs for name in p.refused_by} <= {c.name for c in CONTENDERS}


@pytest.mark.parametrize("way", ["manual_time", "cold"])
@pytest.mark.parametrize(
    ("contender", "exit_code", "message"),
    [
        ("refuses", 0, "ArithmeticError: planted"),
        ("refuses_otherwise", 1, "ArithmeticError: something else"),
        ("raises", 1, "ArithmeticError: planted"),
        ("takes_all_the_same", 1, "runs, though its program.toml has it refused"),
        ("free_crash", 1, "the process ended with 139"),
        ("free_hang", 1, "took longer than 5 s"),
    ],
)
def test_who_may_refuse_a_program_may_neither_crash_nor_hang(
    bench: Run, contender: str, exit_code: int, message: str, way: str
) -> None:
    finished = bench(*MORE, f"--benchmark_filter=^saxpy/S/{contender}/{way}", *SHORT)
    assert finished.returncode == exit_code
    assert f"saxpy/S/{contender}" in finished.stderr
    assert message in finished.stderr


def test_who_has_taken_a_program_may_not_refuse_it_later(bench: Run) -> None:
    finished = bench(*MORE, "--benchmark_filter=^saxpy/S/refuses_late/manual", *SHORT)
    assert finished.returncode == 1
    assert "saxpy/S/refuses_late: failed: ArithmeticError: planted" in finished.stderr


def test_failures_that_were_foretold_hide_no_other(bench: Run) -> None:
    """Of presets S, M and L it refuses S in the known words."""
    finished = bench(*MORE, "--benchmark_filter=^saxpy/[SML]/refuses_partly/manual", *SHORT)
    assert finished.returncode == 1
    said = [
        line for line in finished.stderr.splitlines() if line.startswith("autopar-bench: saxpy/")
    ]
    assert said == [
        "autopar-bench: saxpy/L/refuses_partly: failed (the first of 2 cells): "
        "ArithmeticError: something else",
        "autopar-bench: saxpy/S/refuses_partly: failed: ArithmeticError: planted",
    ]
