"""All measurements at one size, and the page about them.

    python -m benchmarks.run PARAGRAPHS [--folder DIR] [--sources DIR ...] [--write docs]

makes the corpus (`benchmarks.corpus`) and the indexes that are missing, measures searches
(`benchmarks.search`), updates (`benchmarks.update`) and the server (`benchmarks.serve`), and prints
the page, or with --write writes performance.md and its plot to that folder. The page has a section
for each size with figures in the folder DIR. --fresh rebuilds the indexes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import search, serve, update
from benchmarks.corpus import about_corpus, default_sources
from benchmarks.measuring import machine, run
from benchmarks.page.plot import plot
from benchmarks.page.tables import milliseconds, search_tables, table, title
from benchmarks.peers import PEERS

ABOUT = "run.json"
STEPS = ("search", "update", "serve")


def main() -> None:
    """Measures what the command line asks for and writes the page."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paragraphs", type=int)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument("--folder", type=Path, default=cache / "operative-benchmarks")
    parser.add_argument("--sources", type=Path, nargs="+", default=[default_sources()])
    parser.add_argument("--peers", nargs="+", choices=PEERS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=STEPS)
    parser.add_argument("--fresh", action="store_true", help="make the indexes anew")
    parser.add_argument("--write", type=Path, help="folder for performance.md and its plot")
    args = parser.parse_args()
    folder: Path = args.folder.absolute() / f"{args.paragraphs}"
    _prepare(folder, args.paragraphs, args.sources, fresh=args.fresh)
    steps = args.only or STEPS
    peers = args.peers or search.suitable(args.paragraphs)
    options = {"search": ("--peers", *peers, "--rounds", str(args.rounds))}
    for step in steps:
        print(f"Measuring: {step}", file=sys.stderr)
        run(f"benchmarks.{step}", folder, *options.get(step, ()))
    _note(folder, _command(args))
    page, plots = report(args.folder)
    if args.write:
        (args.write / "performance.md").write_text(page, encoding="utf-8")
        for name, drawing in plots.items():
            (args.write / name).write_text(drawing, encoding="utf-8")
    print(page)


def _prepare(folder: Path, paragraphs: int, sources: Sequence[Path], *, fresh: bool) -> None:
    if fresh:
        for peer in PEERS:
            shutil.rmtree(folder / peer, ignore_errors=True)
            (folder / f"{peer}.built.json").unlink(missing_ok=True)
    if not (folder / "corpus").exists():
        print("Making the corpus", file=sys.stderr)
        places = [place.absolute() for place in sources]
        run("benchmarks.corpus", str(paragraphs), folder / "corpus", "--sources", *places)


def _command(args: argparse.Namespace) -> str:
    """Returns the command that repeats the measurement, without paths of this machine."""
    options = [f"--rounds {args.rounds}"]
    if args.peers:
        options.append(f"--peers {' '.join(args.peers)}")
    if args.only:
        options.append(f"--only {' '.join(args.only)}")
    return " ".join(["python -m benchmarks.run", str(args.paragraphs), *options])


def _note(folder: Path, command: str) -> None:
    about = {
        "machine": machine(),
        "day": datetime.now(UTC).date().isoformat(),
        "command": command,
        "load": round(os.getloadavg()[2], 1) if hasattr(os, "getloadavg") else None,
    }
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def report(folder: Path) -> tuple[str, dict[str, str]]:
    """Returns the page about all sizes with figures in a folder, and its plots by name."""
    sizes = sorted(
        (place for place in folder.iterdir() if place.name.isdigit() and (place / ABOUT).exists()),
        key=lambda place: int(place.name),
    )
    lines, plots = [*_INTRODUCTION, ""], {}
    for place in reversed(sizes):
        lines += _section(place)
        figures = _figures(place / search.RESULTS)
        if figures:
            name = f"performance-{place.name}.svg"
            count = f"{int(place.name):,}"
            times = {title(n): list(one["cpu"].values()) for n, one in figures["measured"].items()}
            plots[name] = plot(times, f"CPU time of a search, {count} paragraphs")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n", plots


_INTRODUCTION = """\
# Performance

How fast Operative answers, beside other engines on the same machine.

* **Corpus.** Real resolutions, resampled and changed (`benchmarks/corpus.py`), so that repeated
  wording, vocabulary and values grow as in the real collection.
* **Queries.** A fixed number of each kind, drawn by `python -m benchmarks.queries`
  (`benchmarks/queries.jsonl`).
* **Answers.** Twenty results with snippets, the exact total, and eight facets with exact counts
  (organ, session, year, type, verb, addressee, committee, cites).
* **Method.** Each engine runs in its own process; each query goes to one engine after the other.
  Cached answers are discarded before each query, except for “same request again”.
* **Times.** CPU time is that of all threads of the process. Wall times and answers over HTTP also
  depend on the load of the machine, which each section states.

The engines “alone” are used as an expert would use them: tantivy with fast columns and its own
aggregations; SQLite with an FTS5 table, facets in integer columns, and matches collected once per
query; Whoosh in one pass, with facets counted by numpy. They get the terms of Operative's own
analysis, so that all engines find the same paragraphs. They do less: no query language, no fixed
order of equal results, and highlights in the terms instead of the printed text.

`python -m benchmarks.run PARAGRAPHS --write docs` measures everything and writes this page.
""".splitlines()


def _section(place: Path) -> Iterator[str]:
    about, corpus = _figures(place / ABOUT), asdict(about_corpus(place / "corpus"))
    yield f"## {int(place.name):,} paragraphs"
    yield ""
    yield (
        f"{corpus['documents']:,} resolutions made from {corpus['sources']:,}; "
        f"{corpus['repeated']:.0%} of the operative paragraphs of a session of the General "
        f"Assembly repeat an earlier one. {about['machine']}; {about['day']}; "
        f"`{about['command']}`."
        + (f" Load of the machine meanwhile: {about['load']}." if about["load"] else "")
    )
    yield ""
    if figures := _figures(place / search.RESULTS):
        yield f"![CPU time of a search by engine](performance-{place.name}.svg)"
        yield ""
        yield from search_tables(figures)
        yield ""
    if figures := _figures(place / update.RESULTS):
        yield from _updates(figures)
        yield ""
    if figures := _figures(place / serve.RESULTS):
        yield from _serving(figures)
        yield ""


def _figures(file: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return figures


def _updates(figures: dict[str, Any]) -> Iterator[str]:
    head = ("one document", "seen by readers after s", "program wall s", "CPU s", "peak memory")
    yield from table(
        head,
        (
            (
                what,
                f"{one['visible']:.2f}",
                f"{one['wall']:.2f}",
                f"{one['cpu']:.2f}",
                f"{one['memory'] / 1e6:,.0f} MB",
            )
            for what, one in figures.items()
        ),
    )


def _serving(figures: dict[str, Any]) -> Iterator[str]:
    yield f"`operative serve` gave its first answer {figures['first']:.2f} s after it was started."
    yield ""
    head = ("HTTP, ms", "clients", "answers/s", "median", "p95", "p99", "errors")
    yield from table(
        head,
        (
            (
                f"{one['what']}, {one['searches']}",
                str(one["clients"]),
                f"{one['per_second']:,.0f}",
                *(milliseconds(one[key]) for key in ("median", "p95", "p99")),
                str(one["errors"]),
            )
            for one in figures["cases"]
        ),
    )


if __name__ == "__main__":
    main()
