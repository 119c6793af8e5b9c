"""Sixty resolutions in each of the six official languages against the UN's own markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpora import corpora
from support.scoring import below, score

from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.reading.documents import read_documents

_FLOORS = {
    "type_accuracy": 0.997, "label_accuracy": 1, "opening_strict": 0.985, "symbol": 1, "organ": 1,
    "session": 1, "title": 1, "adopted_on": 1, "agenda_item": 1,
}  # fmt: skip
# The gold has the preambles of two resolutions as headings, in all languages, and an annex of
# A/RES/75/326 as operative paragraphs in Arabic.
_UNITS = {"ar": 0.985}
# Many files lack links, which the gold takes for citations: those of A/RES/76/246 in French.
_REFERENCES = {"en": 0.98, "es": 0.98, "ru": 0.95, "ar": 0.94, "zh": 0.9, "fr": 0.89}


@pytest.mark.slow
@pytest.mark.parametrize("code", OFFICIAL)
def test_sixty_resolutions(code: str, tmp_path: Path) -> None:
    """Units, openings, mastheads and references are those of the gold."""
    gold = tmp_path / "gold.jsonl"
    lines = corpora("six_languages/gold") / f"units_{code}.jsonl"
    gold.write_text(lines.read_text("utf-8").replace('"languages/', '"six_languages/xml/'), "utf-8")
    scores = score(corpora("six_languages/xml"), f"{code}.xml", tmp_path, gold, languages=OFFICIAL)
    assert scores["missing"] == scores["leaked_units"] == 0
    floors = {**_FLOORS, "unit_f1": _UNITS.get(code, 0.99), "ref_f1": _REFERENCES[code]}
    assert below(scores, floors) == {}


@pytest.mark.slow
def test_twins_cite_the_same() -> None:
    """What a text cites in any language is what its English twin cites, but for few slips."""
    agreeing = total = 0
    for folder in sorted(corpora("six_languages/xml").iterdir()):
        cited = {}
        for code in OFFICIAL:
            file = folder / f"{code}.xml"
            (document,) = read_documents(file.name, file.read_bytes(), languages=OFFICIAL)
            targets = (one.target or "" for one in document.references)
            cited[code] = {target for target in targets if "/RES/" in target}
        for code in OFFICIAL[1:]:
            agreeing += 2 * len(cited["en"] & cited[code])
            total += len(cited["en"]) + len(cited[code])
    assert agreeing / total > 0.95


@pytest.mark.slow
def test_twins_have_the_same_ids() -> None:
    """Operative paragraphs and their items bear the ids of their English twins.

    In A/RES/76/246 the markup of the headings of sections differs between languages.
    """
    agreeing = total = 0
    for folder in sorted(corpora("six_languages/xml").iterdir()):
        if folder.name == "A_RES_76_246":
            continue
        ids = {}
        for code in OFFICIAL:
            file = folder / f"{code}.xml"
            (document,) = read_documents(file.name, file.read_bytes(), languages=OFFICIAL)
            kinds = ("operative", "subparagraph")
            ids[code] = {one.id for one in document.paragraphs if one.type in kinds}
        for code in OFFICIAL[1:]:
            agreeing += 2 * len(ids["en"] & ids[code])
            total += len(ids["en"]) + len(ids[code])
    assert agreeing / total > 0.97
