#!/usr/bin/env python3
"""Streams notebooks from Parquet files as the JSON lines that autopar-crawl reads.

    parquet_to_json_lines.py FILE... | autopar-crawl - --output crawl.db

Each row becomes an object with path and content, and repository and commit where such columns are
named. Rows whose path does not end in .ipynb are left out; rows without a path or content, or whose
content is no UTF-8, are counted. A few rows are held at a time, whatever the size of the file.

Exit codes: 0 done, 1 a file can't be read, 2 wrong usage, 3 done, but some rows could not be taken.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pyarrow
import pyarrow.parquet

ROWS_AT_A_TIME = 64


def text_of(value: object) -> str | None:
    """A text, or bytes that are one; None for all else."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return value if isinstance(value, str) else None


def rows_of(path: Path, columns: dict[str, str]) -> Iterator[dict[str, str | None]]:
    """The rows of a file, by the names that they have in JSON."""
    with pyarrow.parquet.ParquetFile(path) as file:
        missing = set(columns.values()) - set(file.schema_arrow.names)
        if missing:
            raise KeyError(
                f"no column {min(missing)}; there are {', '.join(file.schema_arrow.names)}"
            )
        batches = file.iter_batches(ROWS_AT_A_TIME, columns=list(set(columns.values())))
        for batch in batches:
            for row in batch.to_pylist():
                yield {name: text_of(row[column]) for name, column in columns.items()}


def write_lines(path: Path, columns: dict[str, str], output: TextIO) -> int:
    """Writes the notebooks of a file; how many rows could not be taken."""
    damaged = 0
    for row in rows_of(path, columns):
        if row["path"] is None or (row["path"].endswith(".ipynb") and row["content"] is None):
            damaged += 1
        elif row["path"].endswith(".ipynb"):
            json.dump({name: text for name, text in row.items() if text is not None}, output)
            output.write("\n")
    return damaged


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+")
    parser.add_argument("--path", default="path", metavar="COLUMN", help="default: path")
    parser.add_argument("--content", default="content", metavar="COLUMN", help="default: content")
    parser.add_argument("--repository", metavar="COLUMN", help="default: none")
    parser.add_argument("--commit", metavar="COLUMN", help="default: none")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    names = ("path", "content", "repository", "commit")
    columns = {name: column for name in names if (column := getattr(arguments, name))}
    damaged = 0
    for path in arguments.files:
        try:
            damaged += write_lines(path, columns, sys.stdout)
        except (OSError, KeyError, pyarrow.ArrowException) as error:
            print(f"parquet_to_json_lines: {path}: {error}", file=sys.stderr)
            return 1
    if damaged:
        print(f"parquet_to_json_lines: {damaged} rows could not be taken", file=sys.stderr)
    return 3 if damaged else 0


if __name__ == "__main__":
    sys.exit(main())
