"""How a query was understood and why hits rank, the same reasons on every engine."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from support.indexes.library import LIBRARY, publish

from search.binding.boosts import LITERAL_WEIGHT, PHRASE_WEIGHT, TITLE_WEIGHT
from search.cli.explain import explain
from search.request import SearchRequest, Sort
from search.searcher import Searcher


def test_the_reasons_make_up_the_score(searcher: Searcher) -> None:
    """A hit's score is the sum of its shares: words in this form, in a row, in the title."""
    found = searcher.explain(SearchRequest(query="victims trafficking =urges", size=5))
    first = found.shares[0]
    for hit, shares in zip(found.result.hits, found.shares, strict=True):
        assert hit.score == pytest.approx(sum(share.points for share in shares))
    reasons = {share.reason: share.points for share in first}
    assert reasons["“victims” in this form"] == LITERAL_WEIGHT
    assert reasons["the title has “trafficking” in any form"] == TITLE_WEIGHT
    assert "“victims trafficking” in a row" not in reasons  # “of” stands between
    in_a_row = searcher.explain(SearchRequest(query="member states")).shares[0]
    assert {share.points for share in in_a_row if "in a row" in share.reason} == {PHRASE_WEIGHT}
    assert found.order == "by score, then newest first"


def test_what_words_stand_for(searcher: Searcher) -> None:
    """Each word is shown with the words of the index that it finds, and how many have them."""
    query = "urging wom?n -=women title:traffick* title:woman NEAR/3 zebra"
    found = searcher.explain(SearchRequest(query=query))
    assert [(one.asked, one.words, one.total) for one in found.meanings] == [
        ("urging", (("urges", 4), ("urge", 1), ("urged", 1), ("urging", 1)), 4),
        ("wom?n", (("women", 2), ("woman", 1)), 2),
        ("women", (("women", 2),), 1),
        ("traffick*", (("trafficking", 7),), 1),
        ("woman", (("women", 5),), 1),
        ("zebra", (), 0),
    ]


def test_the_tree(searcher: Searcher) -> None:
    """The query is drawn and written out as it was understood."""
    text = '(a or "b" NEAR/3 (c OR d*) -verb:urge'
    found = searcher.explain(SearchRequest(query=text))
    assert found.canonical == 'a or "b" NEAR/3 (c OR d*) NOT verb:urge'
    assert found.tree == (
        "all of", "  words a", "  words or", "  near each other: within 3", "    exactly b",
        "    any of", "      words c", "      pattern d*", "  not", "    verb = urge",
    )  # fmt: skip
    assert "unbalanced" in {notice.code for notice in found.result.notices}


@pytest.mark.parametrize("query", ["", "verb:urge"])
def test_without_words_there_is_no_score(searcher: Searcher, query: str) -> None:
    """What is ordered by date says so."""
    found = searcher.explain(SearchRequest(query=query))
    assert set(found.shares) == {()}
    assert found.order == "newest first"
    oldest = searcher.explain(SearchRequest(query="women", sort=Sort.OLDEST))
    assert (oldest.order, set(oldest.shares)) == ("oldest first", {()})


def test_the_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The command shows the reading, the tree, the words and each hit's score."""
    index = tmp_path_factory.mktemp("explain")
    publish(LIBRARY, index, "whoosh")
    shown = CliRunner().invoke(explain, ["trafficking dollarz", "--index", str(index)]).stdout
    assert "Read as: paragraphs containing all of these words (any form): “trafficking”," in shown
    assert "  words dollarz" in shown
    assert "  dollarz: none" in shown
    shown = CliRunner().invoke(explain, ["women", "--index", str(index)]).stdout
    assert "S/RES/1325 (2000)#op1  6" in shown
    assert "     64.000  “women” in this form" in shown
