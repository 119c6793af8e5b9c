"""Health checks for monitoring and load balancers: whether the server is alive and ready."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.index import searcher

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Returns 200 while the process responds, whatever the state of its index."""
    return Response("alive\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Returns the index that answers and whether a later one is damaged; 503 if there is none."""
    held, cluster = searcher().holding(), searcher().health()
    answer = jsonify(
        {
            "status": "ready",
            "generation": held.generation,
            "documents": held.documents,
            "paragraphs": held.paragraphs,
            "published": held.created,
            **({"damaged": held.damaged} if held.damaged else {}),
            **({"cluster": cluster} if cluster else {}),
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
