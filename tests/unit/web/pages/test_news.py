"""The page, the feed and the list of documents that came lately."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site, site

from indexer.generations.arrivals import NAME
from indexer.model import Masthead
from web.index import EXTENSION
from web.pages.news.view import news_view

ATOM = "{http://www.w3.org/2005/Atom}"


def _arrive(index: Path, symbols: dict[str, str]) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(index / NAME)) as connection, connection:
        for symbol, arrived in symbols.items():
            connection.execute(
                "UPDATE arrivals SET arrived = ? WHERE symbol = ?", (arrived, symbol)
            )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("news"))


@pytest.fixture
def client(index: Path) -> Iterator[FlaskClient]:
    app = site(index)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_at_first_nothing_is_new(client: FlaskClient) -> None:
    assert "data-arrived" not in client.get("/").text
    assert "No documents have been added" in client.get("/new").text


def test_new_documents_are_listed_by_update(index: Path, client: FlaskClient) -> None:
    times = {
        "A/RES/74/176": "2026-03-01T10:00:00+00:00",
        "A/RES/75/1": "2026-03-02T10:00:00+00:00",
        "S/RES/1325 (2000)": "2026-03-02T10:00:00+00:00",
    }
    _arrive(index, times)
    page = client.get("/new").text
    assert page.index("2 March 2026") < page.index("1 March 2026")
    assert all(symbol in page for symbol in times)
    start = client.get("/").text
    assert '<a href="/new">2 documents</a>' in start
    feed = ET.fromstring(client.get("/new/feed").data)  # noqa: S314 - ours
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    assert entries[0].findtext(f"{ATOM}updated") == "2026-03-02T10:00:00Z"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T10:00:00Z"
    link = entries[-1].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://localhost/resolutions/A/RES/74/176"


def test_hostile_titles_are_text(index: Path, client: FlaskClient) -> None:
    from support.web_site import HOSTILE

    _arrive(index, {HOSTILE: "2026-03-03T10:00:00+00:00"})
    page = client.get("/new").text
    assert "<script>alert" not in page
    ET.fromstring(client.get("/new/feed").data)  # noqa: S314 - ours


def test_the_feed_takes_no_parameters(client: FlaskClient) -> None:
    assert client.get("/new/feed?q=x").status_code == 400
    assert "no parameter" in client.get("/new?q=x").text


def test_large_updates_are_counted_as_a_whole(client: FlaskClient) -> None:
    """Also where the page lists only the newest documents."""
    masthead = Masthead(symbol="A/RES/74/176")
    with client.application.test_request_context():
        (update,) = news_view([(masthead, "2026-03-01T10:00:00+00:00")] * 5, most=2)
    assert update.count == 5
    assert len(update.documents) == 2
