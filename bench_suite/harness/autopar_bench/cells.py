"""Running a contender on a problem and holding its result against CPython's."""

import gc
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autopar_bench.comparison import Tolerance, find_difference, find_packed_difference
from autopar_bench.contenders import Contender, RanOn, load_contenders
from autopar_bench.programs import SIZES, XL, Program, load_programs
from autopar_bench.reference import load_reference
from autopar_bench.values import copy_values, count_bytes, restore_value

SEED = 20_190_427


class Problem:
    """A program at a preset, with inputs that all contenders share.

    Everybody works on the same arrays, so that alignment and pages are the same for all; restore()
    copies the written ones back from pristine ones. What CPython makes of them is computed once; at
    preset XL and in the series of sizes, where CPython would take hours, the reference in C stands
    in for it.
    """

    def __init__(self, program: Program, preset: str) -> None:
        self.program = program
        self.preset = preset
        self._pristine = program.make_inputs(SEED, **program.parameters(preset))
        self.arguments = copy_values(self._pristine)
        names = program.argument_names
        self._written = [place for place, name in enumerate(names) if name in program.writes]
        self._expected: tuple[Any, ...] | None = None

    def restore(self) -> None:
        for place in self._written:
            restore_value(self.arguments[place], self._pristine[place])

    def restore_all(self) -> None:
        for argument, pristine in zip(self.arguments, self._pristine, strict=True):
            restore_value(argument, pristine)

    def expected(self) -> tuple[Any, ...]:
        """CPython's returned value, then the arguments as it leaves them."""
        if self._expected is None:
            arguments = copy_values(self._pristine)
            is_large = self.preset == XL or self.preset in SIZES
            function = load_reference(self.program) if is_large else self.program.function
            self._expected = (function(*arguments), *arguments)
        return self._expected

    def footprint(self) -> int:
        """The bytes of the arrays that a call gets."""
        return sum(count_bytes(argument) for argument in self.arguments)

    def tolerance_for(self, contender: Contender) -> Tolerance | None:
        return None if contender.promises_bits else self.program.find_tolerance(self.preset)


class Cell:
    """One contender on one problem. `function` and `arguments` are what is timed.

    enter() has to come before calls that follow those of another cell: it sets the threads.
    """

    def __init__(
        self,
        problem: Problem,
        contender: Contender,
        threads: int | None = None,
        function: Callable[..., Any] | None = None,
    ) -> None:
        self.problem = problem
        self.contender = contender
        self.threads = threads
        self.function = function or contender.wrap(problem.program)
        self.arguments = problem.arguments
        self.restore = problem.restore
        self.second_call_ns = 0

    def enter(self) -> None:
        self.contender.take_threads(self.threads)

    def start_kernel_clock(self) -> None:
        assert self.contender.kernel_clock is not None
        self.contender.kernel_clock[0]()

    def stop_kernel_clock(self) -> int:
        assert self.contender.kernel_clock is not None
        return self.contender.kernel_clock[1]()

    def check(self) -> str:
        """'' when two calls both give CPython's result, else what differs.

        The first call may compile; the second takes the way that is timed, and second_call_ns is
        about what it takes. Raises what the contender raises.
        """
        self.enter()
        for call in ("first", "second"):
            self.problem.restore_all()
            begin = time.perf_counter_ns()
            returned = self.function(*self.arguments)
            self.second_call_ns = time.perf_counter_ns() - begin
            if difference := self.compare(returned):
                return f"wrong in the {call} call: {difference}"
        return ""

    def compare(self, returned: Any) -> str:
        """Holds what a call has returned, and the arguments as it left them, against CPython's."""
        names = ("returned value", *self.problem.program.argument_names)
        actual = (returned, *self.arguments)
        tolerance = self.problem.tolerance_for(self.contender)
        for name, one, other in zip(names, self.problem.expected(), actual, strict=True):
            if difference := find_difference(one, other, tolerance):
                return f"{name}: {difference}"
        return ""

    def ran_on(self) -> RanOn:
        return self.contender.ran_on(self.function)


class Suite:
    """All programs and contenders, by name; problems are made when they are first asked for.

    A contender's function for a program is made once, so that nobody compiles anew for each size.
    """

    def __init__(self, programs: list[Program], contenders: list[Contender]) -> None:
        self.programs = {program.name: program for program in programs}
        self.contenders = {contender.name: contender for contender in contenders}
        self._problems: dict[tuple[str, str], Problem] = {}
        self._functions: dict[tuple[str, str], Callable[..., Any]] = {}

    def problem(self, program: str, preset: str) -> Problem:
        key = (program, preset)
        if key not in self._problems:
            self._problems[key] = Problem(self.programs[program], preset)
        return self._problems[key]

    def prepare_problem(self, program: str, preset: str) -> None:
        """Makes the inputs and the expected result, unless they are there."""
        self.problem(program, preset).expected()

    def forget_problems(self) -> None:
        """Gives back the memory of all inputs; cells made from them are not to be used again."""
        self._problems.clear()
        gc.collect()

    def describe_problems(self) -> list[tuple[str, str, str, str, int, int, str, str, str]]:
        """Program, summary, preset, parameters as JSON, operations and bytes of one call.

        Then the set of programs, the contenders that have a cell, with spaces between, and a line
        for each that refuses the program: its name, a tab, and a part of what it says.
        """
        return [
            (
                program.name,
                program.summary,
                preset,
                json.dumps(parameters),
                program.count_operations(preset),
                program.count_bytes(preset),
                program.set,
                " ".join(row.name for row in self.contenders.values() if row.runs(program, preset)),
                "\n".join(
                    f"{row.name}\t{text}"
                    for row in self.contenders.values()
                    if (text := row.refusal(program))
                ),
            )
            for program in self.programs.values()
            for preset, parameters in {**program.presets, **program.sizes}.items()
        ]

    def describe_contenders(self) -> list[tuple[str, str, str, str, str]]:
        """Name, why it is absent; 'yes' if it keeps a cache, takes threads, has a kernel clock."""
        return [
            (
                row.name,
                row.absent,
                "yes" if row.wrap_cached else "",
                "yes" if row.is_scalable else "",
                "yes" if row.kernel_clock else "",
            )
            for row in self.contenders.values()
        ]

    def required_modules(self) -> list[str]:
        """What has to be importable before anything is measured."""
        return [module for contender in self.contenders.values() for module in contender.modules]

    def cell(self, program: str, preset: str, contender: str, threads: str) -> Cell:
        """On so many threads."""
        row = self.contenders[contender]
        key = (program, contender)
        if key not in self._functions:
            self._functions[key] = row.wrap(self.programs[program])
        problem = self.problem(program, preset)
        return Cell(problem, row, int(threads), self._functions[key])

    def find_cold_difference(self, program: str, preset: str, contender: str, packed: str) -> str:
        """'' when a fresh process has packed what CPython makes of the problem."""
        problem = self.problem(program, preset)
        tolerance = problem.tolerance_for(self.contenders[contender])
        return find_packed_difference(problem.expected(), packed, tolerance)


def load_suite(programs: str, more_contenders: str) -> Suite:
    """From the folder of programs and, unless it is '', a file with more contenders."""
    more = Path(more_contenders) if more_contenders else None
    return Suite(load_programs(Path(programs)), load_contenders(more))
