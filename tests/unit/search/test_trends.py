"""How often searches occur over time: counts, plot, page, JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient
from support.indexes.library import document, line, publish
from support.web_site import EVIL, site

from indexer.model import DocumentType, Masthead
from search.errors import BadParameter
from search.request import SearchRequest
from search.searcher import Searcher
from search.trends import MOST_SERIES, trend
from web.index import EXTENSION
from web.pages.trends.plot import HEIGHT, TOP, mark, plot


def resolution(symbol: str, year: int, *lines: tuple[object, ...], organ: str = "GA") -> object:
    head = Masthead(
        symbol=symbol, organ=organ, session=symbol.split("/")[2] if organ == "GA" else None,
        title="T", adopted_on=date(year, 12, 1), document_type=DocumentType.RESOLUTION,
    )  # fmt: skip
    return document(head, lines)


DOCUMENTS = [
    resolution("A/RES/70/1", 2015, line("op1", "Urges an end to human trafficking;", "urge"),
               line("op2", "Decides to act on oceans;", "decide")),
    resolution("A/RES/72/1", 2017, line("op1", "Urges an end to trafficking in persons;", "urge"),
               line("op2", "Urges an end to human trafficking;", "urge")),
    resolution("A/RES/73/1", 2018,
               line("op1", "Invites all to end trafficking in persons;", "invite")),
    resolution("S/RES/1 (2018)", 2018, line("op1", "Demands an end to trafficking;", "demand"),
               organ="SC"),
    document(Masthead(symbol="A/C.3/73/L.1", organ="GA", session="73", title=EVIL,
                      document_type=DocumentType.DRAFT),
             [line("op1", "Urges trafficking to end;")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trends") / "index"
    publish(DOCUMENTS, folder, "whoosh")  # type: ignore[arg-type]  # documents
    return folder


@pytest.fixture(scope="module")
def searcher(index: Path) -> Iterator[Searcher]:
    with closing(Searcher(index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(index: Path) -> Iterator[FlaskClient]:
    app = site(index)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def asked(query: str, **filters: tuple[str, ...]) -> SearchRequest:
    return SearchRequest(query=query, filters=MappingProxyType(filters))


def test_two_phrases(searcher: Searcher) -> None:
    """Phrases are counted by year, without gaps, and with what they are shares of."""
    found = trend(
        searcher, [asked('"human trafficking"'), asked('"trafficking in persons"')], by="year"
    )
    assert found.periods == ("2015", "2016", "2017", "2018")
    assert [one.counts for one in found.series] == [(1, 0, 1, 0), (0, 0, 1, 1)]
    assert found.all == (2, 0, 2, 2)
    assert found.series[0].of == found.all
    assert found.series[0].share(0) == 500
    assert found.series[0].share(1) is None


def test_counts_are_what_a_search_finds(searcher: Searcher) -> None:
    """A number of the plot is the number of paragraphs that the search for its period finds."""
    found = trend(searcher, [asked("trafficking")], by="year")
    for period, count in zip(found.periods, found.series[0].counts, strict=True):
        assert searcher.search(asked("trafficking", year=(period,))).total == count
    assert found.left_out == 1  # the draft, which has no year


def test_split(searcher: Searcher) -> None:
    """A search can be split by verb; what is left over is told as others."""
    found = trend(searcher, [asked("trafficking")], by="year", split="verb")
    counts = {one.name: one.counts for one in found.series}
    assert counts["urge"] == (1, 0, 2, 0)
    assert counts["demand"] == (0, 0, 0, 1)


def test_shares_are_of_what_a_line_is_restricted_to(searcher: Searcher) -> None:
    """A line about one organ is a share of its paragraphs, whatever its words and verb are."""
    council, all_organs = trend(
        searcher, [asked("trafficking organ:SC verb:demand"), asked("trafficking")], by="year"
    ).series
    assert all_organs.of == (2, 0, 2, 2)
    for place, year in enumerate(("2015", "2016", "2017", "2018")):
        assert council.of[place] == searcher.search(asked("organ:SC", year=(year,))).total
    assert council.of != all_organs.of
    assert council.share(0) is None  # the Council has no text of that year here
    by_organ = trend(searcher, [asked("trafficking")], by="year", split="organ")
    assert {one.name: one.of for one in by_organ.series}["SC"] == council.of


def test_periods_covered(searcher: Searcher) -> None:
    """What the collection has is told apart from what is found in it."""
    assert trend(searcher, [asked("trafficking")], by="year").covered == ("2015", "2017", "2018")
    sessions = trend(searcher, [asked("trafficking")], by="session")
    assert set(sessions.covered) >= {"GA 70", "GA 72", "GA 73"}
    assert not sessions.filtered


def test_others(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rare values are put together, and nothing is lost."""
    monkeypatch.setattr("search.trends.MOST_SERIES", 2)
    found = trend(searcher, [asked("")], by="year", split="verb")
    assert [one.name for one in found.series] == ["urge", "others"]
    sums = [sum(those) for those in zip(*(one.counts for one in found.series), strict=True)]
    assert tuple(sums) == found.all


