"""The command `operative fetch`, run as people run it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.corpora import corpora
from support.publisher import Publisher, Reply
from support.repositories import assembly, packed, sample

from indexer.fetch.collections import collections
from web.cli import main

from .conftest import ARCHIVE, files_below

REPOSITORY = assembly()


def _run(publisher: Publisher, folder: Path, *arguments: str) -> Result:
    usual = ["--from", publisher.address, "--to", str(folder), "--pause", "0"]
    return CliRunner().invoke(main, ["fetch", *arguments, *usual])


def test_a_collection_is_fetched_and_reported(publisher: Publisher, tmp_path: Path) -> None:
    publisher.put(ARCHIVE, Reply(body=packed(REPOSITORY)))
    result = _run(publisher, tmp_path / "to", "ga", "--session", "75-76")
    assert result.exit_code == 0, result.output
    assert "ga: 11 new" in result.output
    assert "Not taken, in other languages: 19 Arabic, 19 French" in result.output
    report = json.loads(_run(publisher, tmp_path / "to", "--update", "--json").output)
    assert report["complete"]
    assert report["outcomes"][0]["current"]


def test_what_is_missing_gives_an_exit_code(publisher: Publisher, tmp_path: Path) -> None:
    publisher.put(ARCHIVE, Reply(body=packed(REPOSITORY)))
    result = _run(publisher, tmp_path / "to", "ga", "sc")
    assert result.exit_code == 1
    assert "ga: 19 new" in result.output
    assert "Missing: sc: There is nothing at" in result.output


def test_symbols_can_come_from_a_file(publisher: Publisher, tmp_path: Path) -> None:
    pdf = b"%PDF-1.7\n" + b"x" * 3000 + b"%%EOF"
    publisher.put("/en/A/RES/78/1", Reply(body=pdf))
    publisher.put("/en/S/RES/1325(2000)", Reply(body=pdf))
    (tmp_path / "list").write_text("# two\nA/RES/78/1\n\nUNSCR 1325 (2000)\n", encoding="utf-8")
    result = _run(publisher, tmp_path / "to", "--symbols", str(tmp_path / "list"))
    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "to/documents/English").iterdir())) == 2


def test_faults_are_listed_for_whoever_reports_them(publisher: Publisher, tmp_path: Path) -> None:
    files = {
        "75session/English/75_1_E.xml": b"",
        "75session/English/75_158_E.xml": sample("a_res_75_158.xml"),
    }
    publisher.put(ARCHIVE, Reply(body=packed(files)))
    result = _run(publisher, tmp_path / "to", "ga")
    assert result.exit_code == 0  # another try would not help
    assert "Of no use as published: 75session/English/75_1_E.xml" in result.output
    listed = CliRunner().invoke(main, ["fetch", "--faults", "--to", str(tmp_path / "to")])
    assert listed.output.split("\t")[:2] == ["empty", "GAresolutions/75session/English/75_1_E.xml"]


def test_without_names_the_collections_are_listed(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["fetch", "--to", str(tmp_path / "to")])
    assert result.exit_code == 0
    assert all(name in result.output for name in collections())
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "neither a collection"),
        (("ga", "--session", "x"), "no session or year"),
        (("ga", "--contact", "me\r\nX-Evil: 1"), "plain letters"),
        (("ga", "--from", "/no/such/place"), "There is no /no/such/place"),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(main, ["fetch", *arguments, "--to", str(tmp_path / "to")])
    assert result.exit_code
    assert said in result.output


@pytest.mark.slow
def test_a_killed_run_is_gone_on_with(publisher: Publisher, tmp_path: Path) -> None:
    """Made from the development corpora as they are published; killed again and again."""
    files = {
        f"{file.parent.name}/English/{file.stem}{file.suffix}": file.read_bytes()
        for file in sorted(corpora("akn/ga").rglob("*.xml"))[:600]
    }
    publisher.put(ARCHIVE, Reply(body=packed(files)))
    folder = tmp_path / "to"
    command = [sys.executable, "-c", "from web.command import main; main()", "fetch", "ga"]
    command += ["--from", publisher.address, "--to", str(folder), "--pause", "0", "--quiet"]
    for wait in (0.2, 0.3, 0.4):
        killed = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        already = sum(1 for _ in folder.rglob("*.xml"))
        while time.monotonic() < deadline and killed.poll() is None:
            if sum(1 for _ in folder.rglob("*.xml")) > already + 20:
                break
            time.sleep(0.01)
        time.sleep(wait / 10)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert subprocess.run(command, check=False).returncode == 0
    fetched = {path: data for path, data in files_below(folder).items() if "session" in path}
    assert fetched == {f"GAresolutions/{path}": data for path, data in files.items()}
