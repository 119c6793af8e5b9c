"""Which documents are versions of one text."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.model import DocumentType, Masthead
from search.comparison.versions import VersionIndex, Versions

TRAFFICKING = "Improving the coordination of efforts against trafficking in persons"


def resolution(symbol: str, title: str | None, year: int, organ: str = "GA") -> Masthead:
    session = None if organ == "SC" else symbol.split("/")[2]
    return Masthead(
        symbol=symbol, title=title, organ=organ, session=session,
        adopted_on=date(year, 12, 18), document_type=DocumentType.RESOLUTION,
    )  # fmt: skip


def draft(symbol: str, title: str, session: str | None, day: date | None = None) -> Masthead:
    return Masthead(
        symbol=symbol, title=title, organ="GA", session=session, distributed_on=day,
        document_type=DocumentType.DRAFT,
    )  # fmt: skip


R72 = resolution("A/RES/72/1", TRAFFICKING, 2017)
R74 = resolution("A/RES/74/176", TRAFFICKING, 2019)
NEXT = resolution("A/RES/74/177", "Oceans and the law of the sea", 2019)
R76 = resolution("A/RES/76/186", TRAFFICKING.upper(), 2021)
L10 = draft("A/C.3/74/L.10", TRAFFICKING, "74", date(2019, 10, 10))
REV = draft("A/C.3/74/L.10/Rev.1", "Trafficking", "74", date(2019, 11, 7))
OLD = draft("A/C.3/72/L.9", TRAFFICKING, "72")
COUNCIL = [resolution(f"S/RES/{n} (2000)", None, 2000, "SC") for n in (1324, 1325, 1326)]
INDEX = VersionIndex([R72, R74, NEXT, R76, OLD, L10, REV, *COUNCIL])


def symbols(versions: Versions) -> dict[str, list[str]]:
    kinds = ("earlier", "later", "drafts", "adopted")
    found = {kind: [one.symbol for one in getattr(versions, kind)] for kind in kinds}
    return {kind: those for kind, those in found.items() if those}


def test_a_resolution_has_its_other_years_and_drafts() -> None:
    """A resolution leads to its text in other sessions, and to the drafts of its own."""
    assert symbols(INDEX.of(R74)) == {
        "earlier": ["A/RES/72/1"],
        "later": ["A/RES/76/186"],
        "drafts": ["A/C.3/74/L.10"],
    }


def test_the_nearest_comes_first() -> None:
    """The text of the session before is the first one offered."""
    assert symbols(INDEX.of(R76))["earlier"] == ["A/RES/74/176", "A/RES/72/1"]


def test_a_draft_leads_to_what_was_adopted() -> None:
    """A draft shows what it became, its revisions, and the text it was made from."""
    found = symbols(INDEX.of(L10))
    assert found["adopted"] == ["A/RES/74/176"]
    assert found["drafts"] == ["A/C.3/74/L.10/Rev.1"]
    assert found["earlier"] == ["A/RES/72/1"]


def test_a_revision_is_known_by_its_symbol() -> None:
    """A revision under another title still belongs to its draft."""
    assert symbols(INDEX.of(REV)) == {"drafts": ["A/C.3/74/L.10"]}


def test_neighbours_by_number() -> None:
    """Previous and next stay within the session, and the Council's run on without titles."""
    assert (INDEX.of(R74).previous, INDEX.of(R74).next) == (None, NEXT)
    middle = INDEX.of(COUNCIL[1])
    assert (middle.previous, middle.next) == (COUNCIL[0], COUNCIL[2])
    assert symbols(middle) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rights of the child", "The rights of the child", True),
        # Sessions, years and kinds of hyphen change with every year.
        ("Credentials for the seventy-fifth session", "Credentials for the seventy-sixth session",
         True),
        ("Programme budget for 2021", "Programme budget for 2022", True),
        ("Non\u2011proliferation and disarmament", "Non-proliferation and disarmament", True),
        ("Situation of human rights in the Autonomous Republic of Crimea and Sevastopol, Ukraine",
         "Situation of human rights in the occupied Autonomous Republic of Crimea and Sevastopol, "
         "Ukraine", True),
        # Another country, another text.
        ("Situation of human rights in Myanmar", "Situation of human rights in Belarus", False),
        ("Financing of the Mission", "Financing of the Mission in Liberia", False),
        ("Trafficking in women and girls", "Trafficking in persons", False),
        ("Oceans", "Deserts", False),
    ],
)  # fmt: skip
def test_titles(one: str, other: str, same: bool) -> None:
    """A title with a word changed is the same text, one with another name is not."""
    first, second = resolution("A/RES/74/1", one, 2019), resolution("A/RES/75/1", other, 2020)
    assert (symbols(VersionIndex([first, second]).of(first)) != {}) is same


def test_texts_of_one_session_are_not_versions_of_each_other() -> None:
    """Two resolutions of one session with like titles are two texts."""
    first = resolution("A/RES/74/1", "Scale of assessments for the expenses of the Nations", 2019)
    second = resolution("A/RES/74/2", "Scale of assessments for the expenses of all Nations", 2019)
    assert symbols(VersionIndex([first, second]).of(first)) == {}


def test_the_very_title_wins() -> None:
    """Where a session has the same title, one that is only like it is left out."""
    now = resolution("A/RES/76/1", "Subjects relating to the proposed programme budget", 2021)
    same = resolution("A/RES/75/1", "Subjects relating to the proposed programme budget", 2020)
    like = resolution("A/RES/75/2", "Subjects relating to the programme budget", 2020)
    found = VersionIndex([same, like, now]).of(now)
    assert symbols(found) == {"earlier": ["A/RES/75/1"]}


def test_a_document_that_is_not_indexed_has_relatives_too() -> None:
    """Relatives are found for any masthead; one without a title has none."""
    other = resolution("A/RES/80/1", TRAFFICKING, 2025)
    assert symbols(INDEX.of(other))["earlier"][0] == "A/RES/76/186"
    assert INDEX.of(Masthead(symbol="~x")) == Versions()
