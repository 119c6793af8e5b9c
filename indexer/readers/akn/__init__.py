"""The UN's own XML (AKN4UN, an Akoma Ntoso 3.0 profile): markup to an outline.

The elements used are those of the General Assembly, Security Council, Human Rights Council and
Economic and Social Council files that the UN publishes; unknown elements give their text.
"""

from __future__ import annotations

from lxml import etree

from indexer.errors import UnreadableFile
from indexer.parsing.outline.segments import Outline
from indexer.readers.akn.names import local_name
from indexer.readers.akn.walk import Walk

__all__ = ["read_akn"]


def read_akn(data: bytes) -> Outline:
    """Reads an AKN4UN file.

    Raises UnreadableFile for XML that is malformed or no AKN4UN document.
    """
    # No entities, no network, libxml2's own limits on depth and size: the file is not trusted.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            "malformed-xml", f"The XML is not well formed ({error.msg}); get the file again."
        ) from error
    if local_name(root) != "akomaNtoso":
        raise UnreadableFile(
            "unknown-xml",
            f"The XML is not an AKN4UN document: it begins with <{local_name(root)}>.",
        )
    return Walk(root).outline()
