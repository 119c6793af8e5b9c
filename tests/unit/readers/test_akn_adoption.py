"""How the UN's XML says that a document was adopted."""

from __future__ import annotations

import pytest

from indexer.reading.documents import read_documents

_FILE = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>
<meta><analysis><parliamentary>{}</parliamentary></analysis></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/75/102</docNumber></p></coverPage>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula></preamble>
<mainBody><paragraph><num>1.</num><content><p><span class="italic">Decides</span> to remain seized
of the matter.</p></content></paragraph></mainBody></statement></akomaNtoso>"""


@pytest.mark.parametrize(
    ("voting", "facts"),
    [
        ('<voting outcome="adoptedWithoutVote"><quorum value=""/></voting>',
         ("without a vote", "consensus", None, None, None)),
        ('<voting outcome="adoptedByAcclamation"/>',
         ("by acclamation", "consensus", None, None, None)),
        ('<voting outcome="Adopted by consensus"/>',
         ("by consensus", "consensus", None, None, None)),
        ('<voting outcome="Adopted without vote, 59th plenary meeting"/>',
         ("without a vote", "consensus", None, None, None)),
        ('<voting outcome="adoptedRecordedVote"><count value="175" refersTo="inFavour"/>'
         '<count value="2" refersTo="against"/><count value="3" refersTo="abstaining"/></voting>',
         ("recorded vote", "vote", 175, 2, 3)),
        # A side with no votes is left out; the Security Council's files state no outcome.
        ('<voting><count value="015" refersTo="inFavour"/></voting>',
         ("recorded vote", "vote", 15, 0, 0)),
        ('<voting outcome="Adopted 133-3-0, 88th plenary meeting"/>',
         ("recorded vote", "vote", 133, 3, 0)),
        ('<voting><quorum value=""/></voting>', (None, None, None, None, None)),
        ("", (None, None, None, None, None)),
    ],
)  # fmt: skip
def test_votes_of_the_xml(voting: str, facts: tuple[object, ...]) -> None:
    """Outcome and counts are read, however the file words them."""
    (document,) = read_documents("a.xml", _FILE.format(voting).encode())
    head = document.masthead
    assert facts == (
        head.vote, head.adoption, head.votes_for, head.votes_against, head.abstentions,
    )  # fmt: skip
