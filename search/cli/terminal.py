"""Search results and documents as lines for a terminal.

Styles are those of `click.style`, which `click.echo` strips when the output is no terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from indexer.model import Document, Masthead, Paragraph, ParagraphType
from indexer.parsing.knowledge.thesaurus import term_shown
from indexer.store.reader import StoredDocument
from search.citation import place_or_type
from search.comparison.compare import Change, Comparison, Pair
from search.comparison.versions import Versions
from search.comparison.word_diff import Piece
from search.names.adoption import adoption_words
from search.results import Facet, Hit, SearchResult
from search.retrieval.matching import Span

_INDENT = "  "
_FACET_VALUES = 10
_PLAIN = frozenset({ParagraphType.TITLE, ParagraphType.ENACTING, ParagraphType.CLOSING})


def result_lines(result: SearchResult, width: int) -> Iterator[str]:
    """Yields a result as lines: the number of paragraphs, the hits and the facets."""
    yield _summary(result)
    for hit in result.hits:
        yield ""
        yield from _hit_lines(hit, width)
    for facet in result.facets:
        yield ""
        yield from _facet_lines(facet)


def _summary(result: SearchResult) -> str:
    noun = "paragraph" if result.total == 1 else "paragraphs"
    page = f", page {result.request.page:,} of {result.pages:,}" if result.pages > 1 else ""
    found = click.style(f"{result.total:,} {noun}", bold=True)
    # If other words were searched, these paragraphs do not contain the words as typed.
    read_as = "" if result.understanding else f" {result.reading}"
    return f"{found}{read_as}{page}"


def _hit_lines(hit: Hit, width: int) -> Iterator[str]:
    masthead, paragraph = hit.masthead, hit.paragraph
    yield "  ".join(
        part
        for part in (
            click.style(paragraph.id, fg="blue", bold=True),
            _date(masthead.adopted_on or masthead.distributed_on),
            _named(paragraph),
            paragraph.verb or "",
        )
        if part
    )
    if title := _title(masthead):
        yield from wrapped(title, (), width)
    if hit.lead_in:
        yield from (click.style(line, dim=True) for line in wrapped(hit.lead_in, (), width))
    if hit.differences:
        yield from wrapped(*marked_up(hit.differences), width)
        return
    shown = hit.snippet
    before, after = "… " if shown.cut_before else "", " …" if shown.cut_after else ""
    spans = [(start + len(before), end + len(before)) for start, end in shown.highlights]
    yield from wrapped(f"{before}{shown.text}{after}", spans, width)
    if hit.twin:
        marks = [(start + 4, end + 4) for start, end in hit.twin.highlights]
        yield from wrapped(f"{hit.twin.language}: {hit.twin.paragraph.text}", marks, width)
    if hit.missing:
        yield click.style(f"{_INDENT}Missing: {', '.join(hit.missing)}", dim=True)


def _date(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _named(paragraph: Paragraph) -> str:
    label = f" {paragraph.label}" if paragraph.label else ""
    return f"{paragraph.type}{label}"


def _facet_lines(facet: Facet) -> Iterator[str]:
    yield click.style(facet.title, bold=True)
    shown = facet.values[:_FACET_VALUES]
    for one in shown:
        mark = "*" if one.selected else " "
        yield f"{mark} {one.count:>8,}  {one.value}"
    more = len(facet.values) + facet.left_out - len(shown)
    if more:
        yield f"{'':>10}  and {more:,} more"


def document_lines(stored: StoredDocument, width: int) -> Iterator[str]:
    """Yields a document as lines: its masthead, then its paragraphs in order."""
    document = stored.document
    yield from _head_lines(document.masthead)
    yield f"Source: {document.source.path}"
    for other in stored.other_sources:
        yield f"        also in {other.path}"
    yield from _part_lines(stored)
    for paragraph in document.paragraphs:
        if paragraph.type is not ParagraphType.TITLE:
            yield ""
            yield from paragraph_lines(paragraph, width)
    if document.footnotes:
        yield ""
    for note in document.footnotes:
        yield from wrapped(f"{note.marker}  {note.text}", (), width)
    yield from _request_lines(document)
    yield from _cited_lines(stored)
    yield from _issue_lines(document)


def _part_lines(stored: StoredDocument) -> Iterator[str]:
    """Yields the other documents with the same number and their dates of adoption."""
    own = stored.document.masthead.symbol
    for part in stored.parts:
        if part.symbol != own:
            adopted = f" (adopted {_date(part.adopted_on)})" if part.adopted_on else ""
            yield f"Also under this number: {part.symbol}{adopted}"


def _request_lines(document: Document) -> Iterator[str]:
    """Yields the requests for reports: from whom, to whom and when."""
    asked = [(one, request) for one in document.paragraphs for request in one.requests]
    if asked:
        yield ""
        yield click.style("Asked to report", bold=True)
    for paragraph, request in asked:
        times = ", ".join((*request.due, *request.by, *filter(None, [request.periodicity])))
        to = f" to {request.to}" if request.to else ""
        when = f" ({times})" if times else ""
        yield f"{_INDENT}{paragraph.id}  {', '.join(request.who)}{to}{when}"


def _cited_lines(stored: StoredDocument) -> Iterator[str]:
    """Yields the number of citing documents and paragraphs, and the search that lists them."""
    cited = stored.cited_by
    if cited.paragraphs:
        symbol = stored.document.masthead.symbol
        paragraphs = f"{cited.paragraphs:,} paragraph{'s' * (cited.paragraphs != 1)}"
        of = f"{cited.documents:,} document{'s' * (cited.documents != 1)}"
        yield ""
        yield f"Referred to by {paragraphs} in {of}: operative search 'cites:\"{symbol}\"'"


def version_lines(own: Masthead, versions: Versions) -> Iterator[str]:
    """Yields the other versions of a document's text and the command to compare the nearest."""
    kinds = (
        ("Adopted as", versions.adopted),
        ("Earlier", versions.earlier),
        ("Later", versions.later),
        ("Drafts", versions.drafts),
    )
    if any(those for _, those in kinds):
        yield ""
    for name, those in kinds:
        if those:
            yield f"{name}: {', '.join(one.symbol for one in those)}"
    before, after = (
        (own, *versions.adopted[:1]) if versions.adopted else (*versions.earlier[:1], own, own)[:2]
    )
    if before is not after:
        yield f"What changed: operative compare '{before.symbol}' '{after.symbol}'"


