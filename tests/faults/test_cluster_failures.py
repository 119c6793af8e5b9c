"""Nodes that die, hang or come back, at any moment: whole answers or clear errors, never less."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.cluster import cluster_settings, program
from support.indexes.library import LIBRARY, document, line, publish

from indexer.build import build
from indexer.cluster import filling, sending
from indexer.engines import CLUSTER
from indexer.engines.opensearch.connection import Connection, Json
from indexer.engines.opensearch.settings import kept_settings
from indexer.errors import ClusterUnavailable, IndexerError
from indexer.generations.check import check_index
from indexer.generations.generation import Generation, published_number
from indexer.model import Document, Masthead
from search import deadline
from search.errors import SearchError
from search.request import Grouping, SearchRequest
from search.searcher import Searcher
from tools.cluster.nodes import Cluster
from web.app import create_app
from web.settings.settings import Settings

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

QUERY = SearchRequest(query="trafficking OR women OR seized", facets=("verb", "to", "year"))
FOUND = 9
"""What it finds in the library."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes that belong to these tests alone."""
    with Cluster(tmp_path_factory.mktemp("nodes"), program()) as cluster:
        yield cluster


@pytest.fixture
def nodes(made: Cluster) -> Iterator[Cluster]:
    """The nodes, all of them running before and after a test."""
    yield made
    made.restore()


def new_index(nodes: Cluster, folder: Path, documents: tuple[Document, ...] = LIBRARY) -> Path:
    index = folder / "index"
    publish(documents, index, CLUSTER, cluster_settings(CLUSTER, nodes.addresses))
    return index


def many(number: int) -> tuple[Document, ...]:
    """Make documents of twenty paragraphs each."""
    return tuple(
        document(
            Masthead(symbol=f"A/RES/74/{n}", organ="GA", session="74"),
            [line(f"op{at}", f"Decides on matter {n} and {at};") for at in range(1, 21)],
        )
        for n in range(1, number + 1)
    )


def test_a_node_killed_during_searches_loses_none(nodes: Cluster, tmp_path: Path) -> None:
    """Every search is answered, by the nodes that are left, and every answer is the same."""
    answers, failures, over = list[object](), list[BaseException](), threading.Event()
    with closing(Searcher(new_index(nodes, tmp_path), remember=False)) as searcher:
        expected = searcher.search(QUERY)

        def ask() -> None:
            while not over.is_set():
                try:
                    answers.append(searcher.search(QUERY))
                    time.sleep(0.01)
                except BaseException as error:  # noqa: BLE001 - told to the test below
                    failures.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        nodes.kill(1)
        before = len(answers)
        nodes.wait(2)
        time.sleep(1)
        over.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(answers) > before
    assert all(
        (one.total, one.facets, one.hits) == (expected.total, expected.facets, expected.hits)  # type: ignore[attr-defined]
        for one in answers
    )


def test_a_node_killed_while_documents_are_sent(
    nodes: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on with the nodes that are left, and nothing is missing."""
    index = new_index(nodes, tmp_path)
    monkeypatch.setattr(sending, "_MOST", 100)
    monkeypatch.setattr(sending, "_PATIENCE", 4.0)
    sent = sending._send
    batches: list[int] = []

    def send(connection: Connection, name: str, batch: list[str]) -> int:
        batches.append(len(batch))
        if len(batches) == 4:
            nodes.kill(2)
        return sent(connection, name, batch)

    monkeypatch.setattr(sending, "_send", send)
    publish(many(60), index, CLUSTER)
    assert check_index(index).problems == ()
    with closing(Searcher(index)) as searcher:
        assert searcher.search(SearchRequest(query="matter")).total == 1200


def test_a_node_killed_while_publishing(
    nodes: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is published is the new generation, whole."""
    index = new_index(nodes, tmp_path)
    share = build.publish_in_cluster

    def killing(connection: Connection, one: Generation, text: str, base: object) -> None:
        nodes.kill(0)
        share(connection, one, text, base)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "publish_in_cluster", killing)
    publish(many(3), index, CLUSTER)
    with closing(Searcher(index)) as searcher:
        assert searcher.search(SearchRequest(query="matter")).total == 60


def test_a_node_that_hangs(nodes: Cluster, tmp_path: Path) -> None:
    """A search is answered in full by other nodes, or says that it took too long."""
    with closing(Searcher(new_index(nodes, tmp_path), remember=False)) as searcher:
        expected = searcher.search(QUERY)
        nodes.pause(1)
        whole = 0
        for number in range(8):
            began = time.monotonic()
            try:
                with deadline.until(3):
                    found = searcher.search(QUERY)
                assert (found.total, found.facets) == (expected.total, expected.facets), number
                whole += 1
            except (SearchError, ClusterUnavailable):
                assert time.monotonic() - began < 6
        nodes.resume(1)
        nodes.wait(3)
        assert searcher.search(QUERY).total == expected.total


