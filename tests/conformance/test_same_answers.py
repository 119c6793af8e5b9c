"""One table of cases that every engine answers in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from search.request import SearchRequest, Sort
from search.searcher import Searcher

T, W, L, S, H = (
    "A/RES/74/176#",
    "A/RES/73/148#",
    "A/C.3/74/L.10#",
    "S/RES/1325 (2000)#",
    "A/HRC/RES/54/1#",
)


def ids(*groups: str) -> frozenset[str]:
    """Give the ids of paragraphs written as "prefix#one two three"."""
    return frozenset(
        f"{head}#{name}"
        for head, _, names in (group.partition("#") for group in groups)
        for name in names.split()
    )


ALL = ids(
    T + "pp1 pp2 op1 op2 op2(a) op2(b)",
    W + "pp1 op1 op2 op3",
    L + "op1",
    S + "op1 op2 an1",
    H + "op1",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A search and what it has to find; `told` are the codes of its notices."""

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: frozenset[str]
    told: tuple[str, ...] = ()
    marked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


CASES = [
    # Everything and nothing
    Case(found=ALL),
    Case(query="   ", found=ALL),
    Case(query="zebra", found=ids()),
    Case(query="zebra OR dollars", found=ids(T + "op2(b)")),
    Case(query="NOT zebra", found=ALL),
    Case(query="— & …", found=ALL, told=("no-words", "no-words", "no-words")),
    # Words: stemmed, all required, in the text alone
    Case(query="woman", found=ids(T + "pp2", W + "op2 op3", S + "op1"),
         marked={W + "op3": ("woman",), W + "op2": ("women", "women")}),
    Case(query="women", found=ids(T + "pp2", W + "op2 op3", S + "op1"),
         marked={W + "op2": ("women", "women"), T + "pp2": ("women’s",)}),
    Case(query="urging", found=ids(T + "op1", W + "op2 op3", L + "op1", S + "op1"),
         marked={W + "op3": ("Urging", "urged", "urge")}),
    Case(query="protect victim", found=ids(T + "op1", L + "op1")),
    Case(query="coordination", found=ids()),  # stands in a title only
    Case(query="heading", found=ids()),  # headings are not units of retrieval
    Case(query="organization", found=ids(T + "pp1", S + "an1")),
    Case(query="organ", found=ids(T + "op2")),
    Case(query="universal", found=ids(W + "pp1")),
    Case(query="universities", found=ids(W + "op1")),
    Case(query="labor", found=ids(W + "pp1"), marked={W + "pp1": ("labour",)}),
    Case(query="COTE", found=ids(S + "an1"), marked={S + "an1": ("Côte",)}),
    Case(query="cote d'ivoire", found=ids(S + "an1"), marked={S + "an1": ("Côte", "d’Ivoire")}),
    Case(query="evidence-based", found=ids(T + "op2(a)"),
         marked={T + "op2(a)": ("evidence-based",)}),
    Case(query="based-evidence", found=ids()),
    Case(query="1,000,000", found=ids(T + "op2(b)")),
    Case(query="000", found=ids()),
    # Exact forms
    Case(query="=urging", found=ids(W + "op3"), marked={W + "op3": ("Urging",)}),
    Case(query="=women", found=ids(W + "op2", S + "op1")),
    Case(query='"human rights"', found=ids(T + "pp2")),
    Case(query='"rights human"', found=ids()),
    Case(query='"HUMAN, RIGHTS!"', found=ids(T + "pp2")),
    Case(query="“evidence based”", found=ids(T + "op2(a)")),
    Case(query='"women women"', found=ids(W + "op2"), marked={W + "op2": ("women, women",)}),
    Case(query='"urges state"', found=ids()),
    Case(query='"trafficking in persons', found=ids(T + "op1"), told=("lone-quote",)),
    Case(query='""', found=ALL, told=("empty-phrase",)),
    # Operators
    Case(query="dollars OR seized", found=ids(T + "op2(b)", S + "op2", H + "op1")),
    Case(query="urges NOT women", found=ids(T + "op1", L + "op1")),
    Case(query="urges -=women -victims", found=ids(W + "op3")),
    Case(query="seized -actively", found=ids(H + "op1")),
    Case(query="NOT (NOT seized)", found=ids(S + "op2", H + "op1")),
    Case(query="dollars OR NOT urges",
         found=ALL - ids(T + "op1", W + "op2 op3", L + "op1", S + "op1")),
    Case(query="(dollars OR seized) matter", found=ids(S + "op2", H + "op1")),
    Case(query="dollars OR seized matter", found=ids(T + "op2(b)", S + "op2", H + "op1")),
    Case(query="seized AND", found=ids(S + "op2", H + "op1"), told=("lone-operator",)),
    Case(query="((seized", found=ids(S + "op2", H + "op1"), told=("unbalanced",)),
    Case(query="seized or dollars", found=ids(),
         told=("lower-case-operator", "finds-nothing")),
    # NEAR and PRE
    Case(query="protect NEAR/1 victim", found=ids(T + "op1", L + "op1"),
         marked={L + "op1": ("protect", "victims")}),
    Case(query="victims NEAR/2 protects", found=ids(T + "op1", L + "op1")),
    Case(query="victims PRE/2 protects", found=ids()),
    Case(query='"member states" PRE/2 (protect* OR end)', found=ids(T + "op1", L + "op1"),
         marked={L + "op1": ("Member States", "protect")}),
    Case(query="women NEAR/2 girls", found=ids(W + "op2"),
         marked={W + "op2": ("women", "girls")}),
    Case(query="women PRE/1 women", found=ids(W + "op2"), marked={W + "op2": ("women", "women")}),
    Case(query="-women NEAR/5 girls verb:urge", found=ids(T + "op1", L + "op1", S + "op1")),
    Case(query="(rights OR =periodic) NEAR/1 (human OR review)", found=ids(T + "pp2", W + "pp1")),
    Case(query="trafficking PRE/1 in PRE/1 persons", found=ids(T + "op1")),
    Case(query="women NEAR/5 zebra", found=ids()),
    Case(query="women NEAR/5 (zebra OR girls) OR dollars", found=ids(W + "op2", T + "op2(b)")),
    Case(query="protect NEAR/5 verb:urge", found=ids(T + "op1", L + "op1"),
         told=("near-operand",)),
    Case(query="protect NEAR — NEAR/5 victims", found=ids(T + "op1", L + "op1"),
         told=("near-distance", "no-words")),
    # Wildcards
    Case(query="traffick* victims", found=ids(T + "op1", L + "op1"),
         marked={L + "op1": ("victims", "trafficking")}),
    Case(query="wom?n", found=ids(W + "op2 op3", S + "op1"),
         marked={W + "op2": ("women", "women"), W + "op3": ("woman",)}),
    Case(query="wom?n*", found=ids(T + "pp2", W + "op2 op3", S + "op1"),
         marked={T + "pp2": ("women’s",)}),
    Case(query="*ized", found=ids(S + "op2", H + "op1"), marked={H + "op1": ("seized",)}),
    Case(query="c?te", found=ids(S + "an1"), marked={S + "an1": ("Côte",)}),
    Case(query="evidence-ba*", found=ids(T + "op2(a)")),
    Case(query="-traffick* verb:urge", found=ids(W + "op2", S + "op1")),
    Case(query="xyzz*", found=ids(), told=("no-such-word",)),
    Case(query="* dollars", found=ids(T + "op2(b)"), told=("wildcard",)),
    Case(query='"traffick* in"', found=ids(), told=("wildcard",)),
    Case(query="title:traffick*", found=ids(T + "pp1 pp2 op1 op2 op2(a) op2(b)", L + "op1")),
    # Fields
    Case(query="verb:urges", found=ids(T + "op1", W + "op2", L + "op1", S + "op1")),
    Case(query='verb:"taking note"', found=ids(W + "pp1 op1")),
    Case(query='verb:"takes note" appreciation', found=ids(W + "op1")),
    Case(query="verb:urgge", found=ids(), told=("no-such-value",)),
    Case(query="-verb:urgge", found=ALL, told=("no-such-value",)),
    Case(query="verb:request", found=ids(), told=("no-such-value",)),
    Case(query="anyverb:request", found=ids(T + "op2")),
    Case(query="class:recognise", found=ids(T + "pp2")),
    Case(query="class:encourage", found=ids(T + "op2 op2(a) op2(b)")),
    Case(query="type:operative -verb:urge",
         found=ids(T + "op2 op2(a) op2(b)", W + "op1 op3", S + "op2", H + "op1")),
    Case(query="type:subparagraphs", found=ids(T + "op2(a) op2(b)")),
    Case(query="organ:SC", found=ids(S + "op1 op2 an1")),
    Case(query='organ:"Security Council"', found=ids(S + "op1 op2 an1")),
    Case(query="session:74", found=ids(T + "pp1 pp2 op1 op2 op2(a) op2(b)", L + "op1")),
    Case(query='session:"GA 73"', found=ids(W + "pp1 op1 op2 op3")),
    Case(query="session:54..73", found=ids(W + "pp1 op1 op2 op3", H + "op1")),
    Case(query="session:73..54 organ:HRC", found=ids(H + "op1"), told=("range-reversed",)),
    Case(query="session:abc", found=ids(), told=("unusable-value",)),
    Case(query="year:2018..",
         found=ids(T + "pp1 pp2 op1 op2 op2(a) op2(b)", W + "pp1 op1 op2 op3")),
    Case(query="year:..2000", found=ids(S + "op1 op2 an1")),
    Case(query='year:"(none)"', found=ids(L + "op1", H + "op1")),
    Case(query="symbol:a_res_74_176 urges", found=ids(T + "op1")),
    Case(query="symbol:74/176 urges", found=ids(T + "op1")),
    Case(query="symbol:S/RES/1325(2000) seized", found=ids(S + "op2")),
    Case(query="symbol:S/RES/1325 (2000) seized", found=ids(S + "op2")),
    Case(query="symbol:A/RES/7* urges", found=ids(T + "op1", W + "op2 op3")),
    Case(query="symbol:74/* urges", found=ids(T + "op1")),
    Case(query="symbol:A/RES/74/177", found=ids(), told=("no-such-value",)),
    Case(query="doctype:draft", found=ids(L + "op1")),
    Case(query="adopted:consensus dollars", found=ids(T + "op2(b)")),
    Case(query="adopted:vote", found=ids(S + "op1 op2 an1")),
    Case(query='adopted:"without a vote" dollars', found=ids(T + "op2(b)")),
    Case(query="adopted:unanimously seized", found=ids(S + "op2")),
    Case(query='adopted:"(none)" victims', found=ids(L + "op1")),
    Case(query="adopted:secretly", found=ids(), told=("no-such-value",)),
    Case(query='committee:"third committee" dollars', found=ids(T + "op2(b)")),
    Case(query="title:efforts dollars", found=ids(T + "op2(b)")),
    Case(query='title:"in women"', found=ids(L + "op1")),
    Case(query='title:"in woman"', found=ids()),
    Case(query="title:woman", found=ids(L + "op1", W + "pp1 op1 op2 op3")),
    Case(query="title:=woman", found=ids()),
    Case(query="heading:trafficking", found=ids(W + "op2")),
    Case(query='heading:"heading about" title:women', found=ids(W + "op2")),
    Case(query="heading:women", found=ids()),
    Case(query="footnote:resolutions", found=ids(T + "op1")),
    Case(query='footnote:"general assembly"', found=ids(T + "op1")),
    Case(query="footnote:protect", found=ids()),
    Case(query='opening:"takes note with appreciation"', found=ids(W + "op1")),
    Case(query='opening:"TAKES NOTE*"', found=ids(W + "op1")),
    Case(query='opening:"takes note"', found=ids(), told=("no-such-value",)),
    Case(query="verb:re* -class:decide", found=ids(T + "pp1 pp2")),
    Case(query="language:English dollars", found=ids(T + "op2(b)")),
    Case(query="verb: urge organ:SC", found=ids(S + "op1"), told=("space-after-field",)),
    Case(query="verbs:urge", found=ids(), told=("unknown-field",)),
    # Who is asked, by when, and what is cited
    Case(query='to:"Member States"', found=ids(T + "op1", L + "op1", S + "op1")),
    Case(query='to:"the member states" -victims', found=ids(S + "op1")),
    Case(query="to:UNODC", found=ids(T + "op2")),
    Case(query="to:Iraq", found=ids(S + "op1")),
    Case(query="to:Member*", found=ids(T + "op1", L + "op1", S + "op1")),
    Case(query='to:"gov*"', found=ids(T + "op2", S + "op1")),
    Case(query="to:WHO", found=ids(), told=("no-such-value",)),
    Case(query="to:states", found=ids(W + "op2")),
    Case(query="cites:73/148", found=ids(T + "op1")),
    Case(query="cites:S/RES/1325 (2000)", found=ids(T + "op1", W + "op1")),
    Case(query='cites:"s/res/1325(2000)" appreciation', found=ids(W + "op1")),
    Case(query='cites:"75/101 A-B"', found=ids(L + "op1")),
    Case(query="cites:A/RES/*", found=ids(T + "op1", L + "op1")),
    Case(query="cites:64/293", found=ids(), told=("no-such-value",)),
    Case(query="due:76", found=ids(T + "op2")),
    Case(query='due:"HRC 48"', found=ids(T + "op2")),
    Case(query="due:70..75", found=ids(W + "op2")),
    Case(query="due:..76 -women", found=ids(T + "op2")),
    Case(query="due:soon", found=ids(), told=("unusable-value",)),
    # Filters: OR within one, AND across
    Case(filters={"to": ("UNODC", "States")}, found=ids(T + "op2", W + "op2")),
    Case(filters={"due": ("GA 74", "GA 76"), "organ": ("GA",)}, found=ids(T + "op2", W + "op2")),
    Case(filters={"cites": ("1325 (2000)",), "to": ("Member States",)}, found=ids(T + "op1")),
    Case(filters={"organ": ("SC", "HRC")}, found=ids(S + "op1 op2 an1", H + "op1")),
    Case(filters={"organ": ("SC", "HRC"), "verb": ("decide",)}, found=ids(S + "op2", H + "op1")),
    Case(filters={"session": ("68..73",)}, found=ids(W + "pp1 op1 op2 op3")),
    Case(filters={"type": ("subparagraph", "annex")}, found=ids(T + "op2(a) op2(b)", S + "an1")),
    Case(filters={"organ": ("XYZ",)}, found=ids(), told=("no-such-value",)),
    Case(query="verb:urge", filters={"verb": ("decide",)}, found=ids()),
    Case(query="women", filters={"year": ("2018", "2000")}, found=ids(W + "op2 op3", S + "op1")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query}|{dict(case.filters)}")
def test_case(searcher: Searcher, case: Case) -> None:
    """Every engine finds the same paragraphs, counts them, marks the same words, says the same."""
    for sort in Sort:
        result = searcher.search(
            SearchRequest(query=case.query, filters=case.filters, sort=sort, size=100)
        )
        assert frozenset(hit.paragraph.id for hit in result.hits) == case.found
        assert result.total == len(result.hits) == len(case.found)
    assert tuple(notice.code for notice in result.notices) == case.told
    marked = {
        hit.paragraph.id: tuple(hit.paragraph.text[start:end] for start, end in hit.highlights)
        for hit in result.hits
    }
    assert {name: marked[name] for name in case.marked} == dict(case.marked)


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("traficking", "trafficking"),
        ("Mmeber stats traficking", "Member states trafficking"),
        ("trafficking", None),
        ("zebra", None),
        ('"traficking"', None),
        ("verb:urge traficking", "verb:urge trafficking"),
        ("verb:note traficking", None),  # it would find nothing either
        ("dollars OR traficking", "dollars OR trafficking"),
    ],
)
def test_misspelt_words(searcher: Searcher, query: str, suggestion: str | None) -> None:
    """A query with words that the index does not know is set right from those it knows."""
    assert searcher.search(SearchRequest(query=query)).suggestion == suggestion