def _head_lines(masthead: Masthead) -> Iterator[str]:
    inferred = ""
    if masthead.symbol_inferred:
        made = masthead.symbol.startswith("~")
        inferred = (
            f"  ({'provisional: the text gives no symbol' if made else 'from the file name'})"
        )
    yield click.style(masthead.symbol, fg="blue", bold=True) + inferred
    if title := _title(masthead):
        yield click.style(title, bold=True)
    session = f"session {masthead.session}" if masthead.session else None
    adopted = masthead.adopted_on and f"adopted {_date(masthead.adopted_on)}"
    how = (adoption_words(masthead) or "").removeprefix("Adopted ")
    kind = str(masthead.document_type)
    facts = (masthead.organ, session, kind, adopted, how, masthead.committee)
    yield ", ".join(fact for fact in facts if fact)
    if masthead.subject_terms:
        inferred = " (inferred)" if masthead.subject_terms_inferred else ""
        yield f"subjects{inferred}: {'; '.join(map(term_shown, masthead.subject_terms))}"
    if masthead.goals:
        yield f"Sustainable Development Goals: {', '.join(map(str, masthead.goals))}"


def _title(masthead: Masthead) -> str | None:
    """Returns the title, or the inferred subject marked as such."""
    return masthead.title or (f"{masthead.subject} (inferred)" if masthead.subject else None)


