"""Running a contender on a problem and holding its result against CPython's."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from autopar_bench.comparison import digest, find_difference
from autopar_bench.contenders import Contender, RanOn, load_contenders
from autopar_bench.programs import Program, load_programs

SEED = 20_190_427


class Problem:
    """A program at a preset, with inputs that all contenders share.

    Everybody works on the same arrays, so that alignment and pages are the same for all; restore()
    copies the written ones back from pristine ones. What CPython makes of them is computed once.
    """

    def __init__(self, program: Program, preset: str) -> None:
        self.program = program
        self.preset = preset
        self._pristine = program.make_inputs(SEED, **program.presets[preset])
        self.arguments = tuple(_copy(value) for value in self._pristine)
        names = program.argument_names
        self._written = [place for place, name in enumerate(names) if name in program.writes]
        self._expected: tuple[Any, ...] | None = None

    def restore(self) -> None:
        for place in self._written:
            np.copyto(self.arguments[place], self._pristine[place])

    def restore_all(self) -> None:
        for argument, pristine in zip(self.arguments, self._pristine, strict=True):
            if isinstance(argument, np.ndarray):
                np.copyto(argument, pristine)

    def expected(self) -> tuple[Any, ...]:
        """CPython's returned value, then the arguments as it leaves them."""
        if self._expected is None:
            arguments = tuple(_copy(value) for value in self._pristine)
            self._expected = (self.program.function(*arguments), *arguments)
        return self._expected

    def expected_digest(self) -> str:
        return digest(self.expected())


class Cell:
    """One contender on one problem. `function` and `arguments` are what is timed."""

    def __init__(self, problem: Problem, contender: Contender) -> None:
        self.problem = problem
        self.contender = contender
        self.function = contender.wrap(problem.program.function)
        self.arguments = problem.arguments
        self.restore = problem.restore

    def check(self) -> str:
        """'' when two calls both give CPython's result, else what differs.

        The first call may compile; the second takes the way that is timed. Raises what the
        contender raises.
        """
        for call in ("first", "second"):
            self.problem.restore_all()
            if difference := self.compare(self.function(*self.arguments)):
                return f"wrong in the {call} call: {difference}"
        return ""

    def compare(self, returned: Any) -> str:
        """Holds what a call has returned, and the arguments as it left them, against CPython's."""
        names = ("returned value", *self.problem.program.argument_names)
        actual = (returned, *self.arguments)
        for name, one, other in zip(names, self.problem.expected(), actual, strict=True):
            if difference := find_difference(one, other):
                return f"{name}: {difference}"
        return ""

    def ran_on(self) -> RanOn:
        return self.contender.ran_on(self.function)


class Suite:
    """All programs and contenders, by name; problems are made when they are first asked for."""

    def __init__(self, programs: list[Program], contenders: list[Contender]) -> None:
        self.programs = {program.name: program for program in programs}
        self.contenders = {contender.name: contender for contender in contenders}
        self._problems: dict[tuple[str, str], Problem] = {}

    def problem(self, program: str, preset: str) -> Problem:
        key = (program, preset)
        if key not in self._problems:
            self._problems[key] = Problem(self.programs[program], preset)
        return self._problems[key]

    def describe_problems(self) -> list[tuple[str, str, str, str, int, int]]:
        """Program, summary, preset, parameters as JSON, operations and bytes of one call."""
        return [
            (
                program.name,
                program.summary,
                preset,
                json.dumps(parameters),
                program.count_operations(preset),
                program.count_bytes(preset),
            )
            for program in self.programs.values()
            for preset, parameters in program.presets.items()
        ]

    def contender_names(self) -> list[str]:
        return list(self.contenders)

    def required_modules(self) -> list[str]:
        """What has to be importable before anything is measured."""
        return [module for contender in self.contenders.values() for module in contender.modules]

    def cell(self, program: str, preset: str, contender: str) -> Cell:
        return Cell(self.problem(program, preset), self.contenders[contender])


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def load_suite(programs: str, more_contenders: str) -> Suite:
    """From the folder of programs and, unless it is '', a file with more contenders."""
    more = Path(more_contenders) if more_contenders else None
    return Suite(load_programs(Path(programs)), load_contenders(more))