def test_a_cluster_that_goes_and_comes_back(nodes: Cluster, tmp_path: Path) -> None:
    """Searches and /readyz say that it does not answer, and work again as soon as it does."""
    index = new_index(nodes, tmp_path)
    client = create_app(Settings(index=index)).test_client()
    assert client.get("/readyz").json["cluster"] == "green"
    page = client.get("/?q=seized")
    assert page.status_code == 200
    nodes.stop()
    with closing(Searcher(index)) as searcher:
        with deadline.until(1), pytest.raises((ClusterUnavailable, SearchError)):
            searcher.search(QUERY)
        assert searcher.document("A/RES/74/176").document.paragraphs  # needs no cluster
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    answer = client.get("/?q=women", headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert "not available now" in answer.text
    assert "127.0.0.1" not in answer.text  # where the nodes are is nobody's business
    with pytest.raises(ClusterUnavailable, match="Check that it is running"):
        publish(many(1), index, CLUSTER)
    nodes.start()
    nodes.wait(3, status=("green",))
    with closing(Searcher(index)) as searcher:
        assert searcher.search(QUERY).total == FOUND
    assert client.get("/readyz").json["cluster"] == "green"


def test_parts_that_are_lost_are_no_smaller_total(nodes: Cluster, tmp_path: Path) -> None:
    """Where a part of the index is on no node, there is no answer rather than a wrong one."""
    index = tmp_path / "index"
    settings = cluster_settings(CLUSTER, nodes.addresses)
    assert settings is not None
    publish(many(30), index, CLUSTER, settings)
    with closing(Connection(settings)) as connection, closing(Searcher(index)) as searcher:
        name = next(iter(connection.ask("GET", f"/_alias/{settings.name}")))
        alone = {"index.auto_expand_replicas": "false", "index.number_of_replicas": 0}
        connection.ask("PUT", f"/{name}/_settings", alone)
        nodes.kill(0)
        with deadline.until(2), pytest.raises((ClusterUnavailable, SearchError)):
            searcher.search(SearchRequest(query="matter"))
        client = create_app(Settings(index=index)).test_client()
        assert client.get("/readyz").status_code == 503
        nodes.restore()
        nodes.wait(3)
        assert _patiently(searcher, SearchRequest(query="matter")) == 600


def _patiently(searcher: Searcher, request: SearchRequest) -> int:
    for _ in range(60):
        try:
            return searcher.search(request).total
        except IndexerError:
            time.sleep(0.5)
    raise AssertionError("the part did not come back")


def test_disks_that_are_full(
    nodes: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster without room takes nothing, says so, and goes on answering as before."""
    index = new_index(nodes, tmp_path)
    monkeypatch.setattr(sending, "_PATIENCE", 2.0)
    monkeypatch.setattr(filling, "_STEP", 20.0)
    monkeypatch.setattr(filling, "_CLONED", 3)
    monkeypatch.setattr(filling, "_WHOLE", 3)
    before = published_number(index)
    disk = "cluster.routing.allocation.disk"
    full: Json = {
        "cluster.info.update.interval": "10s",
        f"{disk}.threshold_enabled": True,
        **{f"{disk}.watermark.{stage}": "0.001%" for stage in ("low", "high", "flood_stage")},
    }
    with closing(Connection(kept_settings(index))) as connection:
        connection.ask("PUT", "/_cluster/settings", {"persistent": full})
        try:
            _until_blocked(connection)
            with pytest.raises(IndexerError, match="disks"):
                publish(many(3), index, CLUSTER)
        finally:
            connection.ask("PUT", "/_cluster/settings", {"persistent": dict.fromkeys(full)})
            free = {"index.blocks.read_only_allow_delete": None}
            connection.ask("PUT", "/_all/_settings", free)
            free = {"persistent": {"cluster.blocks.create_index": None}}
            connection.ask("PUT", "/_cluster/settings", free)
    assert published_number(index) == before
    with closing(Searcher(index)) as searcher:
        assert searcher.search(QUERY).total == FOUND
    publish(many(3), index, CLUSTER)
    assert published_number(index) > before


def _until_blocked(connection: Connection) -> None:
    """Wait until the nodes have seen how full their disks are."""
    for _ in range(120):
        told = connection.ask("GET", "/_all/_settings", flat_settings="true")
        if any("read_only_allow_delete" in str(one["settings"]) for one in told.values()):
            return
        time.sleep(0.5)
    raise AssertionError("the disks were not found to be full")


@pytest.mark.parametrize("place", ["fill", "publish_in_cluster"])
def test_a_run_that_is_cut_short(
    nodes: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The old generation answers, and the next run removes what was left in the cluster."""
    index = new_index(nodes, tmp_path)
    done: Callable[..., object] = getattr(build, place)

    def cut(*arguments: object) -> object:
        done(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, place, cut)
        with pytest.raises(KeyboardInterrupt):
            publish(many(2), index, CLUSTER)
    with closing(Searcher(index)) as searcher:
        assert searcher.search(QUERY).total == FOUND
        assert searcher.search(SearchRequest(query="women", group=Grouping.FAMILY)).total == 4
    for _ in range(2):
        publish(many(2), index, CLUSTER)
    assert check_index(index).problems == ()
    with closing(Connection(kept_settings(index))) as connection:
        name = connection.settings.name
        left = connection.ask("GET", f"/{name}-g*/_settings")
        assert len(left) <= 2
