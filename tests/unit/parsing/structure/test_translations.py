"""Documents in languages other than English: from lines and from the UN's XML, by small inputs."""

from __future__ import annotations

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.reading.documents import read_documents

_TEXTS = {
    "fr": """Nations Unies
A/RES/76/901
Distr. générale
20 décembre 2021
Soixante-seizième session
Point 72 b) de l’ordre du jour
Résolution adoptée par l’Assemblée générale le 16 décembre 2021
[sur la base du rapport de la Troisième Commission (A/76/462, par. 10)]
76/901. Le droit à une nuit de sommeil
L’Assemblée générale,
Rappelant sa résolution 75/170 du 16 décembre 2020,
Profondément préoccupée par le bruit qui règne dans les villes,
1. Prie le Secrétaire général de lui présenter un rapport ;
2. Invite les États Membres :
a) À veiller au calme des rues ;
b) À éteindre les lumières ;
3. Décide de rester saisie de la question.
53e séance plénière
16 décembre 2021
""",
    "es": """Naciones Unidas
A/RES/76/901
Distr. general
20 de diciembre de 2021
Septuagésimo sexto período de sesiones
Tema 72 b) del programa
Resolución aprobada por la Asamblea General el 16 de diciembre de 2021
[sobre la base del informe de la Tercera Comisión (A/76/462, párr. 10)]
76/901. El derecho a una noche de sueño
La Asamblea General,
Recordando su resolución 75/170, de 16 de diciembre de 2020,
Profundamente preocupada por el ruido que reina en las ciudades,
1. Solicita al Secretario General que le presente un informe;
2. Invita a los Estados Miembros a que:
a) Velen por la calma de las ciudades;
b) Apaguen las luces;
3. Decide seguir ocupándose de la cuestión.
53ª sesión plenaria
16 de diciembre de 2021
""",
    "ru": """Организация Объединенных Наций
A/RES/76/901
Distr.: General
20 December 2021
Семьдесят шестая сессия
Пункт 72 b) повестки дня
Резолюция, принятая Генеральной Ассамблеей 16 декабря 2021 года
[по докладу Третьего комитета (A/76/462, пункт 10)]
76/901. Право на ночной сон
Генеральная Ассамблея,
ссылаясь на свою резолюцию 75/170 от 16 декабря 2020 года,
будучи глубоко обеспокоена шумом в городах,
1. просит Генерального секретаря представить ей доклад;
2. предлагает государствам-членам:
а) следить за тишиной улиц;
b) гасить огни;
3. постановляет продолжать заниматься этим вопросом.
53-е пленарное заседание
16 декабря 2021 года
""",
    "ar": """الأمم المتحدة
A/RES/76/901
Distr.: General
20 December 2021
الدورة السادسة والسبعون
البند 72 (ب) من جدول الأعمال
قرار اتخذته الجمعية العامة في 16 كانون الأول/ديسمبر 2021
[بناء على تقرير اللجنة الثالثة (A/76/462، الفقرة 10)]
76/901 - الحق في النوم ليلا
إن الجمعية العامة،
إذ تشير إلى قرارها 75/170 المؤرخ 16 كانون الأول/ديسمبر 2020،
وإذ يساورها بالغ القلق من الضجيج في المدن،
1 - تطلب إلى الأمين العام أن يقدم إليها تقريرا؛
2 - تدعو الدول الأعضاء إلى القيام بما يلي:
(أ) السهر على هدوء الشوارع؛
(ب) إطفاء الأنوار؛
3 - تقرر أن تبقي المسألة قيد نظرها.
الجلسة العامة 53
16 كانون الأول/ديسمبر 2021
""",
    "zh": """联合国
A/RES/76/901
Distr.: General
20 December 2021
第七十六届会议
议程项目72(b)
2021年12月16日大会决议
[根据第三委员会的报告(A/76/462，第10段)通过]
76/901. 夜间睡眠权
大会，
回顾其2020年12月16日第75/170号决议，
深为关切城市中的噪音，
1. 请秘书长向大会提交一份报告；
2. 邀请会员国：
(a) 保持街道安静；
(b) 熄灭灯光；
3. 决定继续处理此案。
第53次全体会议
2021年12月16日
""",
}
_ACTS = {
    "fr": ["rappeler", "être préoccupé", "prier", "inviter", "décider"],
    "es": ["recordar", "estar preocupado", "solicitar", "invitar", "decidir"],
    "ru": ["ссылаться", "быть обеспокоенным", "просить", "предлагать", "постановлять"],
    "ar": ["يشير", "يساوره القلق", "يطلب", "يدعو", "يقرر"],
    "zh": ["回顾", "关切", "请", "邀请", "决定"],
}


def _page(text: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!doctype html><meta charset=utf-8><body>{body}</body>".encode()


def _read(code: str) -> Document:
    (document,) = read_documents("a.html", _page(_TEXTS[code]), languages=OFFICIAL)
    return document


@pytest.mark.parametrize("code", _TEXTS)
def test_the_masthead(code: str) -> None:
    """What a document states of itself has one form in all languages."""
    masthead = _read(code).masthead
    stated = (masthead.symbol, masthead.organ, masthead.session, masthead.agenda_item)
    assert stated == ("A/RES/76/901", "GA", "76", "72 (b)")
    assert masthead.language == code
    assert str(masthead.adopted_on) == "2021-12-16"
    assert str(masthead.distributed_on) == "2021-12-20"
    assert masthead.meeting == _TEXTS[code].splitlines()[-2]
    assert masthead.committee == "Third Committee"
    assert masthead.committee_report == "A/76/462"
    assert masthead.title == _TEXTS[code].splitlines()[8].partition("901")[2].strip(" .-")


@pytest.mark.parametrize("code", _TEXTS)
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


@pytest.mark.parametrize("code", _TEXTS)
def test_an_index_refuses_it_by_default(code: str) -> None:
    """Only who asks for a language gets it: an index holds English."""
    with pytest.raises(UnreadableFile, match="this version indexes English"):
        read_documents("a.html", _page(_TEXTS[code]))


def test_a_text_without_formula_is_refused() -> None:
    """What no enacting formula opens is no resolution, in any language."""
    text = _TEXTS["fr"].replace("L’Assemblée générale,", "Les États Membres")
    with pytest.raises(UnreadableFile, match="does not look like a resolution"):
        read_documents("a.html", _page(text), languages=OFFICIAL)


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
