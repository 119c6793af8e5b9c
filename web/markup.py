"""Markup: a paragraph's text as HTML, with its opening verb, footnote marks and hits.

The text is cut wherever something begins or ends, and each piece is escaped by itself: nothing from
a document or a query is ever read as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

from indexer.analysis.function_words import FUNCTION_WORDS
from search.comparison.word_diff import Piece
from search.translation import current
from search.translation.current import gettext, later

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
    """Returns `text` as HTML.

    hits: spans to highlight. opening: span to set in italics.
    links: (start, end, address) of links; they must not overlap.
    inserts: (offset, HTML) to insert, such as footnote marks, in order at equal offsets.
    Spans and offsets outside the text are clipped.
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


def telling(text: str, hits: Sequence[Span]) -> tuple[Span, ...]:
    """Returns the spans to highlight: a lone "of" or "the", of which texts are full, is left out.

    Within a phrase, and beside another word that is highlighted, such a word stays.
    """
    little = [text[start:end].lower() in FUNCTION_WORDS for start, end in hits]

    def beside(one: int, other: int) -> bool:
        """Tells whether a neighbour is highlighted and only a space away."""
        if not 0 <= other < len(hits) or little[other]:
            return False
        first, second = sorted((hits[one], hits[other]))
        return text[first[1] : second[0]].isspace()

    return tuple(
        span
        for at, span in enumerate(hits)
        if not little[at] or beside(at, at - 1) or beside(at, at + 1)
    )


def _piece(text: str, hit: bool, italic: bool) -> Markup:
    html = escape(text)
    if hit:
        html = Markup("<mark>{}</mark>").format(html)
    if italic:
        html = Markup('<i class="opening">{}</i>').format(html)
    return html


def opening_span(text: str, opening: str | None, start: int = 0) -> Span | None:
    """Returns the span of the paragraph's opening within a stretch that begins at `start`."""
    if not opening or start >= len(opening):
        return None
    return (0, min(len(opening) - start, len(text)))


_QUOTED = re.compile("“[^”<]*”")
_EDIT = {
    "del": Markup(
        '<del><span class="unseen">[{}] </span>{{}}<span class="unseen">[{}] </span></del>'
    ),
    "ins": Markup(
        '<ins><span class="unseen">[{}] </span>{{}}<span class="unseen">[{}] </span></ins>'
    ),
}
_SPOKEN = {
    "del": (later("removed begins"), later("removed ends")),
    "ins": (later("added begins"), later("added ends")),
}
"""What screen readers say of the marks of a comparison."""


def edit_mark(tag: str) -> Markup:
    """Returns a mark of a comparison ("del", "ins") with a gap for what it marks."""
    begins, ends = map(gettext, _SPOKEN[tag])
    return _EDIT[tag].format(begins, ends)


def edited(
    stretches: Iterable[tuple[str, bool]],
    *,
    tag: str,
    opening: int = 0,
    hits: Sequence[Span] = (),
) -> Markup:
    """Returns one side of a comparison as HTML, with changed pieces of text in `tag`.

    tag: "del" or "ins".
    opening: number of first characters to set in italics. hits: spans to highlight.
    """
    parts: list[Markup] = []
    at = 0
    for text, changed in stretches:
        italic = min(max(opening - at, 0), len(text))
        here = [(first - at, last - at) for first, last in hits if first < at + len(text)]
        at += len(text)
        bare = len(text.rstrip()) if changed else len(text)  # trailing spaces need no mark
        if not bare:
            parts.append(escape(text))
            continue
        html = marked(text[:bare], hits=here, opening=(0, min(italic, bare)) if italic else None)
        if changed:
            html = edit_mark(tag).format(html)
        parts.append(html + text[bare:])
    return Markup().join(parts)


def isolated(text: str) -> Markup:
    """Returns a sentence in HTML, its words in quotation marks apart in their own direction."""
    return Markup(_QUOTED.sub(r"<bdi>\g<0></bdi>", str(escape(text))))  # noqa: S704 - escaped


def changed(pieces: Iterable[Piece]) -> Markup:
    """Returns two texts as one in HTML: words taken out in `del`, those in their place in `ins`."""
    parts: list[Markup] = []
    for piece in pieces:
        if piece.same:
            parts.append(escape(piece.after))
            continue
        out, put = piece.before.strip(), piece.after.strip()
        both = [edit_mark(tag).format(text) for tag, text in (("del", out), ("ins", put)) if text]
        if parts and not parts[-1][-1:].isspace() and out[:1].isalnum():
            parts.append(Markup(" "))
        parts.append(Markup(" ").join(both))
        if (piece.after or piece.before)[-1:].isspace():
            parts.append(Markup(" "))
    return Markup().join(parts)


@lru_cache(maxsize=8192)
def _shown(code: str, text: str) -> Markup:
    """Returns a message in a language, which is the current one."""
    del code  # only tells answers apart
    return Markup(current.message(text))  # noqa: S704 - what is ours holds markup


@lru_cache(maxsize=1024)
def _shown_number(code: str, singular: str, plural: str, number: int) -> Markup:
    del code
    return Markup(current.plural_message(singular, plural, number))  # noqa: S704 - as above


def message(text: str, /, **values: object) -> Markup:
    """Returns a message of a template in the current language; values are escaped."""
    shown = _shown(current.current().code, text)
    return shown % values if values or "%" in text else shown


def plural_message(singular: str, plural: str, number: int, /, **values: object) -> Markup:
    """Returns the form of such a message for a number."""
    shown = _shown_number(current.current().code, singular, plural, number)
    return shown % values if values else shown
