"""Sentences: how a query was understood, in plain words for the page and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from indexer.parsing.text.languages import language_name
from search.results import Languages, Understanding
from search.translation.current import gettext, later, message, ngettext
from search.translation.numbers import either, listed, number

_MOST_NAMED = 6
_PASSAGE = later(
    "This looks like a passage of text. The closest paragraphs come first, with differences marked."
)


def sentences(understood: Understanding) -> Iterator[str]:
    """Yields sentences on what was searched instead of all words as typed, most important first."""
    yield _looked_for(understood)
    if understood.corrected and understood.kind != "corrected":
        for wrong, right in understood.corrected[:_MOST_NAMED]:
            yield gettext("“%(wrong)s” was read as “%(right)s”.", wrong=wrong, right=right)
    if understood.unknown:
        words = _row(understood.unknown, either)
        yield gettext("No paragraph contains %(words)s.", words=words)
    if understood.left_out:
        words = _row(understood.left_out, listed)
        yield gettext("Left out as too general: %(words)s.", words=words)
    for typed, others in understood.also:
        words = _row(others, listed)
        yield gettext("For “%(typed)s”, also searched for %(words)s.", typed=typed, words=words)


def language_sentences(languages: Languages) -> Iterator[str]:
    """Yields sentences on words that were looked for in texts of other languages than theirs."""
    if not languages.shown or set(languages.read) & set(languages.shown):
        return
    read = message(language_name(languages.read[0]))
    shown = either([message(language_name(code)) for code in languages.shown])
    if languages.read[0] in languages.held:
        yield gettext(
            "Your words are in %(read)s: showing %(shown)s texts of the paragraphs that have them.",
            read=read, shown=shown,
        )  # fmt: skip
    else:
        yield gettext(
            "Your words are in %(read)s, and there are no %(read)s texts here.", read=read
        )
    for typed, others in languages.translated:
        yield gettext(
            "For “%(typed)s”, searched for %(words)s (UNBIS Thesaurus).",
            typed=typed, words=_row(others, listed),
        )  # fmt: skip
    if languages.untranslated:
        yield gettext(
            "The thesaurus has no %(shown)s term for %(words)s.",
            shown=shown, words=_row(languages.untranslated, listed),
        )  # fmt: skip


def _looked_for(understood: Understanding) -> str:
    if understood.kind == "pasted":
        return gettext(_PASSAGE)
    if understood.kind != "most":
        return gettext("Showing results for %(words)s.", words=understood.text)
    most = number(understood.most)
    if not understood.all_kept:
        return gettext(
            "No paragraph contains all of the words; %(most)s contain most of them.", most=most
        )
    return ngettext(
        "1 paragraph contains all of the words; %(most)s contain most of them.",
        "%(number)s paragraphs contain all of the words; %(most)s contain most of them.",
        understood.all_kept, most=most,
    )  # fmt: skip


def _row(words: Sequence[str], join: Callable[[Sequence[str]], str]) -> str:
    """Returns quoted words as a list, shortened if it is long."""
    quoted = [gettext("“%(word)s”", word=word) for word in words]
    if len(quoted) > _MOST_NAMED:
        return f"{', '.join(quoted[:_MOST_NAMED])} …"
    return join(quoted)
