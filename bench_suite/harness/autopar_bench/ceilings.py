"""What this machine can do at most: bytes from memory and operations in a second.

python ceilings.py THREADS

prints "bytes_per_second TAB operations_per_second". Both are best values of a loop in C that does
nothing else, on so many threads. The bytes are those of an update in place, a += s * b, in which as
many bytes move as are counted: two arrays are read, one is written back. Multiplications and
additions are counted apart and not fused, as in every contender that keeps CPython's bits.
"""

import ctypes
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
CHAINS = 64
ELEMENTS = 16 * 2**20
BYTES_OF_AN_UPDATE = 24
ROUNDS = 2_000_000
TRIES = 5


def load() -> Any:
    source = Path(__file__).with_suffix(".c")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "ceilings.so"
        subprocess.run(["cc", *FLAGS, "-o", str(library), str(source)], check=True)
        loaded = ctypes.CDLL(str(library))
    loaded.update.restype = None
    loaded.multiply_and_add.restype = ctypes.c_double
    return loaded


def find_least_seconds(work: Callable[[int], Any], threads: int) -> float:
    """work(thread) on every thread at once, several times."""
    best = float("inf")
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(TRIES):
            begin = time.perf_counter()
            list(pool.map(work, range(threads)))
            best = min(best, time.perf_counter() - begin)
    return best


def measure_bandwidth(library: Any, threads: int) -> float:
    a, b = np.full(ELEMENTS, 0.0), np.full(ELEMENTS, 1.0)
    pointers = [ctypes.c_void_p(array.ctypes.data) for array in (a, b)]

    def work(thread: int) -> None:
        bounds = [ctypes.c_int64(ELEMENTS * place // threads) for place in (thread, thread + 1)]
        library.update(*pointers, ctypes.c_double(3.0), *bounds)

    return BYTES_OF_AN_UPDATE * ELEMENTS / find_least_seconds(work, threads)


def measure_operations(library: Any, threads: int) -> float:
    def work(_thread: int) -> None:
        library.multiply_and_add(ctypes.c_int64(ROUNDS), ctypes.c_double(0.5), ctypes.c_double(1.0))

    return 2 * CHAINS * ROUNDS * threads / find_least_seconds(work, threads)


def main(threads: int) -> None:
    library = load()
    bandwidth = measure_bandwidth(library, threads)
    print(round(bandwidth), round(measure_operations(library, threads)), sep="\t")


if __name__ == "__main__":
    main(int(sys.argv[1]))
