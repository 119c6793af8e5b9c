"""What a page is to those who hear it: names of controls, and Chromium's accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from support.browsers import Browser, Chromium

_CONTROLS = """
    const seen = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node.nodeType !== Node.ELEMENT_NODE) return '';
      if (node.matches('.unseen, [aria-hidden=true], svg, select') || !node.checkVisibility())
        return '';
      return [...node.childNodes].map(seen).join(' ');
    };
    return [...document.querySelectorAll('a[href], button, summary, select, input, textarea')]
      .filter((one) => one.type !== 'hidden' && one.checkVisibility({contentVisibilityAuto: true,
        visibilityProperty: true}))
      .map((one) => {
        const label = one.labels?.length ? [...one.labels].map(seen).join(' ') : '';
        return [one, label || seen(one)];
      });
"""


class Control(NamedTuple):
    """A link, button or field: role and name for screen readers, and its text on the screen."""

    role: str
    name: str
    text: str


class Heard(NamedTuple):
    """A node of the accessibility tree. level: of a heading. within: the landmarks around it."""

    role: str
    name: str
    description: str
    level: int | None
    within: tuple[str, ...]


LANDMARKS = {"banner", "navigation", "main", "contentinfo", "search", "region", "complementary"}


def controls(browser: Browser) -> list[Control]:
    """Give what can be used on the page, in order."""
    found = browser.execute_script(_CONTROLS)
    return [Control(one.aria_role, one.accessible_name, text) for one, text in found]


def plain(text: str) -> str:
    """Reduce a text to its letters and digits, as people who speak to a computer say it."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


def heard(browser: Chromium) -> list[Heard]:
    """Give the nodes of the page in the order in which a screen reader comes to them."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_walk(nodes[0], by_id, ()))


def _walk(
    node: dict[str, Any], by_id: dict[str, dict[str, Any]], within: tuple[str, ...]
) -> Iterator[Heard]:
    role = node.get("role", {}).get("value", "")
    name = node.get("name", {}).get("value", "")
    if not node.get("ignored"):
        values = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        described = node.get("description", {}).get("value", "")
        yield Heard(role, name, described, values.get("level"), within)
        if role in LANDMARKS:
            within = (*within, f"{role} {name}".strip())
    for child in node.get("childIds", []):
        if child in by_id:
            yield from _walk(by_id[child], by_id, within)
