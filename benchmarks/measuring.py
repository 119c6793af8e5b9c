"""Measuring: percentiles, the cost of a call, and of a program with its children."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
T = TypeVar("T")
_LOOK = 0.1  # seconds between two readings of the memory used


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The seconds of a call; cpu: of all threads of the process."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """The cost of a program in seconds; cpu and memory include its children.

    memory: peak resident bytes of the program with its children.
    output: its standard output.
    """

    wall: float
    cpu: float
    memory: int
    output: str


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the value below which a share (0 to 1) of the values lies, interpolated."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def timed(call: Callable[[], T]) -> tuple[T, Cost]:
    """Calls a function; returns its result and cost."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = call()
    return result, Cost(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def run(*arguments: str | Path) -> Took:
    """Runs one of the benchmarks' modules as a separate program.

    Raises SystemExit with its output if it fails.
    """
    before = _cpu_of_children()
    started = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    most = 0
    while True:
        try:
            output, complaints = program.communicate(timeout=_LOOK)
            break
        except subprocess.TimeoutExpired:
            most = max(most, memory_with_children(program.pid))
    if program.returncode:
        raise SystemExit(f"{arguments[0]} failed:\n{complaints}")
    return Took(
        wall=time.perf_counter() - started,
        cpu=_cpu_of_children() - before,
        memory=most,
        output=output,
    )


def memory_with_children(pid: int) -> int:
    """Returns the resident bytes of a process and its descendants; 0 without /proc."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            pages = Path(f"/proc/{one}/statm").read_text("ascii").split()[1]
            children = Path(f"/proc/{one}/task/{one}/children").read_text("ascii")
        except (OSError, IndexError):
            continue
        total += int(pages) * resource.getpagesize()
        waiting.extend(int(child) for child in children.split())
    return total


def own_peak() -> int:
    """Returns the peak resident bytes of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def size_of(place: Path) -> int:
    """Returns the bytes of all files in a folder; hard links count once."""
    found = {
        (status.st_dev, status.st_ino): status.st_size
        for file in place.rglob("*")
        if file.is_file() and (status := file.stat())
    }
    return sum(found.values())


def machine() -> str:
    """Returns a description of the machine."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {sys.platform}"


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
