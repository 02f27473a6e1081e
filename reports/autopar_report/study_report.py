"""The report on a database of autopar-analyze."""

from functools import partial
from pathlib import Path

from autopar_report import study_bodies, study_frame, study_loops, study_stages, study_validity
from autopar_report.database import Database
from autopar_report.examples import Examples
from autopar_report.frame import FrameFiles, load_frame
from autopar_report.notebook_texts import NotebookTexts
from autopar_report.page import Part
from autopar_report.study import Study
from autopar_report.study_shares import Shares

QUERIES = (
    "study_loops.sql",
    "study_bodies.sql",
    "study_places.sql",
    "study_populations.sql",
    "study_verdicts.sql",
    "study_earlier.sql",
    "study_examples.sql",
)

_SECTIONS = (
    study_frame.overview,
    study_loops.headline,
    study_loops.verdicts,
    study_stages.stages,
    study_loops.reasons,
    study_loops.kinds_and_domains,
    study_bodies.bodies,
    study_validity.sensitivity,
    study_frame.flow,
    study_frame.frame,
    study_frame.copies,
    study_frame.files,
    study_frame.versions,
    study_validity.earlier_studies,
    study_validity.raters,
    study_validity.threats,
)


def open_study(path: Path, files: FrameFiles) -> Database:
    """The database at `path` with the views of the report."""
    return Database(path, QUERIES, "study_meta", "scalar_flow", partial(load_frame, files=files))


def study_report(path: Path, files: FrameFiles | None = None) -> tuple[Part, list[str]]:
    """The report on the database at `path`, and the sums in it that do not close."""
    files = files or FrameFiles()
    database = open_study(path, files)
    texts = NotebookTexts(files.crawl)
    try:
        source = Shares(database)
        shares = {family: source.of_family(family) for family in ("statement", "comprehension")}
        study = Study(database, Examples(database, texts), shares)
        sections = [section(study) for section in _SECTIONS]
        sections.append(study.examples.section())
        gaps = study_frame.flow_gaps(database) + study_frame.repository_gaps(database)
    finally:
        texts.close()
        database.close()
    return Part("study", "Loops in notebooks", sections), gaps
