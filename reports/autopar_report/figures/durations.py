"""How long single things take: a distribution over a logarithmic axis."""

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FuncFormatter

from autopar_report.figures import canvas


def _seconds(value: float, _position: float) -> str:
    return f"{value:g} s" if value >= 1 else f"{value * 1000:g} ms"


def draw_durations(seconds: Sequence[float], limit: float) -> str:
    """The share that is done within a time, in per cent; a line marks `limit` seconds."""
    ordered = np.sort(np.maximum(np.asarray(seconds, dtype=np.float64), 1e-6))
    shares = 100 * np.arange(1, len(ordered) + 1) / len(ordered)
    with canvas.house_style():
        figure, axes = canvas.new_figure(3.0)
        axes.step(ordered, shares, where="post", color=canvas.BLUE, linewidth=1.6)
        axes.axvline(limit, color=canvas.VERMILION, linewidth=1)
        axes.annotate(
            f"{limit:g} s", (limit, 4), xytext=(4, 0), textcoords="offset points",
            color=canvas.VERMILION,
        )  # fmt: skip
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(_seconds))
        axes.set_ylim(0, 101)
        axes.set_xlabel("time for one notebook")
        axes.set_ylabel("% of the notebooks")
        axes.grid()
        return canvas.svg_text(figure)
