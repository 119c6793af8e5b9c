"""Subjects and goals that the UN's XML states."""

from __future__ import annotations

import pytest

from indexer.model import Masthead
from indexer.reading.documents import read_documents

_FILE = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>
<meta>{}</meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/75/102</docNumber></p></coverPage>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula></preamble>
<mainBody><paragraph><num>1.</num><content><p><span class="italic">Decides</span> to remain seized
of the matter.</p></content></paragraph></mainBody></statement></akomaNtoso>"""
_LIBRARY = """<classification source="DHLAUTH">
<keyword value="CÔTE D'IVOIRE" showAs="CÔTE D'IVOIRE" dictionary="UNBIS Thesaurus"/>
<keyword value="HUMAN RIGHTS" href="http://metadata.un.org/thesaurus/1002975" showAs="HUMAN RIGHTS"
 dictionary="UNBIS Thesaurus"/>
<keyword value="HUMAN RIGHTS" showAs="HUMAN RIGHTS" dictionary="UNBIS Thesaurus"/>
<keyword value="UN. Secretary-General" showAs="UN. Secretary-General" dictionary="DHLAUTH"/>
<keyword refersTo="agenda" value="39" showAs="PALESTINE QUESTION" dictionary="A/76/251"/>
</classification>"""
_GOALS = """<classification source="{}">
<keyword value="16" href="http://metadata.un.org/sdg/16" showAs="sdg_16" dictionary="SDGO"/>
<keyword value="justice" href="http://metadata.un.org/thesaurus/1003500" showAs="justice"
 dictionary="{}"/>
<keyword value="sustainable_development" href="http://eurovoc.europa.eu/5585"
 showAs="sustainable_development" dictionary="EuroVoc"/>
</classification><classification source="{}">
<keyword value="5" showAs="sdg_5" dictionary="SDGO"/><keyword value="99" dictionary="SDGO"/>
</classification>"""


def read(meta: str) -> Masthead:
    """Read the masthead of a file with some metadata."""
    (document,) = read_documents("a.xml", _FILE.format(meta).encode())
    return document.masthead


def test_subjects_are_those_of_the_library() -> None:
    """Terms of the thesaurus without repeats; bodies and agenda items are none."""
    head = read(_LIBRARY)
    assert head.subject_terms == ("côte d'ivoire", "human rights")
    assert not head.subject_terms_inferred
    assert head.goals == ()


@pytest.mark.parametrize("dictionary", ["UNBIS", "UNBIS Thesaurus"])
@pytest.mark.parametrize("source", ["http://metadata.un.org/sdg", "https://metadata.un.org/sdg/"])
def test_goals_are_read_without_the_words_that_led_to_them(source: str, dictionary: str) -> None:
    """In the order of the file; numbers that no goal has are left out."""
    head = read(_GOALS.format(source, dictionary, source))
    assert head.goals == (16, 5)
    assert head.subject_terms == ()


def test_files_without_subjects_state_none() -> None:
    """Nothing is made up."""
    assert read("") == read("<classification source='DHLAUTH'/>")
    assert read("").subject_terms == ()
