"""The searches that the pages offer to try: shown, linked and, in the tests, run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query and what it finds, in a few words that continue the query."""

    query: str
    meaning: str


START = (
    Example(query="trafficking in persons", meaning="all of the words, in any form"),
    Example(query='"evidence-based"', meaning="these words, as they are written"),
    Example(query="verb:urge trafficking", meaning="paragraphs that urge, on trafficking"),
    Example(query="type:preambular children", meaning="only in the preamble"),
    Example(query="due:76 class:request", meaning="what is asked for by the 76th session"),
    Example(query="A/RES/74/176", meaning="straight to a resolution"),
)
"""On the start page."""

SYNTAX = (
    Example(query="trafficking in persons", meaning="all of the words, in any form"),
    Example(query='"as appropriate"', meaning="these words, as they are written"),
    Example(query="women NEAR/5 children", meaning="both within five words; PRE/5 in this order"),
    Example(query="women OR girls", meaning="either word"),
    Example(query="trafficking -persons", meaning="the first without the second"),
    Example(query="verb:urge women", meaning="who was urged, on women"),
    Example(query='to:"Member States"', meaning="who is asked to do something"),
    Example(query="type:preambular children", meaning="only in the preamble"),
    Example(query="cites:64/293", meaning="what names a resolution"),
    Example(query="year:2013..2019 session:68", meaning="ranges; fields combine"),
    Example(query="A/RES/74/176", meaning="straight to a resolution"),
)
"""Folded away beside the results: the language at a glance."""

WORDS = (
    Example(query="coordination efforts", meaning="paragraphs with both words, in any form"),
    Example(query='"as appropriate"', meaning="the words next to each other, as they are written"),
    Example(query="=coordinating", meaning="one word, in this form only"),
    Example(query="traffick*", meaning="any word that begins so; ? stands for one letter"),
    Example(query="women OR girls", meaning="either word"),
    Example(query="trafficking NOT persons", meaning="the first word without the second"),
    Example(query="trafficking -persons", meaning="the same, shorter"),
    Example(query="(women OR girls) violence", meaning="brackets say what belongs together"),
)
"""On the help page: words."""

FIELDS = (
    Example(query="verb:urge", meaning="the verb that opens the paragraph, in any form"),
    Example(query='verb:"take note"', meaning="verbs of several words stand in quotation marks"),
    Example(query="anyverb:invite", meaning="any verb of that kind inside the paragraph"),
    Example(query="type:operative", meaning="the type: preambular, operative, subparagraph, annex"),
    Example(query="class:request", meaning="the speech act: request, decide, affirm …"),
    Example(query='opening:"takes note*"', meaning="how the paragraph opens; a * ends the start"),
    Example(query='to:"Member States"', meaning="who is asked to do something"),
    Example(query="to:UNODC", meaning="the same by a shorter name"),
    Example(query="due:76", meaning="something is due at this session"),
    Example(query="cites:64/293", meaning="what names a work, in the text or in a footnote"),
    Example(query="organ:GA", meaning="the organ: GA, SC, ECOSOC, HRC"),
    Example(query="session:74", meaning="the session of any organ"),
    Example(query="session:68..74", meaning="a range of sessions"),
    Example(query="year:2013..2019", meaning="the year of adoption, or a range"),
    Example(query="symbol:A/RES/74/176", meaning="one resolution; its symbol in any spelling"),
    Example(query="doctype:draft", meaning="drafts; also resolution, decision, statement"),
    Example(query='committee:"Third Committee"', meaning="the committee that prepared it"),
    Example(query="language:en", meaning="the language of the text"),
    Example(query="title:trafficking", meaning="words of the title"),
    Example(query="footnote:treaty", meaning="words of its footnotes; heading: of its headings"),
    Example(query="wording:74/176#op15", meaning="what says the same as this paragraph"),
)
"""On the help page: fields."""
