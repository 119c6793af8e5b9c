"""The language of the UN's XML at first sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpora import corpora

from indexer.errors import UnreadableFile
from indexer.readers.akn.first_sight import language_at_first_sight
from indexer.reading.documents import read_documents

CORPUS = Path(__file__).parents[3] / "corpus" / "general_assembly"
ENGLISH = (CORPUS / "a_res_75_158.xml").read_bytes()
FRENCH = (
    b'<akomaNtoso><meta><FRBRlanguage language="fra"/></meta>'
    + b"<p>Priant le Secr\xc3\xa9taire g\xc3\xa9n\xc3\xa9ral de lui faire rapport sur les mesures "
    b"qui ont \xc3\xa9t\xc3\xa9 prises dans les pays pour la mise en oeuvre de la</p>"
    * 40
    + b"</akomaNtoso>"
)


def test_another_language_is_seen_where_words_and_data_agree() -> None:
    assert language_at_first_sight(FRENCH) == "fr"
    with pytest.raises(UnreadableFile) as refused:
        read_documents("75_1_F.xml", FRENCH, languages=("en",))
    assert refused.value.code == "other-language"


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH,
        ENGLISH.replace(b'"eng"', b'"fra"'),  # what it declares is wrong: the words decide
        FRENCH.replace(b'"fra"', b'"eng"'),
        FRENCH.replace(b'"fra"', b'"xyz"'),
        FRENCH.replace(b'<FRBRlanguage language="fra"/>', b""),
        b"",
        b'<FRBRlanguage language="fra"/>',
    ],
)
def test_what_is_not_sure_is_read_in_full(data: bytes) -> None:
    assert language_at_first_sight(data) is None


def test_no_text_of_the_corpora_is_taken_for_another_language() -> None:
    """The words decide whether a text is indexed, as they did when all was read in full."""
    names = {"ar": "Arabic", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}
    for folder in sorted(corpora("languages").iterdir()):
        for code, name in names.items():
            data = (folder / f"{name}.xml").read_bytes()
            assert language_at_first_sight(data) == code, (folder.name, name)
    odd = "75_274_F.xml"  # French in the folder of English texts
    for file in corpora("akn/ga").rglob("*.xml"):
        found = language_at_first_sight(file.read_bytes())
        assert found == ("fr" if file.name == odd else None), file
