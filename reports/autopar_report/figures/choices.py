"""Shares under different choices of what is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.lines import Line2D

from autopar_report.figures import canvas

_MARKS = (
    ("strict_decided", "STRICT, decided", canvas.BLUE, "o"),
    ("strict_all", "STRICT, decided or conditional", canvas.BLUE, "D"),
    ("relaxed_decided", "RELAXED, decided", canvas.ORANGE, "o"),
    ("relaxed_all", "RELAXED, decided or conditional", canvas.ORANGE, "D"),
)


@dataclass(frozen=True)
class ChoiceShares:
    """One row: the name of a choice and its shares, of 1."""

    name: str
    strict_decided: float
    strict_all: float
    relaxed_decided: float
    relaxed_all: float


def draw_choices(rows: Sequence[ChoiceShares]) -> str:
    """Four marks per row; a vertical line through those of the first row."""
    with canvas.house_style():
        figure, axes = canvas.new_figure(0.3 * len(rows) + 1.2)
        for field, _, colour, marker in _MARKS:
            shares = [100 * getattr(row, field) for row in rows]
            filled = "white" if marker == "D" else colour
            axes.axvline(shares[0], color=colour, linewidth=0.8, alpha=0.5)
            axes.plot(
                shares, range(len(rows)), marker, color=colour, markerfacecolor=filled,
                markersize=6, markeredgewidth=1.4, linestyle="none",
            )  # fmt: skip
        axes.set_yticks(range(len(rows)), [row.name for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_xlabel("% of the loops of the row")
        axes.grid(axis="x")
        axes.tick_params(left=False)
        handles = [
            Line2D([], [], marker=marker, color=colour, linestyle="none", label=label,
                   markerfacecolor="white" if marker == "D" else colour, markeredgewidth=1.4)
            for _, label, colour, marker in _MARKS
        ]  # fmt: skip
        figure.legend(handles=handles, loc="outside lower left", ncols=2, fontsize=8)
        return canvas.svg_text(figure)
