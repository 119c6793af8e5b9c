"""Paraphrase: a query in plain words, so that its author can see how it was understood."""

from __future__ import annotations

from itertools import pairwise

from indexer.parsing.knowledge.organs import organ_names
from indexer.schema import CLASSIFIED, GOAL, OF_FAMILIES, SUBJECT
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
from search.translation.current import gettext, later, message
from search.translation.numbers import number

_TEXTS = {
    "title": (
        later("with a title containing “%(value)s”"),
        later("with a title containing the exact words “%(value)s”"),
        later("with a title containing a word like “%(value)s”"),
    ),
    "heading": (
        later("under a heading containing “%(value)s”"),
        later("under a heading containing the exact words “%(value)s”"),
        later("under a heading containing a word like “%(value)s”"),
    ),
    "footnote": (
        later("with a footnote containing “%(value)s”"),
        later("with a footnote containing the exact words “%(value)s”"),
        later("with a footnote containing a word like “%(value)s”"),
    ),
}
"""Descriptions of a paragraph with words in any form, exact ones or a pattern, by field."""
_VALUES = {
    "type": later("of the type %(value)s"),
    "verb": later("opening with the verb %(value)s"),
    "anyverb": later("using the verb %(value)s"),
    "class": later("with the type of action %(value)s"),
    "opening": later("opening with the words %(value)s"),
    "to": later("addressed to %(value)s"),
    "organ": later("from the organ %(value)s"),
    "session": later("from session %(value)s"),
    "year": later("adopted in %(value)s"),
    "adopted": later("adopted %(value)s"),
    "doctype": later("from a document of the type %(value)s"),
    "committee": later("prepared by the committee %(value)s"),
    "language": later("in the language %(value)s"),
    SUBJECT: later("on the subject %(value)s"),
    GOAL: later("on Sustainable Development Goal %(value)s"),
    CLASSIFIED: later("with subjects that are %(value)s"),
    "due": later("with something due at session %(value)s"),
    "cites": later("referring to %(value)s"),
    "symbol": later("from %(value)s"),
    "uses": later("used %(value)s times"),
    "first": later("first used in %(value)s"),
    "last": later("last used in %(value)s"),
    WORDING: later("with the same wording as %(value)s"),
}
"""Descriptions of a paragraph with a value, by field."""
_RANGES = {
    "session": later("from sessions %(value)s"),
    "year": later("adopted in %(value)s"),
    "due": later("with something due at sessions %(value)s"),
    **{name: _VALUES[name] for name in OF_FAMILIES},
}
"""The same for a range with two ends."""
_FROM, _TO = later("%(value)s or later"), later("%(value)s or earlier")
_OPEN = {"uses": (later("%(value)s or more"), later("%(value)s or fewer"))}
"""A range with one end, where it is not of years or sessions."""
_GAPS = {
    (True, True): later("%(one)s right before %(other)s"),
    (True, False): later("%(one)s right beside %(other)s"),
    (False, True): later("%(one)s at most %(number)s words before %(other)s"),
    (False, False): later("%(one)s within %(number)s words of %(other)s"),
}
"""Words near each other: whether they are neighbours, and whether their order counts."""


def paraphrase(query: Query) -> str:
    """Words that complete the sentence "Paragraphs …": "containing “women” (any form)"."""
    if isinstance(query, All):
        return gettext("in this collection")
    match query:
        case Field():
            return _field(query)
        case Not(part=part):
            return _negated(_nested(part))
        case And(parts=parts) if _has_field(query) or all(isinstance(one, Not) for one in parts):
            ordered = _texts_first(parts)
            return _joined([(isinstance(one, Not), _nested(one)) for one in ordered])
        case Or(parts=parts) if _has_field(query):
            return _alternatives([_nested(part) for part in parts])
        case _:
            return gettext("containing %(words)s", words=_words(query))


def _negated(text: str) -> str:
    return gettext("not %(condition)s", condition=text)


def _has_field(query: Query) -> bool:
    return any(isinstance(node, Field) for node in nodes(query))


def _texts_first(parts: tuple[Query, ...]) -> list[Query]:
    """Conditions on words gathered in one part, then those on fields, then what must not hold."""
    texts = tuple(part for part in parts if not _has_field(part) and not isinstance(part, Not))
    fields = [part for part in parts if _has_field(part) and not isinstance(part, Not)]
    together = [And(texts) if len(texts) > 1 else texts[0]] if texts else []
    return [*together, *fields, *(part for part in parts if isinstance(part, Not))]


