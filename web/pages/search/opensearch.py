"""OpenSearch: the description by which browsers find the search, and suggestions for them."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from search.request import MAX_QUERY
from web.index import searcher

blueprint = Blueprint("discovery", __name__)

OPENSEARCH = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Returns the OpenSearch description, with which browsers can search from their address bar."""
    return Response(render_template("opensearch.xml"), content_type=f"{OPENSEARCH}; charset=utf-8")


@blueprint.get("/suggest")
def suggest() -> Response:
    """Returns completions in the form for browsers; the API's have more detail."""
    query = request.args.get("q", "")[:MAX_QUERY]
    texts = [one.text for one in searcher().complete(query, len(query))]
    body = current_app.json.dumps([query, texts])
    return Response(body, content_type=f"{SUGGESTIONS}; charset=utf-8")
