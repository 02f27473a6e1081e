"""The faults that the tests have to see, as two tables list them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FUZZER = "fuzzer"


@dataclass(frozen=True)
class Fault:
    """One wrong text in place of a right one, and what has to fail for it.

    `program` is a program of C++ tests; or else `tests` are tests of the Python package, as pytest
    names them from the folder of the engine's tests, or `FUZZER`.
    """

    name: str
    file: str
    before: str
    after: str
    program: str = ""
    tests: tuple[str, ...] = ()


def _read(table: str) -> list[Fault]:
    text = Path(__file__).with_name(table).read_text(encoding="utf-8")
    faults = tomllib.loads(text)["fault"]
    return [Fault(**{**fault, "tests": tuple(fault.get("tests", ()))}) for fault in faults]


FAULTS_OF_ANALYSIS = _read("faults.toml")
FAULTS_OF_JIT = _read("faults_of_the_jit.toml")
FAULTS = FAULTS_OF_ANALYSIS + FAULTS_OF_JIT
