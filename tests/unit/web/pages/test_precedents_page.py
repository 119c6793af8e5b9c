"""Checking a draft: the page, its files and the API, also with what nobody should send."""

from __future__ import annotations

import json
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from support.files.tracked import tracked_file
from support.indexes.library import document, line, publish
from support.web_site import EVIL, site
from werkzeug.test import TestResponse

from indexer.model import DocumentType, Masthead
from search.precedents.drafts import MOST_BYTES
from web.index import EXTENSION
from web.pages.precedents import drafts

LAST, THIS = "A/RES/73/1", "A/RES/74/1"
WELLS = "Urges Member States to protect the wells of villages and to keep their water clean;"
ENGINEERS = "Calls upon all States to share the knowledge of their engineers with one another;"
DRAFT = f"""1. {WELLS.replace("Urges", "Encourages")}

2. {ENGINEERS}

3. Declares that moonlight belongs to nobody in particular, whoever looks at it at night.
"""
PAGE, API = "/precedents", "/api/v1/precedents"


def head(symbol: str) -> Masthead:
    session = symbol.split("/")[2]
    return Masthead(
        symbol=symbol,
        title="Wells",
        organ="GA",
        session=session,
        document_type=DocumentType.RESOLUTION,
    )


DOCUMENTS = (
    document(head(LAST), [line("op1", WELLS, "urge", "request"), line("op2", ENGINEERS)]),
    document(
        head(THIS),
        [
            line("op1", WELLS.replace("clean", "safe"), "urge", "request"),
            line("op2", f"{EVIL} Urges States to protect oceans {EVIL}", "urge", "request"),
        ],
    ),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("checked") / "index"
    publish(DOCUMENTS, folder, "whoosh")
    app = site(folder)
    yield app.test_client()
    drafts.close(app)
    app.extensions[EXTENSION].close()


def send(client: FlaskClient, path: str, data: bytes, name: str = "draft.txt") -> TestResponse:
    """Send a file as a form does; the test client would put a large one in a temporary file."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--x--\r\n"
    return client.post(path, data=body, content_type="multipart/form-data; boundary=x")


def test_the_form(client: FlaskClient) -> None:
    """It says what one gets, and works without scripts."""
    page = client.get(PAGE).text
    assert "<h1>Check a draft</h1>" in page
    assert 'enctype="multipart/form-data"' in page
    assert f'<a href="{PAGE}">Check a draft</a>' in client.get("/help").text.partition("<main")[0]


def test_a_pasted_draft(client: FlaskClient) -> None:
    """Each paragraph has its standing, its changes and the wording closest to it."""
    answer = client.post(PAGE, data={"text": DRAFT})
    page = answer.text
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert page.count('<li class="entry is-') == 3
    for count in (
        "1</strong> agreed, word for word",
        "1</strong> agreed, with changes",
        "1</strong> new",
    ):
        assert f"<strong>{count}" in page
    assert '<del><span class="unseen">[removed begins] </span>Urges<' in page
    assert f'href="/resolutions/{LAST}#op2"' in page
    assert "used once" in page
    assert "the 2 documents in this collection" in page


def test_a_document_of_the_index(client: FlaskClient) -> None:
    """Its report has an address, and what its predecessor had is named."""
    answer = client.get(f"{PAGE}?symbol=74/1")
    assert (answer.status_code, answer.location) == (302, f"{PAGE}?symbol={THIS}")
    page = client.get(answer.location).text
    assert f"In {LAST}, but not in this draft" in page
    assert f'href="/compare?a={LAST}&amp;b={THIS}"' in page
    assert f'href="{PAGE}?symbol={THIS}&amp;format=docx"' in page
    assert f'href="{PAGE}?symbol={THIS}"' in client.get(f"/resolutions/{THIS}").text


def test_hostile_texts_stay_text(client: FlaskClient) -> None:
    """Nothing in a draft, its name or the documents becomes markup, in no format."""
    for data in ({"text": f"1. {EVIL} Urges States to protect oceans {EVIL}"},):
        page = client.post(PAGE, data=data).text
        assert "<script>alert" not in page
        assert "<img" not in page
        file = client.post(PAGE, data={**data, "format": "html"}).text
        assert "<script>" not in file
        assert "<img" not in file
    named = send(client, PAGE, DRAFT.encode(), '\\"><script>alert(1)</script>').text
    assert "<script>alert" not in named


def test_files_of_a_sent_draft(client: FlaskClient) -> None:
    """The page carries the draft, so that the report can be had as a file; counts come first."""
    again = {"name": "draft.txt", "again": b64encode(DRAFT.encode()).decode()}
    word = client.post(PAGE, data={**again, "format": "docx"})
    assert word.headers["Content-Disposition"] == "attachment; filename=operative-draft-report.docx"
    written = docx.Document(BytesIO(word.data))
    assert [row.cells[0].text for row in written.tables[0].rows] == ["1", "1", "0", "1"]
    struck = [run.text for one in written.paragraphs for run in one.runs if run.font.strike]
    assert struck == ["removed words", "Urges"]
    page = client.post(PAGE, data={**again, "format": "html"})
    assert "<del>Urges</del> <ins>Encourages</ins>" in page.text
    assert "https://undocs.org/en/A/RES/73/1" in page.text
    assert "sandbox" in page.headers["Content-Security-Policy"]
    data = client.post(PAGE, data={**again, "format": "json"}).get_json()
    assert data["counts"] == {"verbatim": 1, "changed": 1, "composed": 0, "new": 1}


@pytest.mark.parametrize("form", ["docx", "html", "json"])
def test_files_of_a_document(client: FlaskClient, form: str) -> None:
    """The report on a document of the index has addresses as a file too."""
    answer = client.get(f"{PAGE}?symbol={THIS}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f".{form}")


def test_word_files_are_read(client: FlaskClient) -> None:
    """A draft is most often a file from Word."""
    file, text = BytesIO(), docx.Document()
    for block in DRAFT.split("\n\n"):
        text.add_paragraph(block)
    text.save(file)
    answer = send(client, API, file.getvalue(), "draft.docx")
    assert answer.status_code == 200, answer.text
    assert {one["standing"] for one in answer.get_json()["paragraphs"]} >= {"verbatim", "new"}


def tracked() -> bytes:
    """Make a draft whose second paragraph is struck out, and whose words were moved about."""
    wells = WELLS.removeprefix("Urges")
    villages, clean = wells.split(" and ")
    return tracked_file(
        (
            "kept",
            [
                ("del", "Urges"),
                ("ins", "Encourages"),
                ("kept", villages),
                ("moveTo", " and"),
                ("kept", f" {clean}"),
            ],
        ),
        ("del", [("del", "Declares that moonlight belongs to nobody;")]),
        ("moveFrom", [("moveFrom", ENGINEERS)]),
        ("ins", [("ins", "Declares that starlight belongs to whoever looks at it at night;")]),
        ("moveTo", [("moveTo", ENGINEERS)]),
        comment="Capital says no",
        style="List Number",
    )


def test_tracked_changes_read_as_they_would_be_accepted(client: FlaskClient) -> None:
    """What is struck out is not there, what was moved stands once, and comments are no text."""
    found = send(client, API, tracked(), "draft.docx").get_json()
    assert [(one["place"], one["text"], one["standing"]) for one in found["paragraphs"]] == [
        ("para. 1", WELLS.replace("Urges", "Encourages"), "changed"),
        (
            "para. 2",
            "Declares that starlight belongs to whoever looks at it at night;",
            "new",
        ),
        ("para. 3", ENGINEERS, "verbatim"),
    ]
    page = send(client, PAGE, tracked(), "draft.docx").text
    assert page.count('<li class="entry is-') == 3
    assert page.count(ENGINEERS.removeprefix("Calls upon")) == 1
    for gone in ("moonlight", "Capital says no"):
        assert gone not in page


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": DRAFT}},
        {"data": {"text": DRAFT}},
        {"data": DRAFT.encode(), "content_type": "text/plain; charset=utf-8"},
        {"data": {"file": (BytesIO(DRAFT.encode()), "draft.txt")}},
    ],
)
def test_api(client: FlaskClient, sent: dict[str, object]) -> None:
    """A program sends a draft in any of the usual ways."""
    answer = client.post(API, **sent)  # type: ignore[arg-type]
    found = answer.get_json()
    assert found["counts"] == {"verbatim": 1, "changed": 1, "composed": 0, "new": 1}
    assert found["collection"]["documents"] == 2
    before = f"/api/v1/resolutions/{LAST}"
    assert found["links"] == {"self": None, "html": None, "predecessor": before}
    assert answer.headers["Cache-Control"] == "no-store"


def test_api_of_a_document(client: FlaskClient) -> None:
    """A document of the index needs no body, and its report has links."""
    found = client.get(f"{API}?symbol=74/1").get_json()
    assert found["links"] == {
        "self": f"{API}?symbol={THIS}",
        "html": f"{PAGE}?symbol={THIS}",
        "predecessor": f"/api/v1/resolutions/{LAST}",
    }
    assert [one["id"] for one in found["lacking"]] == [f"{LAST}#op2"]


def bomb() -> bytes:
    """Make a Word file of 500 KB with 500 MB in it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w") as part:
            for _ in range(500):
                part.write(b" " * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "draft-unreadable"),
        (b" \n\n ", 422, "draft-unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 422, "draft-unreadable"),
        (b"%PDF-1.7 nothing", 422, "draft-unreadable"),
        (b"x" * (MOST_BYTES + 1), 413, "draft-too-large"),
        (b"x" * (MOST_BYTES + 1_000_000), 413, "draft-too-large"),
        (bomb(), 422, "draft-unreadable"),
    ],
    ids=["empty", "blank", "picture", "broken", "too-large", "much-too-large", "bomb"],
)
def test_bad_files(client: FlaskClient, data: bytes, status: int, code: str) -> None:
    """What cannot be read is refused with what to do, by the API and on the page."""
    answer = send(client, API, data)
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["code"]) == (status, code)
    page = send(client, PAGE, data)
    assert page.status_code == status
    assert "<h1>Check a draft</h1>" in page.text


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 400, "bad-parameter"),
        ({"data": {"text": "  "}}, 400, "bad-parameter"),
        ({"json": ["text"]}, 400, "bad-parameter"),
        ({"data": b"{", "content_type": "application/json"}, 400, "bad-parameter"),
        ({"data": {"again": "%%%"}}, 400, "bad-parameter"),
        (
            {"data": b'{"text": "1. \\ud800 12"}', "content_type": "application/json"},
            422,
            "draft-unreadable",
        ),
        ({"data": {"text": "moon"}, "query_string": "colour=red"}, 400, "unknown-parameter"),
    ],
)
def test_bad_requests(client: FlaskClient, sent: dict[str, object], status: int, code: str) -> None:
    """What is wrong with a request is told as everywhere in the API."""
    answer = client.post(API, **sent)  # type: ignore[arg-type]
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)


