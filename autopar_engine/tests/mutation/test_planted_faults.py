"""Plants faults one by one in a copy of the sources; the tests have to fail for each of them."""

import os
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COPY = ROOT / "build" / "mutation" / "source"
BUILD = ROOT / "build" / "mutation" / "build"
# What takes seconds is asked last.
LONG_TESTS = "*BruteForce*:*IslOracle*"
# A fault may make a test run without end; that shows nothing.
TEST_SECONDS = 1200


@dataclass(frozen=True)
class Fault:
    """One wrong text in place of a right one, and the program whose tests see it."""

    name: str
    file: str
    before: str
    after: str
    program: str


def read_faults() -> list[Fault]:
    text = Path(__file__).with_name("faults.toml").read_text(encoding="utf-8")
    return [Fault(**table) for table in tomllib.loads(text)["fault"]]


FAULTS = read_faults()


def tracked_files() -> set[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()}


def write_if_different(target: Path, content: bytes) -> None:
    """Keeps the time of a file that stays as it is, so that nothing is compiled for it."""
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def copy_sources() -> None:
    files = tracked_files()
    for file in files:
        write_if_different(COPY / file, (ROOT / file).read_bytes())
    for path in list(COPY.rglob("*")):
        if path.is_file() and path.relative_to(COPY) not in files:
            path.unlink()


def configure() -> None:
    options = [
        "-DCMAKE_BUILD_TYPE=Release",
        "-DAUTOPAR_WARNINGS_AS_ERRORS=ON",
        "-DAUTOPAR_WITH_CLANG=OFF",
        f"-DPython_EXECUTABLE={ROOT}/.venv/bin/python",
        f"-DAUTOPAR_TREE_SITTER_DIR={ROOT}/.cache/tree-sitter",
    ]
    subprocess.run(
        ["cmake", "-G", "Ninja", "-S", str(COPY), "-B", str(BUILD), *options],
        check=True,
        capture_output=True,
    )


def build(programs: list[str]) -> None:
    result = subprocess.run(
        ["ninja", "-C", str(BUILD), *programs], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"does not compile:\n{result.stdout[-3000:]}"


def passes(program: str, tests: str) -> bool:
    """Whether the tests of a program that a filter selects pass; False after a crash too."""
    environment = os.environ | {"GTEST_FAIL_FAST": "1", "GTEST_BRIEF": "1", "GTEST_FILTER": tests}
    result = subprocess.run(
        [str(BUILD / "tests" / program)],
        env=environment,
        capture_output=True,
        timeout=TEST_SECONDS,
        check=False,
    )
    return result.returncode == 0


def sees_no_fault(program: str) -> bool:
    return passes(program, f"-{LONG_TESTS}") and passes(program, LONG_TESTS)


@pytest.fixture(scope="module")
def sound_build() -> None:
    """The copy as it is: compiled, and its tests pass."""
    copy_sources()
    configure()
    programs = sorted({fault.program for fault in FAULTS})
    build(programs)
    assert [program for program in programs if not sees_no_fault(program)] == []


@pytest.fixture
def planted(fault: Fault, sound_build: None) -> Iterator[None]:
    """The fault in the copy, for one test."""
    target = COPY / fault.file
    sound = target.read_text(encoding="utf-8")
    target.write_text(sound.replace(fault.before, fault.after), encoding="utf-8")
    try:
        yield
    finally:
        target.write_text(sound, encoding="utf-8")


def test_there_are_enough_faults_and_no_two_are_one() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 20
    assert len({(fault.file, fault.before, fault.after) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_text_of_the_fault_stands_in_the_source_once(fault: Fault) -> None:
    source = (ROOT / fault.file).read_text(encoding="utf-8")
    assert source.count(fault.before) == 1
    assert fault.before != fault.after


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.usefixtures("planted")
def test_the_tests_see_the_fault(fault: Fault) -> None:
    build([fault.program])
    assert not sees_no_fault(fault.program)
