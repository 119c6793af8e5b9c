"""Numbers, dates and lists as the current language writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from indexer.parsing.knowledge.ordinals import ordinal_word
from search.translation.current import current, gettext
from search.translation.languages import ENGLISH

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# As the United Nations writes dates, where Unicode's own patterns differ.
_DAYS: Mapping[str, str] = {
    "fr": "d MMMM y",
    "es": "d 'de' MMMM 'de' y",
    "ru": "d MMMM y 'года'",
    "zh": "y年M月d日",
}
_FOUR_TOGETHER = {"es"}
"""Languages that do not part four digits."""
_ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)


def number(value: int) -> str:
    """Returns a whole number with thousands separators: "1,937", "1 937"."""
    language = current()
    if language is ENGLISH:
        return f"{value:,}"
    if language.code in _FOUR_TOGETHER and abs(value) < 10_000:
        return str(value)
    return f"{value:,}".replace(",", _marks(language.code)[0])


def decimal(value: float, places: int) -> str:
    """Returns a number with decimal places: "12.3", "12,3"."""
    language = current()
    if language is ENGLISH:
        return f"{value:,.{places}f}"
    thousands, point = _marks(language.code)
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    return whole.replace(",", thousands) + (point + rest if rest else "")


@lru_cache
def _marks(code: str) -> tuple[str, str]:
    """Returns what parts thousands and what parts decimals."""
    from babel import Locale

    marks = Locale.parse(code).number_symbols["latn"]  # UN texts print these digits in all six
    return str(marks["group"]), str(marks["decimal"])


def day(value: date) -> str:
    """Returns a date as the UN writes it: "18 December 2019", "18 décembre 2019"."""
    language = current()
    if language is ENGLISH:
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return _day(value, language.code)


@lru_cache(maxsize=2048)
def _day(value: date, code: str) -> str:
    if code == "ar":
        return f"{value.day} {_ARABIC_MONTHS[value.month - 1]} {value.year}"
    from babel.dates import format_date

    written = format_date(value, _DAYS[code], locale=code)
    return f"1er{written[1:]}" if code == "fr" and value.day == 1 else written


def ordinal(value: int) -> str:
    """Returns an ordinal number in English, "74th"; elsewhere the number: messages add the rest."""
    if current() is not ENGLISH:
        return str(value)
    teens = value % 100 in {11, 12, 13}
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def ordinal_in_words(value: int) -> str:
    """Returns an ordinal number in English words, "third"; elsewhere the number, as `ordinal`."""
    return ordinal_word(value) if current() is ENGLISH else str(value)


def listed(items: Sequence[str]) -> str:
    """Returns items as a list in words: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(items)s and %(last)s", items=_row(items[:-1]), last=items[-1])


def either(items: Sequence[str]) -> str:
    """Returns alternatives as a list in words: "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(items)s or %(last)s", items=_row(items[:-1]), last=items[-1])


def _row(items: Sequence[str]) -> str:
    return {"ar": "، ", "zh": "、"}.get(current().code, ", ").join(items)
