"""Shares of the verdicts, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from autopar_report.figures import canvas

_COLOURS = {
    "STRICT": canvas.BLUE,
    "STRICT or RELAXED": canvas.SKY,
    "RELAXED": canvas.ORANGE,
    "NEITHER": canvas.GREY,
}
_HATCHES = {"STRICT": "", "STRICT or RELAXED": "", "RELAXED": "///", "NEITHER": ""}


@dataclass(frozen=True)
class VerdictShare:
    """One bar: the share of loops and of notebooks, and the interval of the former if known."""

    verdict: str
    headline: str
    loops: float
    notebooks: float
    interval: tuple[float, float] | None


def _draw_loop_bars(axes: Axes, bars: Sequence[VerdictShare]) -> None:
    for y, bar in enumerate(bars):
        axes.barh(
            y,
            100 * bar.loops,
            height=0.68,
            color=_COLOURS[bar.headline],
            hatch=_HATCHES[bar.headline],
            edgecolor="white",
            linewidth=0,
        )
        end = 100 * bar.loops
        if bar.interval is not None:
            low, high = 100 * bar.interval[0], 100 * bar.interval[1]
            axes.plot([low, high], [y, y], color=canvas.INK, linewidth=1.4, solid_capstyle="butt")
            axes.plot([low, high], [y, y], "|", color=canvas.INK, markersize=6)
            end = max(end, high)
        label = f"{100 * bar.loops:.1f} %"
        axes.annotate(label, (end, y), xytext=(5, 0), textcoords="offset points", va="center")


def _draw_notebook_bars(axes: Axes, bars: Sequence[VerdictShare]) -> None:
    for y, bar in enumerate(bars):
        axes.plot([0, 100 * bar.notebooks], [y, y], color=canvas.LINE, linewidth=1.5, zorder=1)
        axes.plot(
            100 * bar.notebooks, y, "o", color=canvas.INK, markersize=5, zorder=2, clip_on=False
        )
        axes.annotate(
            f"{100 * bar.notebooks:.1f} %",
            (100 * bar.notebooks, y),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
        )


def _finish(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=9.5, weight="bold")
    axes.set_xlim(0, max(axes.get_xlim()[1] * 1.16, 1))
    axes.set_xticks([tick for tick in axes.get_xticks() if tick <= min(100, axes.get_xlim()[1])])
    axes.set_xlabel("%")
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(left=False)


def draw_verdicts(bars: Sequence[VerdictShare]) -> str:
    """Two plots side by side: share of the loops, and share of the notebooks with at least one."""
    with canvas.house_style():
        figure, left = canvas.new_figure(0.29 * len(bars) + 1.3)
        left.remove()
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
        for axes in (left, right):
            axes.spines[["top", "right"]].set_visible(False)
        _draw_loop_bars(left, bars)
        _draw_notebook_bars(right, bars)
        left.set_yticks(range(len(bars)), [bar.verdict for bar in bars])
        left.set_ylim(len(bars) - 0.5, -0.5)
        _finish(left, "share of loops")
        _finish(right, "share of notebooks with at least one")
        handles = [
            Patch(facecolor=_COLOURS[name], hatch=_HATCHES[name], edgecolor="white", label=name)
            for name in _COLOURS
        ]
        figure.legend(handles=handles, loc="outside lower left", ncols=4, fontsize=8.5)
        return canvas.svg_text(figure)