def test_sessions_are_those_of_one_organ(searcher: Searcher) -> None:
    """Sessions run along one organ's numbers; what has none is left out and told."""
    found = trend(searcher, [asked("trafficking")], by="session")
    assert found.periods == ("GA 70", "GA 71", "GA 72", "GA 73")
    assert found.series[0].counts == (1, 0, 2, 2)
    assert found.left_out == 1  # the Council's


def test_filters_hold(searcher: Searcher) -> None:
    """Filters narrow the searches, and what shares are of."""
    found = trend(searcher, [asked("trafficking", organ=("GA",))], by="year")
    assert found.series[0].counts == (1, 0, 2, 1)
    assert found.all == (2, 0, 2, 1)
    only = trend(searcher, [asked("trafficking", year=("2017..2018",))], by="year")
    assert only.periods == ("2017", "2018")


@pytest.mark.parametrize(
    ("queries", "by", "split", "parameter"),
    [
        (["a"], "verb", None, "by"),
        (["a"], "year", "symbol", "split"),
        (["a", "b"], "year", "verb", "split"),
        (["a"] * (MOST_SERIES + 1), "year", None, "q"),
        ([], "year", None, "q"),
    ],
)
def test_what_cannot_be_plotted(
    searcher: Searcher, queries: list[str], by: str, split: str | None, parameter: str
) -> None:
    """What cannot be plotted is told with what to change."""
    with pytest.raises(BadParameter) as raised:
        trend(searcher, [asked(query) for query in queries], by=by, split=split)
    assert raised.value.parameter == parameter


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0], ["0", "1"]),
        ([1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([7], ["0", "2", "4", "6", "8"]),
        ([220], ["0", "50", "100", "150", "200", "250"]),
        ([0.03], ["0", "0.01", "0.02", "0.03"]),
    ],
)
def test_ticks_are_round(values: list[float], ticks: list[str]) -> None:
    """The numbers beside a plot are round and reach above the highest value."""
    assert [tick.text for tick in plot(["x"], [("a", values)]).up] == ticks


def test_names_do_not_stand_on_each_other() -> None:
    """Lines that end at one height have names that can be read."""
    drawn = plot(["1", "2"], [(str(n), [0, 1]) for n in range(6)])
    heights = sorted(curve.name[0].at for curve in drawn.curves)
    assert all(later - earlier >= 14 for earlier, later in pairwise(heights))
    assert heights[0] >= TOP
    assert heights[-1] <= HEIGHT


def test_names_are_whole() -> None:
    """A long name takes several lines, and the plot grows where they need more room than it has."""
    names = [" ".join([f"term{n}", *["persons"] * 22]) for n in range(6)]
    drawn = plot(["1", "2"], [(name, [0, 1]) for name in names])
    assert [" ".join(part.text for part in curve.name) for curve in drawn.curves] == names
    heights = sorted(part.at for curve in drawn.curves for part in curve.name)
    assert all(later - earlier >= 14 for earlier, later in pairwise(heights))
    assert heights[0] >= TOP
    assert heights[-1] <= drawn.height


def test_counts_have_whole_ticks() -> None:
    """There is no fifth of a paragraph."""
    assert [tick.text for tick in plot(["x"], [("a", [1])], whole=True).up] == ["0", "1"]
    assert [tick.text for tick in plot(["x"], [("a", [3])], whole=True).up] == ["0", "1", "2", "3"]


def test_lines_have_gaps_and_shapes() -> None:
    """A line stops where nothing could be counted; each has a mark of its own shape."""
    first = plot(["1", "2", "3"], [("a", [1, None, 2]), ("b", [1, 1, 1])]).curves[0]
    assert first.path.count("M") == 2
    assert len({mark(number) for number in range(1, MOST_SERIES + 1)}) == MOST_SERIES


def test_page(client: FlaskClient) -> None:
    """The page has a plot that is described, and a table whose numbers lead to the paragraphs."""
    page = client.get("/trends?q=%22human+trafficking%22&q=trafficking").text
    assert page.count('class="plot-line"') == 2
    assert "<title id=" in page
    assert "peak in 2017 (2)" in page or "peak in 2018 (2)" in page
    href = re.search(r'<th scope="row">2017</th><td><a href="([^"]+)"', page)
    assert href is not None
    assert "1 paragraph<" in client.get(href[1].replace("&amp;", "&")).text
    assert 'href="/api/v1/trends.csv?q=%22human+trafficking%22&amp;q=trafficking"' in page
    assert " style=" not in page
    drawing = re.search(r"<svg class=\"plot\".*?</svg>", page, re.DOTALL)
    assert drawing is not None
    assert fromstring(drawing[0]).get("role") == "img"  # noqa: S314 - made here


