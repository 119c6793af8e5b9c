"""Paraphrase: a query in plain words, so that its author can see how it was understood."""

from __future__ import annotations

from itertools import pairwise

from indexer.parsing.knowledge.organs import organ_names
from indexer.schema import OF_FAMILIES
from search.names.adoption import ADOPTION_NAMES
from search.query.ast import (
    All,
    And,
    Exact,
    Field,
    Form,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Quoted,
    Words,
)
from search.query.comparisons import compared_ends
from search.query.tokens import WORDING
from search.query.visitor import nodes
from search.query.wildcards import has_wildcard

_TEXTS = {
    "title": "with a title containing",
    "heading": "under a heading containing",
    "footnote": "with a footnote containing",
}
_VALUES = {
    "type": "of the type {}",
    "verb": "opening with the verb {}",
    "anyverb": "using the verb {}",
    "class": "with the type of action {}",
    "opening": "opening with the words {}",
    "to": "addressed to {}",
    "organ": "from the organ {}",
    "session": "from session {}",
    "year": "adopted in {}",
    "adopted": "adopted {}",
    "doctype": "from a document of the type {}",
    "committee": "prepared by the committee {}",
    "language": "in the language {}",
    "due": "with something due at session {}",
    "cites": "referring to {}",
    "symbol": "from {}",
    "uses": "used {} times",
    "first": "first used in {}",
    "last": "last used in {}",
    WORDING: "with the same wording as {}",
}
"""Descriptions of a paragraph with a value, by field, with a placeholder for the value."""
_RANGES = {
    "session": "from sessions {}",
    "year": "adopted in {}",
    "due": "with something due at sessions {}",
    **{name: _VALUES[name] for name in OF_FAMILIES},
}
"""The same for a range with two ends."""
_OPEN = {"uses": ("{} or more", "{} or fewer")}
"""A range with one end, where it is not of years or sessions."""


def paraphrase(query: Query) -> str:
    """Words that complete the sentence "Paragraphs …": "containing “women” (any form)"."""
    if isinstance(query, All):
        return "in this collection"
    match query:
        case Field():
            return _field(query)
        case Not(part=part):
            return f"not {_nested(part)}"
        case And(parts=parts) if _has_field(query) or all(isinstance(one, Not) for one in parts):
            return _joined([_nested(part) for part in _texts_first(parts)], "")
        case Or(parts=parts) if _has_field(query):
            return " or ".join(_nested(part) for part in parts)
        case _:
            return f"containing {_words(query)}"


def _has_field(query: Query) -> bool:
    return any(isinstance(node, Field) for node in nodes(query))


def _texts_first(parts: tuple[Query, ...]) -> list[Query]:
    """Conditions on words gathered in one part, then those on fields, then what must not hold."""
    texts = tuple(part for part in parts if not _has_field(part) and not isinstance(part, Not))
    fields = [part for part in parts if _has_field(part) and not isinstance(part, Not)]
    together = [And(texts) if len(texts) > 1 else texts[0]] if texts else []
    return [*together, *fields, *(part for part in parts if isinstance(part, Not))]


def _joined(conditions: list[str], between: str = "and ") -> str:
    """Conditions in a row; those that must not hold follow a single "but"."""
    text = conditions[0]
    for before, one in pairwise(conditions):
        first_not = one.startswith("not ") and not before.startswith("not ")
        text += f", {'but ' if first_not else 'and ' if one.startswith('not ') else between}{one}"
    return text


def _nested(query: Query) -> str:
    bracketed = isinstance(query, And | Or) and (_has_field(query) or isinstance(query, Or))
    return f"({paraphrase(query)})" if bracketed else paraphrase(query)


def _words(query: Query) -> str:
    """Words, phrases and what joins them, as something that a text contains."""
    match query:
        case Words(text=text):
            return f"“{text}” (any form)"
        case Exact(text=text):
            return f"exactly “{text}”"
        case Quoted(text=text):
            return f"the exact words “{text.strip()}”"
        case Pattern(text=text):
            return f"a word like “{text}”"
        case Near(parts=parts, gaps=gaps):
            return _near(parts, gaps)
        case Not(part=part):
            return f"not {_bracketed(part)}"
        case And(parts=parts):
            return _all(parts)
        case Or(parts=parts):
            return " or ".join(_bracketed(part) for part in parts)
        case _:
            return paraphrase(query)


def _all(parts: tuple[Query, ...]) -> str:
    # Adjacent plain words are named together, since most queries consist of them.
    words = [part.text for part in parts if isinstance(part, Words)]
    others = [_bracketed(part) for part in parts if not isinstance(part, Words)]
    named = []
    if len(words) > 1:
        listed = ", ".join(f"“{word}”" for word in words)
        named.append(f"all of these words (any form): {listed}")
    elif words:
        named.append(f"“{words[0]}” (any form)")
    return _joined([*named, *sorted(others, key=lambda one: one.startswith("not "))])


def _near(parts: tuple[Query, ...], gaps: tuple[Gap, ...]) -> str:
    text = _bracketed(parts[0])
    for gap, part in zip(gaps, parts[1:], strict=True):
        if gap.distance == 1:
            how = "right before" if gap.ordered else "right beside"
        elif gap.ordered:
            how = f"at most {gap.distance:,} words before"
        else:
            how = f"within {gap.distance:,} words of"
        text += f" {how} {_bracketed(part)}"
    return text


def _bracketed(query: Query) -> str:
    return f"({_words(query)})" if isinstance(query, And | Or) else _words(query)


def _field(query: Field) -> str:
    value = query.value.strip()
    if query.name in _TEXTS:
        how = "the exact words " if query.form is not Form.BARE else ""
        if query.form is not Form.QUOTED and has_wildcard(value):
            how = "a word like "
        return f"{_TEXTS[query.name]} {how}“{value}”"
    if query.name == "adopted" and (name := ADOPTION_NAMES.get(value.casefold())):
        return name[:1].lower() + name[1:]
    low, dots, high = _range(value) if query.name in _RANGES else ("", "", "")
    if query.name == "organ" and (organ := organ_names().get(value.upper())):
        return f"from the {organ}"
    if not dots:
        return _VALUES[query.name].format(f"“{value}”")
    if low and high:
        return _RANGES[query.name].format(f"{low}–{high}")
    from_low, to_high = _OPEN.get(query.name, ("{} or later", "{} or earlier"))
    return _VALUES[query.name].format(from_low.format(low) if low else to_high.format(high))


def _range(value: str) -> tuple[str, str, str]:
    """Returns the ends of a range with what is between them, if anything is."""
    ends = compared_ends(value)
    if ends is None:
        return value.partition("..")
    low, high = ("" if end is None else str(end) for end in ends)
    return low, "..", high
