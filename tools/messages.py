"""Brings the catalogues of the interface up to date with what the code says.

    python -m tools.messages           # adds new messages, empty, and takes out those not used
    python -m tools.messages --check   # says what is missing or out of date; ends with 1

A catalogue is `search/translation/data/LANGUAGE.po`; fill its empty messages with any editor for
gettext's format, or by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from indexer.parsing.knowledge.organs import organ_names
from indexer.parsing.knowledge.verbs import classes
from indexer.schema import FIELDS
from search.names.verb_names import ACTION, VERB, class_name
from search.translation.languages import ENGLISH, LANGUAGES

ROOT = Path(__file__).parent.parent
CATALOGUES = ROOT / "search" / "translation" / "data"
_CHANGING = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.MULTILINE,
)
_TERMS = "search/translation/data/terms.toml"
METHODS = [
    ("search/**.py", "python"),
    ("web/**.py", "python"),
    ("web/templates/**.html", "jinja2"),
    ("web/static/**.js", "javascript"),
]
OPTIONS = {
    "web/templates/**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "later": None,
    "ngettext": (1, 2),
    "later_plural": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def used() -> Catalog:
    """Returns the messages that the code uses, and those of its tables of data."""
    catalogue = Catalog(project="Operative", fuzzy=False)
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS)
    for path, _, text, _, context in found:
        if path.startswith(("search/", "web/")):
            catalogue.add(text, locations=[(path, 0)], context=context)
    for place, text, context in _of_tables():
        catalogue.add(text, locations=[(place, 0)], context=context)
    return catalogue


def _of_tables() -> Iterator[tuple[str, str, str | None]]:
    for field in FIELDS:
        yield "indexer/schema.py", field.title, None
    for name in classes():
        yield "indexer/parsing/data/verbs.toml", class_name(name), ACTION
    terms = tomllib.loads((CATALOGUES / "terms.toml").read_text("utf-8"))
    for verb in terms.pop("verbs"):
        yield _TERMS, verb, VERB
    for names in terms.values():
        for name in names:
            yield _TERMS, name, None
    for name in organ_names().values():
        yield "indexer/parsing/data/organs.toml", name, None


def path_of(code: str) -> Path:
    """Returns the file of a language's catalogue."""
    return CATALOGUES / f"{code}.po"


def read(code: str) -> Catalog:
    """Returns the catalogue of a language as it is kept; a new one if there is none."""
    if not path_of(code).exists():
        return Catalog(locale=code, project="Operative", fuzzy=False)
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


def written(catalogue: Catalog) -> bytes:
    """Returns a catalogue as a file."""
    file = BytesIO()
    catalogue.header_comment = f"# What Operative says in {catalogue.locale.english_name}."
    write_po(
        file, catalogue, width=100, omit_header=False, sort_by_file=True, ignore_obsolete=True,
        include_lineno=False,
    )  # fmt: skip
    # Times and versions would differ after every run.
    return _CHANGING.sub(b"", file.getvalue())


def updated(code: str, messages: Catalog) -> Catalog:
    """Returns the catalogue of a language with just the messages in use."""
    kept = read(code)
    kept.update(deepcopy(messages), no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    return kept


def main() -> int:
    """Updates or checks all catalogues."""
    messages, wrong = used(), 0
    for code in LANGUAGES:
        if code == ENGLISH.code:
            continue
        catalogue = updated(code, messages)
        empty = [one.id for one in catalogue if one.id and not _said(one.string)]
        print(f"{code}: {len(catalogue)} messages, {len(empty)} to translate")
        wrong += len(empty)
        if "--check" not in sys.argv:
            path_of(code).write_bytes(written(catalogue))
    return 1 if wrong and "--check" in sys.argv else 0


def _said(text: str | tuple[str, ...] | list[str]) -> bool:
    return bool(text) if isinstance(text, str) else bool(text) and all(text)


if __name__ == "__main__":
    sys.exit(main())
