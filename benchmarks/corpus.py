"""Corpus of any size, made from existing documents.

    python -m benchmarks.corpus 100000 FOLDER [--sources DIR ...] [--seed 1] [--index INDEX]

Resolutions are resampled as series that come back session after session (`series.py`), most
paragraphs word for word and the rest changed (`rewording.py`), so that phrases, vocabulary,
values and the share of identical wordings grow as in the real collection. The files in FOLDER are
pickled `Document`s, some dozens a file, for these benchmarks only. With --index they are indexed by
the ordinary pipeline, with unpickling in place of reading.

The same sources, size and seed give the same documents.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.material.rewording import Worded, Words, other_words, reworded, words_of
from benchmarks.material.series import Instance, Series, plan
from indexer.build.build import Tools
from indexer.build.changes import tasks
from indexer.model import (
    SEARCHED,
    Deadline,
    Document,
    DocumentType,
    Footnote,
    Masthead,
    ParagraphType,
    Source,
)
from indexer.pipeline import AUTO, build_index
from indexer.reading.documents import PARSER, read_documents
from indexer.reading.pool import read_all
from indexer.sources.files import FileReader
from indexer.sources.walk import find

ROOT = Path(__file__).parents[1]
SUFFIX = ".documents"
ABOUT = "about.json"

_FILE = 50  # documents
_AT_START = 0.12  # of the words differ from the document that a series is made from
_LATER = 0.06  # of the words of a paragraph that is changed
_CHANGED = 0.5  # of the paragraphs are changed from one instance to the next
_FORMULA = 0.9  # of the texts that several documents share stay as they are at the start


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A corpus's figures and sources.

    repeated: of the operative paragraphs of a General Assembly session, the share whose text
    an earlier one has; median over the sessions of the later half.
    """

    documents: int
    paragraphs: int
    seed: int
    sources: int
    repeated: float


def make_corpus(
    documents: Sequence[Document], folder: Path, paragraphs: int, *, seed: int = 1
) -> About:
    """Writes a corpus with `paragraphs` searchable paragraphs to a folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty; name another folder, or remove it.")
    series = plan(documents, paragraphs, Random(seed))  # not for secrets
    batches = list(_batches(series))
    made, wordings = 0, defaultdict[tuple[str, str], list[bytes]](list)
    shared = (documents, words_of(documents), seed)
    with ProcessPoolExecutor(
        mp_context=get_context("spawn"), initializer=_share, initargs=shared
    ) as pool:
        results = pool.map(_write, [folder] * len(batches), range(len(batches)), batches)
        for written, texts in results:
            made += written
            for key, found in texts.items():
                wordings[key].extend(found)
    about = About(
        documents=made,
        paragraphs=paragraphs,
        seed=seed,
        sources=len(documents),
        repeated=round(_repeated(wordings), 3),
    )
    (folder / ABOUT).write_text(json.dumps(asdict(about), indent=1), encoding="utf-8")
    return about


def read_sources(places: Sequence[Path], kept: Path) -> list[Document]:
    """Reads documents by the ordinary readers, on every core.

    kept: folder that caches them until a file or the parser changes.
    """
    found = find(places)
    state = repr((PARSER, [(one.path, one.size, one.mtime) for one in found.files]))
    copy = kept / f"sources-{blake2b(state.encode(), digest_size=8).hexdigest()}{SUFFIX}"
    if copy.exists():
        return list(unpickled(copy.name, copy.read_bytes()))
    with closing(FileReader()) as reader:
        waiting = tasks(found.files, reader)
        outcomes = list(read_all(waiting, read_documents, expected=len(found.files)))
    read = [document for outcome in outcomes for document in outcome.documents]
    usable = [one for one in read if any(each.type in SEARCHED for each in one.paragraphs)]
    if not usable:
        raise SystemExit(f"No documents could be read from {', '.join(map(str, places))}.")
    kept.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(pickled(usable))
    return usable


def read_corpus(folder: Path) -> Iterator[Document]:
    """Yields the documents of a corpus, file by file."""
    files = sorted(folder.rglob(f"*{SUFFIX}"))
    if not files:
        raise SystemExit(f"{folder} holds no corpus; make one with `python -m benchmarks.corpus`.")
    for file in files:
        yield from unpickled(file.name, file.read_bytes())


def about_corpus(folder: Path) -> About:
    """Returns the description of the corpus in a folder."""
    return About(**json.loads((folder / ABOUT).read_text("utf-8")))


def unpickled(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Returns the documents of a corpus's file; replaces `indexer.reading.read_documents`."""
    del symbol  # pickled documents have theirs
    if not path.endswith(SUFFIX):
        return ()
    documents: tuple[Document, ...] = pickle.loads(data)  # noqa: S301 - files that we wrote
    return documents


