"""Contents: whether bytes are what they were fetched as, whatever a server calls them.

Servers answer with pages that apologize, with the right status and type, and connections break in
the middle. Nothing is written into a folder before it has passed here.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from indexer.errors import UnreadableFile
from indexer.sources.archives import Archive
from indexer.sources.files import LARGEST

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LANGUAGE = re.compile(rb'<FRBRlanguage\s+language="([^"]{1,20})"')
_WORK = re.compile(rb'<FRBRWork>.{0,400}?<FRBRuri\s+value="([^"]{1,300})"', re.DOTALL)
_HEAD = 8192
_PDF_END = 2048  # bytes at the end of a PDF that hold its mark; some programs write behind it


def kind_of(data: bytes) -> str:
    """Returns "xml", "zip", "docx", "doc", "pdf", "html", "empty" or "unknown"."""
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start:
        return "empty" if not data.strip(b"\0 \t\r\n") else "unknown"
    if start.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLE):
        return "doc"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if _HTML.search(start) and b"akomaNtoso" not in start:
        return "html"
    return "xml" if b"<akomaNtoso" in start else "unknown"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "docx" if "[Content_Types].xml" in archive.namelist() else "zip"
    except (zipfile.BadZipFile, OSError, ValueError):
        return "zip"  # damaged, as `fault` finds


def fault(data: bytes, kinds: tuple[str, ...]) -> str | None:
    """Returns what is wrong with bytes that should be of one of these kinds, None if nothing is."""
    kind = kind_of(data)
    if kind == "empty":
        return "the file is empty"
    if kind == "html" and "html" not in kinds:
        return "a web page came instead of the file"
    if kind not in kinds:
        return f"it is no {' or '.join(kinds)} file"
    return _cut_off(data, kind)


def _cut_off(data: bytes, kind: str) -> str | None:
    if kind == "xml" and not data.rstrip(b"\0 \t\r\n").endswith(b"</akomaNtoso>"):
        return "the end of the file is missing"
    if kind == "pdf" and b"%%EOF" not in data[-_PDF_END:]:
        return "the end of the file is missing"
    if kind in ("zip", "docx"):
        try:
            archive = Archive(io.BytesIO(data))
            try:
                for name in archive.file_sizes():
                    archive.read(name, LARGEST)
            finally:
                archive.close()
        except UnreadableFile as error:
            return f"the archive is damaged ({error.code})"
    return None


def kinds_by_name(path: str) -> tuple[str, ...] | None:
    """Returns the kinds that a published file should be of, None for what is no document."""
    suffix = PurePosixPath(path).suffix.lower()
    return {
        ".xml": ("xml",),
        ".zip": ("zip",),
        ".pdf": ("pdf",),
        ".docx": ("docx",),
        ".doc": ("doc", "docx"),
    }.get(suffix)


def marked_language(data: bytes) -> str | None:
    """Returns the language that the UN's XML says it is in, as it writes it."""
    match = _LANGUAGE.search(data[:_HEAD])
    return match[1].decode("ascii", "replace").lower() if match else None


def work_of(data: bytes) -> str | None:
    """Returns the address of the work that the UN's XML is of: the same in all languages."""
    match = _WORK.search(data[:_HEAD])
    return match[1].decode("utf-8", "replace").rstrip("/") if match else None
