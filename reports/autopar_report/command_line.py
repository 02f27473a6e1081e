"""The program autopar-report."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from autopar_report import __version__
from autopar_report.bench_report import bench_report
from autopar_report.database import ReportError
from autopar_report.frame import FrameFiles
from autopar_report.page import write_index, write_part
from autopar_report.study_report import study_report

_EXIT_CODES = """\
exit codes:
  0  the report is written
  1  a database can't be read or a file can't be written; one line on standard error says which
  2  the command line is wrong
  4  the report is written, but the flow's sums do not add up; the page says so at its top
"""


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autopar-report",
        description="Makes a page, tables and figures from a database; reads nothing else.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"autopar-report {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (
        ("study", "a database of autopar-analyze"),
        ("bench", "a database of autopar-bench"),
    ):
        command = commands.add_parser(
            name,
            help=f"report on {text}",
            epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            description=f"Reports on {text}. Writes DIR/index.html, which needs no other "
            "file and shows every report that lies in DIR, and tables (CSV) and figures (SVG) "
            f"in DIR/{name}.",
        )
        command.add_argument("database", type=Path, metavar="DATABASE", help="an SQLite file")
        command.add_argument(
            "--output",
            type=Path,
            metavar="DIR",
            required=True,
            help="folder for the report; made if it is not there",
        )
        command.add_argument(
            "--jobs",
            type=_jobs,
            metavar="N",
            default=1,
            help="draw figures in N processes (default: 1)",
        )
        command.add_argument("--quiet", action="store_true", help="print nothing but errors")
        if name == "study":
            _add_frame_options(command)
    return parser


def _add_frame_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--frame",
        type=Path,
        metavar="FILE",
        help="how the notebooks were chosen, with their commits and licences: a TOML file such as "
        "data/manifests/public.toml",
    )
    command.add_argument(
        "--crawl",
        type=Path,
        metavar="FILE",
        help="the database of autopar-crawl that the notebooks came from: loops behind the numbers "
        "are shown with their text where a licence is known",
    )


def _run(arguments: argparse.Namespace) -> int:
    gaps: list[str] = []
    if arguments.command == "study":
        files = FrameFiles(arguments.frame, arguments.crawl)
        part, gaps = study_report(arguments.database, files)
    else:
        part = bench_report(arguments.database)
    write_part(part, arguments.output, arguments.jobs)
    index = write_index(arguments.output)
    for gap in gaps:
        print(f"autopar-report: {gap}", file=sys.stderr)
    if not arguments.quiet:
        print(index)
    return 4 if gaps else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program on `argv` (the process's own by default); returns its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except (ReportError, OSError, sqlite3.Error) as error:
        print(f"autopar-report: {error}", file=sys.stderr)
        return 1
