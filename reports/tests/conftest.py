"""Fixtures of the tests of autopar-report."""

import sys
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPORTS), str(REPORTS / "tests")]