def paragraph_lines(paragraph: Paragraph, width: int) -> Iterator[str]:
    """Yields one paragraph of a document as lines, indented by its level."""
    indent = _INDENT * (1 + paragraph.level)
    label = f"{paragraph.label} " if paragraph.label else ""
    if paragraph.type is ParagraphType.HEADING:
        yield click.style(f"{label}{paragraph.text}", bold=True)
        return
    text = label + paragraph.text
    opening = len(paragraph.opening or "") if paragraph.type not in _PLAIN else 0
    spans = [(len(label), len(label) + opening)] if opening else []
    yield from wrapped(text, spans, width, indent=indent)


def _issue_lines(document: Document) -> Iterator[str]:
    for issue in document.issues:
        where = f" ({issue.paragraph})" if issue.paragraph else ""
        yield f"Note: {issue.message}{where}"


def wrapped(
    text: str, spans: Sequence[Span], width: int, *, indent: str = _INDENT
) -> Iterator[str]:
    """Yields a text wrapped at spaces, with styled spans, which may continue on the next line."""
    for start, end in _lines(text, max(width - len(indent), 20)):
        yield indent + _marked(text, start, end, spans)


def _lines(text: str, width: int) -> Iterator[Span]:
    start = 0
    while len(text) - start > width:
        blank = text.rfind(" ", start, start + width + 1)
        end = blank if blank > start else start + width
        yield start, end
        start = end + 1 if blank > start else end
    yield start, len(text)


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    parts, at = [], start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first < last:
            parts += [text[at:first], click.style(text[first:last], bold=True, fg="yellow")]
            at = last
    return "".join([*parts, text[at:end]])


_COLOURS = {Change.ADDED: "green", Change.REMOVED: "red", Change.MOVED: "magenta"}


def comparison_lines(comparison: Comparison, width: int, *, whole: bool) -> Iterator[str]:
    """Yields a comparison as lines; `whole` includes unchanged paragraphs."""
    for name, masthead in (("Before", comparison.before), ("After", comparison.after)):
        title = f"  {masthead.title}" if masthead.title else ""
        yield f"{name:<6}  {click.style(masthead.symbol, fg='blue', bold=True)}{title}"
    yield summary(comparison)
    for pair in comparison.pairs:
        if whole or pair.change is not Change.KEPT:
            yield ""
            yield from _pair_lines(pair, width)


def summary(comparison: Comparison) -> str:
    """Returns the numbers of unchanged, edited, moved, added and removed paragraphs in a line."""
    counts = ", ".join(f"{number} {change}" for change, number in comparison.counts.items())
    only = comparison.figures_only
    return counts + (f" ({only} in figures, dates or punctuation only)" if only else "")


def _pair_lines(pair: Pair, width: int) -> Iterator[str]:
    colour = _COLOURS.get(pair.change, "yellow")
    yield f"{click.style(str(pair.change), fg=colour, bold=True)}  {_places(pair)}"
    if pair.reworded:
        text, spans = marked_up(pair.pieces)
        yield from wrapped(text, spans, width)
    else:
        either = pair.after or pair.before
        yield from wrapped(either.text if either else "", (), width)


def _places(pair: Pair) -> str:
    before, after = (one and place_or_type(one) for one in (pair.before, pair.after))
    if before and after and before != after:
        return f"{before} → {after}"
    return after or before or ""


def marked_up(pieces: Sequence[Piece]) -> tuple[str, list[Span]]:
    """Returns both wordings as one text, with the spans of what was changed."""
    text, spans = "", []
    for piece in pieces:
        if piece.same:
            text += piece.after
            continue
        if text and not text[-1].isspace() and piece.before[:1].isalnum():
            text += " "
        start = len(text)
        text += f"[-{piece.before.strip()}-]" if piece.before.strip() else ""
        text += f"{{+{piece.after.strip()}+}}" if piece.after.strip() else ""
        spans.append((start, len(text)))
        if (piece.after or piece.before)[-1:].isspace():
            text += " "
    return text, spans