def test_page_of_one_search(client: FlaskClient) -> None:
    """One search is drawn as bars, and can be shown as shares of all paragraphs."""
    page = client.get("/trends?q=trafficking&of=share").text
    assert page.count('class="plot-bar"') == 3
    assert "<td><a href" in page
    assert ">500.00<" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Try this"),
        ("q=zebra", "No results by year"),
        ("q=zebra&q=verb:urgge", "No paragraph has verb:urgge."),
        ("q=trafficking+AND", "AND needs something on both sides"),
        ("q=a&by=moon", "“by” must be one of these: year, session"),
        ("q=a&split=moon", "“split” must be one of"),
        ("q=a&q=b&split=verb", "Only a single search can be broken down"),
        ("q=a&colour=red", "There is no parameter “colour”"),
        ("q=" + "&q=".join("abcdefg"), "You can compare up to 6 searches"),
    ],
)
def test_page_tells_what_it_cannot_do(client: FlaskClient, query: str, said: str) -> None:
    """Nothing that is asked wrongly is a dead end."""
    answer = client.get(f"/trends?{query}")
    assert answer.status_code == 200
    assert said in answer.text


def test_hostile_queries_stay_text(client: FlaskClient) -> None:
    """Nothing that is typed becomes markup, in the plot neither."""
    for query in ({"q": [EVIL, f"{EVIL} OR trafficking"]}, {"q": "trafficking", "organ": EVIL}):
        page = client.get("/trends", query_string=query).text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_api(client: FlaskClient) -> None:
    """Programs get counts and shares; what cannot be used is an error."""
    answer = client.get("/api/v1/trends?q=trafficking&split=verb").get_json()
    assert answer["periods"][0] == "2015"
    assert answer["series"][0]["name"] == "urge"
    assert answer["series"][0]["shares"][:2] == [500.0, None]
    assert answer["links"]["html"] == "/trends?q=trafficking&split=verb"
    for query in ("q=a&by=moon", "q=a&colour=red", ""):
        assert client.get(f"/api/v1/trends?{query}").status_code == 400


def test_csv(client: FlaskClient) -> None:
    """The table can be taken away; no query in its head is a formula."""
    answer = client.get("/api/v1/trends.csv?q=trafficking&q=%3D1")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["year", "trafficking", "'=1", "all paragraphs"]
    assert rows[1] == ["2015", "1", "0", "2"]


def test_results_lead_to_their_plot(client: FlaskClient) -> None:
    """A search can be plotted from its page, with its filters."""
    page = client.get("/?q=trafficking&organ=GA&sort=oldest").text
    assert 'href="/trends?q=trafficking&amp;organ=GA"' in page
    page = client.get("/?organ=GA&verb=urge&verb=demand").text
    assert 'href="/trends?q=verb:urge+OR+verb:demand&amp;organ=GA"' in page


def test_filters_alone_are_a_trend(client: FlaskClient) -> None:
    """The address of a search without words plots all that its filters leave."""
    page = client.get("/trends?organ=GA").text
    assert 'class="plot-bar"' in page
    assert '<option value="GA" selected>' in page


def test_filters_of_a_line_are_its_own(client: FlaskClient) -> None:
    """A verb filters the line that it is in, and can be removed from it."""
    page = unescape(client.get("/trends?q=trafficking+verb:demand&q=children&class=x").text)
    assert '<input type="text" name="q" value="trafficking"' in page
    assert '<input type="hidden" name="q-fields" value="verb:demand">' in page
    assert 'class="chip" href="/trends?q=trafficking&q=children&class=x"' in page
    assert 'class="chip" href="/trends?q=trafficking+verb:demand&q=children"' in page


def test_the_form_makes_an_address(client: FlaskClient) -> None:
    """The parts of each line are put together to its query."""
    sent = "q=a+OR+b&q-verb=urge&q-fields=&q=&q-verb=demand&q-fields=organ:SC&q=&q-verb=&q-fields="
    answer = client.get(f"/trends?{sent}&organ=&type=operative&by=year&split=&of=")
    assert answer.status_code == 302
    assert answer.location == (
        "/trends?q=(a+OR+b)+verb:urge&q=organ:SC+verb:demand&type=operative"
    ).replace("(", "%28").replace(")", "%29")


def test_no_text_is_no_data(client: FlaskClient) -> None:
    """A year without any text of the organ is not a year in which it said nothing."""
    page = client.get("/trends?q=trafficking&organ=GA").text
    assert re.search(r'<th scope="row">2016</th><td>no data</td>', page)
    assert "from 2015 to 2018, but nothing from 2016." in page


def test_picture(client: FlaskClient) -> None:
    """The plot is a file of its own, which shows names as text."""
    answer = client.get("/trends.svg", query_string={"q": [EVIL, "trafficking"]})
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert "script" not in answer.headers["Content-Security-Policy"]
    tree = fromstring(answer.text)  # noqa: S314 - made here
    assert tree.tag.endswith("svg")
    assert not [one for one in tree.iter() if one.tag.endswith("script")]
    assert "trafficking" in "".join(tree.itertext())
