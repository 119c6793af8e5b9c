"""Sentences: how a query was understood, in plain words for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.parsing.text.languages import language_name
from search.results import Languages, Understanding

_MOST_NAMED = 6
_PASSAGE = (
    "This looks like a passage of text. The closest paragraphs come first, with differences marked."
)


def sentences(understood: Understanding) -> Iterator[str]:
    """Yields sentences on what was searched instead of all words as typed, most important first."""
    yield _looked_for(understood)
    if understood.corrected and understood.kind != "corrected":
        pairs = [f"“{wrong}” was read as “{right}”" for wrong, right in understood.corrected]
        yield f"{_listed(pairs)}."
    if understood.unknown:
        yield f"No paragraph contains {_listed(_quoted(understood.unknown), last='or')}."
    if understood.left_out:
        yield f"Left out as too general: {_listed(_quoted(understood.left_out), last='and')}."
    for typed, others in understood.also:
        yield f"For “{typed}”, also searched for {_listed(_quoted(others), last='and')}."


def language_sentences(languages: Languages) -> Iterator[str]:
    """Yields sentences on words that were looked for in texts of other languages than theirs."""
    if not languages.shown or set(languages.read) & set(languages.shown):
        return
    read = language_name(languages.read[0])
    shown = _listed([language_name(code) for code in languages.shown], last="or")
    if languages.read[0] in languages.held:
        yield f"Your words are in {read}: showing {shown} texts of the paragraphs that have them."
    else:
        yield f"Your words are in {read}, and there are no {read} texts here."
    for typed, others in languages.translated:
        yield (
            f"For “{typed}”, searched for {_listed(_quoted(others), last='and')} (UNBIS Thesaurus)."
        )
    if languages.untranslated:
        words = _listed(_quoted(languages.untranslated))
        yield f"The thesaurus has no {shown} term for {words}."


def _looked_for(understood: Understanding) -> str:
    if understood.kind == "pasted":
        return _PASSAGE
    if understood.kind == "most":
        have = _have(understood.all_kept)
        return f"{have} all of the words; {understood.most:,} contain most of them."
    return f"Showing results for {understood.text}."


def _have(number: int) -> str:
    if not number:
        return "No paragraph contains"
    return "1 paragraph contains" if number == 1 else f"{number:,} paragraphs contain"


def _quoted(words: Sequence[str]) -> list[str]:
    return [f"“{word}”" for word in words]


def _listed(items: Sequence[str], *, last: str = "and") -> str:
    """Returns items as a list in words, shortened if it is long."""
    if len(items) > _MOST_NAMED:
        return f"{', '.join(items[:_MOST_NAMED])} …"
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