def test_bad_pages(client: FlaskClient) -> None:
    """The form comes back with what was typed."""
    assert client.post(PAGE, data={}).status_code == 400
    kept = client.post(PAGE, data={"text": "12 . ! <3"})
    assert (kept.status_code, "12 . ! &lt;3" in kept.text) == (422, True)
    assert "We don’t have A/RES/9/9 here" in client.get(f"{PAGE}?symbol=A/RES/9/9").text
    assert client.get(f"{PAGE}?symbol={THIS}&format=odt").status_code == 400
    assert client.get(API).status_code == 400
    assert client.get(f"{API}?symbol=9/9").status_code == 404


@pytest.mark.parametrize("text", ["lorem ipsum " * 50_000, "Urges all States\n\n" * 33_000])
def test_a_hundred_thousand_words(client: FlaskClient, text: str) -> None:
    """Much text is checked or refused in limited time, never an error."""
    answer = client.post(API, json={"text": text})
    assert answer.status_code in {200, 422, 503}
    if answer.status_code == 503:
        assert answer.get_json(force=True)["code"] == "search-too-long"


def test_only_a_few_at_once(client: FlaskClient) -> None:
    """Others are told to come again."""
    with client.application.app_context(), drafts.turn(), drafts.turn():
        answer = client.post(API, json={"text": DRAFT})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.get_json(force=True)["code"] == "service-unavailable"
    assert client.post(API, json={"text": DRAFT}).status_code == 200


