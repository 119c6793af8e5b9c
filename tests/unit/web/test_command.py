"""The command `operative` as a whole, and `operative serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from prometheus_client.parser import text_string_to_metric_families
from support.serving import serving
from support.web_site import build_site

from web.cli import main

SAMPLE = """\
United Nations A/RES/74/176
General Assembly
Seventy-fourth session
Resolution adopted by the General Assembly on 18 December 2019
74/176. Improving the coordination of efforts against trafficking in persons

The General Assembly,
Recalling its previous resolutions,
1. Urges Member States to act against trafficking in persons;
2. Requests the Secretary-General to report.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_help_teaches() -> None:
    """Who types the command alone learns what it can do, in the order of use."""
    result = run("--help")
    assert result.exit_code == 0
    commands = re.findall(r"^  (\w+)  ", result.output.partition("Commands:")[2], re.MULTILINE)
    assert commands == [
        "fetch",
        "index",
        "search",
        "show",
        "explain",
        "compare",
        "history",
        "concordance",
        "series",
        "precedents",
        "serve",
        "mcp",
        "config",
        "check",
        "mirror",
        "parse",
    ]
    assert "operative index" in result.output
    assert "OPERATIVE_INDEX" in result.output


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command: str) -> None:
    """Every command explains itself, and every option of it."""
    result = run(command, "--help")
    assert result.exit_code == 0
    options = [p for p in main.commands[command].params if p.param_type_name == "option"]
    assert [option.name for option in options if not getattr(option, "help", None)] == []


def test_version() -> None:
    """The version can be told in a report."""
    assert re.fullmatch(r"operative, version \d+\.\d+\.\d+\S*\n", run("--version").output)


def test_serve_without_an_index(tmp_path: Path) -> None:
    """Without index and folder, serve says what to do."""
    result = run("serve", "--port", "0", "--index", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "operative index" in result.output
    assert "operative serve FOLDER" in result.output


def test_serve_with_a_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    folder = tmp_path / "nowhere"
    result = run("serve", str(folder), "--port", "0", "--index", str(tmp_path / "index"))
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert "Traceback" not in result.output


def test_serve_with_a_damaged_index(tmp_path: Path) -> None:
    """An index that cannot be served is told before the server starts."""
    index = build_site(tmp_path)
    (index / "CURRENT").write_text("nonsense", encoding="utf-8")
    result = run("serve", "--port", "0", "--index", str(index))
    assert result.exit_code == 1
    assert "operative index" in result.output


def test_port_in_use(tmp_path: Path) -> None:
    """A port that is taken is told at once, with another one to try."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), "--index", str(tmp_path))
    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
    assert "--port" in result.output


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "x" * 300])
def test_a_host_that_is_not_here(tmp_path: Path, host: str) -> None:
    """An address that this machine does not have is told."""
    result = run("serve", "--host", host, "--port", "0", "--index", str(tmp_path))
    assert result.exit_code == 1
    assert "cannot listen on" in result.output


def test_serves_a_folder(tmp_path: Path) -> None:
    """One command from a folder of texts to a page; Ctrl+C and SIGTERM end it without noise."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(SAMPLE, encoding="utf-8")
    index = tmp_path / "index"
    with serving(str(texts), "--index", str(index)) as (address, process):
        with urlopen(f"{address}?q=trafficking") as response:  # noqa: S310 - our own server
            assert "A/RES/74/176" in response.read().decode("utf-8")
            assert response.headers["Server"] == "Operative"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert process.returncode == 0
        assert "Traceback" not in errors
        assert "Building it from" in errors
    with serving(str(texts), "--index", str(index)) as (_, process):
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
        assert process.returncode == 0
        assert "Building it from" not in errors
        assert "operative index" in errors


def test_moves_on_to_a_new_index(tmp_path: Path) -> None:
    """A server shows what was indexed after its start."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(SAMPLE, encoding="utf-8")
    index = str(tmp_path / "index")
    with serving(str(texts), "--index", index) as (address, _):
        newer = SAMPLE.replace("74/176", "74/177").replace("act against", "eliminate")
        (texts / "b.txt").write_text(newer, encoding="utf-8")
        assert run("index", str(texts), "--index", index).exit_code == 0
        until = time.monotonic() + 10
        text = ""
        while "A/RES/74/177" not in text and time.monotonic() < until:
            with urlopen(f"{address}?q=eliminate") as response:  # noqa: S310 - our own server
                text = response.read().decode("utf-8")
        assert "A/RES/74/177" in text


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_serves_from_several_processes(tmp_path: Path) -> None:
    """Counts are of all processes, limits too; a killed one is replaced; they end together."""
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    options = ["--index", str(tmp_path / "index"), "--processes", "2", "--rate-limit", "40"]
    with serving(str(tmp_path), *options) as (address, process):

        def numbers() -> list[float]:
            with urlopen(f"{address}metrics") as response:  # noqa: S310 - our own server
                text = response.read().decode("utf-8")
            return [
                sum(
                    sample.value
                    for family in text_string_to_metric_families(text)
                    for sample in family.samples
                    if sample.name == name and sample.labels.get("route", "/") == "/"
                )
                for name in ("operative_http_requests_total", "process_resident_memory_bytes")
            ]

        allowed = 0
        with suppress(HTTPError):
            while allowed < 80:
                with urlopen(f"{address}?q=trafficking"):  # noqa: S310 - our own server
                    allowed += 1
        assert 40 <= allowed < 80  # some more than 40, as time passes
        assert numbers()[0] == allowed + 1
        for child in children(process.pid):
            os.kill(child, signal.SIGKILL)
            with urlopen(f"{address}healthz") as response:  # noqa: S310 - our own server
                assert response.read() == b"alive\n"
        requests, memory = numbers()
        assert requests == allowed + 1  # what killed processes have counted is not lost
        assert memory > 100e6
        left = children(process.pid)
        process.kill()
        until = time.monotonic() + 10
        while any(Path(f"/proc/{one}").exists() for one in left) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{one}").exists() for one in left)


def children(process: int) -> list[int]:
    """Returns the processes that a server has started to answer."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes()
            if int(parent) == process and b"multiprocessing.spawn" in command:
                found.append(int(folder.name))
    return found
