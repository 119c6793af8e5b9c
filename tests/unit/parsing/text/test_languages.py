"""Texts in other languages are named and stay out; quotations in them do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpora import corpora

from indexer.errors import UnreadableFile
from indexer.parsing.text.languages import (
    EN,
    english_lines,
    language_name,
    language_of,
    languages,
    refuse_language,
)
from indexer.parsing.text.lines import Line
from indexer.reading.documents import read_documents

ENGLISH = (
    "Recalling the purposes and principles of the Charter of the United Nations, and its previous "
    "resolutions on the subject, in which it called upon all States to act for the good of all,"
)
FRENCH = (
    "Rappelant les buts et principes énoncés dans la Charte des Nations Unies, ainsi que ses "
    "résolutions sur la question, dans lesquelles elle a prié tous les États de se conformer à la "
    "présente résolution et de rendre compte au Conseil des mesures prises par eux,"
)


@pytest.mark.parametrize("entry", languages(), ids=lambda entry: entry["code"])
def test_the_examples_of_the_table(entry: dict[str, str]) -> None:
    """Each language of the data file is recognised by its own example."""
    assert language_of(entry["example"], fewest=2) == entry["code"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        # A quotation and names do not make a text French.
        (ENGLISH * 2 + " “Les droits de l’homme et la dignité de la personne”", "en"),
        ("Médecins sans frontières and the Organisation internationale de la Francophonie", None),
        # Too little to tell; no letters.
        ("The General Assembly,", None),
        ("1 200 | 3 400", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, expected: str | None) -> None:
    """A language is told by its frequent words, where there are enough of them."""
    assert language_of(text) == expected


def _xml(declared: str, text: str) -> bytes:
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><meta>'
        f'<FRBRlanguage language="{declared}"/></meta><preamble><container><p>{text}</p>'
        "</container></preamble></statement></akomaNtoso>"
    ).encode()


def test_what_the_data_declare_counts_where_the_text_does_not_tell() -> None:
    """Words decide; the document's own data only for texts that are too short."""
    (document,) = read_documents("a.xml", _xml("fra", ENGLISH))
    assert document.masthead.language == EN
    with pytest.raises(UnreadableFile, match="in French; this index takes English"):
        read_documents("a.xml", _xml("eng", FRENCH), languages=(EN,))
    with pytest.raises(UnreadableFile, match="in Russian"):
        read_documents("a.xml", _xml("rus", "A/RES/76/34"), languages=(EN,))


def test_only_wanted_languages_pass() -> None:
    """A language that is none of those wanted is refused under a code of its own."""
    refuse_language("fr", ("en", "fr"))
    with pytest.raises(UnreadableFile) as error:
        refuse_language("fr", (EN,))
    assert error.value.code == "other-language"


def test_other_languages_are_refused_in_any_format() -> None:
    """A French text is told to be French, not to be no resolution."""
    text = f"L’Assemblée générale,\n\n{FRENCH}\n\n1. Prie les États d’agir.\n"
    for name in ("texte.txt", "texte.md", "texte.html"):
        data = f"<html><body><p>{text}</p></body></html>" if name.endswith("html") else text
        with pytest.raises(UnreadableFile, match="The document is in French"):
            read_documents(name, data.encode(), languages=(EN,))


def test_columns_in_two_languages() -> None:
    """The second column is taken out; a quotation of one paragraph stays."""
    columns = [Line(text=text) for text in (ENGLISH, ENGLISH, FRENCH, FRENCH)]
    kept, other = english_lines(columns)
    assert ([line.text for line in kept], other) == ([ENGLISH, ENGLISH], "fr")
    quoting = [Line(text=text) for text in [ENGLISH] * 12 + [FRENCH]]
    assert english_lines(quoting) == (quoting, None)


def test_languages_have_names() -> None:
    """Messages name languages, and codes where a language is unknown."""
    assert [language_name(code) for code in ("en", "fr", "zh", "xx")] == [
        "English", "French", "Chinese", "xx",
    ]  # fmt: skip


@pytest.mark.slow
def test_one_text_in_six_languages() -> None:
    """Each of a resolution's six texts is read in its language; where one is wanted, only that."""
    for folder in sorted(Path(corpora("languages")).iterdir()):
        for file in sorted(folder.glob("*.xml")):
            data = file.read_bytes()
            (document,) = read_documents(file.name, data)
            assert language_name(document.masthead.language) == file.stem
            if file.stem != "English":
                with pytest.raises(UnreadableFile, match=f"The document is in {file.stem};"):
                    read_documents(file.name, data, languages=(EN,))


@pytest.mark.slow
def test_a_french_text_in_an_english_folder() -> None:
    """A file whose place says English is read for what it says itself."""
    file = corpora("akn/ga/75session/75_274_F.xml")
    (document,) = read_documents(file.name, file.read_bytes())
    assert document.masthead.language == "fr"
