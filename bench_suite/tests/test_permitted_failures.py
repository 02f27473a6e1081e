"""Whose failure is one of the run, and whose is not."""

import pytest
from autopar_bench.contenders import CONTENDERS
from suite_under_test import FAST, MORE, Run

SHORT = ("--time-limit", "5", "--cold-starts", "1", *FAST)


def test_a_program_that_numba_does_not_take_fails_and_the_run_does_not(bench: Run) -> None:
    finished = bench("--extended", "--benchmark_filter=^gemm_lists/S/numba_njit/m", *FAST)
    assert finished.returncode == 0
    assert "gemm_lists/S/numba_njit: failed: TypeError: cannot reflect" in finished.stderr


def test_only_who_runs_the_same_loops_may_refuse_a_program() -> None:
    """An annotated form is ours."""
    free = {contender.name for contender in CONTENDERS if not contender.takes_every_program}
    assert free == {"numba_njit", "numba_auto"}


@pytest.mark.parametrize("way", ["manual_time", "cold"])
@pytest.mark.parametrize(
    ("contender", "exit_code", "message"),
    [
        ("refuses", 0, "ArithmeticError: planted"),
        ("raises", 1, "ArithmeticError: planted"),
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