def pickled(documents: Iterable[Document]) -> bytes:
    """Returns the bytes of a file of documents."""
    return pickle.dumps(tuple(documents), protocol=pickle.HIGHEST_PROTOCOL)


def tools(workers: int | None = None) -> Tools:
    """Returns the tools with which the ordinary pipeline indexes a corpus."""
    return Tools(read=unpickled, parser="benchmark", workers=workers)


def build(folder: Path, index: Path, *, engine: str = AUTO) -> None:
    """Indexes a corpus by the ordinary pipeline."""
    build_index([folder], index, engine=engine, tools=tools())


_shared: list[tuple[Sequence[Document], Words, int]] = []


def _share(documents: Sequence[Document], words: Words, seed: int) -> None:
    _shared[:] = [(documents, words, seed)]


def _batches(series: Iterable[Series]) -> Iterator[list[Series]]:
    batch: list[Series] = []
    for one in series:
        batch.append(one)
        if sum(len(each.instances) for each in batch) >= _FILE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(
    folder: Path, number: int, batch: list[Series]
) -> tuple[int, dict[tuple[str, str], list[bytes]]]:
    """Writes a file; returns its number of documents and its wordings by organ and session."""
    documents, words, seed = _shared[0]
    name = f"{number:05}{SUFFIX}"
    made = [
        document
        for series in batch
        for document in _documents(series, documents[series.document], words, seed, name)
    ]
    (folder / name).write_bytes(pickled(made))
    wordings = defaultdict[tuple[str, str], list[bytes]](list)
    for document in made:
        head = document.masthead
        wordings[head.organ or "", head.session or ""].extend(
            blake2b(one.text.encode(), digest_size=8).digest()
            for one in document.paragraphs
            if one.type is ParagraphType.OPERATIVE
        )
    return len(made), dict(wordings)


def _documents(
    series: Series, document: Document, words: Words, seed: int, path: str
) -> Iterator[Document]:
    rng = Random(f"{seed}/{series.number}")
    title = other_words(document.masthead.title or "", words, rng, _AT_START)
    worded = _worded(document)
    source = Source(path=path, format="benchmark", checksum="", size=0)
    for n, instance in enumerate(series.instances):
        rate, chance = (_LATER, _CHANGED) if n else (_AT_START, 1.0)
        for place in instance.kept:
            one = worded[place]
            formula = one.paragraph.text in words.formulas and rng.random() < _FORMULA
            if not formula and rng.random() < chance:
                worded[place] = reworded(one, words, rng, rate=rate, later=instance.later)
        head = _masthead(document.masthead, series.organ, instance, title)
        yield _document(document, [worded[place] for place in instance.kept], head, source)


def _worded(document: Document) -> list[Worded]:
    mentions = defaultdict(list)
    for one in document.references:
        mentions[_paragraph(one.paragraph)].append(one)
    return [
        Worded(paragraph=one, references=tuple(mentions[_paragraph(one.id)]))
        for one in document.paragraphs
    ]


def _paragraph(identifier: str) -> str:
    """Returns a paragraph's name within its document, without its footnote."""
    return identifier.split("#")[1]


