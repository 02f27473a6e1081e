"""One cold start: a process that makes a problem's inputs, wraps the program and calls it once.

python cold_start.py PROGRAMS MORE_CONTENDERS PROGRAM PRESET CONTENDER cold|cached

With cached, what is compiled is kept on disk, or taken from there.

The last line that it prints holds, with tabs between: the returned value and the arguments, as
comparison.pack gives them, then device, threads and fallback of contenders.RanOn. The contender
numpy_only ends after the inputs: what it takes, all others take too.

Exit codes: 0 done; 3 the contender has raised, with its exception as the last line on standard
error; 1 anything else has.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from autopar_bench.cells import SEED
from autopar_bench.comparison import pack
from autopar_bench.contenders import RanOn, load_contenders
from autopar_bench.programs import load_program

NUMPY_ONLY = "numpy_only"
CONTENDER_RAISED = 3


class ContenderError(Exception):
    """What a contender has raised, on one line."""


def start(
    folder: Path, more: Path | None, preset: str, name: str, is_cached: bool
) -> tuple[str, RanOn]:
    """The returned value and the arguments, packed, and what ran the loops."""
    program = load_program(folder)
    arguments = program.make_inputs(SEED, **program.presets[preset])
    if name == NUMPY_ONLY:
        return "", RanOn("", None)
    contender = next(row for row in load_contenders(more) if row.name == name)
    wrap = contender.wrap_cached if is_cached else contender.wrap
    assert wrap is not None
    try:
        function = wrap(program)
        contender.take_threads(None)
        returned = function(*arguments)
    except Exception as error:
        text = " ".join(str(error).split())
        raise ContenderError(f"{type(error).__name__}: {text}") from error
    tolerance = None if contender.promises_bits else program.find_tolerance(preset)
    return pack((returned, *arguments), tolerance), contender.ran_on(function)


def main(programs: str, more: str, program: str, preset: str, contender: str, way: str) -> None:
    more_contenders = Path(more) if more else None
    folder = Path(programs) / program
    try:
        found, ran_on = start(folder, more_contenders, preset, contender, way == "cached")
    except ContenderError as error:
        print(error, file=sys.stderr)
        sys.exit(CONTENDER_RAISED)
    threads = "" if ran_on.threads is None else ran_on.threads
    print(found, ran_on.device, threads, " ".join(ran_on.fallback.split()), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
