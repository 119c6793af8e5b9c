"""What docs/library.md and the notebooks say of the library."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import search
from search import Searcher, SearchRequest, compare, to_records, trend
from search.formats.rows import COLUMNS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def test_every_public_name_is_documented() -> None:
    assert sorted(search.__all__) == search.__all__
    for name in search.__all__:
        assert f"| `{name}` |" in PAGE
        assert getattr(search, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = search.nothing  # type: ignore[attr-defined]


def test_importing_the_package_costs_nothing() -> None:
    """The command starts quickly because a part of the package imports only itself."""
    code = "import sys, search; print(len([name for name in sys.modules if name[:7] == 'search.']))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "0"


def test_the_methods_exist() -> None:
    methods = re.findall(r"^\| `(\w+)\(([^)]*)\)` \|", PAGE, re.MULTILINE)
    assert len(methods) >= 10
    for name, arguments in methods:
        taken = inspect.signature(getattr(Searcher, name)).parameters
        for argument in re.findall(r"\w+", arguments.replace("=…", "")):
            assert argument in taken or len(taken) == 2, (name, argument)


def test_the_examples_run(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".operative").symlink_to(sample_index)
    own = tmp_path / "own"  # the index in the other folder is one that other tests use
    own.mkdir()
    (own / "resolutions").symlink_to(ROOT / "corpus" / "security_council")
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        monkeypatch.chdir(own if "build_index" in block else tmp_path)
        exec(compile(block, "docs/library.md", "exec"), {})  # noqa: S102
    assert (own / ".operative" / "CURRENT").exists()


@pytest.fixture
def opened(sample_index: Path) -> Iterator[Searcher]:
    with Searcher(str(sample_index)) as searcher:
        yield searcher


def test_records_are_rows_of_a_table(opened: Searcher) -> None:
    """Every column is documented, those of downloads are among them, and values have types."""
    records = to_records(opened.stream(SearchRequest(query="women"), most=5000))
    table = pd.DataFrame(records)
    assert len(table) == opened.search(SearchRequest(query="women")).total
    assert set(COLUMNS) <= set(table.columns)
    assert all(f"`{name}`" in PAGE for name in table.columns)
    one = next(one for one in records if one["year"])
    assert isinstance(one["adopted_on"], date)
    assert isinstance(one["addressees"], list)
    assert one["year"] == one["adopted_on"].year


def test_a_result_a_trend_and_a_comparison_are_tables_too(opened: Searcher) -> None:
    result = opened.search(SearchRequest(query="women", size=7))
    assert [one["paragraph"] for one in to_records(result)] == [
        hit.paragraph.id for hit in result.hits
    ]
    found = trend(opened, [SearchRequest(query="women")], by="year")
    counted = pd.DataFrame(to_records(found))
    assert counted["count"].sum() + found.left_out == result.total
    before, after = (opened.document(name).document for name in ("68/192", "74/176"))
    changes = pd.DataFrame(to_records(compare(before, after)))
    assert set(changes["change"]) <= {"kept", "edited", "moved", "added", "removed"}
    for table in (counted, changes):
        assert all(f"`{name}`" in PAGE for name in table.columns)
    assert to_records(opened.stream(SearchRequest(query="nothingofthekind"), most=5)) == []


def test_there_are_three_notebooks_and_the_page_names_them() -> None:
    assert len(NOTEBOOKS) == 3
    assert all(f"notebooks/{path.name}" in PAGE for path in NOTEBOOKS)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_says(path: Path) -> None:
    """Every cell runs, and those that show a table in the saved notebook show one now."""
    saved = nbformat.read(path, as_version=4)
    running = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(running, timeout=300, kernel_name="python3", resources=resources).execute()
    for before, after in zip(saved.cells, running.cells, strict=True):
        if before.cell_type == "code":
            kinds = [output.output_type for output in before.outputs]
            assert [output.output_type for output in after.outputs] == kinds, before.source
            assert "Empty DataFrame" not in str(after.outputs)
    assert any(cell.get("outputs") for cell in saved.cells)
