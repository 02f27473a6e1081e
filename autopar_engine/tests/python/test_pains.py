"""What users of other tools reported, one test for each; the number is that of the thread.

Where a test names an outcome, the loop has to run compiled; elsewhere only CPython's result counts.
"""

from __future__ import annotations

import linecache
import threading
import timeit
from typing import Any

import numpy as np
import pain_loops as loops
import pytest
from comparison import Observation, check_same, numbers, observe

import autopar
from autopar import _engine

MANY = 20_000


def verdicts_of(function: Any) -> list[str]:
    return [loop.verdict for loop in autopar.explain(function).loops]


def is_parallel(function: Any) -> list[bool]:
    return [loop.is_parallel for loop in autopar.explain(function).loops]


def test_numba_9829_a_second_loop_with_a_running_counter(threads: int) -> None:
    check_same(loops.pack_twice, lambda: (numbers(MANY), np.zeros(MANY), np.zeros(2 * MANY)), None)
    assert not any(is_parallel(loops.pack_twice))


def test_numba_3681_adding_to_one_cell_is_no_race(threads: int) -> None:
    check_same(loops.add_to_one_cell, lambda: (numbers(MANY), np.zeros(5)), None)


def test_cython_2316_adding_to_selected_cells_is_no_race(threads: int) -> None:
    selected = np.arange(MANY) * 7 % 11
    check_same(loops.add_to_cells, lambda: (numbers(MANY), selected, np.zeros(11)), None)


@pytest.mark.parametrize("start", [0.0, -3.5, 0, 10**20])
def test_numba_7344_a_sum_by_two_rules_and_a_start(threads: int, start: Any) -> None:
    check_same(loops.sum_by_two_rules, lambda: (numbers(MANY), start), None)


def test_numba_8184_a_row_that_every_iteration_fills(threads: int) -> None:
    check_same(loops.reuse_a_row, lambda: (numbers(90, 70), np.zeros(70), np.zeros((90, 70))), None)


def test_numba_8515_two_loops_with_offsets_between_them(threads: int) -> None:
    check_same(loops.shift_between_neighbours, lambda: (numbers(MANY), numbers(MANY)), None)


def test_numba_9139_the_maximum_is_known_before_it_divides(threads: int) -> None:
    check_same(loops.normalize, lambda: (numbers(MANY), np.zeros(MANY)), None)


def test_dace_2247_two_writes_of_neighbours(threads: int) -> None:
    check_same(loops.write_two_neighbours, lambda: (np.zeros(MANY), numbers(MANY)), None)
    assert is_parallel(loops.write_two_neighbours) == [False]


def test_dace_2502_odd_cells_from_even_ones_are_independent(threads: int) -> None:
    check_same(loops.every_second_from_the_first, lambda: (numbers(MANY),), "compiled")
    assert is_parallel(loops.every_second_from_the_first) == [True]


def test_devito_1696_writing_one_cell_in_every_iteration(threads: int) -> None:
    check_same(loops.write_one_cell, lambda: (np.zeros(3), numbers(MANY)), None)
    assert is_parallel(loops.write_one_cell) == [False]


def test_dace_1086_negative_indices_count_from_the_end(threads: int) -> None:
    check_same(loops.mirror_a_column, lambda: (numbers(400, 3), np.zeros((400, 2))), None)


def test_numba_8652_minus_i_and_n_minus_i_minus_1_are_signed(threads: int) -> None:
    check_same(loops.mirror, lambda: (numbers(MANY), np.zeros(MANY)), None)


def test_numba_4600_an_index_beyond_the_end_raises_at_its_iteration(threads: int) -> None:
    seen = check_same(loops.one_too_far, lambda: (numbers(MANY), np.zeros(MANY)), None)
    assert seen.error is not None
    assert seen.error[0] is IndexError


def test_numba_9380_an_error_inside_a_parallel_loop_reaches_the_caller(threads: int) -> None:
    def negative_at_the_end() -> tuple[Any, ...]:
        values = np.abs(numbers(MANY))
        values[-1] = -1.0
        return (values,)

    seen = check_same(loops.roots, negative_at_the_end, None)
    assert seen.error is not None
    assert seen.error[0] is ValueError


