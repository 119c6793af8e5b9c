"""Example searches of the pages: shown, linked and, in the tests, run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search.assistance.phrases import recurring
from search.request import SearchRequest
from search.searcher import Searcher
from search.translation.current import later

_GA_SESSION = re.compile(r"GA \d+")


@dataclass(frozen=True, slots=True)
class Example:
    """A query and a few words on what it finds, which continue the query."""

    query: str
    meaning: str


_LONGEST_TOPIC = 45
"""Maximum characters of a title that an example quotes."""
_TITLES, _PHRASES = 50, 5
"""Most frequent titles that phrases are taken from, and phrases tried."""


def start_examples(searcher: Searcher) -> tuple[Example, ...]:
    """Returns example searches with results in the current index: questions first, then syntax.

    Their subjects are recurring titles of the index, their session the one at which most is due.
    """
    return tuple(one for one in _candidates(searcher) if _finds(searcher, one.query))


def _candidates(searcher: Searcher) -> Iterator[Example]:
    heads = [head for head in searcher.mastheads() if head.title and not head.symbol_inferred]
    topics = _topics([str(head.title) for head in heads])
    if topics:
        yield Example(f"what is said about {topics[0]}?", later("ask in your own words"))
    if session := _due(searcher):
        yield Example(f"reports due at the {session} session", later("who reports, and when"))
    for topic in topics[1:2]:
        yield Example(topic, later("all of these words, in any form"))
    if topics:
        phrase = max(_phrases(topics), key=lambda one: _total(searcher, f'"{one}"'))
        yield Example(f'verb:urge "{phrase}"', later("paragraphs that open with this verb"))
        yield Example(f'type:preambular "{phrase}"', later("preambular paragraphs only"))
    yield Example('"Member States"', later("this exact phrase"))
    newest = max(heads, key=lambda head: (head.adopted_on or date.min, head.symbol), default=None)
    if newest is not None:
        yield Example(newest.symbol, later("go straight to a resolution"))


def _topics(titles: Sequence[str]) -> list[str]:
    """Returns the short titles that recur most, in the form in which they stand in a sentence."""
    # A second word with a capital letter makes the first a part of the name: "United Nations".
    counts = Counter(title for title in titles if len(title) <= _LONGEST_TOPIC and " " in title)
    return [
        title[:1].lower() + title[1:] if title.split()[1].islower() else title
        for title, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _phrases(topics: Sequence[str]) -> list[str]:
    """Returns phrases that recur in the most frequent titles, the most frequent first."""
    found = recurring(topics[:_TITLES]).values()
    best = sorted(found, key=lambda one: (-one[1], one[0]))
    return [phrase for phrase, _ in best[:_PHRASES]] or list(topics[:1])


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


def _total(searcher: Searcher, query: str) -> int:
    return searcher.search(SearchRequest(query=query, size=1)).total


def _finds(searcher: Searcher, query: str) -> bool:
    found = searcher.search(SearchRequest(query=query, size=1, strict=False))
    return bool(found.hits or found.jump)


SYNTAX = (
    Example("trafficking in persons", later("all of these words, in any form")),
    Example('"as appropriate"', later("this exact phrase")),
    Example(
        "women NEAR/5 children", later("within five words of each other; PRE/5 for this order")
    ),
    Example("women OR girls", later("either word")),
    Example("trafficking -persons", later("the first word but not the second")),
    Example("verb:urge women", later("paragraphs that urge action on women")),
    Example('to:"Member States"', later("paragraphs addressed to Member States")),
    Example("type:preambular children", later("preambular paragraphs only")),
    Example("cites:64/293", later("paragraphs that refer to this resolution")),
    Example("year:2013..2019 session:68", later("years 2013–2019 and session 68")),
    Example("A/RES/74/176", later("go straight to a resolution")),
)
"""Search tips, collapsed beside the results: the language at a glance."""

WORDS = (
    Example("coordination efforts", later("both words, in any form")),
    Example('"as appropriate"', later("this exact phrase")),
    Example("=coordinating", later("one word, in this form only")),
    Example("traffick*", later("any word that starts this way; ? stands for one letter")),
    Example("women OR girls", later("either word")),
    Example("trafficking NOT persons", later("the first word but not the second")),
    Example("trafficking -persons", later("the same, shorter")),
    Example("(women OR girls) violence", later("brackets group alternatives")),
)
"""On the help page: words."""

FIELDS = (
    Example("verb:urge", later("the verb that opens the paragraph, in any form")),
    Example('verb:"take note"', later("put a verb of several words in quotation marks")),
    Example("anyverb:invite", later("this verb anywhere in the paragraph")),
    Example(
        "type:operative", later("the part of the text: preambular, operative, subparagraph, annex")
    ),
    Example("class:request", later("the type of action: request, decide, affirm …")),
    Example('opening:"takes note*"', later("the opening words; * stands for the rest")),
    Example('to:"Member States"', later("paragraphs addressed to Member States")),
    Example("to:UNODC", later("the same, by a short name")),
    Example("due:76", later("something due at this session")),
    Example("uses:>5", later("wording that was used more than five times, with its edits")),
    Example("first:2013..2015", later("wording that was first used in these years")),
    Example("last:..2015", later("wording that has not been used since")),
    Example(
        "cites:64/293", later("paragraphs that refer to this resolution, in the text or a footnote")
    ),
    Example("organ:GA", later("the organ: GA, SC, ECOSOC, HRC")),
    Example("session:74", later("this session of any organ")),
    Example("session:68..74", later("a range of sessions")),
    Example("year:2013..2019", later("the year of adoption, or a range of years")),
    Example("symbol:A/RES/74/176", later("one resolution; write the symbol any way you like")),
    Example("doctype:draft", later("drafts; also resolution, decision, statement")),
    Example("adopted:vote", later("adopted by a vote; adopted:consensus finds the others")),
    Example('committee:"Third Committee"', later("the committee that prepared it")),
    Example("language:en", later("the language of the text")),
    Example(
        'subject:"climate change"',
        later("this subject of the UN’s thesaurus, in any official language"),
    ),
    Example("sdg:5", later("this Sustainable Development Goal")),
    Example("classified:stated", later("without subjects that are inferred")),
    Example("title:trafficking", later("words in the title")),
    Example("footnote:treaty", later("words in footnotes; use heading: for words in headings")),
    Example("wording:74/176#op15", later("paragraphs worded like this one")),
)
"""On the help page: fields."""
