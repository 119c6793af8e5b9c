"""Which phrasings are edits of each other, and which only follow the same formula."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.phrasings import phrasings

from indexer.analysis.analyzer import terms
from indexer.analysis.marks import NAME, QUOTED, marks
from indexer.families.edits import LINKED, is_edit, share

WELLS = "Urges Member States to protect the wells of villages and to keep their water clean for all"
MALI = "Welcomes the efforts of the Government of Mali to protect the wells of all its villages"
ITEM = (
    "Decides to include in the agenda of its next session, under the item entitled “{}”, a sub-item"
)
IRAN = (
    "Decides to continue its examination of the situation of human rights in the {} at its "
    "seventy-sixth session under the item entitled “Promotion and protection of human rights”"
)
CASES = [
    # the same words, but for one or two
    (WELLS, WELLS.replace("clean", "safe"), True),
    (WELLS, WELLS.replace("Urges", "Calls upon"), True),
    # what is put in replaces nothing
    (WELLS, WELLS.replace("wells of villages", "wells of villages in Africa"), True),
    # a name in the place of a name, or of a word
    (MALI, MALI.replace("Mali", "Chad"), False),
    (MALI, MALI.replace("the Government of Mali", "villagers"), False),
    # names whose words are in many names tell none from another
    (MALI, MALI.replace("the Government", "the Governments"), True),
    # titles
    (ITEM.format("Wells of the desert"), ITEM.format("Rivers of the north"), False),
    (ITEM.format("Wells of the desert"), ITEM.format("Wells of the desert: report"), True),
    # a name in the place of a subject without capitals
    (IRAN.format("administration of justice"), IRAN.format("Islamic Republic of Iran"), False),
    # numbers, sessions and dates do not count
    ("Takes note of the 2030 Agenda and of the work of the session of 3 May 2019 on wells",
     "Takes note of the 2030 Agenda and of the work of the session of 4 July 2023 on wells", True),
    # in a short text any other word makes another paragraph
    ("A minimum rate of assessment of 2 per cent for wells",
     "A maximum rate of assessment of 3 per cent for wells", False),
    ("Decides to remain seized of the matter", "Decides to remain actively seized of the matter",
     True),
    # naming documents says nothing of one's own
    ("Recalling its previous resolutions", "Recalling also its previous resolutions", False),
    ("Welcoming the report of the Secretary-General of 14 July 2004",
     "Welcoming also the report of the Secretary-General of 3 May 2001", False),
    # too little in common
    (WELLS, "Urges Member States to protect the wells", False),
    ("", WELLS, False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_edits(tmp_path: Path, before: str, after: str, *, expected: bool) -> None:
    """Most words in their order, and nothing replaced that matters; either way round."""
    one, other = phrasings(tmp_path / "c", before, after)
    linked = share(one.words, other.words) >= LINKED
    assert (linked and is_edit(one, other)) is (linked and is_edit(other, one)) is expected


@pytest.mark.parametrize(
    ("text", "names", "quoted"),
    [
        ("Welcomes the wells of Mali.", ["mali"], []),
        ("Welcomes this. Urges Mali; Calls upon Chad", ["mali", "chad"], []),
        ("the item “Wells of Mali” of 2019", ["wells", "mali"], ["wells", "of", "mali"]),
        ('the item "Wells", and "more"', ["wells"], ["wells", "more"]),
        ("in Côte d’Ivoire and UNOCI", ["cote", "d'ivoire", "unoci"], []),
        ("", [], []),
    ],
)
def test_marks(text: str, names: list[str], quoted: list[str]) -> None:
    """Capitals that begin no sentence, and what stands between quotation marks."""
    found = marks(text)
    words = [term.literal for term in terms(text)]
    assert len(found) == len(words)
    assert [word for word, mark in zip(words, found, strict=True) if int(mark) & NAME] == names
    assert [word for word, mark in zip(words, found, strict=True) if int(mark) & QUOTED] == quoted
