"""Resolutions of the General Assembly as plain text, for the real reader."""

from __future__ import annotations

SESSIONS = {
    "71": "Seventy-first",
    "72": "Seventy-second",
    "73": "Seventy-third",
    "74": "Seventy-fourth",
    "75": "Seventy-fifth",
    "76": "Seventy-sixth",
}
HEAD = """United Nations                                        {symbol}
General Assembly
{session} session
Agenda item 20

            Resolution adopted by the General Assembly on 20 December {year}

            {number}. {title}

        The General Assembly,

"""


def resolution(number: str, title: str, text: str) -> str:
    """Write out a resolution of a session of the General Assembly."""
    first = number.partition("/")[0]
    head = HEAD.format(
        symbol=f"A/RES/{number}",
        number=number,
        session=SESSIONS[first],
        year=1945 + int(first),
        title=title,
    )
    return head + text
