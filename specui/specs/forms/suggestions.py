"""Suggests names for a new degraded mode."""

from __future__ import annotations

import re

from specui.specs import names
from specui.specs.contents import Contents

_REMARK = re.compile(r"(?:(?<!\s)\s++)?\([^()]*\)")


def undegraded(contents: Contents) -> tuple[str, ...]:
    """Return the services and systems that no degraded mode mentions, services first."""
    said = " ".join(f"{mode.condition} {mode.behavior}" for mode in contents.degraded_modes)
    told = f" {_plain(said)} "
    rows = [(one.service, one.none) for one in contents.external_services]
    rows += [(one.system, one.none) for one in contents.internal_dependencies]
    found: dict[str, None] = {}
    for raw, none in rows:
        name = _REMARK.sub("", names.strip_marks(raw)).strip()
        if none or not name or "[" in name:
            continue
        words = _plain(name)
        if words and f" {words} " not in told:
            found.setdefault(name)
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
