"""Hostile files of every format: read without a crash, in time, and without looking outside.

Files are changed at random, and carry what files attack with: entities, includes, relationships
and links that lead outside, scripts, bombs, names that climb out of an archive. A file of the disk
and a server of this machine are what they try to reach; neither may be.
"""

from __future__ import annotations

import io
import socket
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.measuring import ROOT
from indexer.model import Document
from indexer.reading.documents import read_documents
from indexer.reading.pool import read_all
from indexer.reading.worker import DIED, FAILED, Limits, Task

SECRET = "the words of a file that nobody gave"  # noqa: S105 - what must not come out
CORPUS = ROOT / "corpus"
_FORBIDDEN = ("socket.connect", "socket.bind", "os.system", "os.exec", "os.posix_spawn", "os.fork",
              "os.remove", "os.rename", "os.rmdir", "shutil.", "ftplib.", "urllib.")  # fmt: skip
_guarded = False


def guarded(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Reads a file as ever, in a process in which reaching outside is an error."""
    global _guarded
    if not _guarded:
        _guarded = True
        sys.addaudithook(_watch)
    documents = read_documents(path, data, symbol=symbol)
    if any(SECRET in paragraph.text for one in documents for paragraph in one.paragraphs):
        raise RuntimeError("the words of another file were read")
    return documents


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) or (event == "subprocess.Popen" and not _is_office(arguments)):
        raise RuntimeError(f"reached outside: {event} {arguments!r}")
    if event == "open" and isinstance(arguments[0], str | bytes) and "secret" in str(arguments[0]):
        raise RuntimeError(f"reached outside: {event} {arguments!r}")


def _is_office(arguments: tuple[object, ...]) -> bool:
    return "office" in str(arguments[0])


def seeds() -> list[tuple[str, bytes]]:
    """Returns files of every format to begin with."""
    files = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    return [(path.name, path.read_bytes()) for path in files if path.stat().st_size < 300_000]


def attacks(secret: Path, port: int) -> list[tuple[str, bytes]]:
    """Returns files that try to reach a file or a server, or to take all memory."""
    file, web = secret.as_uri(), f"http://127.0.0.1:{port}/"
    found = []
    for target in (file, web, "expect://id", "php://filter", f"\\\\\\\\127.0.0.1@{port}\\\\x"):
        found += [(f"xml{n}.xml", text.encode()) for n, text in enumerate(_xml(target))]
        found += [(f"page{n}.html", text.encode()) for n, text in enumerate(_html(target))]
        found += [(f"word{n}.docx", data) for n, data in enumerate(_word(target))]
        found += [("a.pdf", _pdf(target)), ("a.rtf", _rtf(target)), ("a.md", _markdown(target))]
    return found + bombs()


def _xml(target: str) -> Iterator[str]:
    body = "<akomaNtoso><statement><preface><p>A/RES/74/1</p></preface>{}</statement></akomaNtoso>"
    yield f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]>' + body.format("&x;")
    yield f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "{target}">' + body.format("")
    yield (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "{target}"> %x;]>' + body.format("")
    )
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{target}" parse="text"/>'
    yield f'<?xml version="1.0"?>{body.format(include)}'
    sheet = f'<?xml-stylesheet type="text/xsl" href="{target}"?>'
    yield f'<?xml version="1.0"?>{sheet}{body.format("")}'


def _html(target: str) -> Iterator[str]:
    text = "<p>The General Assembly,</p><p>1. <i>Decides</i> to remain seized.</p>"
    for inside in (
        f"<img src='{target}'>", f"<iframe src='{target}'></iframe>", f"<base href='{target}'>",
        f"<link rel=stylesheet href='{target}'>", f"<script src='{target}'></script>",
        f"<meta http-equiv=refresh content='0;url={target}'>", f"<object data='{target}'></object>",
        f"<svg><use href='{target}#a'/></svg>", f"<!--#include file='{target}'-->",
    ):  # fmt: skip
        yield f"<!doctype html><html><body>{inside}{text}</body></html>"


def _word(target: str) -> Iterator[bytes]:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>1. Decides to remain seized of the matter.</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'
    for kind in ("attachedTemplate", "oleObject", "image", "frame", "subDocument", "styles"):
        relation = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/{kind}" Target="{target}" '
            'TargetMode="External"/></Relationships>'
        )
        yield _zip({"word/document.xml": document, "word/_rels/document.xml.rels": relation})
    entity = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]>'
    outside = document.replace("1. Decides", "&x; 1. Decides")
    yield _zip({"word/document.xml": entity + outside})
    yield _zip({"word/document.xml": document, "../../../../tmp/secret-slip": "slipped"})


def _zip(files: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def _pdf(target: str) -> bytes:
    action = f"<</S/JavaScript/JS(app.launchURL\\('{target}'\\))>>"
    launch = f"<</S/Launch/F({target})>>"
    return (
        f"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction {action}/AA<</WC {launch}>>"
        f"/Names<</JavaScript<</Names[(a){action}]>>>>>>endobj\n"
        "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


def _rtf(target: str) -> bytes:
    return (
        '{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT "' + target + '"}}{\\*\\template ' + target + "}"
        "{\\object\\objautlink{\\*\\objclass Package}} 1. Decides}"
    ).encode()


def _markdown(target: str) -> bytes:
    return f"![x]({target})\n\n<script src='{target}'></script>\n\n1. *Decides* to act.\n".encode()


def bombs() -> list[tuple[str, bytes]]:
    """Returns files that are small and want to become large, or to be read for ever."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>'
    xml = f"{head}<akomaNtoso>&l11;</akomaNtoso>"
    deep = "<akomaNtoso>" + "<a>" * 100_000
    blank = '<w:document xmlns:w="x">' + " " * 200_000_000
    return [
        ("laughs.xml", xml.encode()),
        ("deep.xml", f"<?xml version='1.0'?>{deep}".encode()),
        ("deep.html", ("<!doctype html>" + "<div>" * 200_000).encode()),
        ("blank.docx", _zip({"word/document.xml": blank})),
        ("labels.txt", b"(a)" * 300_000),
        ("brackets.md", b"[" * 300_000),
        ("dots.txt", (b"1." * 50 + b"\n") * 5_000),
        ("one-line.txt", b"Decides to remain seized " * 100_000),
    ]


def changed(data: bytes, chance: Random, parts: list[bytes]) -> bytes:
    """Returns a file with some of its bytes changed, moved, left out or replaced by others'."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(6)
        if kind == 0 and at < len(found):
            found[at] = chance.randrange(256)
        elif kind == 1:
            del found[at : at + chance.choice((1, 10, 1000, 100_000))]
        elif kind == 2:
            found[at:at] = found[: chance.choice((10, 1000))]
        elif kind == 3:
            other = chance.choice(parts)
            start = chance.randrange(len(other) + 1)
            found[at:at] = other[start : start + chance.choice((10, 200, 5_000))]
        elif kind == 4:
            found[at : at + 4] = chance.choice(
                (b"\\xff\\xff\\xff\\xff", b"\\0\\0\\0\\0", b"<!--", b"%%EO")
            )
        else:
            del found[at:]
    return bytes(found)


def tasks(number: int, seed: int, secret: Path, port: int) -> Iterator[Task]:
    """Draws files; the attacks as they are come first."""
    chance, own = Random(seed), attacks(secret, port)
    known = [one for one in own if len(one[1]) < 300_000] + seeds() * 3
    parts = [data for _, data in known]
    for at in range(number):
        name, data = own[at] if at < len(own) else chance.choice(known)
        if at >= len(own):
            data = changed(data, chance, parts)
        yield Task(path=f"{at}-{name}", data=data)


def report(number: int, seed: int, processes: int) -> int:
    """Reads so many hostile files; returns how many did what they must not."""
    seen, wrong = Counter[str](), 0
    with TemporaryDirectory(prefix="operative-hostile-") as name, socket.socket() as listener:
        secret = Path(name, "secret")
        secret.write_text(f"1. Decides {SECRET};\n", "utf-8")
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        reached, stop = _reached(listener)
        waiting = tasks(number, seed, secret, listener.getsockname()[1])
        limits = Limits(seconds=60, megabytes=2048)
        for outcome in read_all(
            waiting, guarded, expected=number, workers=processes, limits=limits
        ):
            kind = outcome.problem.kind if outcome.problem else "read"
            seen[kind] += 1
            if kind in (FAILED, DIED, "too-slow"):
                wrong += 1
                print("WRONG", outcome.path, outcome.problem, flush=True)
            if not seen.total() % 1000:
                print(f"{seen.total():,} files, {wrong} wrong", flush=True)
        stop()
    print(f"{seen.total():,} files: {dict(seen.most_common())}; {wrong} wrong, "
          f"{len(reached)} connections")  # fmt: skip
    return wrong + len(reached)


def _reached(listener: socket.socket) -> tuple[list[object], Callable[[], None]]:
    """Listens; returns the connections that come, and what ends it."""
    found: list[object] = []
    over = Event()
    listener.settimeout(0.2)

    def listen() -> None:
        while not over.is_set():
            try:
                line, place = listener.accept()
            except TimeoutError:
                continue
            found.append(place)
            line.close()

    thread = Thread(target=listen)
    thread.start()

    def stop() -> None:
        over.set()
        thread.join()

    return found, stop
