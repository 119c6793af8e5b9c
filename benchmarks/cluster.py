"""Cost of a cluster: the same index and queries in nodes of OpenSearch and in a folder.

    python -m benchmarks.cluster INDEX [--nodes 1 3] [--queries 90] [--rounds 3]

INDEX is an index of any engine in a folder. Its documents are sent to a new cluster on this
machine, once for each number of nodes, and a share of the committed queries, an equal number of
each kind, goes to both. Each answer has twenty hits, eight facets with exact counts and highlights,
and is compared. Printed are, as JSON: paragraphs sent for each second of the nodes' processor time,
bytes of one copy, and for queries the median, the mean and the 95th percentile of the time waited
and of the processor time of this process and of all nodes. `again` is the same request once more,
when nodes have its counts at hand.

Nodes run with the options of tests, which suit a short run and not a production server. Needs
Linux, Java 17 and Maven.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from statistics import mean, median

from benchmarks.measuring import percentile, timed
from benchmarks.peers.operative import forget_answers
from benchmarks.queries import Query, load
from indexer.build.build import Tools
from indexer.engines import CLUSTER
from indexer.engines.opensearch import index_of
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import ClusterSettings
from indexer.generations.generation import current
from indexer.pipeline import build_index
from search.results import SearchResult
from search.searcher import Searcher
from tools.cluster.nodes import Cluster

Numbers = dict[str, float]


def sample(queries: Iterable[Query], most: int) -> list[Query]:
    """Returns queries of all kinds in turn."""
    kinds: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        kinds[query.kind].append(query)
    longest = max(map(len, kinds.values()))
    turns = [one[turn] for turn in range(longest) for one in kinds.values() if turn < len(one)]
    return turns[:most]


def measured(
    searcher: Searcher, queries: Iterable[Query], rounds: int, cpu: Callable[[], float]
) -> tuple[dict[str, Numbers], list[SearchResult]]:
    """Returns figures of queries by "first" and "again", and the answers."""
    found: dict[str, list[tuple[float, float, float]]] = {"first": [], "again": []}
    answers = []
    for query in queries:
        searcher.search(query.request())
        for name, times in found.items():
            some = []
            for _ in range(rounds if name == "again" else 1):
                forget_answers(searcher)
                before = cpu()
                answer, cost = timed(lambda query=query: searcher.search(query.request()))
                some.append((cost.wall, cost.cpu, cpu() - before))
            times.append(min(some))
        answers.append(answer)
    return {name: _summary(times) for name, times in found.items()}, answers


def _summary(times: list[tuple[float, float, float]]) -> Numbers:
    found = {}
    for name, values in zip(("wall", "own", "nodes"), zip(*times, strict=True), strict=True):
        milliseconds = [value * 1000 for value in values]
        found[f"{name} median"] = round(median(milliseconds), 1)
        found[f"{name} mean"] = round(mean(milliseconds), 1)
        found[f"{name} p95"] = round(percentile(milliseconds, 0.95), 1)
    return found


def send(index: Path, folder: Path, cluster: Cluster) -> dict[str, float]:
    """Sends the documents of an index to a cluster; returns what it took."""
    shutil.copytree(index, folder)
    settings = ClusterSettings(hosts=cluster.addresses, name="measured")
    paths = [Path(path) for path in current(index).manifest.paths]
    before, began = cluster.cpu(), time.perf_counter()
    tools = Tools(parser=current(index).manifest.parser)
    _, cost = timed(
        lambda: build_index(paths, folder, engine=CLUSTER, cluster=settings, tools=tools)
    )
    spent = cluster.cpu() - before
    generation = current(folder)
    paragraphs = generation.manifest.searchable
    with closing(Connection(settings)) as connection:
        name = index_of(generation.engine_path)
        stats = connection.ask("GET", f"/{name}/_stats/store")["_all"]
        files = connection.ask("GET", f"/{settings.name}-files/_stats/store")["_all"]
    copy, pieces = (one["primaries"]["store"]["size_in_bytes"] for one in (stats, files))
    return {
        "paragraphs": paragraphs,
        "wall": round(time.perf_counter() - began, 1),
        "own cpu": round(cost.cpu, 1),
        "nodes cpu": round(spent, 1),
        "paragraphs a second of nodes cpu": round(paragraphs / spent),
        "bytes a paragraph of a copy": round(copy / paragraphs),
        "bytes a paragraph of files": round(pieces / paragraphs),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1, 3])
    parser.add_argument("--queries", type=int, default=90)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    queries = sample(load(), asked.queries)
    with closing(Searcher(asked.index)) as searcher:
        figures, expected = measured(searcher, queries, asked.rounds, lambda: 0.0)
    print(json.dumps({"in a folder": figures}, indent=1), flush=True)
    with tempfile.TemporaryDirectory() as place:
        for nodes in asked.nodes:
            folder = Path(place) / f"{nodes}"
            with Cluster(folder / "nodes", Path(place) / "program", nodes=nodes) as cluster:
                sent = send(asked.index, folder / "index", cluster)
                with closing(Searcher(folder / "index")) as searcher:
                    figures, answers = measured(searcher, queries, asked.rounds, cluster.cpu)
            other = [
                query.text
                for query, one, two in zip(queries, answers, expected, strict=True)
                if (one.total, one.facets) != (two.total, two.facets)
            ]
            told = {"nodes": nodes, "sent": sent, "queries": figures, "differ": other}
            print(json.dumps(told, indent=1), flush=True)


if __name__ == "__main__":
    main()
