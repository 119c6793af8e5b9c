"""Worker: a process that reads files one by one and is ended when one takes too much.

It takes tasks and returns outcomes; whatever happens inside, an outcome comes back in limited
time. A process that has died or was ended is replaced by the next task.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, Generic, TypeVar

from indexer.errors import Problem, UnreadableFile
from indexer.reading.garbage_collection import collect_rarely
from indexer.surroundings import trusting_no_folder

if sys.platform != "win32":
    import resource

FAILED = "reader-failed"
DIED = "reader-died"
"""The problem of a file whose reading was ended by an accident: for lack of memory, say."""
TOO_SLOW = "too-slow"
TOO_MUCH_MEMORY = "too-much-memory"
BOUNDED = frozenset({TOO_SLOW, TOO_MUCH_MEMORY})
"""The problems of files that could be read with wider limits."""
PASSING = frozenset({FAILED, DIED})
"""The problems that the next run may not have, though the file is the same."""

_START = 60.0  # seconds for a process to start, which takes less than one
_STARTS = 5  # processes that are started before a file is given up
_TRIES = 2  # processes that may die over a file
_PATIENCE = 3  # times the limit that a process which hardly gets to work may take
_LEAVE = 3.0  # seconds for it to clean up when its time is over
_ORPHAN = (
    10.0  # seconds beyond the longest time after which it ends itself: nobody waits for it any more
)

T = TypeVar("T")
Read = Callable[..., tuple[T, ...]]
"""As `documents.read_documents`: (path, data, *, symbol) to documents, or `UnreadableFile`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of reading one file: time by the clock, memory where the system can limit it.

    The slowest known resolution takes three seconds, and no known one 200 MB.
    """

    seconds: float = 120.0
    megabytes: int = 2048

    def wider(self) -> bool:
        """Tells whether these are wider than usual, so that what failed before may work now."""
        usual = Limits()
        return self.seconds > usual.seconds or self.megabytes > usual.megabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read; `path`, `data` and `symbol` as `read_documents` wants them.

    checksum: of the data, handed through. refused: why there is no data, None where there is.
    """

    path: str
    data: bytes
    symbol: str | None = None
    checksum: str = ""
    refused: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """Outcome of a task: the documents of the reader, or why there are none.

    seconds: of CPU that reading took.
    """

    path: str
    checksum: str
    documents: tuple[T, ...] = ()
    problem: Problem | None = None
    seconds: float = 0.0


def read_one(read: Read[T], task: Task) -> Outcome[T]:
    """Reads a file here, without limits; whatever goes wrong becomes a problem."""
    if task.refused is not None:
        return Outcome(path=task.path, checksum=task.checksum, problem=task.refused)
    started = time.process_time()
    try:
        documents = read(task.path, task.data, symbol=task.symbol)
    except UnreadableFile as error:
        return _refused(task, error)
    except MemoryError:
        message = (
            "Reading needs more memory than the limit for one file; split it, or allow more with "
            "--memory-limit."
        )
        return _refused(task, UnreadableFile(TOO_MUCH_MEMORY, message))
    except Exception as error:  # noqa: BLE001 - one bad file must not stop thousands of good ones
        return _failed(task, f"{type(error).__name__}: {error}")
    if not documents:
        return _refused(task, UnreadableFile("no-document", "No resolution was found in it."))
    return Outcome(
        path=task.path,
        checksum=task.checksum,
        documents=tuple(documents),
        seconds=time.process_time() - started,
    )


