"""The form for reports requested leads to a search in the words of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from support.web_site import EVIL, build_site, site

from search.query.parser import parse
from web.index import EXTENSION
from web.pages.reports.query import REQUESTS, AskedReports, topic_query


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("reports")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.mark.parametrize(
    ("topic", "query"),
    [
        ("", ""),
        ("land", "(land OR title:land OR heading:land)"),
        (
            "land use",
            "(land OR title:land OR heading:land) (use OR title:use OR heading:use)",
        ),
        (
            '"land use"',
            '("land use" OR title:"land use" OR heading:"land use")',
        ),
        ("land OR sea", "(land OR sea)"),  # whoever writes a query gets it
    ],
)
def test_words_of_a_topic_may_be_anywhere(topic: str, query: str) -> None:
    assert topic_query(topic) == query
    assert not parse(AskedReports(topic=topic).query()).notices


@pytest.mark.parametrize(
    ("when", "filters"),
    [
        ("", {}),
        ("77", {"session": "77"}),
        ("76..78", {"session": "76..78"}),
        ("2022", {"year": "2022"}),
        ("2018..2022", {"year": "2018..2022"}),
    ],
)
def test_a_number_is_a_session_or_a_year(when: str, filters: dict[str, str]) -> None:
    assert AskedReports(when=when).filters() == filters


def test_the_form_leads_to_a_search(client: FlaskClient) -> None:
    """What is left empty is not asked for."""
    sent = "topic=women&to=Secretary-General&organ=GA&when=74&due="
    answer = client.get(f"/reports?{sent}")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {
        "q": [f"{REQUESTS} (women OR title:women OR heading:women)"],
        "to": ["Secretary-General"],
        "organ": ["GA"],
        "session": ["74"],
    }
    assert client.get(answer.location).status_code == 200


def test_the_form(client: FlaskClient) -> None:
    """The form offers the organs and names of this collection, and takes anything."""
    page = client.get("/reports").text
    assert 'name="topic"' in page
    assert 'href="/?q=' in page
    answer = client.get("/reports", query_string={"topic": EVIL, "to": EVIL, "when": "x" * 999})
    assert answer.status_code == 302
    assert "<script>alert" not in client.get(answer.location).text
    assert "There is no parameter" in client.get("/reports?colour=red").text
