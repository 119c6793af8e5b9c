"""The page that creates code for other sites, and what a frame that is refused shows."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site, site
from werkzeug.datastructures import MultiDict

from web.embed.look import COLOURS, contrast, read_look
from web.index import EXTENSION


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("maker")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def _page(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/embed/make?{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _code(page: str, heading: str) -> str:
    found = re.search(rf'aria-labelledby="{heading}"><code>(.*?)</code>', page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def _element(page: str) -> str:
    return _code(page, "make-element")


def _warnings(page: str) -> str:
    found = re.search(r'aria-label="Warnings">(.*?)</ul>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def test_menus_hold_the_values_of_the_index(client: FlaskClient) -> None:
    page = _page(client, "organ=SC")
    assert '<input type="checkbox" name="organ" value="SC" checked>' in page
    assert '<input type="checkbox" name="organ" value="GA">' in page
    assert '<input type="checkbox" name="session" value="GA 74">' in page
    assert '<input type="checkbox" name="verb" value="urge">' in page
    assert '<operative-search organ="SC">' in _element(page)


def test_several_values_and_typed_ones(client: FlaskClient) -> None:
    """What is ticked and what is typed go together; a range stays in its box."""
    page = _page(client, "organ=SC&organ=GA&session=74..75&session=")
    assert '<operative-search organ="SC|GA" session="74..75">' in _element(page)
    assert 'name="session" value="74..75"' in page
    assert _warnings(page) == ""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("organ=Moon", "Moon"),
        ("session=1..3", "1..3"),
        ("organ=SC&session=GA+74", "all of them together find nothing"),
        ("year=never", "never"),
        ("background=%23ffffff&ink=%23eeeeee", "Text: this colour is hard to read"),
        ("accent=%23ffff00", "Links and button: this colour is hard to read"),
    ],
)
def test_what_finds_nothing_is_told(client: FlaskClient, query: str, told: str) -> None:
    assert told in _warnings(_page(client, query))


def test_nothing_is_told_where_all_is_well(client: FlaskClient) -> None:
    assert _warnings(_page(client, "organ=GA&verb=urge&accent=%23003c71")) == ""


def test_colours_and_font_are_properties(client: FlaskClient) -> None:
    """Only what differs from the usual look is written; the button's text stays readable."""
    page = _page(client, "accent=%23FFCC00&background=%23ffffff&font=Georgia,+serif&preview=phone")
    assert (
        "<style>operative-search { --operative-accent: #ffcc00; --operative-accent-ink: #1c1f23; "
        "color-scheme: light; --operative-font: Georgia, serif; }</style>"
    ) in _element(page)
    assert "preview is-phone" in page
    assert "<style>" not in _element(_page(client, "organ=GA"))


def test_the_font_of_the_page_reaches_the_box(client: FlaskClient) -> None:
    """A custom property cannot say `inherit`; the frame, which has no page around, says nothing."""
    page = _page(client, "font=inherit")
    rule = "<style>operative-search::part(box) { font-family: inherit; }</style>"
    assert rule in _element(page)
    assert "font=" not in _code(page, "make-frame")


def test_the_frame_has_the_look_too(client: FlaskClient) -> None:
    """The frame's address brings colours and font; its page has them as a sheet allowed by hash."""
    frame = _code(_page(client, "accent=%23003c71&font=Georgia,+serif&q=women"), "make-frame")
    source = re.search(r'src="(.*?)"', frame)
    assert source is not None
    answer = client.get(unescape(source[1]).replace("http://localhost", ""))
    sheet = re.search(r"<style>(.*?)</style>", answer.get_data(as_text=True))
    assert sheet is not None
    assert "--operative-accent: #003c71;" in sheet[1]
    assert "--operative-font: Georgia, serif;" in sheet[1]
    digest = b64encode(sha256(sheet[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert 'name="accent" value="#003c71"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("query", ["accent=red%7D%3C/style%3E", "font=x%3C/style%3E", "ink=%23123"])
def test_no_look_escapes_in_the_frame(client: FlaskClient, query: str) -> None:
    """What is no colour and no font of the list gets into no sheet, and is told."""
    answer = client.get(f"/embed?{query}")
    assert "<style>" not in answer.get_data(as_text=True)
    assert "style-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "list." in answer.get_data(as_text=True) or "six digits" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        "accent=red%7D%3C/style%3E%3Cscript%3E",
        "font=x%3C/style%3E%3Cscript%3Ealert(1)",
        "preview=%3Cscript%3E",
        "ink=%23123",
    ],
)
def test_no_look_escapes(client: FlaskClient, query: str) -> None:
    page = _page(client, query)
    assert "<style>" not in _element(page)
    assert "<script>" not in page
    assert 'class="notices"' in page


def test_the_usual_colours_are_those_of_the_sheet() -> None:
    sheet = (Path(__file__).parents[3] / "web/static/embed.css").read_text("utf-8")
    for name, (_, usual) in COLOURS.items():
        assert f"var(--operative-{name}, {usual})" in sheet


@pytest.mark.parametrize(("background", "scheme"), [("#fffbe0", "light"), ("#101820", "dark")])
def test_other_colours_suit_the_background(background: str, scheme: str) -> None:
    chosen = read_look(MultiDict({"background": background}))
    assert chosen.properties()["color-scheme"] == scheme


def test_contrast() -> None:
    """The ratios of the standard's own examples."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert read_look(MultiDict()).warnings() == ()


def test_without_an_index(tmp_path: Path) -> None:
    """The page works before there is an index, with boxes to type in."""
    answer = site(tmp_path / "none").test_client().get("/embed/make?organ=GA")
    assert answer.status_code == 200
    assert '<input type="text" name="organ" value="GA"' in answer.get_data(as_text=True)


class TestRefusedFrame:
    def test_says_why_inside(self, client: FlaskClient) -> None:
        """The page has no data, so any site may show it."""
        answer = client.get(
            "/embed?q=oceans",
            headers={"Sec-Fetch-Dest": "iframe", "Referer": "https://strange.example/<b>x"},
        )
        text = answer.get_data(as_text=True)
        assert answer.status_code == 403
        assert "https://strange.example is not allowed to use this server" in text
        assert "<b>x" not in text
        assert "oceans" not in text
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"Sec-Fetch-Dest": "iframe"},
            {"Sec-Fetch-Dest": "document", "Referer": "https://strange.example/"},
            {"Sec-Fetch-Dest": "iframe", "Referer": "http://localhost/embed/make"},
        ],
    )
    def test_others_get_the_search(self, client: FlaskClient, sent: dict[str, str]) -> None:
        """A page around that does not say where it is gets what browsers refuse by themselves."""
        answer = client.get("/embed?q=oceans", headers=sent)
        assert answer.status_code == 200
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
