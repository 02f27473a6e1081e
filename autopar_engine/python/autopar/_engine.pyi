"""The extension module (extension/module.cpp)."""

from collections.abc import Iterator, Sequence
from types import CodeType

__version__: str

class Refusal:
    code: str
    sentence: str
    line: int

class LoopReport:
    line: int
    column: int
    depth: int
    header: str
    role: str
    verdict: str
    verdict_if_guarded: str
    stage: str
    is_parallel: bool
    reason: str
    guards: list[str]
    counterexample: str
    refusals: list[Refusal]

class CalledFunction:
    name: str
    module: str
    function: str

class Nest:
    line: int
    column: int
    refusal: str | None
    inputs: list[str]
    called_functions: list[CalledFunction]
    helpers: list[str]
    printed: str
    loops: list[LoopReport]

class Region:
    def __call__(self, *arguments: object) -> Iterator[object]: ...
    def __neg__(self) -> bool: ...
    def __iter__(self) -> Iterator[object]: ...

class RegionHistory:
    compiled_calls: int
    declined_calls: int
    replayed_calls: int
    skipped_calls: int
    last_outcome: str
    last_reason: str
    last_inspection: str
    did_inspection_hold: bool

def find_nests(text: str, source_name: str) -> list[Nest]: ...
def make_region(
    nest: Nest,
    arguments: Sequence[str],
    attributes: Sequence[tuple[str, Sequence[str]]],
    outputs: Sequence[str],
    variables: Sequence[tuple[int, str]],
    fp: str,
    codes: Sequence[CodeType],
) -> Region: ...
def float_mode() -> str: ...
def make_declining_region() -> Region: ...
def history_of(region: Region) -> RegionHistory: ...
def specialization_count(region: Region) -> int: ...
def last_history() -> RegionHistory | None: ...
def last_line() -> int: ...
def openmp_program(region: Region, function_name: str) -> str: ...
def last_loops(region: Region) -> list[LoopReport]: ...
def is_switched_off() -> bool: ...
def thread_count() -> int: ...
def set_thread_count(count: int) -> None: ...
def start_kernel_clock() -> None: ...
def stop_kernel_clock() -> int: ...
def set_backward_order(is_on: bool) -> None: ...
def set_always_inspecting(is_on: bool) -> None: ...
def set_switching_off(is_on: bool) -> None: ...
def set_copying_small(is_on: bool) -> None: ...
def kept_copy_bytes() -> int: ...
def free_kept_copies() -> None: ...
