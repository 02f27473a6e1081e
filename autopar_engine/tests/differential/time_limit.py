"""A limit on how long a call may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLongError(BaseException):
    """Not an Exception, so that nothing that runs catches it by mistake."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TookTooLongError in the main thread when the time is up."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
