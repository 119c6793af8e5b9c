"""How documents were adopted: the official XML against its own gold, texts by their closings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree
from support.corpora import corpora

from indexer.model import Adoption
from indexer.parsing.knowledge.languages.language import ENGLISH
from indexer.readers.akn.head import read_head
from indexer.reading.documents import read_documents

pytestmark = pytest.mark.slow
CONSENSUS = ("without", "acclamation", "consensus")


def _expected(gold: dict[str, Any]) -> tuple[str, int | None, int | None, int | None]:
    outcome = (gold["outcome"] or "").lower()
    if any(word in outcome for word in CONSENSUS):
        return (Adoption.CONSENSUS, None, None, None)
    return (Adoption.VOTE, gold["inFavour"], gold.get("against", 0), gold.get("abstaining", 0))


def test_votes_of_the_official_xml() -> None:
    """Manner and numbers are those of the XML's own records, for every document that has one."""
    lines = (corpora("gold") / "votes.jsonl").read_text("utf-8").splitlines()
    gold = {one["symbol"].replace(" ", ""): _expected(one) for one in map(json.loads, lines)}
    read = {}
    for file in corpora("akn").rglob("*.xml"):
        head = read_head(etree.parse(file).getroot(), ENGLISH)
        counts = (head.votes_for, head.votes_against, head.abstentions)
        read[head.symbol.replace(" ", "")] = (head.adoption, *counts)
    held = {symbol: gold[symbol] for symbol in read if symbol in gold}
    assert len(held) > 1900
    assert {symbol: read[symbol] for symbol in held} == held


def test_votes_of_old_texts() -> None:
    """Of the Security Council's texts, which all close with their vote, nearly all tell it."""
    files = sorted(corpora("text/sc_1946_2002").iterdir())
    heads = [read_documents(one.name, one.read_bytes())[0].masthead for one in files]
    assert sum(head.adoption is not None for head in heads) / len(heads) >= 0.85
