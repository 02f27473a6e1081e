"""Compares the study of a corpus with nbformat, IPython and CPython's ast, cell by cell."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import tarfile
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_loops import PythonLoop, loops_of
from test_autopar_analyze import PROGRAM, run


def test_the_loops_of_a_text_are_those_that_python_runs() -> None:
    text = "for i in [a for a in x]:\n    y = {b: c for b in x for c in b if [d for d in c]}\n"
    assert loops_of(text) == [
        PythonLoop(1, 0, "FOR", 1),
        PythonLoop(1, 16, "LISTCOMP", 1),
        PythonLoop(2, 18, "DICTCOMP", 2),
        PythonLoop(2, 29, "DICTCOMP", 3),
        PythonLoop(2, 46, "LISTCOMP", 4),
    ]
    assert loops_of("def f(a=[x for x in y]):\n    while f:\n        pass\n") == [
        PythonLoop(1, 15, "LISTCOMP", 1),
        PythonLoop(2, 4, "WHILE", 1),
    ]
    assert loops_of("for i in x\n") is None


def contents(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """The notebooks of the archives in a folder, each content with git's name of it."""
    for archive in sorted(corpus.glob("*.tar.zst")):
        with subprocess.Popen(["zstd", "-dc", str(archive)], stdout=subprocess.PIPE) as unpack:
            assert unpack.stdout
            with tarfile.open(fileobj=unpack.stdout, mode="r|") as tar:
                for member in tar:
                    file = tar.extractfile(member)
                    if file and member.name.endswith(".ipynb"):
                        content = file.read()
                        head = b"blob %d\0" % len(content)
                        yield hashlib.sha1(head + content).hexdigest(), content


def hash_of(text: str) -> str:
    """As cell.study_sha1: without blanks at the ends of lines and empty lines at the end."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return hashlib.sha1(lines.rstrip("\n").encode("utf-8", "surrogatepass")).hexdigest()


class Comparison:
    """What was compared, and where the two sides differ, by pattern."""

    def __init__(self, study: sqlite3.Connection) -> None:
        """The study is the analyzer's."""
        from IPython.core.inputtransformer2 import TransformerManager

        self.study = study
        self.transform = TransformerManager().transform_cell  # type: ignore[no-untyped-call]
        self.counts: Counter[str] = Counter()
        self.differences: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def differ(self, pattern: str, example: str) -> None:
        """Notes a difference."""
        self.differences[pattern] += 1
        self.examples.setdefault(pattern, example)

    def add_notebook(self, blob: str, content: bytes) -> None:
        """Cell sources as nbformat reads them, then loops."""
        import nbformat

        try:
            notebook = nbformat.reads(content.decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        except Exception:
            # Whatever a damaged file makes nbformat raise.
            return
        self.counts["notebooks"] += 1
        ours = {
            int(cell): (int(size), str(kind))
            for cell, size, kind in self.study.execute(
                "SELECT cell, bytes, kind FROM cell WHERE blob = ?", (blob,)
            )
        }
        for position, cell in enumerate(notebook.cells):
            if cell.cell_type == "code" and position in ours:
                source = str(cell.source)
                self.counts["cells"] += 1
                if len(source.encode("utf-8", "surrogatepass")) != ours[position][0]:
                    self.differ("source", f"{blob} {position}")
                elif ours[position][1] == "PYTHON":
                    self.add_cell(blob, position, source)

    def add_cell(self, blob: str, position: int, source: str) -> None:
        """The loops of a cell of the EXACT view."""
        try:
            text = self.transform(source)
        except SyntaxError:
            return
        theirs = loops_of(text)
        if theirs is None:
            return
        self.counts["parsed cells"] += 1
        ours = [
            PythonLoop(*row)
            for row in self.study.execute(
                "SELECT line, column_bytes, kind, depth FROM loop "
                "WHERE blob = ? AND cell = ? AND in_exact ORDER BY loop", (blob, position)
            )
        ]  # fmt: skip
        self.counts["loops"] += len(theirs)
        is_plain = text.rstrip("\n") == source.rstrip("\n")
        if is_plain and hash_of(text) != self.hash_of_study(blob, position):
            self.differ("text of a plain cell", f"{blob} {position}")
        self.compare(sorted(ours), theirs, is_plain, f"{blob} {position}")

    def hash_of_study(self, blob: str, position: int) -> str:
        """Of the STUDY view, which is the text itself for a plain cell."""
        (text_hash,) = self.study.execute(
            "SELECT study_sha1 FROM cell WHERE blob = ? AND cell = ?", (blob, position)
        ).fetchone()
        return str(text_hash)

    def compare(
        self, ours: list[PythonLoop], theirs: list[PythonLoop], is_plain: bool, place: str
    ) -> None:
        """With places where IPython left the text as it was; else kinds and depths."""
        if is_plain and ours != theirs:
            self.differ("loops of a plain cell", f"{place}: {set(ours) ^ set(theirs)}")
        elif not is_plain and Counter((loop.kind, loop.depth) for loop in ours) != Counter(
            (loop.kind, loop.depth) for loop in theirs
        ):
            self.differ("loops of a transformed cell", f"{place}: {ours} {theirs}")


@pytest.mark.slow
def test_cells_and_loops_are_those_of_python(tmp_path: Path) -> None:
    corpus = os.environ.get("AUTOPAR_CORPUS")
    if not corpus or not PROGRAM.exists():
        pytest.skip("AUTOPAR_CORPUS names no folder of archives, or the program is not built")
    study = tmp_path / "study.db"
    assert run(corpus, "--output", study, "--quiet").returncode == 0
    warnings.simplefilter("ignore")
    comparison = Comparison(sqlite3.connect(study))
    for blob, content in contents(Path(corpus)):
        comparison.add_notebook(blob, content)
    print(dict(comparison.counts), dict(comparison.differences), comparison.examples)
    assert comparison.counts["parsed cells"] > 0
    assert len(comparison.differences) <= 20
    assert comparison.differences.total() <= comparison.counts["cells"] / 1000
