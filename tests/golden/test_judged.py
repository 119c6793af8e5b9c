"""What people look for stands first: searches compared with judgements made by reading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import pytest
from support.cluster import LOCAL_ENGINES
from support.corpora import corpora
from support.judging import Judgement, found, gain, judgements
from support.requirements import require

from indexer.pipeline import build_index
from search.searcher import Searcher

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "golden" / "judged.toml"
# Measured: see docs/relevance.md.
LEAST_OF_SAMPLES, LEAST_OF_OFFICIAL = 0.81, 0.77
LEAST_WITH_BEST = 0.85
"""Share of the queries that have a best paragraph among the first five."""

pytestmark = pytest.mark.slow


def searching(paths: Sequence[Path], index: Path, engine: str) -> Iterator[Searcher]:
    build_index(paths, index, engine=engine)
    searcher = Searcher(index)
    yield searcher
    searcher.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for indexes; what one engine has is not read again for the next."""
    return tmp_path_factory.mktemp("indexes")


@pytest.fixture(scope="module", params=LOCAL_ENGINES)
def samples(request: pytest.FixtureRequest, folder: Path) -> Iterator[Searcher]:
    require((ROOT / "corpus").is_dir(), "the corpus folder is not there")
    yield from searching([ROOT / "corpus"], folder / "samples", request.param)


@pytest.fixture(scope="module", params=LOCAL_ENGINES)
def official(request: pytest.FixtureRequest, folder: Path) -> Iterator[Searcher]:
    texts, chosen = corpora("akn"), tomllib.loads(JUDGED.read_text("utf-8"))["texts"]
    paths = {texts / name for name in chosen["named"]}
    for below, step in chosen["every"].items():
        paths.update(sorted((texts / below).rglob("*.xml"))[::step])
    yield from searching(sorted(paths), folder / "official", request.param)


def compared(searcher: Searcher, judged: Sequence[Judgement]) -> float:
    """Give the mean gain, having checked that most queries have a best paragraph near the top."""
    gains, missed = [], []
    for one in judged:
        order = found(searcher, one.query)
        gains.append(gain(order, one.grades))
        if not one.best & set(order[:5]):
            missed.append((one.query, order))
    assert len(missed) <= (1 - LEAST_WITH_BEST) * len(judged), missed
    return mean(gains)


def test_samples(samples: Searcher) -> None:
    """In the sample documents, what is looked for is found first."""
    assert compared(samples, judgements(JUDGED, "corpus")) >= LEAST_OF_SAMPLES


def test_official_texts(official: Searcher) -> None:
    """In official texts of four organs, what is looked for is found first."""
    held = {one.symbol for one in official.mastheads()}
    present = [one.within(held) for one in judgements(JUDGED, "akn")]
    assert compared(official, present) >= LEAST_OF_OFFICIAL
