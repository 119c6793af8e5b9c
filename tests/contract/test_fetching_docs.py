"""What docs/fetching.md says exists."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from indexer.fetch.collections import collections
from web.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "fetching.md").read_text("utf-8")


def test_every_collection_is_documented_with_its_page() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| <([^>]+)> \|$", PAGE, re.MULTILINE)
    assert rows == [(one.name, one.title, one.page) for one in collections().values()]


def test_every_option_of_the_page_exists() -> None:
    text = CliRunner().invoke(main, ["fetch", "--help"]).output
    options = set(re.findall(r"--[a-z]+", PAGE))
    assert {"--update", "--from", "--faults", "--session"} <= options
    assert [option for option in sorted(options) if option not in text] == []
