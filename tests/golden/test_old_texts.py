"""Texts of 1946 to 1991 against counts that were made by reading them.

Per document: the file, its symbol, how many preambular and operative paragraphs and subparagraphs
it has, its date, and the first and last words of its body (the closing and annexes excepted).
"""

from __future__ import annotations

from collections import Counter

import pytest
from support.corpora import corpora

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.reading.documents import read_documents

SC, SCANS = "text/sc_1946_2002", "text/scans_before_2000"
BODY = (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH)

ROWS = [
    # Unnumbered operative paragraphs; "Provided, however, that" is one.
    (f"{SC}/S_RES_0003(1946).txt", "S/RES/3 (1946)", (5, 2, 0), "1946-04-04",
     "Taking note of the statements", "the first item on the agenda."),
    # "Resolves:", numbered paragraphs, and unnumbered ones between them.
    (f"{SC}/S_RES_0018(1947).txt", "S/RES/18 (1947)", (1, 9, 0), "1947-02-13",
     "Having accepted General Assembly resolution", "govern the organization of the United "
     "Nations armed force."),
    # Subparagraphs to the last line.
    (f"{SC}/S_RES_0059(1948).txt", "S/RES/59 (1948)", (1, 5, 6), "1948-10-19",
     "Having in mind the report", "or the representatives of the Mediator."),
    # Sections I to III.
    (f"{SC}/S_RES_0082(1950).txt", "S/RES/82 (1950)", (3, 5, 3), "1950-06-25",
     "Recalling the finding of the General Assembly", "to the North Korean authorities."),
    # "(1)" is printed for "(i)".
    (f"{SC}/S_RES_0242(1967).txt", "S/RES/242 (1967)", (3, 4, 5), "1967-11-22",
     "Expressing its continuing concern", "the Special Representative as soon as possible."),
    # No preamble.
    (f"{SC}/S_RES_0338(1973).txt", "S/RES/338 (1973)", (0, 3, 0), "1973-10-22",
     "Calls upon all parties to the present fighting", "durable peace in the Middle East."),
    # No enacting formula.
    (f"{SC}/S_RES_0462(1980).txt", "S/RES/462 (1980)", (2, 1, 0), "None",
     "Having considered the item on the agenda", "contained in document S/Agenda/2185."),
    # Sections A to I, two levels of subparagraphs; the scan misread the date.
    (f"{SC}/S_RES_0687(1991).txt", "S/RES/687 (1991)", (26, 34, 11), "None",
     "Recalling its resolutions 660 (1990)", "secure peace and security in the region."),
    # The second of five resolutions on a page, its paragraph 2 printed above it.
    (f"{SCANS}/A_RES_1145(XII).txt", "A/RES/1136(XII)", (2, 2, 0), "1957-10-14",
     "Recalling the provisions of its resolution 992 (X)", "paragraph 4 of General Assembly "
     "resolution 992 (X)."),
    # Two lettered parts; labels of the list lost.
    (f"{SCANS}/A_RES_1472(XIV).txt", "A/RES/1472 A-B(XIV)", (8, 5, 5), "1959-12-12",
     "Recognising the common interest of mankind", None),
    # Labels of numbers and letters lost.
    (f"{SCANS}/A_RES_913(X).txt", "A/RES/913(X)", (4, 7, 8), "1955-12-03",
     "Recognizing the importance of", "on the present item."),
    # The session misprinted; the file's name and the running title know it.
    (f"{SCANS}/A_RES_2345(XXII).txt", "A/RES/2345(XXII)", (3, 4, 0), "1967-12-19",
     "Bearing in mind", None),
    # A page break inside a preambular paragraph, footnotes between.
    (f"{SCANS}/A_RES_34_180.txt", "A/RES/34/180", (8, 4, 0), "1979-12-18",
     "Considering that one of the purposes", "All Forms of Discrimination against Women”."),
    # The end of another resolution above, an annex of many rules below.
    (f"{SCANS}/A_RES_40_33.txt", "A/RES/40/33", (7, 13, 0), "1985-11-29",
     "Bearing in mind the Universal Declaration", None),
    # Two columns, English and French.
    (f"{SCANS}/E_RES_76(V).txt", "E/RES/76(V)", (1, 3, 5), "1947-08-05",
     "Having considered chapter III of the report", None),
    (f"{SCANS}/E_RES_1989_64.txt", "E/RES/1989/64", (10, 7, 4), "1989-05-24",
     "Recalling its resolution 1984/50", None),
]  # fmt: skip


def read(file: str, symbol: str) -> Document:
    """Read the document with a symbol from a file of the corpora."""
    path = corpora(file)
    documents = read_documents(path.name, path.read_bytes())
    return next(d for d in documents if d.masthead.symbol == symbol)


@pytest.mark.parametrize(
    ("file", "symbol", "counts", "date", "first", "last"), ROWS, ids=[row[1] for row in ROWS]
)
def test_documents_that_were_read(
    file: str,
    symbol: str,
    counts: tuple[int, int, int],
    date: str,
    first: str,
    last: str | None,
) -> None:
    """Every paragraph is there once, the first begins and the last ends as in the print."""
    document = read(file, symbol)
    types = Counter(p.type for p in document.paragraphs)
    body = [p.text for p in document.paragraphs if p.type in BODY]
    assert tuple(types[kind] for kind in BODY) == counts
    assert str(document.masthead.adopted_on) == date
    assert body[0].startswith(first)
    if last:
        assert body[-1].endswith(last)


@pytest.mark.slow
def test_every_old_text_is_read() -> None:
    """All 150 Security Council texts have their own symbol; every scan has the one of its name."""
    for file in sorted(corpora(SC).glob("*.txt")):
        (document,) = read_documents(file.name, file.read_bytes())
        number, year = file.stem.removeprefix("S_RES_").rstrip(")").split("(")
        assert document.masthead.symbol == f"S/RES/{int(number)} ({year})"
        assert any(p.type is ParagraphType.OPERATIVE and p.verb for p in document.paragraphs)
    missing = []
    for file in sorted(corpora(SCANS).glob("*.txt")):
        try:
            documents = read_documents(file.name, file.read_bytes())
        except UnreadableFile as error:
            missing.append((file.name, str(error)))
            continue
        wanted = file.stem.replace("_(", "(").replace("_", "/")
        keys = {d.masthead.symbol.replace(" ", "") for d in documents}
        plain = {key for symbol in keys for key in (symbol, _without_letters(symbol))}
        if wanted not in plain:
            missing.append((file.name, ", ".join(keys)))
    assert missing == []


def _without_letters(symbol: str) -> str:
    """Give a symbol without the letters of its parts."""
    import re

    return re.sub(r"(?<=\d)[A-Z](-[A-Z])?(?=\(|$)", "", symbol)
