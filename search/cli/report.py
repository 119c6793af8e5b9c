"""A report on a draft as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from search.citation import citation, place_citation
from search.cli.terminal import marked_up, wrapped
from search.precedents.closest import Precedent
from search.precedents.report import Checked, Report, Standing

_NAMES = {
    Standing.VERBATIM: ("agreed, word for word", "green"),
    Standing.CHANGED: ("agreed, with changes", "yellow"),
    Standing.COMPOSED: ("made of known phrases", "cyan"),
    Standing.NEW: ("new", "magenta"),
}


def report_lines(report: Report, width: int, *, whole: bool) -> Iterator[str]:
    """Yields a report; `whole` with the paragraphs that are agreed word for word."""
    masthead = report.draft.masthead
    title = f"  {masthead.title}" if masthead.title else ""
    yield click.style(masthead.symbol, fg="blue", bold=True) + title
    if report.predecessor:
        inferred = " (found by its words)" if report.predecessor_inferred else ""
        yield f"Compared with {report.predecessor.symbol}{inferred}, and with every other text here"
    yield ", ".join(f"{report.counts[one]} {name}" for one, (name, _) in _NAMES.items())
    for one in report.paragraphs:
        if whole or one.standing is not Standing.VERBATIM or one.requests:
            yield ""
            yield from _lines(one, report, width)
    if report.lacking and report.predecessor:
        yield ""
        yield click.style(f"In {report.predecessor.symbol}, but not in the draft", bold=True)
        for gone in report.lacking:
            yield from wrapped(f"{place_citation(gone)}: {gone.text}", (), width)


def _lines(one: Checked, report: Report, width: int) -> Iterator[str]:
    name, colour = _NAMES[one.standing]
    place = place_citation(one.paragraph) or str(one.paragraph.type)
    yield f"{place}  {click.style(name, fg=colour, bold=True)}"
    pair, closest = one.predecessor, one.closest[0] if one.closest else None
    shown = pair.pieces if pair and pair.reworded else ()
    if not shown and one.standing is Standing.CHANGED and closest:
        shown = closest.pieces
    if shown:
        yield from wrapped(*marked_up(shown), width)
    else:
        yield from wrapped(one.paragraph.text, (), width)
    yield from (f"  {line}" for line in _remarks(one, report))


def _remarks(one: Checked, report: Report) -> Iterator[str]:
    pair = one.predecessor
    if pair and pair.before and report.predecessor:
        yield f"Before: {citation(report.predecessor, pair.before)}"
    for closest in one.closest[:1]:
        if pair and pair.before and closest.stored.paragraph.id == pair.before.id:
            yield f"{closest.likeness:.0%} alike; {_use(closest)}"
            continue
        like = "the same words" if closest.same else f"{closest.likeness:.0%} alike"
        where = citation(closest.stored.masthead, closest.stored.paragraph)
        yield f"Closest: {where} ({like}; {_use(closest)})"
    if one.verb:
        yield f"Verb: {one.verb.before} became {one.verb.after}"
    for phrase in one.phrases:
        words = one.paragraph.text[phrase.start : phrase.end]
        yield f"“{words}”: {citation(phrase.stored.masthead, phrase.stored.paragraph)}"
    for request in one.requests:
        where = citation(request.stored.masthead, request.stored.paragraph)
        due = " and ".join(request.request.due)
        yield f"Already asked for: {', '.join(request.request.who)}, due at {due}, in {where}"


def _use(precedent: Precedent) -> str:
    """Returns how often a wording was used, "used 9 times since 2013 in this collection"."""
    usage = precedent.usage
    since = f" since {usage.first_year}" if usage.first_year and usage.paragraphs > 1 else ""
    times = "once" if usage.paragraphs == 1 else f"{usage.paragraphs:,} times"
    return f"used {times}{since} in this collection"
