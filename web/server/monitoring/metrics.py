"""Metrics for Prometheus: number and duration of requests, and the current index.

Labels are routes, methods and statuses, never what anybody searched for.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from indexer.errors import IndexerError
from web.index import Connection
from web.server.monitoring.together import counted_by_all

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"})
_EXTENSION = "operative-metrics"

blueprint = Blueprint("metrics", __name__)


class IndexCollector(Collector):
    """A collector that reads the state of the index when metrics are requested."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yields the metrics; only the failure if the index cannot be opened."""
        try:
            held = self._connection.searcher().holding()
        except IndexerError:
            held = None
        yield _gauge("up", "1 if an index is in use, otherwise 0", int(held is not None))
        if held is not None:
            damaged = "1 if the last index is damaged and an earlier one is in use, otherwise 0"
            yield _gauge("damaged", damaged, int(held.damaged is not None))
            yield _gauge("generation", "Number of the index version in use", held.generation)
            yield _gauge("documents", "Documents in the index", held.documents)
            yield _gauge("paragraphs", "Paragraphs that can be searched", held.paragraphs)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"operative_index_{name}", meaning, value=value)


def install(app: Flask, connection: Connection) -> None:
    """Counts the application's requests and adds /metrics."""
    registry = CollectorRegistry()  # of this application: nothing is global
    requests = Counter(
        "operative_http_requests",
        "Requests answered",
        ("route", "method", "status"),
        registry=registry,
    )
    took = Histogram(
        "operative_http_request_seconds",
        "Seconds taken to answer a request in full",
        ("route",),
        buckets=BUCKETS,
        registry=registry,
    )
    shown = counted_by_all() or registry
    if shown is registry:
        ProcessCollector(registry=shown)
    PlatformCollector(registry=shown)
    shown.register(IndexCollector(connection))
    app.extensions[_EXTENSION] = shown

    def begin() -> None:
        g.began = perf_counter()

    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule is not None else "none"
        method = request.method if request.method in METHODS else "other"
        began = g.get("began", perf_counter())
        requests.labels(route, method, response.status_code).inc()
        response.call_on_close(lambda: took.labels(route).observe(perf_counter() - began))
        return response

    app.before_request(begin)
    app.after_request(count)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Returns the metrics in Prometheus' text format."""
    body = generate_latest(current_app.extensions[_EXTENSION])
    return Response(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
