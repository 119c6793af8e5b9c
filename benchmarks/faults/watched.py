"""`serve --watch` killed or ended at every point at which its run of the indexer writes.

In turn, the indexer alone is killed, everything is killed at once, and the server is told to end.
Where the server goes on it must answer all the time, from before or from after, and bring the index
up to date by itself; otherwise the index must be whole, and the next run brings it up to date.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.holding import held, left_behind
from benchmarks.faults.placed import LASTING, Fault, calls_of, points, traced
from benchmarks.measuring import ROOT

KINDS = ("the indexer", "everything", "the server told to end")
_PARAGRAPHS = "4"
"""Paragraphs that the search finds, before the change as after it."""
_COMMAND = (sys.executable, "-P", "-c", "from web.command import main; main()")
_READY = re.compile(r"http://\S+?:([0-9]+)/")
_ENDED = "indexing finished"
_PATIENCE = 600.0  # seconds until something that must come has come
_STARTING = "not yet"
_ANSWER = 60.0  # seconds that an answer may take: the server is traced, and the machine is busy
_STOPPING = 120.0  # seconds that a server may take to end


def text(number: int, version: str) -> str:
    """Returns a resolution with a number, as plain text."""
    return (
        f"United Nations\nA/RES/74/{number}\n\nGeneral Assembly\n\n74/{number}. Report {number}\n\n"
        f"The General Assembly,\n\n1. Requests the Secretary-General to submit {version} report;\n"
        "\n2. Decides to remain seized of the matter.\n"
    )


class Server:
    """A server that watches a folder, its index, and what both were before."""

    def __init__(self, folder: Path) -> None:
        self._docs, self._base = folder / "docs", folder / "base"
        self.index, self.log = folder / "ix", folder / "strace"
        self._out = folder / "out"
        self._docs.mkdir()
        for number in (1, 2, 3, 4):
            self._write(number, "the first")
        self._indexed(self._base)
        self.before = held(self._base)
        self._write(1, "another")
        self._write(5, "a new")
        (self._docs / "f2.txt").unlink()
        self.reset()
        self._indexed(self.index)
        self.after = held(self.index)

    def reset(self) -> None:
        """Lays the index out as it was before the documents changed."""
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self._base, self.index)

    def bring_up_to_date(self) -> str | None:
        """Runs the indexer; returns what is wrong then."""
        self._indexed(self.index)
        found = held(self.index)
        if found != self.after:
            return f"the next run does not bring it up to date: {found}"[:400]
        return left_behind(self.index)

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """Starts the server, stopped before its first step; kills what is left of it at the end."""
        options = ["serve", "--watch", str(self._docs), "--index", str(self.index)]
        options += ["--port", "0", "--refresh", "1s", "--access-log", "off"]
        stopped = ["sh", "-c", 'kill -STOP $$; exec "$@"', "sh"]
        with self._out.open("wb") as out:
            program = subprocess.Popen(
                [*stopped, *_COMMAND, *options],
                cwd=ROOT, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        os.waitpid(program.pid, os.WUNTRACED)
        try:
            yield program
        finally:
            kill(program)

    def points(self) -> list[Fault]:
        """Returns all kills that can be placed at calls of a run."""
        self.reset()
        with self.started() as program, traced(program.pid, LASTING, None, self.log):
            self.wait(lambda: _ENDED in self.said(), "a run")
        return points(calls_of(self.log), "kill")

    def said(self) -> str:
        """Returns what the server has written."""
        return self._out.read_text("utf-8", "replace")

    def struck(self) -> bool:
        """Returns whether a process was killed at its fault."""
        return self.log.exists() and "+++ killed by" in self.log.read_text("utf-8", "replace")

    def answer(self) -> str:
        """Returns how many paragraphs the server finds, or what came instead of an answer."""
        ready = _READY.search(self.said())
        if ready is None:
            return _STARTING
        line = HTTPConnection("127.0.0.1", int(ready[1]), timeout=_ANSWER)
        try:
            line.request("GET", "/api/v1/search?q=report&size=1")
            answer = line.getresponse()
            found = re.search(rb'"total": ?(\d+)', answer.read())
        except (HTTPException, OSError) as error:
            return repr(error)
        else:
            return found[1].decode("ascii") if found else f"status {answer.status}"
        finally:
            line.close()

    def wait(self, for_what: Callable[[], bool], name: str) -> None:
        """Waits until something is so; raises TimeoutError if it does not come."""
        end = time.monotonic() + _PATIENCE
        while not for_what():
            if time.monotonic() > end:
                raise TimeoutError(f"waited for {name} in vain: {self.said()[-300:]}")
            time.sleep(0.05)

    def _write(self, number: int, version: str) -> None:
        (self._docs / f"f{number}.txt").write_text(text(number, version), "utf-8")

    def _indexed(self, index: Path) -> None:
        options = ["index", str(self._docs), "--index", str(index), "--quiet"]
        subprocess.run([*_COMMAND, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def kill(program: subprocess.Popen[bytes]) -> None:
    """Kills a program with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def wrong(server: Server, kind: str, fault: Fault) -> str | None:
    """Places a fault at a call of the run; returns what is wrong afterwards."""
    server.reset()
    try:
        with server.started() as program:
            with traced(program.pid, LASTING, fault, server.log):
                server.wait(lambda: server.struck() or _ENDED in server.said(), "the fault")
                if kind == "everything":
                    kill(program)
                elif kind == "the server told to end":
                    program.terminate()
                    program.wait(_STOPPING)
            # strace has let go: the next run of the server comes through.
            if kind == "the indexer":
                return _going_on(server)
    except (TimeoutError, subprocess.TimeoutExpired) as error:
        return str(error)
    found = held(server.index)
    if found not in (server.before, server.after):
        return f"neither before nor after: {found}"[:400]
    return server.bring_up_to_date()


def _going_on(server: Server) -> str | None:
    """Returns what is wrong with a server that should go on by itself."""
    answers = set[str]()

    def renewed() -> bool:
        answers.add(server.answer())
        return any(line.endswith(_ENDED) for line in server.said().splitlines())

    server.wait(renewed, "a run that comes through")
    answers.add(server.answer())
    if not answers <= {_STARTING, _PARAGRAPHS}:
        return f"the server answers {answers}"
    return None if held(server.index) == server.after else "the server does not bring it up to date"


def report(times: int, seed: int) -> int:
    """Places about so many faults, of each kind in turn; returns how many had bad consequences."""
    chance, seen, failed = Random(seed), Counter[str](), 0
    with TemporaryDirectory(prefix="operative-faults-") as name:
        server = Server(Path(name))
        known = server.points()
        print(f"{len(known)} points in a run", flush=True)
        for at, fault in enumerate(islice(cycle(chance.sample(known, len(known))), times)):
            kind = KINDS[at % len(KINDS)]
            complaint = wrong(server, kind, fault)
            seen[kind if server.struck() else f"{kind}: not reached"] += 1
            if complaint:
                failed += 1
                print("WRONG", kind, fault, complaint, flush=True)
            if not seen.total() % 10:
                print(f"{seen.total()} faults so far, {failed} wrong", flush=True)
    print(f"{seen.total()} faults: {dict(sorted(seen.items()))}; {failed} wrong")
    return failed
