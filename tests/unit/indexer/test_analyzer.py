"""Words, literal forms and stems."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.analyzer import LONGEST_TERM, joined, places, terms
from indexer.analysis.spellings import folded_spelling, read_table
from indexer.analysis.stemming import regular_stem

IRREGULAR = """\
child children child's children's
analysis analyses
phenomenon phenomena
criterion criteria
crisis crises
hold holds holding held
take takes taking took taken
undertake undertakes undertook undertaken
give gives giving gave given
seek seeks seeking sought
write writes writing wrote written
meet meets met meeting
learn learns learned learnt
man men
life lives
appendix appendices
index indices indexes
referendum referenda referendums
curriculum curricula
forum fora forums
bureau bureaux
stimulus stimuli
midwife midwives
ombudsman ombudsmen
add adds added adding
arise arises arose arisen
become became becoming
begin began begun
bring brought bringing
build built building
choose chose chosen
draw drew drawn
fight fought fighting
flee fled fleeing
forget forgot forgotten
freeze froze frozen
grow grew grown
keep kept
know knew known
lay laid
lead led leading
lose lost losing
make made making
pay paid
rebuild rebuilt
send sent
spend spent
steal stole stolen
think thinking
understand understood
undergo underwent undergone
uphold upheld
withdraw withdrew withdrawn
have has had having
do does did done
be is are was were been
"""
LOOKALIKES = """\
leaves leaf
left leave
rose rise
saw see
found find
lay lie
wound wind
ground grind
grounds grind
bound bind
bore bear
born bear
borne bear
thought think
should shall
would will
might may
media medium
bases basis
trafficking traffic
said say
meant means
crew crow
rent rend
axes axe
higher high
further far
"""
WORDS = [
    ("A/RES/74/176", "a res 74 176", "a res 74 176"),
    ("a_res_74_176", "a res 74 176", "a res 74 176"),
    ("evidence-based, well–known—and", "evidence based well known and", "evid base well know and"),
    ("State’s State's State‘s StateʼS", "state's state's state's state's",
     "state state state state"),
    ("States’ 'quoted'", "states quoted", "state quot"),
    ("Côte d’Ivoire", "cote d'ivoire", "cote d'ivoir"),
    ("cote\u0301 Łódź Straße ŒUVRE", "cote lodz strasse oeuvre", "cote lodz strass oeuvr"),
    ("1,000 1,000,000.50 2015,2016 3,4 2.1.3 10%", "1,000 1,000,000.50 2015 2016 3 4 2.1.3 10",
     "1,000 1,000,000.50 2015 2016 3 4 2.1.3 10"),
    ("Summit¹ CO₂ ﬁnance ｆｕｌｌ", "summit co2 finance full", "summit co2 financ full"),
    ("co\u00adoperation zero\u200bwidth", "cooperation zero width", "cooper zero width"),
    ("10th 21st-century L.10 U.S.", "10th 21st century l 10 u s", "10th 21st centuri l 10 u s"),
    ("", "", ""),
    (" … — ’ \u0301 _", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "literals", "stems"), WORDS)
def test_words(text: str, literals: str, stems: str) -> None:
    """Words split and fold as the module says."""
    found = terms(text)
    assert " ".join(term.literal for term in found) == literals
    assert " ".join(term.stem for term in found) == stems
    assert joined(text) == (stems, literals)


def test_places_are_those_of_the_text() -> None:
    """A term's place cuts the word as printed out of the text, whatever folding did to it."""
    text = "“Côte d’Ivoire”, ﬁrst-class"
    assert [text[term.start : term.end] for term in terms(text)] == [
        "Côte", "d’Ivoire", "ﬁrst", "class",
    ]  # fmt: skip


def test_endless_runs_are_cut() -> None:
    """A run of a million letters is one term of bounded length that covers the whole run."""
    (term,) = terms("x" * 1_000_000)
    assert (len(term.literal), term.start, term.end) == (LONGEST_TERM, 0, 1_000_000)


