"""Pages of sessions and addressees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from support.files.assembly import resolution
from support.web_site import EVIL, TRAFFICKING, build_site, site

from indexer.build.build import Tools
from indexer.pipeline import build_index
from indexer.reading.documents import PARSER, read_documents
from web.index import EXTENSION

REPORT = (
    "        1.   Requests the Secretary-General to report to the General Assembly at its "
    "seventy-sixth session on the state of wells in all villages.\n"
)
SPRINGS = "\n        2.   Welcomes the conference on springs that was held in Rome.\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve two sessions: a text that returns, one that is new and one that does not return."""
    folder = tmp_path_factory.mktemp("sessions")
    docs = folder / "docs"
    docs.mkdir()
    texts = {
        "74/1": ("Wells", REPORT),
        "74/2": ("Rivers and lakes", SPRINGS.replace("2.", "1.")),
        "75/1": ("Wells", REPORT + SPRINGS),
        "75/2": ("Deserts of the north", SPRINGS.replace("2.", "1.")),
    }
    for number, (title, text) in texts.items():
        path = docs / f"{number.replace('/', '-')}.txt"
        path.write_text(resolution(number, title, text), "utf-8")
    tools = Tools(read=read_documents, parser=PARSER, workers=0)
    build_index([docs], folder / "index", tools=tools)
    app = site(folder / "index")
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve the small site, one document of which says hostile things everywhere."""
    app = site(build_site(tmp_path_factory.mktemp("hostile")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def _text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


class TestSession:
    def test_says_what_was_adopted_and_what_is_new(self, client: FlaskClient) -> None:
        page = _text(client, "/sessions/GA/75")
        assert "<dt>resolutions</dt><dd>2</dd>" in page
        assert "<strong>1 text</strong> with no counterpart at the" in page
        assert "<strong>1</strong> returned from it" in page
        assert "Deserts of the north" in page
        assert "Rivers and lakes" in page, "it does not return"

    def test_counts_stand_beside_those_of_the_session_before(self, client: FlaskClient) -> None:
        page = _text(client, "/sessions/GA/75")
        row = re.search(r"<tr><th scope=\"row\">[^\n]*>[Ww]elcomes?</a>.*?</tr>", page)
        assert row is not None
        assert re.findall(r">(\d+)<", row[0]) == ["2", "1"]
        assert 'href="/?session=GA+75&amp;verb=welcome"' in row[0]

    def test_what_is_due_leads_to_who_asks(self, client: FlaskClient) -> None:
        """GA 76 has no documents here, but texts of GA 75 have something due at it."""
        page = _text(client, "/sessions/GA/75")
        assert 'href="/?session=GA+75&amp;due=GA+76"' in page
        assert client.get("/sessions/GA/76").status_code == 404

    def test_the_first_session_is_not_compared(self, client: FlaskClient) -> None:
        page = _text(client, "/sessions/GA/74")
        assert "does not have the session before" in page
        assert 'rel="next" href="/sessions/GA/75"' in page

    def test_other_spellings_lead_to_one_address(self, client: FlaskClient) -> None:
        answer = client.get("/sessions/ga/75")
        assert answer.headers["Location"].endswith("/sessions/GA/75")

    def test_a_year_where_there_are_no_sessions(self, hostile: FlaskClient) -> None:
        page = _text(hostile, "/sessions/SC/2000")
        assert "Security Council in 2000" in page
        assert 'href="/?organ=SC&amp;year=2000"' in page

    def test_all_are_listed(self, client: FlaskClient) -> None:
        page = _text(client, "/sessions")
        assert re.findall(r'href="(/sessions/GA/\d+)"', page) == [
            "/sessions/GA/75",
            "/sessions/GA/74",
        ]


class TestAddressee:
    def test_everything_asked_by_session(self, client: FlaskClient) -> None:
        page = _text(client, "/addressees/Secretary-General")
        assert "<strong>2 paragraphs</strong>" in page
        assert 'href="/addressees/Secretary-General?session=GA+75"' in page
        assert 'href="/resolutions/A/RES/75/1#op1"' in page
        of_one = _text(client, "/addressees/Secretary-General?session=GA+75")
        assert "<strong>1 paragraph</strong>" in of_one

    def test_due_dates_as_a_table(self, client: FlaskClient) -> None:
        page = _text(client, "/addressees/Secretary-General?due=1")
        assert "<strong>2 tasks with a due date</strong>" in page
        assert "76th session of the General Assembly" in page
        assert "Report to the General Assembly on the state of wells in all villages" in page

    def test_any_spelling_of_the_name(self, client: FlaskClient) -> None:
        answer = client.get("/addressees/the%20secretary-general?session=GA%2075")
        assert answer.headers["Location"].endswith("/addressees/Secretary-General?session=GA+75")

    def test_nobody_of_that_name(self, client: FlaskClient) -> None:
        answer = client.get("/addressees/The%20Man%20in%20the%20Moon")
        assert answer.status_code == 404
        assert "is addressed to" in answer.get_data(as_text=True)

    @pytest.mark.parametrize("address", ["?page=99", "?page=0", "?page=x", "?session=x", "?a=b"])
    def test_any_parameter_is_answered(self, client: FlaskClient, address: str) -> None:
        _text(client, f"/addressees/Secretary-General{address}")

    def test_the_list_narrows(self, client: FlaskClient) -> None:
        assert "Secretary-General" in _text(client, "/addressees?contains=SECRETARY")
        assert "No name contains this" in _text(client, "/addressees?contains=moon")

    def test_hostile_names_are_inert(self, hostile: FlaskClient) -> None:
        listed = _text(hostile, "/addressees")
        assert "alert(&#39;evil&#39;)" in listed
        found = re.search(r'href="(/addressees/%3Cscript[^"]+)"', listed, re.IGNORECASE)
        assert found is not None
        own = unescape(found[1])
        for page in (listed, _text(hostile, own), _text(hostile, f"{own}?due=1")):
            assert "<script>alert" not in page
            assert "<img src=x" not in page
        assert EVIL not in listed


class TestLinks:
    def test_a_resolution_leads_to_its_session_and_addressees(self, hostile: FlaskClient) -> None:
        page = _text(hostile, f"/resolutions/{TRAFFICKING}")
        assert '<a href="/sessions/GA/74">74</a>' in page
        assert '<a href="/addressees/Secretary-General">Secretary-General</a>' in page

    def test_a_hit_leads_to_its_session(self, hostile: FlaskClient) -> None:
        assert '<a href="/sessions/GA/74">74th session</a>' in _text(hostile, "/?q=trafficking")

    def test_the_list_leads_to_the_session_that_it_shows(self, client: FlaskClient) -> None:
        assert 'href="/sessions/GA/75"' in _text(client, "/resolutions?organ=GA&period=75")
        assert 'href="/sessions/GA' not in _text(client, "/resolutions?organ=GA")
        assert 'href="/sessions/GA' not in _text(client, "/resolutions?organ=GA&period=1")

    def test_the_start_page_leads_to_both(self, hostile: FlaskClient) -> None:
        page = _text(hostile, "/")
        assert 'href="/sessions"' in page
        assert 'href="/addressees"' in page
