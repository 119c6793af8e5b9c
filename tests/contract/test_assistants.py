"""Assistants: the official client asks over both transports, and what it is told exists."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from support.running import running

from indexer.serialization import to_json
from search.citation import citation
from search.comparison.compare import compare
from search.formats.history import exported_history
from search.formats.json import exported_comparison
from search.searcher import Searcher
from web.app import create_app
from web.mcp.answers import MOST, Site, in_pieces
from web.mcp.tools import TOOLS
from web.settings.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "assistants.md").read_text("utf-8")
Answer = Mapping[str, Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def address(sample_index: Path) -> Iterator[str]:
    """The address of a running server."""
    settings = Settings(index=sample_index, mcp=True)
    with running(create_app(settings), settings) as site:
        yield f"http://127.0.0.1:{site.port}"


def _ask(transport: Any, tool: str, arguments: Mapping[str, Any]) -> Any:
    async def asked() -> Any:
        async with Client(transport) as client:
            return await client.call_tool(tool, dict(arguments))

    return asyncio.run(asked())


@pytest.fixture(params=["stdio", "http"])
def ask(request: pytest.FixtureRequest, sample_index: Path, address: str) -> Ask:
    """Asks a tool over one of the transports; gives the answer, which is the same as text."""
    command = [sys.executable, "-c", "from web.command import main; main()", "mcp"]
    command += ["--index", str(sample_index)]

    def asked(tool: str, **arguments: object) -> Answer:
        transport: Any = f"{address}/mcp"
        if request.param == "stdio":
            program = StdioServerParameters(command=command[0], args=command[1:], cwd=str(ROOT))
            transport = stdio_client(program)
        result = _ask(transport, tool, arguments)
        assert not result.is_error, result.content
        answer: Answer = result.structured_content
        assert json.loads(result.content[0].text) == answer
        assert len(result.content[0].text) <= MOST * 1.1
        return answer

    return asked


def _exists(paragraph: Answer, searcher: Searcher) -> None:
    """Its id, citation and words are those of a paragraph of the index."""
    stored = searcher.document(paragraph["id"].partition("#")[0])
    own = next(one for one in stored.document.paragraphs if one.id == paragraph["id"])
    assert paragraph["text"] == own.text
    assert paragraph["citation"] == citation(stored.document.masthead, own)
    assert searcher.place(paragraph["citation"])[0].document == stored.document
    assert paragraph["address"]


def test_who_was_urged_on_trafficking(ask: Ask, searcher: Searcher) -> None:
    """“What have Member States been urged to do about trafficking in women and girls?”."""
    answer = ask("search", query="trafficking in women and girls", filters={"verb": ["urge"]})
    assert answer["total"] >= len(answer["hits"]) > 0
    for hit in answer["hits"]:
        assert "raffick" in hit["paragraph"]["text"]
        _exists({**hit["paragraph"], "citation": hit["citation"]}, searcher)
    assert hit["document"]["symbol"] in hit["document"]["address"]


def test_what_a_paragraph_says(ask: Ask, searcher: Searcher) -> None:
    """“What exactly does paragraph 15 of resolution 74/176 say?”."""
    answer = ask("read", name="General Assembly resolution 74/176, para. 15")
    (paragraph,) = answer["paragraphs"]
    assert answer["named"] == paragraph["id"] == "A/RES/74/176#op15"
    _exists(paragraph, searcher)


def test_what_changed_since_the_draft(ask: Ask, searcher: Searcher) -> None:
    """“What changed between the draft and the resolution?”."""
    answer = ask("compare", before="A/C.3/74/L.10", after="A/RES/74/176")
    assert answer["pairs"]
    assert all(pair["change"] != "kept" for pair in answer["pairs"])
    for pair in answer["pairs"]:
        _exists(pair["after"] or pair["before"], searcher)


def test_where_a_wording_comes_from(ask: Ask, searcher: Searcher) -> None:
    """“Since when has the Assembly said this, and how did it change?”."""
    answer = ask("history", paragraph="A/RES/74/176#op2")
    _exists(answer["paragraph"], searcher)
    for member in answer["family"]:
        _exists(member["first"], searcher)
    years = [one["year"] for one in answer["years"]]
    assert years == sorted(years)


def test_what_of_a_draft_is_agreed(ask: Ask, searcher: Searcher) -> None:
    """“Is this agreed language?”."""
    known = searcher.document("A/RES/77/194").document.paragraphs
    words = next(one.text for one in known if one.id.endswith("#op3"))
    answer = ask("check_draft", text=f"{words}\nInvites all bakers to bake bread on Sundays;")
    standings = [one["standing"] for one in answer["paragraphs"]]
    assert standings == ["verbatim", "new"]
    _exists(answer["paragraphs"][0]["closest"][0]["paragraph"], searcher)


def test_which_reports_are_due(ask: Ask, searcher: Searcher) -> None:
    """“What has the Secretary-General been asked to report on, and by when?”."""
    answer = ask("reports_due", addressee="Secretary-General", from_year=2020)
    assert answer["complete"]
    assert answer["reports"]
    assert any("Secretary-General" in report["who"] for report in answer["reports"])
    for report in answer["reports"]:
        assert report["who"]
        assert report["last_year"] >= 2020
        _exists(report, searcher)


def test_long_answers_come_in_pieces(ask: Ask, searcher: Searcher) -> None:
    """All paragraphs of a long resolution, each once and in order."""
    stored = searcher.document("A/RES/74/176").document
    found: list[str] = []
    start: int | None = 1
    while start is not None:
        answer = ask("read", name="A/RES/74/176", start=start)
        found += [one["id"] for one in answer["paragraphs"]]
        start = answer["next"]
    assert found == [one.id for one in stored.paragraphs]


REFUSED = [
    ("read", {"name": "A/RES/1/9999"}, "We don’t have A/RES/1/9999 here"),
    ("read", {}, "'name' is a required property"),
    ("read", {"name": "x" * 10_000}, "too long"),
    ("search", {"query": 7}, "is not of type 'string'"),
    ("search", {"query": "x", "filters": {"no": ["x"]}}, "Additional properties"),
    ("search", {"query": "x", "size": 5000}, "maximum of 20"),
    ("history", {"paragraph": "A/RES/74/176"}, "Name a paragraph"),
    ("check_draft", {}, "Give the draft's"),
    ("erase", {}, "There is no tool 'erase'"),
]


@pytest.mark.parametrize(("tool", "arguments", "said"), REFUSED)
def test_what_cannot_be_answered_is_explained(
    address: str, tool: str, arguments: Mapping[str, Any], said: str
) -> None:
    result = _ask(f"{address}/mcp", tool, arguments)
    assert result.is_error
    assert said in result.content[0].text


def test_the_tools_only_read_and_say_what_they_take(address: str) -> None:
    async def listed() -> Any:
        async with Client(f"{address}/mcp") as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    assert all(tool.annotations.read_only_hint for tool in tools)


def _post(address: str, body: bytes, **headers: str) -> tuple[int, bytes]:
    host = address.removeprefix("http://")
    line = HTTPConnection(host, timeout=20)
    usual = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    try:
        line.request("POST", "/mcp", body, {**usual, **headers})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


LIST = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'


def test_pages_of_other_sites_are_refused(address: str) -> None:
    assert _post(address, LIST)[0] == 200
    assert _post(address, LIST, Origin="https://elsewhere.example")[0] == 403
    assert _post(address, LIST, Host="elsewhere.example")[0] == 421


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b'{"jsonrpc":"2.0"}', b"[" * 9999]
)
def test_what_is_no_message_is_refused(address: str, body: bytes) -> None:
    assert 400 <= _post(address, body)[0] < 500


def test_a_request_is_bounded(address: str) -> None:
    assert _post(address, b'"' + b"x" * 2_000_000 + b'"')[0] == 413
    line = HTTPConnection(address.removeprefix("http://"), timeout=20)
    for method in ("GET", "DELETE", "PUT"):
        line.request(method, "/mcp")
        answer = line.getresponse()
        answer.read()
        assert answer.status == 405
    line.close()


def test_without_the_setting_there_is_no_address(sample_index: Path) -> None:
    app = create_app(Settings(index=sample_index))
    assert app.test_client().post("/mcp", data=LIST).status_code in (404, 405)


def test_the_members_are_those_of_the_api(searcher: Searcher, address: str) -> None:
    """What differs is that there are addresses, and that lists may be cut."""
    before, after = (searcher.document(name).document for name in ("A/RES/68/192", "A/RES/74/176"))
    expected = to_json(exported_comparison(compare(before, after)))
    found = _ask(f"{address}/mcp", "compare", {"before": "68/192", "after": "74/176"})
    got = found.structured_content
    assert got.keys() - expected.keys() == {"start", "total_listed", "next"}
    assert got["counts"] == expected["counts"]
    assert got["pairs"][0].keys() <= expected["pairs"][0].keys()
    history = to_json(exported_history(searcher.history("A/RES/74/176#op2")))
    found = _ask(f"{address}/mcp", "history", {"paragraph": "A/RES/74/176#op2"})
    assert found.structured_content.keys() - {"start", "total_listed", "next"} == history.keys()


def test_one_entry_that_is_too_large_is_cut() -> None:
    large = {"id": "x#1", "text": "y" * 100_000, "pieces": ["z" * 100_000]}
    answer = in_pieces({"list": [large, large]}, "list", 1)
    assert answer["next"] == 2
    assert answer["list"][0]["text_cut_at"] == len(answer["list"][0]["text"]) == 12_000
    assert len(json.dumps(answer)) < MOST


def test_addresses_lead_to_the_page_or_the_official_document() -> None:
    official = "https://undocs.org/en/{symbol}"
    site = Site(base="https://un.example/search", official=official)
    place = "S/RES/1325 (2000)#op8(a)"
    assert site.address(place) == (
        "https://un.example/search/resolutions/S/RES/1325%20(2000)#op8(a)"
    )
    alone = Site(base=None, official=official)
    assert alone.address(place) == "https://undocs.org/en/S/RES/1325(2000)"
    assert alone.address("~draft-1#op1") is None


def test_addresses_are_of_pages_that_exist(address: str, sample_index: Path) -> None:
    found = _ask(f"{address}/mcp", "search", {"query": "verb:urge"}).structured_content
    client = create_app(Settings(index=sample_index)).test_client()
    for hit in found["hits"]:
        page, _, anchor = hit["paragraph"]["address"].removeprefix(address).partition("#")
        assert f'id="{anchor}"' in client.get(page).text


def test_the_page_names_every_tool_and_argument() -> None:
    for tool in TOOLS:
        assert f"`{tool.name}`" in PAGE
        for name in tool.properties:
            assert f"`{name}`" in PAGE, (tool.name, name)


def test_the_settings_of_the_page_are_sound() -> None:
    """Each configuration for a client is JSON that starts this command or names this address."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) >= 3
    for block in blocks:
        (servers,) = (value for value in json.loads(block).values())
        one = servers["operative"]
        assert one.get("args", ["mcp"])[0] == "mcp"
        assert one.get("url", "/mcp").endswith("/mcp")
