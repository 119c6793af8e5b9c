"""Settings in force, and where each comes from: options, environment, file, defaults.

Options override the environment, the environment the file `operative.toml`, and the file the
defaults. Nothing is silently ignored: an unusable value is an error that says what is allowed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from web.settings.settings import Settings
from web.settings.table import BY_NAME, SETTINGS, Setting, Unusable, in_units

FILE = "operative.toml"
FILE_VARIABLE = "OPERATIVE_CONFIG"
_PREFIX = "OPERATIVE_"
_NO_SETTINGS = {FILE_VARIABLE, "OPERATIVE_CORPORA"}
"""Variables for other purposes: the settings file, and the texts used by tests."""
_TIMES = {"digest", "fetch", "refresh", "search_time", "client_time", "stop_time"}


class ConfigurationError(Exception):
    """An unusable setting; the message says where it is and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The settings in force.

    sources: by setting, the source of its value in words. file: the file read.
    notices: harmless oddities.
    """

    settings: Settings
    sources: Mapping[str, str]
    file: Path | None = None
    notices: tuple[str, ...] = ()


def configure(
    options: Mapping[str, object], environment: Mapping[str, str], file: Path | None = None
) -> Configuration:
    """Returns the settings in force.

    options: of the command line, None for those not given. file: the settings file; None for
    OPERATIVE_CONFIG, else operative.toml in the current folder, if there is one.

    Raises:
        ConfigurationError: a value cannot be used.
    """
    path = _file(environment, file)
    written = _read(path) if path is not None else {}
    values: dict[str, Any] = {one.name: one.default for one in SETTINGS}
    sources = dict.fromkeys(values, "default")
    for one in SETTINGS:
        given = _given(one, options, environment, written, path)
        if given is not None:
            values[one.name], sources[one.name] = given
    settings = Settings(**values)
    _consider(settings)
    return Configuration(
        settings=settings, sources=sources, file=path, notices=tuple(_notices(environment))
    )


def _file(environment: Mapping[str, str], file: Path | None) -> Path | None:
    named = file or (Path(text) if (text := environment.get(FILE_VARIABLE)) else None)
    if named is not None:
        return named
    return Path(FILE) if Path(FILE).is_file() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(
            f"Could not read the settings file {path} ({error.strerror or error})."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"The settings file {path} is not in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}.") from error
    for name in written:
        if name not in BY_NAME:
            raise ConfigurationError(f"{path}: {_unknown(name, tuple(BY_NAME))}")
    return written


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.replace("-", "_"), known, n=1, cutoff=0.6)
    meant = f"Did you mean “{near[0]}”?" if near else f"The settings are {', '.join(known)}."
    return f"there is no setting “{name}”. {meant}"


def _given(
    one: Setting,
    options: Mapping[str, object],
    environment: Mapping[str, str],
    written: Mapping[str, object],
    path: Path | None,
) -> tuple[object, str] | None:
    """Returns the value in force and its source; None if it is set nowhere."""
    option = options.get(one.name)
    if option is not None and option != ():
        return _value(one, option, f"option {one.option}"), f"option {one.option}"
    if (text := environment.get(one.variable, "").strip()) != "":
        return _value(one, text, one.variable), f"environment {one.variable}"
    if one.name in written:
        value = _value(one, written[one.name], f"{path}: {one.name}")
        return _beside(one, value, path), f"file {path}"
    return None


def _value(one: Setting, given: object, where: str) -> object:
    try:
        return one.read(given)
    except Unusable as error:
        shown = json.dumps(given, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= 80 else f"{shown[:80]}…"
        raise ConfigurationError(f"{where} cannot be {shown}. Use {error}.") from error


def _beside(one: Setting, value: object, path: Path | None) -> object:
    """Returns a path in the file resolved against the file's folder."""
    if path is None or not one.path or value == "":
        return value
    if isinstance(value, tuple):
        return tuple(path.parent / part for part in value)
    return path.parent / str(value)


def _consider(settings: Settings) -> None:
    if settings.user_header and not settings.trusted_proxies:
        raise ConfigurationError(
            "user_header is set, but no proxy is trusted to send it, so every request would be "
            'refused. Name the proxy that signs users in: trusted_proxies = ["127.0.0.1"].'
        )
    needed = {
        "mail_from": settings.mail_from,
        "subscriptions": settings.subscriptions,
        "base_url (a whole address)": settings.origin,
    }
    missing = [name for name, value in needed.items() if not value]
    if settings.mail_server and missing:
        raise ConfigurationError(
            f"mail_server is set, but messages also need {', '.join(missing)}. Set these too."
        )


def _notices(environment: Mapping[str, str]) -> Iterator[str]:
    known = tuple(one.variable for one in SETTINGS)
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in {*known, *_NO_SETTINGS}:
            yield f"The environment variable {name} has no effect: " + _unknown(name, known)


def lines(configuration: Configuration) -> Iterator[str]:
    """Yields the lines of a valid settings file, with each value's source."""
    named = configuration.file or f"none (looked for {FILE} here and for {FILE_VARIABLE})"
    yield f"# Settings file: {named}"
    for one in SETTINGS:
        value = _toml(one, getattr(configuration.settings, one.name))
        yield f"{one.name} = {value}  # {configuration.sources[one.name]}"


def _toml(one: Setting, value: object) -> str:
    if one.name in _TIMES and isinstance(value, float):
        return f'"{in_units(value)}"'
    plain = [str(part) for part in value] if isinstance(value, tuple) else value
    # JSON and TOML agree on texts, numbers, flags and lists of texts.
    return json.dumps(str(plain) if isinstance(plain, Path) else plain, ensure_ascii=False)
