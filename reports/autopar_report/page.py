"""Sections of a page, and the one self-contained page that they make.

A folder of results holds one subfolder per database (`study`, `bench`) with its CSV and SVG files
and `sections.json`; `index.html` is put together from whichever of them are there.
"""

import base64
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from autopar_report.table import Table, table_csv, table_html, table_latex

TEMPLATES = Path(__file__).with_name("templates")
PARTS = ("study", "bench", "claims")


@dataclass(frozen=True)
class Figure:
    """A figure: `draw` makes its SVG and can be sent to another process."""

    name: str
    caption: str
    draw: Callable[[], str]


@dataclass(frozen=True)
class Note:
    """A paragraph; a warning is set off from the rest."""

    text: str
    is_warning: bool = False


@dataclass(frozen=True)
class Tiles:
    """The few numbers at the top: (number, what it counts)."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    items: Sequence[str]


@dataclass(frozen=True)
class Markup:
    """HTML of our own making, as it is."""

    html: str


Block = Table | Figure | Note | Tiles | Points | Markup


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it. `name` is unique within the page."""

    name: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Part:
    """The report on one database. Those of PARTS make index.html; others have their own page."""

    name: str
    title: str
    sections: Sequence[Section]


def _call(draw: Callable[[], str]) -> str:
    return draw()


def _draw_figures(part: Part, jobs: int) -> dict[str, str]:
    figures = [b for section in part.sections for b in section.blocks if isinstance(b, Figure)]
    draws = [figure.draw for figure in figures]
    if jobs > 1:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            drawings = list(pool.map(_call, draws))
    else:
        drawings = [_call(draw) for draw in draws]
    return {figure.name: svg for figure, svg in zip(figures, drawings, strict=True)}


def _figure_html(figure: Figure, svg: str) -> str:
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    caption = escape(figure.caption)
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{caption}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _tiles_html(tiles: Tiles) -> str:
    items = "".join(
        f'<div class="tile"><b>{escape(number)}</b><span>{escape(text)}</span></div>'
        for number, text in tiles.items
    )
    return f'<div class="tiles">{items}</div>'


def _block_html(block: Block, drawings: dict[str, str]) -> str:
    if isinstance(block, Table):
        return table_html(block)
    if isinstance(block, Figure):
        return _figure_html(block, drawings[block.name])
    if isinstance(block, Tiles):
        return _tiles_html(block)
    if isinstance(block, Points):
        return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Markup):
        return block.html
    css_class = ' class="warning" role="alert"' if block.is_warning else ""
    return f"<p{css_class}>{escape(block.text)}</p>"


def _empty(folder: Path) -> None:
    for kind in ("*.csv", "*.svg", "*.tex"):
        for old in folder.glob(kind):
            old.unlink()


def _write_table(folder: Path, table: Table) -> None:
    (folder / f"{table.name}.csv").write_text(table_csv(table), encoding="utf-8", newline="")
    if table.is_main:
        (folder / f"{table.name}.tex").write_text(table_latex(table), encoding="utf-8")


def write_part(part: Part, output: Path, jobs: int) -> None:
    """Writes the tables, the figures and the sections of `part` below `output`.

    CSV, SVG and LaTeX files of an earlier report on the same kind of database are removed.
    """
    folder = output / part.name
    folder.mkdir(parents=True, exist_ok=True)
    _empty(folder)
    drawings = _draw_figures(part, jobs)
    for name, svg in drawings.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    sections = []
    for section in part.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                _write_table(folder, block)
        html = "\n".join(_block_html(block, drawings) for block in section.blocks)
        sections.append({"name": section.name, "title": section.title, "html": html})
    text = json.dumps({"title": part.title, "sections": sections}, indent=1)
    (folder / "sections.json").write_text(text + "\n", encoding="utf-8")


def write_index(output: Path, parts: Sequence[str] = PARTS, page_name: str = "index.html") -> Path:
    """Puts a page together from the parts that are there; returns its path."""
    contents, body = [], []
    for name in parts:
        file = output / name / "sections.json"
        if not file.is_file():
            continue
        part = json.loads(file.read_text(encoding="utf-8"))
        contents.append(f'<li><a href="#{name}">{escape(part["title"])}</a><ul>')
        body.append(f'<h1 id="{name}">{escape(part["title"])}</h1>')
        for section in part["sections"]:
            anchor, title = f"{name}-{section['name']}", escape(section["title"])
            contents.append(f'<li><a href="#{anchor}">{title}</a></li>')
            body.append(f'<section><h2 id="{anchor}">{title}</h2>\n{section["html"]}\n</section>')
        contents.append("</ul></li>")
    page = Template((TEMPLATES / "page.html").read_text(encoding="utf-8")).substitute(
        style=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
        contents="\n".join(contents),
        body="\n".join(body),
    )
    index = output / page_name
    index.write_text(page, encoding="utf-8")
    return index
