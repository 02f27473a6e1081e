"""The program autopar-report."""

import argparse
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from autopar_report import __version__
from autopar_report.bench_report import bench_report, open_bench
from autopar_report.claims import (
    LEVELS,
    check_claims,
    check_tables,
    claims_part,
    read_claims,
    summary,
    write_expected,
)
from autopar_report.costs import costs
from autopar_report.database import ReportError
from autopar_report.frame import FrameFiles
from autopar_report.notebook_texts import NotebookTexts
from autopar_report.page import Part, write_index, write_part
from autopar_report.raters import agreement_tables, agreements, read_sheet
from autopar_report.sample import write_sample
from autopar_report.study_diff import study_diff
from autopar_report.study_report import open_study, study_report
from autopar_report.table import Table, table_csv, table_text

_EXIT_CODES = """\
exit codes:
  0  done
  1  a file can't be read or written; one line on standard error says which
  2  the command line is wrong
  4  the report is written, but the flow's sums do not add up; the page says so at its top
  5  a claim does not hold, or a table is not as committed; the lines before the last say which
"""


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _write_report(part: Part, arguments: argparse.Namespace) -> None:
    write_part(part, arguments.output, arguments.jobs)
    index = write_index(arguments.output)
    if not arguments.quiet:
        print(index)


def _study(arguments: argparse.Namespace) -> int:
    files = FrameFiles(arguments.frame, arguments.crawl)
    part, gaps = study_report(arguments.database, files)
    _write_report(part, arguments)
    _write_costs(arguments)
    for gap in gaps:
        print(f"autopar-report: {gap}", file=sys.stderr)
    return 4 if gaps else 0


def _write_costs(arguments: argparse.Namespace) -> None:
    run = arguments.run_database or arguments.database.parent / "run.db"
    if arguments.run_database is None and not run.is_file():
        return
    write_part(costs(run, arguments.crawl), arguments.output, 1)
    write_index(arguments.output, ("costs",), "costs.html")


def _bench(arguments: argparse.Namespace) -> int:
    _write_report(bench_report(arguments.database), arguments)
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    database = open_study(arguments.database, FrameFiles(arguments.frame, arguments.crawl))
    texts = NotebookTexts(arguments.crawl)
    try:
        drawn = write_sample(database, texts, arguments.output, arguments.loops, arguments.seed)
    finally:
        texts.close()
        database.close()
    if not arguments.quiet:
        print(f"{arguments.output}: {drawn:,} loops; guide.md says what to do with labels.csv")
    return 0


def _show_tables(tables: Sequence[Table], output: Path | None) -> None:
    for table in tables:
        print(table_text(table))
    if output is None:
        return
    output.mkdir(parents=True, exist_ok=True)
    for table in tables:
        file = output / f"{table.name}.csv"
        file.write_text(table_csv(table), encoding="utf-8", newline="")


def _agreement(arguments: argparse.Namespace) -> int:
    found = agreements(read_sheet(arguments.first), read_sheet(arguments.second))
    _show_tables(agreement_tables(found), arguments.output)
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    part = study_diff(arguments.older, arguments.newer)
    if arguments.output is not None:
        write_part(part, arguments.output, 1)
        print(write_index(arguments.output, ("diff",), "diff.html"))
        return 0
    blocks = part.sections[0].blocks
    _show_tables([block for block in blocks if isinstance(block, Table)], None)
    return 0


def _claims(arguments: argparse.Namespace) -> int:
    databases = {
        "study": open_study(arguments.study, FrameFiles(arguments.frame, arguments.crawl)),
        **({"bench": open_bench(arguments.bench)} if arguments.bench else {}),
    }
    try:
        claims = read_claims(arguments.claims, arguments.level)
        if arguments.without_bench:
            left_out = [claim.name for claim in claims if claim.database == "bench"]
            claims = [claim for claim in claims if claim.database != "bench"]
            print(f"left out, since no benchmarks were run: {', '.join(left_out) or 'none'}")
        outcomes = check_claims(claims, databases)
    finally:
        for database in databases.values():
            database.close()
    tables = []
    if arguments.expected is not None:
        if arguments.update:
            write_expected(arguments.expected, arguments.output / "study")
        tables = check_tables(arguments.expected, arguments.output / "study")
    write_part(claims_part(outcomes, tables, arguments.level), arguments.output, 1)
    write_index(arguments.output)
    for outcome in outcomes:
        if outcome.holds is not True:
            state = "does not hold" if outcome.holds is False else "was not checked"
            print(f"{outcome.claim.name} {state}: {outcome.claim.statement}")
    for table in tables:
        if table.difference:
            print(f"{table.name} is not as committed: {table.difference}")
    for line in summary(outcomes, tables):
        print(line)
    all_well = all(o.holds for o in outcomes) and not any(t.difference for t in tables)
    return 0 if all_well else 5


