"""What docs/operations.md and the files in deploy/ say is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.requirements import require
from support.web_site import build_site, site

from web.cli import COMMANDS, main
from web.settings.cli import plain
from web.settings.sources import configure
from web.settings.table import BY_NAME, SETTINGS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_every_setting_is_documented() -> None:
    """The table has each setting, what it is for and its default, as the program has them."""
    table = "\n".join(
        f"| `{one.name}` | {one.meaning} | "
        + (f"`{plain(one.default)}` |" if one.default not in ("", ()) else "– |")
        for one in SETTINGS
    )
    assert table in PAGE


def test_the_file_that_is_shown_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The examples of operative.toml are settings that the server takes."""
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(shown) >= 2
    for text in shown:
        Path("operative.toml").write_text(text, encoding="utf-8")
        assert set(configure({}, {}).sources) == set(BY_NAME)
        assert tomllib.loads(text).keys() <= BY_NAME.keys()


def test_the_figures_are_those_that_are_told(tmp_path: Path) -> None:
    """Each documented figure is one that /metrics has."""
    client = site(build_site(tmp_path)).test_client()
    client.get("/?q=oceans").close()
    told = client.get("/metrics").text
    for name in re.findall(r"`(operative_\w+)`", PAGE):
        assert f"\n{name}" in told, name


def test_commands_of_the_page_exist() -> None:
    """Each command that the page has somebody type is one, with these options."""
    asked = re.findall(r"operative (\w+)((?: --[\w-]+)*)", PAGE)
    commands = {name: options.split() for name, options in asked if name in COMMANDS}
    assert {"serve", "index", "config", "check"} <= commands.keys()
    for name, options in commands.items():
        text = CliRunner().invoke(main, [name, "--help"]).output
        assert [option for option in options if option not in text] == []


def test_the_unit_is_sound(tmp_path: Path) -> None:
    """The unit for systemd is one, by systemd's own word, and asks for what `serve` takes."""
    require(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    text = (ROOT / "deploy" / "operative.service").read_text("utf-8")
    program = tmp_path / "operative"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    unit = tmp_path / "operative.service"
    unit.write_text(text.replace("/opt/operative/bin/operative", str(program)), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_the_container_sets_settings() -> None:
    """The variables of the container's file are settings."""
    text = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    variables = set(re.findall(r"(OPERATIVE_\w+)=", text))
    assert variables
    assert variables <= {one.variable for one in SETTINGS}
