"""The folder's own `manifest.toml`: what it says of the files beside it.

    source = "United Nations"
    licence = "unofficial copies, the source must be named"
    ignore = ["README*"]                    # as it is without this line

    [[document]]
    file = "drafts/l10.md"                  # relative to the manifest
    symbol = "A/C.3/74/L.10"                # where the text itself does not say
    source = "https://undocs.org/..."
    note = "first draft"

All of it is optional. A manifest with mistakes is used as far as it goes; each mistake is reported.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

MANIFEST = "manifest.toml"

_DOCUMENTATION = ["README*"]  # a folder that has a manifest was put together with care
_TOP = {"source", "licence", "ignore", "document"}
_OF_DOCUMENT = {"file", "symbol", "source", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """Entry of a manifest about one file; `file` is relative to the manifest, with "/"."""

    file: str
    symbol: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A folder's manifest.

    entries: by file. ignore: patterns of file names that are no documents.
    complaints: one sentence for each mistake in it. folder: path that the files are relative to.
    """

    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    source: str | None = None
    licence: str | None = None
    complaints: tuple[str, ...] = ()
    folder: str = ""

    def entry(self, path: str) -> ManifestEntry | None:
        """Returns the entry for a source's path."""
        relative = path.removeprefix(f"{self.folder}/") if self.folder else path
        return self.entries.get(_same_name(relative))

    def ignores(self, name: str) -> bool:
        """Tells whether files of this name are to be passed over."""
        return any(fnmatchcase(_same_name(name), pattern) for pattern in self.ignore)

    def missing(self, paths: set[str]) -> Iterator[str]:
        """Names the files that the manifest has and the folder has not, given all found paths."""
        known = {_same_name(path) for path in paths}
        for file in self.entries:
            if (f"{_same_name(self.folder)}/{file}" if self.folder else file) not in known:
                yield file


def read_manifest(path: Path) -> Manifest:
    """Reads a manifest; whatever is wrong with it is among its complaints."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        return _useless(f"It cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        return _useless("It is not UTF-8 text. Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        return _useless(f"It is not valid TOML: {error}. Mend that line; it was not used.")
    complaints: list[str] = [
        f"It has an unknown entry {name!r}; known are {_listed(_TOP)}."
        for name in sorted(raw.keys() - _TOP)
    ]
    return Manifest(
        entries=_entries(raw.get("document", []), complaints),
        ignore=_patterns(raw.get("ignore", _DOCUMENTATION), complaints),
        source=_text(raw, "source", "It", complaints),
        licence=_text(raw, "licence", "It", complaints),
        complaints=tuple(complaints),
    )


def _useless(complaint: str) -> Manifest:
    return Manifest(complaints=(complaint,))


def _entries(raw: Any, complaints: list[str]) -> dict[str, ManifestEntry]:
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        complaints.append("`document` must be written [[document]], once for each file.")
        return {}
    entries: dict[str, ManifestEntry] = {}
    for number, one in enumerate(raw, start=1):
        who = f"[[document]] number {number}"
        entry = _entry(one, who, complaints)
        if entry is None:
            continue
        if entry.file in entries:
            complaints.append(f"{who} names {entry.file!r} again; the first one counts.")
        entries.setdefault(entry.file, entry)
    return entries


def _entry(raw: dict[str, Any], who: str, complaints: list[str]) -> ManifestEntry | None:
    complaints.extend(
        f"{who} has an unknown entry {name!r}; known are {_listed(_OF_DOCUMENT)}."
        for name in sorted(raw.keys() - _OF_DOCUMENT)
    )
    file = _text(raw, "file", who, complaints)
    if not file:
        complaints.append(f'{who} names no file. Add file = "name".')
        return None
    file = _same_name(file).replace("\\", "/").removeprefix("./")
    if file.startswith("/") or ".." in file.split("/"):
        complaints.append(f"{who}: {file!r} is outside of the folder. Give a path inside it.")
        return None
    return ManifestEntry(
        file=file,
        symbol=_text(raw, "symbol", who, complaints),
        source=_text(raw, "source", who, complaints),
        note=_text(raw, "note", who, complaints),
    )


def _text(raw: Mapping[str, Any], name: str, who: str, complaints: list[str]) -> str | None:
    value = raw.get(name)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    complaints.append(f"{who}: `{name}` must be a text in quotes that is not empty.")
    return None


def _patterns(raw: Any, complaints: list[str]) -> tuple[str, ...]:
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return tuple(_same_name(one) for one in raw)
    complaints.append('`ignore` must be a list of file names, as in ignore = ["README.md"].')
    return ()


def _same_name(name: str) -> str:
    return unicodedata.normalize("NFC", name)  # macOS spells accents in two characters


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
