"""The server itself: how it stops, whom it does not wait for, what it does not read."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from support.running import running

from search.precedents.drafts import MOST_BYTES
from web.server.bodies import AT_ONCE, MOST_BODY, MOST_UPLOAD
from web.server.threads import threads
from web.server.waitress import MOST_HEADER
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ASKED = Event()


def slow(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer when half a second has gone; /large with 40 MB in pieces."""
    ASKED.set()
    if environ["PATH_INFO"] == "/large":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return _large()
    time.sleep(0.5)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"done"]


def _large() -> Iterator[bytes]:
    for _ in range(40):
        yield b"x" * 1_000_000


@pytest.fixture
def settings() -> Settings:
    return Settings(index=Path(), client_time=1.0, threads=2)


def test_what_is_under_way_is_finished(settings: Settings) -> None:
    """A server that is stopped answers what it has been asked, and nobody else."""
    ASKED.clear()
    with running(slow, settings) as site:
        got: list[tuple[int, bytes, str | None]] = []

        def ask() -> None:
            answer, body = site.get("/")
            got.append((answer.status, body, answer.headers["Connection"]))

        asking = [Thread(target=ask) for _ in range(4)]  # two of them wait for a thread
        for one in asking:
            one.start()
        assert ASKED.wait(5)
        time.sleep(0.2)  # until the others have been accepted too
        site.server.stop()
        for one in asking:
            one.join()
        site.thread.join(10)
        assert not site.thread.is_alive()
        assert got == [(200, b"done", "close")] * 4
        with pytest.raises(ConnectionRefusedError):
            site.get("/")


def test_idle_connections_do_not_hold_the_stop_up(settings: Settings) -> None:
    """Connections that are only kept open are closed when the server stops."""
    with running(slow, settings) as site:
        line = HTTPConnection("127.0.0.1", site.port)
        line.request("GET", "/")
        line.getresponse().read()
        begun = time.monotonic()
        site.server.stop()
        site.thread.join(10)
        assert time.monotonic() - begun < settings.stop_time / 2
        line.close()


def test_a_request_that_drips_in_is_ended(settings: Settings) -> None:
    """A client that sends a letter now and then does not keep its connection for ever."""
    with running(slow, settings) as site, socket.create_connection(("127.0.0.1", site.port)) as one:
        one.settimeout(0.3)
        until = time.monotonic() + 15
        one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        ended = False
        while not ended and time.monotonic() < until:
            try:
                one.sendall(b"a")
                ended = one.recv(100) == b""
            except TimeoutError:
                continue
            except OSError:
                ended = True
        assert ended


def test_an_answer_that_nobody_takes_frees_its_thread(settings: Settings) -> None:
    """Clients that stop reading a large answer do not keep others from theirs."""
    with running(slow, settings) as site:
        stuck = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(2)]
        for one in stuck:
            one.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            one.recv(1000)
        answer, body = site.get("/")
        assert (answer.status, body) == (200, b"done")
        for one in stuck:
            one.close()


def test_headers_and_bodies_have_an_end(settings: Settings) -> None:
    """What is too large is refused before it has been read."""
    with running(slow, settings) as site:
        assert site.get("/?q=" + "x" * (MOST_HEADER + 10))[0].status == 431
        line = HTTPConnection("127.0.0.1", site.port)
        line.request("GET", "/", headers={"Content-Length": "99999999"})
        assert line.getresponse().status == 413
        line.close()


def test_threads_fit_the_machine() -> None:
    """Without a word there are some threads a processor; a word goes before."""
    assert threads(Settings(index=Path(), threads=3)) == 3
    assert 4 <= threads(Settings(index=Path())) <= 32


def _count(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the bytes of the body, and whether they are in a file."""
    ASKED.set()
    body = environ["wsgi.input"]
    size = len(body.read())
    kept = "memory" if getattr(body, "name", None) is None else "disk"
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{size} {kept}".encode()]


def _post(port: int, path: str, size: int) -> tuple[int, bytes]:
    line = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request("POST", path, body=b"x" * size)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def test_drafts_stay_in_memory(settings: Settings) -> None:
    """Where drafts are taken, so much is read as one may have, and never into a file."""
    with running(_count, settings) as site:
        for path in ("/precedents", "/api/v1/precedents", "/search/precedents/"):
            assert _post(site.port, path, MOST_BYTES) == (200, f"{MOST_BYTES} memory".encode())
        line = HTTPConnection("127.0.0.1", site.port)
        line.request("POST", "/precedents", headers={"Content-Length": str(MOST_UPLOAD + 1)})
        assert line.getresponse().status == 413
        line.close()


@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/precedents/other", "/x?y=/precedents"])
def test_other_bodies_have_an_end(settings: Settings, path: str) -> None:
    """Elsewhere nobody can make the server hold much."""
    with running(_count, settings) as site:
        assert _post(site.port, path, 1000)[0] == 200
        line = HTTPConnection("127.0.0.1", site.port)
        line.request("POST", path, headers={"Content-Length": str(MOST_BODY + 1)})
        assert line.getresponse().status == 413
        line.close()


def test_only_some_drafts_are_held(settings: Settings) -> None:
    """Those that arrive while many others do are told to come again."""
    with running(_count, settings) as site:
        begun = [HTTPConnection("127.0.0.1", site.port) for _ in range(AT_ONCE)]
        for line in begun:
            line.putrequest("POST", "/precedents")
            line.putheader("Content-Length", "10")
            line.endheaders()
        time.sleep(0.3)
        late = HTTPConnection("127.0.0.1", site.port)
        late.request("POST", "/precedents", headers={"Content-Length": "10"})
        answer = late.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
        late.close()
        for line in begun:
            line.send(b"x" * 10)
            assert line.getresponse().read() == b"10 memory"
            line.close()
        assert _post(site.port, "/precedents", 10)[0] == 200
