"""Does the server live, and can it answer? For those who watch over it and share out requests."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.index import searcher

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers, whatever its index."""
    return Response("alive\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Say which index answers, and whether a later one is damaged; without any it is a 503."""
    held = searcher().holding()
    answer = jsonify(
        {
            "status": "ready",
            "generation": held.generation,
            "documents": held.documents,
            "paragraphs": held.paragraphs,
            "published": held.created,
            **({"damaged": held.damaged} if held.damaged else {}),
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
