"""A copy of the sources that is built and tested, and in which faults are planted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planted_faults import FUZZER, Fault

ROOT = Path(__file__).resolve().parents[3]
COPY = ROOT / "build" / "mutation" / "source"
# Where a build of the sources has it too: a compiler cache knows the files again.
BUILD = COPY / "build" / "release"
ENGINE_TESTS = COPY / "autopar_engine" / "tests"
PACKAGE = "autopar_python_package"
# What takes seconds is asked last.
LONG_TESTS = "*BruteForce*:*IslOracle*"
# A fault may make a test run without end; that shows nothing.
TEST_SECONDS = 1200
# The random programs that faults are looked for with: always the same ones.
FIRST_PROGRAM = 1
PROGRAMS = 1000
TESTS_FAILED = 1


def tracked_files() -> set[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()}


def _write_if_different(target: Path, content: bytes) -> None:
    """Keeps the time of a file that stays as it is, so that nothing is compiled for it."""
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def copy_sources() -> None:
    files = tracked_files()
    for file in files:
        _write_if_different(COPY / file, (ROOT / file).read_bytes())
    for path in list(COPY.rglob("*")):
        is_built = path.is_relative_to(COPY / "build")
        if path.is_file() and not is_built and path.relative_to(COPY) not in files:
            path.unlink()


def configure() -> None:
    options = [
        "-DCMAKE_BUILD_TYPE=Release",
        "-DAUTOPAR_WARNINGS_AS_ERRORS=ON",
        f"-DPython_EXECUTABLE={ROOT}/.venv/bin/python",
        f"-DAUTOPAR_TREE_SITTER_DIR={ROOT}/.cache/tree-sitter",
    ]
    subprocess.run(
        ["cmake", "-G", "Ninja", "-S", str(COPY), "-B", str(BUILD), *options],
        check=True,
        capture_output=True,
    )


def build(faults: list[Fault]) -> None:
    """Builds what the faults are looked for with."""
    targets = sorted({fault.program or PACKAGE for fault in faults})
    result = subprocess.run(
        ["ninja", "-C", str(BUILD), *targets], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"does not compile:\n{result.stdout[-3000:]}"


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """The fault in the copy, for a while."""
    target = COPY / fault.file
    sound = target.read_text(encoding="utf-8")
    target.write_text(sound.replace(fault.before, fault.after), encoding="utf-8")
    try:
        yield
    finally:
        target.write_text(sound, encoding="utf-8")


def is_seen(fault: Fault) -> bool:
    """Whether what is said to see the fault fails, as it is built now."""
    if fault.program:
        return not (
            _program_passes(fault.program, f"-{LONG_TESTS}")
            and _program_passes(fault.program, LONG_TESTS)
        )
    return any(_fails(test) for test in fault.tests)


def _program_passes(program: str, tests: str) -> bool:
    """Whether the tests of a program that a filter selects pass; False after a crash too."""
    environment = os.environ | {"GTEST_FAIL_FAST": "1", "GTEST_BRIEF": "1", "GTEST_FILTER": tests}
    return _run([str(BUILD / "tests" / program)], environment).returncode == 0


def _fails(test: str) -> bool:
    """Whether tests of the package that was built fail or crash. What can't run is an error."""
    cache = BUILD / "kernels"
    cache.mkdir(mode=0o700, exist_ok=True)
    environment = os.environ | {
        "PYTHONPATH": str(BUILD / "python"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AUTOPAR_CACHE_DIR": str(cache),
    }
    if test == FUZZER:
        arguments = [str(ENGINE_TESTS / "differential" / "fuzz.py")]
        arguments += ["--seed", str(FIRST_PROGRAM), "--programs", str(PROGRAMS)]
    else:
        arguments = ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        arguments += [str(ENGINE_TESTS / test)]
    result = _run([sys.executable, *arguments], environment)
    is_verdict = result.returncode in (0, TESTS_FAILED) or result.returncode < 0
    assert is_verdict, f"{test} did not run:\n{result.stdout[-3000:]}"
    return result.returncode != 0


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=COPY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TEST_SECONDS,
        check=False,
    )
