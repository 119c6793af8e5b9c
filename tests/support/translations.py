"""One short resolution in the six official languages."""

from __future__ import annotations

from pathlib import Path

TEXTS = {
    "en": """United Nations
A/RES/76/901
Distr.: General
20 December 2021
Seventy-sixth session
Agenda item 72 (b)
Resolution adopted by the General Assembly on 16 December 2021
[on the report of the Third Committee (A/76/462, para. 10)]
76/901. The right to a night’s sleep
The General Assembly,
Recalling its resolution 75/170 of 16 December 2020,
Deeply concerned at the noise in the cities,
1. Requests the Secretary-General to submit a report to it;
2. Invites Member States:
(a) To see to the quiet of the streets;
(b) To put out the lights;
3. Decides to remain seized of the matter.
53rd plenary meeting
16 December 2021
""",
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
"""The pages of the document by language, a line a paragraph."""


def page(text: str) -> bytes:
    """Returns a text of lines as a page of HTML."""
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!doctype html><meta charset=utf-8><body>{body}</body>".encode()


def write_texts(folder: Path, *languages: str) -> Path:
    """Writes the texts in some languages, all by default, into a folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for code in languages or TEXTS:
        (folder / f"{code}.html").write_bytes(page(TEXTS[code]))
    return folder
