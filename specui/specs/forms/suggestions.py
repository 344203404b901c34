"""What an editor offers: dependencies without a degraded mode, names of owners."""

from __future__ import annotations

import re

from specui.markdown.blocks import Heading, ListItem, Paragraph
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.forms.target_places import item_of, part_at, part_of
from specui.specs.spec import Group, Section
from specui.specs.targets import Target

_REMARK = re.compile(r"(?:(?<!\s)\s++)?\([^()]*\)")


def offers(contents: Contents, target: Target) -> tuple[str, ...]:
    """Return what could stand in something new at a target: in the Degraded Mode, what nothing is said of yet."""
    return undegraded(contents) if _is_degraded(contents, target) else ()


def undegraded(contents: Contents) -> tuple[str, ...]:
    """Return the names of services and systems that no degraded mode speaks of, services first."""
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


def owners(contents: Contents) -> tuple[str, ...]:
    """Return the people that a spec names as its owners, as they are written: for completion."""
    return contents.owners


def _is_degraded(contents: Contents, target: Target) -> bool:
    spec = contents.spec
    if isinstance(target, Group):
        return part_of(spec, target) == "degraded_modes"
    if isinstance(target, Section):
        return target.part == "degraded_modes"
    item = item_of(target)
    if item is not None or isinstance(target, ListItem | Paragraph | Heading):
        return part_at(spec, item.start if item else target.start) == "degraded_modes"  # type: ignore[union-attr]
    return False


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
