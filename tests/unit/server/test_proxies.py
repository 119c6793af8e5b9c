"""Behind a proxy and under a path: addresses that are right, and headers that are believed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site

from web.app import create_app
from web.settings.settings import Settings

ORIGIN = "https://intranet.example"
Site = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("gateway"))


@pytest.fixture
def site(index: Path) -> Site:
    def make(**settings: object) -> FlaskClient:
        app = create_app(Settings(index=index, **settings))  # type: ignore[arg-type]
        return app.test_client()

    return make


PAGES = (
    "/",
    "/?q=trafficking",
    "/?q=oceans&size=10&page=2",
    "/resolutions",
    "/resolutions/A/RES/74/176?q=trafficking",
    "/facets/verb?q=oceans",
    "/trends?q=oceans",
    "/compare?a=A/RES/74/176&b=A/RES/75/1",
    "/help",
    "/no-such-page",
)


@pytest.mark.parametrize("stripped", [True, False])
def test_every_link_of_every_page_is_under_the_path(site: Site, stripped: bool) -> None:
    """Under a path of its own no page leads out of it, whether the proxy cuts the path or not."""
    client = site(base_url="/un/search")
    before = "" if stripped else "/un/search"
    for page in PAGES:
        text = client.get(before + page).text
        links = re.findall(r'(?:href|src|action|formaction)="(/[^"]*)"', text)
        assert links, page
        assert [one for one in links if not one.startswith("/un/search/")] == [], page


def test_json_redirects_and_feeds_are_under_the_address(site: Site) -> None:
    """What programs follow says the public address, whatever the request says."""
    client = site(base_url=f"{ORIGIN}/un")
    answer = client.get("/un/api/v1/search?q=oceans&size=5").json
    links = re.findall(r'"(/[^"]*)"', json.dumps([answer["links"], answer["hits"][0]["links"]]))
    assert len(links) >= 5
    assert all(link.startswith("/un/") for link in links)
    sent_on = client.get("/un/?q=oceans&year-from=2020")
    assert sent_on.headers["Location"].startswith("/un/?")
    assert client.get("/un/resolutions/74/176").headers["Location"].startswith("/un/resolutions/A")
    feed = client.get("/un/feed?q=oceans", headers={"Host": "box:8000"}).text
    assert f"{ORIGIN}/un/resolutions/A/RES/75/1" in feed
    assert "evil.example" not in feed
    assert "localhost" not in feed


def test_a_longer_name_is_not_the_path(site: Site) -> None:
    """The prefix /un does not swallow /united."""
    assert site(base_url="/un").get("/united").status_code == 404
    assert site(base_url="/un").get("/un").status_code == 200


def test_forwarded_headers_count_from_a_trusted_proxy_only(site: Site) -> None:
    """A stranger cannot make the site's links lead elsewhere."""
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "intranet.example",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Prefix": "//evil.example",
    }
    trusted = site(trusted_proxies=("127.0.0.0/8",)).get("/feed?q=oceans", headers=headers)
    assert f"{ORIGIN}/resolutions/" in trusted.text
    assert "evil.example" not in trusted.text
    for client in (site(), site(trusted_proxies=("10.0.0.1",))):
        assert "intranet.example" not in client.get("/feed?q=oceans", headers=headers).text
    mapped = {"REMOTE_ADDR": "::ffff:127.0.0.1"}
    answer = site(trusted_proxies=("127.0.0.1",)).get(
        "/feed?q=oceans", headers=headers, environ_overrides=mapped
    )
    assert f"{ORIGIN}/resolutions/" in answer.text
    odd = {**headers, "X-Forwarded-Proto": "javascript"}
    assert "javascript:" not in site(trusted_proxies=("127.0.0.1",)).get("/feed", headers=odd).text


def test_a_user_comes_in_through_the_proxy_only(site: Site) -> None:
    """Where sign-on is left to a proxy, its header opens the door, and nobody else's."""
    client = site(trusted_proxies=("127.0.0.1",), user_header="X-Remote-User")
    named = {"X-Remote-User": "jane"}
    assert client.get("/?q=oceans", headers=named).status_code == 200
    assert client.get("/?q=oceans").status_code == 403
    assert client.get("/?q=oceans", headers={"X-Remote-User": ""}).status_code == 403
    stranger = {"REMOTE_ADDR": "192.0.2.7", "REMOTE_USER": "jane"}
    refused = client.get("/api/v1/search", headers=named, environ_overrides=stranger)
    assert refused.status_code == 403
    assert refused.mimetype == "application/problem+json"
    assert "sign in" in refused.json["detail"]
    assert client.get("/healthz").status_code == 200
