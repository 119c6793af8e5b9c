"""Documents in languages other than English: from lines and from the UN's XML, by small inputs."""

from __future__ import annotations

import pytest
from support.translations import TEXTS, page

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.reading.documents import read_documents

_ACTS = {
    "en": ["recall", "concerned", "request", "invite", "decide"],
    "fr": ["rappeler", "être préoccupé", "prier", "inviter", "décider"],
    "es": ["recordar", "estar preocupado", "solicitar", "invitar", "decidir"],
    "ru": ["ссылаться", "быть обеспокоенным", "просить", "предлагать", "постановлять"],
    "ar": ["يشير", "يساوره القلق", "يطلب", "يدعو", "يقرر"],
    "zh": ["回顾", "关切", "请", "邀请", "决定"],
}


def _read(code: str) -> Document:
    (document,) = read_documents("a.html", page(TEXTS[code]), languages=OFFICIAL)
    return document


@pytest.mark.parametrize("code", TEXTS)
def test_the_masthead(code: str) -> None:
    """What a document states of itself has one form in all languages."""
    masthead = _read(code).masthead
    stated = (masthead.symbol, masthead.organ, masthead.session, masthead.agenda_item)
    assert stated == ("A/RES/76/901", "GA", "76", "72 (b)")
    assert masthead.language == code
    assert str(masthead.adopted_on) == "2021-12-16"
    assert str(masthead.distributed_on) == "2021-12-20"
    assert masthead.meeting == TEXTS[code].splitlines()[-2]
    assert masthead.committee == "Third Committee"
    assert masthead.committee_report == "A/76/462"
    assert masthead.title == TEXTS[code].splitlines()[8].partition("901")[2].strip(" .-")


@pytest.mark.parametrize("code", TEXTS)
def test_the_paragraphs(code: str) -> None:
    """Paragraphs have the ids of their English twins, and the verbs of their own language."""
    document = _read(code)
    names = {one.id.partition("#")[2]: one for one in document.paragraphs}
    assert list(names) == [
        "title", "enacting", "pp1", "pp2", "op1", "op2", "op2(a)", "op2(b)", "op3", "closing",
    ]  # fmt: skip
    assert [names[name].verb for name in ("pp1", "pp2", "op1", "op2", "op3")] == _ACTS[code]
    acts = [names[name].verb_class for name in ("pp1", "pp2", "op1", "op2", "op3")]
    assert acts == ["affirm", "disapprove", "request", "encourage", "decide"]
    assert names["op2(a)"].verb == _ACTS[code][3]  # that of the paragraph above
    assert names["pp1"].cites == ("A/RES/75/170",)
    assert [issue.code for issue in document.issues] == []


@pytest.mark.parametrize("code", TEXTS)
def test_languages_that_are_not_wanted_are_refused(code: str) -> None:
    """Who asks for some languages gets no others."""
    others = tuple(one for one in OFFICIAL if one != code)
    with pytest.raises(UnreadableFile, match="this index takes"):
        read_documents("a.html", page(TEXTS[code]), languages=others)


def test_a_text_without_formula_is_refused() -> None:
    """What no enacting formula opens is no resolution, in any language."""
    text = TEXTS["fr"].replace("L’Assemblée générale,", "Les États Membres")
    with pytest.raises(UnreadableFile, match="does not look like a resolution"):
        read_documents("a.html", page(text), languages=OFFICIAL)


def test_numbers_in_the_text_of_xml() -> None:
    """Arabic files print numbers in the text, and leave brackets where a footnote's mark stood."""
    xml = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>'
        '<coverPage><docNumber refersTo="#symbol">A/RES/77/901</docNumber></coverPage><preamble>'
        "<formula><p>إن الجمعية العامة،</p></formula><container><p>"
        '<span class="bold italic">إذ تشير</span> إلى قرارها 75/170()،</p></container></preamble>'
        "<mainBody><paragraph><content><p>1 - "
        '<span class="bold italic">تطلب</span> إلى الأمين العام ما يلي؛</p></content></paragraph>'
        "</mainBody></statement></akomaNtoso>"
    )
    (document,) = read_documents("a.xml", xml.encode(), languages=OFFICIAL)
    _, recalling, asking = document.paragraphs
    assert (recalling.opening, recalling.text) == ("إذ تشير", "إذ تشير إلى قرارها 75/170،")
    assert (asking.type, asking.label, asking.opening) == (ParagraphType.OPERATIVE, "1", "تطلب")
