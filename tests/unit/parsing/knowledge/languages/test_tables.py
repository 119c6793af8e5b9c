"""The tables of the languages other than English say what they claim, by their own examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer.model import Adoption, Masthead
from indexer.parsing.knowledge.languages.closings import find_meeting, is_closing, read_vote
from indexer.parsing.knowledge.languages.labels import label_key, section_key
from indexer.parsing.knowledge.languages.language import ENGLISH, OFFICIAL, language
from indexer.parsing.knowledge.languages.tables import TRANSLATED, folded, table
from indexer.parsing.knowledge.verbs import speech_act
from indexer.parsing.meaning.citations import find_citations, find_note_citations


def _examples(kind: str) -> list[Any]:
    return [
        pytest.param(code, example, id=f"{code}-{number}")
        for code in TRANSLATED
        for number, example in enumerate(table(code)[kind], 1)
    ]


@pytest.mark.parametrize(("code", "example"), _examples("example"))
def test_openings(code: str, example: dict[str, str]) -> None:
    """Each example opens with the verb and reaches as far as it says."""
    opening = language(code).read_opening(example["text"])
    assert opening is not None
    assert example["text"][: opening.end] == example["opening"]
    assert opening.verb == example["verb"]
    assert opening.english == example["english"]
    assert opening.sequence == example.get("sequence")
    assert opening.verb_class == speech_act(example["english"])


@pytest.mark.parametrize("code", TRANSLATED)
def test_each_verb_has_a_type_of_action(code: str) -> None:
    """The English verb that stands for a verb is one of the English table's, or an adjective."""
    opening = table(code)["opening"]
    for verb in opening["verb"]:
        assert speech_act(verb["english"]), verb
        assert verb["forms"] or verb.get("preamble"), verb
    lemmas = [verb["lemma"] for verb in opening["verb"]]
    assert len(set(lemmas)) == len(lemmas)
    assert set(opening["takes_noun"]) <= set(lemmas)
    for noun in opening["noun"]:
        assert speech_act(f"express {noun}"), noun


@pytest.mark.parametrize(("code", "example"), _examples("citation"))
def test_citations(code: str, example: dict[str, Any]) -> None:
    """Each example cites what it says."""
    masthead = Masthead(symbol="A/RES/99/1", organ=example["organ"], language=code)
    found = [
        [mention, target or ""] for mention, target in find_citations(example["text"], masthead)
    ]
    assert sorted(found) == sorted(example["mentions"])


@pytest.mark.parametrize(
    ("code", "notes"),
    [
        ("fr", ["Résolution 70/1.", "Ibid., annexe II."]),
        ("es", ["Resolución 70/1.", "Ibid., anexo II."]),
        ("ru", ["Резолюция 70/1.", "Там же, приложение II."]),
        ("ar", ["القرار 70/1.", "المرجع نفسه، المرفق الثاني."]),
        ("zh", ["第70/1号决议。", "同上，附件二。"]),
    ],
)
def test_the_same_work_in_a_footnote(code: str, notes: list[str]) -> None:
    """A footnote that says "Ibid." takes the work of the one before."""
    masthead = Masthead(symbol="A/RES/75/1", organ="GA", language=code)
    targets = [[target for _, target in found] for found in find_note_citations(notes, masthead)]
    assert targets == [["A/RES/70/1"], ["A/RES/70/1"]]


@pytest.mark.parametrize(
    ("code", "label", "key"),
    [
        ("fr", "a)", "(a)"),
        ("fr", "ii)", "(ii)"),
        ("es", "a)", "(a)"),
        ("ru", "b)", "(b)"),
        ("ru", "а)", "(a)"),  # Cyrillic letters that look Latin
        ("ru", "с)", "(c)"),
        ("ar", "(أ)", "(a)"),
        ("ar", "(هـ)", "(e)"),
        ("ar", "(ق)", "(s)"),
        ("ar", "’10‘", "(x)"),
        ("zh", "㈠", "(i)"),
        ("zh", "(十三)", "(xiii)"),
        ("zh", "（a）", "(a)"),
        ("fr", "12", None),
        ("zh", "1", None),
    ],
)
def test_labels(code: str, label: str, key: str | None) -> None:
    """A label has one form in all languages, by which ids are made."""
    assert label_key(code, label) == key


