"""Package: the parts of a Word file and the relations between them.

A package is a ZIP archive of XML parts that name each other in relationships. Nothing in it is
trusted: not its sizes, its names or its XML.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from indexer.errors import UnreadableFile

LARGEST_PART = 64 * 1024 * 1024
"""Bytes that one part may unpack to; the longest resolutions have a tenth of it."""

_ENCRYPTED = 0x1  # bit of a member's flags
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument)")
_USUAL = {
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006",
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=256)
def w(name: str) -> str:
    """Returns the full name of an element or attribute of WordprocessingML."""
    return _WORD + name


@dataclass(frozen=True, slots=True)
class Relation:
    """Relation to another part. kind: "styles", "header" ...; target: the name of that part."""

    kind: str
    target: str


class Package:
    """An open package.

    Raises:
        UnreadableFile: it is no ZIP archive, damaged, protected, or no Word document.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGE, NotImplementedError) as error:
            raise _damaged(str(error)) from None
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        relations = self.relations("")
        self.document = next(
            (r.target for r in relations.values() if r.kind == "officeDocument"),
            "word/document.xml",
        )
        if not self.has(self.document):
            raise UnreadableFile(
                "no-word-document",
                "It looks like a Word file but contains no document; "
                "save it again as .docx, or unpack it.",
            )

    def has(self, name: str) -> bool:
        """Tells whether there is a part of this name."""
        return name.lower() in self._names

    def xml(self, name: str) -> etree._Element:
        """Returns the root element of a part.

        Raises:
            UnreadableFile: the part is missing, damaged, too large or no XML.
        """
        data = _STRICT.sub(lambda match: _USUAL[match[1]], self._read(name))
        # No entities, no network, libxml2's own limits on depth and size.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(f"{name}: {error.msg}") from None

    def optional_xml(self, name: str | None) -> etree._Element | None:
        """Returns the root element of a part that a document can be read without."""
        if name is None or not self.has(name):
            return None
        try:
            return self.xml(name)
        except UnreadableFile as error:
            if error.code in ("too-large", "encrypted"):
                raise
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """Returns the relations of a part by id; the empty name stands for the package."""
        folder, name = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root:
            target = element.get("Target") or ""
            if element.get("TargetMode") != "External" and target:
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = (element.get("Type") or "").rpartition("/")[2]
                found[element.get("Id") or ""] = Relation(kind, place)
        return found

    def _read(self, name: str) -> bytes:
        try:
            member = self._zip.getinfo(self._names[name.lower()])
        except KeyError:
            raise _damaged(f"{name} is missing") from None
        if member.flag_bits & _ENCRYPTED:
            raise encrypted()
        if member.file_size > LARGEST_PART:
            raise UnreadableFile(
                "too-large",
                f"Its text would unpack to {member.file_size >> 20} MB, more than the "
                f"{LARGEST_PART >> 20} MB that are read; check that it is a resolution.",
            )
        try:
            return self._zip.read(member)
        except (RuntimeError, *_DAMAGE) as error:  # RuntimeError includes NotImplementedError
            raise _damaged(str(error)) from None


def encrypted() -> UnreadableFile:
    """Makes the error for a document that only opens with a password."""
    return UnreadableFile(
        "encrypted",
        "It is protected by a password; open it in Word, remove the password and save it again.",
    )


def _damaged(what: str) -> UnreadableFile:
    return UnreadableFile(
        "damaged-docx",
        f"The Word file is damaged ({what}); get a fresh copy, or open it in Word and save it.",
    )
