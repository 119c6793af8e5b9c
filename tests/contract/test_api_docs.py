"""docs/api.md says what the API does: its examples are run, its tables compared with the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import problems, urls

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```http\nGET ([^\n]+)\n```\s+```json\n(.*?)```", DOCS, re.DOTALL)


def differences(documented: Any, answered: Any, path: str = "") -> Iterator[str]:
    """Tell where an answer is not what is documented; members that are not documented may be."""
    if isinstance(documented, dict) and isinstance(answered, dict):
        for name, value in documented.items():
            if name not in answered:
                yield f"{path}.{name} is not in the answer"
            else:
                yield from differences(value, answered[name], f"{path}.{name}")
    elif isinstance(documented, list) and isinstance(answered, list):
        if len(documented) != len(answered):
            yield f"{path} has {len(answered)} items, not {len(documented)}"
        for place, (one, other) in enumerate(zip(documented, answered, strict=False)):
            yield from differences(one, other, f"{path}[{place}]")
    elif documented != answered:
        yield f"{path} is {answered!r}, not {documented!r}"


@pytest.mark.parametrize(("address", "answer"), EXAMPLES, ids=[a for a, _ in EXAMPLES])
def test_examples(client: FlaskClient, address: str, answer: str) -> None:
    """Every example in the documentation gives the answer that is printed there."""
    found = client.get(address).get_json(force=True)
    assert list(differences(json.loads(answer), found)) == []


def test_there_are_examples() -> None:
    """The examples are found where they are written."""
    assert len(EXAMPLES) == DOCS.count("```http") > 3


def test_all_parameters_are_documented() -> None:
    """Each parameter has its row, and none is documented that does not exist."""
    table = DOCS.partition("## Search")[2].partition("```")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(urls.PARAMETERS)


def test_all_codes_are_documented() -> None:
    """Each error code has its row with its status, and none is documented that does not exist."""
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (\d+) \|", DOCS, re.MULTILINE))
    assert set(rows) == set(problems.TITLES)
    assert {code: int(rows[code]) for code in problems.STATUSES} == problems.STATUSES
