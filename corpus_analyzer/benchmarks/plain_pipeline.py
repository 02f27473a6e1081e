"""What one would write first: nbformat, IPython's transform and ast, in one process.

usage: plain_pipeline.py FOLDER

Reads every notebook below the folder, transforms and parses each code cell of Python and undeclared
ones, and prints how many notebooks, cells and cells that parse there were.
"""

import ast
import json
import sys
import warnings
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager


def is_python(notebook: nbformat.NotebookNode) -> bool:
    """The metadata say Python, or nothing."""
    metadata = notebook.get("metadata", {})
    for key in ("language_info", "kernelspec"):
        info = metadata.get(key)
        name = info.get("name") if isinstance(info, dict) else None
        if isinstance(name, str):
            return name.lower().startswith("python")
    return True


def parse(source: str, transformer: TransformerManager) -> bool:
    """Whether the code cell is Python to CPython."""
    try:
        ast.parse(transformer.transform_cell(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def main() -> None:
    """Goes through the folder once."""
    warnings.simplefilter("ignore")
    transformer: TransformerManager = TransformerManager()  # type: ignore[no-untyped-call]
    notebooks = cells = parsed = 0
    for path in sorted(Path(sys.argv[1]).rglob("*.ipynb")):
        if not path.is_file():
            continue
        try:
            notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        except Exception:
            # Whatever a damaged file makes nbformat raise.
            continue
        notebooks += 1
        if not is_python(notebook):
            continue
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cells += 1
                parsed += parse(cell.source, transformer)
    print(json.dumps({"notebooks": notebooks, "cells": cells, "parsed": parsed}))


if __name__ == "__main__":
    main()
