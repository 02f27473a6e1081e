"""What datasette shows beside the tables of study.db: words for tables and columns, and queries.

The report's views are temporary, so a query that stands on its own has those that it needs in front
of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autopar_report.codebook import meaning_of
from autopar_report.database import QUERIES
from autopar_report.schema_words import SchemaTable
from autopar_report.study_report import QUERIES as FILES

_CREATE = re.compile(
    r"((?:^--[^\n]*\n)*)^CREATE TEMP (VIEW|TABLE) (\w+)\s*(\([\w, ]+\))?\s*AS\s(.*?);\s*$",
    re.MULTILINE | re.DOTALL,
)
# In the place of the tables that the report fills from files: what the database itself knows.
_FRAME = {
    "frame_fact": "SELECT 0 AS position, '' AS name, '' AS value WHERE 0",
    "frame_repository": "SELECT repository, url, commit_name, "
    "CASE WHEN licence = 'none' THEN '' ELSE coalesce(licence, '') END AS licence, "
    "notebooks AS notebooks_there, fork, stars, created FROM repository WHERE listed",
    "frame_field": " UNION ALL ".join(
        f"SELECT '{name}' AS name WHERE EXISTS (SELECT 1 FROM repository WHERE {name} IS NOT NULL)"
        for name in ("fork", "stars", "created")
    ),
    "frame_file": "SELECT blob, repository, commit_name, path FROM occurrence WHERE 0",
    "crawl_state": "SELECT '' AS repository, '' AS state WHERE 0",
    "crawl_file": "SELECT blob, repository, commit_name, path FROM occurrence "
    "WHERE commit_name <> ''",
}
# Views that only serve others, as temporary tables do.
_SERVING = re.compile(
    r"_(order|meaning|level|pattern|set|whole|places|population|labels|examples|repository_drops)$"
)


@dataclass(frozen=True)
class View:
    """A view of the report, as a part of a WITH clause."""

    name: str
    columns: str
    body: str
    comment: str
    is_table: bool = False


def report_views() -> dict[str, View]:
    """Name -> view or temporary table of the report's queries, in their order."""
    views = {name: View(name, "", body, "") for name, body in _FRAME.items()}
    for file in FILES:
        text = (QUERIES / file).read_text(encoding="utf-8")
        for comment, kind, name, columns, body in _CREATE.findall(text):
            words = " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
            views[name] = View(name, columns, body.strip(), words, kind == "TABLE")
    return views


def _needed(name: str, views: dict[str, View], found: dict[str, None]) -> None:
    for word in re.findall(r"\b(?:report|frame|crawl)_\w+", views[name].body):
        if word in views and word not in found and word != name:
            _needed(word, views, found)
    found[name] = None


def standing_query(name: str, views: dict[str, View]) -> str:
    """A SELECT over the view that needs nothing but the database's own tables."""
    found: dict[str, None] = {}
    _needed(name, views, found)
    parts = [
        f"{view.name}{' ' + view.columns if view.columns else ''} AS (\n{view.body})"
        for view in (views[part] for part in found)
    ]
    return "WITH " + ",\n".join(parts) + f"\nSELECT * FROM {name}"


def _is_shown(view: View) -> bool:
    is_of_report = view.name.startswith("report_") and not view.is_table
    return is_of_report and not _SERVING.search(view.name)


def _queries() -> dict[str, Any]:
    views = report_views()
    return {
        view.name.removeprefix("report_"): {
            "sql": standing_query(view.name, views),
            "title": view.name.removeprefix("report_").replace("_", " "),
            **({"description": view.comment} if view.comment else {}),
        }
        for view in views.values()
        if _is_shown(view)
    }


def metadata(study: Sequence[SchemaTable]) -> dict[str, Any]:
    """The metadata of a database named study."""
    tables = {
        table.name: {
            "description": table.meaning,
            **(
                {"columns": {c.name: meaning_of(table, c) for c in table.columns}}
                if table.columns
                else {}
            ),
        }
        for table in study
    }
    return {
        "title": "autopar: loops in notebooks",
        "description": "Every loop of the notebooks, and how its iterations hang together. Nothing "
        "was run. docs/codebook.md explains tables, columns and values.",
        "databases": {"study": {"tables": tables, "queries": _queries()}},
    }
