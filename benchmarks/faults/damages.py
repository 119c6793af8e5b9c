"""Indexes damaged on the disk: what is wrong is told, or no wrong answer comes of it.

Every file of an index is damaged in turn. Half of the indexes are opened as they always are; of the
other half small files are not read at opening, as if they were large, so that only what is read in
the background can find the damage.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.placed import forked
from benchmarks.measuring import ROOT
from indexer.build.build import Tools
from indexer.errors import IndexerError
from indexer.generations import files
from indexer.generations.check import check_index
from indexer.pipeline import build_index
from search.request import Grouping, SearchRequest, Sort
from search.searcher import Searcher

sys.path.insert(0, str(ROOT / "tests"))
from support.files.small import PARSER, fill, read, small

TOOLS = Tools(read=read, parser=PARSER, workers=0)
ENGINES = ("tantivy", "whoosh")
REQUESTS = (
    SearchRequest(),
    SearchRequest(query="requests", facets=("organ", "type", "symbol")),
    SearchRequest(query='"report on matter"', sort=Sort.SYMBOL),
    SearchRequest(query="report NEAR/3 matter", sort=Sort.NEWEST),
    SearchRequest(query="matter OR concern*", group=Grouping.RESOLUTION),
    SearchRequest(query="report", group=Grouping.WORDING, filters={"symbol": ("A/RES/74/7",)}),
)


def _flip(data: bytearray, chance: Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _zero(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((16, 512, 4096)))
    data[start:end] = bytes(end - start)


def _scramble(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    end = min(len(data), start + 64)
    data[start:end] = chance.randbytes(end - start)


def _cut(data: bytearray, chance: Random) -> None:
    del data[chance.randrange(len(data)) :]


def _lengthen(data: bytearray, chance: Random) -> None:
    data += chance.randbytes(chance.choice((1, 100)))


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (
    _flip,
    _zero,
    _scramble,
    _cut,
    _lengthen,
)


def _answers(searcher: Searcher) -> str:
    """Returns what a searcher says to all requests, as text."""
    said = []
    for request in REQUESTS:
        found = searcher.search(request)
        hits = [(hit.paragraph.id, hit.paragraph.text, hit.highlights) for hit in found.hits]
        facets = [[(value.value, value.count) for value in facet.values] for facet in found.facets]
        said.append([found.total, found.groups, hits, facets])
    documents = [len(searcher.document(f"A/RES/74/{n}").document.paragraphs) for n in (1, 7)]
    return json.dumps([said, documents])


def _asked(index: Path, right: str, told: Path, *, glance: bool) -> str:
    """Opens an index and asks it, in a process of its own; returns what came of it."""
    told.unlink(missing_ok=True)

    def ask() -> int:
        logging.disable()
        if not glance:
            files.SMALL = 0
        said = ""
        try:
            with closing(Searcher(index, remember=False)) as searcher:
                try:
                    said = "right" if _answers(searcher) == right else "wrong"
                except IndexerError:
                    said = "told while answering"
                searcher.verify()
                try:
                    searcher.holding()
                except IndexerError:
                    said = "told in the background" if said != "told while answering" else said
        except IndexerError:
            said = "told at opening"
        told.write_text(said)
        return 0

    code = forked(ask)
    return told.read_text() if code == 0 else f"crash ({code})"


def report(times: int, seed: int) -> int:
    """Damages indexes so many times; returns how often something wrong was not told."""
    chance, seen, wrong = Random(seed), Counter[str](), 0
    with TemporaryDirectory(prefix="operative-damage-") as name:
        for engine in ENGINES:
            index = Path(name, engine)
            right = _laid_out(index, engine)
            damaged = [path for path in sorted(index.rglob("*")) if path.is_file()]
            damaged = [path for path in damaged if path.suffix != ".lock"]
            for number in range(times // len(ENGINES)):
                path = damaged[number % len(damaged)]
                whole = path.read_bytes()
                data = bytearray(whole or b"\\0")
                chance.choice(DAMAGES)(data, chance)
                path.write_bytes(data)
                outcome = _asked(index, right, Path(name, "told"), glance=chance.random() < 0.5)
                if bytes(data) != whole and outcome in ("right", "wrong"):
                    found = forked(lambda index=index: int(bool(check_index(index).problems)))
                    outcome += ", told by check" if found else ", not told"
                seen[outcome] += 1
                if "wrong" in outcome or "crash" in outcome or "not told" in outcome:
                    wrong += 1
                    print("WRONG", engine, path.relative_to(index), outcome, flush=True)
                path.write_bytes(whole)
            shutil.rmtree(index)
    print(f"{seen.total()} damages: {dict(seen.most_common())}; {wrong} wrong")
    return wrong


def _laid_out(index: Path, engine: str) -> str:
    """Builds an index and returns its right answers."""
    docs = index.with_name(f"docs-{engine}")
    texts = {
        f"f{n}": small(f"A/RES/74/{n}", f"Requests report {n} on matter {n % 5}", "Notes concern")
        for n in range(1, 30)
    }
    told = index.with_name("right")

    def build() -> int:
        build_index([fill(docs, texts)], index, engine=engine, tools=TOOLS)
        with closing(Searcher(index, remember=False)) as searcher:
            told.write_text(_answers(searcher))
        return 0

    if forked(build):
        raise SystemExit(f"the index of {engine} cannot be built")
    return told.read_text()