def _masthead(head: Masthead, organ: str, instance: Instance, title: str) -> Masthead:
    return replace(
        head,
        symbol=instance.symbol,
        symbol_inferred=False,
        organ=organ,
        document_type=DocumentType.RESOLUTION,
        session=instance.session,
        title=title or None,
        adopted_on=instance.adopted,
        distributed_on=None,
    )


def _document(
    origin: Document, worded: Sequence[Worded], head: Masthead, source: Source
) -> Document:
    old, new = origin.masthead, head
    later = _sessions_later(old, new)
    footnotes = {note.marker: note.text for note in origin.footnotes}
    for mention, after in _mentions(origin, worded):
        footnotes = {key: text.replace(mention, after) for key, text in footnotes.items()}
    paragraphs = tuple(
        replace(
            one.paragraph,
            id=_renamed(one.paragraph.id, new.symbol),
            parent=one.paragraph.parent and _renamed(one.paragraph.parent, new.symbol),
            ordinal=ordinal,
            deadlines=tuple(_due(each, later) for each in one.paragraph.deadlines),
        )
        for ordinal, one in enumerate(worded)
    )
    return Document(
        masthead=head,
        source=source,
        paragraphs=paragraphs,
        footnotes=tuple(Footnote(marker=key, text=text) for key, text in footnotes.items()),
        references=tuple(
            replace(each, paragraph=_renamed(each.paragraph, new.symbol))
            for one in worded
            for each in one.references
        ),
    )


def _mentions(origin: Document, worded: Sequence[Worded]) -> Iterator[tuple[str, str]]:
    """Yields the old and new citations of footnotes."""
    before = {_paragraph(one.paragraph.id): one.references for one in _worded(origin)}
    for one in worded:
        pairs = zip(before[_paragraph(one.paragraph.id)], one.references, strict=True)
        for was, now in pairs:
            if "#fn" in was.paragraph and was.mention != now.mention:
                yield was.mention, now.mention


def _renamed(identifier: str, symbol: str) -> str:
    return symbol + "#" + identifier.partition("#")[2]


def _sessions_later(old: Masthead, new: Masthead) -> int:
    numbers = (old.session or "", new.session or "")
    if old.organ != new.organ or not all(number.isdigit() for number in numbers):
        return 0
    return int(numbers[1]) - int(numbers[0])


def _due(one: Deadline, later: int) -> Deadline:
    organ, _, number = (one.session or "").rpartition(" ")
    if not number.isdigit():
        return one
    return replace(one, session=f"{organ} {max(1, int(number) + later)}")


def _repeated(wordings: dict[tuple[str, str], list[bytes]]) -> float:
    sessions = sorted((int(session), texts) for (organ, session), texts in wordings.items()
                      if organ == "GA")  # fmt: skip
    seen, shares = set[bytes](), list[float]()
    for _, texts in sessions:
        shares.append(sum(text in seen for text in texts) / max(1, len(texts)))
        seen.update(texts)
    return median(shares[len(shares) // 2 :]) if shares else 0.0


def main() -> None:
    """Makes a corpus and, with --index, indexes it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paragraphs", type=int, help="searchable paragraphs to make")
    parser.add_argument("folder", type=Path, help="where to; must be new or empty")
    parser.add_argument(
        "--sources", type=Path, nargs="+", default=[default_sources()], help="resolutions to use"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path, help="index the corpus into this folder as well")
    parser.add_argument("--engine", default=AUTO)
    args = parser.parse_args()
    sources = read_sources(args.sources, args.folder.absolute().parent)
    about = make_corpus(sources, args.folder, args.paragraphs, seed=args.seed)
    print(json.dumps(asdict(about)))
    if args.index:
        build(args.folder, args.index, engine=args.engine)


def default_sources() -> Path:
    """Returns the folders of the development corpora if they exist, else the samples."""
    corpora = os.environ.get("OPERATIVE_CORPORA")
    return Path(corpora) / "akn" if corpora else ROOT / "corpus"


if __name__ == "__main__":
    main()
