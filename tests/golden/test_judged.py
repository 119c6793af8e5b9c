"""What people look for stands first: searches compared with judgements made by reading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfile
from statistics import mean

import pytest
from support.corpora import corpora
from support.judging import Judgement, found, gain, judgements
from support.requirements import require

from indexer.engines import ENGINES
from indexer.pipeline import build_index
from search.searcher import Searcher

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "golden" / "judged.toml"
FOUR = ("a_res_68_192.txt", "a_res_74_176.md", "a_c3_74_l10.md", "draft_rev1_no_masthead.txt")
# Measured: see docs/query-language.md, "Order".
LEAST_OF_SAMPLES, LEAST_OF_OFFICIAL = 0.86, 0.94


def searching(paths: Sequence[Path], index: Path, engine: str) -> Iterator[Searcher]:
    build_index(paths, index, engine=engine)
    searcher = Searcher(index)
    yield searcher
    searcher.close()


@pytest.fixture(scope="module", params=ENGINES)
def samples(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    require((ROOT / "corpus").is_dir(), "the corpus folder is not there")
    # The judgements are about the four texts on one subject, not about what stands beside them.
    texts = tmp_path_factory.mktemp("texts")
    for name in (*FOUR, "manifest.toml"):
        copyfile(ROOT / "corpus" / name, texts / name)
    yield from searching([texts], tmp_path_factory.mktemp("samples"), request.param)


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    texts = corpora("akn")
    named = [texts / name for name in tomllib.loads(JUDGED.read_text("utf-8"))["texts"]["akn"]]
    beside = sorted((texts / "ga" / "75session").iterdir())[::4]
    paths = sorted({*named, *beside})
    yield from searching(paths, tmp_path_factory.mktemp("official"), ENGINES[0])


def measured(searcher: Searcher, judged: Sequence[Judgement]) -> float:
    """Give the mean gain, having checked that a best paragraph is among the first five."""
    gains = []
    for one in judged:
        order = found(searcher, one.query)
        assert one.best & set(order[:5]), f"{one.query}: {order}"
        gains.append(gain(order, one.worth))
    return mean(gains)


def test_samples(samples: Searcher) -> None:
    """In the sample documents, what is looked for is found first."""
    assert measured(samples, judgements(JUDGED, "corpus")) >= LEAST_OF_SAMPLES


def test_official_texts(official: Searcher) -> None:
    """In a hundred official texts, what is looked for is found first."""
    judged = judgements(JUDGED, "akn")
    held = {one.symbol for one in official.mastheads()}
    present = [one.within(held) for one in judged]
    assert measured(official, present) >= LEAST_OF_OFFICIAL
