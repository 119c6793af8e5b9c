"""Page with the form for reports requested; what it sends leads to the search."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.schema import NONE
from search.request import MAX_QUERY, SearchRequest
from web import labels, urls
from web.index import searcher
from web.pages.reports.query import AskedReports

blueprint = Blueprint("reports", __name__)

FIELDS = ("organ", "to", "when", "due", "topic")
MOST_NAMES = 200
"""Addressees that the form offers, those asked most often."""


@blueprint.get("/reports")
def page() -> str | Response:
    """Returns the form, or leads to the search that it asks for."""
    values = {name: request.args.get(name, "")[:MAX_QUERY].strip() for name in FIELDS}
    asked = AskedReports(**values)
    if any(values.values()):
        found = replace(urls.DEFAULT, query=asked.query())
        for name, value in asked.filters().items():
            found = urls.choosing(found, name, value[: urls.MAX_VALUE])
        return redirect(urls.search_href(found))
    problems = [urls.unknown(name, FIELDS) for name in request.args if name not in FIELDS]
    return render_template(
        "reports.html",
        problems=problems,
        organs=[(one, labels.value_name("organ", one)) for one in _values("organ")],
        names=_values("to")[:MOST_NAMES],
        everything=url_for("search.search", q=AskedReports().query()),
    )


def _values(name: str) -> list[str]:
    """Returns the values of a field among the reports requested, most frequent first."""
    asked = SearchRequest(query=AskedReports().query())
    return [one.value for one in searcher().values(asked, name).values if one.value != NONE]
