"""Generations in a cluster: brought in line, followed by other machines, kept from strangers."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from support.cluster import ALONE, addresses, cluster_settings
from support.indexes.library import LIBRARY, RIGHTS, TRAFFICKING, WOMEN, document, line, publish
from support.requirements import require
from support.serving import serving
from support.tunnel import Tunnel, make_certificates

from indexer.cli import mirror as mirror_command
from indexer.cluster.mirror import mirror
from indexer.cluster.publication import published
from indexer.engines import CLUSTER
from indexer.engines.opensearch import index_of
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import ClusterSettings, keep_settings, kept_settings
from indexer.errors import (
    ClusterRefused,
    ClusterUnset,
    IndexDamaged,
    IndexIncompatible,
    IndexMissing,
)
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.model import Document, Masthead
from indexer.pipeline import build_index
from indexer.schema import FACETS
from search.request import Grouping, SearchRequest, Sort
from search.searcher import Searcher

pytestmark = pytest.mark.cluster


@pytest.fixture
def index(tmp_path: Path) -> Path:
    publish(LIBRARY, tmp_path / "index", CLUSTER)
    return tmp_path / "index"


def everything(index: Path) -> list[object]:
    """Give what an index answers, whatever its generation is called."""
    found: list[object] = []
    with closing(Searcher(index)) as searcher:
        for query in ("", "trafficking", "women OR seized", "uses:2", "title:traffick*"):
            for group in Grouping:
                asked = SearchRequest(
                    query=query, facets=(*FACETS, "uses"), group=group, sort=Sort.SYMBOL, size=100
                )
                result = searcher.search(asked)
                hits = [
                    (hit.paragraph, hit.masthead, hit.use, hit.group and hit.group.paragraphs)
                    for hit in result.hits
                ]
                found.append((result.total, result.groups, result.facets, hits))
        found.append(searcher.complete("traf"))
    return found


def of_machine(index: Path, folder: Path) -> Path:
    """Give the folder of another machine that knows only how the cluster is reached."""
    keep_settings(folder, kept_settings(index))
    with closing(Connection(kept_settings(folder))) as connection:
        mirror(folder, connection)
    return folder


def again(number: int, *texts: str) -> Document:
    head = Masthead(symbol=f"A/RES/{number}/9", organ="GA", session=str(number), title="Wells")
    return document(head, [line(f"op{at}", text, "urge") for at, text in enumerate(texts, 1)])


def test_changes_leave_what_a_new_index_would_be(index: Path, tmp_path: Path) -> None:
    """Documents come, change and go; families, words and counts are those of a rebuilt index."""
    changed = replace(WOMEN, paragraphs=WOMEN.paragraphs[1:3])
    for documents in (
        (*LIBRARY, again(70, "Urges all States to protect the wells of villages")),
        (TRAFFICKING, changed, again(70, "Urges all States to protect the wells of villages")),
        (changed, RIGHTS, again(71, "Urges all States to protect the wells of their villages")),
        (again(70, "Urges all States to protect the wells of villages"), *LIBRARY),
    ):
        publish(documents, index, CLUSTER)
        once = tmp_path / f"once{len(documents)}{documents[0].masthead.symbol.replace('/', '')}"
        publish(documents, once, "tantivy")
        assert everything(index) == everything(once)
        assert check_index(index).problems == ()


def test_a_server_needs_nothing_of_the_folder(index: Path, tmp_path: Path) -> None:
    """What another machine copies answers alike, and follows; only what is new is copied."""
    before = everything(index)
    other = of_machine(index, tmp_path / "other")
    moved = index.rename(tmp_path / "elsewhere")
    assert everything(other) == before
    assert check_index(other).problems == ()
    old = {path.stat().st_ino for path in (other / "generations").rglob("part*") if path.is_file()}
    with closing(Searcher(other)) as searcher:
        assert searcher.document("A/RES/74/176").cited_by.documents == 0
        publish((*LIBRARY, again(70, "Urges all")), moved, CLUSTER)
        assert searcher.search(SearchRequest(query="urges")).total == 5
        of_machine(moved, other)
        assert searcher.search(SearchRequest(query="urges")).total == 6
        assert len(searcher.arrivals()) == 1
    assert everything(other) == everything(moved)
    new = {path.stat().st_ino for path in (other / "generations").rglob("part*") if path.is_file()}
    assert old <= new or not old


def test_servers_follow(index: Path, tmp_path: Path) -> None:
    """Servers with nothing but an address answer, and move on when another machine publishes."""
    settings = kept_settings(index)
    options = ["--opensearch-index", settings.name, "--processes", "2"]
    for address in settings.hosts:
        options += ["--opensearch", address]
    with serving("--index", str(tmp_path / "a"), *options) as (server, _):
        assert _total(server) == 4
        added = again(70, "Urges all States to end violence against women")
        publish((*LIBRARY, added), index, CLUSTER)
        for _ in range(120):
            if _total(server) == 5:
                break
            time.sleep(0.5)
        assert {_total(server) for _ in range(8)} == {5}  # in whichever process
        with urlopen(f"{server}readyz", timeout=20) as answer:  # noqa: S310 - our own
            assert json.load(answer)["cluster"] == "green"
    assert check_index(tmp_path / "a").problems == ()


def _total(server: str) -> int:
    with urlopen(f"{server}api/v1/search?q=women", timeout=20) as answer:  # noqa: S310
        return int(json.load(answer)["total"])


def test_indexing_goes_on_where_the_folder_was_lost(index: Path) -> None:
    """A run in an empty folder begins from what the cluster answers from."""
    settings = kept_settings(index)
    shutil.rmtree(index)
    publish((*LIBRARY, RIGHTS), index, CLUSTER, settings)
    assert current(index).number == 2
    with closing(Searcher(index)) as searcher:
        assert searcher.search(SearchRequest()).total == 15


def test_two_machines_that_index(index: Path, tmp_path: Path) -> None:
    """Each begins from what the other one published."""
    other = of_machine(index, tmp_path / "other")
    publish((RIGHTS,), other, CLUSTER)
    publish(LIBRARY, index, CLUSTER)
    assert (current(other).number, current(index).number) == (2, 3)
    of_machine(index, other)
    assert everything(other) == everything(index)


def test_a_file_altered_in_the_cluster(index: Path, tmp_path: Path) -> None:
    """It is not taken for what was published."""
    settings = kept_settings(index)
    entry = max(current(index).manifest.files.values(), key=lambda one: one.size)
    with closing(Connection(settings)) as connection:
        path = f"/{settings.name}-files/_doc/{entry.sha256}-0"
        connection.ask("PUT", path, {"data": "eJwDAAAAAAE="})
    with pytest.raises(IndexDamaged, match="altered in the cluster"):
        of_machine(index, tmp_path / "other")
    with pytest.raises(IndexMissing):
        Searcher(tmp_path / "other")


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "elsewhere/x", "store/../../x"])
def test_a_manifest_that_names_files_elsewhere(index: Path, tmp_path: Path, name: str) -> None:
    """Nothing is written outside of the generation, whatever a cluster says."""
    settings = kept_settings(index)
    with closing(Connection(settings)) as connection:
        found = published(connection)
        assert found is not None
        path = f"/{settings.name}-files/_doc/{found.index}"
        told = json.loads(connection.ask("GET", path)["_source"]["manifest"])
        told["files"] = {name: next(iter(told["files"].values()))}
        text = json.dumps(told)
        digest = hashlib.sha256(text.encode()).hexdigest()
        connection.ask("PUT", path, {"manifest": text, "digest": digest})
    with pytest.raises(IndexDamaged, match="out of place"):
        of_machine(index, tmp_path / "other")


def test_the_command_copies(index: Path, tmp_path: Path) -> None:
    """`operative mirror` says what it copied, and what is missing."""
    other, settings = tmp_path / "other", kept_settings(index)
    arguments = ["--index", str(other), "--opensearch-index", settings.name]
    for address in settings.hosts:
        arguments += ["--opensearch", address]
    first, second = (CliRunner().invoke(mirror_command, arguments) for _ in range(2))
    assert first.stdout == "Generation 1 is copied.\n", first.output
    assert second.stdout == "Generation 1 is here already.\n"
    nothing = CliRunner().invoke(mirror_command, ["--index", str(tmp_path / "none")])
    assert nothing.exit_code == 1
    assert "--opensearch ADDRESS" in nothing.output


def test_an_index_whose_cluster_is_not_known(index: Path) -> None:
    (index / "cluster.json").unlink()
    with pytest.raises(ClusterUnset, match="--opensearch"):
        Searcher(index)


def test_an_index_that_was_removed(index: Path) -> None:
    """Searches and `check` say that it is gone; a run makes it anew."""
    with closing(Connection(kept_settings(index))) as connection:
        connection.ask("DELETE", f"/{index_of(current(index).engine_path)}")
    gone = pytest.raises(IndexDamaged, match="no longer in the cluster")
    with closing(Searcher(index)) as searcher, gone:
        searcher.search(SearchRequest(query="women"))
    assert [one.kind for one in check_index(index).problems] == ["index-damaged"]
    publish((*LIBRARY, again(70, "Urges all")), index, CLUSTER)
    assert check_index(index).problems == ()


def test_what_is_no_longer_needed_is_removed(index: Path) -> None:
    """The cluster keeps two generations, and the files of these."""
    for number in range(71, 75):
        publish((*LIBRARY, again(number, "Urges all")), index, CLUSTER)
    settings = kept_settings(index)
    with closing(Connection(settings)) as connection:
        assert len(connection.ask("GET", f"/{settings.name}-g*/_settings")) == 2
        connection.ask("POST", f"/{settings.name}-files/_refresh")
        pieces = connection.ask("GET", f"/{settings.name}-files/_count")["count"]
    assert pieces <= 2 * (len(current(index).manifest.files) + 1)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require(shutil.which("openssl"), "openssl")
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture
def guarded(certificates: Path, tmp_path: Path) -> Iterator[ClusterSettings]:
    """A node behind TLS that asks for a password and a certificate, and how to get in."""
    tunnel = Tunnel(addresses()[0], certificates, "reader:sésame", client=True)
    (tmp_path / "login").write_text("reader:sésame\n", "utf-8")
    settings = cluster_settings(ALONE)
    assert settings is not None
    yield replace(
        settings,
        hosts=(tunnel.address,),
        login=str(tmp_path / "login"),
        authority=str(certificates / "authority.pem"),
        certificate=str(certificates / "client.pem"),
        key=str(certificates / "client.key"),
    )
    tunnel.close()


def test_a_guarded_cluster(guarded: ClusterSettings, tmp_path: Path) -> None:
    """With password and certificates an index is built and searched as any other."""
    publish(LIBRARY, tmp_path / "index", ALONE, guarded)
    assert "sésame" not in (tmp_path / "index" / "cluster.json").read_text("utf-8")
    with closing(Searcher(tmp_path / "index")) as searcher:
        assert searcher.search(SearchRequest(query="women")).total == 4


def test_who_is_not_let_in(guarded: ClusterSettings, tmp_path: Path) -> None:
    """A wrong password, a missing certificate, an authority that is not trusted: each is told."""
    (tmp_path / "wrong").write_text("reader:wrong", "utf-8")
    (tmp_path / "empty").write_text("reader", "utf-8")
    began = time.monotonic()
    for settings, told in (
        (replace(guarded, login=str(tmp_path / "wrong")), "does not accept this user"),
        (replace(guarded, login=str(tmp_path / "empty")), "must hold “user:password”"),
        (replace(guarded, login=str(tmp_path / "none")), "cannot be read"),
        (replace(guarded, authority=""), "not secure"),
        (replace(guarded, authority=str(tmp_path / "none")), "is not there"),
    ):
        with pytest.raises(ClusterRefused, match=told):
            publish(LIBRARY, tmp_path / "index", ALONE, settings)
    assert time.monotonic() - began < 60


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: Path) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(IndexIncompatible, match=r"pip install 'operative\[opensearch\]'"):
        Searcher(index)
    with pytest.raises(IndexIncompatible, match=r"operative\[opensearch\]"):
        build_index([tmp_path], tmp_path / "ix", engine=CLUSTER)


def test_only_those_who_use_it_import_the_library() -> None:
    """Commands and servers without a cluster do not need it."""
    program = "import sys, web.serve, search.searcher, indexer.cli; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "opensearchpy" not in done.stdout
