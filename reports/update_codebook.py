"""Writes docs/codebook.md and reports/datasette/metadata.json anew, from schema and queries.

Run it when a table of the study or a query of the report changes:

    .venv/bin/python reports/update_codebook.py
"""

import json
from pathlib import Path

from autopar_report.codebook import codebook
from autopar_report.datasette_metadata import metadata
from autopar_report.schema_words import read_schema

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "corpus_analyzer" / "study_schema"


def pages() -> dict[Path, str]:
    """Each file and what it has to hold."""
    study = [*read_schema(SCHEMAS / "schema.sql"), *read_schema(SCHEMAS / "flow.sql")]
    run = [*read_schema(SCHEMAS / "run.sql"), *read_schema(SCHEMAS / "run_steps.sql")]
    words = json.dumps(metadata(study), indent=1, ensure_ascii=False)
    return {
        ROOT / "docs" / "codebook.md": codebook(study, run),
        ROOT / "reports" / "datasette" / "metadata.json": words + "\n",
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
