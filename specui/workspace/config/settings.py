"""The user's settings: ``config.toml`` in the platform's configuration folder.

They set how the screen looks and which keys it takes; what is wrong with specs is set by the repository
(`repository_config`), which can set nothing here.  Every value has its origin.  A value that cannot be used stays at
its default, and is a fault with its line.

Read before the first frame, so nothing is imported that a start without such a file does not need.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from specui.workspace.config.config_fault import Fault, line_of
from specui.workspace.user_folders import config_folder

FILE_NAME = "config.toml"
AUTO = "auto"
COLORS = (AUTO, "always", "never", "16", "256", "truecolor")
KEY_SETS = ("default", "vim", "emacs", "plain")
DARK, LIGHT = "specui-dark", "specui-light"
_SIZE_LIMIT = 1 << 20


class Keys(NamedTuple):
    """The keys of a command, as they are written, and the line that sets them."""

    keys: tuple[str, ...]
    line: int


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Settings(NamedTuple):
    """The user's settings; `origins` says where each value that is no default was set.

    A named tuple, because its class is made three times as fast as a dataclass, and the first frame waits for it.

    `theme` is a name or ``auto``: then `theme_dark` or `theme_light`, as the terminal's background is. `ascii` and
    `lean` are None where locale and connection decide. `editor` is a command line, "" for none. `keys` are by command
    id; ids are not checked here. `views` are filters by their names.
    """

    theme: str = AUTO
    theme_dark: str = DARK
    theme_light: str = LIGHT
    color: str = AUTO
    mouse: bool = True
    ascii: bool | None = None
    lean: bool | None = None
    editor: str = ""
    key_set: str = "default"
    keys: Mapping[str, Keys] = _NOTHING
    views: Mapping[str, str] = _NOTHING
    file: Path | None = None
    origins: Mapping[str, str] = _NOTHING
    faults: tuple[Fault, ...] = ()

    def with_flags(self, **flags: object) -> Settings:
        """Return the settings with flags of the command line; each flag that is not None wins."""
        given = {name: value for name, value in flags.items() if value is not None}
        return self.with_values(given, {name: _FLAGS.get(name, f"--{name}") for name in given})

    @property
    def flags(self) -> dict[str, object]:
        """The flags that were set, for `with_flags`."""
        return {name: getattr(self, name) for name, origin in self.origins.items() if origin.startswith("--")}

    def with_values(self, values: Mapping[str, Any], origins: Mapping[str, str]) -> Settings:
        """Return the settings with other values, and their origins."""
        return self._replace(**values, origins={**self.origins, **origins}) if values else self


def config_file() -> Path:
    """Return the file of the user's settings, which may not exist."""
    return config_folder() / FILE_NAME


