"""The page about issues names every code that the program gives, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "issues.md").read_text("utf-8")
_PARTS = {"code": ["image", "packed"]}  # of f"unsupported-{code}", from `reading.py`


def _documented(section: str) -> set[str]:
    """Give the codes in the first column of the tables of a section."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}


def _texts(node: ast.expr, names: dict[str, str]) -> Iterator[str]:
    """Give the strings that an expression may be."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.Name):
        yield names[node.id]
    elif isinstance(node, ast.JoinedStr):
        first, value = node.values
        assert isinstance(first, ast.Constant)
        assert isinstance(value, ast.FormattedValue)
        assert isinstance(value.value, ast.Name)
        yield from (f"{first.value}{part}" for part in _PARTS[value.value.id])
    else:
        raise TypeError(ast.dump(node))


def _given(name: str) -> set[str]:
    """Give the codes of all calls of `Issue` or `UnreadableFile` in the package."""
    codes: set[str] = set()
    for file in (ROOT / "indexer").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names = {
            target.id: str(node.value.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                codes.update(_texts(_code(node), names))
    return codes


def _code(call: ast.Call) -> ast.expr:
    keywords = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return keywords[0] if keywords else call.args[0]


def test_every_issue_is_documented() -> None:
    """Who reads a code in a report finds it on the page."""
    assert _documented("Issues") == _given("Issue")


def test_every_reason_not_to_read_a_file_is_documented() -> None:
    """Who reads why a file was left out finds what to do about it."""
    assert _documented("Files that are not read") == (
        _given("UnreadableFile") | _given("ArchiveTooLarge")
    )
