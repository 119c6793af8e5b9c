"""What a URL asks for, and the URLs that ask for something."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.schema import FACETS, KEYWORD_BY_NAME
from search.formats.rows import official_url
from search.request import Sort
from web import urls


def asked(query_string: str) -> urls.AskedSearch:
    return urls.read_search(MultiDict(parse_qsl(query_string, keep_blank_values=True)))


def test_reads_every_parameter() -> None:
    """All state of a search is in its address."""
    search = asked("q=a+b&verb=urge&verb=call+upon&organ=GA&sort=newest&page=3&size=50")
    assert search.problems == ()
    request = search.request
    assert request.query == "a b"
    assert dict(request.filters) == {"verb": ("urge", "call upon"), "organ": ("GA",)}
    assert (request.sort, request.page, request.size) == (Sort.NEWEST, 3, 50)
    assert request.facets == FACETS


@pytest.mark.parametrize(
    ("query_string", "parameter", "code"),
    [
        ("colour=red", "colour", "unknown-parameter"),
        ("Q=a", "Q", "unknown-parameter"),  # names are taken as they are written
        ("sort=best", "sort", "bad-parameter"),
        ("page=0", "page", "bad-parameter"),
        ("page=-1", "page", "bad-parameter"),
        ("page=one", "page", "bad-parameter"),
        ("page=1_0", "page", "bad-parameter"),  # int() would take it
        ("page=٣", "page", "bad-parameter"),  # so would it this
        ("page=99999999999999999999", "page", "bad-parameter"),
        ("page=501", "page", "bad-parameter"),  # deeper than results can be paged
        ("size=0", "size", "bad-parameter"),
        ("size=101", "size", "bad-parameter"),
        ("q=a&q=b", "q", "bad-parameter"),
        ("verb=" + "x" * 301, "verb", "bad-parameter"),
    ],
)
def test_tells_what_it_cannot_use(query_string: str, parameter: str, code: str) -> None:
    """A parameter that has no effect is named, and the rest of the address still counts."""
    search = asked(f"{query_string}&organ=GA")
    assert [(p.parameter, p.code) for p in search.problems] == [(parameter, code)]
    assert search.request.filters["organ"] == ("GA",)


def test_filter_values_are_limited() -> None:
    """An address cannot ask for an endless filter; the first values count."""
    search = asked("&".join(f"verb={n}" for n in range(101)))
    assert [p.parameter for p in search.problems] == ["verb"]
    assert len(search.request.filters["verb"]) == urls.MAX_VALUES


def test_empty_values_are_no_filters() -> None:
    """A form sends fields that were left empty; they choose nothing."""
    search = asked("q=&verb=&year=&page=&sort=")
    assert search.problems == ()
    assert search.request == urls.DEFAULT


def test_names_what_is_allowed() -> None:
    """Who mistypes a parameter or an order learns the ones there are."""
    unknown, bad = asked("vreb=urge&sort=best").problems
    assert set(KEYWORD_BY_NAME) < set(unknown.allowed)
    assert bad.allowed == ("relevance", "newest", "oldest", "symbol", "uses", "first")


def test_a_long_unknown_name_is_shortened() -> None:
    """A message does not repeat a page of what was sent."""
    (problem,) = asked("x" * 5000 + "=1").problems
    assert len(problem.message) < 200


def test_defaults_are_left_out() -> None:
    """Addresses are short enough to be read."""
    assert urls.search_query(asked("q=a&page=1&size=20&sort=relevance").request) == "?q=a"


def test_everything_has_an_address_of_its_own() -> None:
    """Clearing the last filter shows all paragraphs, not the start page."""
    assert urls.search_query(urls.DEFAULT) == "?q="


def test_toggling_twice_changes_nothing_but_the_page() -> None:
    """Following a facet's link and then its chip leads back."""
    request = asked("q=a&verb=urge&page=4").request
    once = urls.choosing(request, "organ", "GA")
    assert once.filters == {"verb": ("urge",), "organ": ("GA",)}
    assert once.page == 1
    assert urls.without_value(once, "organ", "GA") == urls.at_page(request, 1)


