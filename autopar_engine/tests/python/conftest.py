"""Lets the tests of this folder import what they share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autopar import _engine

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def regions_stay_on() -> Iterator[None]:
    """Tests try many calls that are in vain, and want to see what becomes of each."""
    _engine.set_switching_off(False)
    yield
    _engine.set_switching_off(True)


@pytest.fixture
def switching_off(regions_stay_on: None) -> None:
    """Regions switch themselves off, as they do for users."""
    _engine.set_switching_off(True)


@pytest.fixture(params=[1, 2, 3, 7])
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    """How many threads there are, one after the other."""
    before = _engine.thread_count()
    _engine.set_thread_count(request.param)
    yield request.param
    _engine.set_thread_count(before)
