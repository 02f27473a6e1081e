"""Operations a second over operations per byte, under what the machine can do at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from autopar_report.figures import canvas
from autopar_report.figures.speed_up import mark_of


@dataclass(frozen=True)
class RooflinePoint:
    """One contender on one program."""

    program: str
    contender: str
    operations_per_byte: float
    operations_per_second: float


@dataclass(frozen=True)
class Ceilings:
    """What a loop in C reached on all threads."""

    bytes_per_second: float
    operations_per_second: float


def _draw_ceilings(axes: Axes, ceilings: Ceilings, least: float, most: float) -> None:
    corner = ceilings.operations_per_second / ceilings.bytes_per_second
    left, right = min(least, corner) / 2, max(most, corner) * 2
    axes.plot(
        [left, corner, right],
        [
            left * ceilings.bytes_per_second / 1e9,
            ceilings.operations_per_second / 1e9,
            ceilings.operations_per_second / 1e9,
        ],
        color=canvas.INK,
        linewidth=1.4,
    )
    axes.annotate(
        f"{ceilings.bytes_per_second / 1e9:.3g} GB/s from memory",
        (left, left * ceilings.bytes_per_second / 1e9),
        xytext=(6, 14), textcoords="offset points", fontsize=8, color=canvas.SOFT,
    )  # fmt: skip
    axes.annotate(
        f"{ceilings.operations_per_second / 1e9:.3g} billion operations a second",
        (right, ceilings.operations_per_second / 1e9),
        xytext=(0, 4), textcoords="offset points", fontsize=8, color=canvas.SOFT, ha="right",
    )  # fmt: skip


def _join_and_name(axes: Axes, points: Sequence[RooflinePoint]) -> None:
    """A thin line between the marks of a program, and its name beside the first of them."""
    for program in dict.fromkeys(point.program for point in points):
        marks = [point for point in points if point.program == program]
        heights = [point.operations_per_second / 1e9 for point in marks]
        place = marks[0].operations_per_byte
        axes.plot(
            [place, place], [min(heights), max(heights)], color=canvas.LINE, linewidth=1.2, zorder=1
        )
        axes.annotate(
            program, (place, heights[0]), xytext=(6, 0), textcoords="offset points", fontsize=7,
            va="center", color=canvas.INK,
        )  # fmt: skip


def draw_roofline(points: Sequence[RooflinePoint], ceilings: Ceilings | None) -> str:
    """Both axes logarithmic; the marks of one program stand above each other."""
    with canvas.house_style():
        figure, axes = canvas.new_figure(5.0)
        axes.set_xscale("log")
        axes.set_yscale("log")
        intensities = [point.operations_per_byte for point in points]
        if ceilings is not None:
            _draw_ceilings(axes, ceilings, min(intensities), max(intensities))
        for point in points:
            shape, colour = mark_of(point.contender)
            axes.plot(
                point.operations_per_byte, point.operations_per_second / 1e9, shape, color=colour,
                markersize=6.5, markeredgecolor="white", markeredgewidth=0.6,
            )  # fmt: skip
        _join_and_name(axes, points)
        for name in dict.fromkeys(point.contender for point in points):
            shape, colour = mark_of(name)
            axes.plot([], [], shape, color=colour, label=name)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())
        axes.set_xlabel("operations per byte that the loops as written move (by the formulas)")
        axes.set_ylabel("billion operations a second")
        axes.grid()
        figure.legend(loc="outside upper left", ncols=6, fontsize=8.5)
        return canvas.svg_text(figure)
