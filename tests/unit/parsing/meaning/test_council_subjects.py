"""What resolutions of the Security Council are about, by the table's own examples."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.parsing.meaning.council_subjects import council_subject, knowledge


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda one: one["texts"][0][:50])
def test_examples(example: dict[str, Any]) -> None:
    """Later texts' names come first, then what the first paragraphs say."""
    assert (council_subject(example.get("symbol", ""), example["texts"]) or "") == example[
        "subject"
    ]


def test_names_are_written_as_titles_are() -> None:
    """Each name begins with a capital and is keyed as symbols are."""
    for symbol, name in knowledge()["named"].items():
        assert name[:1].isupper()
        assert symbol.endswith(")")


def test_long_paragraphs_take_no_time() -> None:
    """What nobody writes is given up at once."""
    assert council_subject("S/RES/1 (1946)", ["resolution, on " * 20_000]) is None
