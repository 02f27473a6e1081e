"""What the harness finds out about the machine and the modules."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from autopar_bench.environment import describe_environment, find_stranger


def test_modules_of_the_virtual_environment_are_no_strangers() -> None:
    assert find_stranger("numpy", "numba", "autopar") == ""


def test_a_module_that_is_missing_is_named() -> None:
    assert find_stranger("numpy", "no_such_module") == (
        f"module no_such_module is missing from {sys.prefix}"
    )


def test_a_module_of_the_system_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"{sys.base_prefix}/lib/python3/dist-packages/numba/__init__.py"
    spec = ModuleSpec("numba", None, origin=place)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    assert find_stranger("numba") == (
        f"module numba would come from {place}, not from {sys.prefix}"
    )


def test_a_python_without_a_virtual_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert "does not belong to a virtual environment" in find_stranger()


def test_the_fingerprint_is_of_the_machine_and_its_threads_alone() -> None:
    facts = dict(describe_environment("3"))
    assert facts["fingerprint"].endswith("; 3 threads")
    assert facts["cpu"] in facts["fingerprint"]
    assert facts["kernel"] not in facts["fingerprint"].split("; ")
    assert str(Path.home()) not in "".join(facts.values())
