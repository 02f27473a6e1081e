"""What the machine and the software are, and whether the software is the virtual environment's."""

import importlib.metadata
import importlib.util
import os
import platform
import sys
from pathlib import Path

UNKNOWN = "unknown"
DISTRIBUTIONS = ("numpy", "numba", "llvmlite", "autopar")


def find_stranger(*modules: str) -> str:
    """'' if each module would be imported from the virtual environment, else what is wrong."""
    if sys.prefix == sys.base_prefix:
        return f"{sys.executable} does not belong to a virtual environment"
    for name in modules:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            return f"module {name} is missing from {sys.prefix}"
        if _is_the_systems(Path(spec.origin)):
            return f"module {name} would come from {spec.origin}, not from {sys.prefix}"
    return ""


def describe_environment() -> list[tuple[str, str]]:
    cores = sorted(os.sched_getaffinity(0))
    facts = {
        "cpu": _read_cpu_model(),
        "cores": str(len(cores)),
        "governor": _read_first_line(
            f"/sys/devices/system/cpu/cpu{cores[0]}/cpufreq/scaling_governor"
        ),
        "kernel": platform.release(),
        "libc": " ".join(platform.libc_ver()),
        "python": platform.python_version(),
        **{name: _find_version(name) for name in DISTRIBUTIONS},
    }
    return list(facts.items())


def _is_the_systems(origin: Path) -> bool:
    inside = origin.resolve().is_relative_to(Path(sys.prefix).resolve())
    return not inside and origin.is_relative_to(sys.base_prefix)


def _find_version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return UNKNOWN


def _read_cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return UNKNOWN


def _read_first_line(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        return UNKNOWN
