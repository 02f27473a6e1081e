"""What the harness finds out about the machine and the modules."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from autopar_bench import environment
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


FAMILY_25 = "processor: 0\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: AMD EPYC\nstepping\t: 1\n"


def describe_with(monkeypatch: pytest.MonkeyPatch, file: Path, text: str) -> dict[str, str]:
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(environment, "PROCESSOR_FILE", file)
    return dict(describe_environment("2"))


@pytest.mark.parametrize(
    ("name", "other"), [("cpu family\t: 25", "26"), ("model\t\t: 17", "1"), ("stepping\t: 1", "2")]
)
def test_generations_of_one_name_have_other_fingerprints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, other: str
) -> None:
    one = describe_with(monkeypatch, tmp_path / "cpuinfo", FAMILY_25)
    assert one["fingerprint"].startswith("AMD EPYC; 25; 17; 1; ")
    changed = FAMILY_25.replace(name, f"{name.partition(':')[0]}: {other}")
    assert changed != FAMILY_25
    found = describe_with(monkeypatch, tmp_path / "cpuinfo", changed)
    assert found["fingerprint"] != one["fingerprint"]
    assert found["cpu"] == one["cpu"]


def test_what_the_kernel_does_not_say_of_a_processor_is_unknown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "processor\t: 0\nBogoMIPS\t: 50.00\nCPU part\t: 0xd40\n\nmodel\t: 1\n"
    names = ("cpu", "cpu_family", "cpu_model", "cpu_stepping")
    facts = describe_with(monkeypatch, tmp_path / "cpuinfo", text)
    assert [facts[name] for name in names] == ["unknown"] * 4
    monkeypatch.setattr(environment, "PROCESSOR_FILE", tmp_path / "none")
    assert dict(describe_environment("2"))["fingerprint"] == facts["fingerprint"]