class ReadingProcess(Generic[T]):
    """One process that reads; used by one thread at a time, closed by any."""

    def __init__(self, read: Read[T], limits: Limits) -> None:
        self._read = read
        self._limits = limits
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def outcome(self, task: Task) -> Outcome[T]:
        """Reads a file; whatever goes wrong becomes a problem.

        Raises EOFError or OSError when the process is closed meanwhile.
        """
        if task.refused is not None:
            return read_one(self._read, task)
        for _ in range(_TRIES):
            try:
                return self._asked(task)
            except (EOFError, OSError):
                if self._closed:
                    raise
                self._end()
        return _refused(
            task,
            UnreadableFile(
                DIED,
                "The process that read it died, perhaps for lack of memory. Run again to read it; "
                "if this happens every time, please report it with the file.",
            ),
        )

    def _asked(self, task: Task) -> Outcome[T]:
        pipe = self._pipe or self._start()
        pipe.send(task)
        if self._answers(pipe):
            outcome: Outcome[T] = pipe.recv()
            return outcome
        self._end()
        message = (
            f"Reading took longer than {self._limits.seconds:g} seconds and was stopped; "
            "split it, get another copy, or allow more with --time-limit."
        )
        return _refused(task, UnreadableFile(TOO_SLOW, message))

    def _answers(self, pipe: Connection) -> bool:
        """Waits for an answer; where other programs have the processors, somewhat longer."""
        seconds, before = self._limits.seconds, self._used()
        for _ in range(_PATIENCE):
            if pipe.poll(seconds):
                return True
            used = self._used()
            if before is None or used is None or not 0.01 < (used - before) / seconds < 0.5:
                return False
        return False

    def _used(self) -> float | None:
        """Returns the seconds of processor time that the process has had, where it can be told."""
        process = self._process
        try:
            fields = (
                Path(f"/proc/{process.pid}/stat").read_text("ascii", "replace") if process else ""
            )
            user, system = fields.rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            return None

    def close(self) -> None:
        """Ends the process, also while it reads; no other is started."""
        self._closed = True
        self._end()

    def _start(self) -> Connection:
        """Starts a process; one that does not come up, as on a busy machine, is started again."""
        for attempt in range(1, _STARTS + 1):
            if self._closed:
                raise EOFError
            try:
                return self._started()
            except (EOFError, OSError):
                if self._closed or attempt == _STARTS:
                    raise
                self._end()
                time.sleep(attempt)
        raise EOFError

    def _started(self) -> Connection:
        # Never fork: engines and progress bars have threads, whose locks a child would inherit.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = process = context.Process(
            target=_serve, args=(theirs, self._read, self._limits), daemon=True
        )
        with trusting_no_folder():
            process.start()
        theirs.close()  # or its end would not be noticed here
        if self._closed:  # while it was being started
            _stop(process)
            raise EOFError
        if not self._pipe.poll(_START):
            raise EOFError
        self._pipe.recv()
        return self._pipe

    def _end(self) -> None:
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if process is not None and process.pid is not None:
            _stop(process)
        if pipe is not None:
            pipe.close()


def _serve(pipe: Connection, read: Read[Any], limits: Limits) -> None:
    """Answers tasks until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side decides when to stop
    signal.signal(signal.SIGTERM, _leave)
    sys.unraisablehook = _leave_for_good
    collect_rarely()
    _limit_memory(limits.megabytes)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            task = pipe.recv()
            faulthandler.dump_traceback_later(
                _PATIENCE * limits.seconds + _ORPHAN, file=nowhere, exit=True
            )
            _answer(pipe, task, read_one(read, task))
            faulthandler.cancel_dump_traceback_later()


def _answer(pipe: Connection, task: Task, outcome: Outcome[Any]) -> None:
    try:
        pipe.send(outcome)
    except (EOFError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - what it read could not be handed over
        pipe.send(_failed(task, f"{type(error).__name__}: {error}"))


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leaves as an exception does: programs that were started are ended on the way."""
    raise SystemExit(1)


def _leave_for_good(ignored: sys.UnraisableHookArgs) -> None:
    """Leaves at once where a destructor was running, in which Python ignores exceptions."""
    if isinstance(ignored.exc_value, SystemExit):
        os._exit(1)
    sys.__unraisablehook__(ignored)


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "win32":
        return  # there is no such limit without a library of its own
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = megabytes << 20
    with suppress(OSError, ValueError):  # a lower limit than this one holds already
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _failed(task: Task, what: str) -> Outcome[Any]:
    message = f"Operative failed to read it ({what}). Please report this with the file."
    return _refused(task, UnreadableFile(FAILED, message))


def _refused(task: Task, error: UnreadableFile) -> Outcome[Any]:
    problem = Problem(kind=error.code, path=task.path, message=str(error))
    return Outcome(path=task.path, checksum=task.checksum, problem=problem)


def _stop(process: BaseProcess) -> None:
    """Ends a process that has been started; two threads may do so."""
    with suppress(ValueError):  # of one that the other has closed
        process.terminate()
        process.join(_LEAVE)
        process.kill()
        process.join()
        process.close()