def test_numba_6976_an_error_leaves_exactly_the_effects_before_it(threads: int) -> None:
    def negative_in_the_middle() -> tuple[Any, ...]:
        values = np.abs(numbers(MANY)) + 1.0
        values[MANY // 2] = -1.0
        return (values,)

    check_same(loops.roots, negative_in_the_middle, None)


def test_cython_4709_an_error_in_a_helper_of_a_parallel_loop_does_not_hang(threads: int) -> None:
    def zero_at_the_end() -> tuple[Any, ...]:
        divisors = np.arange(MANY, 0, -1).tolist()
        return [1.0] * MANY, [*divisors[:-1], 0], [0.0] * MANY

    seen = check_same(loops.divide_by_a_helper, zero_at_the_end, None)
    assert seen.error is not None
    assert seen.error[0] is ZeroDivisionError
    check_same(loops.divide_by_a_helper, lambda: (numbers(9), numbers(9), np.zeros(9)), "compiled")


def test_pythran_1685_bounds_are_checked_though_nobody_asked(threads: int) -> None:
    seen = observe(loops.one_too_far, (np.zeros(5), np.zeros(5)))
    assert seen.error is not None
    assert "out of bounds" in seen.error[1]


@pytest.mark.parametrize("weight", [1, 2**40, 2**62, -(2**63), True])
def test_numpy_10782_python_ints_do_not_wrap(weight: int) -> None:
    check_same(loops.weighted_count, lambda: (1000, weight), None)


def test_numba_1451_one_object_under_two_names_stays_one(threads: int) -> None:
    def twice() -> tuple[Any, ...]:
        values = numbers(MANY)
        return values, values

    check_same(loops.shift_between_neighbours, twice, None)

    def one_list_twice() -> tuple[Any, ...]:
        values = [1.0, 2.0, 3.0]
        return values, values

    check_same(loops.shift_between_neighbours, one_list_twice, None)


def test_numba_3750_arrays_that_lie_apart_cost_no_second_version(threads: int) -> None:
    check_same(loops.copy_between, lambda: (numbers(MANY), np.zeros(MANY)), "compiled")
    guards = autopar.explain(loops.copy_between).loops[0].guards
    assert any("may_share_memory" in guard for guard in guards)


def test_numba_2371_plain_range_loops_run_on_all_cores_without_a_word(threads: int) -> None:
    check_same(loops.scale, lambda: (numbers(MANY), 1.5), "compiled")
    assert is_parallel(loops.scale) == [True]


def test_numba_3003_a_warm_call_costs_less_than_10_us() -> None:
    x = numbers(10)
    seconds = timeit.repeat(lambda: loops.scale(x, 0.5), repeat=200, number=20)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    assert min(seconds) / 20 < 10e-6


def test_numba_2461_one_can_ask_whether_it_ran_parallel() -> None:
    loops.scale(numbers(MANY), 2.0)
    explanation = autopar.explain(loops.scale)
    assert explanation.loops[0].is_parallel
    assert "compiled" in str(explanation)


@pytest.mark.parametrize(
    "bounds", [(0, MANY, 3), (MANY - 1, -1, -1), (5, MANY, 7), (MANY - 1, 0, -4)]
)
def test_numba_10083_any_step_at_run_time(threads: int, bounds: tuple[int, int, int]) -> None:
    check_same(loops.by_any_step, lambda: (numbers(MANY), *bounds), None)


def test_numba_2544_a_prefix_sum_is_named_and_right(threads: int) -> None:
    check_same(loops.prefix_sum, lambda: (numbers(MANY),), None)
    assert verdicts_of(loops.prefix_sum) == ["SCAN"]


def test_taichi_2953_a_loop_under_an_if_is_taken(threads: int) -> None:
    check_same(loops.halve_under_a_test, lambda: (numbers(MANY), True), "compiled")


def test_cil_1840_a_return_in_the_body_is_said(threads: int) -> None:
    check_same(loops.first_above, lambda: (numbers(MANY), 2.0), None)
    assert autopar.explain(loops.first_above).loops[0].reason


def test_numba_8563_two_python_threads_may_run_parallel_loops_at_once() -> None:
    inputs = [numbers(MANY) for _ in range(4)]
    outputs = [np.zeros(MANY) for _ in inputs]

    def work(index: int) -> None:
        for _ in range(50):
            loops.copy_between(inputs[index], outputs[index])

    workers = [threading.Thread(target=work, args=(index,)) for index in range(len(inputs))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for values, doubled in zip(inputs, outputs, strict=True):
        assert (values * 2.0).tobytes() == doubled.tobytes()


def test_numba_1833_a_changed_helper_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(outcome: str | None) -> Observation:
        return check_same(loops.apply_a_helper, lambda: (numbers(MANY), np.zeros(MANY)), outcome)

    first = check("compiled")
    monkeypatch.setattr(loops, "offset", lambda x: x - 1.0)
    assert check(None) != first
    monkeypatch.undo()
    assert check("compiled") == first


@pytest.mark.parametrize("factor", [2.0, 3.0])
def test_numba_7325_a_cell_that_no_file_holds_is_compiled(factor: float) -> None:
    name = f"<cell {factor}>"
    text = f"def scale(a):\n    for i in range(len(a)):\n        a[i] = a[i] * {factor}\n"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(text, name, "exec"), names)
    check_same(autopar.jit(names["scale"]), lambda: (numbers(MANY),), "compiled")


def test_jax_2777_a_known_trip_count_makes_no_more_code() -> None:
    sources = []
    for function in (loops.repeat_ten_times, loops.repeat_many_times):
        function(numbers(3))
        sources.append(autopar.explain(function).source("openmp"))
    assert sources[1].count(";") == sources[0].count(";")


def test_numba_8967_every_loop_can_be_explained() -> None:
    functions = [each for each in vars(loops).values() if hasattr(each, "__wrapped__")]
    assert len(functions) > 20
    for function in functions:
        assert str(autopar.explain(function))


def test_numba_3907_what_cpython_runs_is_said() -> None:
    loops.scale([1.0, True], 2.0)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
    assert "list" in run.reason


def test_numba_2480_float_sums_do_not_depend_on_the_number_of_threads() -> None:
    before = _engine.thread_count()
    totals = set()
    try:
        for count in (1, 2, 3, 7):
            _engine.set_thread_count(count)
            totals.add(loops.sum_by_two_rules(numbers(MANY), 0.1).hex())
    finally:
        _engine.set_thread_count(before)
    assert len(totals) == 1


def test_codon_376_arrays_are_not_copied_on_the_way_in(threads: int) -> None:
    def overlapping_rows() -> tuple[Any, ...]:
        memory = numbers(300)
        return memory[:10], memory[100:120], memory[120:320].reshape(10, -1)[:, :18]

    check_same(loops.outer_product, overlapping_rows, "compiled")