def _joined(conditions: list[tuple[bool, str]], *, words: bool = False) -> str:
    """Conditions in a row; those that must not hold follow a single "but".

    conditions: each with whether it is one that must not hold. words: whether all are words.
    """
    text = conditions[0][1]
    for (before, _), (negated, one) in pairwise(conditions):
        joint = later("%(before)s, %(last)s")
        if negated and not before:
            joint = later("%(before)s, but %(last)s")
        elif negated or words:
            joint = later("%(before)s, and %(last)s")
        text = gettext(joint, before=text, last=one)
    return text


def _alternatives(conditions: list[str]) -> str:
    text = conditions[0]
    for one in conditions[1:]:
        text = gettext("%(items)s or %(last)s", items=text, last=one)
    return text


def _nested(query: Query) -> str:
    bracketed = isinstance(query, And | Or) and (_has_field(query) or isinstance(query, Or))
    return f"({paraphrase(query)})" if bracketed else paraphrase(query)


def _words(query: Query) -> str:
    """Words, phrases and what joins them, as something that a text contains."""
    match query:
        case Words(text=text):
            return gettext("“%(words)s” (any form)", words=text)
        case Exact(text=text):
            return gettext("exactly “%(words)s”", words=text)
        case Quoted(text=text):
            return gettext("the exact words “%(words)s”", words=text.strip())
        case Pattern(text=text):
            return gettext("a word like “%(words)s”", words=text)
        case Near(parts=parts, gaps=gaps):
            return _near(parts, gaps)
        case Not(part=part):
            return _negated(_bracketed(part))
        case And(parts=parts):
            return _all(parts)
        case Or(parts=parts):
            return _alternatives([_bracketed(part) for part in parts])
        case _:
            return paraphrase(query)


def _all(parts: tuple[Query, ...]) -> str:
    # Adjacent plain words are named together, since most queries consist of them.
    words = [part.text for part in parts if isinstance(part, Words)]
    others = [
        (isinstance(part, Not), _bracketed(part)) for part in parts if not isinstance(part, Words)
    ]
    named = []
    if len(words) > 1:
        row = ", ".join(gettext("“%(word)s”", word=word) for word in words)
        named.append((False, gettext("all of these words (any form): %(words)s", words=row)))
    elif words:
        named.append((False, gettext("“%(words)s” (any form)", words=words[0])))
    return _joined([*named, *sorted(others, key=lambda one: one[0])], words=True)


def _near(parts: tuple[Query, ...], gaps: tuple[Gap, ...]) -> str:
    text = _bracketed(parts[0])
    for gap, part in zip(gaps, parts[1:], strict=True):
        near = _GAPS[gap.distance == 1, gap.ordered]
        text = gettext(near, one=text, number=number(gap.distance), other=_bracketed(part))
    return text


def _bracketed(query: Query) -> str:
    return f"({_words(query)})" if isinstance(query, And | Or) else _words(query)


def _field(query: Field) -> str:
    value = query.value.strip()
    if query.name in _TEXTS:
        any_form, exact, like = _TEXTS[query.name]
        pattern = query.form is not Form.QUOTED and has_wildcard(value)
        how = like if pattern else any_form if query.form is Form.BARE else exact
        return gettext(how, value=value)
    if query.name == "adopted" and (name := ADOPTION_NAMES.get(value.casefold())):
        name = message(name)
        return name[:1].lower() + name[1:]
    low, dots, high = _range(value) if query.name in _RANGES else ("", "", "")
    if query.name == "organ" and (organ := organ_names().get(value.upper())):
        return gettext("from the %(organ)s", organ=message(organ))
    if not dots:
        return gettext(_VALUES[query.name], value=gettext("“%(word)s”", word=value))
    if low and high:
        return gettext(_RANGES[query.name], value=f"{low}–{high}")
    from_low, to_high = _OPEN.get(query.name, (_FROM, _TO))
    ends = gettext(from_low, value=low) if low else gettext(to_high, value=high)
    return gettext(_VALUES[query.name], value=ends)


def _range(value: str) -> tuple[str, str, str]:
    """Returns the ends of a range with what is between them, if anything is."""
    ends = compared_ends(value)
    if ends is None:
        return value.partition("..")
    low, high = ("" if end is None else str(end) for end in ends)
    return low, "..", high
