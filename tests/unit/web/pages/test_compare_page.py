"""The page that compares, its JSON and its command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from support.indexes.library import document, line, publish
from support.web_site import EVIL, site

from indexer.model import DocumentType, Masthead
from web.cli import main
from web.index import EXTENSION

LAST, THIS, HOSTILE = "A/RES/73/1", "A/RES/74/1", "A/RES/75/1"


def head(symbol: str, title: str = "Oceans") -> Masthead:
    return Masthead(symbol=symbol, title=title, document_type=DocumentType.RESOLUTION)


DOCUMENTS = (
    document(
        head(LAST),
        [
            line("pp1", "Recalling its resolutions on the law of the sea,", "recall"),
            line("op1", "Urges States to protect the oceans at its seventy-third session;", "urge"),
            line("op2", "Decides to remain seized of the matter.", "decide"),
        ],
    ),
    document(
        head(THIS),
        [
            line("pp1", "Recalling its resolutions on the law of the sea,", "recall"),
            line("pp2", "Alarmed by the bleaching of coral reefs in warm waters,", "alarm"),
            line(
                "op1", "Urges States to protect the oceans at its seventy-fourth session;", "urge"
            ),
        ],
    ),
    document(head(HOSTILE, EVIL), [line("op1", f"{EVIL} Urges States to protect oceans {EVIL}")]),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared") / "index"
    publish(DOCUMENTS, folder, "whoosh")
    return folder


@pytest.fixture(scope="module")
def client(index: Path) -> Iterator[FlaskClient]:
    app = site(index)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_page_shows_what_changed(client: FlaskClient) -> None:
    """What was taken out and put in is marked, in words too, and counted."""
    page = client.get(f"/compare?a={LAST}&b={THIS}").text
    assert '<del><span class="unseen">[removed begins] </span>seventy-third<' in page
    assert '<ins><span class="unseen">[added begins] </span>seventy-fourth<' in page
    for count in (
        "1</strong> unchanged",
        "1</strong> changed",
        "1</strong> added",
        "1</strong> removed",
    ):
        assert f"<strong>{count}" in page
    assert f'href="/resolutions/{THIS}#op1"' in page


def test_changes_only(client: FlaskClient) -> None:
    """What was kept can be left out, and had back."""
    page = client.get(f"/compare?a={LAST}&b={THIS}&show=changes").text
    assert "law of the sea" not in page
    assert f'href="/compare?a={LAST}&amp;b={THIS}">Show unchanged paragraphs too' in page


def test_other_spellings_lead_to_the_own_address(client: FlaskClient) -> None:
    """A comparison has one address, whatever was typed."""
    answer = client.get("/compare?a=73/1&b=a_res_74_1&show=changes")
    assert answer.status_code == 302
    assert answer.location == f"/compare?a={LAST}&b={THIS}&show=changes"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/compare", "Compare two documents"),
        (f"/compare?a={LAST}", f'value="{LAST}"'),
        (f"/compare?a={LAST}&b=A/RES/9/9", "We don’t have A/RES/9/9 here"),
        (f"/compare?a={'x' * 999}&b={LAST}", "A symbol has at most"),
        ("/compare?colour=red", "There is no parameter “colour”"),
    ],
)
def test_what_is_missing_is_asked_for(client: FlaskClient, address: str, said: str) -> None:
    """Who names no documents, or none that are here, gets a form that says what to do."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert said in answer.text


def test_a_document_with_itself(client: FlaskClient) -> None:
    """Nothing changed is an answer too."""
    page = client.get(f"/compare?a={LAST}&b={LAST}&show=changes").text
    assert "No paragraphs changed" in page


def test_hostile_texts_stay_text(client: FlaskClient) -> None:
    """Nothing that a document says becomes markup, changed or not."""
    for a, b in ((HOSTILE, THIS), (LAST, HOSTILE), (HOSTILE, HOSTILE)):
        page = client.get(f"/compare?a={a}&b={b}").text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_api(client: FlaskClient) -> None:
    """Programs get every pair with both wordings cut into pieces."""
    answer = client.get(f"/api/v1/compare?a=73/1&b={THIS}").get_json()
    assert answer["counts"] == {"kept": 1, "edited": 1, "moved": 0, "added": 1, "removed": 1}
    edited = next(pair for pair in answer["pairs"] if pair["change"] == "edited")
    assert edited["after"]["citation"] == "General Assembly resolution 74/1, para. 1"
    assert "".join(piece["after"] for piece in edited["pieces"]) == edited["after"]["text"]
    assert answer["links"]["html"] == f"/compare?a={LAST}&b={THIS}"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "bad-parameter"),
        (f"a={LAST}", 400, "bad-parameter"),
        (f"a={LAST}&b=9/9", 404, "document-missing"),
        (f"a={LAST}&b={THIS}&show=changes", 400, "unknown-parameter"),
    ],
)
def test_api_errors(client: FlaskClient, query: str, status: int, code: str) -> None:
    """What is wrong with a request is told as everywhere in the API."""
    answer = client.get(f"/api/v1/compare?{query}")
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)


def run(index: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["compare", *arguments, "--index", str(index)])
    return done.exit_code, done.output


def test_command(index: Path) -> None:
    """The terminal shows changes in brackets and braces; --all what was kept too."""
    code, output = run(index, "73/1", "74/1")
    assert code == 0
    assert "1 kept, 1 edited, 0 moved, 1 added, 1 removed (1 in figures" in output
    assert "[-seventy-third-]{+seventy-fourth+} session;" in " ".join(output.split())
    assert "law of the sea" not in output
    assert "law of the sea" in run(index, "73/1", "74/1", "--all")[1]
    assert run(index, "UNGA res. 73/1", "https://undocs.org/A/RES/74/1") == (code, output)


def test_command_as_json(index: Path) -> None:
    """Scripts get the API's answer."""
    assert json.loads(run(index, "73/1", "74/1", "--json")[1])["counts"]["kept"] == 1


def test_command_on_an_unknown_symbol(index: Path) -> None:
    """A wrong symbol is told in a line."""
    code, output = run(index, "73/1", "9/9")
    assert code == 1
    assert output.startswith("Error: We don’t have 9/9 here")
