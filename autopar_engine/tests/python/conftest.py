"""Lets the tests of this folder import what they share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autopar import _engine

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(params=[1, 2, 3, 7])
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    """How many threads there are, one after the other."""
    before = _engine.thread_count()
    _engine.set_thread_count(request.param)
    yield request.param
    _engine.set_thread_count(before)
