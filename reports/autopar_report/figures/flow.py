"""The way from files to classified loops, with what is lost at each step."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from autopar_report.figures import canvas

_ROW = 1.0
_BOX_HEIGHT = 0.66
_BOX_WIDTH = 3.5
_DROP_LEFT = 4.3
_SHOWN_REASONS = 4
_UNIT_COLOURS = {
    "file": canvas.GREY,
    "notebook": canvas.SKY,
    "cell": canvas.GREEN,
    "loop": canvas.BLUE,
}


# What a step's name in the database is called in its box.
_LABELS = {
    "listed": "files with a row",
    "readable": "files readable",
    "unique": "distinct contents",
    "parsed": "notebooks parsed",
    "python": "in Python",
    "cells": "cells with a row",
    "python cells": "cells of Python",
    "loops": "loops with a row",
    "classified": "loops classified",
}


@dataclass(frozen=True)
class FlowStep:
    """One step: `previous` of its unit came in, `kept` went on; (reason, n) for the rest."""

    name: str
    unit: str
    previous: int
    kept: int
    drops: Sequence[tuple[str, int]]

    @property
    def is_closed(self) -> bool:
        """Whether what came in is what went on and what was dropped."""
        return self.previous == self.kept + sum(n for _, n in self.drops)


@dataclass(frozen=True)
class _Node:
    count: int
    label: str
    unit: str


def _nodes(steps: Sequence[FlowStep]) -> list[tuple[_Node, FlowStep | None]]:
    """The boxes from top to bottom, each with the step that leads to it."""
    nodes: list[tuple[_Node, FlowStep | None]] = []
    held = None
    for step in steps:
        if not nodes or (step.unit in ("cell", "loop") and step.unit != held):
            label = "files seen by the reader" if not nodes else f"{step.unit}s that they hold"
            nodes.append((_Node(step.previous, label, step.unit), None))
        held = step.unit
        nodes.append((_Node(step.kept, _LABELS.get(step.name, step.name), step.unit), step))
    return nodes


def _draw_box(axes: Axes, node: _Node, y: float) -> None:
    colour = _UNIT_COLOURS[node.unit]
    box = FancyBboxPatch(
        (0, y - _BOX_HEIGHT / 2),
        _BOX_WIDTH,
        _BOX_HEIGHT,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor="white",
        edgecolor=colour,
        linewidth=1.6,
    )
    axes.add_patch(box)
    axes.text(1.25, y, f"{node.count:,}", ha="right", va="center", fontsize=11, weight="bold")
    axes.text(1.4, y, node.label, ha="left", va="center")


def _draw_arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", color=canvas.SOFT, shrinkA=0, shrinkB=0, mutation_scale=9
        )
    )


def _drop_text(drops: Sequence[tuple[str, int]]) -> str:
    shown = [f"{reason} {n:,}" for reason, n in drops[:_SHOWN_REASONS]]
    rest = drops[_SHOWN_REASONS:]
    if rest:
        shown.append(f"{len(rest)} other reasons {sum(n for _, n in rest):,}")
    return "   ".join(shown)


def _draw_drop(axes: Axes, step: FlowStep, y: float) -> None:
    dropped = sum(n for _, n in step.drops)
    if dropped:
        _draw_arrow(axes, (_BOX_WIDTH / 2, y), (_DROP_LEFT - 0.1, y))
        axes.text(
            _DROP_LEFT + 1.0, y, f"\u2212 {dropped:,}", ha="right", va="center", weight="bold"
        )
        axes.text(_DROP_LEFT + 1.2, y, _drop_text(step.drops), va="center", fontsize=8)
    if not step.is_closed:
        text = f"does not close: {step.previous:,} \u2260 {step.kept:,} + {dropped:,}"
        axes.text(
            _BOX_WIDTH + 0.15, y - 0.5, text, va="center", color=canvas.VERMILION, weight="bold"
        )


def draw_flow(steps: Sequence[FlowStep]) -> str:
    """Boxes from top to bottom; the border's colour is the unit, the losses stand to the right."""
    nodes = _nodes(steps)
    with canvas.house_style():
        figure, axes = canvas.new_figure(0.52 * len(nodes) + 0.3)
        for position, (node, step) in enumerate(nodes):
            y = -position * _ROW
            _draw_box(axes, node, y)
            if position:
                _draw_arrow(
                    axes,
                    (_BOX_WIDTH / 2, y + _ROW - _BOX_HEIGHT / 2),
                    (_BOX_WIDTH / 2, y + _BOX_HEIGHT / 2),
                )
            if step is not None:
                _draw_drop(axes, step, y + _ROW / 2)
        axes.set_xlim(-0.05, 11)
        axes.set_ylim(-(len(nodes) - 1) * _ROW - 0.5, 0.5)
        axes.set_axis_off()
        return canvas.svg_text(figure)
