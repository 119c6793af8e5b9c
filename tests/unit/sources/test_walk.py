"""Finding files: all of them, in a stable order, and a word on whatever could not be looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.files.small import fill

from indexer.errors import SourceMissing, UnreadableFile
from indexer.sources import files, walk
from indexer.sources.files import FileReader, Found
from indexer.sources.walk import find


def paths(found: Found) -> list[str]:
    return [file.path for file in found.files]


def kinds(found: Found) -> list[tuple[str, str]]:
    return [(problem.kind, problem.path) for problem in found.problems]


def test_paths_are_relative_and_sorted(tmp_path: Path) -> None:
    """The same folder gives the same list everywhere, whatever the disk's own order."""
    fill(tmp_path, {"b.txt": "", "a/z.txt": "", "a/b/c.pdf": "", "Ä.txt": "", "a.txt": ""})
    assert paths(find([tmp_path])) == ["a.txt", "a/b/c.pdf", "a/z.txt", "b.txt", "Ä.txt"]


def test_hidden_files_and_litter_are_passed_over(tmp_path: Path) -> None:
    """What systems leave lying about is neither indexed nor complained of."""
    fill(
        tmp_path,
        {".git/a": "", ".DS_Store": "", "Thumbs.db": "", "~$x.docx": "", "__MACOSX/a": "", "x": ""},
    )
    found = find([tmp_path])
    assert paths(found) == ["x"]
    assert kinds(found) == []


def test_an_index_inside_the_folder_is_not_indexed(tmp_path: Path) -> None:
    """An index kept beside the documents does not take itself for documents."""
    fill(tmp_path, {"a.txt": "", "ix/CURRENT": "", "ix/generations/g/x": "", "new/lock": ""})
    assert paths(find([tmp_path], index=tmp_path / "new")) == ["a.txt"]


def test_several_folders_keep_apart(tmp_path: Path) -> None:
    """Files of the same name in two folders stay two files."""
    fill(tmp_path, {"ga/1.txt": "", "sc/1.txt": "", "x/ga/1.txt": ""})
    assert paths(find([tmp_path / "ga", tmp_path / "sc"])) == ["ga/1.txt", "sc/1.txt"]
    both = paths(find([tmp_path / "ga", tmp_path / "x" / "ga"]))
    assert both == sorted(f"{tmp_path.as_posix()}/{name}/1.txt" for name in ("ga", "x/ga"))


def test_a_folder_within_another_is_read_once(tmp_path: Path) -> None:
    """Naming a folder and a file inside it does not double the file."""
    fill(tmp_path, {"a/1.txt": "", "a/b/2.txt": ""})
    named = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "1.txt"]
    assert paths(find(named)) == ["a/1.txt", "a/b/2.txt"]


def test_single_files_can_be_named(tmp_path: Path) -> None:
    """A file named by itself goes by its name, even a hidden one."""
    fill(tmp_path, {".a.txt": "x"})
    assert paths(find([tmp_path / ".a.txt"])) == [".a.txt"]


def test_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`parse` names files as they were named to it."""
    fill(tmp_path, {"c/a/1.txt": "", "c/2.txt": ""})
    monkeypatch.chdir(tmp_path)
    assert paths(find([Path("c")], as_given=True)) == ["c/2.txt", "c/a/1.txt"]
    assert paths(find([Path("c/2.txt")], as_given=True)) == ["c/2.txt"]
    assert paths(find([Path()], as_given=True)) == ["c/2.txt", "c/a/1.txt"]


@pytest.mark.parametrize("name", ["nowhere", "a.txt/b", "x\0y", "n" * 5000])
def test_a_path_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    """A misspelt path is told by name, with what to do."""
    fill(tmp_path, {"a.txt": ""})
    with pytest.raises(SourceMissing, match="Check"):
        find([tmp_path / name])


def test_loops_of_links_end(tmp_path: Path) -> None:
    """Links that lead back up are followed once at most, and real names win over links."""
    fill(tmp_path, {"z/1.txt": ""})
    (tmp_path / "z" / "up").symlink_to(tmp_path)
    (tmp_path / "a").symlink_to(tmp_path / "z")
    (tmp_path / "b.txt").symlink_to(tmp_path / "z" / "1.txt")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    found = find([tmp_path])
    assert paths(found) == ["z/1.txt"]
    assert kinds(found) == [("broken-link", "dangling.txt"), ("broken-link", "self")]


def test_links_out_of_the_folder_are_followed(tmp_path: Path) -> None:
    """A folder may be put together from links."""
    fill(tmp_path, {"far/1.txt": "", "near/x": ""})
    (tmp_path / "near" / "far").symlink_to(tmp_path / "far")
    assert paths(find([tmp_path / "near"])) == ["far/1.txt", "x"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are a thing of Unix")
def test_pipes_are_not_opened(tmp_path: Path) -> None:
    """A pipe in the folder cannot make the run wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    found = find([tmp_path])
    assert (paths(found), kinds(found)) == ([], [("not-a-file", "pipe")])


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without permission does not hide: it is told, and its files are not called gone."""
    fill(tmp_path, {"locked/1.txt": "", "open/2.txt": ""})
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(walk.os, "scandir", scandir)
    found = find([tmp_path])
    assert paths(found) == ["open/2.txt"]
    assert kinds(found) == [("folder-unreadable", "locked")]
    assert found.unlisted == ("locked",)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_permissions_are_told(tmp_path: Path) -> None:
    """The system's refusal becomes a problem of that file alone."""
    fill(tmp_path, {"a.txt": "x", "b/c.txt": "x"})
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        found = find([tmp_path])
        assert kinds(found) == [("folder-unreadable", "b")]
        with pytest.raises(UnreadableFile, match="permission"):
            FileReader().read(found.files[0])
    finally:
        (tmp_path / "b").chmod(0o700)


def test_names_that_are_no_text_can_be_stored(tmp_path: Path) -> None:
    """A file name in an old encoding is shown with its odd bytes spelt out."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    found = find([tmp_path])
    assert paths(found) == ["caf\\xe9.txt"]
    assert FileReader().read(found.files[0]) == b"x"


def test_huge_files_are_not_read(tmp_path: Path) -> None:
    """A file far beyond a resolution's size is told without filling the memory."""
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    (file,) = find([tmp_path]).files
    with pytest.raises(UnreadableFile, match="64 MB") as caught:
        FileReader().read(file)
    assert caught.value.code == "too-large"


def test_a_file_that_grows_or_goes_meanwhile_is_told(tmp_path: Path) -> None:
    """What happens to a file between listing and reading is a problem, not a crash."""
    fill(tmp_path, {"a": "x", "b": "x"})
    grown, gone = find([tmp_path]).files
    with (tmp_path / "a").open("wb") as file:
        file.truncate(files.LARGEST + 1)
    (tmp_path / "b").unlink()
    for file, code in ((grown, "too-large"), (gone, "unreadable")):
        with pytest.raises(UnreadableFile) as caught:
            FileReader().read(file)
        assert caught.value.code == code
