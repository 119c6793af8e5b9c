"""Mapping: how an entry becomes a document of an OpenSearch index, and what is declared of it.

Texts are sent as finished terms and parted at blanks, so that the cluster does not analyse anything
itself. Nothing is kept to be shown: the store has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.analysis.entry import Entry
from indexer.analysis.pairs import PAIRS
from indexer.engines import DOCUMENT, PARAGRAPH
from indexer.schema import FAMILY_FIELDS, KEYWORDS, NONE, SORT_KEYS, SUBJECT_FIELDS, TEXT_FIELDS

Json = dict[str, Any]

WORDING, FAMILY, YEAR, PLACE = "wording", "family", "year_number", "place"
"""The wording and the family of a paragraph, or its own number where it has none; the year of
adoption, 0 for none; the place in its work, the same in all languages."""
MOST_TERMS = 65_536
"""Terms of a pattern or values of a field in one query."""
DEEPEST = 10_000
"""Hits that pages reach; to read on, one goes on behind the last hit."""
_LONGEST = 32_000
"""Bytes of a value; an index refuses documents with longer ones."""


def sort_field(order: str) -> str:
    """Names the field of an order of documents, see `schema.SORT_KEYS`."""
    return f"by_{order}"


def number_field(field: str) -> str:
    """Names the number to sort by of a field of families."""
    return f"{field}_number"


def index_body(shards: int, version: tuple[int, ...]) -> Json:
    """Returns the settings and mapping of a new index that is filled before it is searched."""
    terms = {"type": "text", "analyzer": "finished"}
    properties = {
        PARAGRAPH: {"type": "long"},
        DOCUMENT: {"type": "long"},
        **dict.fromkeys(TEXT_FIELDS, terms | {"index_options": "positions"}),
        PAIRS: terms | {"index_options": "freqs"},
        **{field.name: _keyword(counted=field.facet) for field in (*KEYWORDS, *SUBJECT_FIELDS)},
        **{field.name: _keyword(counted=False) for field in FAMILY_FIELDS},
        **{number_field(field.name): {"type": "long"} for field in FAMILY_FIELDS},
        **{sort_field(key): {"type": "keyword", "index": False} for key in SORT_KEYS},
        WORDING: _keyword(counted=False),
        FAMILY: _keyword(counted=False),
        YEAR: {"type": "long"},
        PLACE: _keyword(counted=False),
    }
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "max_result_window": DEEPEST,
            "max_terms_count": MOST_TERMS,
            "analysis": {"analyzer": {"finished": {"type": "custom", "tokenizer": "whitespace"}}},
            "similarity": {"default": {"type": _bm25(version)}},
        },
        "mappings": {"dynamic": "strict", "_source": {"enabled": False}, "properties": properties},
    }


def _bm25(version: tuple[int, ...]) -> str:
    """Names the BM25 of other engines, to which the weights of boosts are fitted.

    OpenSearch 3 leaves a constant factor out that version 2, like tantivy, has.
    """
    return "BM25" if version[0] < 3 else "LegacyBM25"


def _keyword(*, counted: bool) -> Json:
    return {"type": "keyword", "eager_global_ordinals": counted}


def fields_of(entry: Entry) -> Json:
    """Returns the fields of an entry, but for those of its family and of its subjects."""
    year = entry.keywords["year"][0]
    return {
        PARAGRAPH: entry.paragraph,
        DOCUMENT: entry.document,
        **entry.texts,
        PAIRS: entry.pairs,
        **{name: list(map(_cut, values)) for name, values in entry.keywords.items()},
        **{sort_field(key): value for key, value in entry.sort_keys.items()},
        WORDING: entry.wording or _alone(entry.paragraph),
        YEAR: 0 if year == NONE else int(year),
        PLACE: f"{entry.place:x}",
    }


def family_fields(paragraph: int, family: str | None, numbers: tuple[int, int, int]) -> Json:
    """Returns the fields of a paragraph's family.

    numbers: how often and in which years it was used; without a family they are not read.
    """
    found: Json = {FAMILY: family or _alone(paragraph)}
    for field, number in zip(FAMILY_FIELDS, numbers, strict=True):
        unknown = family is None or (number == 0 and field.name != "uses")
        found[field.name] = NONE if unknown else str(number)
        found[number_field(field.name)] = 0 if family is None else number
    return found


def subject_fields(values: Mapping[str, tuple[str, ...]]) -> Json:
    """Returns the fields of the subjects of a paragraph's document. values: by field."""
    return {name: list(map(_cut, several)) for name, several in values.items()}


def _alone(paragraph: int) -> str:
    """Names the group of a paragraph that has no other one in it; no key has a "-" in it."""
    return f"-{paragraph}"


def _cut(value: str) -> str:
    if len(value) * 4 <= _LONGEST:
        return value
    return value.encode()[:_LONGEST].decode("utf-8", "ignore")