def test_nothing_is_written_or_logged(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """A draft is on no disk and in no log, whatever its size and however it fares."""
    text = "1. Urges the secretkeepers to keep silent about moonlight;\n\n" * 20_000
    for sent in (text, "secretkeepers 1"):
        with monkeypatch.context() as changed:
            changed.setattr("tempfile.tempdir", str(tmp_path / "none"))
            answer = send(client, API, sent.encode())
        assert answer.status_code in {200, 422, 503}
    assert "secretkeepers" not in caplog.text


def test_other_sites_cannot_send(client: FlaskClient) -> None:
    """Neither a form nor a script of another site; the site's own form can."""
    stranger = {"Origin": "https://elsewhere.example"}
    for path in (PAGE, API):
        answer = client.post(path, data={"text": DRAFT}, headers=stranger)
        assert answer.status_code == 403
    own = {"Origin": "http://localhost"}
    assert client.post(PAGE, data={"text": DRAFT}, headers=own).status_code == 200
    hidden = {"Origin": "https://un.example", "Sec-Fetch-Site": "same-origin"}
    assert client.post(PAGE, data={"text": DRAFT}, headers=hidden).status_code == 200


def test_json_file_is_the_apis_answer(client: FlaskClient) -> None:
    """The file and the API say the same, but for the links."""
    file = json.loads(client.get(f"{PAGE}?symbol={THIS}&format=json").data)
    answer = client.get(f"{API}?symbol={THIS}").get_json()
    answer.pop("links")
    assert file == answer
