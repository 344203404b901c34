"""Find out whether the locale is UTF-8, and so whether the terminal shows characters outside ASCII."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")  # the first one that is set wins
_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}


class Charset(NamedTuple):
    """The variable that sets the locale, and its value; both empty if none is set."""

    variable: str
    value: str

    @property
    def is_utf8(self) -> bool:
        """Whether to send characters outside ASCII; True without a locale, because nearly every terminal shows them."""
        if not self.variable:
            return True
        encoding = self.value.partition("@")[0].rpartition(".")[2]
        return encoding.lower().replace("-", "") == "utf8"


def charset(environ: Mapping[str, str] | None = None) -> Charset:
    """Return the character set of an environment; by default, that in which this process was started."""
    environ = original_locale() if environ is None else environ
    for name in _VARIABLES:
        if value := environ.get(name, ""):
            return Charset(name, value)
    return Charset("", "")


def original_locale() -> Mapping[str, str]:
    """Return the locale variables as they were before Python changed them.

    In a C locale, Python sets LC_CTYPE to C.UTF-8 for itself and its children (PEP 538), which says nothing about the
    terminal.
    """
    found = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    if found.get("LC_CTYPE") not in _COERCED or found.get("LC_ALL"):
        return found
    try:
        with open("/proc/self/environ", "rb") as file:
            given = file.read().split(b"\0")
    except OSError:  # no /proc: assume that the user set it
        return found
    if not any(entry.startswith(b"LC_CTYPE=") for entry in given):
        del found["LC_CTYPE"]
    return found
