"""Small databases for the tests, made from the schemas that the programs use."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STUDY_SCHEMAS = [
    ROOT / "corpus_analyzer" / "study_schema" / name for name in ("schema.sql", "flow.sql")
]
BENCH_SCHEMA = ROOT / "bench_suite" / "harness" / "schema.sql"

REPOSITORIES = 12
VERDICTS = (
    ("DOALL", "LOOP", 0),
    ("DOALL_PRIV", "LIBRARY", 0),
    ("COLLECT", "NOTEBOOK", 0),
    ("REDUCE", "LOOP", 0),
    ("SEARCH", "LOOP", 0),
    ("RNG_STREAM", "LIBRARY", 4),
    ("ORDERED_IO", "LIBRARY", 2),
    ("SEQ", "LOOP", 256 + 2048),
    ("UNKNOWN", "TYPES", 8 + 16),
    ("UNKNOWN", "NEVER", 1),
    ("TRIVIAL", "SYNTAX", 0),
)
_REASON_NAMES = {1: "R_CALL", 2: "R_IO", 4: "R_RNG", 8: "R_ALIAS", 256: "R_FLOW"}


def insert(connection: sqlite3.Connection, table: str, **values: str | int | None) -> None:
    """Adds one row."""
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


def _add_file(
    connection: sqlite3.Connection, path: str, repository: str, blob: str | None, status: str
) -> None:
    insert(
        connection, "occurrence", source="corpus", container="", path=path, repeat=0,
        repository=repository, commit_name="", status=status, blob=blob,
        size_bytes=blob and 100, checkpoint=0,
    )  # fmt: skip


def _add_notebook(
    connection: sqlite3.Connection, blob: str, status: str, language: str | None, code_cells: int
) -> None:
    known = status == "OK"
    insert(
        connection, "notebook", blob=blob, analyzer_version="1", status=status,
        flags=8 if known else 0, size_bytes=100, nbformat_declared=4 if known else None,
        nbformat_minor=4 if known else None, nbformat_shape=4 if known else None,
        strict_ok=int(known), language=language,
        language_evidence="LANGUAGE_INFO" if known else None,
        python_version=3 if language == "python" else None,
        python_version_evidence="LANGUAGE_INFO" if language == "python" else None,
        kernel_name="python3", language_version="3.11.2", code_cells=code_cells,
        markdown_cells=1, raw_cells=0, other_cells=0, outputs=0, output_bytes=0, code_sha1=None,
    )  # fmt: skip


def _add_cell(
    connection: sqlite3.Connection, blob: str, cell: int, kind: str, text: str, loops: int
) -> None:
    insert(
        connection, "cell", blob=blob, cell=cell, execution_count=1, outputs=0, lines=3, bytes=60,
        kind=kind, magic=None, flags=0, exact_syntax="CLEAN", study_syntax="CLEAN",
        study_sha1=text, loops=loops,
    )  # fmt: skip


def _add_loop(connection: sqlite3.Connection, blob: str, cell: int, loop: int, choice: int) -> None:
    verdict, stage, reasons = VERDICTS[choice % len(VERDICTS)]
    first = reasons & -reasons
    is_comprehension = verdict == "COLLECT"
    insert(
        connection, "loop", blob=blob, cell=cell, loop=loop, line=1 + loop, end_line=2 + loop,
        column_bytes=0, in_exact=1, context="TOP", quality="CLEAN", origin="CELL",
        kind="LISTCOMP" if is_comprehension else "FOR", has_else=0,
        domain=("RANGE_SYM", "SEQ_NAME", "RANGE_LEN")[choice % 3], wrappers=0, index_vars=1,
        countable="YES",
        trip=None, step="POS1", target="NAME", target_names=None, parent=None, nest=loop, depth=1,
        height=1, shape="LEAF", bounds="RECT", inner_comprehensions=0, control=0, call_classes=0,
        effect="NONE", verdict=verdict,
        verdict_if_guarded="DOALL" if stage in {"BOUNDS", "TYPES", "CONTENT"} else None,
        distance=None, float_reduction=choice % 2 if verdict == "REDUCE" else None, stage=stage,
        guard=None, reasons=reasons, primary_reason=_REASON_NAMES.get(first),
        sole_reason=_REASON_NAMES.get(first) if reasons == first else None,
        loop_sha1=f"{choice:040x}", calls=0, memory_references=0, scalar_flows=0, pairs=0,
        test_runs=0,
    )  # fmt: skip


def _add_pair_test(
    connection: sqlite3.Connection, blob: str, loop: int, test: str, *n: int
) -> None:
    """The numbers are the four outcomes, then pairs independent, dependent and unknown."""
    insert(
        connection, "pair_test", blob=blob, cell=1, loop=loop, test=test, applied=sum(n[:4]),
        independent=n[0], dependent=n[1], passed_on=n[2], gave_up=n[3], pairs_independent=n[4],
        pairs_dependent=n[5], pairs_unknown=n[6],
    )  # fmt: skip
    for result, count in zip(("INDEP", "DEP", "MAYBE"), n[4:], strict=True):
        if count:
            insert(
                connection, "pair", blob=blob, cell=1, loop=loop, kind="NA", distances="",
                result=result, test=test, pairs=count,
                **{"class": "NAMES" if test == "NAME" else "STRONG_SIV"},
            )  # fmt: skip
    connection.execute(
        "UPDATE loop SET test_runs = test_runs + ?, pairs = pairs + ? "
        "WHERE blob = ? AND cell = 1 AND loop = ?",
        (sum(n[:4]), sum(n[4:]), blob, loop),
    )


def small_run(path: Path) -> Path:
    """Two runs, of one and of two workers, over ten contents each, one of which crashed once."""
    schemas = ROOT / "corpus_analyzer" / "study_schema"
    connection = _new(path, schemas / "run.sql", schemas / "run_steps.sql")
    for run in (1, 2):
        insert(
            connection, "run", run=run, started_at="2030-01-01T00:00:00Z", analyzer_version="1",
            output="study.db", jobs=run, processors=2, machine="two cores", system="Linux",
            memory_bytes=8 << 30, exit_code=0, wall_seconds=10 // run, cpu_seconds=9,
            peak_memory_bytes=100 << 20, retries=run - 1, files=12, contents=10,
            content_bytes=20_000_000,
        )  # fmt: skip
        for number in range(10):
            connection.execute(
                "INSERT INTO notebook_cost VALUES (?, ?, 'OK', 1000, ?, 3)",
                (run, f"{number:040x}", 0.01 * (number + 1) if number < 9 else 0.5),
            )
    insert(
        connection, "failure", run=2, attempt=1, blob=f"{3:040x}", outcome="CRASH", message="died"
    )
    insert(connection, "step_cost", run=2, step="NEAR", seconds=2, clock="WALL")
    insert(connection, "step_cost", run=2, step="SKETCH", seconds=1, clock="CPU")
    connection.commit()
    connection.close()
    return path


def small_crawl(path: Path) -> Path:
    """A crawl of the notebooks of small_study; each cell says its number and then counts lines."""
    connection = sqlite3.connect(path)
    schema = ROOT / "crawler" / "crawl_schema.sql"
    connection.executescript(schema.read_text(encoding="utf-8"))
    insert(
        connection, "source", name="corpus", kind="LOCAL", state="SCANNED", version="",
        generation=1, files=REPOSITORIES, damaged=0, incomplete=0, tries=0,
    )  # fmt: skip
    for number in range(REPOSITORIES):
        cells = [
            {"cell_type": "code", "source": "".join(f"text {cell}-{n} <&>\n" for n in range(1, 30))}
            for cell in range(4)
        ]
        content = json.dumps({"nbformat": 4, "cells": cells}).encode()
        connection.execute(
            "INSERT INTO content VALUES (?, ?, ?)", (f"{number:040x}", len(content), content)
        )
    connection.commit()
    connection.close()
    return path


def small_frame(folder: Path) -> Path:
    """A frame of the repositories of small_study; those of even number have a licence."""
    lines = ["repository,commit,licence"]
    lines += [
        f"https://example.org/owner/r{number},{number:040x},{'MIT' if number % 2 == 0 else ''}"
        for number in range(REPOSITORIES)
    ]
    (folder / "repositories.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    description = folder / "frame.toml"
    description.write_text(
        'repositories = "repositories.csv"\n[facts]\n"Query" = "none"\n', encoding="utf-8"
    )
    return description


def _new(path: Path, *schemas: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    for schema in schemas:
        connection.executescript(schema.read_text(encoding="utf-8"))
    return connection


def empty_study(path: Path) -> Path:
    """A database that nothing was read into."""
    _new(path, *STUDY_SCHEMAS).close()
    return path


def small_study(path: Path) -> Path:
    """Some repositories, a duplicate, a symlink, a damaged file, another language, and loops.

    Each repository has one Python notebook with a cell of seven loops, whose verdicts go round
    VERDICTS, an empty cell, and a cell whose loop can't be read. The first loop of each has ten
    pairs of accesses. All sums close.
    """
    connection = _new(path, *STUDY_SCHEMAS)
    insert(connection, "study_meta", key="taxonomy_version", value="1")
    insert(connection, "source", name="corpus", files=REPOSITORIES + 4, archives_damaged=0)
    for number in range(REPOSITORIES):
        blob = f"{number:040x}"
        _add_file(connection, f"r{number}/a.ipynb", f"owner/r{number}", blob, "READ")
        _add_notebook(connection, blob, "OK", "python", 3)
        _add_cell(connection, blob, 1, "PYTHON", f"text {number}", 7)
        for loop in range(7):
            _add_loop(connection, blob, 1, loop, 7 * number + loop)
        _add_pair_test(connection, blob, 0, "NAME", 1, 0, 0, 0, 4, 0, 0)
        _add_pair_test(connection, blob, 0, "GREATEST_COMMON_DIVISOR", 0, 0, 2, 0, 0, 0, 0)
        _add_pair_test(connection, blob, 0, "EXACT", 1, 1, 0, 1, 1, 2, 0)
        _add_pair_test(connection, blob, 0, "NONE", 0, 0, 0, 0, 0, 0, 3)
        _add_cell(connection, blob, 2, "EMPTY", "", 0)
        _add_cell(connection, blob, 3, "PYTHON", f"damaged {number}", 1)
        _add_loop(connection, blob, 3, 0, 0)
    connection.execute(
        "UPDATE loop SET quality = 'DAMAGED', verdict = NULL, stage = NULL WHERE cell = 3"
    )
    _add_file(connection, "r0/copy.ipynb", "owner/r0", f"{0:040x}", "READ")
    _add_file(connection, "r0/link.ipynb", "owner/r0", None, "SYMLINK")
    for name, status, language in (("bad", "BAD_JSON", None), ("other", "OK", "r")):
        blob = name.rjust(40, "f")
        _add_file(connection, f"r1/{name}.ipynb", "owner/r1", blob, "READ")
        _add_notebook(connection, blob, status, language, 1 if language else 0)
    connection.commit()
    connection.close()
    return path


def _add_cell_times(
    connection: sqlite3.Connection, cell: int, problem: int, contender: str, call_ns: int
) -> None:
    insert(
        connection, "cell", cell_id=cell, problem_id=problem, contender=contender,
        measurement="warm", status="ok" if call_ns else "failed",
        message="" if call_ns else "ValueError: no <such> thing", device="cpu", threads=2,
        asked_threads=2,
    )  # fmt: skip
    for repetition in range(5 if call_ns else 0):
        elapsed = 10 * call_ns * (98 + repetition) // 100
        insert(
            connection, "repetition", cell_id=cell, repetition=repetition, calls=10,
            elapsed_ns=elapsed,
        )  # fmt: skip


def _new_bench(path: Path, contenders: Sequence[str]) -> sqlite3.Connection:
    connection = _new(path, BENCH_SCHEMA)
    insert(
        connection, "run", run_id=1, started_at="2030-01-01T00:00:00Z", suite_version="0.1.0",
        threads=2,
    )  # fmt: skip
    for place, name in enumerate(contenders):
        absent = "no such device" if name == "autopar_cuda" else ""
        insert(connection, "contender", run_id=1, place=place, name=name, absent=absent)
    return connection


def _add_problem(connection: sqlite3.Connection, problem: int, program: str, preset: str) -> None:
    insert(
        connection, "problem", problem_id=problem, run_id=1, program=program,
        summary="a program", set_name="twelve", preset=preset,
        parameters='{"n": 100}', operations=200, bytes=800,
    )  # fmt: skip


def bench_of_twelve(
    path: Path, njit_ns: Callable[[int], int] = lambda number: 40_000 * number
) -> Path:
    """Twelve programs at one preset; njit_ns gives Numba's time for their numbers from 1 on."""
    connection = _new_bench(path, ("cpython", "numba_njit", "autopar"))
    for number in range(1, 13):
        _add_problem(connection, number, f"program{number}", "S")
        for place, (contender, call_ns) in enumerate(
            (("cpython", 10_000_000), ("numba_njit", njit_ns(number)), ("autopar", 50_000))
        ):
            _add_cell_times(connection, 3 * number + place, number, contender, call_ns)
    connection.commit()
    connection.close()
    return path


def small_bench(path: Path) -> Path:
    """Two programs at two presets by three contenders, one of which fails once."""
    connection = _new_bench(path, ("cpython", "numba_njit", "autopar_cuda", "autopar"))
    insert(connection, "environment", run_id=1, key="cpu", value="two cores")
    cell = 0
    for problem, (program, preset) in enumerate(
        (p, s) for p in ("gemm", "saxpy") for s in ("S", "M")
    ):
        _add_problem(connection, problem, program, preset)
        for contender, call_ns in (
            ("cpython", 10_000_000),
            ("numba_njit", 80_000 * (problem + 1)),
            ("autopar", 0 if problem == 2 else 50_000),
        ):
            _add_cell_times(connection, cell, problem, contender, call_ns)
            cell += 1
    connection.commit()
    connection.close()
    return path
