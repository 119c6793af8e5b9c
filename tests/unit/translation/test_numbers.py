"""Numbers, dates and lists as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from search.translation.current import current, gettext, ngettext, pgettext, speaking
from search.translation.numbers import day, decimal, either, listed, number, ordinal


@pytest.mark.parametrize(
    ("code", "small", "large", "share"),
    [
        ("en", "1,937", "81,234", "12.35"),
        ("fr", "1\u202f937", "81\u202f234", "12,35"),
        ("es", "1937", "81.234", "12,35"),
        ("ru", "1\xa0937", "81\xa0234", "12,35"),
        ("zh", "1,937", "81,234", "12.35"),
        ("ar", "1,937", "81,234", "12.35"),  # UN texts in Arabic have these digits
    ],
)
def test_numbers(code: str, small: str, large: str, share: str) -> None:
    """Thousands and decimals are parted as usual."""
    with speaking(code):
        assert (number(1937), number(81234), decimal(12.345, 2)) == (small, large, share)
        assert number(0) == "0"


@pytest.mark.parametrize(
    ("code", "first", "other"),
    [
        ("en", "1 January 2020", "18 December 2019"),
        ("fr", "1er janvier 2020", "18 décembre 2019"),
        ("es", "1 de enero de 2020", "18 de diciembre de 2019"),
        ("ru", "1 января 2020 года", "18 декабря 2019 года"),
        ("zh", "2020年1月1日", "2019年12月18日"),
        ("ar", "1 كانون الثاني/يناير 2020", "18 كانون الأول/ديسمبر 2019"),
    ],
)
def test_days(code: str, first: str, other: str) -> None:
    """Dates are written as in the United Nations' own documents."""
    with speaking(code):
        assert day(date(2020, 1, 1)) == first
        assert day(date(2019, 12, 18)) == other


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["1 document", "2 documents", "21 documents"]),
        ("ru", ["1 документ", "2 документа", "21 документ"]),
        ("ar", ["وثيقة واحدة", "وثيقتان", "21 وثيقة"]),
        ("zh", ["1份文件", "2份文件", "21份文件"]),
    ],
)
def test_plurals(code: str, words: list[str]) -> None:
    """Each language has its own forms."""
    with speaking(code):
        said = [ngettext("%(number)s document", "%(number)s documents", n) for n in (1, 2, 21)]
    assert said == words


def test_lists() -> None:
    """Rows of words read as sentences do."""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    with speaking("zh"):
        assert either(["a", "b", "c"]) == "a、b或c"
    with speaking("fr"):
        assert listed(["a", "b"]) == "a et b"


def test_ordinals() -> None:
    """English has endings; the messages of other languages have theirs."""
    assert [ordinal(n) for n in (1, 2, 3, 11, 74)] == ["1st", "2nd", "3rd", "11th", "74th"]
    with speaking("fr"):
        assert gettext("%(ordinal)s session", ordinal=ordinal(74)) == "74e session"


def test_a_language_ends_with_its_block() -> None:
    """And what a message says depends on what it is about."""
    with speaking("ru"):
        assert pgettext("by", "year") == "годам"
        assert gettext("year") == "год"
        with speaking("es"):
            assert current().code == "es"
        assert current().code == "ru"
    assert current().code == "en"
    assert gettext("") == ""
