"""What compiled loops copy before they run, so that it can be put back, and what they need not."""

from __future__ import annotations

import importlib.util
import io
import os
import resource
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

import autopar
from autopar import _engine

N = 20_000
"""Elements: more than are copied without a thought."""


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    _engine.free_kept_copies()
    assert _engine.kept_copy_bytes() == 0


def is_copied(function: Any, *arguments: Any) -> bool:
    """Call the function, and say whether it copied a large array."""
    _engine.free_kept_copies()
    function(*arguments)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    return _engine.kept_copy_bytes() > 0


SQUARE = """
def program(x, y):
    for i in range(len(x)):
        y[i] = x[i] * x[i]
"""

SQUARE_IN_PLACE = """
def program(x, y):
    for i in range(len(x)):
        y[i] = y[i] * x[i]
"""

UPDATE_IN_PLACE = """
def program(x, y):
    for i in range(len(x)):
        y[i] *= x[i]
"""

PRODUCT = """
def program(c, a, b):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[i, j] = 0.0
            for k in range(b.shape[0]):
                c[i, j] = c[i, j] + a[i, k] * b[k, j]
"""

PRODUCT_WITHOUT_START = PRODUCT.replace("            c[i, j] = 0.0\n", "")

TWO_STEPS = """
def program(a, b, c):
    for t in range(3):
        for i in range(1, len(a) - 1):
            b[i] = a[i - 1] + a[i + 1] * 2.0
        for i in range(2, len(a) - 2):
            c[i] = b[i - 1] - b[i + 1]
"""

TWO_STEPS_BEYOND = TWO_STEPS.replace("range(2, len(a) - 2)", "range(1, len(a) - 1)")

UNDER_A_TEST = """
def program(x, y, z):
    for i in range(len(x)):
        if x[i] > 1.5:
            y[i] = x[i] * x[i]
        z[i] = y[i] * 2.0
"""

LEFT_EARLY = """
def program(x, y):
    for i in range(len(x)):
        y[i] = x[i] * 2.0
        if x[i] > 1e290:
            break
    return i
"""


def squares(place: int = -1, value: float = 1e200) -> tuple[Any, ...]:
    x = np.linspace(1.0, 2.0, N)
    if place >= 0:
        x[place] = value
    return x, np.full(N, 7.0)


def factors(value: float = 1.0) -> tuple[Any, ...]:
    a = np.linspace(1.0, 2.0, 70 * 30).reshape(70, 30)
    a[35, 3] = value
    return np.full((70, 80), 7.0), a, np.linspace(1.0, 2.0, 30 * 80).reshape(30, 80)


