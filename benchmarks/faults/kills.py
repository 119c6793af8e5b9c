"""Builds killed, ended or out of disk at every point: what was published stays whole.

After each fault the index holds all of before or all of after and nothing is wrong with it; the
next run brings it to what it should be, and leaves nothing behind.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.holding import held, left_behind
from benchmarks.faults.placed import (
    LASTING,
    WRITING,
    Fault,
    ended,
    forked,
    points,
)
from benchmarks.measuring import ROOT
from indexer.build.build import Tools
from indexer.errors import IndexerError
from indexer.pipeline import build_index

sys.path.insert(0, str(ROOT / "tests"))
from support.files.small import PARSER, fill, read, small

TOOLS = Tools(read=read, parser=PARSER, workers=0, worth_keeping=0.0)
ENGINES = ("tantivy", "whoosh")
KINDS = (("kill", LASTING), ("kill", WRITING), ("term", LASTING), ("full", WRITING))
FILES = 12


def text(number: int, version: str) -> str:
    """Returns the content of a small file."""
    lines = [f"Requests {version} report {number}.{n}" for n in range(4)]
    return small(f"A/RES/74/{number}", *lines)


def _changed(docs: Path) -> None:
    fill(docs, {"f1": text(1, "another"), "f2": text(2, "another")})
    (docs / "f3").unlink()
    fill(docs, {"f99": text(99, "new")})


def _dated(docs: Path) -> None:
    """As where a clock went back: what is new is older than what was there."""
    _changed(docs)
    for path in docs.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A build: what is changed before it, and how it is run; first: there is no index yet."""

    name: str
    change: Callable[[Path], None]
    first: bool = False
    rebuild: bool = False


SCENARIOS = (
    Scenario(name="first build", change=lambda _: None, first=True),
    Scenario(name="update", change=_changed),
    Scenario(name="update, clock gone back", change=_dated),
    Scenario(name="rebuild", change=_changed, rebuild=True),
)


class Case:
    """A scenario with an engine, laid out in a folder, to be run again and again."""

    def __init__(self, folder: Path, scenario: Scenario, engine: str) -> None:
        self.scenario, self.engine = scenario, engine
        self.name = f"{scenario.name}, {engine}"
        self._base, self._log = folder / "base", folder / "strace"
        self.docs, self.index = folder / "docs", folder / "ix"
        fill(self.docs, {f"f{n}": text(n, "first") for n in range(1, FILES + 1)})
        if not scenario.first:
            # A generation that consists of several parts.
            for number in (1, 2, 3):
                fill(self.docs, {f"g{number}": text(50 + number, "more")})
                forked(lambda: self._build(self._base))
        self.before = held(self._base)
        scenario.change(self.docs)
        forked(lambda: self._build(self.index))
        self.after = held(self.index)
        self.reset()

    def reset(self) -> None:
        """Lays the index out as it was before the build."""
        shutil.rmtree(self.index, ignore_errors=True)
        if self._base.exists():
            shutil.copytree(self._base, self.index)

    def points(self, kind: str, calls: str) -> list[Fault]:
        """Returns all faults of a kind that can be placed at some calls."""
        self.reset()
        done = ended(lambda: self._build(self.index), calls, None, self._log)
        if done.code:
            raise SystemExit(f"{self.name}: the build fails without a fault")
        return points(done.traced, kind)

    def wrong(self, fault: Fault) -> tuple[int, str | None]:
        """Runs the build with a fault; returns how it ended, and what is wrong afterwards."""
        self.reset()
        done = ended(lambda: self._build(self.index), fault.calls, fault, self._log)
        found = held(self.index)
        if found not in (self.before, self.after):
            return done.code, f"neither before nor after: {found}"[:400]
        again = forked(lambda: self._build(self.index))
        if again:
            return done.code, f"the next run fails ({again})"
        if held(self.index) != self.after:
            return done.code, "the next run does not bring it up to date"
        return done.code, left_behind(self.index)

    def _build(self, index: Path) -> int:
        try:
            build_index(
                [self.docs], index, engine=self.engine, tools=TOOLS, rebuild=self._rebuilt(index)
            )
        except IndexerError:
            return 1
        return 0

    def _rebuilt(self, index: Path) -> bool:
        return self.scenario.rebuild and index == self.index


def faults(case: Case, chance: Random, most: int) -> list[Fault]:
    """Returns the points of a case to place faults at; where there are too many, some of them."""
    found = [fault for kind, calls in KINDS for fault in case.points(kind, calls)]
    return found if len(found) <= most else chance.sample(found, most)


def report(times: int, seed: int) -> int:
    """Places about so many faults, evenly; returns how many had wrong consequences."""
    for engine in ENGINES:
        import_module(f"indexer.engines.{engine}")  # once, not in each process
    gc.freeze()
    chance, seen, wrong = Random(seed), Counter[str](), 0
    cases = [(engine, scenario) for engine in ENGINES for scenario in SCENARIOS]
    for engine, scenario in cases:
        with TemporaryDirectory(prefix="operative-faults-") as name:
            case = Case(Path(name), scenario, engine)
            for fault in faults(case, chance, times // len(cases)):
                code, complaint = case.wrong(fault)
                seen[f"{fault.kind}: {_how(code)}"] += 1
                if not seen.total() % 50:
                    print(f"{seen.total()} faults so far, {wrong} wrong", flush=True)
                if complaint:
                    wrong += 1
                    print("WRONG", case.name, fault, complaint, flush=True)
        print(f"{case.name}: {seen.total()} faults so far, {wrong} wrong", flush=True)
    print(f"{seen.total()} faults: {dict(sorted(seen.items()))}; {wrong} wrong")
    return wrong


def _how(code: int) -> str:
    if code < 0:
        return "ended by a signal"
    return "failed with a message" if code == 1 else "came through" if code == 0 else f"code {code}"
