"""Coverage-guided fuzzing: atheris looks for requests that take new paths through the code.

    python -m benchmarks.guided INDEX [--seconds 300] [--seed 1]

Needs atheris (pip install -e ".[fuzz]"; Linux). An input is one byte for the route and a query
string; it begins with the queries of `queries.jsonl`. Every response must pass the checks of
`tests/support/addresses.py`; the first that does not ends the run and has its address printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

import atheris

with atheris.instrument_imports(include=["indexer", "search", "web"]):
    from search.query import ast  # noqa: F401 - instrumented before anything else takes it in
    from web.app import create_app
    from web.settings.settings import Settings
    from web.urls import PARAMETERS

from benchmarks.measuring import ROOT
from benchmarks.queries import load

sys.path.insert(0, str(ROOT / "tests"))
from support.addresses import WORDS, complaint

PATHS = (
    "/", "/api/v1/search", "/api/v1/explain", "/api/v1/complete", "/api/v1/trends", "/trends",
    "/api/v1/trends.csv", "/feed", "/embed", "/embed/make", "/facets/verb", "/api/v1/facets/cites",
    "/api/v1/export", "/compare", "/api/v1/compare", "/resolutions", "/suggest", "/oembed",
)  # fmt: skip
_LONGEST = 600


def seeds() -> Iterator[bytes]:
    """Yields query strings to begin with."""
    for number, query in enumerate(load()):
        pairs = [("q", query.text), ("page", str(query.page)), ("sort", str(query.sort))]
        pairs += [(name, value) for name, values in query.filters.items() for value in values]
        yield bytes([number % len(PATHS)]) + urlencode(pairs).encode()


def dictionary() -> str:
    """Returns words for inputs, in libFuzzer's dictionary format."""
    names = [f"&{name}=" for name in PARAMETERS]
    texts = [*names, *(quote(word, errors="surrogatepass") for word in WORDS if word)]
    return "".join(f'"{text}"\n' for text in texts)


def main() -> None:
    """Fuzzes until the time is over or a response is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.guided",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    app = create_app(Settings(index=args.index, access_log="off"))
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    client = app.test_client()

    def ask(data: bytes) -> None:
        path = PATHS[data[0] % len(PATHS)] if data else "/"
        address = f"{path}?{quote(data[1:], safe='=&+%')}"
        with client.get(address) as answer:
            wrong = complaint(address, answer)
        if wrong is not None:
            raise AssertionError(f"{address}: {wrong}")

    with TemporaryDirectory() as folder:
        found, words = Path(folder, "found"), Path(folder, "words")
        found.mkdir()
        words.write_text(dictionary(), encoding="utf-8")
        for number, seed in enumerate(seeds()):
            (found / f"{number:03}").write_bytes(seed)
        options = [f"-max_total_time={args.seconds}", f"-seed={args.seed}", f"-dict={words}"]
        options += [f"-max_len={_LONGEST}", "-timeout=30", "-rss_limit_mb=4096"]
        atheris.Setup([sys.argv[0], *options, str(found)], ask)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
