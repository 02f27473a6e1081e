"""The section on what loops do: calls and effects, control, subscripts, scalars, nests."""

from autopar_report.page import Block, Note, Section
from autopar_report.study import Study
from autopar_report.study_loops import FAMILIES, series_figure

_TITLES = [title for _, title in FAMILIES]


def _effects(study: Study) -> list[Block]:
    effects = study.table(
        "report_effects",
        "effects",
        "The worst effect of the calls in a body, headline loops. Calls that the flow of a scalar "
        "explains, and those that touch only what the iteration made, are left out.",
        ("effect", "meaning", "statements", "comprehensions"),
        {"statements": ("effect", "statement"), "comprehensions": ("effect", "comprehension")},
        is_folded=True,
    )
    unknown = study.table(
        "report_unknown_callees",
        "unknown_callees",
        "What loops call that no table knows, most often first; a dot stands before methods, and "
        "receiver says whose they are.",
        ("callee", "receiver", "loops", "sites", "notebooks"),
        is_folded=True,
    )
    callees = study.table(
        "report_callees",
        "callees",
        "What loops call most, with the class of its effect.",
        ("callee", "class", "loops", "sites", "notebooks"),
        is_folded=True,
    )
    caption = "Headline loops by the worst effect of their calls."
    figure = series_figure(effects, caption, _TITLES, (2, 3))
    return [figure, effects, unknown, callees]


def _control(study: Study) -> list[Block]:
    control = study.table(
        "report_control",
        "control",
        "Control flow in the bodies of headline for and while statements. A loop may have several.",
        ("control", "meaning", "loops"),
        {"loops": ("control", "statement")},
        is_folded=True,
    )
    if not control.rows:
        return [control]
    caption = "Headline for and while statements by the control flow in their bodies."
    return [series_figure(control, caption, ("loops",), (2,)), control]


def _references(study: Study) -> list[Block]:
    forms = study.table(
        "report_forms",
        "subscripts",
        "References to elements and whole objects in headline loops, by form: each dimension of a "
        "subscript counts once.",
        ("form", "meaning", "reads", "writes", "loops"),
        {"loops": ("subscript", "")},
        is_folded=True,
    )
    bases = study.table(
        "report_base_kinds",
        "reference_bases",
        "The same references by what is known of the object.",
        ("base_kind", "reads", "writes", "negative"),
    )
    pairs = study.table(
        "report_pair_classes",
        "pair_classes",
        "Pairs of references that may meet, by what their subscripts are: whether the two never "
        "meet, do meet, or it stays open.",
        ("pair_class", "pairs_independent", "pairs_dependent", "pairs_unknown"),
    )
    figure = series_figure(
        forms,
        "References in headline loops by form.",
        ("read", "written, or may be"),
        (2, 3),
        "references",
    )
    return [figure, forms, bases, pairs]


def _scalars(study: Study) -> list[Block]:
    flows = study.table(
        "report_scalar_flows",
        "scalar_flows",
        "How the names flow that headline loops write: names by flow, and the loops that have one.",
        ("flow", "meaning", "statements", "comprehensions", "loops"),
        {"loops": ("scalar flow", "")},
        is_folded=True,
    )
    reductions = study.table(
        "report_reductions",
        "reductions",
        "Reductions by operation; on integers means proven to be.",
        ("flow", "op", "on_integers", "on_floats"),
    )
    figure = series_figure(
        flows, "Names that headline loops write, by flow.", _TITLES, (2, 3), "names"
    )
    return [figure, flows, reductions]


def bodies(study: Study) -> Section:
    """What loops do in their bodies."""
    shapes = study.table(
        "report_shapes",
        "shapes",
        "Headline loops by what their body holds. LEAF: no loop. PERFECT: one loop and nothing "
        "else. IMPERFECT: other statements or several loops. The bounds say whether an inner "
        "header mentions what an outer loop writes.",
        ("nest_shape", "rectangular", "affine", "dependent_bounds", "loops"),
        {"loops": ("shape", "")},
    )
    text = Note(
        "What a body does decides whether iterations can be told apart: what it calls, how it may "
        "leave, which elements it touches, and which names carry values on."
    )
    contents = [
        text,
        *_effects(study),
        *_control(study),
        *_references(study),
        *_scalars(study),
        shapes,
    ]
    return Section("bodies", "What loops do", contents)
