"""What relevance promises, on every engine: for each rule, two paragraphs that differ in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from support.cluster import EVERYWHERE
from support.indexes.small import build_anywhere, entries, masthead, paragraph

from indexer.model import Masthead, Paragraph, ParagraphType
from search.binding.bind import bind_query, ranked
from search.binding.bound import Among, And
from search.binding.vocabulary import Vocabulary
from search.query.parser import parse
from search.request import Sort
from search.retrieval.base import Retrieval

OP, PP = ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR
OLD, NEW = date(1999, 1, 1), date(2020, 1, 1)
FILLER = "and so on and so on"


def head(number: int, title: str | None = None, day: date = OLD) -> Masthead:
    return masthead(f"A/RES/74/{number}", title=title, adopted_on=day)


RULES: list[tuple[str, str, tuple[Masthead, Paragraph], tuple[Masthead, Paragraph]]] = [
    ("words of the title count", "peace talks",
     (head(1, "Peace talks"), paragraph(f"talks of peace {FILLER}")),
     (head(2), paragraph("talks of peace"))),
    ("words in a row beat scattered ones", "land mines",
     (head(1), paragraph(f"of land mines {FILLER} {FILLER}")),
     (head(2), paragraph("mines on land"))),
    ("words in a row beat a title", "land mines",
     (head(1), paragraph(f"of land mines {FILLER} {FILLER}")),
     (head(2, "Land mines"), paragraph("mines on land"))),
    ("the form asked for beats another", "urging",
     (head(1), paragraph(f"urging {FILLER} {FILLER}")),
     (head(2, "Urging"), paragraph("urged, urges and urged"))),
    ("operative before preambular", "peace",
     (head(1), paragraph("peace", type=OP)),
     (head(2, day=NEW), paragraph("peace", type=PP))),
    ("newer before older", "peace",
     (head(1, day=NEW), paragraph("peace")),
     (head(2), paragraph("peace"))),
    ("denser before longer", "peace",
     (head(1), paragraph("peace and peace")),
     (head(2), paragraph(f"peace {FILLER} {FILLER} {FILLER}"))),
]  # fmt: skip


Pair = tuple[Masthead, Paragraph]


def places() -> Iterator[tuple[str, list[Pair]]]:
    """Give each rule's paragraphs in both orders, each pair in a session of its own."""
    for number, (_, _, first, second) in enumerate(RULES, start=1):
        yield str(number), [first, second]
        yield str(number + 100), [second, first]


@pytest.fixture(scope="module", params=EVERYWHERE)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Retrieval]:
    """Index all rules' paragraphs at once, and others beside them."""
    others = [(head(number), paragraph(f"other {number}")) for number in range(3, 40)]
    given = [(replace(h, session=name), p) for name, pair in places() for h, p in pair]
    opened = build_anywhere(
        request.param, tmp_path_factory.mktemp("rules"), entries([*given, *others])
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("number", range(len(RULES)), ids=[rule for rule, *_ in RULES])
def test_rule(engine: Retrieval, number: int) -> None:
    """Of two paragraphs that both match, the one that the rule prefers comes first."""
    _, query, first, _ = RULES[number]
    rows = [(name, one) for name, pair in places() for one in pair]
    for name, pair in list(places())[2 * number : 2 * number + 2]:
        bound = bind_query(parse(query).query, Vocabulary({}))
        asked = ranked(bound, And((bound.match, Among("session", frozenset({f"GA {name}"})))))
        page = engine.search(asked, sort=Sort.RELEVANCE, offset=0, limit=5).page
        assert len(page) == len(pair)
        assert rows[page[0].paragraph] == (name, first)
