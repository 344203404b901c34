"""Finds the rules: every module in the packages next to this one is a rule, except those with a leading underscore.

A rule's module has ``RULE`` and ``check``; its name, its package and its docstring are the rule's name, subject and
manual page.  No list of rules exists elsewhere.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib import import_module
from operator import attrgetter

import specui.rules
from specui.rules.rule import LoadedRule, Rule


@cache
def all_rules() -> tuple[LoadedRule, ...]:
    """Return every rule, sorted by code.  Raises ValueError if two share a code or a name."""
    found = sorted((_load(name) for name in _module_names()), key=attrgetter("code"))
    for kind in ("code", "name"):
        seen: set[str] = set()
        for loaded in found:
            value: str = getattr(loaded, kind)
            if value in seen:
                raise ValueError(f"two rules have the {kind} {value}")
            seen.add(value)
    return tuple(found)


def find_rule(code_or_name: str) -> LoadedRule | None:
    """Return the rule of a code (``SP101``) or name (``missing-section``), ignoring case; None if there is none."""
    wanted = code_or_name.strip().casefold()
    return next((r for r in all_rules() if wanted in {r.code.casefold(), r.name}), None)


def _module_names() -> list[str]:
    root = specui.rules.__name__
    from pkgutil import iter_modules  # only when rules run: the first screen does not need them

    packages = [m.name for m in iter_modules(specui.rules.__path__) if m.ispkg]
    return [
        f"{root}.{package}.{module.name}"
        for package in packages
        for module in iter_modules(import_module(f"{root}.{package}").__path__)
        if not module.name.startswith("_")
    ]


def _load(name: str) -> LoadedRule:
    module = import_module(name)
    *_, package, own = name.split(".")
    rule: Rule = module.RULE
    return LoadedRule(
        **asdict(rule),
        name=own.replace("_", "-"),
        about=package,
        manual=(module.__doc__ or "").strip(),
        check=module.check,
    )
