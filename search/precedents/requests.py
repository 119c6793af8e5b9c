"""Standing requests: reports already asked for elsewhere, on the same, that are still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import Masthead, Paragraph, ReportingRequest
from indexer.store.reader import StoredParagraph
from search.precedents.closest import Precedents
from search.precedents.recitals import own_words
from search.retrieval.bitmap import Flags

_LIKE = 0.25
"""Likeness from which two requests may be on the same."""
_OWN_MATTER = "present resolution"
"""Words of a request on a resolution's own matter, whatever that is."""
_FORMULA = frozenset(
    {
        *("requests", "also", "further", "report", "reports", "reporting", "submit", "submits"),
        *("secretary", "secretary-general", "session", "sessions", "present", "implementation"),
        *("decides", "include", "provisional", "agenda", "item", "sub-item", "entitled"),
    }
)
"""Words with which such reports are asked for."""
_LEAST_SHARED = 2
"""Other words that requests on different resolutions' matters share if they are on the same."""
_SESSION = re.compile(r"(\w+) (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRequest:
    """A request of an earlier paragraph to the same addressee that is still to be met."""

    stored: StoredParagraph
    request: ReportingRequest


def standing_requests(
    paragraph: Paragraph,
    draft: Masthead,
    before: Masthead | None,
    precedents: Precedents,
    allowed: Flags,
) -> tuple[StandingRequest, ...]:
    """Returns the requests to report that a draft's paragraph repeats, each document once.

    before: the text that the draft follows, on whose own matter it may ask for the same.

    A request stands where its report is due in a session later than the draft's; without a session
    nothing can be said.
    """
    if not paragraph.requests or not (draft.session or "").isdigit():
        return ()
    asked = {who for request in paragraph.requests for who in request.who}
    found: dict[str, StandingRequest] = {}
    for stored in precedents.alike(paragraph.text, allowed, _LIKE):
        own = before is not None and stored.masthead.symbol == before.symbol
        if not own and not _on_the_same(paragraph.text, stored.paragraph.text):
            continue
        for request in _standing(stored, draft, asked):
            one = StandingRequest(stored=stored, request=request)
            found.setdefault(stored.masthead.symbol, one)
    return tuple(found.values())


def _on_the_same(one: str, other: str) -> bool:
    """Returns whether requests of two different texts may be on one matter.

    "A report on the implementation of the present resolution" is on another one in each.
    """
    if _OWN_MATTER not in other:
        return True
    shared = (own_words(one) & own_words(other)) - _FORMULA
    return len(shared) >= _LEAST_SHARED


def _standing(
    stored: StoredParagraph, draft: Masthead, asked: set[str]
) -> Iterator[ReportingRequest]:
    for request in stored.paragraph.requests:
        sessions = [found for due in request.due if (found := _SESSION.fullmatch(due))]
        later = any(
            organ == draft.organ and int(number) > int(draft.session or 0)
            for organ, number in (found.groups() for found in sessions)
        )
        if later and not asked.isdisjoint(request.who):
            yield request
