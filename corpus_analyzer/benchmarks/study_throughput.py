"""Measures autopar-analyze against its targets, on the notebooks of AUTOPAR_CORPUS.

usage: study_throughput.py --analyzer PROGRAM --parser PROGRAM [--rounds N] [--plain]
                           [--growth] [--copies N]

Without options: processor seconds against those of tree-sitter on the same texts (checked by their
hashes; without MinHash's sketches, whose processor time is measured apart, but with the search for
near-duplicates by them), wall time of one job over two, and the share of notebooks that take
under 0.2 s; interleaved, the median of N rounds. --plain adds the plain pipeline of nbformat,
IPython and ast over the unpacked files; --growth adds memory and time with the corpus once, 4 times
and --copies (16) times, cells altered. Prints a table and exits with 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PARSER_LIMIT = 2.2
JOBS_LIMIT = 1.7
PLAIN_CPU_LIMIT = 3.0
PLAIN_WALL_LIMIT = 5.0
MEMORY_LIMIT_BYTES = 400 * 10**6
MEMORY_GROWTH_LIMIT = 1.1
TIME_GROWTH_LIMIT_A_COPY = 18 / 16
FEWEST_COPIES = 4
SLOW_SECONDS = 0.2
SLOW_SHARE_LIMIT = 0.001


@dataclass(frozen=True)
class Cost:
    """Of one run of a program, children included."""

    wall_seconds: float
    cpu_seconds: float
    output: str


@dataclass(frozen=True)
class Target:
    """One line of the table: a number, and what it must not pass."""

    name: str
    value: float
    limit: float
    at_most: bool

    @property
    def is_met(self) -> bool:
        """Whether the number is on the right side."""
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def measure(*command: str | Path) -> Cost:
    """Runs the command to its end."""
    begin, before = time.monotonic(), os.times()
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True
    )
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system
    return Cost(time.monotonic() - begin, cpu - before.children_system, done.stdout)


class Study:
    """Runs of the analyzer, each into an empty folder."""

    def __init__(self, analyzer: Path, scratch: Path) -> None:
        """The scratch folder is emptied before each run."""
        self.analyzer = analyzer
        self.output = scratch / "study"

    def run(self, source: Path, jobs: int, *options: str | Path) -> Cost:
        """One run, which leaves study.db and run.db."""
        shutil.rmtree(self.output, ignore_errors=True)
        self.output.mkdir()
        study = self.output / "study.db"
        return measure(
            self.analyzer, source, "--output", study, "--jobs", str(jobs), "--quiet", *options
        )

    def sketch_seconds(self) -> float:
        """Processor time of the last run's sketches; of NEAR only wall time is known."""
        return self.query("SELECT seconds FROM step_cost WHERE step = 'SKETCH' AND clock = 'CPU'")

    def query(self, sql: str) -> float:
        """One number of the last run's run.db."""
        with sqlite3.connect(self.output / "run.db") as connection:
            return float(connection.execute(sql).fetchone()[0])


def check_texts(study: Study, parser: Path, corpus: Path, scratch: Path) -> None:
    """The parser alone gets the texts that the analyzer parsed, each as often."""
    ours, theirs = scratch / "ours.txt", scratch / "theirs.txt"
    study.run(corpus, 2, "--parsed-texts", ours)
    measure(parser, corpus, theirs)
    if ours.read_bytes() != theirs.read_bytes():
        sys.exit("study_throughput: the two programs parse different texts")


def compare_with_parser(
    study: Study, parser: Path, corpus: Path, scratch: Path, rounds: int
) -> list[Target]:
    """Processor and wall time in interleaved rounds; sketches are no part of the first."""
    two, one, alone, sketches = [], [], [], []
    for number in range(rounds):
        two.append(study.run(corpus, 2))
        sketches.append(study.sketch_seconds())
        one.append(study.run(corpus, 1))
        found = json.loads(measure(parser, corpus, scratch / "theirs.txt").output)
        alone.append(found["cpu_seconds"])
        print(f"round {number + 1} of {rounds}: {two[-1].cpu_seconds:.2f} s of processor time with "
              f"two jobs (sketches {sketches[-1]:.2f} s of it), {one[-1].cpu_seconds:.2f} s with "
              f"one; parser {alone[-1]:.2f} s",
              file=sys.stderr)  # fmt: skip
    cpu = statistics.median(
        cost.cpu_seconds - apart for cost, apart in zip(two, sketches, strict=True)
    )
    wall = [statistics.median(cost.wall_seconds for cost in costs) for costs in (one, two)]
    slow = study.query(f"SELECT avg(seconds >= {SLOW_SECONDS}) FROM notebook_cost")
    return [
        Target(
            "processor time without sketches / parser's",
            cpu / statistics.median(alone),
            PARSER_LIMIT,
            True,
        ),
        Target("wall time, one job / two", wall[0] / wall[1], JOBS_LIMIT, False),
        Target("share of notebooks over 0.2 s", slow, SLOW_SHARE_LIMIT, True),
    ]


