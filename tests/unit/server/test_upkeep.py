"""What a server does now and then, and the commands that it runs."""

from __future__ import annotations

import time
from threading import Event

import pytest

from web.server.upkeep import commands
from web.server.upkeep.periodic import Periodic


def test_a_function_is_called_until_it_is_stopped() -> None:
    calls: list[int] = []
    third = Event()

    def call() -> None:
        calls.append(len(calls))
        if len(calls) == 3:
            third.set()

    periodic = Periodic("test", call, 0.01, patience=20)
    periodic.start()
    assert third.wait(20)
    assert not periodic.stopping
    periodic.stop()
    made = len(calls)
    assert periodic.stopping
    assert not Event().wait(0.1)
    assert len(calls) == made


def test_stopping_ends_the_wait() -> None:
    called = Event()
    periodic = Periodic("test", called.set, 3600, patience=20)
    periodic.start()
    assert called.wait(20)
    periodic.stop()
    assert not periodic._thread.is_alive()


def test_what_a_command_prints_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert commands.Commands().run("no-such-command")
    assert "no-such-command: " in caplog.text


def test_a_run_that_starts_while_it_is_interrupted_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commands, "_PROGRAM", "import time; time.sleep(600)")
    runs = commands.Commands()
    runs.interrupt()
    began = time.monotonic()
    assert runs.run("index") is None
    assert time.monotonic() - began < 60
