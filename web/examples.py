"""The searches that the pages offer to try: shown, linked and, in the tests, run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query and what it finds, in a few words that continue the query."""

    query: str
    meaning: str


START = (
    Example(query="trafficking in persons", meaning="all of these words, in any form"),
    Example(query='"evidence-based"', meaning="this exact phrase"),
    Example(query="verb:urge trafficking", meaning="paragraphs that urge action on trafficking"),
    Example(query="type:preambular children", meaning="preambular paragraphs only"),
    Example(query="due:76 class:request", meaning="requests due at the 76th session"),
    Example(query="A/RES/74/176", meaning="go straight to a resolution"),
)
"""On the start page."""

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
    Example(query='committee:"Third Committee"', meaning="the committee that prepared it"),
    Example(query="language:en", meaning="the language of the text"),
    Example(query="title:trafficking", meaning="words in the title"),
    Example(
        query="footnote:treaty", meaning="words in footnotes; use heading: for words in headings"
    ),
    Example(query="wording:74/176#op15", meaning="paragraphs worded like this one"),
)
"""On the help page: fields."""