def load_settings(file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the file and the environment; the file wins.  Never raises for either."""
    file = config_file() if file is None else file
    settings = _from_environment(os.environ if environ is None else environ)
    source = read_source(file)
    if source is None:
        return settings
    if isinstance(source, Fault):
        return settings._replace(file=file, faults=(source,))
    values, origins, faults = read_settings(source, file)
    return settings.with_values(values, origins)._replace(file=file, faults=faults)


def example() -> str:
    """Return a file with every setting as a comment, and what it means."""
    return Path(__file__).with_name("config.example.toml").read_text(encoding="utf-8")


def read_source(file: Path) -> str | Fault | None:
    """Return a file's text, None where there is none, or why it cannot be read."""
    if not os.path.lexists(file):
        return None
    if not os.path.isfile(file):  # reading a pipe would wait
        return Fault(file, 1, "cannot be read: it is not a file")
    try:
        with open(file, "rb") as stream:
            data = stream.read(_SIZE_LIMIT + 1)
    except OSError as error:
        return Fault(file, 1, f"cannot be read: {(error.strerror or str(error)).lower()}")
    if len(data) > _SIZE_LIMIT:
        return Fault(file, 1, "cannot be read: it is larger than 1 MB")
    from specui.workspace.config.toml_file import decode_toml

    return decode_toml(data, file)


def read_settings(source: str, file: Path) -> tuple[dict[str, Any], dict[str, str], tuple[Fault, ...]]:
    """Return the values that a text sets, their origins, and the faults in the order of lines."""
    from specui.workspace.config.toml_file import parse_toml

    data = parse_toml(source, file)
    if isinstance(data, Fault):
        reason = f"{data.reason}; the whole file is ignored until this is fixed"
        return {}, {}, (data._replace(reason=reason),)
    reader = _Reader(source, file)
    reader.read(data)
    return reader.values, reader.origins, tuple(sorted(reader.faults, key=lambda fault: fault[1:]))


class _Setting(NamedTuple):
    """What a setting can be: `read` returns its value or raises ValueError."""

    name: str
    read: Callable[[object], Any]
    allowed: str


class _Reader:
    """Reads the data of a file once; collects values and faults."""

    def __init__(self, source: str, file: Path) -> None:
        self.values: dict[str, Any] = {}
        self.origins: dict[str, str] = {}
        self.faults: list[Fault] = []
        self._lines = source.split("\n")
        self._file = file

    def read(self, data: Mapping[str, Any]) -> None:
        for key, value in data.items():
            if key == "keys":
                self._keys(value)
            elif key == "views":
                self._views(value)
            elif key in _SETTINGS:
                self._value(key, value)
            else:
                self._fault(key, _unknown_reason(key))

    def _value(self, key: str, value: object, table: str = "") -> None:
        kind = _SETTINGS[f"{table}.{key}" if table else key]
        try:
            self.values[kind.name] = kind.read(value)
        except ValueError:
            self._fault(key, f"{key} is {_quoted(value)}; it must be {kind.allowed}", table)
            return
        self.origins[kind.name] = f"{self._file}:{line_of(key, self._lines, table)}"

    def _keys(self, table: object) -> None:
        if not isinstance(table, dict):
            self._fault("keys", 'keys must be a table: [keys], and under it tick = ["x"]')
            return
        found: dict[str, Keys] = {}
        for command, value in table.items():
            if command == "set":
                self._value("set", value, "keys")
                continue
            keys = (value,) if isinstance(value, str) else value
            if not isinstance(keys, list | tuple) or not all(isinstance(key, str) for key in keys):
                self._fault(
                    command,
                    f'{command} is {_quoted(value)}; it must be a list of keys: ["x", "ctrl+x"]',
                    "keys",
                )
                continue
            line = line_of(command, self._lines, "keys")
            found[command] = Keys(tuple(keys), line)
            self.origins[f"keys.{command}"] = f"{self._file}:{line}"
        self.values["keys"] = found

    def _views(self, table: object) -> None:
        if not isinstance(table, dict):
            self._fault("views", 'views must be a table: [views], and under it mine = "owner:ada"')
            return
        from specui.workspace.config.config_fault import view_fault

        found: dict[str, str] = {}
        for name, text in table.items():
            fault = view_fault(text)
            if fault:
                self._fault(name, f"views.{name}: {fault}", "views")
                continue
            found[name] = text
            self.origins[f"views.{name}"] = f"{self._file}:{line_of(name, self._lines, 'views')}"
        self.values["views"] = found

    def _fault(self, key: str, reason: str, table: str = "") -> None:
        self.faults.append(Fault(self._file, line_of(key, self._lines, table), reason))


def _from_environment(environ: Mapping[str, str]) -> Settings:
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    if environ.get("NO_COLOR"):
        values["color"], origins["color"] = "never", "NO_COLOR"
    for name in ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            values["editor"], origins["editor"] = environ[name], name
            break
    return Settings().with_values(values, origins)


def _unknown_reason(key: str) -> str:
    from difflib import get_close_matches

    known = [*(name for name in _SETTINGS if "." not in name), "keys", "views"]
    near = get_close_matches(key, known, 1)
    hint = f"did you mean “{near[0]}”?" if near else f"the settings are {', '.join(known)}"
    return f"unknown setting “{key}”; {hint}"


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError
        return value

    return read


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError


def _flag_or_auto(value: object) -> bool | None:
    return None if value == AUTO else _flag(value)


_FLAGS = {"mouse": "--no-mouse"}
_SETTINGS: Mapping[str, _Setting] = {
    "theme": _Setting("theme", _name, 'a theme\'s name, or "auto"'),
    "theme-dark": _Setting("theme_dark", _name, "a theme's name"),
    "theme-light": _Setting("theme_light", _name, "a theme's name"),
    "color": _Setting("color", _one_of(*COLORS), "one of " + ", ".join(f'"{color}"' for color in COLORS)),
    "mouse": _Setting("mouse", _flag, "true or false"),
    "ascii": _Setting("ascii", _flag_or_auto, 'true, false or "auto"'),
    "lean": _Setting("lean", _flag_or_auto, 'true, false or "auto"'),
    "editor": _Setting("editor", _text, 'a command, such as "nvim" or "code --wait"'),
    "keys.set": _Setting(
        "key_set", _one_of(*KEY_SETS), "one of " + ", ".join(f'"{name}"' for name in KEY_SETS)
    ),
}
SETTINGS: Mapping[str, str] = {name: kind.name for name, kind in _SETTINGS.items()}
"""The name of every setting in the file, and the field of `Settings` that holds it."""
