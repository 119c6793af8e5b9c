"""How browsers find the search: an OpenSearch description, and suggestions in its form."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from search.request import MAX_QUERY
from web.index import searcher

blueprint = Blueprint("discovery", __name__)

OPENSEARCH = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, which can then ask it from their bar."""
    return Response(render_template("opensearch.xml"), content_type=f"{OPENSEARCH}; charset=utf-8")


@blueprint.get("/suggest")
def suggest() -> Response:
    """Answer how a query may go on, in the form that browsers take; the API has more."""
    query = request.args.get("q", "")[:MAX_QUERY]
    texts = [one.text for one in searcher().complete(query, len(query))]
    body = current_app.json.dumps([query, texts])
    return Response(body, content_type=f"{SUGGESTIONS}; charset=utf-8")
