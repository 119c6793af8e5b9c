"""Placed faults: a build in a process of its own, in which a chosen system call goes wrong.

strace (Linux) kills the process at the call, ends it with SIGTERM or lets the call and all that
follow fail as on a full disk. Everything is imported before, so that a build takes little time.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LASTING = "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,ftruncate"
"""Calls that change what lasts: between any two of them the disk is in another state."""
WRITING = "write,pwrite64,writev"
"""Calls that fail first where the disk is full."""
_ATTACHED = 20.0  # seconds that strace may take to get hold of a process
_LONGEST = 120.0  # seconds that a build may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault at the `number`th call of these; kind: "kill", "term" or "full"."""

    calls: str
    kind: str
    number: int

    @property
    def injection(self) -> str:
        """The fault as strace wants it."""
        what = {"kill": "signal=KILL", "term": "signal=TERM", "full": "error=ENOSPC"}[self.kind]
        return f"{self.calls}:{what}:when={self.number}{'+' if self.kind == 'full' else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a build ended: code, negative for a signal; traced: the calls that it made."""

    code: int
    traced: tuple[str, ...]


def forked(work: Callable[[], int]) -> int:
    """Does some work in a process of its own; returns its exit code, negative for a signal."""
    pid = _fork(work, stopped=False)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def ended(work: Callable[[], int], calls: str, fault: Fault | None, log: Path) -> Ended:
    """Does some work in a process of its own that is traced, with a fault or without."""
    pid = _fork(work, stopped=True)
    os.waitpid(pid, os.WUNTRACED)
    with traced(pid, calls, fault, log):
        code = _wait(pid)
    return Ended(code=code, traced=calls_of(log))


@contextmanager
def traced(pid: int, calls: str, fault: Fault | None, log: Path) -> Iterator[None]:
    """Lets a stopped process go on under strace, with a fault or without; lets go of it at the end.

    The processes that it starts are traced too.
    """
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}", "-p", str(pid)]
    if fault is not None:
        command[7:7] = ["-e", f"inject={fault.injection}"]
    log.unlink(missing_ok=True)
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for_tracer(pid)
        os.kill(pid, signal.SIGCONT)
        yield
    finally:
        tracer.terminate()
        try:
            tracer.wait(2)
        except subprocess.TimeoutExpired:
            # strace waits for ever for the threads of some killed processes; the kernel does not.
            tracer.kill()
            tracer.wait()


def calls_of(log: Path) -> tuple[str, ...]:
    """Returns the calls in a log of strace, each with the number of its thread before it."""
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    return tuple(line for line in lines if re.match(r"\d+ +\w+\(", line))


def points(traced: Iterable[str], kind: str) -> list[Fault]:
    """Returns a fault for each of the traced calls.

    strace counts the calls of each thread and each name by themselves.
    """
    counted = Counter((line.split()[0], line.split()[1].partition("(")[0]) for line in traced)
    most = dict[str, int]()
    for (_, name), number in counted.items():
        most[name] = max(number, most.get(name, 0))
    return [
        Fault(calls=name, kind=kind, number=number)
        for name, times in sorted(most.items())
        for number in range(1, times + 1)
    ]


def _fork(work: Callable[[], int], *, stopped: bool) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if stopped:
            os.kill(os.getpid(), signal.SIGSTOP)
        code = work()
    finally:
        os._exit(code)


def _wait_for_tracer(pid: int) -> None:
    end = time.monotonic() + _ATTACHED
    while "TracerPid:\t0" in Path(f"/proc/{pid}/status").read_text("ascii", "replace"):
        if time.monotonic() > end:
            raise SystemExit("strace does not get hold of a process; are you allowed to trace?")
        time.sleep(0.002)


def _wait(pid: int) -> int:
    end = time.monotonic() + _LONGEST
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return -999
        time.sleep(0.002)
