"""The manifest of a folder: what it may say, and what is said of its mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.files.small import fill

from indexer.sources.manifest import MANIFEST, Manifest, read_manifest
from indexer.sources.walk import find

GOOD = """
source = "United Nations"
licence = "unofficial copies"
ignore = ["LICEN?E", "*.csv"]

[[document]]
file = "drafts/l10.md"
symbol = "A/C.3/74/L.10"
source = "https://undocs.org/A/C.3/74/L.10"
note = "first draft"
"""


def manifest_of(tmp_path: Path, text: str | bytes) -> Manifest:
    fill(tmp_path, {MANIFEST: text})
    return read_manifest(tmp_path / MANIFEST)


def test_all_that_a_manifest_can_say(tmp_path: Path) -> None:
    """Every entry of a good manifest is understood without complaint."""
    manifest = manifest_of(tmp_path, GOOD)
    assert manifest.complaints == ()
    assert (manifest.source, manifest.licence) == ("United Nations", "unofficial copies")
    entry = manifest.entry("drafts/l10.md")
    assert entry is not None
    assert (entry.symbol, entry.note) == ("A/C.3/74/L.10", "first draft")


def test_symbols_reach_the_files(tmp_path: Path) -> None:
    """A manifest deep in the folder, or above it, names the symbols of the files it lists."""
    fill(tmp_path, {MANIFEST: GOOD, "drafts/l10.md": "", "b/x.txt": ""})
    fill(tmp_path, {f"b/{MANIFEST}": '[[document]]\nfile = "x.txt"\nsymbol = "S/RES/1"\n'})
    found = find([tmp_path])
    assert {file.path: file.symbol for file in found.files} == {
        "b/x.txt": "S/RES/1",
        "drafts/l10.md": "A/C.3/74/L.10",
    }
    assert found.problems == ()


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    """A misspelt file name in the manifest does not stay unnoticed."""
    fill(tmp_path, {MANIFEST: GOOD, "a.txt": ""})
    (problem,) = find([tmp_path]).problems
    assert problem.kind == "manifest-file-missing"
    assert "drafts/l10.md" in problem.message


def test_files_that_are_no_documents_are_passed_over(tmp_path: Path) -> None:
    """What a manifest ignores is no problem of the run; without a word, its README is."""
    files = {"README.md": "", "LICENSE": "", "a.csv": "", "sub/b.csv": "", "a.txt": ""}
    fill(tmp_path, {**files, MANIFEST: GOOD.replace("drafts/l10.md", "a.txt")})
    assert [file.path for file in find([tmp_path]).files] == ["README.md", "a.txt"]
    fill(tmp_path, {MANIFEST: ""})
    assert "README.md" not in [file.path for file in find([tmp_path]).files]
    (tmp_path / MANIFEST).unlink()
    assert "README.md" in [file.path for file in find([tmp_path]).files]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[document", "not valid TOML"),
        (b"\xff\xfe", "not UTF-8"),
        ("licence = 3", "`licence` must be a text"),
        ('colour = "red"', "unknown entry 'colour'"),
        ('document = "a.txt"', r"\[\[document\]\]"),
        ('[document]\nfile = "a.txt"', r"\[\[document\]\]"),
        ("[[document]]\n", "names no file"),
        ('[[document]]\nfile = ""', "`file` must be a text"),
        ('[[document]]\nfile = "../../etc/passwd"', "outside of the folder"),
        ('[[document]]\nfile = "/etc/passwd"', "outside of the folder"),
        ('[[document]]\nfile = "a"\nsymbl = "x"', "unknown entry 'symbl'"),
        ('[[document]]\nfile = "a"\nsymbol = 7', "`symbol` must be a text"),
        ('[[document]]\nfile = "a"\n[[document]]\nfile = "./a"', "again"),
        ("ignore = 3", "`ignore` must be a list"),
    ],
)
def test_mistakes_are_told_and_stop_nothing(
    tmp_path: Path, text: str | bytes, complaint: str
) -> None:
    """A mistake is told by what is wrong and where, and the folder is still read."""
    manifest = manifest_of(tmp_path, text)
    assert any(re.search(complaint, one) for one in manifest.complaints)
    fill(tmp_path, {"a": "x"})
    found = find([tmp_path])
    assert [file.path for file in found.files] == ["a"]
    assert {problem.kind for problem in found.problems} <= {"bad-manifest", "manifest-file-missing"}
    assert found.problems
