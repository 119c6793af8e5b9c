"""What a web application is told when it is made: where its index is and what it may show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search.citing import OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration of one application.

    index: the index folder, as given to `operative index`; it need not exist yet.
    official: address of an official document, `{symbol}` standing for its symbol.
    """

    index: Path
    official: str = OFFICIAL
