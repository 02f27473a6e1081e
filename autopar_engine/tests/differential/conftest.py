"""Lets the tests of this folder import what they share, and take --minutes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--minutes",
        type=float,
        default=1.0,
        help="how long the slow test of random programs goes on",
    )
