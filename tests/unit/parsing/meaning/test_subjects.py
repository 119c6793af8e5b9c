"""Sentences of declarations: the verb behind "we"."""

from __future__ import annotations

import pytest

from indexer.parsing.meaning.subjects import (
    begins_declaration,
    knowledge,
    read_bare,
    read_statement,
)


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda one: one["text"][:40])
def test_we_is_followed_by_the_verb(example: dict[str, str]) -> None:
    """What "we" do in words is the verb; what we shall do in deeds is none."""
    statement = read_statement(example["text"])
    assert (statement.opening.verb if statement else "") == example["verb"]
    if statement and "opening" in example:
        assert example["text"][: statement.opening.end] == example["opening"]


@pytest.mark.parametrize("example", knowledge()["bare"], ids=lambda one: one["text"][:40])
def test_verbs_below_the_names_of_those_who_speak(example: dict[str, str]) -> None:
    """The paragraphs of a declaration begin with the verb alone."""
    opening = read_bare(example["text"])
    assert (opening.verb if opening else "") == example["verb"]


@pytest.mark.parametrize("text", knowledge()["leads"])
def test_leads(text: str) -> None:
    """Names of those who speak, without a verb, lead to paragraphs that have one."""
    assert begins_declaration(text)


def test_a_whole_sentence_is_no_lead() -> None:
    """It has its verb."""
    assert not begins_declaration("We, the Heads of State, reaffirm our commitment,")
    assert not begins_declaration("Welcoming the report,")
