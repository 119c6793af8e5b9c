"""Standing requests: reports already asked for elsewhere, on the same, that are still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import Masthead, Paragraph, ReportingRequest
from indexer.store.reader import StoredParagraph
from search.precedents.closest import Precedents
from search.retrieval.bitmap import Flags

_LIKE = 0.25
"""Likeness from which two requests may be on the same."""
_SESSION = re.compile(r"(\w+) (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRequest:
    """A request of an earlier paragraph to the same addressee that is still to be met."""

    stored: StoredParagraph
    request: ReportingRequest


def standing_requests(
    paragraph: Paragraph, draft: Masthead, precedents: Precedents, allowed: Flags
) -> tuple[StandingRequest, ...]:
    """Returns the requests to report that a draft's paragraph repeats, each document once.

    A request stands where its report is due in a session later than the draft's; without a session
    nothing can be said.
    """
    if not paragraph.requests or not (draft.session or "").isdigit():
        return ()
    asked = {who for request in paragraph.requests for who in request.who}
    found: dict[str, StandingRequest] = {}
    for stored in precedents.alike(paragraph.text, allowed, _LIKE):
        for request in _standing(stored, draft, asked):
            one = StandingRequest(stored=stored, request=request)
            found.setdefault(stored.masthead.symbol, one)
    return tuple(found.values())


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
