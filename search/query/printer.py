"""A query's tree to text that reads back to the same tree."""

from __future__ import annotations

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


def print_query(query: Query) -> str:
    """Returns the text of a query in its canonical form."""
    match query:
        case All():
            return ""
        case Words(text=text):
            return text
        case Pattern(text=text):
            # Without the sign, "=verb:a*" and "=-a*" would be read as a field and as NOT.
            return f"={text}" if ":" in text or text.startswith("-") else text
        case Exact(text=text):
            return f"={text}"
        case Quoted(text=text):
            return f'"{text}"'
        case Field(name=name, value=value, form=Form.QUOTED):
            return f'{name}:"{value}"'
        case Field(name=name, value=value, form=Form.EXACT):
            return f"{name}:={value}"
        case Field(name=name, value=value):
            return f"{name}:{value}"
        case Near(parts=parts, gaps=gaps):
            first, *others = (_bracketed(part, Or) for part in parts)
            joined = (f"{_operator(gap)} {part}" for gap, part in zip(gaps, others, strict=True))
            return " ".join([first, *joined])
        case Not(part=part):
            return f"NOT {_bracketed(part, And, Or)}"
        case And(parts=parts):
            return " ".join(_bracketed(part, And, Or) for part in parts)
        case Or(parts=parts):
            return " OR ".join(_bracketed(part, Or) for part in parts)


def _operator(gap: Gap) -> str:
    return f"{'PRE' if gap.ordered else 'NEAR'}/{gap.distance}"


def _bracketed(query: Query, *kinds: type[And | Or]) -> str:
    printed = print_query(query)
    return f"({printed})" if isinstance(query, kinds) else printed
