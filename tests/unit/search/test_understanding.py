"""Plain queries that find little are understood, and what was done is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cluster import EVERYWHERE, placed
from support.files.small import PARSER, fill, read, small

from indexer.build.build import Tools
from indexer.pipeline import build_index
from search.query.parser import parse
from search.request import SearchRequest
from search.results import SearchResult, Understanding
from search.searcher import Searcher
from search.understanding.differences import differences
from search.understanding.knowledge import OtherWords, entries, small_words, stems
from search.understanding.ordinals import ordinal_words
from search.understanding.pasted import cleaned, is_pasted
from search.understanding.sentences import sentences

TEXTS = (
    "Urges Member States to bridge the digital divide between and within countries",
    "Requests the Secretary-General to report to the Assembly at its seventy-seventh session",
    "Decides to remain seized of lethal autonomous weapons systems and their proliferation",
    "Invites States to protect journalists from surveillance in countries at war",
    "Welcomes the work of the Abyei Joint Oversight Committee (AJOC) in the area",
    "Urges the Abyei Joint Oversight Committee to meet again",
    "Calls upon the United Nations (UN) to go on",
)


@pytest.fixture(scope="module", params=EVERYWHERE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("texts")
    docs = fill(folder / "docs", {"one": small("A/RES/74/1", *TEXTS)})
    tools = Tools(read=read, parser=PARSER, workers=0)
    build_index([docs], folder / "index", **placed(request.param), tools=tools)
    opened = Searcher(folder / "index")
    yield opened
    opened.close()


def asked(searcher: Searcher, query: str, *, strict: bool = False) -> SearchResult:
    return searcher.search(SearchRequest(query=query, strict=strict))


def first(result: SearchResult) -> str:
    return result.hits[0].paragraph.text


def understood(result: SearchResult) -> Understanding:
    assert result.understanding is not None
    return result.understanding


def test_small_words_are_left_out(searcher: Searcher) -> None:
    """A question finds what it is about, and the words left out are named."""
    result = asked(searcher, "what does the UN say about the digital divide?")
    assert first(result) == TEXTS[0]
    told = understood(result)
    assert (told.kind, told.text, result.total) == ("kept", "digital divide", 1)
    assert "what" in told.left_out


def test_misspelt_words_are_set_right(searcher: Searcher) -> None:
    """A correction is followed and said."""
    result = asked(searcher, "digitl divide")
    assert first(result) == TEXTS[0]
    assert understood(result).corrected == (("digitl", "digital"),)


def test_ordinals_stand_for_their_words(searcher: Searcher) -> None:
    """A session may be typed in figures though the text has it in words."""
    result = asked(searcher, "report 77th session")
    assert first(result) == TEXTS[1]
    assert understood(result).also == (("77th", ("seventy-seventh",)),)


def test_short_forms_that_texts_define(searcher: Searcher) -> None:
    """A short form also finds what it stands for; what has it as typed comes first."""
    result = asked(searcher, "ajoc")
    assert [hit.paragraph.text for hit in result.hits] == [TEXTS[4], TEXTS[5]]
    assert understood(result).also == (("ajoc", ("abyei joint oversight committee",)),)
    assert asked(searcher, "ajoc", strict=True).total == 1


def test_abbreviations_are_not_set_right(searcher: Searcher) -> None:
    """A body that the index lacks is none that it has; what says nothing stands for nothing."""
    assert understood(asked(searcher, "work of AJOCK in the area")).unknown == ("AJOCK",)
    assert understood(asked(searcher, "jurnalists")).corrected == (("jurnalists", "journalists"),)
    told = understood(asked(searcher, "what does the UN say about the digital divide?"))
    assert "UN" in told.left_out


def test_other_words_for_the_same_thing(searcher: Searcher) -> None:
    """Everyday words find what the texts call it."""
    result = asked(searcher, "killer robots")
    assert first(result) == TEXTS[2]
    assert understood(result).also[0][0] == "killer robots"


def test_most_words_with_those_missing(searcher: Searcher) -> None:
    """Where no paragraph has all words, those with most of them come, and say what they lack."""
    result = asked(searcher, "protect journalists surveillance digital")
    assert first(result) == TEXTS[3]
    assert understood(result).kind == "most"
    assert result.hits[0].missing == ("digital",)


def test_pasted_text_finds_its_paragraph(searcher: Searcher) -> None:
    """Broken words, a label and another word do not hide the paragraph that was pasted."""
    text = (
        "12. Urges Member States to close the digital divide between and within coun-\ntries "
        "and the others of their kind everywhere"
    )
    result = asked(searcher, text)
    assert first(result) == TEXTS[0]
    assert understood(result).kind == "pasted"


@pytest.mark.parametrize(
    "query", ['"digital divides of"', "=divides", "verb:urge robots", "digital -divide robots"]
)
def test_queries_with_syntax_bind_as_they_stand(searcher: Searcher, query: str) -> None:
    """Quotation marks, =, fields and operators are never changed."""
    assert asked(searcher, query).understanding is None


def test_strict_finds_all_words_or_nothing(searcher: Searcher) -> None:
    """Who wants all words as typed gets them, even if that is nothing."""
    result = asked(searcher, "digitl divide", strict=True)
    assert (result.total, result.understanding) == (0, None)


def test_what_finds_something_is_left_alone(searcher: Searcher) -> None:
    """A short query that finds something is not widened."""
    result = asked(searcher, "digital divide")
    assert (result.total, result.understanding) == (1, None)


def test_few_complete_matches_are_followed_by_others(searcher: Searcher) -> None:
    """Three words that one paragraph has find what has most of them behind it."""
    result = asked(searcher, "states countries surveillance")
    assert first(result) == TEXTS[3]
    told = understood(result)
    assert (told.kind, told.complete) == ("most", 1)
    assert result.total > 1


def test_small_words_do_not_end_a_search(searcher: Searcher) -> None:
    """A paragraph that has the small words too does not hide those that have the others alone."""
    result = asked(searcher, "countries at")
    assert first(result) == TEXTS[3]
    assert (understood(result).left_out, result.total) == (("at",), 2)


def test_parts_that_find_nothing_are_named(searcher: Searcher) -> None:
    """A query that finds nothing says which of its parts is to blame."""
    result = asked(searcher, 'digital "purple cow"')
    assert [one.message for one in result.notices] == ['No results for "purple cow" alone.']


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.typed[0])
def test_other_words_stand_in_their_example(entry: OtherWords) -> None:
    """Each entry has an example with one of the ways in which texts say it."""
    example = stems(entry.example)
    ways = [stems(text) for text in entry.texts]
    assert any(example[at : at + len(way)] == way for way in ways for at in range(len(example))), (
        entry
    )
    assert all(stems(typed) for typed in entry.typed)


def test_small_words_are_no_subjects() -> None:
    """Words that a search can be about are none of those left out."""
    assert small_words().isdisjoint({"women", "war", "peace", "climate", "child", "work"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [("1st", "first"), ("12th", "twelfth"), ("77th", "seventy-seventh"), ("80th", "eightieth"),
     ("0th", None), ("100th", None), ("77", None)],
)  # fmt: skip
def test_ordinals(typed: str, words: str | None) -> None:
    """Ordinals up to 99 are known in words."""
    assert ordinal_words(typed) == words


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("coun-\ntries and", "countries and"),
        ("coun- tries and", "countries and"),
        ("coun tries and", "countries and"),
        ("long-\nterm goals", "long-term goals"),
        ("4. Urges countries12 and", "Urges countries and"),
        ("(a) To urge", "To urge"),
        ("OP3. Urges", "Urges"),
        ("in 2021, 17 States", "in 2021, 17 States"),
    ],
)
def test_pasted_text_is_cleaned(pasted: str, text: str) -> None:
    """What copying did to a text is set right."""
    known = {"countries", "and", "long", "term", "goals", "urges", "to", "urge", "in", "states"}
    assert cleaned(pasted, known.__contains__) == text


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("one two three four five six seven eight nine ten eleven twelve thirteen", True),
        ("one two\nthree four", True),
        ("one two three", False),
        ('"one two three four five six seven eight nine ten eleven twelve thirteen"', False),
        ("one OR two three four five six seven eight nine ten eleven twelve thirteen", False),
    ],
)
def test_what_counts_as_pasted(text: str, is_one: bool) -> None:
    """Long plain text is pasted text; phrases and queries with operators are not."""
    assert is_pasted(text, parse(text).query) is is_one


def test_sentences_say_what_was_understood() -> None:
    """One plain line says what was looked for, others what was left out."""
    told = Understanding(
        kind="most", text="a b", complete=0, all_kept=1, most=412, left_out=("the",),
        unknown=("qq",), also=(("robots", ("autonomous weapons",)),),
    )  # fmt: skip
    assert list(sentences(told)) == [
        "1 paragraph contains all of the words; 412 contain most of them.",
        "No paragraph contains “qq”.",
        "Left out as too general: “the”.",
        "For “robots”, also searched for “autonomous weapons”.",
    ]


def test_words_that_differ_from_a_pasted_text_are_marked(searcher: Searcher) -> None:
    """Where a passage has most words of a paragraph, what was changed is given piece by piece."""
    pasted = (
        "1. Urges all Member States to bridge the digital gap between and within coun-\ntries and "
        "regions at once"
    )
    hit = asked(searcher, pasted).hits[0]
    assert hit.paragraph.text == TEXTS[0]
    changed = [(one.before.strip(), one.after.strip()) for one in hit.differences if not one.same]
    assert changed == [("all", ""), ("gap", "divide")]


@pytest.mark.parametrize(
    ("pasted", "text", "expected"),
    [
        ("one two three", "one two three", [("one two three", True)]),
        # A passage out of a paragraph, and the other way round
        ("two three", "one two three four", [("two three ", True)]),
        ("one two three four", "two three", [("two three", True)]),
        ("one two three", "one big three", [("one ", True), ("big ", False), ("three", True)]),
        ("one two three", "nothing like it", []),
        ("one two", "", []),
    ],
)
def test_differences(pasted: str, text: str, expected: list[tuple[str, bool]]) -> None:
    """Ends that only one of the texts has are left out, as are texts that share little."""
    assert [(one.after, one.same) for one in differences(pasted, text)] == expected
