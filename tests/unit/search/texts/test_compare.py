"""Two documents compared: what was kept, edited, moved, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import Document, Masthead, Paragraph, ParagraphType, Part, Source
from search.comparison import alignment
from search.comparison.alignment import in_place
from search.comparison.compare import Change, Comparison, compare

OP = ParagraphType.OPERATIVE


def document(*texts: str, symbol: str = "A/RES/74/1") -> Document:
    """Make a document of operative paragraphs, numbered; "(a) ..." hangs on the one before."""
    paragraphs: list[Paragraph] = []
    number = 0
    for place, text in enumerate(texts):
        label, _, rest = text.partition(" ") if text.startswith("(") else ("", "", text)
        number += not label
        paragraphs.append(
            Paragraph(
                id=f"{symbol}#op{number}{label}",
                type=ParagraphType.SUBPARAGRAPH if label else OP,
                part=Part.OPERATIVE,
                ordinal=place,
                label=label or str(number),
                level=int(bool(label)),
                text=rest,
            )
        )
    source = Source(path="", format="text", checksum="", size=0)
    head = Masthead(symbol=symbol)
    return Document(masthead=head, source=source, paragraphs=tuple(paragraphs))


def told(comparison: Comparison) -> list[str]:
    """Tell the pairs shortly: "edited 2 3"."""
    return [
        " ".join(
            [
                str(pair.change),
                (pair.before.id.partition("#op")[2] if pair.before else "-"),
                (pair.after.id.partition("#op")[2] if pair.after else "-"),
            ]
        )
        for pair in comparison.pairs
    ]


URGE = "Urges Member States to prevent, investigate and punish trafficking in persons;"
INVITE = "Invites donors to provide voluntary contributions to the trust fund for victims;"
REPORT = "Requests the Secretary-General to submit a report at its seventy-fourth session;"
SEIZED = "Decides to remain actively seized of the matter."
OCEANS = "Stresses the importance of conserving marine biological diversity beyond jurisdiction;"


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        # Nothing changed.
        ((URGE, SEIZED), (URGE, SEIZED), ["kept 1 1", "kept 2 2"]),
        # A paragraph put in shifts the numbers of the others, which were kept all the same.
        ((URGE, SEIZED), (URGE, OCEANS, SEIZED), ["kept 1 1", "added - 2", "kept 2 3"]),
        ((URGE, OCEANS, SEIZED), (URGE, SEIZED), ["kept 1 1", "removed 2 -", "kept 3 2"]),
        # What is removed at the start stands at the start.
        ((OCEANS, URGE), (URGE,), ["removed 1 -", "kept 2 1"]),
        # The one that changed its place moved, not those that it passed by.
        ((URGE, INVITE, SEIZED, OCEANS), (OCEANS, URGE, INVITE, SEIZED),
         ["moved 4 1", "kept 1 2", "kept 2 3", "kept 3 4"]),
        # Another session and another year.
        ((URGE, REPORT), (URGE, REPORT.replace("fourth", "sixth")), ["kept 1 1", "edited 2 2"]),
        # A subparagraph stays one, and is not taken for the paragraph that says the same.
        ((URGE, "(a) protect victims of trafficking;", "(b) punish traffickers severely;"),
         (URGE, "(a) punish traffickers severely;"),
         ["kept 1 1", "removed 1(a) -", "kept 1(b) 1(a)"]),
        # Nothing is like anything.
        ((URGE,), (OCEANS,), ["removed 1 -", "added - 1"]),
        ((), (URGE,), ["added - 1"]),
        ((), (), []),
    ],
)  # fmt: skip
def test_pairs(before: Sequence[str], after: Sequence[str], pairs: list[str]) -> None:
    """Paragraphs are aligned by their words, whatever numbers they have."""
    assert told(compare(document(*before), document(*after))) == pairs


def test_a_long_edit_is_known_by_its_place() -> None:
    """A paragraph rewritten throughout is not told as one removed and one added."""
    long = (
        "Invites regional organizations, within their mandates, to join and consider co-chairing, "
        "along with an agency of the United Nations system, the Coordination Group;"
    )
    short = "Invites regional organizations to join the Coordination Group in all its meetings;"
    compared = compare(document(URGE, long, SEIZED), document(URGE, short, SEIZED))
    assert told(compared) == ["kept 1 1", "edited 2 2", "kept 3 3"]


def test_a_moved_paragraph_may_be_edited() -> None:
    """What moved shows its changes too."""
    after = document(OCEANS.replace("marine ", "all marine "), URGE, INVITE, SEIZED)
    first = compare(document(URGE, INVITE, SEIZED, OCEANS), after).pairs[0]
    assert first.change is Change.MOVED
    assert first.reworded


def test_counts() -> None:
    """The summary names every kind of change, also those that did not happen."""
    compared = compare(
        document(URGE, REPORT, OCEANS), document(URGE, REPORT.replace("fourth", "sixth"))
    )
    assert compared.counts == {
        Change.KEPT: 1, Change.EDITED: 1, Change.MOVED: 0, Change.ADDED: 0, Change.REMOVED: 1,
    }  # fmt: skip
    assert compared.figures_only == 1


def test_section_numbers_are_no_text() -> None:
    """The bare number of a section, which shifts with every section put in, is left out."""
    with_number = document(URGE)
    number = Paragraph(id="x#h1", type=ParagraphType.HEADING, ordinal=9, text="XIV")
    numbered = replace(with_number, paragraphs=(*with_number.paragraphs, number))
    assert told(compare(numbered, with_number)) == ["kept 1 1"]


def test_very_long_documents_keep_what_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two huge documents take neither minutes nor all memory."""
    monkeypatch.setattr(alignment, "MOST_COMPARED", 1)
    after = document(URGE, REPORT.replace("fourth", "sixth"), OCEANS, SEIZED)
    compared = compare(document(URGE, REPORT, INVITE, SEIZED), after)
    assert [pair.change for pair in compared.pairs].count(Change.KEPT) == 2


TEXTS = st.lists(st.sampled_from([URGE, INVITE, REPORT, SEIZED, OCEANS, "x"]), max_size=8)


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_every_paragraph_is_told_once(before: list[str], after: list[str]) -> None:
    """A comparison leaves no paragraph of either document out and says none twice."""
    old, new = document(*before), document(*after)
    pairs = compare(old, new).pairs
    assert sorted(p.before.ordinal for p in pairs if p.before) == list(range(len(before)))
    assert [p.after.ordinal for p in pairs if p.after] == list(range(len(after)))


@pytest.mark.parametrize(
    ("pairs", "staying"),
    [
        ([], set()),
        ([(0, 0), (1, 1)], {(0, 0), (1, 1)}),
        ([(0, 3), (1, 0), (2, 1), (3, 2)], {(1, 0), (2, 1), (3, 2)}),
        ([(0, 1), (1, 2), (2, 0)], {(0, 1), (1, 2)}),
    ],
)
def test_in_place(pairs: list[tuple[int, int]], staying: set[tuple[int, int]]) -> None:
    """As many as possible count as standing where they stood."""
    assert in_place(pairs) == staying
