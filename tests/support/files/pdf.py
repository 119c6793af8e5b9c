"""PDFs made by hand for tests: rows of text in the base fonts, lines, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

FONTS = {"roman": "Times-Roman", "bold": "Times-Bold", "italic": "Times-Italic"}
_FIRST_FONT, _PICTURE, _LOCK, _FIRST_PAGE = 3, 6, 7, 10  # numbers of objects


@dataclass(slots=True)
class Sheet:
    """A page of letter size. picture: whether one covers it. turned: its rotation in degrees."""

    parts: list[bytes] = field(default_factory=list)
    picture: bool = False
    turned: int = 0

    def write(
        self, left: float, base: float, *pieces: str | tuple[str, str], size: float = 10
    ) -> None:
        """Write pieces beside each other, from a place in points from the lower left corner.

        A piece is a text or (font, text); "raised" is a font, too.
        """
        self.parts.append(f"BT 1 0 0 1 {left} {base} Tm".encode())
        for piece in pieces:
            font, text = piece if isinstance(piece, tuple) else ("roman", piece)
            rise, points = (0.35 * size, 0.65 * size) if font == "raised" else (0, size)
            name = font if font in FONTS else "roman"
            self.parts.append(f"/{name} {points:.2f} Tf {rise:.2f} Ts".encode())
            self.parts.append(b"(" + _escaped(text) + b") Tj")
        self.parts.append(b"ET")

    def draw(self, left: float, right: float, base: float) -> None:
        """Draw a line."""
        self.parts.append(f"{left} {base} {right - left} 0.5 re f".encode())

    @property
    def content(self) -> bytes:
        """The page as PDF operators."""
        shown = [b"q 612 0 0 792 0 0 cm /picture Do Q"] if self.picture else []
        return b"\n".join([*shown, *self.parts])


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    return data


def pdf_of(*sheets: Sheet, locked: bool = False) -> bytes:
    """Make a PDF. locked: ask for a password that nobody knows."""
    pages = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(sheets), 2)
    kids = " ".join(f"{number} 0 R" for number in pages)
    grey = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        _PICTURE: _stream(grey + b" /ColorSpace /DeviceGray", b"\x80"),
        _LOCK: b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (b"41" * 32, b"42" * 32),
    }
    for number, name in enumerate(FONTS.values(), _FIRST_FONT):
        entries = f"/Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
        objects[number] = f"<< {entries} >>".encode()
    fonts = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(FONTS, _FIRST_FONT))
    resources = f"<< /Font << {fonts} >> /XObject << /picture {_PICTURE} 0 R >> >>"
    for number, sheet in zip(pages, sheets, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {sheet.turned}"
            f" /Contents {number + 1} 0 R /Resources {resources} >>"
        ).encode()
        objects[number + 1] = _stream(b"", sheet.content)
    return _file(objects, b"/Encrypt %d 0 R /ID [<00> <00>]" % _LOCK if locked else b"")


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: dict[int, bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    table = bytearray(b"xref\n0 1\n0000000000 65535 f \n")
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + table) + end % (max(objects) + 1, trailer, start)
