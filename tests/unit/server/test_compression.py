"""Compressed responses: as the client can read them, with validators; files as they are."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask.testing import FlaskClient
from support.web_site import build_site
from support.web_site import site as application


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return application(build_site(tmp_path_factory.mktemp("site"))).test_client()


SEARCH = "/api/v1/search?q=trafficking"


def test_pages_are_small_for_those_who_can_read_them(site: FlaskClient) -> None:
    """Browsers get less than a third of a page, others the page as it is."""
    plain = site.get("/?q=trafficking")
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    for name, read in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        small = site.get("/?q=trafficking", headers={"Accept-Encoding": name})
        assert small.headers["Content-Encoding"] == name
        assert len(small.data) == int(small.headers["Content-Length"]) < len(plain.data) / 3
        assert read(small.data) == plain.data


def test_what_has_not_changed_is_not_sent_again(site: FlaskClient) -> None:
    """Each form has a validator of its own, which is answered with 304."""
    tags = set()
    for name in ("identity", "gzip", "br", "zstd"):
        headers = {"Accept-Encoding": name}
        tag = site.get(SEARCH, headers=headers).headers["ETag"]
        again = site.get(SEARCH, headers={**headers, "If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        tags.add(tag)
    assert len(tags) == 4


def test_downloads_are_compressed_as_they_come(site: FlaskClient) -> None:
    """A long list is compressed piece by piece."""
    address = "/api/v1/export?q=trafficking&format=csv"
    small = site.get(address, headers={"Accept-Encoding": "br"})
    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.data) == site.get(address).data


def test_parts_of_files_are_parts_of_the_file(site: FlaskClient) -> None:
    """Whoever goes on with a download gets the bytes that are missing, not compressed ones."""
    address = "/static/complete.js"
    with site.get(address) as answer:
        whole = answer.data
    wanted = {"Accept-Encoding": "gzip, br", "Range": "bytes=10-49"}
    with site.get(address, headers=wanted) as part:
        assert part.status_code == 206
        assert "Content-Encoding" not in part.headers
        assert part.data == whole[10:50]
    with site.get(address, headers={"Accept-Encoding": "br"}) as small:
        assert brotli.decompress(small.data) == whole


def test_short_answers_are_left_alone(site: FlaskClient) -> None:
    """What fits into a packet is sent as it is."""
    alive = site.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert alive.data == b"alive\n"
