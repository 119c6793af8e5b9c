"""Workers: processes that answer requests on one listening socket, and who looks after them.

Python runs one thread at a time, so that one process uses one processor. Here several share a
socket; the system gives a new connection to one that waits for it. A worker that dies is replaced,
and the requests of the others go on. Workers end with whoever started them, however that happens.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pkgutil import resolve_name
from threading import Thread
from time import monotonic
from typing import Any

LOG = logging.getLogger(__name__)

_READY, _STOP = "ready", "stop"
_FAILED = "failed: "  # and the reason
_STARTS = 5  # of workers that never get ready, until the server gives up
_PAUSE = 1.0  # seconds before such a one is replaced
_MARGIN = 5.0  # seconds beyond the time to stop until a worker is ended


class WorkersFailed(Exception):  # noqa: N818 - the noun says it
    """No worker can start; the message says why."""


class Line:
    """A worker's end of the line to its supervisor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ready(self) -> None:
        """Says that requests are answered from now on."""
        self._connection.send(_READY)

    def failed(self, reason: str) -> None:
        """Says why the worker cannot start."""
        self._connection.send(_FAILED + reason)

    def obey(self, stop: Callable[[], None]) -> None:
        """Calls a function when the supervisor says so; ends the process when it is gone."""
        Thread(target=self._listen, args=(stop,), name="line", daemon=True).start()

    def _listen(self, stop: Callable[[], None]) -> None:
        try:
            while self._connection.recv() != _STOP:
                pass
            stop()
            self._connection.recv()
        except (EOFError, OSError):
            os._exit(1)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    ready: bool = False


class Workers:
    """Processes that do the same work; `start`, then `run`, may be called once.

    work: place of a function, "module:name", that gets its line, the listener and copies of the
    arguments. listener: closed as soon as the workers are told to stop.
    patience: seconds in which they complete what is under way then.
    """

    def __init__(
        self, number: int, work: str, listener: socket.socket, *arguments: Any, patience: float
    ) -> None:
        self._number = number
        self._work = work
        self._listener = listener
        self._arguments = arguments
        self._patience = patience
        self._context = get_context("spawn")  # the same on all systems, whatever threads there are
        self._workers = list[_Worker]()
        self._lost = 0  # in a row, without having been ready
        self._stopping = False
        self._woken, self._wake = self._context.Pipe(duplex=False)

    def start(self) -> None:
        """Starts the workers; returns when the first is ready, or when told to stop.

        Raises:
            WorkersFailed: they cannot start.
        """
        self._workers = [self._started() for _ in range(self._number)]
        while not self._stopping and not any(one.ready for one in self._workers):
            self._turn()

    def run(self) -> None:
        """Replaces workers that die until `stop` is called, then waits for what is under way.

        Raises:
            WorkersFailed: they die again and again before they are ready.
        """
        while not self._stopping:
            self._turn()
        self._finish()

    def stop(self) -> None:
        """Lets the workers complete what is under way; may be called from a signal handler."""
        self._stopping = True
        self._wake.send_bytes(b".")

    def processes(self) -> list[int]:
        """Returns the numbers by which the system knows the workers."""
        return [one.process.pid for one in self._workers if one.process.pid is not None]

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_begin, args=(self._work, theirs, self._listener, *self._arguments)
        )
        process.start()
        theirs.close()  # so that the line ends with the worker
        return _Worker(process, ours)

    def _turn(self) -> None:
        """Waits until something happens, and does what follows from it."""
        lines = {one.line: one for one in self._workers}
        for happened in wait([self._woken, *lines]):
            if happened is self._woken:
                self._woken.recv_bytes()
            else:
                self._hear(lines[happened])  # type: ignore[index]  # no sockets or numbers given

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.line.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        if said == _READY:
            worker.ready, self._lost = True, 0
        else:
            self._fail(said.removeprefix(_FAILED))

    def _replace(self, worker: _Worker) -> None:
        worker.process.join()
        worker.line.close()
        self._workers.remove(worker)
        if self._stopping:
            return
        code = worker.process.exitcode
        LOG.warning("a server process ended by itself (exit code %s); another one starts", code)
        if not worker.ready:
            self._lost += 1
            if self._lost >= _STARTS:
                self._fail(f"The processes of the server end while they start (exit code {code}).")
            if wait([self._woken], _PAUSE):
                return
        self._workers.append(self._started())

    def _fail(self, reason: str) -> None:
        for one in self._workers:
            one.process.kill()
        raise WorkersFailed(reason)

    def _finish(self) -> None:
        self._listener.close()
        for one in self._workers:
            with suppress(OSError):
                one.line.send(_STOP)
        until = monotonic() + self._patience + _MARGIN
        for one in self._workers:
            one.process.join(max(0.0, until - monotonic()))
            one.process.kill()  # without effect where it has ended


def _begin(work: str, line: Connection, listener: socket.socket, *arguments: Any) -> None:
    """Begins a worker."""
    # Ctrl+C reaches all processes of a terminal; the supervisor alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with listener:
        resolve_name(work)(Line(line), listener, *arguments)
