"""Addresses that nobody should ask for, of every route there is; and what an answer has to be."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from flask import Flask
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from indexer.schema import KEYWORD_BY_NAME
from web.urls import FORM_FIELDS, PARAMETERS

NAMES = (
    *PARAMETERS, *FORM_FIELDS, "format", "cursor", "a", "b", "show", "by", "split", "share",
    "title", "period", "url", "maxwidth", "callback", "lang", "size", "page", "theme", "session",
)  # fmt: skip
WORDS = (
    "", "oceans", "trafficking in persons", "A/RES/74/176", "74/176", "=1+1", "1", "0", "-1", "3",
    "20", "100", "1e9", "99999999999999999999", "٣", "newest", "relevance", "resolution", "csv",
    "docx", "jsonl", "wording", "any", "GA 74", "68..74", "..", "2019..", "a*", "*", '"', '""',
    "NEAR/5", "a NEAR/5 b", "NOT", "(((", "verb:", "verb:urge", "session:74", "\x00", "\ud800",
    "\U0001f600", "../../etc/passwd", "..%2f..%2fetc", "<script>", "{{7*7}}", "%s%n", "\r\nX: y",
)  # fmt: skip

_PIECES = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
_TEXTS = st.lists(_PIECES, max_size=4).map(" ".join)
# Most addresses should get past the first look: a name that is not known is soon refused.
_NAMES = st.one_of(st.just("q"), *[st.sampled_from(PARAMETERS)] * 4, st.sampled_from(NAMES))
_PAIRS = st.one_of(
    st.lists(st.tuples(_NAMES, _TEXTS), max_size=5),
    st.lists(st.tuples(st.text(max_size=8), _TEXTS), max_size=2),
    st.lists(st.tuples(st.sampled_from(FORM_FIELDS), _PIECES), max_size=4),
)


def routes(app: Flask) -> Sequence[str]:
    """Give the addresses of an application, with `{}` where something may stand."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted({_blank(rule.rule) for rule in rules})


def _blank(rule: str) -> str:
    before, opened, rest = rule.partition("<")
    return before + "{}" + rest.partition(">")[2] if opened else rule


def addresses(app: Flask) -> st.SearchStrategy[str]:
    """Draw addresses of an application's routes."""
    inside = st.one_of(st.sampled_from([*WORDS, *KEYWORD_BY_NAME]), _TEXTS)
    return st.builds(_address, st.sampled_from(routes(app)), inside, _PAIRS)


def _address(route: str, inside: str, pairs: Sequence[tuple[str, str]]) -> str:
    path = route.replace("{}", quote(inside, errors="surrogatepass"))
    return f"{path}?{urlencode(pairs, errors='surrogatepass')}" if pairs else path


FOR_PROGRAMS = ("/api/", "/feed", "/oembed")
"""Beginnings of the addresses whose errors are in JSON."""


def complaint(address: str, answer: TestResponse) -> str | None:
    """Say what is wrong with an answer, whatever was asked; None where nothing is."""
    path = address.partition("?")[0]
    if answer.status_code == 501 and path == "/oembed":
        return None  # what the specification of oEmbed asks for where a format is not known
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if "Content-Security-Policy" not in answer.headers:
        return "no policy"
    if 300 <= answer.status_code < 400:
        location = answer.headers.get("Location", "/")
        return None if location.startswith("/") and location[1:2] != "/" else f"leads to {location}"
    if answer.status_code >= 400:
        wanted = "application/problem+json" if path.startswith(FOR_PROGRAMS) else "text/html"
        return None if answer.mimetype == wanted else f"an error as {answer.mimetype}"
    if path.startswith("/api/") and answer.mimetype == "application/json" and answer.json is None:
        return "no JSON"
    if answer.mimetype == "text/html" and "<script>" in answer.text:
        return "markup of a stranger"
    return None if answer.mimetype else "no type"