def steps(value: float = 1.0) -> tuple[Any, ...]:
    a = np.linspace(1.0, 2.0, N)
    a[N // 2] = value
    return a, np.full(N, 7.0), np.full(N, 8.0)


def choices(value: float = 1.0) -> tuple[Any, ...]:
    return *squares(N // 2, value), np.full(N, 9.0)


MakeArguments = Callable[[float], tuple[Any, ...]]


@pytest.mark.parametrize(
    ("text", "make", "is_needed"),
    [
        (SQUARE, lambda value: squares(N // 2, value), False),
        (SQUARE_IN_PLACE, lambda value: squares(N // 2, value), True),
        (UPDATE_IN_PLACE, lambda value: squares(N // 2, value), True),
        (PRODUCT, factors, False),
        (PRODUCT_WITHOUT_START, factors, True),
        (TWO_STEPS, steps, False),
        (TWO_STEPS_BEYOND, steps, True),
        (UNDER_A_TEST, choices, True),
        (LEFT_EARLY, lambda value: squares(N // 2, value), False),
    ],
)
def test_what_is_written_before_it_is_read_is_not_copied(
    tmp_path: Path, text: str, make: MakeArguments, is_needed: bool
) -> None:
    function = define(tmp_path, text)
    with warnings.catch_warnings(record=True):
        assert is_copied(function, *make(1.0)) == is_needed
    seen = check_same(function, lambda: make(1.7e308), "replayed")
    assert {one[0] for one in seen.warnings} == {RuntimeWarning}


def test_what_may_fail_a_check_is_copied(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y, p):
            for i in range(len(x)):
                y[i] = x[i] + 12 // (i - p)
        """,
    )
    assert is_copied(function, *squares(), -1)
    seen = check_same(function, lambda: (*squares(), N // 2), "replayed")
    assert seen.error is not None


def test_a_name_that_may_stay_without_a_value_needs_a_copy(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y):
            for i in range(len(x)):
                y[i] = x[i] * 2.0
                if x[i] > 5.0:
                    t = i
        """,
    )
    assert is_copied(function, *squares(N // 2, 9.0))
    check_same(function, squares, "replayed")


def test_python_numbers_warn_of_nothing(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, p):
            for i in range(len(x)):
                p = p * 1.5
                x[i] = p - p
            return p
        """,
    )
    x = np.zeros(N)
    assert not is_copied(function, x, 0.5)
    assert np.isnan(x[-1])
    check_same(function, lambda: (np.zeros(N), 0.5), "compiled")


def test_what_errstate_ignores_is_no_reason_to_run_again(tmp_path: Path) -> None:
    for text in (SQUARE, SQUARE_IN_PLACE):
        function = define(tmp_path, text)
        with np.errstate(all="ignore"):
            assert not is_copied(function, *squares())
            check_same(function, lambda: squares(N // 2, 1e308), "compiled")
        with np.errstate(over="ignore"):
            check_same(function, lambda: squares(N // 2, 1e308), "compiled")
        with np.errstate(invalid="ignore"):
            check_same(function, lambda: squares(N // 2, 1e308), "replayed")


class ShowsNothingError(Exception):
    pass


def refuse(*arguments: Any, **keywords: Any) -> None:
    raise ShowsNothingError


class RefusingStream(io.StringIO):
    def write(self, text: str) -> int:
        raise ShowsNothingError


@contextmanager
def attribute(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def shown_by_python() -> Any:
    """How Python itself shows a warning; pytest has put something of its own in its place."""
    spec = importlib.util.find_spec("warnings")
    assert spec is not None and spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return FunctionType(fresh._showwarnmsg_impl.__code__, vars(warnings))


@contextmanager
def filters(*added: Any) -> Iterator[None]:
    shown = attribute(warnings, "_showwarnmsg_impl", shown_by_python())
    with warnings.catch_warnings(), shown:
        warnings.simplefilter("always")
        for one in added:
            warnings.filterwarnings(**one)
        yield


@contextmanager
def stream_over(raw: io.RawIOBase) -> Iterator[None]:
    stream = io.TextIOWrapper(io.BufferedWriter(raw, 1), write_through=True)
    with filters(), attribute(sys, "stderr", stream):
        yield


class RefusingFile(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raise ShowsNothingError


@contextmanager
def both(*contexts: Any) -> Iterator[None]:
    with contexts[0], contexts[1]:
        yield


@contextmanager
def errors_call(function: Any) -> Iterator[None]:
    before = np.seterrcall(function)
    with np.errstate(over="call"):
        yield
    np.seterrcall(before)


CIRCUMSTANCES: dict[str, Callable[[], Any]] = {
    "an error by a filter": lambda: filters({"action": "error"}),
    "an error by its category": lambda: filters({"action": "error", "category": RuntimeWarning}),
    "an error by its text": lambda: filters({"action": "error", "message": "overflow"}),
    "an error for others": lambda: filters({"action": "error", "category": DeprecationWarning}),
    "no filter, and an error": lambda: both(
        attribute(warnings, "filters", []), attribute(warnings, "defaultaction", "error")
    ),
    "an unknown action": lambda: attribute(
        warnings, "filters", [("shout", None, Warning, None, 0)]
    ),
    "a function that shows": lambda: both(filters(), attribute(warnings, "showwarning", refuse)),
    "a function that formats": lambda: both(
        filters(), attribute(warnings, "formatwarning", refuse)
    ),
    "a stream": lambda: both(filters(), attribute(sys, "stderr", RefusingStream())),
    "a file": lambda: stream_over(RefusingFile()),
    "a closed stream": lambda: both(filters(), attribute(sys, "stderr", closed_stream())),
    "errstate that raises": lambda: np.errstate(over="raise"),
    "errstate that calls": lambda: errors_call(refuse),
    "what a list records": lambda: warnings.catch_warnings(record=True),
}


def closed_stream() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("name", CIRCUMSTANCES)
@pytest.mark.parametrize("text", [SQUARE, SQUARE_IN_PLACE])
def test_a_warning_that_raises_leaves_what_was_done_before_it(
    tmp_path: Path, name: str, text: str
) -> None:
    function = define(tmp_path, text)
    function(*squares())

    def run(each: Any) -> tuple[str, bytes]:
        x, y = squares(N // 2, 1e308)
        each.__globals__.pop("__warningregistry__", None)
        error = ""
        with CIRCUMSTANCES[name]():
            try:
                each(x, y)
            except Exception as raised:
                error = f"{type(raised).__name__}: {raised}"
        return error, y.tobytes()

    expected = run(function.__wrapped__)  # type: ignore[attr-defined]
    assert run(function) == expected
    is_harmless = name in ("an error for others", "what a list records")
    assert (expected[0] == "") == is_harmless


@pytest.mark.parametrize("is_buffered", [True, False])
def test_a_file_that_warnings_are_written_to_is_harmless(tmp_path: Path, is_buffered: bool) -> None:
    function = define(tmp_path, SQUARE)
    path = tmp_path / "stderr"
    file: Any = io.FileIO(path, "w")
    stream = io.TextIOWrapper(
        io.BufferedWriter(file) if is_buffered else file,
        errors="backslashreplace",
        write_through=True,
    )
    with filters(), attribute(sys, "stderr", stream):
        assert not is_copied(function, *squares())
        function(*squares(N // 2, 1e308))
    stream.close()
    assert "overflow encountered" in path.read_text(encoding="utf-8")


def test_a_registry_that_is_no_dict_raises_too(tmp_path: Path) -> None:
    function = define(tmp_path, SQUARE)
    function(*squares())
    for each in (function.__wrapped__, function):  # type: ignore[attr-defined]
        x, y = squares(N // 2, 1e308)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            each.__globals__["__warningregistry__"] = 5
            with pytest.raises(TypeError):
                each(x, y)
        assert y[N // 2 - 1] == x[N // 2 - 1] ** 2
        assert y[N // 2 + 1] == 7.0


def test_copies_are_kept_for_the_next_call_and_freed(tmp_path: Path) -> None:
    function = define(tmp_path, SQUARE_IN_PLACE)
    x, y = np.ones(1_000_000), np.ones(1_000_000)
    assert is_copied(function, x, y)
    kept = _engine.kept_copy_bytes()
    assert y.nbytes <= kept < 2 * y.nbytes
    for _ in range(3):
        function(x, y)
        assert _engine.kept_copy_bytes() == kept
    for length in range(1_000, 1_000_000, 50_000):
        function(x[:length], y[:length])
    assert _engine.kept_copy_bytes() < 8 * kept
    _engine.free_kept_copies()
    assert _engine.kept_copy_bytes() == 0


def test_copies_below_a_page_are_kept_too(tmp_path: Path) -> None:
    function = define(tmp_path, SQUARE_IN_PLACE)
    x, y = np.ones(60), np.ones(120)[::2]
    _engine.free_kept_copies()
    assert is_copied(function, x, y)
    kept = _engine.kept_copy_bytes()
    assert kept > 0
    for _ in range(3):
        function(x, y)
        assert _engine.kept_copy_bytes() == kept


def test_page_faults_vanish_with_the_second_call(tmp_path: Path) -> None:
    def faults() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    function = define(tmp_path, SQUARE_IN_PLACE)
    x, y = np.ones(3_000_000), np.ones(3_000_000)
    for _ in range(2):
        function(x, y)
    before = faults()
    for _ in range(5):
        function(x, y)
    assert faults() - before < 5 * 200


UPDATE = """
def program(x, p):
    for i in range(len(x)):
        x[i] = x[i] * 0.5 + 7 // (i - p)
"""


def test_calls_inside_a_signal_handler_have_copies_of_their_own(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, p, n):
            for t in range(n):
                for i in range(len(x)):
                    x[i] = x[i] * 0.5 + 7 // (i - p + n - 1 - t + len(x))
        """,
    )
    inner = define(tmp_path, UPDATE)
    seen: list[bytes] = []

    def call_again(signum: int, frame: Any) -> None:
        again = np.linspace(1.0, 2.0, N)
        with pytest.raises(ZeroDivisionError):
            inner(again, N - 1)
        seen.append(again.tobytes())

    expected = np.linspace(1.0, 2.0, N)
    with pytest.raises(ZeroDivisionError):
        inner.__wrapped__(expected, N - 1)  # type: ignore[attr-defined]
    inner(np.ones(N), -1)
    x = np.linspace(1.0, 2.0, N)
    before = signal.signal(signal.SIGALRM, call_again)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.05)
    try:
        function(x, -1, 8_000)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    assert len(seen) > 1
    assert set(seen) == {expected.tobytes()}


def test_threads_and_children_of_fork_have_copies_of_their_own(tmp_path: Path) -> None:
    function = define(tmp_path, UPDATE)

    def call(n: int) -> bytes:
        x = np.linspace(1.0, 2.0, n)
        with pytest.raises(ZeroDivisionError):
            function(x, n - 1)
        return x.tobytes()

    lengths = (N, 2 * N, N + 1)
    expected = [call(n) for n in lengths]
    wrong: list[int] = []

    def work() -> None:
        for _ in range(10):
            wrong.extend(n for n, one in zip(lengths, expected, strict=True) if call(n) != one)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    child = os.fork()
    if child == 0:
        os._exit(0 if [call(n) for n in lengths] == expected else 1)
    deadline = time.monotonic() + 60
    status = 0
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.01)
    assert done == child
    assert status == 0
    for thread in threads:
        thread.join()
    assert wrong == []
