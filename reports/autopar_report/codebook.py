"""The codebook: every table and column of the study's database, and what its values mean."""

from collections.abc import Iterator, Sequence

from autopar_report.schema_words import Column, SchemaTable
from autopar_report.taxonomy import DIMENSIONS

_KEYS = {
    "blob": "the notebook: notebook.blob",
    "cell": "the cell: position among all cells of the notebook, from 0",
    "loop": "the loop: order of the headers in the cell, from 0",
    "bit": "the bit, as a number",
    "name": "the bit's name",
    "meaning": "what it means",
    "position": "order in which a pair meets them",
    "title": "what the literature calls it",
    "key": "see above",
    "value": "its value",
    "kind": "see the values",
    "run": "the run: run.run",
}
_UNSAID = {
    ("notebook", "status"): "what became of the content; the values stand below",
    ("notebook", "size_bytes"): "of the content",
    ("notebook", "nbformat_minor"): "as declared",
    ("notebook", "language_evidence"): "what said which language it is",
    ("notebook", "python_version_evidence"): "what said which version it is",
    ("notebook", "markdown_cells"): "cells of Markdown",
    ("notebook", "raw_cells"): "raw cells",
    ("cell", "execution_count"): "as it stands; NULL if there is none",
    ("cell", "outputs"): "outputs of the cell",
    ("cell", "bytes"): "of the source as it stands, in UTF-8",
    ("loop", "quality"): "DAMAGED: a syntax error in the loop or around it, so that it is not "
    "classified; RECOVERED: one elsewhere in the cell; CLEAN: none",
    ("loop", "origin"): "whether a magic holds the loop",
    ("loop", "has_else"): "1 if the loop has an else",
    (
        "loop",
        "countable",
    ): "whether the number of iterations is known on entry: YES, if the sequence "
    "has a size (IF_SIZED), only a bound (BOUNDED), or NO",
    (
        "loop",
        "step",
    ): "of a range: 1 (POS1), another positive number (CONST), negative (NEG), a name "
    "(SYM); NA for others",
    ("loop", "target"): "what the loop binds",
    ("loop", "shape"): "what the body holds",
    (
        "loop",
        "bounds",
    ): "whether the header mentions what an enclosing loop writes: RECT not, AFFINE "
    "in sums and multiples of its indices, DEPENDENT otherwise",
    ("loop", "inner_comprehensions"): "comprehensions in the body",
    ("loop", "memory_references"): "rows of memory_reference",
    ("loop", "scalar_flows"): "rows of scalar_flow",
    ("loop", "pairs"): "pairs of accesses, one of which at least writes",
    ("loop", "test_runs"): "the sum of pair_test.applied",
    ("call", "class"): "what the call does: a name of effect",
    ("memory_reference", "base_kind"): "what the last definition before the loop says the base is",
    ("memory_reference", "mode"): "whether it reads, writes, or does or may do both",
    ("memory_reference", "form"): "what the subscript is; see the report's table of forms",
    ("scalar_flow", "flow"): "how values go from iteration to iteration",
    ("pair", "result"): "whether the two never meet, do, or may",
    ("pair", "pairs"): "how many are alike in all of the key",
    ("pair_test", "test"): "a name of test",
    ("pair_test", "pairs_dependent"): "pairs that this test proved to meet",
    ("run", "analyzer_version"): "of the program",
    ("notebook_cost", "size_bytes"): "of the content",
    ("notebook_cost", "loops"): "found in it",
    ("failure", "message"): "one line",
    ("step_cost", "step"): "WRITE, SKETCH, NEAR or FINISH",
}


def meaning_of(table: SchemaTable, column: Column) -> str:
    """What a column says of itself, or what is known of columns of its name."""
    said = column.meaning
    known = _UNSAID.get((table.name, column.name)) or (_KEYS.get(column.name) if not said else "")
    return "; ".join(part for part in (said, known) if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table_lines(table: SchemaTable) -> Iterator[str]:
    yield from ("", f"## {table.name}", "", table.meaning or "A table of names.")
    if not table.columns:
        return
    yield from ("", "| column | type | |", "|---|---|---|")
    for column in table.columns:
        values = ", ".join(f"`{value}`" for value in column.values)
        meaning = " Values: ".join(part for part in (meaning_of(table, column), values) if part)
        yield f"| `{column.name}` | {column.kind.lower()} | {_cell(meaning)} |"


def _values_lines() -> Iterator[str]:
    yield from ("", "# Values of the dimensions that raters choose from")
    for name, (meaning, values) in DIMENSIONS.items():
        yield from ("", f"## loop.{name}", "", meaning, "", "| value | |", "|---|---|")
        yield from (f"| `{value}` | {_cell(text)} |" for value, text in values.items())


_HEAD = """\
# Codebook of the study's database

What `autopar-analyze` writes to `study.db` and, at the end, to `run.db`. This page is made from the
schema's own comments (`corpus_analyzer/study_schema`) by `reports/update_codebook.py`; change it
there. Counts are numbers of things, sizes are bytes, `*_seconds` are seconds; cells and loops count
from 0, lines from 1. NULL always means "does not apply or not known". Flags and sets are bits; the
names of the bits stand in `notebook_flag`, `cell_flag`, `wrapper`, `control`, `effect`, `reason`.

Which rule of the taxonomy a value follows stands in `docs/verdicts.md`; where the report counts it,
in `reports/autopar_report/queries/`.

# study.db"""


def codebook(study: Sequence[SchemaTable], run: Sequence[SchemaTable]) -> str:
    """The page, in Markdown."""
    lines = [_HEAD]
    for table in study:
        lines += _table_lines(table)
    lines += ["", "# run.db"]
    for table in run:
        lines += _table_lines(table)
    lines += _values_lines()
    return "\n".join([*lines, ""])
