"""What an engine is told of a paragraph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.indexes.small import masthead, paragraph

from indexer.analysis.entry import entry_of
from indexer.model import DocumentType, ParagraphType, Part
from indexer.parsing.knowledge.sessions import session_end
from indexer.schema import KEYWORDS, SORT_KEYS, TEXT_FIELDS


def test_all_fields_are_there() -> None:
    """Every field of the schema has a value, and positions of stems and literals agree."""
    head = masthead(title="Women’s rights")
    entry = entry_of(document=3, row=7, masthead=head, paragraph=paragraph("Urges States, ½"))
    assert (entry.document, entry.paragraph) == (3, 7)
    assert set(entry.texts) == set(TEXT_FIELDS)
    assert set(entry.keywords) == {field.name for field in KEYWORDS}
    assert set(entry.sort_keys) == set(SORT_KEYS)
    assert entry.texts["text"] == "urg state 1 2"
    assert entry.texts["text_literal"] == "urges states 1 2"
    assert entry.texts["title_literal"] == "women's rights"


def test_keyword_values() -> None:
    """Values are as the schema says, with (none) where there is none."""
    head = masthead(adopted_on=date(2019, 12, 18), document_type=DocumentType.DRAFT)
    sub = paragraph("x", type=ParagraphType.SUBPARAGRAPH, part=Part.OPERATIVE, verbs_any=("a", "b"))
    keywords = entry_of(document=0, row=0, masthead=head, paragraph=sub).keywords
    assert keywords["type"] == ("subparagraph", "operative")
    assert keywords["anyverb"] == ("a", "b")
    assert keywords["verb"] == ("(none)",)
    assert keywords["session"] == ("GA 74",)
    assert keywords["year"] == ("(none)",)  # a draft is not adopted


def test_an_inferred_subject_is_searched_as_a_title() -> None:
    """What a resolution of the Security Council is about stands in for the title it lacks."""
    head = replace(masthead("S/RES/1325 (2000)"), subject="Women and peace and security")
    texts = entry_of(document=0, row=0, masthead=head, paragraph=paragraph("x")).texts
    assert texts["title_literal"] == "women and peace and security"


HEADS = [
    masthead("A/RES/78/2", session="78", adopted_on=date(2023, 10, 1)),
    masthead("A/RES/78/10", session="78", adopted_on=date(2023, 10, 1)),
    masthead("A/RES/77/3", session="77"),  # its session ends with 2023... of which 31 December
    masthead("S/RES/1325 (2000)", organ="SC", session=None, adopted_on=date(2000, 10, 31)),
    masthead("~unknown", organ=None, session=None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["A/RES/77/3", "A/RES/78/2", "A/RES/78/10", "S/RES/1325 (2000)", "~unknown"]),
        ("oldest", ["S/RES/1325 (2000)", "A/RES/78/2", "A/RES/78/10", "A/RES/77/3", "~unknown"]),
        ("symbol", ["A/RES/77/3", "A/RES/78/2", "A/RES/78/10", "S/RES/1325 (2000)", "~unknown"]),
    ],
)
def test_sort_keys(order: str, expected: list[str]) -> None:
    """Keys in ascending order are the order wanted; undated documents come last in both."""

    def key(symbol: str) -> str:
        (head,) = (head for head in HEADS if head.symbol == symbol)
        entry = entry_of(document=0, row=0, masthead=head, paragraph=paragraph("x"))
        return entry.sort_keys[order]

    assert sorted((head.symbol for head in HEADS), key=key) == expected


@pytest.mark.parametrize("order", SORT_KEYS)
def test_paragraphs_of_a_document_stay_in_order(order: str) -> None:
    """In every order the paragraphs of one document follow each other as printed."""
    keys = [
        entry_of(document=0, row=0, masthead=HEADS[0], paragraph=paragraph("x", ordinal=place))
        .sort_keys[order]
        for place in (0, 2, 9, 10, 100, 12_345)
    ]  # fmt: skip
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("organ", "session", "year"),
    [
        ("GA", "74", 2020), ("GA", "1", 1947), ("HRC", "1", 2006), ("HRC", "54", 2023),
        ("ECOSOC", "2021", 2021), ("GA", "S-32", None), ("GA", "ES-10", None), ("SC", None, None),
        ("ECOSOC", "XV", None), ("GA", "٧٤", None), (None, "74", None),
    ],
)  # fmt: skip
def test_session_ends(organ: str | None, session: str | None, year: int | None) -> None:
    """The year a session ends in, where a rule gives it."""
    end = session_end(organ, session)
    assert (end and end.year) == year