def test_without_value() -> None:
    """One filter, one field or all filters can be let go of; query and order stay."""
    request = asked("q=a&verb=urge&verb=call&organ=GA&sort=oldest&page=2").request
    assert urls.without_value(request, "verb", "urge").filters["verb"] == ("call",)
    assert dict(urls.without(request, "verb").filters) == {"organ": ("GA",)}
    cleared = urls.cleared(request)
    assert (cleared.query, dict(cleared.filters), cleared.sort) == ("a", {}, Sort.OLDEST)
    assert cleared.page == 1


@pytest.mark.parametrize(
    ("chosen", "value", "left"),
    [
        (("GA", "SC"), "GA", ("SC",)),
        (("ga", "SC"), "GA", ("SC",)),  # chosen in another spelling
        (("2013..2019", "2021"), "2015", ("2021",)),  # chosen by a range
        (("74",), "GA 74", ()),  # chosen for any organ
    ],
)
def test_what_chose_a_value_goes_with_it(
    chosen: tuple[str, ...], value: str, left: tuple[str, ...]
) -> None:
    """A value shown as chosen can always be let go of."""
    request = asked("&".join(f"year={one}" for one in chosen)).request
    assert urls.without_value(request, "year", value).filters.get("year", ()) == left


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(
    query=texts,
    filters=st.dictionaries(
        st.sampled_from(sorted(KEYWORD_BY_NAME)), st.lists(texts, max_size=3), max_size=3
    ),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 400),
)
def test_an_address_asks_for_what_it_was_made_from(
    query: str, filters: dict[str, list[str]], sort: Sort, page: int
) -> None:
    """Whatever is searched for, its address gives the same search again."""
    pairs = [("q", query), ("sort", str(sort)), ("page", str(page))]
    pairs += [(name, value) for name, values in filters.items() for value in values]
    request = urls.read_search(MultiDict(pairs)).request
    again = parse_qsl(urls.search_query(request)[1:], keep_blank_values=True)
    assert urls.read_search(MultiDict(again)).request == request


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("A/RES/74/176", "https://undocs.org/en/A/RES/74/176"),
        ("S/RES/1325 (2000)", "https://undocs.org/en/S/RES/1325(2000)"),
        ("A/RES/75/101 A-B", "https://undocs.org/en/A/RES/75/101A-B"),
        ('A/"><script>', "https://undocs.org/en/A/%22%3E%3Cscript%3E"),
        ("A/{symbol}?x#y", "https://undocs.org/en/A/%7Bsymbol%7D%3Fx%23y"),
    ],
)
def test_official_address(symbol: str, expected: str) -> None:
    """The official document is one click away; a strange symbol cannot lead elsewhere."""
    assert official_url("https://undocs.org/en/{symbol}", symbol) == expected


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ("", ""),
        ("oceans", "oceans "),
        ("oceans seas", "oceans seas "),
        ("oceans OR seas", "(oceans OR seas) "),
        ('"the seas', '"the seas" '),
        ('oceans wording:"74/176#op1"', "oceans "),
        ("wording:74/176#op1(a)", ""),
        ("-wording:74/176#op1", "NOT wording:74/176#op1 "),
    ],
)
def test_worded_like(query: str, narrowed: str) -> None:
    """What is worded alike is found among what the query finds, and named once."""
    filters = {"organ": ("GA",)}
    request = replace(urls.DEFAULT, query=query, filters=filters, page=3)
    alike = urls.worded_like(request, "A/RES/75/1#op4(a)")
    assert alike.query == f'{narrowed}wording:"A/RES/75/1#op4(a)"'
    assert (alike.filters, alike.page, alike.sort) == (filters, 1, Sort.OLDEST)


def test_anchor() -> None:
    """The address of a paragraph is readable and safe."""
    assert urls.anchor("op4(a)") == "#op4(a)"
    assert urls.anchor('x"<é') == "#x%22%3C%C3%A9"
