"""Whole runs: the folder ends right, or the report says what is missing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from support.publisher import Publisher, Reply, apology, leading_to
from support.repositories import assembly, packed, sample, unpacked, zipped

from indexer.fetch.collections import Choice
from indexer.fetch.report import Outcome
from indexer.fetch.symbols import Asked
from indexer.sources.walk import find

from .conftest import ARCHIVE, ENGLISH, Run, files_below

REPOSITORY = assembly()
PACKED = packed(REPOSITORY)
WANTED = {f"GAresolutions/{path}": data for path, data in REPOSITORY.items() if "English" in path}
FRENCH_TOO = Choice(languages=frozenset({"en", "fr"}))


def _only(report: object) -> Outcome:
    (outcome,) = report.outcomes  # type: ignore[attr-defined]
    return outcome  # type: ignore[no-any-return]


@pytest.fixture
def resolutions(tmp_path: Path) -> Path:
    return tmp_path / "resolutions"


def _fetched(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in files_below(folder).items() if path != "manifest.toml"}


def test_a_collection_comes_in_one_language(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    report = run("ga")
    assert report.complete
    assert _fetched(resolutions) == WANTED
    assert _only(report).new == len(WANTED) == report.files
    assert _only(report).skipped == {"Arabic": len(WANTED), "French": len(WANTED)}
    assert not list((resolutions / ".fetched" / "downloads").iterdir())


def test_what_is_fetched_is_recorded(publisher: Publisher, run: Run, resolutions: Path) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    record = json.loads((resolutions / ".fetched" / "record.json").read_text("utf-8"))
    of_ga = record["collections"]["ga"]
    assert of_ga["address"] == publisher.address + ARCHIVE
    assert of_ga["fetched_on"] == "2026-01-02"
    assert "United Nations must be acknowledged" in of_ga["licence"]
    assert len(of_ga["files"]) == len(WANTED)
    assert 'source = "United Nations"' in (resolutions / "manifest.toml").read_text("utf-8")
    found = find([resolutions])
    assert found.problems == ()
    assert len(found.files) == len(WANTED)


def test_sessions_and_languages_can_be_chosen(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga", choice=Choice(languages=frozenset({"fr"}), sessions=frozenset({"75"})))
    assert {path.split("/")[1:3][0] for path in _fetched(resolutions)} == {"75session"}
    assert all("/French/" in path for path in _fetched(resolutions))


def test_nothing_is_sent_again_while_nothing_changes(publisher: Publisher, run: Run) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    report = run("ga")
    assert _only(report).current
    assert publisher.asked[-1][1]["if-none-match"]
    assert _only(run(update=True)).current


def test_an_update_takes_what_is_new_and_changed(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    changed = "75session/English/75_158_E.xml"
    newer = {
        **REPOSITORY,
        changed: REPOSITORY[changed].replace(b"</akomaNtoso>", b" </akomaNtoso>"),
    }
    newer["79session/English/79_1_E.xml"] = sample("a_res_77_150.xml")
    gone = "76session/English/76_138_E.xml"
    del newer[gone]
    publisher.put(ARCHIVE, Reply(body=packed(newer)))
    outcome = _only(run(update=True))
    assert (outcome.new, outcome.changed, outcome.unchanged) == (1, 1, len(WANTED) - 2)
    assert outcome.gone == (gone,)
    fetched = _fetched(resolutions)
    assert fetched[f"GAresolutions/{gone}"] == REPOSITORY[gone]  # stays
    assert fetched[f"GAresolutions/{changed}"] == newer[changed]


def test_what_is_lost_or_damaged_here_is_fetched_again(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    (resolutions / "GAresolutions/75session/English/75_158_E.xml").write_bytes(b"torn")
    (resolutions / "GAresolutions/76session/English/76_186_E.xml").unlink()
    report = run("ga")
    assert _only(report).restored == 2
    assert _fetched(resolutions) == WANTED


def test_an_interrupted_run_is_gone_on_with(
    publisher: Publisher, run: Run, resolutions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped while it unpacks: the archive is not sent again, and the rest is taken."""
    publisher.put(ARCHIVE, Reply(body=PACKED))
    replace = os.replace
    count = 0

    def stop(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == 5:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr("indexer.fetch.folder.os.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        run("ga")
    monkeypatch.undo()
    assert 0 < len(_fetched(resolutions)) < len(WANTED)
    report = run("ga")
    assert _fetched(resolutions) == WANTED
    assert (_only(report).unchanged, _only(report).new) == (3, len(WANTED) - 3)
    assert publisher.asked[-1][1]["if-none-match"]
    assert not list(resolutions.rglob("*.new"))


def test_a_broken_connection_is_gone_on_with_by_the_next_run(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    whole = PACKED
    publisher.put(ARCHIVE, Reply(body=whole, cut=len(whole) // 10))
    report = run("ga")
    assert not report.complete
    assert _only(report).missing[0].kind == "unreachable"
    publisher.put(ARCHIVE, Reply(body=whole))
    assert run("ga").complete
    assert "range" in publisher.asked[-1][1]
    assert _fetched(resolutions) == WANTED


FAULTS = {
    "apology": (apology(), "archive-damaged"),
    "not there": (Reply(status=404), "not-found"),
    "moved": (leading_to("http://192.0.2.1/x.zip"), "redirected"),
    "refused": (Reply(status=403), "refused"),
    "down": (Reply(status=503), "unreachable"),
    "busy": (Reply(status=429), "unreachable"),
    "half": (Reply(body=PACKED[:9000]), "archive-damaged"),
    "other layout": (
        Reply(body=packed({"data/a.xml": sample("a_res_75_158.xml")})),
        "layout-changed",
    ),
    "nothing of it": (
        Reply(body=packed({"75session/French/a_F.xml": sample("a_res_75_158.xml")})),
        "nothing-chosen",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_good_folder_stays_as_it_was(
    publisher: Publisher, run: Run, resolutions: Path, fault: str
) -> None:
    """Whatever a server sends instead, what is here stays, and the report says why."""
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    before = files_below(resolutions)
    reply, code = FAULTS[fault]
    publisher.put(ARCHIVE, reply)
    report = run("ga", update=True)
    assert not report.complete
    assert _only(report).missing[0].kind == code
    assert files_below(resolutions) == before
    publisher.put(ARCHIVE, Reply(body=PACKED))
    assert run(update=True).complete


BAD = {
    "empty": b"",
    "damaged": REPOSITORY["75session/English/75_158_E.xml"][:-400],
    "other": b"<!doctype html><html><body>Not found</body></html>",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_never_replaces_a_good_one(
    publisher: Publisher, run: Run, resolutions: Path, bad: str
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    name = "75session/English/75_158_E.xml"
    publisher.put(ARCHIVE, Reply(body=packed({**REPOSITORY, name: BAD[bad]})))
    report = run("ga")
    assert report.complete  # the good file is still here
    assert [fault.path for fault in _only(report).faults] == [name]
    assert _fetched(resolutions) == WANTED


def test_files_that_are_bad_where_published_are_listed(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    files = {
        "75session/English/75_1_E.xml": b"",
        "75session/English/75_2_E.xml": sample("a_res_75_158.xml")[:-300],
        "75session/English/75_274_F.xml": sample("a_res_75_25.xml", "French"),
        "75session/English/75_158_E.xml": sample("a_res_75_158.xml"),
        "75session/English/75_158_E copy.xml": sample("a_res_75_158.xml"),
        "75session/English/75_3_E.zip": zipped({"a.xml": b"x"})[:-30],
    }
    publisher.put(ARCHIVE, Reply(body=packed(files)))
    report = run("ga")
    faults = {fault.path.split("/")[-1]: fault.kind for fault in _only(report).faults}
    assert faults == {
        "75_1_E.xml": "empty",
        "75_2_E.xml": "damaged",
        "75_3_E.zip": "damaged",
        "75_274_F.xml": "mislabelled",
        "75_158_E.xml": "doubled",
    }
    assert {one.kind for one in _only(report).unusable} == {"empty", "damaged"}
    assert len(_fetched(resolutions)) == 3


def test_names_that_lead_out_of_the_folder_are_not_followed(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    good = sample("a_res_75_158.xml")
    files = {
        "GAresolutions-main/75session/English/75_158_E.xml": good,
        "GAresolutions-main/../../English/evil_E.xml": good,
        "GAresolutions-main/75session/English/../../../evil_E.xml": good,
        "GAresolutions-main/75session/English/con.xml": good,
    }
    publisher.put(ARCHIVE, Reply(body=zipped(files)))
    report = run("ga")
    assert len(_fetched(resolutions)) == 1
    assert not list(resolutions.parent.rglob("evil*"))
    assert {one.kind for one in _only(report).unusable} == {"unsafe-name"}


def test_a_link_in_the_folder_is_not_followed(
    publisher: Publisher, run: Run, resolutions: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    resolutions.mkdir()
    (resolutions / "GAresolutions").symlink_to(outside)
    publisher.put(ARCHIVE, Reply(body=PACKED))
    report = run("ga")
    assert not report.complete
    assert list(outside.rglob("*.xml")) == []


@pytest.mark.parametrize("form", ["clone", "clones", "archive", "archives", "fetched", "url"])
def test_a_mirror_on_a_disk_does_as_well(
    run: Run, resolutions: Path, tmp_path: Path, form: str, publisher: Publisher
) -> None:
    mirror = tmp_path / "disk"
    if form == "fetched":
        publisher.put(ARCHIVE, Reply(body=PACKED))
        run("ga", folder=mirror)
        origin = str(mirror)
    elif form in ("archive", "archives"):
        mirror.mkdir()
        (mirror / "GAresolutions-main.zip").write_bytes(PACKED)
        origin = str(mirror / "GAresolutions-main.zip" if form == "archive" else mirror)
    else:
        clone = unpacked(REPOSITORY, mirror / "GAresolutions")
        (clone / ".git").mkdir()
        (clone / ".git" / "75_1_E.xml").write_bytes(b"not a file of the collection")
        origin = {"clone": str(clone), "clones": str(mirror), "url": mirror.as_uri()}[form]
    asked = len(publisher.asked)
    report = run("ga", origin=origin)
    assert report.complete
    assert _fetched(resolutions) == WANTED
    assert len(publisher.asked) == asked
    assert _only(run(update=True, origin=None)).unchanged == len(WANTED)


def test_a_clone_under_another_name_is_known_by_its_origin(
    run: Run, resolutions: Path, tmp_path: Path
) -> None:
    clone = unpacked(REPOSITORY, tmp_path / "texts")
    (clone / ".git").mkdir()
    (clone / ".git" / "config").write_text(
        '[remote "origin"]\n url = git@host:UNxml/GAresolutions\n'
    )
    assert run("ga", origin=str(clone)).complete
    assert not run("sc", origin=str(clone)).complete


def test_a_mirror_that_is_gone_is_said_so(run: Run, tmp_path: Path) -> None:
    report = run("ga", "sc", origin=str(tmp_path / "nowhere"))
    assert {one.missing[0].kind for one in report.outcomes} == {"origin-missing"}


PDF = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"
SYMBOL = "A/RES/78/181"
ADDRESS = "/en/A/RES/78/181"


def _asked(symbol: str = SYMBOL, form: str = "pdf") -> Asked:
    return Asked(symbol=symbol, language="en", form=form)


def test_a_document_comes_by_its_symbol(publisher: Publisher, run: Run, resolutions: Path) -> None:
    publisher.put(ADDRESS, leading_to("/doc/UNDOC/GEN/N23/424/55/PDF/N2342455.pdf"))
    publisher.put("/doc/UNDOC/GEN/N23/424/55/PDF/N2342455.pdf", Reply(body=PDF))
    report = run(documents=(_asked(),))
    assert report.complete
    assert (resolutions / "documents/English/A_RES_78_181.pdf").read_bytes() == PDF
    (file,) = find([resolutions]).files
    assert file.symbol == SYMBOL
    count = len(publisher.asked)
    assert _only(run(documents=(_asked(),))).unchanged == 1
    assert len(publisher.asked) == count
    assert _only(run(update=True)).unchanged == 1
    assert publisher.asked[-1][1]["if-none-match"]


@pytest.mark.parametrize(
    "reply",
    [
        apology(),
        Reply(body=PDF[:-20]),
        Reply(body=b""),
        Reply(body=zipped({"a": b""})),
        Reply(status=404),
    ],
)
def test_a_document_that_is_not_one_is_not_kept(
    publisher: Publisher, run: Run, resolutions: Path, reply: Reply
) -> None:
    publisher.put(ADDRESS, Reply(body=PDF))
    run(documents=(_asked(),))
    publisher.put(ADDRESS, reply)
    report = run(documents=(_asked(),), update=True)
    assert not report.complete
    assert (resolutions / "documents/English/A_RES_78_181.pdf").read_bytes() == PDF
    (resolutions / "documents/English/A_RES_78_181.pdf").unlink()
    assert not run(documents=(_asked(),)).complete
    assert not (resolutions / "documents/English/A_RES_78_181.pdf").exists()


def test_one_document_that_is_missing_does_not_stop_the_others(
    publisher: Publisher, run: Run
) -> None:
    publisher.put(ADDRESS, Reply(body=PDF))
    report = run(documents=(_asked("A/RES/78/999"), _asked()))
    assert (_only(report).new, _only(report).missing[0].path) == (1, "A/RES/78/999")


def test_a_server_that_is_down_is_not_asked_for_the_rest(publisher: Publisher, run: Run) -> None:
    for number in range(1, 6):
        publisher.put(f"/en/A/RES/78/{number}", Reply(status=503))
    report = run(documents=tuple(_asked(f"A/RES/78/{number}") for number in range(1, 6)))
    assert len(_only(report).missing) == 5
    assert sum(path.startswith("/en/") for path in publisher.paths()) == 6


def test_a_word_file_is_known_by_its_content(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    corpus = Path(__file__).parents[3] / "corpus"
    word = (corpus / "general_assembly" / "a_res_72_17.docx").read_bytes()
    publisher.put("/en/A/RES/72/17", Reply(body=word, kind="application/msword"))
    assert run(documents=(_asked("A/RES/72/17", "word"),)).complete
    assert (resolutions / "documents/English/A_RES_72_17.docx").read_bytes() == word


def test_a_manifest_of_ones_own_is_kept(publisher: Publisher, run: Run, resolutions: Path) -> None:
    resolutions.mkdir()
    (resolutions / "manifest.toml").write_text('source = "me"\n', "utf-8")
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    assert (resolutions / "manifest.toml").read_text("utf-8") == 'source = "me"\n'


def test_a_damaged_record_is_said_so(run: Run, resolutions: Path) -> None:
    from indexer.errors import FetchFailed

    (resolutions / ".fetched").mkdir(parents=True)
    for text in ("{", "[]", '{"version": 99}', '{"version": 1, "collections": {"ga": 1}}'):
        (resolutions / ".fetched" / "record.json").write_text(text)
        with pytest.raises(FetchFailed, match=r"record\.json"):
            run("ga")


def test_more_of_a_collection_is_added_to_what_is_there(
    publisher: Publisher, run: Run, resolutions: Path
) -> None:
    publisher.put(ARCHIVE, Reply(body=PACKED))
    run("ga")
    assert _only(run("ga", choice=FRENCH_TOO)).new == len(WANTED)
    assert _only(run("ga", choice=ENGLISH)).current
    assert len(_fetched(resolutions)) == 2 * len(WANTED)


def test_a_bad_copy_on_a_disk_is_missing(run: Run, tmp_path: Path) -> None:
    """The original may be good, so that another copy would help."""
    name = "75session/English/75_158_E.xml"
    unpacked({**REPOSITORY, name: b""}, tmp_path / "GAresolutions")
    report = run("ga", origin=str(tmp_path))
    assert not report.complete
    assert [one.path for one in _only(report).missing] == [name]
