"""Repositories laid out as the UN's are: folders and archives of sessions and languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpus"
_LETTERS = {"English": "E", "French": "F", "Arabic": "A"}
_MARKS = {"English": b"eng", "French": b"fra", "Arabic": b"ara"}


def sample(name: str, language: str = "English") -> bytes:
    """Returns a resolution of the sample documents, marked as of a language."""
    data = (CORPUS / "general_assembly" / name).read_bytes()
    return data.replace(b'language="eng"', b'language="' + _MARKS[language] + b'"')


def assembly() -> dict[str, bytes]:
    """Returns the files of a small repository of the General Assembly's resolutions."""
    files = {"README.md": b"# Machine-readable General Assembly resolutions\n"}
    for source in sorted((CORPUS / "general_assembly").glob("*.xml")):
        _, _, session, number = source.stem.split("_", 3)
        for language, letter in _LETTERS.items():
            name = f"{session}session/{language}/{session}_{number}_{letter}.xml"
            files[name] = sample(source.name, language)
    for language, letter in _LETTERS.items():
        name = f"74session/GA resolutions_74session_{language}.zip"
        files[name] = zipped({f"74_1_{letter}.xml": sample(source.name, language)})
    return files


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """Returns files in a ZIP archive, below a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(top + name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def packed(files: Mapping[str, bytes], repository: str = "GAresolutions") -> bytes:
    """Returns a repository as its host packs it, below one folder."""
    return zipped(files, f"{repository}-main/")


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes a repository as a clone has it."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
