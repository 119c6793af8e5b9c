"""Filters beside the results: the bars of the years, what the form carries, pages of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from flask import Flask
from support.web_site import site

from indexer.schema import NONE
from search.results import Facet, FacetValue
from web import urls
from web.pages.search.facets import carried, facet_view, facet_views
from web.pages.search.histogram import HEIGHT, histogram
from web.pages.search.values import MOST, holding, values_view


@pytest.fixture(autouse=True)
def _request(tmp_path: Path) -> Iterator[None]:
    app: Flask = site(tmp_path / "nothing")
    with app.test_request_context():
        yield


def values(*counted: tuple[str, int], selected: tuple[str, ...] = ()) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value=v, count=n, selected=v in selected) for v, n in counted)


def asking(**filters: tuple[str, ...]) -> urls.SearchRequest:
    return replace(urls.DEFAULT, query="women", filters=MappingProxyType(filters))


class TestHistogram:
    def test_bars_stand_where_their_years_are(self) -> None:
        """Years without paragraphs leave a gap, and the tallest bar is the most frequent year."""
        bars = histogram(values(("2003", 1), ("2000", 50), (NONE, 9), selected=("2003",)))
        assert bars is not None
        assert (bars.first, bars.last, bars.width) == (2000, 2003, 16)
        assert [(bar.year, bar.x, bar.height, bar.chosen) for bar in bars.bars] == [
            (2000, 0, HEIGHT, False),
            (2003, 12, 2, True),  # one paragraph among many can still be seen
        ]
        assert bars.narrowed
        assert bars.description == "Paragraphs by year of adoption, 2000 to 2003; peak in 2000: 50."

    @pytest.mark.parametrize(
        "counted", [(), (("2000", 3),), ((NONE, 3),), (("2000", 3), ("2001", 0))]
    )
    def test_one_year_is_no_picture(self, counted: tuple[tuple[str, int], ...]) -> None:
        """Where there is nothing to compare, nothing is drawn."""
        assert histogram(values(*counted)) is None


class TestOrder:
    def test_usual_facets_come_first(self) -> None:
        """Those used most are shown in their order, and the rare ones are folded away."""
        names = ("type", "anyverb", "organ", "committee", "year")
        views = facet_views(
            asking(), [Facet(field=one, title="", values=values(("GA", 1))) for one in names]
        )
        usual = [one.field for one in views if one.usual]
        assert usual == ["organ", "year", "anyverb", "type"]
        assert next(one.field for one in views if not one.usual) == "committee"

    def test_types_add_up(self) -> None:
        """Subparagraphs are of their part's type too, so they stand below as a part of it."""
        counted = values(("operative", 5), ("subparagraph", 3), ("preambular", 2))
        shown = facet_view(asking(), Facet(field="type", title="", values=counted)).values
        assert [(one.value, one.within) for one in shown] == [
            ("operative", False),
            ("preambular", False),
            ("subparagraph", True),
        ]
        assert sum(one.count for one in shown if not one.within) == 7


class TestForm:
    def test_what_has_no_box_is_carried(self) -> None:
        """A new choice never loses an old one, however that one was written."""
        asked = asking(
            verb=("Urge", "rare"), session=("74",), year=("2000..2005",), symbol=("74/1",)
        )
        facets = facet_views(
            asked,
            (
                Facet(field="verb", title="", values=values(("urge", 3), selected=("urge",))),
                Facet(field="session", title="", values=values(("GA 74", 3), selected=("GA 74",))),
                Facet(field="year", title="", values=values(("2000", 3), ("2001", 2))),
            ),
        )
        assert set(carried(asked, facets)) == {
            ("verb", "rare"),  # no paragraph has it, so it has no box
            ("session", "74"),  # chosen by another spelling than the box has
            ("symbol", "74/1"),  # no facet
        }
        session = next(one for one in facets if one.field == "session").values[0]
        assert (session.chosen, session.named) == (True, False)
        years = next(one for one in facets if one.field == "year")
        assert (years.low, years.high) == ("2000", "2005")

    def test_a_range_without_bars_is_carried(self) -> None:
        """A range of years stays where there are no fields to show it."""
        asked = asking(year=("2000..2005",))
        facets = facet_views(asked, (Facet(field="year", title="", values=values(("2000", 3))),))
        assert carried(asked, facets) == (("year", "2000..2005"),)

    def test_chosen_values_are_shown(self) -> None:
        """What was chosen on the page of all values can be taken back beside the results."""
        counted = tuple((f"verb{n}", 100 - n) for n in range(20))
        asked = asking(verb=("verb15",))
        facet = Facet(
            field="verb", title="", values=values(*counted, selected=("verb15",)), left_out=5
        )
        view = facet_view(asked, facet)
        assert [one.value for one in view.values][-1] == "verb15"
        assert (view.total, view.chosen, view.unfolded) == (25, 1, True)
        assert view.all_href == "/facets/verb?q=women&verb=verb15"

    def test_one_language_is_no_choice(self) -> None:
        """Languages are shown only where there are several."""
        one = Facet(field="language", title="", values=values(("en", 9)))
        two = Facet(field="language", title="", values=values(("en", 9), ("fr", 1)))
        shown = [view.field for view in facet_views(asking(), (one, two))]
        assert shown == ["language", "uses", "first"]

    def test_uses_are_counted_on_their_own_page(self) -> None:
        """Their facets only lead there, and are open where a value is chosen."""
        uses, first = facet_views(asking(uses=(">5",)), ())
        assert (uses.values, uses.total, uses.unfolded, uses.chosen) == ((), 0, True, 1)
        assert (first.unfolded, first.all_href) == (False, "/facets/first?q=women&uses=%3E5")


class TestValues:
    def test_names_for_people_count(self) -> None:
        """Who types the name of an organ finds it, whatever it is called inside."""
        found = holding("organ", values(("GA", 2), ("SC", 1)), "general ass")
        assert [one.value for one in found] == ["GA"]

    def test_pages(self) -> None:
        """A very long list comes in pages that keep what is typed and chosen."""
        counted = tuple((f"v{n:04}", 1) for n in range(MOST * 2 + 5))
        facet = Facet(field="verb", title="", values=values(*counted, selected=("v0000",)))
        asked = asking(verb=("v0000",))
        view = values_view(asked, facet, "V", MOST + 1)
        assert (view.first, len(view.values), view.matching) == (MOST + 1, MOST, len(counted))
        assert view.previous == "/facets/verb?q=women&verb=v0000&contains=V"
        assert view.next == f"/facets/verb?q=women&verb=v0000&contains=V&start={2 * MOST + 1}"
        assert ("verb", "v0000") in view.carried
        assert values_view(asked, facet, "", 10**6).first == 1
