"""Builds in bad surroundings: vanishing files, other builders, no permissions, wrong clocks.

None may end with a traceback or leave an index that is not whole; once all is quiet, the next run
makes the index what the files say. Documents are read by the small reader of the tests, without
processes of its own, so that a build takes little time.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.holding import NOTHING, held, left_behind
from benchmarks.faults.kills import TOOLS, text
from benchmarks.faults.placed import forked
from indexer.errors import IndexBusy, IndexerError
from indexer.pipeline import build_index

FILES = 12
_NOBODY = 65534
_BUSY = 5
"""Exit code of a build that found another one at work."""
_YEAR = 365 * 86_400.0


class Place:
    """A folder of documents, its index, and ways to change them."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.docs, self.index = folder / "docs", folder / "ix"
        self.chance = chance
        self.docs.mkdir()
        for number in range(1, FILES + 1):
            self.write(number)
        self.build()

    def write(self, number: int) -> None:
        """Writes a document anew."""
        version = f"the {self.chance.randrange(1_000_000)}th"
        (self.docs / f"f{number}").write_text(text(number, version), "utf-8")

    def build(self) -> int:
        """Builds in a process of its own; returns its exit code."""
        return forked(self.built)

    def built(self) -> int:
        """Builds; returns 0, or another code where the build said why it could not."""
        try:
            build_index([self.docs], self.index, tools=TOOLS)
        except IndexBusy:
            return _BUSY
        except IndexerError:
            return 1
        return 0

    def wrong(self) -> str | None:
        """Builds when all is quiet; returns how the index differs from a new one, or None."""
        if code := self.build():
            return f"the next run fails ({code})"
        fresh = self.index.with_name("fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        forked(lambda: _code(lambda: int(not build_index([self.docs], fresh, tools=TOOLS))))
        if held(self.index) != held(fresh):
            return f"not as its files: {held(self.index)} {held(fresh)}"[:600]
        return left_behind(self.index)


def vanishing(place: Place) -> str | None:
    """Builds while files are removed, written, moved, cut and emptied all the time."""
    pid = os.fork()
    if not pid:
        _disturb(place)
    try:
        codes = [place.build() for _ in range(2)]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    with suppress(OSError):  # the folder itself was away
        place.docs.with_name("away").rename(place.docs)
    for number in range(1, FILES + 1):
        place.write(number)  # an index keeps the text of files that are unreadable now
    if any(codes):
        return f"builds end with {codes}"
    return _not_whole(place) or place.wrong()


def _disturb(place: Place) -> None:
    chance = Random(os.getpid())
    place.chance = chance
    while True:
        number = chance.randrange(1, FILES + 4)
        path = place.docs / f"f{number}"
        with suppress(OSError):
            chance.choice((
                path.unlink,
                lambda n=number: place.write(n),
                lambda p=path, n=number: p.rename(place.docs / f"moved{n}"),
                lambda p=path: os.truncate(p, 60),
                lambda p=path: p.write_bytes(b""),
                lambda p=path: (p.unlink(), p.mkdir(), p.rmdir()),
                lambda: os.rename(place.docs, place.docs.with_name("away"))
                or os.rename(place.docs.with_name("away"), place.docs),
            ))()  # fmt: skip
        time.sleep(chance.choice((0.0, 0.001, 0.01)))


def several(place: Place) -> str | None:
    """Starts three builds at nearly the same time."""
    for number in range(1, FILES, 2):
        place.write(number)
    running = []
    for _ in range(3):
        time.sleep(place.chance.random() * 0.2)
        pid = os.fork()
        if not pid:
            os._exit(_code(place.built))
        running.append(pid)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in running]
    if 0 not in codes or not set(codes) <= {0, _BUSY}:
        return f"the builders end with {codes}"
    return _not_whole(place) or place.wrong()


def unpermitted(place: Place) -> str | None:
    """Builds as a user who may not write the index, or read some or all documents."""
    place.write(1)
    before = held(place.index)
    kind = place.chance.choice(("index", "generations", "folder", "document", "documents"))
    paths = {
        "index": [place.index, *place.index.rglob("*")],
        "generations": [place.index / "generations"],
        "folder": [place.index.parent],
        "document": [place.docs / "f3"],
        "documents": [place.docs],
    }[kind]
    with _closed(place, paths, 0o555 if paths[0] not in (place.docs, *place.docs.iterdir()) else 0):
        code = forked(lambda: _as_nobody(place.built))
    if code not in (0, 1):
        return f"{kind}: the build ends with {code}"
    if kind in ("index", "generations") and held(place.index) != before:
        return f"{kind}: the index has changed"
    return _not_whole(place) or place.wrong()


@contextmanager
def _closed(place: Place, paths: list[Path], mode: int) -> Iterator[None]:
    """Gives all to a user without rights, and some paths no more than a mode."""
    top = place.index.parent
    everything = [top, *top.rglob("*")]
    if os.getuid() == 0:
        for path in everything:
            os.chown(path, _NOBODY, _NOBODY)
    modes = {path: path.stat().st_mode for path in paths}
    for path in reversed(paths):
        path.chmod(mode if path.is_dir() else mode & 0o444)
    try:
        yield
    finally:
        for path, was in modes.items():
            path.chmod(was)


def _as_nobody(work: Callable[[], int]) -> int:
    if os.getuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    return work()


def backwards(place: Place) -> str | None:
    """Builds with a clock that has gone back a year, after documents of the same size changed."""
    for number in (1, 2):
        place.write(number)
        os.utime(place.docs / f"f{number}", (1_000_000_000, 1_000_000_000))

    def build() -> int:
        real = time.time
        time.time = lambda: real() - _YEAR
        return place.built()

    if code := forked(build):
        return f"the build ends with {code}"
    return _not_whole(place) or place.wrong()


def _not_whole(place: Place) -> str | None:
    found = held(place.index)
    return None if found != NOTHING and '"problems": []' in found else f"not whole: {found}"[:400]


def _code(work: Callable[[], int]) -> int:
    try:
        return work()
    except BaseException:  # noqa: BLE001 - a process of its own ends here
        return 70


KINDS = (vanishing, several, unpermitted, backwards)


def report(times: int, seed: int) -> int:
    """Builds so often in each surrounding; returns how many had bad consequences."""
    with TemporaryDirectory(prefix="operative-faults-") as name:
        place = Place(Path(name), Random(seed))
        place.write(1)
        place.built()  # imports all, also for a user who may not read the programs
    seen, failed = Counter[str](), 0
    for kind in KINDS:
        for number in range(times):
            with TemporaryDirectory(prefix="operative-faults-") as name:
                complaint = kind(Place(Path(name), Random(seed + number)))
            seen[kind.__name__] += 1
            if complaint:
                failed += 1
                print("WRONG", kind.__name__, seed + number, complaint, flush=True)
        print(f"{dict(seen)}, {failed} wrong so far", flush=True)
    return failed