ORDERS = [
    (Sort.NEWEST, "HRC newest session end first",
     [H + "op1", T + "op1", L + "op1", W + "op2", S + "op1", S + "op2"]),
    (Sort.OLDEST, "adoption, else distribution, else the session's end",
     [S + "op1", S + "op2", W + "op2", L + "op1", T + "op1", H + "op1"]),
    (Sort.SYMBOL, "organ, resolutions before drafts, numbers as numbers",
     [W + "op2", T + "op1", L + "op1", S + "op1", S + "op2", H + "op1"]),
]  # fmt: skip


@pytest.mark.parametrize(("sort", "why", "expected"), ORDERS)
def test_order(searcher: Searcher, sort: Sort, why: str, expected: list[str]) -> None:
    """An explicit order is the same on every engine, and total."""
    found = searcher.search(SearchRequest(query="verb:urge OR verb:decide", sort=sort))
    assert [hit.paragraph.id for hit in found.hits] == expected, why


def test_literal_forms_rank_first(searcher: Searcher) -> None:
    """A paragraph with the very form asked for comes before those with other inflections."""
    found = searcher.search(SearchRequest(query="urging")).hits
    assert found[0].paragraph.id == W + "op3"


def test_words_of_the_title_raise_the_rank(searcher: Searcher) -> None:
    """Of paragraphs that match alike, the one whose title has the words comes first."""
    found = searcher.search(SearchRequest(query="women =urges")).hits
    assert found[0].paragraph.id == W + "op2"


