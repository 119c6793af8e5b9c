"""Subjects and goals: searched in any language, counted and completed the same on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from support.cluster import EVERYWHERE
from support.indexes.library import document, line, publish

from indexer.model import Document, Masthead
from search.request import SearchRequest
from search.searcher import Searcher

CLIMATE, WOMEN = "climate change", "women's rights"


def _text(number: str, title: str, *terms: str, goals: tuple[int, ...] = ()) -> Document:
    session = number.partition("/")[0]
    head = Masthead(
        symbol=f"A/RES/{number}", organ="GA", session=session, title=title,
        adopted_on=date(1945 + int(session), 12, 1), subject_terms=terms, goals=goals,
    )  # fmt: skip
    lines = [line("op1", f"Urges all States to act on {title}.", "urge"), line("op2", "Decides.")]
    return document(head, lines)


def _french(original: Document) -> Document:
    head = replace(original.masthead, language="fr", title="Climat", subject_terms=(), goals=())
    return document(head, [line("op1", "Exhorte tous les États à agir.", "exhorter")])


STATED = _text("74/1", "the climate of the world", CLIMATE, "refugees", goals=(13, 1))
LIBRARY = (
    STATED,
    _french(STATED),
    _text("74/2", "the rights of women", WOMEN, goals=(5,)),
    _text("76/2", "the rights of women"),  # of the series
    _text("76/3", "uses of outer space"),  # named by the title
    _text("76/4", "a matter of no title"),
)
A, F, W, S, T, NO = (
    {"A/RES/74/1#op1", "A/RES/74/1#op2"}, {"A/RES/74/1#op1"},
    {"A/RES/74/2#op1", "A/RES/74/2#op2"}, {"A/RES/76/2#op1", "A/RES/76/2#op2"},
    {"A/RES/76/3#op1", "A/RES/76/3#op2"}, {"A/RES/76/4#op1", "A/RES/76/4#op2"},
)  # fmt: skip


@pytest.fixture(scope="module", params=EVERYWHERE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """Open texts with and without subjects, once for each engine."""
    index = tmp_path_factory.mktemp(f"subjects-{request.param}") / "index"
    publish(LIBRARY, index, request.param)
    opened = Searcher(index)
    yield opened
    opened.close()


def found(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> set[str]:
    """Give the ids of what a query finds in English."""
    filters = {"language": ("en",), **filters}
    result = searcher.search(SearchRequest(query=query, filters=filters, size=100))
    assert result.total == len(result.hits)
    return {hit.paragraph.id for hit in result.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('subject:"climate change"', A),
        ('subject:"Climate Change"', A),
        ('subject:"changements climatiques"', A),
        ('subject:"cambio climatico"', A),
        ('subject:"изменение климата"', A),
        ("subject:气候变化", A),
        ("subject:refugee", A),
        ("subject:climat*", A),
        ('subject:"changements clim*"', A),
        ('subject:"women’s rights"', W | S),
        ('subject:"outer space"', T),
        ('subject:"(none)"', NO),
        ("subject:(refugees|women's)", A),
        ("subject:abaca", set()),
        ("sdg:13", A),
        ('sdg:"climate action"', A),
        ('sdg:"égalité entre les sexes"', W),
        ("sdg:13|5", A | W),
        ("sdg:17", set()),
        ("sdg:99", set()),
        ("classified:stated", A | W),
        ("classified:inferred", S | T),
        ('classified:"(none)"', NO),
        ("-classified:inferred", A | W | NO),
        ('subject:"women’s rights" urges', {"A/RES/74/2#op1", "A/RES/76/2#op1"}),
        ('subject:"women’s rights" -classified:inferred', W),
        ("subject:refugees OR sdg:5", A | W),
    ],
)
def test_fields_of_subjects(searcher: Searcher, query: str, expected: set[str]) -> None:
    """Each of them in any language, alone and with others."""
    assert found(searcher, query) == expected


def test_filters_take_names_in_any_language(searcher: Searcher) -> None:
    """As queries do."""
    assert found(searcher, "", subject=("changements climatiques",)) == A
    assert found(searcher, "", subject=(CLIMATE, WOMEN), classified=("stated",)) == A | W


def test_a_translation_has_the_subjects_of_its_work(searcher: Searcher) -> None:
    """Even if its own file states none; they are not inferred."""
    result = searcher.search(
        SearchRequest(query='subject:"climate change"', filters={"language": ("fr",)})
    )
    assert {hit.paragraph.id for hit in result.hits} == F
    (hit,) = result.hits
    assert hit.masthead.subject_terms == (CLIMATE, "refugees")
    assert hit.masthead.goals == (13, 1)
    assert not hit.masthead.subject_terms_inferred


def test_facets_count_paragraphs_by_subject(searcher: Searcher) -> None:
    """A paragraph counts for each of its document's subjects, and inferred ones count too."""
    result = searcher.search(
        SearchRequest(
            filters={"language": ("en",)}, facets=("subject", "sdg", "classified"), size=1
        )
    )
    counts = {one.field: {value.value: value.count for value in one.values}
              for one in result.facets}  # fmt: skip
    assert counts["subject"] == {
        WOMEN: 4, CLIMATE: 2, "refugees": 2, "outer space": 2, "(none)": 2,
    }  # fmt: skip
    assert counts["sdg"] == {"13": 2, "1": 2, "5": 2, "(none)": 6}
    assert counts["classified"] == {"stated": 4, "inferred": 4, "(none)": 2}


def test_inferred_subjects_say_so_wherever_a_document_is_shown(searcher: Searcher) -> None:
    """In lists, in hits and on its own."""
    shown = searcher.document("76/2").document.masthead
    (hit,) = searcher.search(SearchRequest(query='symbol:76/2 "Decides"')).hits
    (listed,) = (one for one in searcher.mastheads() if one.symbol == shown.symbol)
    for masthead in (shown, hit.masthead, listed):
        assert masthead.subject_terms == (WOMEN,)
        assert masthead.subject_terms_inferred


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("subject:clim", 'subject:"climate change"'),
        ("subject:изм", 'subject:"изменение климата"'),
        ("sdg:1", "sdg:13"),
        ("sdg:clim", 'sdg:"Climate action"'),
        ("sub", "subject:"),
    ],
)
def test_subjects_are_completed_in_the_language_typed(
    searcher: Searcher, typed: str, offered: str
) -> None:
    """By the beginning of a name in any language."""
    assert offered in [one.text for one in searcher.complete(typed)]


def test_unknown_subjects_lead_to_near_ones(searcher: Searcher) -> None:
    """A notice says that none has it, and which is meant."""
    result = searcher.search(SearchRequest(query='subject:"climate chance"'))
    assert "Did you mean climate change?" in result.notices[0].message


def test_an_explanation_says_how_a_subject_was_read(searcher: Searcher) -> None:
    """In plain words."""
    result = searcher.explain(SearchRequest(query='subject:"climate change" sdg:13')).result
    assert "on the subject “climate change”" in result.reading
    assert "on Sustainable Development Goal “13”" in result.reading
