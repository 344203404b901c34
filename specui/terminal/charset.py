"""Whether the locale is UTF-8: whether signs outside ASCII can be expected to come out as they are meant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")  # the first that is set decides
_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}


class Charset(NamedTuple):
    """What the locale says: `variable` and its `value`, both empty where nothing is set."""

    variable: str
    value: str

    @property
    def is_utf8(self) -> bool:
        """Whether signs outside ASCII may be sent; where nothing is set they are, as nearly every terminal takes them."""
        if not self.variable:
            return True
        encoding = self.value.partition("@")[0].rpartition(".")[2]
        return encoding.lower().replace("-", "") == "utf8"


def charset(environ: Mapping[str, str] | None = None) -> Charset:
    """Return what decides on the characters, of this process as it was started by default."""
    environ = as_started() if environ is None else environ
    for name in _VARIABLES:
        if value := environ.get(name, ""):
            return Charset(name, value)
    return Charset("", "")


def as_started() -> Mapping[str, str]:
    """Return the locale's variables as they were before Python put in its own.

    In a C locale Python sets LC_CTYPE to C.UTF-8, for itself and for those that it starts (PEP 538); that says nothing
    of the terminal.
    """
    found = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    if found.get("LC_CTYPE") not in _COERCED or found.get("LC_ALL"):
        return found
    try:
        with open("/proc/self/environ", "rb") as file:
            given = file.read().split(b"\0")
    except OSError:  # no such place on this system: it may well have been the user
        return found
    if not any(entry.startswith(b"LC_CTYPE=") for entry in given):
        del found["LC_CTYPE"]
    return found
