"""An index that is replaced while it is served: nobody who asks may notice."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest
from support.running import Running, running
from support.web_site import build_site

from indexer.build.build import Tools
from indexer.pipeline import build_index
from web.app import create_app
from web.server.upkeep.watch import Refresher, state
from web.settings.settings import Settings

TEXT = """\
United Nations A/RES/74/{number}
General Assembly
Seventy-fourth session
Resolution adopted by the General Assembly on 18 December 2019
74/{number}. Improving the coordination of efforts against trafficking in persons

The General Assembly,
Recalling its previous resolutions,
1. Urges Member States to act against trafficking in persons;
2. Requests the Secretary-General to report.
"""
ADDRESSES = (
    "/?q=trafficking",
    "/api/v1/search?q=verb:urge",
    "/resolutions/A/RES/74/176",
    "/api/v1/export?format=csv&q=trafficking",
    "/feed?q=persons",
    "/readyz",
)


def write(texts: Path, number: int) -> None:
    texts.mkdir(exist_ok=True)
    (texts / f"{number}.txt").write_text(TEXT.format(number=number), encoding="utf-8")


def index_of(texts: Path, index: Path) -> None:
    build_index([texts], index, tools=Tools(workers=0))


def hammer(site: Running, over: Event, seen: Counter[int]) -> None:
    line = HTTPConnection("127.0.0.1", site.port, timeout=30)
    n = 0
    while not over.is_set():
        line.request("GET", ADDRESSES[n % len(ADDRESSES)])
        answer = line.getresponse()
        answer.read()
        seen[answer.status] += 1
        n += 1
    line.close()


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_no_request_fails_while_generations_come_and_go(tmp_path: Path) -> None:
    """Two servers on one index answer every request while it is replaced again and again."""
    texts, index = tmp_path / "texts", tmp_path / "index"
    write(texts, 176)
    index_of(texts, index)
    settings = Settings(index=index, access_log="off")
    over, seen = Event(), [Counter[int](), Counter[int]()]
    with ExitStack() as stack:
        sites = [
            stack.enter_context(running(create_app(settings).wsgi_app, settings)) for _ in range(2)
        ]
        asking = [
            Thread(target=hammer, args=(site, over, counted))
            for site, counted in zip(sites, seen, strict=True)
            for _ in range(2)
        ]
        for one in asking:
            one.start()
        for number in range(200, 205):
            write(texts, number)
            index_of(texts, index)
            time.sleep(0.2)
        over.set()
        for one in asking:
            one.join()
        for site, counted in zip(sites, seen, strict=True):
            assert set(counted) == {200}
            assert b'"generation":6' in site.get("/readyz")[1].replace(b" ", b"")


def test_a_watched_folder_is_indexed_again(tmp_path: Path) -> None:
    """What is put into the folder is found a moment later, and the server never stopped."""
    texts, index = tmp_path / "texts", tmp_path / "texts" / "index"
    write(texts, 176)
    settings = Settings(index=index, access_log="off")
    refresher = Refresher([texts], index, 0.2)
    with running(create_app(settings).wsgi_app, settings) as site:
        assert site.get("/readyz")[0].status == 503
        refresher.start()
        try:
            assert until(lambda: site.get("/readyz")[0].status == 200)
            write(texts, 177)
            assert until(lambda: site.get("/resolutions/A/RES/74/177")[0].status == 200)
        finally:
            refresher.stop()


def test_the_index_among_the_texts_is_no_change(tmp_path: Path) -> None:
    """An index that lies in the folder it is made from does not make itself again for ever."""
    write(tmp_path, 176)
    before = state([tmp_path], tmp_path / "index")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "CURRENT").write_text("g000001", encoding="utf-8")
    assert state([tmp_path], tmp_path / "index") == before
    write(tmp_path, 177)
    assert state([tmp_path], tmp_path / "index") != before


def test_a_failed_run_is_told_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder that is not there yet is asked for again; the log says what is wrong."""
    refresher = Refresher([tmp_path / "none"], tmp_path / "index", 0.2)
    with caplog.at_level("INFO", "web.server.upkeep"):
        refresher.start()
        try:
            assert until(lambda: "exit code 1" in caplog.text)
        finally:
            refresher.stop()
    assert "none" in caplog.text


def test_serving_writes_nothing(tmp_path: Path) -> None:
    """A copy of the index on a disk that nobody may write to can be served."""
    copy = tmp_path / "copy"
    shutil.copytree(build_site(tmp_path), copy)
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    client = create_app(Settings(index=copy)).test_client()
    for address in ("/?q=trafficking", "/resolutions/A/RES/74/176", "/facets/verb", "/readyz"):
        assert client.get(address).status_code == 200
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before
