"""Small plots side by side, one for each program: how something changes along a series."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

from autopar_report.figures import canvas
from autopar_report.figures.speed_up import mark_of

_COLUMNS = 3
_PANEL_INCHES = 2.1
# So that five or six labels stand below a narrow plot: 256 B, 4 KiB, 64 KiB, ...
_BYTES_BETWEEN_TICKS = 16
# What stands beside the neighbours' below a plot.
_LINE_OF_ENDS = 34


@dataclass(frozen=True)
class Line:
    """One contender: (x, y) in the order of x."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """One program. `ends` describe the first and the last x."""

    title: str
    lines: Sequence[Line]
    ends: tuple[str, str] = ("", "")


def _new_panels(count: int) -> tuple[Figure, list[Axes]]:
    rows = math.ceil(count / _COLUMNS)
    figure = Figure(figsize=(canvas.WIDTH_INCHES, _PANEL_INCHES * rows + 0.8), layout="constrained")
    grid = figure.subplots(rows, _COLUMNS, squeeze=False)
    panels = [axes for row in grid for axes in row]
    for axes in panels[count:]:
        axes.remove()
    for axes in panels[:count]:
        axes.spines[["top", "right"]].set_visible(False)
    return figure, panels[:count]


def _draw_lines(axes: Axes, panel: Panel) -> None:
    for line in panel.lines:
        shape, colour = mark_of(line.name)
        axes.plot(
            [x for x, _ in line.points], [y for _, y in line.points], marker=shape, color=colour,
            linewidth=1.3, markersize=4, markeredgecolor="white", markeredgewidth=0.4,
        )  # fmt: skip
    axes.set_title(panel.title, loc="left", fontsize=9, weight="bold")
    axes.tick_params(labelsize=7.5)
    axes.grid()


def _plain_number(value: float, _place: int) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _add_legend(figure: Figure, panels: Sequence[Panel]) -> None:
    names = list(dict.fromkeys(line.name for panel in panels for line in panel.lines))
    handles = []
    for name in names:
        shape, colour = mark_of(name)
        handles.append(
            figure.axes[0].plot([], [], marker=shape, color=colour, label=name, linewidth=1.3)[0]
        )
    figure.legend(handles=handles, loc="outside upper left", ncols=6, fontsize=8.5)


def _describe_ends(ends: tuple[str, str]) -> str:
    """On one line if it is as long as a plot is wide, else on two."""
    line = "  \u2026  ".join(ends)
    return line if len(line) <= _LINE_OF_ENDS else "  \u2026\n".join(ends)


def format_bytes(count: float) -> str:
    """With the unit that suits it."""
    for unit, size in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count:.3g} B"


def draw_sizes(panels: Sequence[Panel], caches: Sequence[tuple[str, int]]) -> str:
    """Nanoseconds per operation over the bytes of the arrays, both axes logarithmic.

    A dotted line stands where a cache, (name, bytes), is full.
    """
    with canvas.house_style():
        figure, all_axes = _new_panels(len(panels))
        for panel, axes in zip(panels, all_axes, strict=True):
            axes.set_xscale("log", base=_BYTES_BETWEEN_TICKS)
            axes.set_yscale("log")
            _draw_lines(axes, panel)
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_bytes(value)))
            axes.xaxis.set_minor_locator(NullLocator())
            axes.yaxis.set_major_formatter(FuncFormatter(_plain_number))
            axes.yaxis.set_minor_formatter(NullFormatter())
            for name, size in caches:
                axes.axvline(size, color=canvas.SOFT, linestyle=":", linewidth=0.9)
                axes.annotate(
                    name, (size, 1), xycoords=("data", "axes fraction"), xytext=(2, -7),
                    textcoords="offset points", fontsize=6.5, color=canvas.SOFT,
                )  # fmt: skip
            axes.set_xlabel(_describe_ends(panel.ends), fontsize=7.5)
        figure.supylabel("ns per operation", fontsize=8.5)
        _add_legend(figure, panels)
        return canvas.svg_text(figure)


def draw_threads(panels: Sequence[Panel], counts: Sequence[int]) -> str:
    """Times as fast as the same contender on one thread; the dashed line is as many times."""
    most = max(counts)
    with canvas.house_style():
        figure, all_axes = _new_panels(len(panels))
        for panel, axes in zip(panels, all_axes, strict=True):
            axes.plot([1, most], [1, most], "--", color=canvas.SOFT, linewidth=0.9)
            _draw_lines(axes, panel)
            axes.xaxis.set_major_locator(FixedLocator(list(counts)))
            axes.xaxis.set_minor_locator(NullLocator())
            axes.set_ylim(bottom=0)
        figure.supylabel("times as fast as on one thread", fontsize=8.5)
        figure.supxlabel("threads", fontsize=8.5)
        _add_legend(figure, panels)
        return canvas.svg_text(figure)
