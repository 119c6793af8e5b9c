"""What the server refuses, what it tells those who watch over it, and what it writes down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from support.web_site import build_site

from web.app import create_app
from web.server.limits import Rates
from web.settings.settings import Settings

Site = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("admission"))


@pytest.fixture
def site(index: Path) -> Site:
    def make(index: Path = index, **settings: object) -> FlaskClient:
        app = create_app(Settings(index=index, **settings))  # type: ignore[arg-type]
        return app.test_client()

    return make


def test_a_client_that_asks_too_often_waits(site: Site) -> None:
    """The rate limit is of each client, tells how long to wait, and leaves the watchers alone."""
    client = site(rate_limit=3)
    codes = [client.get("/api/v1/search").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = client.get("/api/v1/search")
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert refused.json["code"] == "too-many-requests"
    assert client.get("/readyz").status_code == 200
    other = client.get("/api/v1/search", environ_overrides={"REMOTE_ADDR": "192.0.2.8"})
    assert other.status_code == 200


def test_rates_refill_and_forget() -> None:
    """A client may ask evenly for ever; of too many clients the oldest are forgotten."""
    rates = Rates(60, most=2)
    assert all(rates.wait("a", 0.0) == 0 for _ in range(60))
    assert rates.wait("a", 0.0) == pytest.approx(1.0)
    assert rates.wait("a", 0.5) == pytest.approx(0.5)
    assert all(rates.wait("a", float(second)) == 0 for second in range(2, 100))
    assert rates.wait("2001:db8::1", 100) == 0
    assert rates.wait("2001:db8::2", 100) == 0
    assert len(rates._left) == 2
    rates.wait("b", 100)
    assert len(rates._left) == 2


def test_bodies_are_refused(site: Site) -> None:
    """No request has a body here; one that has is told so."""
    client = site()
    assert client.get("/api/v1/search", data=b"x").status_code == 413
    assert client.get("/api/v1/search", data=b"x").json["code"] == "body-refused"
    assert client.get("/?q=oceans", data=b"x").status_code == 413
    assert client.post("/", data=b"x").status_code == 405
    allowed = client.delete("/api/v1/search").headers["Allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_readiness_tells_why_not(site: Site, tmp_path: Path) -> None:
    """A server without an index lives, is not ready, and says nothing of its folders."""
    client = site(index=tmp_path / "none")
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "There is no index yet" in answer.text
    assert str(tmp_path) not in answer.text
    assert "operative_index_up 0.0" in client.get("/metrics").text
    assert site().get("/readyz").json["documents"] == 4


def test_metrics_count_routes_not_words(site: Site) -> None:
    """Prometheus can read the figures, and nothing that was asked is in them."""
    client = site()
    client.get("/?q=secretword")
    client.get("/resolutions/A/RES/secretword")
    client.get("/secretword")
    client.open("/", method="SECRETWORD")
    text = client.get("/metrics").text
    assert "secretword" not in text.lower()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    counted = {
        (sample.labels["route"], sample.labels["status"]): sample.value
        for sample in families["operative_http_requests"].samples
        if sample.name.endswith("_total")
    }
    assert counted["/", "200"] == 1
    assert counted["/resolutions/<path:symbol>", "404"] == 1
    assert counted["none", "404"] == 1
    assert families["operative_index_documents"].samples[0].value == 4
    assert families["operative_index_generation"].samples[0].value == 1
    assert site(metrics=False).get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("path", '"GET /resolutions/A/RES/74/176 HTTP/1.1" 200'),
        ("full", '"GET /resolutions/A/RES/74/176?q=a%22%0Ab HTTP/1.1" 200'),
        ("off", None),
    ],
)
def test_the_access_log(
    site: Site, caplog: pytest.LogCaptureFixture, kind: str, line: str | None
) -> None:
    """A line a request in the common format; what was searched for only where that is wanted."""
    client = site(access_log=kind)
    with caplog.at_level(logging.INFO, "operative.access"):
        client.get("/resolutions/A/RES/74/176?q=a%22%0Ab").close()
    # A server of another test may still be writing about its last request.
    lines = [text for record in caplog.records if "/resol" in (text := record.getMessage())]
    assert len(lines) == (line is not None)
    if line is not None:
        assert lines[0].startswith("127.0.0.1 - - [")
        assert line in lines[0]
        assert "\n" not in lines[0]


def test_a_search_that_takes_too_long_is_given_up(site: Site) -> None:
    """Page and API say that the search is too much, and what to ask instead; the rest answers."""
    client = site(search_time=-1.0)
    first = client.get("/api/v1/search?q=item NEAR/5 agenda")
    assert first.status_code == 503
    assert first.json["code"] == "search-too-long"
    assert "NEAR" in first.json["detail"]
    assert "took too long" in client.get("/?q=oceans").text
    assert client.get("/resolutions/A/RES/74/176").status_code == 200
    assert site().get("/?q=oceans").status_code == 200