def test_fields_alone_are_ordered_by_date(searcher: Searcher) -> None:
    """Without words there is no relevance: the newest come first."""
    best = searcher.search(SearchRequest(query="verb:urge")).hits
    newest = searcher.search(SearchRequest(query="verb:urge", sort=Sort.NEWEST)).hits
    assert [hit.paragraph.id for hit in best] == [hit.paragraph.id for hit in newest]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("query", ["", "urge OR decides OR women", "trafficking"])
def test_pages_neither_repeat_nor_lose(searcher: Searcher, sort: Sort, query: str) -> None:
    """Leafing through small pages gives each hit of the one large page once, in its order."""
    whole = searcher.search(SearchRequest(query=query, sort=sort, size=100))
    leafed = [
        hit.paragraph.id
        for page in range(1, whole.total // 2 + 3)
        for hit in searcher.search(SearchRequest(query=query, sort=sort, page=page, size=2)).hits
    ]
    assert leafed == [hit.paragraph.id for hit in whole.hits]


def counts(searcher: Searcher, name: str, request: SearchRequest) -> list[tuple[str, int, bool]]:
    """Give one facet's values as plain tuples."""
    (one,) = [facet for facet in searcher.search(request).facets if facet.field == name]
    return [(value.value, value.count, value.selected) for value in one.values]


def test_facets_are_counted_without_their_own_filter(searcher: Searcher) -> None:
    """Choosing an organ keeps the other organs in sight and narrows all other facets."""
    request = SearchRequest(
        query="urge", filters={"organ": ("SC",)}, facets=("organ", "verb", "type", "session")
    )
    assert counts(searcher, "organ", request) == [("GA", 4, False), ("SC", 1, True)]
    assert counts(searcher, "verb", request) == [("urge", 1, False)]
    assert counts(searcher, "type", request) == [("operative", 1, False)]
    assert counts(searcher, "session", request) == [("(none)", 1, False)]


def test_ranged_facets_are_newest_first(searcher: Searcher) -> None:
    """Sessions and years come newest first, those without one last."""
    request = SearchRequest(facets=("session", "year"))
    sessions = [value for value, _, _ in counts(searcher, "session", request)]
    assert sessions == ["HRC 54", "GA 74", "GA 73", "(none)"]
    assert [value for value, _, _ in counts(searcher, "year", request)] == [
        "2019", "2018", "2000", "(none)",
    ]  # fmt: skip


def test_facets_of_many_values(searcher: Searcher) -> None:
    """A paragraph counts under each of its addressees, sessions and citations."""
    request = SearchRequest(query="verb:urge OR verb:invite", facets=("to", "due", "cites"))
    assert counts(searcher, "to", request) == [
        ("Member States", 3, False),
        ("(none)", 2, False),
        ("Government of Iraq", 1, False),
        ("Governments", 1, False),
        ("States", 1, False),
        ("United Nations Office on Drugs and Crime", 1, False),
    ]
    assert counts(searcher, "due", request) == [
        ("GA 76", 1, False), ("HRC 48", 1, False), ("GA 74", 1, False), ("(none)", 5, False),
    ]  # fmt: skip
    assert counts(searcher, "cites", request) == [
        ("(none)", 5, False),
        ("A/RES/73/148", 1, False),
        ("A/RES/75/101 B", 1, False),
        ("S/RES/1325 (2000)", 1, False),
    ]


def test_citations_agree_with_the_search(searcher: Searcher) -> None:
    """What a document is said to be cited by is what a search for its citations finds."""
    for symbol in ("S/RES/1325 (2000)", "A/RES/73/148", "A/RES/74/176"):
        cited = searcher.document(symbol).cited_by
        found = searcher.search(SearchRequest(query=f'cites:"{symbol}"', sort=Sort.NEWEST))
        assert cited.paragraphs == found.total
        assert [one.id for citing in cited.newest for one in citing.paragraphs] == [
            hit.paragraph.id for hit in found.hits
        ]


def test_chosen_values_stay_in_sight(searcher: Searcher) -> None:
    """A value that was chosen can be taken back, even when no paragraph has it."""
    request = SearchRequest(
        query="dollars", filters={"verb": ("urge",), "organ": ("XYZ",)}, facets=("verb", "organ")
    )
    assert ("urge", 0, True) in counts(searcher, "verb", request)
    assert ("XYZ", 0, True) in counts(searcher, "organ", request)


def test_a_subparagraph_brings_its_lead_in(searcher: Searcher) -> None:
    """A subparagraph is shown with the text it hangs on, which is not searched for it."""
    (hit,) = searcher.search(SearchRequest(query="allocate")).hits
    assert hit.lead_in == "Invites Governments, and requests the organs concerned, to act:"


@pytest.mark.parametrize(
    ("query", "symbol"),
    [
        ("74/176", "A/RES/74/176"),
        (" a_res_74_176 ", "A/RES/74/176"),
        ("S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("A/RES/74/177", None),
        ("women", None),
        ("", None),
    ],
)
def test_a_symbol_leads_to_its_resolution(
    searcher: Searcher, query: str, symbol: str | None
) -> None:
    """A query that is a symbol in any spelling offers the resolution itself."""
    assert searcher.search(SearchRequest(query=query)).jump == symbol


def test_a_very_long_alternative_is_all_right(searcher: Searcher) -> None:
    """Thousands of words or values are no problem for any engine."""
    many = " OR ".join(f"w{number}" for number in range(900))
    assert searcher.search(SearchRequest(query=f"{many} OR dollars")).total == 1
    values = tuple(f"A/RES/1/{number}" for number in range(3000))
    found = searcher.search(SearchRequest(filters={"symbol": (*values, "A/RES/74/176")}))
    assert found.total == 6
