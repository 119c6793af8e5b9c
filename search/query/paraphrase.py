"""A query in plain words, so that its author can see how it was understood."""

from __future__ import annotations

from indexer.schema import KEYWORD_BY_NAME
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
from search.query.lexer import WORDING
from search.query.wildcards import has_wildcard

_TEXTS = {"title": "a title with", "heading": "under a heading with", "footnote": "a footnote with"}


def reading(query: Query) -> str:
    """Say in a sentence's part what is looked for ("women and the exact words “due diligence”")."""
    match query:
        case All():
            return "everything"
        case Words(text=text):
            return f"“{text}” (any form)"
        case Exact(text=text):
            return f"exactly “{text}”"
        case Quoted(text=text):
            return f"the exact words “{text.strip()}”"
        case Pattern(text=text):
            return f"a word like “{text}”"
        case Field():
            return _field(query)
        case Near(parts=parts, gaps=gaps):
            return _near(parts, gaps)
        case Not(part=part):
            return f"not {_nested(part)}"
        case And(parts=parts):
            return _all(parts)
        case Or(parts=parts):
            return " or ".join(_nested(part) for part in parts)


def _all(parts: tuple[Query, ...]) -> str:
    # Plain words side by side are named together: most queries are nothing else.
    words = [part.text for part in parts if isinstance(part, Words)]
    others = [_nested(part) for part in parts if not isinstance(part, Words)]
    named = []
    if len(words) > 1:
        named.append(f"all of {', '.join(f'“{word}”' for word in words)} (any form)")
    elif words:
        named.append(f"“{words[0]}” (any form)")
    return ", and ".join(named + others)


def _near(parts: tuple[Query, ...], gaps: tuple[Gap, ...]) -> str:
    said = _nested(parts[0])
    for gap, part in zip(gaps, parts[1:], strict=True):
        if gap.distance == 1:
            how = "right before" if gap.ordered else "right beside"
        elif gap.ordered:
            how = f"at most {gap.distance} words before"
        else:
            how = f"within {gap.distance} words of"
        said += f" {how} {_nested(part)}"
    return said


def _nested(query: Query) -> str:
    return f"({reading(query)})" if isinstance(query, And | Or) else reading(query)


def _field(query: Field) -> str:
    value = query.value.strip()
    if query.name in _TEXTS:
        how = "the exact words " if query.form is not Form.BARE else ""
        if query.form is not Form.QUOTED and has_wildcard(value):
            how = "a word like "
        return f"{_TEXTS[query.name]} {how}“{value}”"
    if query.name == WORDING:
        return f"the wording of “{value}”"
    if query.name == "cites":
        return f"a citation of “{value}”"
    title = KEYWORD_BY_NAME[query.name].title.lower()
    low, dots, high = value.partition("..")
    if dots and KEYWORD_BY_NAME[query.name].ranged:
        bounds = [f"from {low}" if low else "", f"to {high}" if high else ""]
        return " ".join([title, *filter(None, bounds)])
    return f"{title} “{value}”"