def unpack(corpus: Path, folder: Path) -> None:
    """The corpus as plain files, for programs that read no archives."""
    folder.mkdir()
    for archive in sorted(corpus.glob("*.tar.zst")):
        packed = subprocess.run(["zstd", "-dc", str(archive)], stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)


def compare_with_plain(study: Study, files: Path) -> list[Target]:
    """The plain pipeline over the same files, once."""
    ours = study.run(files, 2)
    plain = measure(sys.executable, HERE / "plain_pipeline.py", files)
    print(f"plain pipeline: {plain.cpu_seconds:.1f} s, {plain.output.strip()}", file=sys.stderr)
    return [
        Target("plain pipeline's processor time / ours",
               plain.cpu_seconds / ours.cpu_seconds, PLAIN_CPU_LIMIT, False),
        Target("plain pipeline's wall time / ours",
               plain.wall_seconds / ours.wall_seconds, PLAIN_WALL_LIMIT, False),
    ]  # fmt: skip


def alter(content: bytes, copy: int) -> bytes:
    """The notebook with another text in each code cell, so that nothing is a duplicate."""
    try:
        notebook = json.loads(content)
        cells = notebook["cells"]
    except (ValueError, KeyError, TypeError):
        return content + b"\n" * copy
    for cell in cells if isinstance(cells, list) else []:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", "")
            text = "".join(source) if isinstance(source, list) else str(source)
            cell["source"] = f"{text}\ncopy_{copy} = {copy}"
    return json.dumps(notebook).encode("utf-8", "surrogatepass")


def write_copies(files: Path, archive: Path, copies: int) -> None:
    """The corpus so many times, in one archive."""
    paths = sorted(path for path in files.rglob("*.ipynb") if path.is_file())
    with tarfile.open(archive, "w") as tar:
        for copy in range(copies):
            for path in paths:
                content = alter(path.read_bytes(), copy)
                altered = archive.parent / "altered.ipynb"
                altered.write_bytes(content)
                tar.add(altered, f"owner/copy{copy}/{path.relative_to(files)}")


def measure_growth(study: Study, files: Path, scratch: Path, most: int) -> list[Target]:
    """Memory and wall time with more of the same."""
    peaks, walls = {}, {}
    for copies in sorted({1, FEWEST_COPIES, most}):
        archive = scratch / "copies.tar"
        write_copies(files, archive, copies)
        walls[copies] = study.run(archive, 2).wall_seconds
        peaks[copies] = study.query("SELECT peak_memory_bytes FROM run")
        print(
            f"{copies} times: {walls[copies]:.1f} s, {peaks[copies] / 1e6:.0f} MB", file=sys.stderr
        )
        archive.unlink()
    return [
        Target(f"peak memory in bytes, {most} times", peaks[most], MEMORY_LIMIT_BYTES, True),
        Target(
            f"peak memory, {most} times / once", peaks[most] / peaks[1], MEMORY_GROWTH_LIMIT, True
        ),
        Target(
            f"wall time, {most} times / once",
            walls[most] / walls[1],
            TIME_GROWTH_LIMIT_A_COPY * most,
            True,
        ),
    ]


def print_table(targets: list[Target]) -> None:
    """One line a target."""
    for target in targets:
        side = "at most" if target.at_most else "at least"
        state = "met" if target.is_met else "MISSED"
        print(f"{target.name:46} {target.value:14.4g}   {side} {target.limit:g}: {state}")


def read_copies(text: str) -> int:
    """So many that growth shows: once over once is 1, whatever the program does."""
    copies = int(text)
    if copies < FEWEST_COPIES:
        raise argparse.ArgumentTypeError(f"at least {FEWEST_COPIES}")
    return copies


def main() -> None:
    """Measures what is asked for."""
    options = argparse.ArgumentParser(description="Measures autopar-analyze against its targets.")
    options.add_argument("--analyzer", type=Path, required=True)
    options.add_argument("--parser", type=Path, required=True)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--plain", action="store_true")
    options.add_argument("--growth", action="store_true")
    options.add_argument("--copies", type=read_copies, default=16)
    given = options.parse_args()
    corpus = Path(os.environ.get("AUTOPAR_CORPUS", ""))
    if not os.environ.get("AUTOPAR_CORPUS") or not corpus.is_dir():
        sys.exit("study_throughput: AUTOPAR_CORPUS names no folder of notebooks")
    with tempfile.TemporaryDirectory(prefix="study_throughput_") as name:
        scratch = Path(name)
        study = Study(given.analyzer, scratch)
        check_texts(study, given.parser, corpus, scratch)
        targets = compare_with_parser(study, given.parser, corpus, scratch, given.rounds)
        if given.plain or given.growth:
            unpack(corpus, scratch / "files")
        if given.plain:
            targets += compare_with_plain(study, scratch / "files")
        if given.growth:
            targets += measure_growth(study, scratch / "files", scratch, given.copies)
    print_table(targets)
    sys.exit(0 if all(target.is_met for target in targets) else 1)


if __name__ == "__main__":
    main()
