"""Names, texts and codes of AKN4UN elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE_CODES = {
    "ara": "ar", "chi": "zh", "eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es",
    "zho": "zh",
}  # fmt: skip
"""Our codes of languages by those of `FRBRlanguage`."""


def local_name(element: etree._Element) -> str:
    """Returns an element's name without its namespace, "" for comments and the like."""
    name = element.tag
    return name[name.rfind("}") + 1 :] if isinstance(name, str) else ""


def tag(name: str) -> str:
    """Returns a name of the AKN namespace as lxml writes it."""
    return f"{{{NAMESPACE}}}{name}"


def texts(root: etree._Element, path: str) -> Iterator[str]:
    """Yields the texts, with single spaces, of the elements on a path in which AKN is "a:"."""
    for element in root.iterfind(path, {"a": NAMESPACE}):
        if text := " ".join("".join(element.itertext()).split()):
            yield text
