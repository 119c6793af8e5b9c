"""Several processes on one socket: they share the work, are replaced, and end together."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from web.server import workers as module
from web.server.rates import Rates, shared
from web.server.threads import share, threads
from web.server.workers import Workers, WorkersFailed
from web.settings.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
SETTINGS = Settings(index=Path(), processes=2, threads=4, stop_time=5.0)


@contextmanager
def working(program: str = "work") -> Iterator[tuple[Workers, int]]:
    """Start two workers; gives them and their port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    place = f"support.programs.answering:{program}"
    workers = Workers(2, place, listener, SETTINGS, patience=SETTINGS.stop_time)
    with listener:
        workers.start()
        running = Thread(target=workers.run, daemon=True)
        running.start()
        try:
            yield workers, port
        finally:
            workers.stop()
            running.join(20)
            assert not running.is_alive()


def ask(port: int, path: str = "/") -> int:
    """Ask once; gives the number of the process that answered."""
    line = HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", path)
    answer = line.getresponse().read()
    line.close()
    return int(answer)


def until_replaced(workers: Workers, killed: int) -> None:
    end = time.monotonic() + 20
    while killed in workers.processes() or len(workers.processes()) < 2:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_both_answer() -> None:
    """Requests that come at the same time are answered by different processes."""
    with working() as (workers, port):
        answered = set[int]()
        end = time.monotonic() + 20
        while answered != set(workers.processes()):
            assert time.monotonic() < end
            asking = [Thread(target=lambda: answered.add(ask(port, "/slow"))) for _ in range(4)]
            for one in asking:
                one.start()
            for one in asking:
                one.join()


def test_one_that_is_killed_is_replaced() -> None:
    """Nobody else's request fails, and there are two again."""
    with working() as (workers, port):
        killed = ask(port)
        os.kill(killed, signal.SIGKILL)
        assert all(ask(port) != killed for _ in range(20))
        until_replaced(workers, killed)
        assert ask(port) in workers.processes()


def test_what_is_under_way_is_finished() -> None:
    """Workers that are told to stop answer first, also if the system tells them too."""
    got = list[int]()
    with working() as (workers, port):
        asking = [Thread(target=lambda: got.append(ask(port, "/slow"))) for _ in range(4)]
        for one in asking:
            one.start()
        time.sleep(0.5)
        for number in workers.processes():
            os.kill(number, signal.SIGINT)  # as Ctrl+C does, which reaches all
            os.kill(number, signal.SIGTERM)  # as systemd does
        workers.stop()
        for one in asking:
            one.join()
    assert len(got) == 4
    with pytest.raises(ConnectionRefusedError):
        ask(port)


def test_those_that_cannot_start_say_why() -> None:
    """The reason of a worker becomes that of the server."""
    with pytest.raises(WorkersFailed, match="no room for 2 of us"), working("fail"):
        pass


def test_those_that_die_at_the_start_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose processes end at once does not start them for ever."""
    monkeypatch.setattr(module, "_PAUSE", 0.01)
    with pytest.raises(WorkersFailed, match="exit code 7"), working("die"):
        pass


def test_clients_are_counted_together() -> None:
    """A limit holds for all processes: one that was handed the counter counts where it was made."""
    with shared(60) as wait:
        assert [wait("192.0.2.1", 0.0) for _ in range(60)] == [0.0] * 60
        assert wait("192.0.2.1", 0.0) == pytest.approx(Rates(60).a_minute / 60)
        assert wait("192.0.2.2", 0.0) == 0.0


@pytest.mark.parametrize(
    ("every", "processes", "each"), [(8, 2, 4), (9, 2, 5), (1, 4, 1), (8, 0, 8)]
)
def test_what_all_have_is_shared(every: int, processes: int, each: int) -> None:
    """Threads and connections are those of the server, however many processes it has."""
    settings = Settings(index=Path(), processes=processes, threads=every)
    assert share(every, settings) == threads(settings) == each
