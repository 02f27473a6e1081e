"""A limit on how long a call may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLongError(BaseException):
    """Not an Exception, so that nothing that runs catches it by mistake."""


@contextmanager
def at_most(seconds: float, *, of_this_process: bool = False) -> Iterator[None]:
    """Raises TookTooLongError in the main thread when the time is up.

    Time passes on the clock, or only while this process computes, whatever else the machine does.
    """
    timer, number = signal.ITIMER_REAL, signal.SIGALRM
    if of_this_process:
        timer, number = signal.ITIMER_VIRTUAL, signal.SIGVTALRM

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    before = signal.signal(number, stop)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)
