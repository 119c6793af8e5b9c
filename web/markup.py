"""How a paragraph's own text is turned into HTML, with its opening, marks and hits.

Text is cut at the places where something begins or ends and every piece is escaped by itself:
nothing that a document or a query says is ever read as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

Span = tuple[int, int]


def _inside(position: int, spans: Sequence[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def marked(
    text: str,
    *,
    hits: Sequence[Span] = (),
    opening: Span | None = None,
    links: Sequence[tuple[int, int, str]] = (),
    inserts: Iterable[tuple[int, Markup]] = (),
) -> Markup:
    """Give `text` as HTML.

    hits: the characters to mark as found. opening: those to set in italics.
    links: start, end and address of those that lead somewhere; they must not overlap.
    inserts: HTML to put in before a character, such as footnote marks; those at one place keep
        their order. Spans and places outside of the text are cut to it.
    """
    length = len(text)
    openings = (opening,) if opening else ()
    placed: dict[int, list[Markup]] = {}
    for place, html in inserts:
        placed.setdefault(min(max(place, 0), length), []).append(html)
    cuts = {0, length, *placed}
    for span in (*hits, *openings, *(link[:2] for link in links)):
        cuts.update(min(max(edge, 0), length) for edge in span)
    edges = sorted(cuts)
    parts: list[Markup] = []
    for start, end in pairwise(edges):
        parts += placed.get(start, [])
        piece = _piece(text[start:end], _inside(start, hits), _inside(start, openings))
        href = next((href for first, last, href in links if first <= start < last), None)
        parts.append(
            Markup('<a class="cited" href="{}">{}</a>').format(href, piece) if href else piece
        )
    parts += placed.get(length, [])
    return Markup().join(parts)


def _piece(text: str, hit: bool, italic: bool) -> Markup:
    html = escape(text)
    if hit:
        html = Markup("<mark>{}</mark>").format(html)
    if italic:
        html = Markup('<i class="opening">{}</i>').format(html)
    return html


def opening_span(text: str, opening: str | None, start: int = 0) -> Span | None:
    """Tell which characters of a stretch that begins at `start` are the paragraph's opening."""
    if not opening or start >= len(opening):
        return None
    return (0, min(len(opening) - start, len(text)))


EDITS = {
    "del": Markup(
        '<del><span class="unseen">[removed begins] </span>{}'
        '<span class="unseen">[removed ends] </span></del>'
    ),
    "ins": Markup(
        '<ins><span class="unseen">[added begins] </span>{}'
        '<span class="unseen">[added ends] </span></ins>'
    ),
}
"""The marks of a comparison, which also say in words what they mean."""


def edited(stretches: Iterable[tuple[str, bool]], *, tag: str, opening: int = 0) -> Markup:
    """Give one side of a comparison as HTML: stretches of text, those that changed within `tag`.

    tag: "del" or "ins".
    opening: how many of the first characters are to be set in italics.
    """
    parts: list[Markup] = []
    at = 0
    for text, changed in stretches:
        italic = min(max(opening - at, 0), len(text))
        at += len(text)
        bare = len(text.rstrip()) if changed else len(text)  # blanks need no mark
        if not bare:
            parts.append(escape(text))
            continue
        html = _piece(text[: min(italic, bare)], hit=False, italic=True) if italic else Markup()
        html += escape(text[min(italic, bare) : bare])
        if changed:
            html = EDITS[tag].format(html)
        parts.append(html + text[bare:])
    return Markup().join(parts)
