"""Horizontal bars: plain, in two series, or stacked."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from autopar_report.figures import canvas

_SERIES = (canvas.BLUE, canvas.ORANGE)
_HATCHES = ("", "///")


def draw_series(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], unit: str
) -> str:
    """One bar per label and series, of at most two series, with its number at the end."""
    thickness = 0.8 / len(series)
    with canvas.house_style():
        figure, axes = canvas.new_figure((0.17 + 0.14 * len(series)) * len(labels) + 1.0)
        for index, (name, numbers) in enumerate(series):
            places = [y + (index - (len(series) - 1) / 2) * thickness for y in range(len(labels))]
            drawn = axes.barh(
                places,
                numbers,
                height=0.9 * thickness,
                label=name,
                color=_SERIES[index],
                hatch=_HATCHES[index],
                edgecolor="white",
                linewidth=0,
            )
            axes.bar_label(drawn, [f"{n:,}" for n in numbers], padding=4, fontsize=8)
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(0, max(axes.get_xlim()[1] * 1.08, 1))
        axes.set_xlabel(unit)
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axes.grid(axis="x")
        axes.tick_params(left=False)
        if len(series) > 1:
            figure.legend(loc="outside lower left", ncols=len(series), fontsize=8.5)
        return canvas.svg_text(figure)


@dataclass(frozen=True)
class StackedPart:
    """One part of every bar: its name, its look, and its number for each label."""

    name: str
    colour: str
    hatch: str
    numbers: Sequence[int]


def _draw_bar(axes: Axes, row: int, parts: Sequence[StackedPart]) -> None:
    whole = sum(part.numbers[row] for part in parts)
    left = 0.0
    for part in parts:
        width = 100 * part.numbers[row] / whole if whole else 0.0
        axes.barh(
            row, width, left=left, height=0.72, color=part.colour, hatch=part.hatch,
            edgecolor="white", linewidth=0.8,
        )  # fmt: skip
        if width >= 4:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
            middle = left + width / 2
            axes.text(middle, row, f"{width:.0f}", ha="center", va="center", fontsize=8, bbox=box)
        left += width


def draw_stacked(labels: Sequence[str], parts: Sequence[StackedPart]) -> str:
    """One bar of 100 % per label, with its number in brackets.

    A part of 4 % or more bears its share; a label without any number has no bar.
    """
    wholes = [sum(part.numbers[row] for part in parts) for row in range(len(labels))]
    with canvas.house_style():
        figure, axes = canvas.new_figure(0.32 * len(labels) + 1.1)
        for row in range(len(labels)):
            _draw_bar(axes, row, parts)
        texts = [f"{label}  ({n:,})" for label, n in zip(labels, wholes, strict=True)]
        axes.set_yticks(range(len(labels)), texts)
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xlim(0, 100)
        axes.set_xlabel("% of the loops of the row")
        axes.tick_params(left=False)
        axes.spines["left"].set_visible(False)
        handles = [
            Patch(facecolor=part.colour, hatch=part.hatch, edgecolor="white", label=part.name)
            for part in parts
        ]
        figure.legend(handles=handles, loc="outside lower left", ncols=len(parts), fontsize=8)
        return canvas.svg_text(figure)
