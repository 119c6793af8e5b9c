"""Which sites may use the server, as their browsers ask."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site

from web.app import create_app
from web.index import EXTENSION
from web.settings.settings import Settings

FRIEND, STRANGER = "https://intranet.example", "https://elsewhere.example"
SEARCH = "/api/v1/search?q=women"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    index = build_site(tmp_path_factory.mktemp("site"))
    app = create_app(Settings(index=index, allowed_origins=(FRIEND,)))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_a_listed_site_may_read(client: FlaskClient) -> None:
    """Answers, also those that have not changed, can be read by pages of a listed site."""
    answer = client.get(SEARCH, headers={"Origin": FRIEND})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == FRIEND
    again = client.get(SEARCH, headers={"Origin": FRIEND, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == FRIEND
    assert "Origin" in again.vary


def test_a_listed_site_may_ask_first(client: FlaskClient) -> None:
    """A browser that asks before it asks is told what is allowed."""
    headers = {"Origin": FRIEND, "Access-Control-Request-Method": "GET"}
    answer = client.options(SEARCH, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer.headers["Access-Control-Allow-Origin"] == FRIEND


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_a_strange_site_is_told(client: FlaskClient, method: str) -> None:
    """A site that is not listed gets no answer but why; the error names site and setting."""
    answer = client.open(SEARCH, method=method, headers={"Origin": STRANGER})
    assert answer.status_code == 403
    problem = answer.get_json(force=True)
    assert (problem["code"], problem["origin"]) == ("origin-refused", STRANGER)
    assert problem["setting"] in problem["detail"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_everyone_else_asks_as_before(client: FlaskClient) -> None:
    """Own pages and programs that are no browsers need no list; caches keep answers apart."""
    answer = client.get(SEARCH)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.vary
    assert client.get(SEARCH, headers={"Origin": "http://localhost"}).status_code == 200


@pytest.mark.parametrize("origin", ["null", "https://a\r\nb", "x" * 5000, FRIEND + ".evil.example"])
def test_strange_origins(client: FlaskClient, origin: str) -> None:
    """Whatever is sent as an origin is refused shortly, and cannot write lines of the log."""
    answer = client.get(SEARCH, headers={"Origin": origin.replace("\r\n", "%0d")})
    assert answer.status_code == 403
    assert len(answer.data) < 2000


def test_the_log_is_told_once(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    """Who runs the server reads of each site once, however often it asks."""
    with caplog.at_level(logging.WARNING, logger="web.server.origins"):
        for _ in range(3):
            client.get(SEARCH, headers={"Origin": "https://once.example"})
    (record,) = caplog.records
    assert '"https://once.example" to “allowed_origins”' in record.getMessage()


def test_who_may_frame(client: FlaskClient) -> None:
    """Only the page for frames is shown on listed sites, no other page in any frame."""
    framed = client.get("/embed").headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {FRIEND}" in framed
    for path in ("/", "/help", "/embed/make", SEARCH):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert FRIEND not in policy


def test_files_for_all_sites(client: FlaskClient) -> None:
    """Scripts and styles for other sites can be loaded from anywhere; they hold no data."""
    for path, kind in (
        ("/embed.js", "text/javascript"),
        ("/embed-frame.js", "text/javascript"),
        ("/embed.css", "text/css"),
    ):
        answer = client.get(path)
        assert answer.content_type == f"{kind}; charset=utf-8"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]
