"""Serialization: the members of a dataclass, and their values as JSON has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

import pytest

from indexer.serialization import INLINE, OPTIONAL, Only, Renamed, members, to_json, without


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    colour: Colour
    fell_on: date | None = None
    note: Annotated[str | None, OPTIONAL, "Written on it."] = None
    veins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    leaf: Annotated[Leaf, INLINE, without(Leaf, "veins")]
    length: Annotated[float, Renamed("metres")]
    leaves: tuple[Annotated[Leaf, Only("veins", "colour")], ...] = ()
    counts: Mapping[Colour, int]
    branches: tuple[Branch, ...] = ()
    ends: tuple[tuple[int, int], ...] = ()


LEAF = Leaf(colour=Colour.RED, fell_on=date(2019, 12, 18))
TWIG = Branch(leaf=LEAF, length=0.5, counts={})
BRANCH = Branch(
    leaf=Leaf(colour=Colour.RED, note="a"),
    length=1.5,
    leaves=(LEAF,),
    counts={Colour.RED: 3},
    branches=(TWIG,),
    ends=((0, 4),),
)


def test_annotations_shape_the_object() -> None:
    """Members have the names, the order and the choice that the annotations give."""
    assert json.loads(json.dumps(to_json(BRANCH))) == {
        "colour": "red",
        "fell_on": None,
        "note": "a",
        "metres": 1.5,
        "leaves": [{"veins": 1, "colour": "red"}],
        "counts": {"red": 3},
        "branches": [
            {
                "colour": "red",
                "fell_on": "2019-12-18",
                "metres": 0.5,
                "leaves": [],
                "counts": {},
                "branches": [],
                "ends": [],
            }
        ],
        "ends": [[0, 4]],
    }


def test_members_are_those_of_the_object() -> None:
    """A description made of the members names what the objects have, in the same order."""
    named = [one.name for one in members(Branch)]
    assert named == list(to_json(BRANCH))
    assert [one.name for one in members(Branch) if one.optional] == ["note"]


def test_a_type_can_be_named() -> None:
    """A value is serialized as the annotated type says, where one is given."""
    assert to_json(LEAF, Annotated[Leaf, Only("veins")]) == {"veins": 1}


def test_only_dataclasses_have_members() -> None:
    """Another class is a mistake that is named."""
    with pytest.raises(TypeError, match="is no dataclass"):
        without(Colour, "red")
