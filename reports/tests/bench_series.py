"""A small database of benchmarks with processes and series, for the tests."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from databases import insert, small_bench

SIZES = 9


class Writer:
    """Adds problems and cells behind those that are there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._cell = 1000
        self._problem = 1000

    def problem(self, preset: str, n: int, footprint: int | None = None) -> int:
        """gemm with n; gives the problem's number."""
        self._problem += 1
        insert(
            self.connection, "problem", problem_id=self._problem, run_id=1, program="gemm",
            summary="a program", set_name="twelve", preset=preset,
            parameters=f'{{"n": {n}, "steps": 2}}', operations=1000, bytes=8000,
            footprint=footprint,
        )  # fmt: skip
        return self._problem

    def cells(
        self, problem: int, times: Mapping[str, int], measurement: str = "warm", threads: int = 2
    ) -> None:
        """Contender -> nanoseconds, 0 where it failed."""
        for contender, nanoseconds in times.items():
            self._cell += 1
            insert(
                self.connection, "cell", cell_id=self._cell, problem_id=problem,
                contender=contender, measurement=measurement, asked_threads=threads,
                status="ok" if nanoseconds else "failed", message="", device="cpu",
                threads=threads,
            )  # fmt: skip
            for repetition in range(3 if nanoseconds else 0):
                insert(
                    self.connection, "repetition", cell_id=self._cell, repetition=repetition,
                    calls=1, elapsed_ns=nanoseconds,
                )  # fmt: skip


def bench_with_series(path: Path) -> Path:
    """small_bench, and for gemm processes, nine sizes, and preset L on one thread and on two.

    autopar takes 100 ns at each size, CPython 20 ns times n and Numba 50 ns at sizes below 16, 400
    ns from there on; n doubles from 1.
    """
    connection = sqlite3.connect(small_bench(path))
    place = 10
    for name in ("autopar_serial", "numba_prange"):
        insert(connection, "contender", run_id=1, place=place, name=name, absent="")
        place += 1
    writer = Writer(connection)
    for point in range(SIZES):
        n = 2**point
        problem = writer.problem(f"size{point + 1}", n, 64 * n)
        numba = 50 if n < 16 else 400
        writer.cells(
            problem,
            {"cpython": 20 * n, "numba_njit": numba, "autopar": 100, "autopar_serial": 80},
        )
    large = writer.problem("L", 1000)
    writer.cells(large, {"cpython": 8_000_000, "autopar": 1000, "numba_prange": 0})
    writer.cells(large, {"autopar": 1800}, threads=1)
    small = connection.execute("SELECT problem_id FROM problem WHERE preset = 'S'").fetchone()[0]
    writer.cells(small, {"numpy_only": 100, "cpython": 120, "autopar": 180}, "cold")
    writer.cells(small, {"autopar": 150}, "cached")
    writer.cells(small, {"autopar": 30}, "kernel")
    for key, value in (("cache_l2", "1K"), ("bandwidth", "1000"), ("operations", "5000")):
        insert(connection, "environment", run_id=1, key=key, value=value)
    connection.commit()
    connection.close()
    return path
