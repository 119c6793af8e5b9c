"""What a text of the Security Council renews."""

from __future__ import annotations

import pytest

from indexer.model import Document, Masthead, Paragraph, ParagraphType
from search.series.renewals import knowledge, missions, renewed, renews


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda e: e["text"][:40])
def test_every_example_of_the_table_is_read_as_it_says(example) -> None:
    """The data file is its own specification."""
    assert renews(example["text"]) == example["renews"]
    if example["renews"]:
        assert missions(example["text"]) == set(example["missions"])


def test_a_mission_is_known_by_its_short_form_and_by_its_name() -> None:
    """A text may define the short form where it renews nothing; a resolution is named as well."""
    texts = (
        "Welcoming the work of the United Nations Mission in Liberia (UNMIL),",
        "Decides to extend the mandate of the United Nations Mission in Liberia until 31 March;",
        "Decides to renew until 31 March the measures imposed by resolution 1521 (2003);",
        "Takes note of the report on the United Nations Operation in Burundi;",
    )
    paragraphs = tuple(
        Paragraph(
            id=f"S/RES/1 (1946)#op{number}",
            type=ParagraphType.OPERATIVE,
            ordinal=number,
            text=text,
            cites=("S/RES/1521 (2003)",) if "1521" in text else (),
        )
        for number, text in enumerate(texts)
    )
    document = Document(
        source="text.xml", masthead=Masthead(symbol="S/RES/1 (1946)"), paragraphs=paragraphs
    )
    assert renewed(document).first == {"UNMIL"}
    assert renewed(document).all == {"UNMIL", "S/RES/1521 (2003)"}
