"""What a query as typed finds, against a reading of its tree that knows nothing of binding."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support.indexes.small import masthead, paragraph

from indexer.analysis.analyzer import terms
from indexer.analysis.entry import entry_of
from search.binding.bind import bind_query
from search.binding.lexicon import Lexicon
from search.binding.vocabulary import Vocabulary
from search.query.ast import (
    And,
    Exact,
    Field,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Quoted,
    Words,
)
from search.query.parser import parse
from search.query.printer import print_query
from search.retrieval.matching import matches

WORDS = (
    "urge", "urges", "urging", "women", "woman", "wo", "a", "peacebuilding",
    "evidence-based", "peace-building",
)  # fmt: skip
COMPOUND = ("peacebuilding", "peace-building")
Place = tuple[int, int]

texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
patterns = st.sampled_from(["urg*", "*g*", "wom?n", "?o", "wo*", "*men", "evidence-b*"])
sides = st.one_of(
    st.sampled_from(WORDS).map(Words),
    st.sampled_from(WORDS[:-2]).map(Exact),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join).map(Quoted),
    patterns.map(Pattern),
)
alternatives = st.one_of(
    sides, st.lists(sides, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
)
gaps = st.builds(Gap, st.integers(1, 4), st.booleans())


@st.composite
def nears(draw: st.DrawFn) -> Query:
    """Make a chain of two or three sides."""
    parts = draw(st.lists(alternatives, min_size=2, max_size=3))
    between = [draw(gaps) for _ in parts[1:]]
    return Near(tuple(parts), tuple(between))


leaves: st.SearchStrategy[Query] = st.one_of(
    sides,
    nears(),
    st.sampled_from(["urge", "urg*", "women"]).map(lambda value: Field("title", value)),
    st.sampled_from(["urge", "note"]).map(lambda value: Field("verb", value)),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: And(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: Or(tuple(found))),
        parts.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
    ),
    max_leaves=6,
)


def holds(query: Query, text: str, title: str, verb: str) -> bool:
    """Tell whether a query is true of a paragraph, by looking at its words one by one."""
    match query:
        case And(parts=parts):
            return all(holds(part, text, title, verb) for part in parts)
        case Or(parts=parts):
            return any(holds(part, text, title, verb) for part in parts)
        case Not(part=part):
            return not holds(part, text, title, verb)
        case Field(name="verb", value=value):
            return value == verb
        case Field(value=value):
            asked = Pattern(value) if "*" in value else Words(value)
            return bool(places(asked, title))
        case Near(parts=parts, gaps=between):
            found = [places(part, text) for part in parts]
            return all(
                any(near(one, other, gap) for one in left for other in right)
                for (left, right), gap in zip(pairwise(found), between, strict=True)
            )
        case _:
            return bool(places(query, text))


def near(one: Place, other: Place, gap: Gap) -> bool:
    """Tell whether two places are apart as a gap allows; places are their first and last word."""
    before = 0 < other[0] - one[1] <= gap.distance
    after = 0 < one[0] - other[1] <= gap.distance
    return before or (after and not gap.ordered)


def places(query: Query, text: str) -> set[Place]:
    """Give where a side of NEAR stands in a text."""
    if isinstance(query, Or):
        return {place for part in query.parts for place in places(part, text)}
    assert isinstance(query, Words | Exact | Quoted | Pattern)
    if isinstance(query, Words) and query.text in COMPOUND:
        return {place for written in COMPOUND for place in standing(query, written, text)}
    return standing(query, query.text, text)


def standing(query: Query, written: str, text: str) -> set[Place]:
    """Give where a side stands, in one way of writing it."""
    words = terms(text)
    asked = re.split(r"[ -]", written)
    return {
        (start, start + len(asked) - 1)
        for start in range(len(words) - len(asked) + 1)
        if all(
            same(query, one, word.literal, word.stem)
            for one, word in zip(asked, words[start:], strict=False)
        )
    }


def same(query: Query, asked: str, literal: str, stem: str) -> bool:
    """Tell whether one word asked for is this word of the text."""
    if isinstance(query, Words):
        return terms(asked)[0].stem == stem
    if isinstance(query, Pattern):
        pattern = re.escape(asked).replace(r"\*", ".*").replace(r"\?", ".")
        return re.fullmatch(pattern, literal) is not None
    return asked == literal


@settings(max_examples=300)
@given(trees, st.lists(st.tuples(texts, texts, st.sampled_from(["urge", "note"])), max_size=4))
def test_queries_mean_what_they_say(tree: Query, given_: list[tuple[str, str, str]]) -> None:
    """A query, typed and read, finds the paragraphs of which it is true, and no others."""
    count = Counter(word.literal for text, *_ in given_ for word in terms(text))
    titles = Counter(word.literal for _, title, _ in given_ for word in terms(title))
    lexicons = {"text_literal": Lexicon(count), "title_literal": Lexicon(titles)}
    vocabulary = Vocabulary({"verb": ["urge", "note"]})
    parsed = parse(print_query(tree))
    bound = bind_query(parsed.query, vocabulary, lexicons.__getitem__)
    for text, title, verb in given_:
        shown = paragraph(text, verb=verb)
        entry = entry_of(document=0, row=0, masthead=masthead(title=title), paragraph=shown)
        assert matches(bound.match, entry) == holds(tree, text, title, verb), text
