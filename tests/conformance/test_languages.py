"""One work in six languages: every engine finds, counts and marks the same in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.cluster import EVERYWHERE, LOCAL_ENGINES, placed
from support.translations import TEXTS, write_texts

from indexer.build.build import Tools
from indexer.pipeline import build_index
from search.request import Grouping, SearchRequest, Sort
from search.results import SearchResult
from search.searcher import Searcher
from search.understanding.spoken import ANY

S = "A/RES/76/901#"


@pytest.fixture(scope="module", params=EVERYWHERE)
def six(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """Opens an index of the resolution in six languages, once for each engine."""
    folder = tmp_path_factory.mktemp("six")
    _build(folder, request.param)
    with Searcher(folder / "index") as searcher:
        yield searcher


def _build(folder: Path, engine: str, *languages: str) -> None:
    sources = write_texts(folder / "texts", *languages)
    build_index([sources], folder / "index", **placed(engine), tools=Tools(workers=1))


def _search(
    searcher: Searcher, query: str, language: str | None = None, **more: object
) -> SearchResult:
    filters: Mapping[str, tuple[str, ...]] = {"language": (language,)} if language else {}
    request = SearchRequest(query=query, filters=filters, facets=("language", "verb", "class"))
    return searcher.search(replace(request, **more))  # type: ignore[arg-type]


def _found(result: SearchResult) -> set[tuple[str, str]]:
    return {(hit.masthead.language, hit.paragraph.id.removeprefix(S)) for hit in result.hits}


CASES = {
    # language: query, the paragraph that it finds, the words that are marked
    "fr": [
        ("rapports", "op1", ["rapport"]),
        ("préoccupé", "pp2", ["préoccupée"]),
        ("preoccupee", "pp2", ["préoccupée"]),
        ('"un rapport"', "op1", ["un rapport"]),
        ("l’Assemblée secrétaire", None, []),
        ("Prier NEAR/3 général", "op1", ["Prie", "général"]),
        ("=villes", "pp2", ["villes"]),
        ("préoccup* bruit", "pp2", ["préoccupée", "bruit"]),
    ],
    "es": [
        ("informes", "op1", ["informe"]),
        ("preocupado ruido", "pp2", ["preocupada", "ruido"]),
        ('"Secretario General"', "op1", ["Secretario General"]),
        ("solicitar NEAR/3 secretario", "op1", ["Solicita", "Secretario"]),
        ("ciudad* ruido", "pp2", ["ruido", "ciudades"]),
    ],
    "ru": [
        ("доклады", "op1", ["доклад"]),
        ("город", "pp2", ["городах"]),
        ('"Генерального секретаря"', "op1", ["Генерального секретаря"]),
        ("просить NEAR/2 секретарь", "op1", ["просит", "секретаря"]),
        ("=городах", "pp2", ["городах"]),
        ("обеспокоен*", "pp2", ["обеспокоена"]),
    ],
    "ar": [
        ("تقارير", "op1", ["تقريرا"]),
        ("الضجيج", "pp2", ["الضجيج"]),
        ('"الأمين العام"', "op1", ["الأمين العام"]),
        ("تطلب NEAR/2 الأمين", "op1", ["تطلب", "الأمين"]),
        ("الضجي*", "pp2", ["الضجيج"]),
    ],
    "zh": [
        ("报告", "op1", ["报告"]),
        ("噪音", "pp2", ["噪音"]),
        ('"城市中的噪音"', "pp2", ["城市中的噪音"]),
        ("秘书长 NEAR/8 报告", "op1", ["秘书长", "报告"]),
        ("告报", None, []),
    ],
    "en": [
        ("reports", "op1", ["report"]),
        ("noisy cities", None, []),
        ("noise cities", "pp2", ["noise", "cities"]),
    ],
}


@pytest.mark.parametrize(
    ("code", "case"), [(code, case) for code, cases in CASES.items() for case in cases]
)
def test_words_phrases_near_and_wildcards_mean_the_same(
    six: Searcher, code: str, case: tuple[str, str | None, list[str]]
) -> None:
    """In each language; only its paragraphs are found, whatever the order."""
    query, place, marked = case
    for sort in Sort:
        result = _search(six, query, code, sort=sort, strict=True)
        assert _found(result) == ({(code, place)} if place else set())
        for hit in result.hits:
            assert [hit.paragraph.text[a:b] for a, b in hit.highlights] == marked


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("rapport", "fr"), ("le bruit qui règne", "fr"), ("informe", "es"), ("доклад", "ru"),
        ("تقرير", "ar"), ("报告", "zh"), ("report", "en"), ("", "en"), ("verb:decide", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_query_is_guessed(six: Searcher, query: str, code: str) -> None:
    """By letters and words; a query without words is answered in English, and nothing twice."""
    result = _search(six, query)
    assert result.languages is not None
    assert (result.languages.shown, result.languages.chosen) == ((code,), False)
    assert {hit.masthead.language for hit in result.hits} == {code}


def test_one_value_of_a_verb_finds_the_paragraph_in_all_languages(six: Searcher) -> None:
    """The verb is that of each text; that of another language finds it through its twin."""
    everywhere = {(code, "op1") for code in TEXTS}
    assert _found(_search(six, "verb:request", ANY)) == everywhere
    assert _found(_search(six, "verb:prier", ANY)) == everywhere
    for code in TEXTS:
        result = _search(six, "verb:request", code)
        assert _found(result) == {(code, "op1")}
        assert _found(_search(six, "class:request", code)) >= {(code, "op1")}
    facets = {facet.field: facet for facet in _search(six, "verb:request", ANY).facets}
    assert {(one.value, one.count) for one in facets["language"].values} == {
        (code, 1) for code in TEXTS
    }
    assert {one.value for one in facets["verb"].values} == {
        "request", "prier", "solicitar", "просить", "يطلب", "请",
    }  # fmt: skip


def test_words_of_one_language_find_texts_in_another(six: Searcher) -> None:
    """Through their twins, as relevant as these; the twin is shown with its words marked."""
    for query, source in (("rapport", "fr"), ("доклад", "ru"), ("تقرير", "ar"), ("报告", "zh")):
        for sort in Sort:
            result = _search(six, query, "en", sort=sort)
            assert _found(result) == {("en", "op1")}
        (hit,) = result.hits
        assert hit.twin is not None
        assert hit.twin.language == source
        assert hit.twin.highlights
        assert result.languages is not None
        assert result.languages.read == (source,)


def test_a_hit_is_shown_in_a_second_language(six: Searcher) -> None:
    """Each hit says in which languages it is, and brings the text in the one asked for."""
    (hit,) = _search(six, "report", also="es").hits
    assert set(hit.languages) == set(TEXTS)
    assert hit.twin is not None
    assert hit.twin.paragraph.text == "Solicita al Secretario General que le presente un informe;"
    assert _search(six, "report").hits[0].twin is None


def test_translations_are_one_document(six: Searcher) -> None:
    """Lists and counts of documents have it once; a text is had by its language."""
    assert [one.symbol for one in six.mastheads()] == ["A/RES/76/901"]
    assert six.mastheads()[0].language == "en"
    overview = six.overview()
    assert overview.documents == 1
    assert {one.value for one in overview.languages.values} == set(TEXTS)
    for code in TEXTS:
        stored = six.document("76/901", code)
        assert stored.document.masthead.language == code
        assert set(stored.languages) == set(TEXTS)
        assert not stored.other_sources
        assert stored.cited_by.documents == 0
    assert six.document("A/RES/76/901").document.masthead.language == "en"


def test_families_do_not_mix_languages(six: Searcher) -> None:
    """A translation is no use of a text, and no edit of it."""
    for code in TEXTS:
        hits = _search(six, "class:request", code).hits
        assert {hit.use.uses for hit in hits if hit.use} == {1}
    grouped = _search(six, "class:request", ANY, group=Grouping.FAMILY)
    assert grouped.groups == grouped.total


@pytest.mark.parametrize("engine", EVERYWHERE)
def test_terms_of_the_thesaurus_where_there_are_no_texts(tmp_path: Path, engine: str) -> None:
    """An English index finds what a query in another language names, and says how."""
    _build(tmp_path, engine, "en")
    with Searcher(tmp_path / "index") as searcher:
        for query, read in (("villes", "fr"), ("城市", "zh"), ("ciudades", "es")):
            result = _search(searcher, query)
            assert _found(result) == {("en", "pp2")}, query
            assert result.languages is not None
            assert result.languages.read == (read,)
            assert result.languages.translated == ((query, ("cities",)),)
        assert _search(searcher, "cities").languages == replace(
            result.languages, read=("en",), shown=(), translated=()
        )


def test_languages_come_and_go(tmp_path: Path) -> None:
    """A text added later joins its work; one that went leaves the others."""
    engine = LOCAL_ENGINES[0]
    _build(tmp_path, engine, "en")
    _build(tmp_path, engine, "en", "fr")
    with Searcher(tmp_path / "index") as searcher:
        assert searcher.document("76/901").languages == ("en", "fr")
        assert _found(_search(searcher, "verb:request", ANY)) == {("en", "op1"), ("fr", "op1")}
    (tmp_path / "texts" / "en.html").unlink()
    _build(tmp_path, engine, "fr")
    with Searcher(tmp_path / "index") as searcher:
        stored = searcher.document("76/901")
        assert (stored.languages, stored.document.masthead.language) == (("fr",), "fr")
        assert [one.language for one in searcher.mastheads()] == ["fr"]
