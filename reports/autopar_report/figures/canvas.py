"""What all figures share: colours, type, and how a figure becomes text.

The colours are those of Okabe and Ito, told apart under the common kinds of colour blindness;
every figure also says in words what a colour means. The same data give the same bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#1b1f24"
SOFT = "#59636e"
LINE = "#d5dae0"
BLUE = "#0072b2"
SKY = "#56b4e9"
ORANGE = "#e69f00"
GREEN = "#009e73"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"
GREY = "#8c959f"

WIDTH_INCHES = 9.0

_SETTINGS: Any = {
    "svg.hashsalt": "autopar",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "xtick.labelcolor": INK,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
}


@contextmanager
def house_style() -> Iterator[None]:
    """The settings of every figure, for the time of the block."""
    with mpl.rc_context(_SETTINGS):
        yield


def new_figure(height_inches: float) -> tuple[Figure, Axes]:
    """A figure of the common width with one plot, without a frame above and to the right."""
    figure = Figure(figsize=(WIDTH_INCHES, height_inches), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def svg_text(figure: Figure) -> str:
    """The figure as SVG, without a date."""
    text = StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()
