"""The commands index, parse and check, as someone at a terminal or a script meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.files.small import fill

from indexer import cli
from indexer.cli import check, index, parse
from indexer.errors import Problem
from indexer.generations.generation import current
from indexer.pipeline import build_index

CORPUS = Path(__file__).parents[3] / "corpus"
GOOD = (CORPUS / "a_res_74_176.md").read_bytes()


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPERATIVE_INDEX", raising=False)


def run(command: object, *arguments: object, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(command, [str(one) for one in arguments], env=env)  # type: ignore[arg-type]  # a command
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    return result


def test_the_sample_corpus_is_indexed(tmp_path: Path) -> None:
    """Every sample becomes a document, two of them named by the manifest."""
    result = run(index, CORPUS)
    assert result.exit_code == 0
    assert "39 documents" in result.output
    assert "39 added, 0 changed, 0 removed, 0 unchanged" in result.output
    assert "preambular" in result.output
    assert (tmp_path / ".operative" / "CURRENT").exists()
    again = run(index, CORPUS)
    assert (again.exit_code, "Nothing changed" in again.output) == (0, True)
    sound = run(check)
    assert (sound.exit_code, "No problems found" in sound.output) == (0, True)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_the_report_as_json(tmp_path: Path, engine: str) -> None:
    """A script gets all numbers and all problems, with nothing else on the output."""
    docs = fill(tmp_path / "d", {"good.md": GOOD, **{f"e{n:02}.txt": b"" for n in range(12)}})
    result = run(index, docs, "--engine", engine, "--json", "--index", "ix")
    report = json.loads(result.stdout)
    assert (report["engine"], report["documents"], report["added"]) == (engine, 1, 13)
    assert len([one for one in report["problems"] if one["kind"] == "empty"]) == 12
    assert report["published"]
    checked = json.loads(run(check, "--index", "ix", "--json").stdout)
    assert (checked["sound"], checked["manifest"]["engine"]) == (True, engine)


def test_the_place_of_the_index_from_the_environment(tmp_path: Path) -> None:
    """OPERATIVE_INDEX names the index once for all commands."""
    env = {"OPERATIVE_INDEX": str(tmp_path / "elsewhere")}
    assert run(index, CORPUS, env=env).exit_code == 0
    assert current(tmp_path / "elsewhere").number == 1
    assert run(check, env=env).exit_code == 0


def test_quiet_says_only_problems(tmp_path: Path) -> None:
    """A nightly run that goes well is silent; one with problems names them."""
    docs = fill(tmp_path / "d", {"good.md": GOOD})
    assert run(index, docs, "--quiet").output == ""
    fill(docs, {"bad.txt": b""})
    assert "bad.txt" in run(index, docs, "--quiet").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "There is no file or folder 'nowhere'"),
        (["empty"], "There are no files in empty"),
        (["bad"], "bad.txt"),
        (["bad/bad.txt"], "bad.txt"),
        ([], "Missing argument"),
        (["bad", "--engine", "lucene"], "'lucene' is not one of"),
    ],
)
def test_nothing_to_index_is_an_error(tmp_path: Path, arguments: list[str], says: str) -> None:
    """Exit code and message tell when a run could not do anything."""
    fill(tmp_path, {"bad/bad.txt": b""})
    (tmp_path / "empty").mkdir()
    result = run(index, *arguments)
    assert result.exit_code != 0
    assert says in result.stderr


def test_parse_gives_an_outline() -> None:
    """Without an option, `parse` shows at a glance how a file was understood."""
    result = run(parse, CORPUS / "a_res_74_176.md")
    assert result.exit_code == 0
    assert "A/RES/74/176  resolution, GA 74, adopted 2019-12-18" in result.output
    assert "[Recalling]" in result.output
    assert max(map(len, result.output.splitlines())) < 200


def test_parse_gives_json_lines(tmp_path: Path) -> None:
    """With --jsonl every line is a document, with its path as it was given."""
    fill(tmp_path, {"d/x/good.md": GOOD, "d/bad.txt": b"", "d/good2.md": GOOD})
    result = run(parse, "d", "nowhere", "d/good2.md", "--jsonl")
    assert result.exit_code == 0
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["source"] for one in documents] == ["d/good2.md", "d/x/good.md"]
    assert {one["symbol"] for one in documents} == {"A/RES/74/176"}
    complaints = result.stderr.splitlines()
    assert [line.partition(":")[0] for line in complaints] == ["nowhere", "d/bad.txt"]


def test_parse_of_nothing_fails(tmp_path: Path) -> None:
    """Only when nothing at all could be read is the exit code 1."""
    fill(tmp_path, {"bad.txt": b""})
    result = run(parse, "bad.txt", "--jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.txt: " in result.stderr


def test_check_says_what_to_do() -> None:
    """A damaged index gives exit code 1 and the command that mends it."""
    assert run(check).exit_code == 1
    run(index, CORPUS, "--index", "ix")
    store = current(Path("ix")).store_path / "catalogue.sqlite"
    store.write_bytes(store.read_bytes()[:-100])
    result = run(check, "--index", "ix")
    assert result.exit_code == 1
    assert f"operative index '{CORPUS}' --index 'ix'" in result.output
    assert json.loads(run(check, "--index", "ix", "--json").stdout)["sound"] is False


@pytest.mark.parametrize("command", [index, parse, check])
def test_help_teaches(command: object) -> None:
    """--help says what the command does and shows how."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Options:" in result.output
    assert "operative" in result.output or command is check


def test_output_into_a_closed_pipe_is_no_traceback() -> None:
    """`operative parse ... | head` ends quietly."""
    call = f"from indexer.cli import parse; parse([{str(CORPUS)!r}, '--jsonl'])"
    with subprocess.Popen(
        [sys.executable, "-c", call], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_run_that_lost_files_says_so_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs it from a script learns of files that only an accident kept out."""
    docs = fill(tmp_path / "docs", {"a.md": GOOD})
    assert run(index, docs).exit_code == 0
    died = Problem(kind="reader-died", path="b.md", message="The process that read it died.")
    report = replace(build_index([docs], Path(".operative")), problems=(died,))
    monkeypatch.setattr(cli, "build_index", lambda *_, **__: report)
    for options in ((), ("--quiet",)):
        ran = run(index, docs, *options)
        assert ran.exit_code == 3
        assert "Run again" in ran.output.splitlines()[-1]
    assert run(index, docs, "--json").exit_code == 3
