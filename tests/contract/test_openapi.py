"""The API is what its description says: all of it is there, and the answers have its shapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from lxml import html as lxml_html
from openapi_spec_validator import OpenAPIV31SpecValidator
from support.web_site import site

from web import problems
from web.api.openapi import OPERATIONS, codes, description

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```http\nGET ([^\n]+)\n```", DOCS)
MORE = (
    "/api/v1/search?q=victims&group=resolution&size=2",
    "/api/v1/search?q=victims&group=wording&sort=newest",
    "/api/v1/search?q=victimz+OR&organ=GA&page=9",
    "/api/v1/search?q=traficking",
    "/api/v1/explain?q=victims&sort=relevance",
    "/api/v1/search?q=what+is+said+about+trafficking+of+vicitms",
    "/api/v1/search?q=A/RES/74/176+op3",
    "/api/v1/search?q=A/RES/74/999",
    "/api/v1/complete?q=verb:ur",
    "/api/v1/facets/verb?q=victims&contains=r",
    "/api/v1/resolutions/A/RES/68/192",
    "/api/v1/resolutions/A/C.3/74/L.10/Rev.1",
    "/api/v1/compare?a=A/C.3/74/L.10&b=74/176",
    "/api/v1/precedents?symbol=76/186",
    "/api/v1/precedents?symbol=1/1",
    "/api/v1/precedents",
    "/api/v1/trends?q=victims&split=verb",
    "/api/v1/openapi.json",
    "/api/v1/resolutions/A/RES/1/1",
    "/api/v1/facets/nothing",
    "/api/v1/facets/type?start=1000000",
    "/api/v1/facets/type?verb=nothing",
    "/api/v1/compare?a=1",
    "/api/v1/export?format=odt",
    "/api/v1/trends?by=century",
)


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return answer


def test_is_openapi(described: dict[str, Any]) -> None:
    """The description is what it says it is, so that tools can read it."""
    assert described["openapi"].startswith("3.1")
    assert [str(one) for one in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_names_every_address(client: FlaskClient) -> None:
    """No address of the API is left out, and none is described that is not there."""
    rules = (rule.rule for rule in client.application.url_map.iter_rules())
    own = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule) for rule in rules if "/api/" in rule}
    assert set(OPERATIONS) == own


def test_names_every_code() -> None:
    """Every code that the API's problems can have stands at its status."""
    described = description("")["components"]["responses"]
    documented = {code for status in described for code in codes(int(status))}
    assert set(problems.STATUSES) <= documented


def shape_of(
    described: dict[str, Any], path: str, status: int, media: str, method: str = "get"
) -> dict[str, Any]:
    """Give the schema that an answer must have, with the components it names."""
    (own,) = (
        one[method]
        for template, one in described["paths"].items()
        if re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(template)), path)
    )
    response = own["responses"][str(status)]
    if "$ref" in response:
        response = described["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
    return {**response["content"][media]["schema"], "components": described["components"]}


def strict(shape: Any) -> Any:
    """Forbid members that are not described, so that none is forgotten."""
    if isinstance(shape, list):
        return [strict(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    changed = {key: strict(value) for key, value in shape.items()}
    return {**changed, "unevaluatedProperties": False} if "properties" in changed else changed


@pytest.mark.parametrize("address", [*EXAMPLES, *MORE])
def test_answers_have_the_shapes(
    client: FlaskClient, described: dict[str, Any], address: str
) -> None:
    """Answers and problems have every member that is described, and no other."""
    answer = client.get(address)
    media = answer.content_type.partition(";")[0]
    path = address.partition("?")[0]
    shape = shape_of(described, path, answer.status_code, media)
    Draft202012Validator(strict(shape)).validate(answer.get_json(force=True))


@pytest.mark.parametrize(
    "text", ["1. Urges Member States to criminalize trafficking in persons", "12", " "]
)
def test_answers_to_drafts_have_the_shapes(
    client: FlaskClient, described: dict[str, Any], text: str
) -> None:
    """So do the reports on drafts, and what is wrong with drafts."""
    answer = client.post("/api/v1/precedents", json={"text": text})
    media = answer.content_type.partition(";")[0]
    shape = shape_of(described, "/api/v1/precedents", answer.status_code, media, "post")
    Draft202012Validator(strict(shape)).validate(answer.get_json(force=True))


def test_drafts_can_be_sent_as_described(client: FlaskClient, described: dict[str, Any]) -> None:
    """Each kind of body that is described is taken."""
    (body,) = [one["requestBody"] for path in described["paths"].values() for one in path.values()
               if "requestBody" in one]  # fmt: skip
    assert body["content"].keys() == {
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "application/json",
        "text/plain",
    }


def test_files_have_the_media_types(client: FlaskClient, described: dict[str, Any]) -> None:
    """Exports come as one of the kinds of file that are described."""
    kinds = described["paths"]["/api/v1/export"]["get"]["responses"]["200"]["content"]
    for name in ("csv", "xlsx", "docx", "jsonl", "bibtex", "ris", "ics"):
        answer = client.get(f"/api/v1/export?q=victims&format={name}")
        assert answer.content_type.partition(";")[0] in kinds


def test_server_is_where_it_is_asked(client: FlaskClient) -> None:
    """Behind another address the description names that one."""
    answer = client.get("/api/v1/openapi.json", base_url="https://un.example/search")
    assert answer.get_json()["servers"] == [{"url": "https://un.example/search"}]


def test_page_shows_all_of_it(tmp_path: Path) -> None:
    """The page for people has every address and every shape, also where there is no index."""
    answer = site(tmp_path / "none").test_client().get("/api")
    ids = set(lxml_html.fromstring(answer.text).xpath("//main//@id"))
    whole = description("")
    operations = [one for methods in whole["paths"].values() for one in methods.values()]
    assert {one["operationId"] for one in operations} <= ids
    assert set(whole["components"]["schemas"]) <= ids