@given(st.text())
def test_any_text_has_sound_terms(text: str) -> None:
    """Places are in order and inside the text; terms have no white space and are not empty."""
    found = terms(text)
    for term in found:
        assert 0 <= term.start < term.end <= len(text)
        assert term.literal
        assert term.stem
        assert len(term.literal) <= LONGEST_TERM
        assert not any(c.isspace() for c in term.literal + term.stem)
    assert all(a.end <= b.start or a[2:] == b[2:] for a, b in pairwise(found))
    assert joined(text) == (
        " ".join(term.stem for term in found),
        " ".join(term.literal for term in found),
    )


@given(st.text(max_size=LONGEST_TERM))
def test_literal_forms_are_stable(text: str) -> None:
    """Analysing a literal form gives it back, so what is shown can be searched."""
    for term in terms(text):
        assert [again.literal for again in terms(term.literal)] == [term.literal]


def stem(word: str) -> str:
    """Give the stem of one word."""
    (term,) = terms(word)
    return term.stem


@pytest.mark.parametrize("family", read_table("stems")["family"], ids=lambda f: str(f["stem"]))
def test_families_kept_apart(family: dict[str, list[str]]) -> None:
    """The words of a family share its stem, its neighbours do not."""
    assert {stem(word) for word in family["together"]} == {family["stem"]}
    assert family["stem"] not in {stem(word) for word in family["apart"]}


def spelling_pairs(kind: str) -> list[tuple[str, str]]:
    """Collect the pairs of one kind, in examples and tables, from the data."""
    tables = [table for group in read_table("spellings").values() for table in group]
    return [(one, other) for table in tables for one, other in table.get(kind, ())]


@pytest.mark.parametrize(("one", "other"), spelling_pairs("same") + spelling_pairs("pairs"))
def test_spellings_are_folded(one: str, other: str) -> None:
    """Two spellings of a word have one stem and keep their own literal form."""
    assert stem(one) == stem(other)
    assert terms(one)[0].literal == one.lower()


@pytest.mark.parametrize(("one", "other"), spelling_pairs("other"))
def test_lookalikes_are_not_folded(one: str, other: str) -> None:
    """A word that only looks like a variant is left alone."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "words",
    [
        ("urge", "urges", "urged", "urging"),
        ("woman", "women"),
        ("policy", "policies"),
        ("trafficking", "trafficked", "traffickers"),
        ("raise", "raises", "raised", "raising"),
        ("exercise", "exercising"),
        ("revise", "revision", "revised"),
        ("precise", "precisely"),
        *(tuple(line.split()) for line in IRREGULAR.splitlines()),
    ],
)
def test_inflections(words: tuple[str, ...]) -> None:
    """Inflections of a word are found by each other, regular and irregular."""
    assert {stem(word) for word in words} == {stem(words[0])}


@pytest.mark.parametrize(("base", "forms"), read_table("inflections")["forms"].items())
def test_irregular_inflections(base: str, forms: list[str]) -> None:
    """Each form in the table is found by its word, and none is in it without need."""
    for form in forms:
        assert stem(form) == stem(base)
        assert regular_stem(form) != regular_stem(folded_spelling(base))


@pytest.mark.parametrize(
    ("word", "other"), [tuple(line.split()) for line in LOOKALIKES.splitlines()]
)
def test_forms_of_several_words(word: str, other: str) -> None:
    """A form that stands for another word in resolutions is not found by the rare one."""
    assert stem(word) != stem(other)


@given(st.text(alphabet="ab'’-. ½é\u00a0\n\u2003(),1", max_size=40))
def test_places_are_those_of_the_terms(text: str) -> None:
    """However a text is spaced, each term is found where it stands."""
    found = terms(text)
    assert places(text, range(len(found))) == [(term.start, term.end) for term in found]
    assert places(text, []) == []
    assert joined(text)[1].split() == [term.literal for term in found]
