"""Our EXACT view against IPython's own transform, on vectors and, if slow, on a corpus.

AUTOPAR_CORPUS names a folder of notebooks or of tar.zst archives of them (any depth) for the slow
comparison.
"""

from __future__ import annotations

import json
import os
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

transformer = pytest.importorskip("IPython.core.inputtransformer2")

HERE = Path(__file__).resolve().parent
FAILED = "TRANSFORM FAILED"
# Cells that may differ, in a thousand. Where CPython's own \w, isprintable and character classes
# decide, ours go by blocks.
ALLOWED_PER_THOUSAND = 1.0


def find_program() -> Path:
    """The program that prints our views: AUTOPAR_BUILD_DIR, else the newest build."""
    root = HERE.parents[2]
    given = os.environ.get("AUTOPAR_BUILD_DIR")
    folders = [Path(given)] if given else list((root / "build").glob("*"))
    programs = [folder / "tests" / "print_exact_views" for folder in folders]
    built = [program for program in programs if program.exists()]
    if not built:
        pytest.skip("print_exact_views is not built")
    return max(built, key=lambda program: program.stat().st_mtime)


def views_of_ours(cells: list[str]) -> list[str]:
    """One view for each cell, from one run of the program."""
    framed = b"".join(b"%d\n%s" % (len(raw), raw) for raw in (cell.encode() for cell in cells))
    output = subprocess.run([find_program()], input=framed, capture_output=True, check=True).stdout
    views = []
    position = 0
    while position < len(output):
        line_end = output.index(b"\n", position)
        size = int(output[position:line_end])
        views.append(output[line_end + 1 : line_end + 1 + size].decode())
        position = line_end + 1 + size
    return views


def view_of_ipython(cell: str) -> str:
    """What IPython hands to the compiler, or FAILED where it raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(transformer.TransformerManager().transform_cell(cell))
    except Exception:
        return FAILED


def read_vectors() -> list[str]:
    """The cells of vectors.txt, which are divided by lines of ~~~~."""
    text = (HERE / "vectors.txt").read_text(encoding="ascii").removesuffix("\n")
    return [cell.encode().decode("unicode_escape") for cell in text.split("\n~~~~\n")]


@pytest.mark.parametrize("cell", read_vectors())
def test_agrees_with_ipython_on_vector(cell: str) -> None:
    assert views_of_ours([cell]) == [view_of_ipython(cell)]


def cells_of(notebook: object) -> Iterator[str]:
    """The sources of the code cells of version 3 and 4, as far as they are texts."""
    if not isinstance(notebook, dict):
        return
    sheets = notebook.get("worksheets") or [notebook]
    for sheet in sheets if isinstance(sheets, list) else []:
        for cell in sheet.get("cells") or [] if isinstance(sheet, dict) else []:
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                source = cell.get("source", cell.get("input"))
                text = "".join(map(str, source)) if isinstance(source, list) else source
                if isinstance(text, str) and "\0" not in text:
                    yield text.encode("utf-8", "replace").decode("utf-8")


def cells_of_corpus(files: Iterable[Path]) -> list[str]:
    """All distinct cells, in the order of the files."""
    cells: dict[str, None] = {}
    for file in files:
        try:
            notebook = json.loads(file.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        cells.update(dict.fromkeys(cells_of(notebook)))
    return list(cells)


@pytest.mark.slow
def test_agrees_with_ipython_on_the_corpus(tmp_path: Path) -> None:
    corpus = os.environ.get("AUTOPAR_CORPUS")
    if not corpus:
        pytest.skip("AUTOPAR_CORPUS names no folder of notebooks")
    for archive in sorted(Path(corpus).rglob("*.tar.zst")):
        subprocess.run(["tar", "--zstd", "-xf", archive, "-C", tmp_path], check=True)
    files = [file for root in (Path(corpus), tmp_path) for file in sorted(root.rglob("*.ipynb"))]
    cells = cells_of_corpus(files)
    assert cells, f"no notebook in {corpus}"
    pairs = zip(cells, views_of_ours(cells), strict=True)
    different = [cell for cell, ours in pairs if ours != view_of_ipython(cell)]
    print(f"{len(different)} of {len(cells)} cells differ")
    for cell in different[:20]:
        print(repr(cell[:200]))
    assert len(different) * 1000 <= ALLOWED_PER_THOUSAND * len(cells)
