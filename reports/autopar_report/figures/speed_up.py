"""Ratios of run times on a logarithmic axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.ticker import FuncFormatter, NullFormatter

from autopar_report.figures import canvas
from autopar_report.table import format_ratio

_MARKS = (
    ("o", canvas.BLUE),
    ("s", canvas.ORANGE),
    ("D", canvas.GREEN),
    ("^", canvas.VERMILION),
    ("v", canvas.PURPLE),
    ("P", canvas.SKY),
    ("X", canvas.GREY),
)


@dataclass(frozen=True)
class RatioPoint:
    """One contender on one problem; no ratio means that it was not measured, for `reason`."""

    problem: str
    contender: str
    ratio: float | None
    interval: tuple[float, float] | None
    reason: str


def draw_speed_up(points: Sequence[RatioPoint], base: str) -> str:
    """A row per problem, a mark per contender; to the right of the line at 1 is faster."""
    problems = list(dict.fromkeys(point.problem for point in points))
    contenders = list(dict.fromkeys(point.contender for point in points))
    offset = 0.6 / max(len(contenders), 1)
    ratios = [1.0]
    with canvas.house_style():
        figure, axes = canvas.new_figure((0.2 + 0.15 * len(contenders)) * len(problems) + 1.3)
        failures = []
        for point in points:
            index = contenders.index(point.contender)
            y = problems.index(point.problem) + (index - (len(contenders) - 1) / 2) * offset
            marker, colour = _MARKS[index % len(_MARKS)]
            if point.ratio is None:
                failures.append((y, f"{point.contender}: {point.reason}"))
                continue
            low, high = point.interval or (point.ratio, point.ratio)
            ratios += [low, high, point.ratio]
            axes.plot([low, high], [y, y], color=colour, linewidth=1.6, zorder=2)
            axes.plot(
                point.ratio,
                y,
                marker,
                color=colour,
                markersize=6.5,
                markeredgecolor="white",
                markeredgewidth=0.6,
                zorder=3,
            )
            axes.annotate(
                f"{format_ratio(point.ratio)}\u00d7",
                (high, y),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
        axes.set_xscale("log")
        axes.set_xlim(min(ratios) / 1.8, max(ratios) * 2.6)
        for y, text in failures:
            axes.annotate(
                text,
                (1, y),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                color=canvas.VERMILION,
            )
        for row in range(1, len(problems)):
            axes.axhline(row - 0.5, color=canvas.LINE, linewidth=0.7)
        axes.axvline(1, color=canvas.INK, linewidth=1.2, zorder=1)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}\u00d7"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_yticks(range(len(problems)), problems)
        axes.set_ylim(len(problems) - 0.5, -0.5)
        axes.set_xlabel(f"times as fast as {base} (logarithmic; the line is {base} itself)")
        axes.grid(axis="x")
        axes.tick_params(left=False)
        for index, contender in enumerate(contenders):
            marker, colour = _MARKS[index % len(_MARKS)]
            axes.plot([], [], marker, color=colour, label=contender)
        figure.legend(loc="outside upper left", ncols=max(len(contenders), 1), fontsize=8.5)
        return canvas.svg_text(figure)