def _new_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    description: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=text,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=description,
    )
    command.set_defaults(run=run)
    return command


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("database", type=Path, metavar="DATABASE", help="an SQLite file")
    command.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        required=True,
        help="folder for what is written; made if it is not there",
    )
    command.add_argument("--quiet", action="store_true", help="print nothing but errors")


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
        help="the database of autopar-crawl that the notebooks came from: loops are shown with "
        "their text where a licence is known",
    )


def _add_reports(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, run, text in (
        ("study", _study, "a database of autopar-analyze"),
        ("bench", _bench, "a database of autopar-bench"),
    ):
        command = _new_command(
            commands,
            name,
            run,
            f"report on {text}",
            f"Reports on {text}. Writes DIR/index.html, which needs no other file and shows every "
            f"report that lies in DIR, and tables (CSV, LaTeX) and figures (SVG) in DIR/{name}.",
        )
        _add_database(command)
        command.add_argument(
            "--jobs",
            type=_positive,
            metavar="N",
            default=1,
            help="draw figures in N processes (default: 1)",
        )
        if name == "study":
            _add_frame_options(command)
            command.add_argument(
                "--run",
                type=Path,
                metavar="FILE",
                dest="run_database",
                help="what the runs of autopar-analyze cost, for DIR/costs.html (default: run.db "
                "beside DATABASE, if it is there)",
            )


def _add_raters(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sample = _new_command(
        commands,
        "sample",
        _sample,
        "draw loops for raters",
        "Draws distinct loops of a database of autopar-analyze, as even over its verdicts as their "
        "numbers allow. Writes to DIR labels.csv (to be filled, without the verdicts), loops.html "
        "(the loops), guide.md, and key.csv (what the analysis says).",
    )
    _add_database(sample)
    sample.add_argument(
        "--loops", type=_positive, metavar="N", default=300, help="how many (default: 300)"
    )
    sample.add_argument(
        "--seed", type=int, metavar="N", required=True, help="the same seed draws the same loops"
    )
    _add_frame_options(sample)
    agreement = _new_command(
        commands,
        "agreement",
        _agreement,
        "compare two sheets of labels",
        "Compares two filled sheets, or a sheet with its key: Cohen's kappa for each dimension "
        "with a 95 % interval, and how often which label met which. Fields left empty do not "
        "count.",
    )
    agreement.add_argument("first", type=Path, metavar="A.csv", help="a filled sheet")
    agreement.add_argument("second", type=Path, metavar="B.csv", help="another one, or the key")
    agreement.add_argument("--output", type=Path, metavar="DIR", help="write the tables as CSV too")


def _add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    diff = _new_command(
        commands,
        "diff",
        _diff,
        "what changed between two databases of autopar-analyze",
        "Compares the loops that two databases of autopar-analyze have in common: verdicts, stages "
        "and reasons that changed, with an example each.",
    )
    diff.add_argument("older", type=Path, metavar="A.db", help="the earlier one")
    diff.add_argument("newer", type=Path, metavar="B.db", help="the later one")
    diff.add_argument(
        "--output", type=Path, metavar="DIR", help="write diff.html and CSV files instead of text"
    )


def _add_claims(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    claims = _new_command(
        commands,
        "claims",
        _claims,
        "check the paper's claims and our earlier values",
        "Checks the claims of a file against databases, and the tables of a report in DIR against "
        "committed ones. Adds them to DIR/index.html; the last line counts the paper's claims.",
    )
    claims.add_argument("--study", type=Path, metavar="DB", required=True, help="its database")
    benchmarks = claims.add_mutually_exclusive_group()
    benchmarks.add_argument("--bench", type=Path, metavar="DB", help="the benchmarks' database")
    benchmarks.add_argument(
        "--without-bench", action="store_true", help="leave out the claims on benchmarks"
    )
    claims.add_argument(
        "--claims", type=Path, metavar="FILE", required=True, help="such as results/claims.toml"
    )
    claims.add_argument("--level", choices=LEVELS, required=True, help="how much was run")
    claims.add_argument(
        "--output", type=Path, metavar="DIR", required=True, help="the folder of the report"
    )
    claims.add_argument(
        "--expected", type=Path, metavar="DIR", help="committed tables: results/expected/LEVEL"
    )
    claims.add_argument(
        "--update", action="store_true", help="replace the committed tables by those of the report"
    )
    _add_frame_options(claims)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autopar-report",
        description="Makes pages, tables and figures from databases; changes none.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"autopar-report {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_reports(commands)
    _add_raters(commands)
    _add_diff(commands)
    _add_claims(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program on `argv` (the process's own by default); returns its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except (ReportError, OSError, sqlite3.Error) as error:
        print(f"autopar-report: {error}", file=sys.stderr)
        return 1
