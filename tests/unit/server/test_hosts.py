"""The names under which the server answers, and those under which it refuses to."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site

from web.app import create_app
from web.settings.settings import Settings

Site = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("hosts"))


@pytest.fixture
def site(index: Path) -> Site:
    def make(**settings: object) -> FlaskClient:
        app = create_app(Settings(index=index, **settings))  # type: ignore[arg-type]
        return app.test_client()

    return make


def status(client: FlaskClient, host: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/api/v1/search?q=oceans", headers={"Host": host, **named}).status_code


def test_a_foreign_name_reads_nothing(site: Site) -> None:
    """A page whose own name leads here is told what to set, and gets neither answer nor rights."""
    client = site()
    for address in ("/", "/?q=oceans", "/api/v1/search?q=oceans", "/feed?q=oceans", "/embed"):
        answer = client.get(
            address, headers={"Host": "evil.example", "Origin": "http://evil.example"}
        )
        assert answer.status_code == 421, address
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "evil.example" in answer.text
        assert "allowed_hosts" in answer.text
        # Links to the page in other languages repeat what its own address says.
        assert "oceans" not in re.sub('href="[^"]*"', "", answer.text)
    problem = client.get("/api/v1/search", headers={"Host": "evil.example:8000"}).json
    assert problem["code"] == "host-refused"
    assert problem["setting"] == "allowed_hosts"


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "localhost:8000", "LOCALHOST.", "127.0.0.1:8000", "[::1]:8000", "192.0.2.7",
        "[fe80::1%25eth0]:8000", "search-server:8000", "operative.localhost",
        socket.gethostname(), f"{socket.gethostname().partition('.')[0]}.local", socket.getfqdn(),
    ],
)  # fmt: skip
def test_its_own_names_are_known(site: Site, host: str) -> None:
    """Addresses, names of this network and those of the machine need no setting."""
    assert status(site(host="0.0.0.0"), host) == 200  # noqa: S104 - as people set it


def test_names_that_are_set(site: Site) -> None:
    """The public address, the host listened on and the list are names too."""
    assert status(site(base_url="https://intranet.example/un"), "intranet.example") == 200
    assert status(site(host="box.example"), "box.example:8000") == 200
    client = site(allowed_hosts=("search.example", "*.un.example"))
    assert status(client, "search.example") == status(client, "a.b.un.example") == 200
    assert status(client, "un.example") == status(client, "search.example.evil.example") == 421
    assert status(site(allowed_hosts=("*",)), "anything.example") == 200


def test_a_proxy_is_believed_as_far_as_it_is_trusted(site: Site) -> None:
    """The name that a trusted proxy was asked under counts; where names vary, the proxy decides."""
    evil = {"X_Forwarded_Host": "evil.example"}
    mine = {"X_Forwarded_Host": "intranet.example"}
    full = site(base_url="https://intranet.example/un", trusted_proxies=("127.0.0.1",))
    assert status(full, "operative", **mine) == 200
    assert status(full, "127.0.0.1:8000", **evil) == 421
    path = site(base_url="/un", trusted_proxies=("127.0.0.1",))
    assert status(path, "127.0.0.1:8000", **mine) == 200
    alone = site(base_url="https://intranet.example/un")
    assert status(alone, "evil.example", **mine) == 421


def test_who_watches_over_the_server_is_let_in(site: Site) -> None:
    """Health and metrics are asked under whatever name a cluster has for the server."""
    client = site()
    for address in ("/healthz", "/readyz", "/metrics"):
        answer = client.get(address, headers={"Host": "operative.monitoring.svc"})
        assert answer.status_code == 200, address