@pytest.mark.parametrize(
    ("code", "heading", "key"),
    [("ar", "أولا", "I"), ("ar", "ثاني عشر", "XII"), ("zh", "三", "III"), ("zh", "导言", None),
     ("fr", "III", None)],
)  # fmt: skip
def test_sections(code: str, heading: str, key: str | None) -> None:
    """The numeral of a section has one form, too; where it is printed so, there is no other."""
    assert section_key(code, heading) == key


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Soixante-seizième session", "76"),
        ("fr", "Soixante et onzième session", "71"),
        ("fr", "Quatre-vingtième session", "80"),
        ("fr", "Trente-deuxième session extraordinaire", "S-32"),
        ("fr", "Onzième session extraordinaire d’urgence", "ES-11"),
        ("fr", "Session de 2022", "2022"),
        ("es", "Septuagésimo sexto período de sesiones", "76"),
        ("es", "57º período de sesiones", "57"),
        ("es", "Período de sesiones de 2022", "2022"),
        ("ru", "Семьдесят шестая сессия", "76"),
        ("ru", "Одиннадцатая чрезвычайная специальная сессия", "ES-11"),
        ("ru", "Сессия 2022 года", "2022"),
        ("ar", "الدورة السادسة والسبعون", "76"),
        ("ar", "الدورة الحادية عشرة", "11"),
        ("ar", "الدورة الثمانون", "80"),
        ("ar", "دورة عام 2022", "2022"),
        ("zh", "第七十六届会议", "76"),
        ("zh", "第十一届紧急特别会议", "ES-11"),
        ("zh", "2021年届会", "2021"),
        ("fr", "Cette session", None),
    ],
)
def test_sessions(code: str, text: str, expected: str | None) -> None:
    """Sessions are read from ordinals in words, in figures and from years."""
    assert language(code).find_session(text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "le 1er décembre 2021", date(2021, 12, 1)),
        ("es", "el 9 de diciembre de 2021", date(2021, 12, 9)),
        ("ru", "9 декабря 2021 года", date(2021, 12, 9)),
        ("ar", "في 9 كانون الأول/ديسمبر 2021", date(2021, 12, 9)),
        ("ar", "٩ ديسمبر ٢٠٢١", date(2021, 12, 9)),
        ("zh", "2021年12月9日大会决议", date(2021, 12, 9)),
        ("fr", "le 31 février 2021", None),
    ],
)
def test_dates(code: str, text: str, expected: date | None) -> None:
    """Dates are read with the names of months, or their numbers."""
    assert language(code).find_date(text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Agenda item 72 (b)", "72 (b)"),
        ("fr", "Point 72 b) de l’ordre du jour", "72 (b)"),
        ("fr", "Points 14 et 122 de l’ordre du jour", "14 and 122"),
        ("es", "Tema 3 de la agenda", "3"),
        ("ru", "Пункт 128 а) повестки дня", "128 (a)"),
        ("ar", "البند 72 (ب) من جدول الأعمال", "72 (b)"),
        ("ar", "البندان 14 و 122 من جدول الأعمال", "14 and 122"),
        ("zh", "议程项目72(b)", "72 (b)"),
        ("zh", "议程项目14和122", "14 and 122"),
    ],
)
def test_agenda_items(code: str, text: str, expected: str) -> None:
    """Agenda items have one form in all languages."""
    assert language(code).agenda_item(text) == expected


_FORMULAS = {
    "fr": ("L’Assemblée générale,", "Le Conseil de sécurité,", "Le Conseil économique et social,"),
    "es": ("La Asamblea General,", "El Consejo de Seguridad,", "El Consejo Económico y Social,"),
    "ru": ("Генеральная Ассамблея,", "Совет Безопасности,", "Экономический и Социальный Совет,"),
    "ar": ("إنَّ الجمعية العامة،", "إن مجلس الأمن ،", "إن المجلس الاقتصادي والاجتماعي،"),
    "zh": ("大会，", "安全理事会，", "经济及社会理事会，"),
}


