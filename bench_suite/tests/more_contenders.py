"""Contenders that go wrong in each way, for the tests."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autopar_bench.contenders import (
    Contender,
    Function,
    RanOn,
    leave_as_it_is,
    ran_in_cpython,
)
from autopar_bench.programs import Program


def spoil_one_bit(program: Program) -> Function:
    function = program.function

    def spoiled(*arguments: Any) -> Any:
        returned = function(*arguments)
        array = next(value for value in arguments if hasattr(value, "dtype"))
        array.reshape(-1).view("uint8")[-8] ^= 1
        return returned

    return spoiled


def raise_when_called(_program: Program) -> Function:
    def raising(*_arguments: Any) -> Any:
        raise ArithmeticError("planted")

    return raising


def raise_otherwise(_program: Program) -> Function:
    def raising(*_arguments: Any) -> Any:
        raise ArithmeticError("something else")

    return raising


def raise_by_size(_program: Program) -> Function:
    def raising(*arguments: Any) -> Any:
        array = next(value for value in arguments if hasattr(value, "dtype"))
        raise ArithmeticError("planted" if array.size < 100_000 else "something else")

    return raising


def from_the_third_call(then: Callable[[Program], Function]) -> Callable[[Program], Function]:
    """Right in the calls that are checked, and what `then` makes of the program afterwards."""

    def wrap(program: Program) -> Function:
        calls = 0
        later = then(program)

        def late(*arguments: Any) -> Any:
            nonlocal calls
            calls += 1
            return (later if calls > 2 else program.function)(*arguments)

        return late

    return wrap


def announce(_program: Program) -> str:
    return "planted"


def raise_when_wrapped(_program: Program) -> Function:
    raise ArithmeticError("planted")


def report_a_fallback(_function: Function) -> RanOn:
    return RanOn("cpython", 1, "planted reason")


def crash_when_called(_program: Program) -> Function:
    def crashing(*_arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGSEGV)

    return crashing


def kill_when_called(_program: Program) -> Function:
    def killing(*_arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    return killing


def never_come_back(_program: Program) -> Function:
    def hanging(*_arguments: Any) -> Any:
        while True:
            time.sleep(1)

    return hanging


def print_when_called(program: Program) -> Function:
    def printing(*arguments: Any) -> Any:
        print("printed by a contender")
        return program.function(*arguments)

    return printing


def take_turns_as(name: str) -> Callable[[Program], Function]:
    """Appends the name to the file TURNS, one line for each call."""

    def wrap(program: Program) -> Function:
        def noting(*arguments: Any) -> Any:
            with Path(os.environ["TURNS"]).open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
            return program.function(*arguments)

        return noting

    return wrap


THREADS = [0]


def take_note_of_threads(count: int) -> None:
    THREADS[0] = count


def ran_on_noted_threads(_function: Function) -> RanOn:
    return RanOn("cpu", THREADS[0])


CONTENDERS = (
    Contender("wrong_bit", (), spoil_one_bit, ran_in_cpython),
    Contender("wrong_later", (), from_the_third_call(spoil_one_bit), ran_in_cpython),
    Contender("raises", (), raise_when_called, ran_in_cpython),
    Contender("does_not_start", (), raise_when_wrapped, ran_in_cpython),
    Contender("falls_back", (), leave_as_it_is, report_a_fallback),
    Contender("crashes", (), crash_when_called, ran_in_cpython),
    Contender("crashes_later", (), from_the_third_call(kill_when_called), ran_in_cpython),
    Contender("hangs", (), never_come_back, ran_in_cpython),
    Contender("refuses", (), raise_when_called, ran_in_cpython, refusal=announce),
    Contender("refuses_otherwise", (), raise_otherwise, ran_in_cpython, refusal=announce),
    Contender(
        "refuses_late", (), from_the_third_call(raise_when_called), ran_in_cpython, refusal=announce
    ),
    Contender("refuses_partly", (), raise_by_size, ran_in_cpython, refusal=announce),
    Contender("takes_all_the_same", (), leave_as_it_is, ran_in_cpython, refusal=announce),
    Contender("free_crash", (), crash_when_called, ran_in_cpython, refusal=announce),
    Contender("free_hang", (), never_come_back, ran_in_cpython, refusal=announce),
    Contender("prints", (), print_when_called, ran_in_cpython),
    Contender("turns_one", (), take_turns_as("one"), ran_in_cpython),
    Contender("turns_other", (), take_turns_as("other"), ran_in_cpython),
    Contender("scales", (), leave_as_it_is, ran_on_noted_threads, set_threads=take_note_of_threads),
)
