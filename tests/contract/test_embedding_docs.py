"""docs/embedding.md says what the element is told and can be dressed with; so does the code."""

from __future__ import annotations

import re
from pathlib import Path

from indexer.schema import KEYWORD_BY_NAME
from web.embed.options import ATTRIBUTES
from web.embed.page import PARTS

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
STATIC = ROOT / "web/static"
SCRIPT = "".join((STATIC / "embed" / name).read_text(encoding="utf-8") for name in PARTS)


def listed(constant: str) -> set[str]:
    """Give the strings in a list of the script."""
    found = re.search(rf"const {constant} = \[(.*?)\];", SCRIPT, re.DOTALL)
    assert found, constant
    return set(re.findall(r'"([^"]+)"', found[1]))


def rows(heading: str) -> set[str]:
    """Give the names in the first column of a table."""
    table = DOCS.partition(heading)[2].partition("\n\n")[0]
    cells = (line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_filter_is_an_attribute() -> None:
    """Whatever can be filtered by can be preset."""
    assert listed("FIELDS") == set(KEYWORD_BY_NAME)
    assert dict(re.findall(r'(\w+): "([\w-]+)"', SCRIPT.partition("SPOKEN = {")[2][:60])) == dict(
        ATTRIBUTES
    )


def test_attributes_are_documented() -> None:
    """Every attribute has its row, and none is documented that the element does not know."""
    filters = {ATTRIBUTES.get(name, name) for name in KEYWORD_BY_NAME}
    assert rows("## The element\n\n") == filters | listed("OTHERS")


def test_properties_and_events_are_documented() -> None:
    """So have properties and events."""
    told = DOCS.partition("In scripts the same")[2].partition("\n\n")[0]
    assert {name for name in listed("PROPERTIES") if f"`{name}`" not in told} == set()
    events = set(re.findall(r'"(operative:\w+)"', SCRIPT))
    assert rows("of search boxes.\n\n") == events


def test_dress_is_documented() -> None:
    """Every custom property and part is documented, and there is no other."""
    sheet = (STATIC / "embed.css").read_text(encoding="utf-8")
    assert set(re.findall(r"var\((--operative-[\w-]+)", sheet)) == set(
        re.findall(r"`(--operative-[\w-]+)`", DOCS)
    )
    named = DOCS.partition("with the names")[2].partition(":\n")[0]
    parts = set(re.findall(r'part: "(\w+)"', SCRIPT)) | set(re.findall(r', "(mark)"', SCRIPT))
    assert parts == set(re.findall(r"`(\w+)`", named))
