"""Giving freed memory back to the system."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from web.server.upkeep import memory


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])


@pytest.mark.skipif(memory._libc("malloc_trim") is None, reason="not glibc")
def test_gaps_are_given_back() -> None:
    """What was freed between things that are kept leaves the process."""
    blocks = [bytearray(50_000) for _ in range(2_000)]
    kept = blocks[::10]
    blocks.clear()
    full = _resident()
    trimming = memory.trimmer(0.01)
    trimming.start()
    end = time.monotonic() + 20
    while _resident() > full - 10_000 and time.monotonic() < end:
        time.sleep(0.01)
    trimming.stop()
    assert kept
    assert full - _resident() > 10_000  # pages: of 22,000 that were freed


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C library cannot do it, nothing happens."""
    monkeypatch.setattr(sys, "platform", "win32")
    memory.share_heaps()
    assert memory.give_back() is False
