"""Example searches of the pages: shown, linked and, in the tests, run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search.request import SearchRequest
from search.searcher import Searcher

_WORD = re.compile(r"[^\W\d_]{5,}")
_GA_SESSION = re.compile(r"GA \d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query and a few words on what it finds, which continue the query."""

    query: str
    meaning: str


_LONGEST_TOPIC = 45
"""Characters of a title that an example quotes."""


def start_examples(searcher: Searcher) -> tuple[Example, ...]:
    """Returns example searches with results in the current index: questions first, then syntax.

    Their subjects are recurring titles of the index, their session the one at which most is due.
    """
    return tuple(one for one in _candidates(searcher) if _finds(searcher, one.query))


def _candidates(searcher: Searcher) -> Iterator[Example]:
    heads = [head for head in searcher.mastheads() if head.title and not head.symbol_inferred]
    topics = _topics([str(head.title) for head in heads])
    if topics:
        yield Example(query=f"what is said about {topics[0]}?", meaning="ask in your own words")
    if session := _due(searcher):
        yield Example(
            query=f"reports due at the {session} session", meaning="who reports, and when"
        )
    for topic in topics[1:2]:
        yield Example(query=topic, meaning="all of these words, in any form")
    for topic in topics[:1]:
        (word,) = _WORD.findall(topic)[:1] or ("women",)
        yield Example(query=f"verb:urge {word}", meaning="paragraphs that open with this verb")
        yield Example(query=f"type:preambular {word}", meaning="preambular paragraphs only")
    yield Example(query='"Member States"', meaning="this exact phrase")
    newest = max(heads, key=lambda head: (head.adopted_on or date.min, head.symbol), default=None)
    if newest is not None:
        yield Example(query=newest.symbol, meaning="go straight to a resolution")


def _topics(titles: Sequence[str]) -> list[str]:
    """Returns the short titles that recur most, in the form in which they stand in a sentence."""
    counts = Counter(title for title in titles if len(title) <= _LONGEST_TOPIC and " " in title)
    return [
        title[:1].lower() + title[1:] if title[1:2].islower() else title
        for title, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _due(searcher: Searcher) -> str | None:
    """Returns the ordinal of the General Assembly session at which most is due: "76th"."""
    values = searcher.values(SearchRequest(), "due").values
    sessions = [one for one in values if _GA_SESSION.fullmatch(one.value)]
    most = max(sessions, key=lambda one: one.count, default=None)
    if most is None:
        return None
    number = most.value.removeprefix("GA ")
    teen = number[-2:-1] == "1"
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    return f"{number}{'th' if teen else ending}"


def _finds(searcher: Searcher, query: str) -> bool:
    found = searcher.search(SearchRequest(query=query, size=1, strict=False))
    return bool(found.hits or found.jump)


SYNTAX = (
    Example(query="trafficking in persons", meaning="all of these words, in any form"),
    Example(query='"as appropriate"', meaning="this exact phrase"),
    Example(
        query="women NEAR/5 children",
        meaning="within five words of each other; PRE/5 for this order",
    ),
    Example(query="women OR girls", meaning="either word"),
    Example(query="trafficking -persons", meaning="the first word but not the second"),
    Example(query="verb:urge women", meaning="paragraphs that urge action on women"),
    Example(query='to:"Member States"', meaning="paragraphs addressed to Member States"),
    Example(query="type:preambular children", meaning="preambular paragraphs only"),
    Example(query="cites:64/293", meaning="paragraphs that refer to this resolution"),
    Example(query="year:2013..2019 session:68", meaning="years 2013–2019 and session 68"),
    Example(query="A/RES/74/176", meaning="go straight to a resolution"),
)
"""Folded away beside the results: the language at a glance."""

WORDS = (
    Example(query="coordination efforts", meaning="both words, in any form"),
    Example(query='"as appropriate"', meaning="this exact phrase"),
    Example(query="=coordinating", meaning="one word, in this form only"),
    Example(query="traffick*", meaning="any word that starts this way; ? stands for one letter"),
    Example(query="women OR girls", meaning="either word"),
    Example(query="trafficking NOT persons", meaning="the first word but not the second"),
    Example(query="trafficking -persons", meaning="the same, shorter"),
    Example(query="(women OR girls) violence", meaning="brackets group alternatives"),
)
"""On the help page: words."""

FIELDS = (
    Example(query="verb:urge", meaning="the verb that opens the paragraph, in any form"),
    Example(query='verb:"take note"', meaning="put a verb of several words in quotation marks"),
    Example(query="anyverb:invite", meaning="this verb anywhere in the paragraph"),
    Example(
        query="type:operative",
        meaning="the part of the text: preambular, operative, subparagraph, annex",
    ),
    Example(query="class:request", meaning="the type of action: request, decide, affirm …"),
    Example(query='opening:"takes note*"', meaning="the opening words; * stands for the rest"),
    Example(query='to:"Member States"', meaning="paragraphs addressed to Member States"),
    Example(query="to:UNODC", meaning="the same, by a short name"),
    Example(query="due:76", meaning="something due at this session"),
    Example(
        query="cites:64/293",
        meaning="paragraphs that refer to this resolution, in the text or a footnote",
    ),
    Example(query="organ:GA", meaning="the organ: GA, SC, ECOSOC, HRC"),
    Example(query="session:74", meaning="this session of any organ"),
    Example(query="session:68..74", meaning="a range of sessions"),
    Example(query="year:2013..2019", meaning="the year of adoption, or a range of years"),
    Example(
        query="symbol:A/RES/74/176", meaning="one resolution; write the symbol any way you like"
    ),
    Example(query="doctype:draft", meaning="drafts; also resolution, decision, statement"),
    Example(query="adopted:vote", meaning="adopted by vote; adopted:consensus without one"),
    Example(query='committee:"Third Committee"', meaning="the committee that prepared it"),
    Example(query="language:en", meaning="the language of the text"),
    Example(query="title:trafficking", meaning="words in the title"),
    Example(
        query="footnote:treaty", meaning="words in footnotes; use heading: for words in headings"
    ),
    Example(query="wording:74/176#op15", meaning="paragraphs worded like this one"),
)
"""On the help page: fields."""
