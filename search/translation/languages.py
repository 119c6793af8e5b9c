"""Languages of the interface: the six official ones of the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface; name: in itself."""

    code: str
    name: str
    direction: str = "ltr"


ENGLISH = Language("en", "English")
LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "ar": Language("ar", "العربية", "rtl"),
        "zh": Language("zh", "中文"),
        "en": ENGLISH,
        "fr": Language("fr", "Français"),
        "ru": Language("ru", "Русский"),
        "es": Language("es", "Español"),
    }
)
"""The languages by code, in the order in which the United Nations lists them."""
