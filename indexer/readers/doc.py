"""Binary Word files (.doc) and RTF: converted to .docx by LibreOffice, where that is installed.

LibreOffice gets a copy of the file in a folder of its own, a fresh profile that forbids macros
and links, and limited time. Nothing of it stays behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.model import Footnote
from indexer.parsing.text.lines import Line
from indexer.readers.docx import encrypted, read_docx
from indexer.surroundings import clean_environment, program

SECONDS = 90
"""Time for one conversion; a resolution takes one or two seconds. Less than reading one file may
take, so that it is told what failed."""

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest result that is read."""

MISSING = "no-converter"
"""The problem of files that only LibreOffice could read where it is not installed."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"

_SECTOR = 512
_MAGIC = (b"\xec\xa5", b"\xdc\xa5")  # Word 97 and later; Word 6 and 95
_ENCRYPTED = 0x01  # in the upper byte of a Word file's flags
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""


def converter() -> str | None:
    """Returns LibreOffice's program, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := program(name):
            return found
    return next((place for place in _PLACES if os.access(place, os.X_OK)), None)


def is_solved(problem: str | None) -> bool:
    """Tells whether a file that had this problem can be read by now, though it is the same."""
    return problem == MISSING and converter() is not None


def read_doc(data: bytes) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Reads a binary Word file or RTF into lines and footnotes.

    Raises UnreadableFile, with what to do, when no text can be had.
    """
    if data.startswith(OLE):
        _refuse(data)
    office = converter()
    if office is None:
        raise UnreadableFile(
            MISSING,
            "It is an old Word file (.doc or .rtf), which LibreOffice must convert. Install "
            "LibreOffice so that the command soffice is found, and index again; or save the file "
            "as .docx.",
        )
    return read_docx(convert(office, data, "rtf" if data.startswith(RTF) else "doc"))


def _refuse(data: bytes) -> None:
    """Refuses what is no Word file or opens with a password only."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted()
    if "WordDocument".encode("utf-16-le") not in data:
        raise UnreadableFile(
            "unsupported-ole",
            "It is an old Office file but not a Word document; save it as .docx.",
        )
    for start in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_MAGIC, start):
            if data[start + 11 : start + 12] and data[start + 11] & _ENCRYPTED:
                raise encrypted()
            return


def convert(office: str, data: bytes, ending: str) -> bytes:
    """Returns a file of an old format as .docx.

    Raises UnreadableFile when the program fails, takes too long or gives too much.
    """
    with tempfile.TemporaryDirectory(prefix="operative-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source.{ending}"
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        _run(
            [
                office, "--headless", "--norestore", "--nologo", "--nolockcheck",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
            ],
            folder,
        )  # fmt: skip
        try:
            with (folder / "out" / "source.docx").open("rb") as file:
                result = file.read(LARGEST + 1)
        except OSError:
            raise _failed("it gave no result") from None
    if len(result) > LARGEST:
        raise _failed("its result is too large")
    return result


def _run(command: list[str], folder: Path) -> None:
    """Runs the program; when its time is over, end it with all that it started."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and no argument is of the file
            command,
            cwd=folder,
            env=clean_environment(str(folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(f"it does not start: {error.strerror}") from None
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise _failed(f"it took longer than {SECONDS} seconds") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _failed(why: str) -> UnreadableFile:
    return UnreadableFile(
        "conversion-failed",
        f"LibreOffice could not convert the file ({why}); open it in Word and save it as .docx.",
    )
