"""Look of an embedded search: the house's colours and font as CSS custom properties.

Only colours of six digits and fonts of the list get into style sheets, nothing as it was sent.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from werkzeug.datastructures import MultiDict

from search.translation.current import gettext, later
from web import urls
from web.urls import ParameterProblem

COLOURS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accent": (later("Links and button"), "#0d5c56"),
        "background": (later("Background"), "#ffffff"),
        "ink": (later("Text"), "#1c1f23"),
    }
)
"""Colours to choose: parameter and property, name for people, and the usual one (`embed.css`)."""
OF_PAGE = "inherit"
"""The font of the page around, which a frame cannot have."""
FONTS: Mapping[str, str] = MappingProxyType(
    {
        "": later("The reader’s system font"),
        OF_PAGE: later("The font of your page (not in frames)"),
        "Georgia, serif": "Georgia",
        "Arial, sans-serif": "Arial",
        "Verdana, sans-serif": "Verdana",
        '"Times New Roman", serif': "Times New Roman",
    }
)
"""Fonts to choose, with names for people; the first is the usual one."""
PARAMETERS = (*COLOURS, "font")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: contrast of text with its background."""
_LIGHT, _DARK = "#ffffff", "#1c1f23"
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look chosen. colours: by parameter."""

    colours: Mapping[str, str]
    font: str
    problems: tuple[ParameterProblem, ...] = ()

    def properties(self) -> dict[str, str]:
        """Returns the CSS properties that differ from the usual look."""
        chosen = {
            f"--operative-{name}": value
            for name, value in self.colours.items()
            if value != COLOURS[name][1]
        }
        if "--operative-accent" in chosen:
            accent = self.colours["accent"]
            chosen["--operative-accent-ink"] = _readable_on(accent)
        if chosen:
            # The other colours must suit the chosen ones whatever the page around is like.
            dark = _readable_on(self.colours["background"]) == _LIGHT
            chosen["color-scheme"] = "dark" if dark else "light"
        if self.font and self.font != OF_PAGE:
            chosen["--operative-font"] = self.font
        return chosen

    def sheet(self) -> str:
        """Returns the rules to paste, or nothing for the usual look."""
        # A custom property cannot hold `inherit`, so the page's font reaches the box by its part.
        of_page = "operative-search::part(box) { font-family: inherit; }"
        rules = [self._rule("operative-search"), of_page if self.font == OF_PAGE else ""]
        return " ".join(rule for rule in rules if rule)

    def frame_sheet(self) -> str:
        """Returns the rule for the page for frames, or nothing for the usual look."""
        return self._rule(":root .framed")

    def _rule(self, selector: str) -> str:
        lines = "".join(f" {name}: {value};" for name, value in self.properties().items())
        return f"{selector} {{{lines} }}" if lines else ""

    def pairs(self) -> list[tuple[str, str]]:
        """Returns the parameters of the look that the page for frames can have."""
        chosen = [
            (name, value) for name, value in self.colours.items() if value != COLOURS[name][1]
        ]
        return [*chosen, ("font", self.font)] if self.font not in {"", OF_PAGE} else chosen

    def warnings(self) -> tuple[str, ...]:
        """Returns what makes the colours hard to read."""
        background = self.colours["background"]
        return tuple(
            gettext(
                "%(colour)s: this colour is hard to read on the background (contrast "
                "%(contrast)s; at least %(least_contrast)s is needed).",
                colour=gettext(COLOURS[name][0]),
                contrast=format(contrast(self.colours[name], background), ".1f"),
                least_contrast=LEAST_CONTRAST,
            )
            for name in ("accent", "ink")
            if contrast(self.colours[name], background) < LEAST_CONTRAST
        )


def read_look(args: MultiDict[str, str]) -> Look:
    """Reads the parameters of a look; unusable ones become problems and stay as usual."""
    problems = []
    colours = {}
    for name, (title, usual) in COLOURS.items():
        value = args.get(name, "").strip().lower() or usual
        if not _HEX.fullmatch(value):
            message = gettext(
                "%(title)s: write the colour as # and six digits, such as #003c71.", title=title
            )
            problems.append(urls.bad(name, message))
            value = usual
        colours[name] = value
    font = args.get("font", "")
    if font not in FONTS:
        problems.append(urls.bad("font", gettext("Choose the font from the list.")))
    return Look(
        colours=MappingProxyType(colours),
        font=font if font in FONTS else "",
        problems=tuple(problems),
    )


def sheet_hash(sheet: str) -> str:
    """Returns the source by which a content security policy allows a style sheet in a page."""
    return f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'"


def contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable_on(colour: str) -> str:
    return _LIGHT if contrast(_LIGHT, colour) > contrast(_DARK, colour) else _DARK


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
