"""Words of a query and the forms of them that a paragraph may have."""

from __future__ import annotations

import pytest
from support.indexes.small import masthead, paragraph

from indexer.analysis.entry import Entry, entry_of
from indexer.analysis.spellings import read_table
from search.binding.bind import bind_query
from search.binding.vocabulary import Vocabulary
from search.query.parser import parse
from search.retrieval.matching import matched_places, matches

SAME = """\
child = children
analysis = analyses
phenomenon = phenomena
hold = held
give = given
seek = sought
write = written
peace-building = peacebuilding
counterterrorism = counter-terrorism
on-going = ongoing
policy-makers = policymakers
cyber crime = cybercrime
followup = follow-up
cease-fire = ceasefire
well-being = wellbeing
co-operation = cooperation
land mines = landmines
land-mine = landmines
road map = roadmap
per cent = percent
health-care = healthcare
long-standing = longstanding
decision-makers = decisionmaker
socio-economic = socioeconomic
multi-national = multinational
pre-trial = pretrial
re-affirming = reaffirms
sub-regional = subregional
mid-term = midterm
non-proliferation = nonproliferation
anti-personnel = antipersonnel
inter-agency = interagency
cross-border = crossborder
stand-by = standby
peace keepers = peacekeepers
states' peace-building = States peacebuilding
non-peacekeeping = non-peace-keeping
"""
APART = """\
wilful | will
transit | transition
appropriation | appropriate
relevance | relevant
clinical | clinic
preside | president
position | positive
formation | format
globalization | global
deposition | deposit
peacebuilding | building peace
building peace | peacebuilding
overall | over all States
today | from day to day
policymakers | policymaking
decision-makers | decision-making
"""


def entry(text: str) -> Entry:
    """Make the entry of a paragraph with a text."""
    return entry_of(document=0, row=0, masthead=masthead(), paragraph=paragraph(text))


def finds(query: str, text: str) -> bool:
    """Tell whether a query finds a paragraph with a text."""
    return matches(bind_query(parse(query).query, Vocabulary({})).match, entry(text))


def pairs(lines: str, mark: str) -> list[tuple[str, str]]:
    """Take pairs, a line each, apart."""
    return [(one, other) for one, _, other in (s.partition(mark) for s in lines.splitlines())]


@pytest.mark.parametrize(("one", "other"), pairs(SAME, " = "))
def test_forms_find_each_other(one: str, other: str) -> None:
    """Either form finds a paragraph that has only the other."""
    assert finds(one, f"Urges the {other} again")
    assert finds(other, f"Urges the {one} again")


@pytest.mark.parametrize(("query", "text"), pairs(APART, " | "))
def test_words_kept_apart(query: str, text: str) -> None:
    """A word does not find a paragraph that has only one that looks like it."""
    assert not finds(query, f"Urges the {text} again")


@pytest.mark.parametrize("pair", read_table("compounds")["pairs"])
def test_compounds_in_every_writing(pair: str) -> None:
    """Each compound of the table is found by each of its writings, and by no other order."""
    left, right = pair.split()
    writings = (left + right, f"{left}-{right}", pair)
    assert all(finds(query, text) for query in writings for text in writings)
    assert not finds(left + right, f"{right} {left}")
    assert not finds(f'"{left}{right}"', pair)


def test_compounds_are_marked() -> None:
    """A compound that is found in another writing is marked as a whole."""
    match = bind_query(parse("peacebuilding").query, Vocabulary({})).match
    assert matched_places(match, entry("Urges peace-building and peacebuilding")) == [
        (1, 2),
        (4, 4),
    ]


def test_not_leaves_out_every_writing() -> None:
    """What stands behind a NOT is left out however it is written."""
    assert not finds("women -peacebuilding", "women in peace-building")


def test_endless_compounds_are_read_as_they_stand() -> None:
    """A run of thousands of compounds is still one phrase, found where it stands."""
    run = "-".join(["peace", "building"] * 500)
    assert finds(run, run)
    assert not finds(run, run.replace("peace-building", "peacebuilding"))
