"""Ratios of run times, and times, on a logarithmic axis: a row per program, a mark per series."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from autopar_report.figures import canvas
from autopar_report.table import format_ratio, format_time

# Marks of contenders and of other series, the same in every figure: shape and colour.
MARKS = {
    "cpython": ("h", canvas.INK),
    "numpy": ("s", canvas.GREY),
    "numpy_only": ("|", canvas.SOFT),
    "numba_njit": ("^", canvas.ORANGE),
    "numba_auto": (">", canvas.PURPLE),
    "numba_prange": ("v", canvas.VERMILION),
    "autopar_serial": ("o", canvas.SKY),
    "autopar_cpu": ("D", canvas.GREEN),
    "autopar_opencl": ("p", canvas.GREEN),
    "autopar_cuda": ("*", canvas.GREEN),
    "autopar": ("o", canvas.BLUE),
    "S": ("o", canvas.SKY),
    "M": ("s", canvas.ORANGE),
    "L": ("D", canvas.BLUE),
    "XL": ("P", canvas.VERMILION),
}
_OTHER = ("X", canvas.SOFT)
# Below this many times from end to end there are ticks between the powers of ten.
_FEW_DECADES = 300
_LEGEND_COLUMNS = 5


def mark_of(series: str) -> tuple[str, str]:
    """Shape and colour; a new process with a warm cache looks like the cold one, but hollow."""
    return MARKS.get(series.partition(" ")[0], _OTHER)


def _place_of(series: str) -> tuple[int, str]:
    """The order of MARKS, the hollow mark behind the full one."""
    name = series.partition(" ")[0]
    return (list(MARKS).index(name) if name in MARKS else len(MARKS), series)


@dataclass(frozen=True)
class RatioPoint:
    """One series in one row; without a value it was not measured, for `reason`."""

    row: str
    series: str
    value: float | None
    interval: tuple[float, float] | None
    reason: str


@dataclass(frozen=True)
class Scale:
    """What the axis shows. `one` is a value with a line of its own, and what it is called."""

    label: str
    print_value: Callable[[float], str]
    one: float | None = None


def over_scale(base: str) -> Scale:
    """Ratios over `base`; to the right of the line is faster."""
    label = f"times as fast as {base} (logarithmic; the line is {base} itself)"
    return Scale(label, lambda value: f"{format_ratio(value)}\u00d7", 1.0)


def time_scale(label: str) -> Scale:
    """Times in nanoseconds."""
    return Scale(label, format_time)


def _draw_point(axes: Axes, point: RatioPoint, y: float) -> None:
    assert point.value is not None
    shape, colour = mark_of(point.series)
    low, high = point.interval or (point.value, point.value)
    axes.plot([low, high], [y, y], color=colour, linewidth=1.5, zorder=2)
    is_hollow = " " in point.series
    axes.plot(
        point.value, y, shape, color=colour, markersize=6.5, zorder=3,
        markerfacecolor="white" if is_hollow else colour,
        markeredgecolor=colour if is_hollow or shape == "|" else "white",
        markeredgewidth=1.3 if is_hollow or shape == "|" else 0.6,
    )  # fmt: skip


def _annotate(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    axes.annotate(
        text, (x, y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8,
        color=colour,
    )  # fmt: skip


def _label_failures(axes: Axes, rows: Sequence[str], points: Sequence[RatioPoint]) -> None:
    right = axes.get_xlim()[1]
    for index, row in enumerate(rows):
        texts = [f"{p.series} {p.reason}" for p in points if p.row == row and p.value is None]
        if texts:
            axes.annotate(
                ", ".join(texts), (right, index + 0.38), ha="right", va="center", fontsize=7,
                color=canvas.VERMILION,
            )  # fmt: skip


def _finish(figure: Figure, axes: Axes, rows: Sequence[str], scale: Scale) -> None:
    for row in range(1, len(rows)):
        axes.axhline(row - 0.5, color=canvas.LINE, linewidth=0.7)
    if scale.one is not None:
        axes.axvline(scale.one, color=canvas.INK, linewidth=1.2, zorder=1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: scale.print_value(value)))
    axes.xaxis.set_minor_formatter(NullFormatter())
    low, high = axes.get_xlim()
    if high < _FEW_DECADES * low:
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(scale.label)
    axes.grid(axis="x")
    axes.tick_params(left=False)


def draw_speed_up(points: Sequence[RatioPoint], scale: Scale, labelled: str) -> str:
    """A row per program, a mark per series; the values of the series `labelled` are written out."""
    rows = list(dict.fromkeys(point.row for point in points))
    series = sorted({point.series for point in points}, key=_place_of)
    step = 0.62 / max(len(series) - 1, 1)
    values = [scale.one or points[0].value or 1.0]
    with canvas.house_style():
        figure, axes = canvas.new_figure((0.17 + 0.05 * len(series)) * len(rows) + 1.4)
        axes.set_xscale("log")
        for point in points:
            if point.value is None:
                continue
            place = series.index(point.series) - (len(series) - 1) / 2
            y = rows.index(point.row) + place * step
            _draw_point(axes, point, y)
            high = (point.interval or (0.0, point.value))[1]
            values += [point.value, high, (point.interval or (point.value, 0.0))[0]]
            if point.series == labelled:
                _annotate(axes, high, y, scale.print_value(point.value), canvas.INK)
        axes.set_xlim(min(values) / 1.5, max(values) * 2.2)
        _label_failures(axes, rows, points)
        _finish(figure, axes, rows, scale)
        for name in series:
            shape, colour = mark_of(name)
            face = "white" if " " in name else colour
            axes.plot([], [], shape, color=colour, markerfacecolor=face, label=name)
        figure.legend(
            loc="outside upper left", ncols=min(max(len(series), 1), _LEGEND_COLUMNS), fontsize=8.5
        )
        return canvas.svg_text(figure)
