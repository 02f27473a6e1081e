"""What the machine and the software are, and whether the software is the virtual environment's."""

import importlib
import importlib.metadata
import importlib.util
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

UNKNOWN = "unknown"
DISTRIBUTIONS = ("numpy", "numba", "llvmlite", "autopar")
# Virtual machines often have one "model name" for several generations.
PROCESSOR = {
    "cpu": "model name",
    "cpu_family": "cpu family",
    "cpu_model": "model",
    "cpu_stepping": "stepping",
}
PROCESSOR_FILE = Path("/proc/cpuinfo")
CACHES = {"cache_l1d": ("1", "Data"), "cache_l2": ("2", "Unified"), "cache_l3": ("3", "Unified")}
DEVICE_FILES = Path("/proc/driver/nvidia")


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


def describe_environment(threads: str) -> list[tuple[str, str]]:
    """Facts about the machine, then about the software; threads is the number to be used."""
    cores = sorted(os.sched_getaffinity(0))
    machine = {
        **_read_processor(PROCESSOR_FILE),
        "cores": str(len(cores)),
        **{name: _read_cache_size(cores[0], *which) for name, which in CACHES.items()},
    }
    facts = {
        **machine,
        "memory_gib": str(_count_memory_gib()),
        "gpu": _read_gpu_names(),
        "gpu_driver": _read_first_line(DEVICE_FILES / "version", "none"),
        "governor": _read_first_line(
            Path(f"/sys/devices/system/cpu/cpu{cores[0]}/cpufreq/scaling_governor")
        ),
        "kernel": platform.release(),
        "libc": " ".join(platform.libc_ver()),
        "python": platform.python_version(),
        **{name: _find_version(name) for name in DISTRIBUTIONS},
        "fingerprint": "; ".join([*machine.values(), f"{threads} threads"]),
    }
    return list(facts.items())


def describe_contenders() -> list[tuple[str, str]]:
    """What the contenders run on when nothing is set; starts Numba's threads."""
    questions = {
        "autopar_float_mode": _find_float_mode,
        "numba_threading_layer": _find_threading_layer,
        "numba_uses_svml": _find_vector_mathematics,
        "numpy_blas": _find_linear_algebra,
    }
    return [(name, _ask(question)) for name, question in questions.items()]


def _ask(question: Callable[[], str]) -> str:
    """A module that is broken is no reason not to measure the others."""
    try:
        return question()
    except Exception as error:
        return f"{UNKNOWN}: {error}"


def _find_float_mode() -> str:
    engine: Any = importlib.import_module("autopar._engine")
    return str(engine.float_mode())


def _find_threading_layer() -> str:
    launched: Any = importlib.import_module("numba.np.ufunc.parallel")
    launched._launch_threads()
    numba: Any = importlib.import_module("numba")
    return str(numba.threading_layer())


def _find_vector_mathematics() -> str:
    """Whether Numba takes Intel's library for functions of whole vectors; known once it started."""
    numba: Any = importlib.import_module("numba")
    return "yes" if numba.config.USING_SVML else "no"


def _find_linear_algebra() -> str:
    numpy: Any = importlib.import_module("numpy")
    library = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{library['name']} {library['version']}"


def _is_the_systems(origin: Path) -> bool:
    inside = origin.resolve().is_relative_to(Path(sys.prefix).resolve())
    return not inside and origin.is_relative_to(sys.base_prefix)


def _find_version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return UNKNOWN


def _read_processor(file: Path) -> dict[str, str]:
    """Of the first processor; 'unknown' is what the kernel does not say."""
    try:
        lines = file.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    except OSError:
        lines = []
    fields = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    return {fact: fields.get(name) or UNKNOWN for fact, name in PROCESSOR.items()}


def _read_cache_size(core: int, level: str, kind: str) -> str:
    """As the kernel says it: 1024K."""
    for folder in sorted(Path(f"/sys/devices/system/cpu/cpu{core}/cache").glob("index*")):
        found = (_read_first_line(folder / "level"), _read_first_line(folder / "type"))
        if found == (level, kind):
            return _read_first_line(folder / "size")
    return UNKNOWN


def _count_memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _read_gpu_names() -> str:
    names = []
    for file in sorted(DEVICE_FILES.glob("gpus/*/information")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("Model:"):
                names.append(line.partition(":")[2].strip())
    return ", ".join(names) or "none"


def _read_first_line(path: Path, otherwise: str = UNKNOWN) -> str:
    try:
        return path.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        return otherwise