@pytest.mark.parametrize("code", TRANSLATED)
def test_formulas(code: str) -> None:
    """The formula enacts for its organ; the same words in a sentence do not."""
    enacting = language(code).enacting_organ
    assert [enacting(line) for line in _FORMULAS[code]] == ["GA", "SC", "ECOSOC"]
    assert enacting(f"{_FORMULAS[code][0]} 2021") is None
    assert enacting(_FORMULAS[code][0].rstrip(",،，")) is None  # as the cover names the organ


@pytest.mark.parametrize(
    ("code", "text", "organ"),
    [
        ("fr", "Résolution adoptée par le Conseil des droits de l’homme le 11 octobre 2023", "HRC"),
        ("es", "Resolución aprobada por la Asamblea General el 9 de diciembre de 2021", "GA"),
        ("ru", "Резолюция, принятая Экономическим и Социальным Советом 8 июня 2021 года", "ECOSOC"),
        ("ar", "قرار اتخذته الجمعية العامة في 17 كانون الأول/ديسمبر 2021", "GA"),
        ("zh", "2021年6月8日经济及社会理事会决议", "ECOSOC"),
        ("fr", "Résolution 70/1", None),
    ],
)
def test_adoptions(code: str, text: str, organ: str | None) -> None:
    """The line of the adoption names the organ, in any case."""
    assert language(code).adopting_organ(text) == organ


@pytest.mark.parametrize(
    ("code", "text", "meeting"),
    [
        ("fr", "46e séance plénière", "46e séance plénière"),
        ("es", "46ª sesión 11 de octubre de 2023 [Aprobada sin votación.]", "46ª sesión"),
        ("ru", "46‑е пленарное заседание", "46-е пленарное заседание"),
        ("ar", "الجلسة العامة 41 10 كانون الأول/ديسمبر 2020", "الجلسة العامة 41"),
        ("ar", "الجلسة العامة 41 (المستأنفة)", "الجلسة العامة 41 (المستأنفة)"),
        ("zh", "第46次全体会议(续会)", "第46次全体会议(续会)"),
    ],
)
def test_closings(code: str, text: str, meeting: str) -> None:
    """A closing names its meeting; a paragraph that mentions one is none."""
    assert is_closing(code, text)
    assert find_meeting(code, text) == meeting
    assert not is_closing(code, f"{text.partition(' [')[0]} xxxxxx xxxxxx")


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "[Adoptée sans vote.]", (None, None, None)),
        ("fr", "par 29 voix contre 14, avec 4 abstentions", (29, 14, 4)),
        ("es", "por 29 votos contra 14 y 4 abstenciones", (29, 14, 4)),
        ("ru", "29 голосами против 14 при 4 воздержавшихся", (29, 14, 4)),
        ("ar", "بأغلبية 29 صوتاً مقابل 14 صوتاً وامتناع 4 أعضاء عن التصويت", (29, 14, 4)),
        ("zh", "记录表决以29票对14票、4票弃权获得通过", (29, 14, 4)),
    ],
)
def test_votes(code: str, text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    """How a text was adopted is read from its closing."""
    vote = read_vote(code, text)
    assert vote is not None
    assert vote.adoption is (Adoption.CONSENSUS if expected[0] is None else Adoption.VOTE)
    assert (vote.votes_for, vote.votes_against, vote.abstentions) == expected


def test_a_language_for_each_code() -> None:
    """Each official language has a value; a code without a table is read as English."""
    assert [language(code).code for code in OFFICIAL] == list(OFFICIAL)
    assert language("de") is ENGLISH


def test_what_patterns_meet() -> None:
    """Vowel signs, lengthening marks, foreign digits and widths are unified."""
    assert folded("أيضاً  هـ ٢٠٢١ ２０（Ａ）\u200f") == "أيضا ه 2021 20(A)"
