"""Sentences: how a query was understood, in plain words for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.results import Understanding

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
