"""Walks of query trees and translations of bound queries."""

from __future__ import annotations

import pytest

from search.binding.bound import Word
from search.binding.visitor import Visitor
from search.query.ast import Field, Not, Or, Words
from search.query.parser import parse
from search.query.visitor import nodes


def test_nodes_come_before_their_parts_from_left_to_right() -> None:
    """The walk has the order of the text, whatever the brackets."""
    query = parse("a (b OR c) NEAR/3 d -e").query
    words = [node.text for node in nodes(query) if isinstance(node, Words)]
    assert words == ["a", "b", "c", "d", "e"]
    kinds = [type(node).__name__ for node in nodes(query)]
    assert kinds == ["And", "Words", "Near", "Or", "Words", "Words", "Words", "Not", "Words"]


def test_closed_nodes_come_without_their_parts() -> None:
    """What is excluded is not looked into where a walk says so."""
    found = list(nodes(parse("a -(b verb:urge) (c OR d)").query, closed=(Not, Or)))
    assert [node.text for node in found if isinstance(node, Words)] == ["a"]
    assert not any(isinstance(node, Field) for node in found)
    assert any(isinstance(node, Not) for node in found)


def test_a_translation_has_a_method_for_every_node() -> None:
    """Who adds a node learns at once which engines do not know it."""
    with pytest.raises(TypeError, match="visit_any_word"):

        class OnlyWords(Visitor[str]):
            def visit_word(self, query: Word) -> str:
                return query.term
