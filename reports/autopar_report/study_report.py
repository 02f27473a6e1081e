"""The report on a database of autopar-analyze."""

from pathlib import Path

from autopar_report import study_frame, study_loops, study_stages
from autopar_report.database import Database
from autopar_report.page import Part

_SECTIONS = (
    study_frame.overview,
    study_loops.headline,
    study_frame.flow,
    study_frame.files,
    study_frame.versions,
    study_loops.kinds_and_domains,
    study_loops.verdicts,
    study_stages.stages,
    study_loops.reasons,
)


def study_report(path: Path) -> tuple[Part, list[str]]:
    """The report on the database at `path`, and the sums in it that do not close."""
    database = Database(path, "study.sql", "study_meta", "pair_test")
    try:
        sections = [section(database) for section in _SECTIONS]
        gaps = study_frame.flow_gaps(database)
    finally:
        database.close()
    return Part("study", "Loops in notebooks", sections), gaps
