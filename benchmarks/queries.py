"""Queries of the benchmarks: a committed set, an equal number of each kind.

    python -m benchmarks.queries [--sources DIR ...] [--seed 7]

draws new ones from documents and writes `queries.jsonl` beside this file. Each has two forms: a
request in our query language, and its conditions (`Wanted`), for other engines.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from search.request import SearchRequest, Sort

QUERIES = Path(__file__).with_name("queries.jsonl")
FACETS = ("organ", "session", "year", "type", "verb", "to", "committee", "cites")
"""The facets that every answer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The conditions of a query; all must hold.

    every: required words, in any form. some: words of which one is required. none: excluded words.
    phrase: exact words. prefix: start of an exact word. title: words of the title.
    fields: exact values, one of which is required. ranges: numbers at the end of a value, both
    inclusive. near: two words and the maximum number of words between them, or None.
    """

    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    phrase: str = ""
    prefix: str = ""
    title: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    near: tuple[str, str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search: its kind, its text in our query language, and its conditions.

    filters: values chosen in facets; a facet ignores the filter on its own field.
    """

    kind: str
    text: str
    wanted: Wanted
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    def request(self) -> SearchRequest:
        """Returns the query as a request to Operative."""
        return SearchRequest(
            query=self.text, filters=self.filters, sort=self.sort, page=self.page, facets=FACETS
        )

    @property
    def sort_is_ours(self) -> bool:
        """Returns whether only Operative has the sort order (by symbol)."""
        return self.sort is Sort.SYMBOL


def load(path: Path = QUERIES) -> list[Query]:
    """Reads a set of queries."""
    return [_query(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def dump(queries: Iterable[Query], path: Path = QUERIES) -> None:
    """Writes a set of queries, without defaults."""
    lines = (json.dumps(_without_empty(asdict(query)), ensure_ascii=False) for query in queries)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _query(values: dict[str, object]) -> Query:
    wanted = {key: _frozen(value) for key, value in dict(values.pop("wanted", {})).items()}  # type: ignore[call-overload]  # JSON of ours
    rest = {key: _frozen(value) for key, value in values.items()}
    sort = Sort(str(rest.pop("sort", Sort.RELEVANCE)))
    return Query(**{"text": "", **rest, "sort": sort, "wanted": Wanted(**wanted)})  # type: ignore[arg-type]  # as above


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return value


def _without_empty(values: dict[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, value in values.items():
        one = _without_empty(value) if isinstance(value, dict) else value
        if one not in ({}, (), "", None) and (key, one) not in (("page", 1), ("sort", "relevance")):
            kept[key] = one
    return kept


def main() -> None:
    """Draws a new set of queries."""
    from benchmarks.corpus import default_sources, read_sources
    from benchmarks.material.drawing import draw

    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.queries",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sources", type=Path, nargs="+", default=[default_sources()])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kept", type=Path, help="folder with read sources, as corpora have it")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents = read_sources(args.sources, args.kept or Path(folder))
    queries = draw(documents, args.seed)
    dump(queries)
    print(f"{len(queries)} queries written to {QUERIES}")


if __name__ == "__main__":
    main()
