"""The configuration for nginx that comes with Operative, tried with nginx itself."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

import pytest
from support.proxy import free_port, nginx, programs
from support.requirements import require
from support.running import running
from support.web_site import build_site

from web.app import create_app
from web.settings.sources import configure

SNIPPET = Path(__file__).parents[2] / "deploy" / "nginx.conf"


class Site:
    """The site as it is reached through nginx."""

    def __init__(self, base: str, certificate: Path) -> None:
        self.base = base
        self._trust = ssl.create_default_context(cafile=str(certificate))

    def get(self, address: str, **headers: str) -> tuple[int, str, str]:
        """Give status, final address and text."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = Request(urljoin(self.base, address), headers=names)  # noqa: S310 - our own server
        try:
            with urlopen(asked, context=self._trust, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.url, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            with error:
                return error.code, error.url or "", error.read().decode("utf-8")


@contextmanager
def published(folder: Path, host: str = "https://localhost:{port}") -> Iterator[Site]:
    """Run the server with the settings that the snippet asks for, and nginx with the snippet.

    host: what stands before the path in `base_url`.
    """
    require(programs(), "nginx and openssl are not installed")
    port = free_port()
    text = SNIPPET.read_text("utf-8")
    asked = "\n".join(re.findall(r"^#   ((?:base_url|trusted_proxies) = .*)", text, re.MULTILINE))
    (folder / "operative.toml").write_text(
        f'index = "index"\nuser_header = "X-Remote-User"\n{asked}'.replace(
            "https://HOST", host.format(port=port)
        ),
        encoding="utf-8",
    )
    build_site(folder)
    settings = configure({}, {}, folder / "operative.toml").settings
    with running(create_app(settings).wsgi_app, settings) as server:
        locations = text.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}").replace(
            "    # Sign-on,", "    proxy_set_header X-Remote-User $http_x_test_user;\n    #"
        )
        with nginx(folder, locations, port) as certificate:
            yield Site(f"https://localhost:{port}/search/", certificate)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with published(tmp_path_factory.mktemp("nginx")) as site:
        yield site


JANE = {"X_Test_User": "jane"}


def test_pages_link_within_the_site(site: Site) -> None:
    """Everything that a page names can be fetched through the proxy."""
    _, _, text = site.get("?q=trafficking", **JANE)
    links = set(re.findall(r'(?:href|src)="(/[^"#]*)', text))
    assert len(links) > 10
    for link in sorted(links)[:40]:
        status, _, _ = site.get(link.replace("&amp;", "&"), **JANE)
        assert (link, status) == (link, 200)


def test_redirects_stay_under_the_path_and_https(site: Site) -> None:
    """A form and another spelling of a symbol are sent on to the public address."""
    for asked, wanted in (
        ("resolutions/74/176", "resolutions/A/RES/74/176"),
        ("?q=oceans&year-from=2020", "?q=oceans&year=2020.."),
        ("../search", ""),
    ):
        status, address, _ = site.get(asked, **JANE)
        assert status == 200
        assert address == site.base + wanted


def test_feeds_json_and_exports(site: Site) -> None:
    """What is taken away leads back to the public address."""
    _, _, feed = site.get("feed?q=oceans", **JANE, X_Forwarded_Host="evil.example")
    assert f'"{site.base}resolutions/A/RES/75/1#op1"' in feed
    assert "evil.example" not in feed
    assert '"/search/api/v1/search?' in site.get("api/v1/search?q=oceans&size=5", **JANE)[2]
    assert "A/RES/75/1" in site.get("api/v1/export?q=oceans&format=csv", **JANE)[2]


def test_the_longest_query_comes_through(site: Site) -> None:
    """Ten thousand characters of another script are cut by nobody on the way."""
    status, _, _ = site.get("api/v1/search?q=" + quote("é" * 9_990), **JANE)
    assert status == 200


def test_only_signed_on_users_come_in(site: Site) -> None:
    """Without the name of a user the proxy does not open, and a name of one's own does not help."""
    assert site.get("?q=oceans")[0] == 403
    assert site.get("?q=oceans", X_Remote_User="jane")[0] == 403
    assert site.get("healthz")[0] == 200
    for address in ("metrics", "metrics/", "metrics//", "./metrics", "%6Detrics/"):
        assert (address, site.get(address, **JANE)[0]) == (address, 404)


def test_what_other_sites_paste_has_the_public_address(site: Site) -> None:
    """Lines for other pages, descriptions and stand-ins for links lead to the public address."""
    lines = unescape(site.get("embed/make?organ=GA", **JANE)[2])
    assert f'<script src="{site.base}embed.js" defer></script>' in lines
    assert f'<iframe src="{site.base}embed?organ=GA"' in lines
    assert site.get("embed.js", **JANE)[0] == 200
    assert f'template="{site.base}?q=' in site.get("opensearch.xml", **JANE)[2]
    assert f'"url":"{site.base.rstrip("/")}"' in site.get("api/v1/openapi.json", **JANE)[2]
    link = quote(f"{site.base}resolutions/A/RES/75/1#op1", safe="")
    assert "75/1, para. 1" in site.get(f"oembed?url={link}", **JANE)[2]


def test_another_site_is_told_its_own_name(site: Site) -> None:
    """The public address is the own origin; any other is refused with its name."""
    own = site.base.removesuffix("/search/")
    assert site.get("api/v1/search?q=oceans", **JANE, Origin=own)[0] == 200
    status, _, problem = site.get("api/v1/search?q=oceans", **JANE, Origin="https://b.example")
    assert status == 403
    assert "https://b.example" in problem


def test_a_path_alone_keeps_the_port(tmp_path: Path) -> None:
    """Where `base_url` is only the path, links have host and port as the browser asked for them."""
    with published(tmp_path, host="") as site:
        assert f'"{site.base}resolutions/A/RES/75/1#op1"' in site.get("feed?q=oceans", **JANE)[2]
        own = site.base.removesuffix("/search/")
        assert site.get("api/v1/search?q=oceans", **JANE, Origin=own)[0] == 200
